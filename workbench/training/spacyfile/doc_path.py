"""The path through ``Doc``: the same file by spaCy's own means, for a spaCy that reads otherwise, and for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from workbench.training.shard import Marks, Packed, Shard
from workbench.training.spacyfile.sound import check
from workbench.training.spacyfile.tokens import columns_of, firsts

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab


def write(file: BinaryIO, shard: Shard) -> None:
    """Write the file, about nineteen times slower than the direct writer and whole in memory.

    Raises:
        ValueError: where the shard's arrays do not fit each other.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    check(shard)
    made = DocBin(attrs=columns_of(shard), store_user_data=True, docs=docs(shard, Vocab()))
    file.write(made.to_bytes())


def docs(shard: Shard, vocab: Vocab) -> Iterator[Doc]:
    """The documents of a shard as spaCy's."""
    from spacy.tokens import Doc, SpanGroup

    begins, lengths = firsts(shard.words.lengths).tolist(), shard.words.lengths.tolist()
    for n, (begin, length) in enumerate(zip(begins, lengths, strict=True)):
        part = slice(begin, begin + length)
        words = [shard.words.forms[i] for i in shard.words.ids[part]]
        starts = None if shard.sentence_starts is None else shard.sentence_starts[part].tolist()
        doc = Doc(vocab, words, shard.words.spaces[part].tolist(), sent_starts=starts)
        missing = [doc[i : i + 1] for i in np.flatnonzero(shard.missing[part]).tolist()]
        doc.set_ents(_spans(doc, n, shard.ents, shard), missing=missing, default="outside")
        for group in shard.groups:
            spans = _spans(doc, n, group.marks, shard)
            if spans or group.everywhere:
                doc.spans[group.key] = SpanGroup(doc, name=group.key, spans=spans)
        doc.cats = dict(shard.cats[n])
        doc.user_data.update(_user_data(shard.user_data[n]) if shard.user_data else {})
        yield doc


def _user_data(data: Mapping[Any, Any]) -> dict[Any, Any]:
    """User data as values, unpacked where it was packed already."""
    from srsly import msgpack_loads  # type: ignore[import-untyped]

    return {key: msgpack_loads(value) if isinstance(value, Packed) else value for key, value in data.items()}


def _spans(doc: Doc, n: int, marks: Marks, shard: Shard) -> list[Span]:
    """The marks of the ``n``-th document, which is ``doc``."""
    from spacy.tokens import Span

    low, high = np.searchsorted(marks.document, (n, n + 1)).tolist()
    strings = shard.strings
    return [
        Span(doc, first, last, label=strings[label], kb_id=strings[kb_id], span_id=strings[id])
        for first, last, label, kb_id, id in zip(
            *(a[low:high].tolist() for a in (marks.first, marks.last, marks.label, marks.kb_id, marks.id)), strict=True
        )
    ]
