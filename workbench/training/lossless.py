"""The lossless part: everything a layer says, for ``doc.user_data["ann"]`` and the lines of ``relations/*.jsonl``.

:mod:`workbench.training.contract.annotation` has its shape; offsets are code points of the document's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from workbench.store.columns import Columns, Refused, Values
from workbench.store.texts import Text
from workbench.training.choosing import Pick
from workbench.training.notation import NUMBER, TEXT, Notation

VERSION: Final = 1

Said: TypeAlias = dict[str, Any]
Name: TypeAlias = Callable[[str], str]
At: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lossless:
    """Everything that some documents' layers say, to be written in several notations.

    Attributes:
        frames: for each document, all but its spans and relations.
        odd_spans, odd_relations: by row, those that have more than a label and a place or two ends.
        label, relation: what labels are called.
    """

    columns: Columns
    frames: Sequence[Said]
    odd_spans: dict[int, Said]
    odd_relations: dict[int, Said]
    label: Name
    relation: Name

    def written(self, notation: Notation) -> Iterator[bytes]:
        """Each document's part."""
        spans, relations, hole = self._spans(notation), self._relations(notation), notation.encode(NUMBER)
        count = len(self.frames)
        cuts = zip(_cuts(self.columns.spans.layer, count), _cuts(self.columns.relations.layer, count), strict=True)
        for frame, (of_spans, of_relations) in zip(self.frames, cuts, strict=True):
            before, between, after = notation.encode(frame).split(hole, 2)
            own, related = notation.mapping(*spans.some(of_spans)), notation.array(*relations.some(of_relations))
            yield b"".join((before, own, between, related, after))

    def _spans(self, notation: Notation) -> Strips:
        """Spans with their ids."""
        rows, number = self.columns.spans, notation.numbers.__getitem__
        key = {n: notation.comma + notation.key(f"s{n}") for n in set(rows.n)}
        cuts = {
            label: notation.cut(_span(label, self.label(label), [[NUMBER, NUMBER]]), NUMBER, 2)
            for label in set(rows.label)
        }
        opening, between, closing = _cut_columns(cuts, rows.label, 3)
        strips = Strips(
            len(notation.comma),
            (map(key.__getitem__, rows.n), opening, map(number, rows.start), between, map(number, rows.end), closing),
        )
        for row, said in self.odd_spans.items():
            strips.put(row, notation.comma + notation.pair(f"s{rows.n[row]}", said))
        return strips

    def _relations(self, notation: Notation) -> Strips:
        """Relations."""
        rows = self.columns.relations
        ids = {n: notation.encode(f"r{n}") for n in set(rows.n)}
        ends = {n: notation.encode(f"s{n}") for n in {*rows.head, *rows.tail}}
        cuts = {
            label: notation.cut(_relation(label, self.relation(label), TEXT, TEXT, TEXT), TEXT, 3)
            for label in set(rows.label)
        }
        for cut in cuts.values():
            cut[0] = notation.comma + cut[0]
        opening, second, third, closing = _cut_columns(cuts, rows.label, 4)
        id, head, tail = (
            map(ids.__getitem__, rows.n),
            map(ends.__getitem__, rows.head),
            map(ends.__getitem__, rows.tail),
        )
        strips = Strips(len(notation.comma), (opening, id, second, head, third, tail, closing))
        for row, said in self.odd_relations.items():
            strips.put(row, notation.comma + notation.encode(said))
        return strips


class Strips:
    """Rows as strips of bytes, a comma before each: many are joined at once, because row by row took twice as long.

    Args:
        comma: how long the comma is.
        columns: the bytes of each row, in so many columns.
    """

    def __init__(self, comma: int, columns: Sequence[Iterable[bytes]]) -> None:
        self._comma, self._width = comma, len(columns)
        made = [list(column) for column in columns]
        self._strips: list[bytes] = [b""] * sum(map(len, made))
        for k, column in enumerate(made):
            self._strips[k :: self._width] = column

    def put(self, row: int, said: bytes) -> None:
        """Let a row be something else."""
        begin = row * self._width
        self._strips[begin : begin + self._width] = [said, *[b""] * (self._width - 1)]

    def some(self, rows: slice) -> tuple[int, bytes]:
        """How many rows these are, and their bytes without the first comma."""
        joined = b"".join(self._strips[rows.start * self._width : rows.stop * self._width])
        return rows.stop - rows.start, joined[self._comma :]


def _cut_columns(cuts: Mapping[str, Sequence[bytes]], labels: Sequence[str], pieces: int) -> list[Iterable[bytes]]:
    """Of each row's specimen the first piece, the second, and so on."""
    columns = [{label: cut[k] for label, cut in cuts.items()} for k in range(pieces)]
    return [map(column.__getitem__, labels) for column in columns]


