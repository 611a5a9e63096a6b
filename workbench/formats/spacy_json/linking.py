"""Linking: spaCy's links of entities, which stand apart from them: ``{"(start, end)": {id: probability}}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from workbench.formats.exchange import Link
from workbench.formats.spacy_json.marking import Marking

LIKELY: Final = 0.5
"""The probability from which a link holds."""
_RANGE: Final = re.compile(r"[(\[]\s*(\d{1,15})\s*,\s*(\d{1,15})\s*[)\]]", re.ASCII)


def link(links: Any, out: Marking) -> None:
    """Give the entities that were gathered their links."""
    if not isinstance(links, Mapping):
        if links:
            out.refuse("its links are no object")
        return
    for place, ids in links.items():
        found = _RANGE.fullmatch(str(place))
        at = (int(found[1]), int(found[2])) if found else None
        for id in _likely(ids):
            where = next((i for i, span in enumerate(out.spans) if span.fragments[0] == at), None)
            if where is None:
                out.lose("link", id, "no entity stands where it points")
            else:
                span = out.spans[where]
                out.spans[where] = replace(span, links=(*span.links, Link(id)))


def _likely(ids: Any) -> list[str]:
    pairs = ids.items() if isinstance(ids, Mapping) else ()
    return [str(id) for id, value in pairs if isinstance(value, (int, float)) and value >= LIKELY]
