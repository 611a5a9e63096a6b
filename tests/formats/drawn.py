"""Drawn documents for round trips: words and gaps that formats trip over, and spans on whole words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Tally, WriteOptions
from workbench.formats.grid import grid
from workbench.formats.losses import fit
from workbench.formats.source import Source

WORDS = (
    "Rat", "der", "O", "#", "#x", "B-ORG", "_", "-", ".", "|", "1", "-DOCSTART-", "a\u0301", "e\u0308\u0323",
    "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u05d0\u05d1", "\u202eabc", "\ufe0f", "\u2028x",
    "x\x85y", "a=b", "(1", "1)", "%7C", "\\", "\ufeffz", "100\u00a0000", "-LRB-", '"', "NaN",
)  # fmt: skip
GAPS = (" ", "", "\n", "\r\n", "\u00a0", "  ", "\n\n", "\t")
LABELS = ("PER", "ORG", "LOC-x", "B-LAW", "ÉVÉNEMENT", "U-S")


@st.composite
def documents(
    draw: st.DrawFn,
    *,
    labels: tuple[str, ...] = LABELS,
    overlap: bool = True,
    fragments: bool = False,
    relations: bool = False,
    links: bool = False,
    gaps: tuple[str, ...] = GAPS,
    words: tuple[str, ...] = WORDS,
) -> Document:
    """A document of a few words, with spans on whole words."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(words), st.sampled_from(gaps)), max_size=9))
    text, tokens = draw(st.sampled_from(("", " ", "\n"))), []
    for word, gap in chosen:
        tokens.append((len(text), len(text) + len(word)))
        text += word + gap
    spans = draw(_spans(tokens, labels, fragments, links)) if tokens else []
    if not overlap:
        spans = _apart(spans)
    found = draw(_relations(spans)) if relations and spans else ()
    breaks = draw(st.booleans())
    sentences = tuple(tokens[i : i + 3] for i in range(0, len(tokens), 3)) if breaks else ()
    return Document(
        f"d{draw(st.integers(0, 10**9))}",
        text,
        (Reading(spans=tuple(spans), relations=tuple(found)),),
        "codepoint",
        tokens=tuple(tokens),
        sentences=tuple((part[0][0], part[-1][1]) for part in sentences),
    )


@st.composite
def _spans(
    draw: st.DrawFn, tokens: list[tuple[int, int]], labels: tuple[str, ...], fragments: bool, links: bool
) -> Any:
    place = st.integers(0, len(tokens) - 1)
    edges = draw(st.lists(st.lists(place, min_size=2, max_size=4 if fragments else 2), max_size=5))
    out: dict[tuple[Any, str], Span] = {}
    for places in edges:
        cut = sorted(places)
        pairs = list(zip(cut[::2], cut[1::2], strict=False)) if len(cut) % 2 == 0 else [(cut[0], cut[1])]
        if len(pairs) == 2 and pairs[1][0] <= pairs[0][1] + 1:
            pairs = [(pairs[0][0], pairs[1][1])]
        at = tuple((tokens[a][0], tokens[b][1]) for a, b in pairs)
        label = draw(st.sampled_from(labels))
        link = (Link(draw(st.sampled_from(("k1", "k2", "Berlin")))),) if links and draw(st.booleans()) else ()
        out.setdefault((at, label), Span(str(len(out) + 1), label, at, links=link))
    return list(out.values())


def _apart(spans: list[Span]) -> list[Span]:
    taken: set[int] = set()
    kept = []
    for span in spans:
        under = {i for start, end in span.fragments for i in range(start, end)}
        if taken.isdisjoint(under):
            taken |= under
            kept.append(span)
    return kept


@st.composite
def _relations(draw: st.DrawFn, spans: list[Span]) -> Any:
    end = st.sampled_from([span.id for span in spans])
    drawn = draw(st.lists(st.tuples(st.sampled_from(("part_of", "author")), end, end), max_size=4, unique=True))
    return tuple(Relation(f"r{i}", *one) for i, one in enumerate(drawn, 1))


# -- through a format ------------------------------------------------------------------


class Files(dict[str, bytes]):
    """A sink in memory."""

    @contextmanager
    def file(self, name: str) -> Any:
        out = BytesIO()
        yield out
        self[name] = out.getvalue()

    @property
    def one(self) -> bytes:
        """The bytes of the only file."""
        (data,) = self.values()
        return data


def written(format: Any, given: Iterable[Document], options: WriteOptions | None = None) -> tuple[Files, Ledger]:
    """What a writer makes of documents, and the books, which add up."""
    files, ledger = Files(), Ledger()
    can: Capability = format.capability
    fitted = [fit(document, can, ledger) for document in given]
    format.write(iter(fitted), files, options or WriteOptions(), ledger)
    ledger.check()
    return files, ledger


def reading(
    format: Any, data: bytes, options: ReadOptions | None = None, name: str = "d.x"
) -> tuple[list[Document], Tally]:
    """The documents of bytes, and the tally."""
    tally = Tally()
    return list(format.read(Source(name, lambda: data), tally, options or ReadOptions())), tally


def shape(document: Document) -> tuple[list[str], list[tuple[str, list[tuple[int, int]]]]]:
    """A document as words and spans on them, which is all that a format without text can keep."""
    words = grid(document)
    spans = [(span.label, words.pieces(span)) for one in document.readings for span in one.spans]
    return words.words(range(len(words.tokens))), sorted(spans)


def relation_shape(document: Document) -> list[tuple[str, Any, Any]]:
    """Relations by what their ends are."""
    words = grid(document)
    ends = {span.id: (span.label, words.pieces(span)) for one in document.readings for span in one.spans}
    return sorted((r.label, ends[r.head], ends[r.tail]) for one in document.readings for r in one.relations)


def only_faults(read: Callable[[bytes], Any], samples: Iterable[bytes], times: int, seed: int = 1) -> int:
    """Read broken variants of samples; anything but a Fault escapes. Returns how many were refused as a whole."""
    dice = random.Random(seed)
    refused = 0
    pool = list(samples)
    for _ in range(times):
        try:
            read(broken(dice, dice.choice(pool)))
        except Fault:
            refused += 1
    return refused


def broken(dice: random.Random, data: bytes) -> bytes:
    """Bytes with a few things cut, doubled, swapped or put in."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at, to = sorted((dice.randint(0, len(out)), dice.randint(0, len(out))))
        match dice.randint(0, 5):
            case 0:
                del out[at : min(to, at + 20)]
            case 1:
                out[at:at] = out[at : min(to, at + 40)]
            case 2:
                out[at:at] = dice.choice(_NASTY)
            case 3 if out:
                out[at % len(out)] = dice.randrange(256)
            case 4:
                del out[at:]
            case _:
                number = dice.choice(
                    (b"-1", b"999999", b"1e400", b"18446744073709551616", b"null", b"{}", b"[]", b'"x"', b"1.5")
                )
                digits = [i for i, c in enumerate(out) if 48 <= c <= 57]
                if digits:
                    place = dice.choice(digits)
                    out[place : place + 1] = number
    return bytes(out)


_NASTY = (
    b"\t",
    b"\n",
    b"\r\n",
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"[" * 50,
    b"{",
    b"}",
    b'"',
    b"NaN",
    b"\\ud800",
    b"O",
    b"|",
    b"(",
    b")",
    b"\n\n",
)
