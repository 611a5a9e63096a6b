"""Schemas as YAML 1.2: read with every fault placed by line and column, written in one stable form."""

from __future__ import annotations

from workbench.formats.schema_yaml.editor_schema import json_schema
from workbench.formats.schema_yaml.place import SchemaFault
from workbench.formats.schema_yaml.reading import Unreadable, faults, read
from workbench.formats.schema_yaml.writing import write

__all__ = ["SchemaFault", "Unreadable", "faults", "json_schema", "read", "write"]
