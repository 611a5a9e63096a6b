"""Writing: records to lines of JSON, the same bytes for the same records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from workbench.core.json import canonical
from workbench.core.record import AnyRecord


def write_lines(records: Iterable[AnyRecord]) -> Iterator[str]:
    """Each record as one line that ends in LF: its type and version first, then its parts by name.

    Lines break at nothing else: JSON escapes LF, and the other line breaks of Unicode are written as escapes.
    """
    for record in records:
        yield write_line(record)


def write_line(record: AnyRecord) -> str:
    """One record as its line."""
    parts = record.model_dump(mode="json", exclude_defaults=True)
    head = json.dumps({"type": record.type, "v": record.v}, separators=(",", ":"))
    return f"{head[:-1]},{canonical(parts)[1:]}".translate(_BREAKS) + "\n"


_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
