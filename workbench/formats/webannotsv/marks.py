"""Marks: the annotations of a file's rows, each put together from the rows it runs over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.formats.webannotsv.cells import NONE, ChainLink, Reference, Value, chain_link, reference, split, stacked
from workbench.formats.webannotsv.escapes import plain_value
from workbench.formats.webannotsv.header import Column, Layer
from workbench.formats.webannotsv.rows import Unit


@dataclass(slots=True)
class Mark:
    """An annotation of a span or chain layer: where it runs, its features, and whom its slots name."""

    layer: Layer
    id: int
    begin: int
    end: int
    unit: str
    features: dict[str, str] = field(default_factory=dict)
    slots: list[tuple[str, Reference]] = field(default_factory=list)
    chain: int = 0


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation as its row has it: from the annotation that ``source`` points at to the one on ``unit``."""

    layer: Layer
    unit: str
    line: int
    source: Reference | None
    features: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Marks:
    """All that rows hold: marks in the order they begin, arcs, and where to find the marks again."""

    all: list[Mark] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    _ids: dict[tuple[str, int, int], Mark] = field(default_factory=dict)
    _numbered: dict[int, Mark] = field(default_factory=dict)
    _starts: dict[str, list[Mark]] = field(default_factory=dict)

    def read(self, layers: Sequence[Layer], units: Iterable[Unit]) -> None:
        """Take in rows, in their order."""
        for unit in units:
            for layer in layers:
                if all(unit.cell(column.index) == NONE for column in layer.columns):
                    continue
                if layer.kind == "span":
                    self._spans(layer, unit)
                elif layer.kind == "chain":
                    self._links(layer, unit)
                else:
                    self.arcs += _arcs(layer, unit)

    def find(self, layer: str, unit: str, id: int) -> Mark | None:
        """The mark of a layer (of any, for UIMA's general one) with an id; else the one that begins at a unit."""
        if id:
            return self._ids.get((layer, id, 0)) or self._numbered.get(id)
        here = [mark for mark in self._starts.get(unit, ()) if layer in (mark.layer.name, "uima.tcas.Annotation")]
        return next((mark for mark in here if not mark.id), here[0] if here else None)

    # -- spans -------------------------------------------------------------------

    def _spans(self, layer: Layer, unit: Unit) -> None:
        cells = {column: stacked(unit.cell(column.index)) for column in layer.columns if column.holds != "slot"}
        ids = next((found for found in map(_ids, cells.values()) if any(found)), [])
        here: dict[int, Mark] = {}
        for column, values in cells.items():
            for place, value in enumerate(values):
                mark = self._mark(layer, unit, value.id or _at(ids, place), place, here)
                _set(mark, column, value)
        for column in layer.columns:
            if column.holds == "slot":
                self._targets(layer, unit, column, ids, here)

    def _mark(self, layer: Layer, unit: Unit, id: int, place: int, here: dict[int, Mark]) -> Mark:
        """The mark with this id, grown to this unit; or the one at this place of the stack."""
        if not id:
            return here.get(place) or here.setdefault(place, self._new(Mark(layer, 0, unit.begin, unit.end, unit.id)))
        key = layer.name, id, 0
        if key not in self._ids:
            self._ids[key] = self._new(Mark(layer, id, unit.begin, unit.end, unit.id))
        self._ids[key].end = unit.end
        return self._ids[key]

    def _targets(self, layer: Layer, unit: Unit, column: Column, ids: Sequence[int], here: dict[int, Mark]) -> None:
        """Join the roles that a mark was given with the units they name."""
        cell = unit.cell(column.index)
        for place, piece in enumerate(split(cell, "|") if cell != NONE else ()):
            mark = self._mark(layer, unit, _at(ids, place), place, here)
            if mark.unit != unit.id:
                continue
            roles = split(mark.features.get(_role(column), ""), ";")
            for n, text in enumerate(split(piece, ";")):
                if target := reference(text):
                    role = roles[n] if n < len(roles) and roles[n] not in ("", "*", NONE) else column.feature
                    mark.slots.append((plain_value(role), target))

    def _new(self, mark: Mark) -> Mark:
        self.all.append(mark)
        if mark.id:
            self._numbered.setdefault(mark.id, mark)
        self._starts.setdefault(mark.unit, []).append(mark)
        return mark

    # -- chains ------------------------------------------------------------------

    def _links(self, layer: Layer, unit: Unit) -> None:
        links: list[ChainLink | None] = []
        types: list[Value] = []
        for column in layer.columns:
            cell = unit.cell(column.index)
            if cell != NONE and column.holds == "chain link":
                links = [chain_link(piece) for piece in split(cell, "|")]
            elif column.holds == "chain type":
                types = stacked(cell)
        for place, link in enumerate(links):
            if link is None:
                continue
            key = layer.name, link.chain, link.link
            if key not in self._ids:
                mark = Mark(layer, 0, unit.begin, unit.end, unit.id, chain=link.chain)
                self._ids[key] = self._new(mark)
                _keep(mark, "referenceRelation", Value(link.value, 0))
                _keep(mark, "referenceType", types[place] if place < len(types) else Value("*", 0))
            self._ids[key].end = unit.end


def _set(mark: Mark, column: Column, value: Value) -> None:
    if column.holds == "role":
        mark.features.setdefault(_role(column), value.text)
    elif column.feature:
        _keep(mark, column.feature, value)


def _keep(mark: Mark, feature: str, value: Value) -> None:
    if (plain := value.plain) is not None:
        mark.features.setdefault(feature, plain)


def _role(column: Column) -> str:
    """The place where a slot's roles wait for its targets; no feature can be called so."""
    return f"|{column.feature}"


def _arcs(layer: Layer, unit: Unit) -> Iterator[Arc]:
    cells = {column: unit.cell(column.index) for column in layer.columns}
    values = {column: stacked(cell) for column, cell in cells.items() if column.holds == "value" and column.feature}
    for column, cell in cells.items():
        if column.holds == "source" and cell != NONE:
            for place, piece in enumerate(split(cell, "|")):
                given = ((c.feature, found[place].plain) for c, found in values.items() if place < len(found))
                features = tuple((key, value) for key, value in given if value is not None)
                yield Arc(layer, unit.id, unit.line, reference(piece), features)


def _ids(values: Iterable[Value]) -> list[int]:
    return [value.id for value in values]


def _at(ids: Sequence[int], place: int) -> int:
    return ids[place] if place < len(ids) else 0
