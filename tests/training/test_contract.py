"""The contract: what an export writes has the shapes that ``schemas/`` tells other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.training import handmade
from workbench.training.contract.annotation import Annotation
from workbench.training.contract.json_schemas import SHAPES, json_schema
from workbench.training.contract.ledger import LedgerFile
from workbench.training.contract.manifest import Manifest

SCHEMAS = Path(__file__).parents[2] / "schemas"


@pytest.mark.parametrize("name", SHAPES)
def test_the_schemas_are_those_of_the_shapes(name: str) -> None:
    """Where this fails: ``python -m workbench.training.contract``, and think of who reads older exports."""
    assert (SCHEMAS / name).read_text(encoding="utf-8") == json_schema(SHAPES[name])


def test_an_export_has_the_shapes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    handmade.write(out, handmade.made((3, 1, 1)))
    Manifest.model_validate_json((out / "manifest.json").read_bytes())
    LedgerFile.model_validate_json((out / "ledger.json").read_bytes())
    lines = [line for path in sorted(out.glob("relations/*.jsonl")) for line in path.read_bytes().splitlines()]
    assert len(lines) == 5
    for line in lines:
        Annotation.model_validate_json(line)


@pytest.mark.parametrize("change", [{"surprise": 1}, {"format": 2}, {"files": [{"path": "x", "sha256": "y"}]}])
def test_a_manifest_of_another_shape_is_none(tmp_path: Path, change: dict[str, Any]) -> None:
    out = tmp_path / "out"
    handmade.write(out, handmade.made((1, 0, 0)))
    told = handmade.read(out / "manifest.json")
    Manifest.model_validate_json(handmade.pretty(told))
    with pytest.raises(ValidationError):
        Manifest.model_validate_json(handmade.pretty(told | change))
