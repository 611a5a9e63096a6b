"""Write what is generated from the schema's model: ``python -m workbench.formats.schema_yaml``, in the checkout."""

from __future__ import annotations

from pathlib import Path

from workbench.formats.schema_yaml.editor_schema import json_schema
from workbench.formats.schema_yaml.manual import with_fields


def main() -> None:
    """Write the JSON Schema, and the tables of fields in the manual."""
    Path("schemas/schema.schema.json").write_text(json_schema(), encoding="utf-8")
    page = Path("docs/schema.md")
    page.write_text(with_fields(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
