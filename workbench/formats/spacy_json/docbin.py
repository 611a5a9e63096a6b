"""DocBin: spaCy's binary corpora, read by spaCy itself, which is imported only for them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.spacy_json.docs import LINGUISTIC
from workbench.formats.spacy_json.marking import Marking

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

RATIO: Final = 200
"""How many times its packed size a corpus may have at most, once it is larger than..."""
SMALL: Final = 64_000_000
"""…this many bytes."""
CURE: Final = "Write it again with spaCy 3"


def is_docbin(data: bytes) -> bool:
    """Whether bytes begin as a DocBin does: packed, and inside it the MessagePack of a map that has ``version``."""
    try:
        head = zlib.decompressobj().decompress(data, 200)
    except zlib.error:
        return False
    return bool(head) and head[0] & 0xF0 == 0x80 and b"version" in head[:16]


def warm() -> None:
    """Import spaCy, because reading a file is held to a limit of memory that is meant for the file alone."""
    import spacy

    spacy.blank("xx")


def read(data: bytes, name: str, named: Callable[[str], Marking]) -> Iterator[Document]:
    """The documents of a corpus.

    Raises:
        Fault: where spaCy cannot read it, or it is packed beyond all reason.
    """
    _refuse_bomb(data, name)
    for doc in _docs(data, name):
        yield _document(doc, named(""))


def _refuse_bomb(data: bytes, name: str) -> None:
    most, size = max(SMALL, RATIO * len(data)), 0
    packed, rest = zlib.decompressobj(), data
    try:
        while rest:
            size += len(packed.decompress(rest, 1_000_000))
            if size > most:
                raise Fault(f"{name} is packed more than {RATIO} to one", "Do not trust this file")
            rest = packed.unconsumed_tail
    except zlib.error:
        raise Fault(f"{name} is damaged", CURE) from None


def _docs(data: bytes, name: str) -> list[Doc]:
    import spacy
    from spacy.tokens import DocBin

    # Whatever spaCy raises for bytes that are no corpus, and it raises anything, they are none.
    try:
        return list(DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab))
    except MemoryError:
        raise
    except Exception:
        raise Fault(f"{name} is no corpus that this version of spaCy can read", CURE) from None


def _document(doc: Doc, out: Marking) -> Document:
    for span in doc.ents:
        _span(span, out)
    for name, group in doc.spans.items():
        out.group(name)
        for span in group:
            _span(span, out)
    out.categories(dict(doc.cats))
    for key in sorted({_said(key) for key in doc.user_data}):
        out.lose("user data", key, "it has no agreed shape")
    for attribute in ("TAG", "LEMMA", "DEP", "MORPH"):
        if doc.has_annotation(attribute):
            out.lose("token annotation", attribute.lower(), LINGUISTIC)
    tokens = [(token.idx, token.idx + len(token)) for token in doc]
    sents = [(s.start_char, s.end_char) for s in doc.sents] if doc.has_annotation("SENT_START") else []
    return out.document(doc.text, tokens=tokens, sentences=sents, rebuilt=doc.has_unknown_spaces)


def _span(span: Span, out: Marking) -> None:
    out.span(span.start_char, span.end_char, span.label_, span.kb_id_)


def _said(key: Any) -> str:
    return str(key[1]) if isinstance(key, tuple) and len(key) > 1 else str(key)
