"""Docs: what ``Doc.to_json()`` writes: ``{"text", "ents", "spans", "cats", "sents", "tokens"}``, all by offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.formats.exchange import Document, Fragment
from workbench.formats.jsonfile import whole
from workbench.formats.spacy_json.marking import Marking

READ: Final = frozenset(("text", "ents", "spans", "cats", "sents", "tokens"))
LINGUISTIC: Final = "only spans and categories are read"


def is_doc(value: Any) -> bool:
    """Whether a value is a Doc: its tokens have places and no text of their own."""
    if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
        return False
    tokens = value.get("tokens")
    if not isinstance(tokens, list) or not ("ents" in value or "spans" in value):
        return False
    return all(isinstance(token, Mapping) and "start" in token and "text" not in token for token in tokens[:3])


def read(value: Mapping[str, Any], out: Marking) -> Document:
    """The document of a Doc."""
    out.objects(value.get("ents"))
    groups = value.get("spans")
    if isinstance(groups, Mapping):
        for name, items in groups.items():
            out.group(str(name))
            out.objects(items)
    elif groups:
        out.refuse("its groups of spans are no object")
    out.categories(value.get("cats"))
    tokens = list(_ranges(value.get("tokens"), out))
    given = value.get("tokens")
    first = given[0] if isinstance(given, list) and given else None
    for key in sorted(set(map(str, first)) - {"id", "start", "end"}) if isinstance(first, Mapping) else ():
        out.lose("token annotation", key, LINGUISTIC)
    meta = {str(key): one for key, one in value.items() if key not in READ}
    return out.document(value["text"], tokens=tokens, sentences=_ranges(value.get("sents"), out), meta=meta)


def _ranges(items: Any, out: Marking) -> Iterator[Fragment]:
    for item in out.listed(items):
        start, end = (whole(item.get(key)) for key in ("start", "end")) if isinstance(item, Mapping) else (None, None)
        if start is None or end is None:
            out.refuse("a token or sentence has no place")
        else:
            yield start, end
