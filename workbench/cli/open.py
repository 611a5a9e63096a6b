"""``workbench`` without a command: the terminal workbench itself, loaded without a command-line library."""

from __future__ import annotations

import gc
import os

from workbench.cli.identity import login


def run() -> int:
    """Open the workbench on the project's library; returns its exit code."""
    gc.disable()  # Collecting what is being imported costs a tenth of the start; the app turns it on again.
    from workbench.tui.app import run as run_app

    url = os.environ.get("WORKBENCH_DB") or "workbench.db"
    return run_app(url, os.environ.get("WORKBENCH_ANNOTATOR") or login())
