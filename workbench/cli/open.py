"""``workbench`` without a command: the terminal workbench itself, loaded without a command-line library."""

from __future__ import annotations

import os

from workbench.cli.identity import login


def run() -> int:
    """Open the workbench on the project's library; returns its exit code."""
    from workbench.tui.app import run as run_app

    url = os.environ.get("WORKBENCH_DB") or "workbench.db"
    return run_app(url, os.environ.get("WORKBENCH_ANNOTATOR") or login())