def lossless(picks: Sequence[Pick], texts: Sequence[Text], columns: Columns, label: Name, relation: Name) -> Lossless:
    """What the layers of these documents say; ``label`` and ``relation`` give what labels are called."""
    frames = [_frame(pick, text) for pick, text in zip(picks, texts, strict=True)]
    for document, _, key, value in zip(*columns.labels, strict=True):
        frames[document]["labels"].append([key, value])
    _put_refused(frames, "rejected", columns.rejected, label)
    _put_refused(frames, "disputed", columns.disputed, label)
    return Lossless(columns, frames, _odd_spans(columns, label), _odd_relations(columns, relation), label, relation)


def _cuts(documents: Sequence[int], count: int) -> Iterator[slice]:
    """Which rows, sorted by document, are each document's."""
    end = 0
    for document in range(count):
        start, end = end, bisect_right(documents, document, end)
        yield slice(start, end)


# -- shapes --------------------------------------------------------------------------


def _frame(pick: Pick, text: Text) -> Said:
    """A document's part, with holes for spans and relations, before which nothing stands that people name."""
    meta = {"name": pick.name, "layer": pick.owner, "kind": pick.kind, "round": pick.round, "schema": pick.schema}
    out: Said = {"v": VERSION, "doc": str(pick.document), "spans": NUMBER, "relations": NUMBER, "labels": []}
    if text.zones:
        out["zones"] = [[zone.start, zone.end, zone.kind] for zone in text.zones]
    return {**out, "meta": meta}


def _span(label: str, name: str, at: Sequence[Sequence[int]]) -> Said:
    """A span that has a label and a place, and nothing else."""
    named = {"label": name} if name == label else {"label": name, "label_id": label}
    return {**named, "at": at, "attributes": {}, "links": []}


def _relation(label: str, name: str, id_: str, head: str, tail: str) -> Said:
    """A relation that has a label and two ends, and nothing else."""
    named = {"label": name} if name == label else {"label": name, "label_id": label}
    return {**named, "id": id_, "head": head, "child": tail, "attributes": {}}


def _put_refused(frames: Sequence[Said], key: str, rows: Refused, name: Name) -> None:
    for document, start, end, label in zip(*rows, strict=True):
        frames[document].setdefault(key, []).append({"label": name(label), "at": [start, end]})


# -- what is odd ---------------------------------------------------------------------


def _odd_spans(columns: Columns, name: Name) -> dict[int, Said]:
    """Spans with fragments, attributes, links, a note or another origin than a human's, by row."""
    rows = columns.spans
    fragments: dict[At, list[list[int]]] = {}
    for document, n, start, end in zip(*columns.fragments, strict=True):
        fragments.setdefault((document, n), []).append([start, end])
    links: dict[At, list[str]] = {}
    for document, n, entity in zip(*columns.links, strict=True):
        links.setdefault((document, n), []).append(str(entity))
    attributes = _attributes(columns.attributes)
    more = fragments.keys() | links.keys() | attributes.keys()
    out: dict[int, Said] = {}
    if not more and not any(rows.note) and rows.score.count(None) == rows.origin.count("human") == len(rows.n):
        return out
    for row, (document, n, start, end, label, origin, score, note) in enumerate(zip(*rows, strict=True)):
        at = document, n
        if at in more or origin != "human" or score is not None or note:
            said = out[row] = _span(label, name(label), fragments.get(at) or [[start, end]])
            said |= {"attributes": attributes.get(at, {}), "links": links.get(at, [])}
            said |= {"origin": origin} if origin != "human" else {}
            said |= {"score": score} if score is not None else {}
            said |= {"note": note} if note else {}
    return out


def _odd_relations(columns: Columns, name: Name) -> dict[int, Said]:
    """Relations with attributes or a note, by row."""
    attributes = _attributes(columns.relation_attributes)
    out: dict[int, Said] = {}
    if not attributes and not any(columns.relations.note):
        return out
    for row, (document, n, label, head, tail, note) in enumerate(zip(*columns.relations, strict=True)):
        if note or (document, n) in attributes:
            said = out[row] = _relation(label, name(label), f"r{n}", f"s{head}", f"s{tail}")
            said["attributes"] = attributes.get((document, n), {})
            said |= {"note": note} if note else {}
    return out


def _attributes(values: Values) -> dict[At, dict[str, list[str]]]:
    found: dict[At, dict[str, list[str]]] = {}
    rows: Iterable[tuple[int, int, str, str]] = zip(*values, strict=True)
    for document, n, key, value in rows:
        found.setdefault((document, n), {}).setdefault(key, []).append(value)
    return found
