"""What importing costs: numpy and scipy only where a resample, a t value or an assignment asks for them (or γ)."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import workbench.agreement


def test_counting_measures_import_no_array_library() -> None:
    every = [m.name for m in pkgutil.walk_packages(workbench.agreement.__path__, "workbench.agreement.")]
    names = [name for name in every if name.split(".")[2] not in ("arrays", "continuum", "gamma", "lanes", "unitizing")]
    assert "workbench.agreement.coding.alpha" in names
    script = f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"numpy", "scipy", "spacy", "textual", "sqlmodel"}.isdisjoint(done.stdout.split())
