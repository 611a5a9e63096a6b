"""Facts: everything that spaCy says about a document, as plain values; two files are equal where these are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

Facts: TypeAlias = dict[str, Any]


def facts(doc: Doc) -> Facts:
    """What spaCy says about a document: text, tokens, entities with what is missing, sentences, groups, cats, data."""
    return {
        "text": doc.text,
        "tokens": [(token.text, token.idx, token.whitespace_) for token in doc],
        "unknown spaces": doc.has_unknown_spaces,
        "annotated": {name: doc.has_annotation(name) for name in ("ENT_IOB", "SENT_START")},
        "ents": [_said(span) for span in doc.ents],
        "entities": [(t.ent_iob, t.ent_type_, t.ent_kb_id_, t.ent_id_) for t in doc],
        "sentences": [token.is_sent_start for token in doc],
        "groups": [(key, group.name, dict(group.attrs), [_said(s) for s in group]) for key, group in doc.spans.items()],
        "cats": list(doc.cats.items()),
        "user data": doc.user_data,
    }


def _said(span: Span) -> tuple[object, ...]:
    offsets = span.start, span.end, span.start_char, span.end_char
    return *offsets, span.label_, span.kb_id_, span.id_, span.ent_id_
