"""The DocBin: views written as spaCy's own binary files, through real ``Doc`` objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from workbench.core.fault import Fault
from workbench.training.view import Marked, View

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

ATTRS: Final = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
"""The columns that ner, spancat, textcat and linking read."""

KEY: Final = "sc"
"""The span group that spancat reads by default."""


def docbin(views: Iterable[View], vocab: Vocab) -> bytes:
    """The views as the bytes of one ``.spacy`` file, in their order."""
    from spacy.tokens import DocBin

    out = DocBin(attrs=list(ATTRS), store_user_data=True)
    for view in views:
        out.add(make_doc(view, vocab))
    return out.to_bytes()


def make_doc(view: View, vocab: Vocab) -> Doc:
    """The ``Doc`` of a view.

    Raises:
        Fault: where the stored tokens do not give the document's text again.
    """
    from spacy.tokens import Doc, SpanGroup

    text, tokens = view.source.text, view.source.tokens
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    nexts = [*tokens.starts[1:], len(text)]
    spaces = [after > end for end, after in zip(tokens.ends, nexts, strict=True)]
    doc = Doc(vocab, words=words, spaces=spaces)
    if doc.text != text:
        raise Fault(f"{view.source.name}: the stored tokens do not fit the text", "Run `workbench db check`")
    doc.set_ents(
        [_span(doc, ent) for ent in view.ents],
        missing=[doc[i : i + 1] for i in view.missing],
        default="outside",
    )
    doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=[_span(doc, marked) for marked in view.sc])
    doc.cats = dict(view.cats)
    doc.user_data["ann"] = view.ann
    return doc


def _span(doc: Doc, marked: Marked) -> Span:
    from spacy.tokens import Span

    return Span(doc, marked.first, marked.last, label=marked.label, kb_id=marked.kb_id, span_id=marked.id)
