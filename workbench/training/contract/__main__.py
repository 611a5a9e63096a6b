"""Write the JSON Schemas of what an export holds: ``python -m workbench.training.contract``, in the checkout."""

from __future__ import annotations

from pathlib import Path

from workbench.training.contract.json_schemas import SHAPES, json_schema


def main() -> None:
    """Write one file a shape."""
    for name, shape in SHAPES.items():
        Path("schemas", name).write_text(json_schema(shape), encoding="utf-8")


if __name__ == "__main__":
    main()
