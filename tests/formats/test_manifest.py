"""Real files, where they are at hand: what each holds by the rules of counting, and nothing refused without cause.

The files belong to others and are no part of the project; a small file of every format stands in test_small_files.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.ingest.foreign.bringing import bring
from workbench.ingest.foreign.wishes import Wishes

FOLDER = Path(__file__).parents[3] / "shared" / "cases" / "formats"
MANIFEST = FOLDER / "MANIFEST.json"


def data_files() -> list[dict[str, Any]]:
    """The files that hold annotations, and their counts."""
    if not MANIFEST.is_file():
        return []
    files: list[dict[str, Any]] = json.loads(MANIFEST.read_text())["files"]
    return [file for file in files if file["role"] == "data"]


@pytest.mark.skipif(not data_files(), reason="the collection of real files is not here")
@pytest.mark.parametrize("format", sorted({file["format"] for file in data_files()}) or ["none"])
def test_every_count_is_the_manifests(format: str) -> None:
    wrong: list[str] = []
    refused = spans = 0
    for file in data_files():
        if file["format"] == format:
            outcome = bring(None, "nobody", [FOLDER / file["path"]], Wishes(dry_run=True))
            lines = sum(row.line > 0 for row in outcome.refused)
            found = outcome.source
            wanted = {"documents": file["n_docs"], "spans": file["n_spans"], "relations": file["n_relations"]}
            for what, n in wanted.items():
                has = getattr(found, what)
                if n is not None and not n - lines <= has <= n:
                    wrong.append(f"{file['path']}: {has} {what}, not {n} ({lines} lines refused)")
            refused += lines
            spans += file["n_spans"] or 0
    assert wrong == []
    assert refused <= spans / 100
