"""Small pages that the tests of this room share, and what is drawn of them as plain text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from uuid import UUID

from hypothesis import strategies as st

from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.tui.page.lanes import Lanes
from workbench.tui.page.legend import Legend
from workbench.tui.page.look import Look
from workbench.tui.page.paint import GUTTER, Painter
from workbench.tui.page.palette import DARK
from workbench.tui.page.wrap import Rows

CODES = {"PER": "P", "LOC": "L", "EVENT": "EV", "CHEM": "CH", "ORG": "OR", "LAW": "LW", "ROLE": "R", "DATE": "D"}
SCHEMA = Schema.model_validate(
    {
        "name": "drawn",
        "groups": {"ANY": {"discontinuous": True}, "LOOSE": {"token_aligned": False}},
        "labels": {
            **{name: {"group": "ANY", "code": code} for name, code in CODES.items()},
            "NINTH": {"group": "ANY", "code": "N9"},
            "QUOTE": {"group": "LOOSE", "code": "Q"},
            "NAMED": {"group": "ANY", "code": "NM", "name": "Head of state"},
        },
        "relations": {
            name: {"head": ["ANY"], "tail": ["ANY"]}
            for name in ("same_as", "born_in", "spouse", "teaches_at", "founded_by")
        },
    }
)
LABELS = tuple(SCHEMA.labels)
WORD = re.compile(r"\w+|[^\w\s]")


def tokens_of(text: str) -> Tokens:
    """Words and single signs as tokens."""
    found = [match.span() for match in WORD.finditer(text)]
    return Tokens(array("I", (a for a, _ in found)), array("I", (b for _, b in found)))


def span(text: str, n: int, label: str, *parts: str) -> Span:
    """A span on the first place where each part is found after the one before it."""
    at, fragments = 0, []
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        fragments.append((start, at))
    return Span(n, label, tuple(fragments))


def layer_of(text: str, spans: Iterable[Span] = (), relations: Iterable[Relation] = ()) -> Layer:
    """A layer that holds these."""
    items = {span.n: span for span in spans}
    pairs = {relation.n: relation for relation in relations}
    ids = (UUID(int=n) for n in (1, 2, 3))
    return Layer(
        next(ids), next(ids), len(text), next(ids),
        next_n=max([0, *items, *pairs]) + 1, spans=items, relations=pairs,
    )  # fmt: skip


def lanes_of(
    text: str,
    spans: Iterable[Span] = (),
    relations: Iterable[Relation] = (),
    width: int = 100,
    shown: bool = True,
    related: bool = True,
) -> Lanes:
    """A text's rows and lanes."""
    layer = layer_of(text, spans, relations)
    return Lanes(Rows(text, width), layer, tokens_of(text), Legend(SCHEMA), shown=shown, relations=related)


def drawn(lanes: Lanes, look: Look | None = None, gutter: bool = False, tops: Sequence[int] = ()) -> list[str]:
    """Every line of a page as text, without the blanks at its end."""
    painter = Painter(lanes, DARK, look or Look())
    strips = [strip for row in range(lanes.rows.count) for strip in painter.paint(row, row in tops)]
    return [strip.text[0 if gutter else GUTTER :].rstrip() for strip in strips]


BLANKS = [" ", "  ", "\t", "\n", "\r\n", "\r", "\x0c", "\u2028", "\u3000", "\xa0"]
PLAIN = ["a", "word", "Łódź", "supercalifragilistic", "“quote”", "—", "U.S.-made", "12", ".", ",", "$5"]
WIDE = ["東京", "都、", "「語」", "한국어", "ｆｕｌｌ", "ー"]
JOINED = ["e\u0301", "👩‍🔬", "🇩🇪", "✋🏽", "☃\ufe0f", "क्षि", "\u1112\u1161\u11ab", "\u0301", "n\u0303\u0323"]
HOSTILE = [
    "\x1b[2J",
    "\x1b]0;x\x07",
    "\x9b",
    "\x00",
    "\x08",
    "\x7f",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "[/]",
    "\x0b",
]

texts = st.lists(st.sampled_from(BLANKS + PLAIN + WIDE + JOINED + HOSTILE + [" "] * 12), max_size=60).map("".join)
"""Texts of all that a document may hold."""
safe_texts = st.lists(
    st.sampled_from([*PLAIN, *WIDE, *JOINED, *HOSTILE, " ", " ", "\t", "\n", "\r\n"]), max_size=60
).map("".join)
"""Texts whose lines end only in LF or CR LF, which the display boundary leaves as they are."""
widths = st.integers(min_value=12, max_value=60)


@st.composite
def spans_in(draw: st.DrawFn, length: int, n: int) -> Span:
    """A span of one to three fragments somewhere in a text of at least one code point."""
    edges = draw(st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True).map(sorted))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return Span(n, draw(st.sampled_from(LABELS)), tuple(pairs[: draw(st.integers(1, 3))]))


@st.composite
def annotated(draw: st.DrawFn, source: st.SearchStrategy[str] = texts) -> tuple[str, list[Span], list[Relation]]:
    """A text with spans and relations."""
    text = draw(source)
    if not text:
        return text, [], []
    spans = [draw(spans_in(len(text), n)) for n in range(1, draw(st.integers(0, 7)) + 1)]
    ends = st.integers(1, len(spans)) if spans else st.nothing()
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=4)) if spans else []
    names = tuple(SCHEMA.relations)
    relations = [Relation(100 + i, names[i % len(names)], head, tail) for i, (head, tail) in enumerate(pairs)]
    return text, spans, relations
