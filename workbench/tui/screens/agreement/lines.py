"""The report as lines of cells, each with the disagreements behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Final

from workbench.agreement.disagreement.behind import RELATION_KINDS, SPAN_KINDS, behind
from workbench.agreement.disagreement.record import BOUNDARY, MISSED
from workbench.agreement.disagreement.wanted import Wanted
from workbench.agreement.report.content import Advice, Number, Report
from workbench.agreement.value import Value
from workbench.core.fault import Fault
from workbench.core.schema import Schema
from workbench.tui.widgets.cells import Cell, Line, fitted

VALUE: Final = 20
"""Columns of a value with its interval."""
WIDEST: Final = 104
"""Columns of a table at most."""
SHORT: Final = 9
"""Columns of a value without."""
ROOM: Final = 86
"""Columns that a question needs beside its number; with fewer it stands below."""
CONFUSIONS: Final = 30
"""So many differences between labels are listed, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Target:
    """The disagreements behind a cell, and what to call them."""

    wanted: Wanted
    title: str


def report_lines(report: Report, schema: Schema, width: int) -> list[Line]:
    """The whole report in lines of so many cells; tables are no wider than one can follow with the eye."""
    table = min(width, WIDEST)
    return [
        *_numbers(report.numbers, width),
        *_sentences("Reading", [(sentence, None) for sentence in report.reading], width),
        *_sentences("Do next", [(advice.sentence, _advised(advice, schema)) for advice in report.advice], width),
        *_pairs(report, table),
        *_labels(report, table),
        *_confusions(report, table),
        *_annotators(report, table),
        *_documents(report, table),
        *_sentences("Caution", [(sentence, None) for sentence in report.cautions], width),
    ]


def shown(value: Value) -> str:
    """A value with its interval where it has one; a dash where it is undefined."""
    if value.value is None:
        return "–"
    if value.interval is None:
        return f"{value.value:.3f}"
    return "{:.3f} [{:.2f}, {:.2f}]".format(value.value, *value.interval)


# -- parts ---------------------------------------------------------------------


def _heading(title: str, *columns: str) -> Iterator[Line]:
    yield Line((Cell(""),))
    yield Line((Cell(title, "heading"), *(Cell(column, "heading") for column in columns)), title)


def _numbers(numbers: Sequence[Number], width: int) -> Iterator[Line]:
    """Each number with its question: beside it, or below where there is no room."""
    title = min(26, max(len(number.title) for number in numbers)) + 1
    beside = width - title - VALUE - 2
    for number in numbers:
        words = number.question if number.value.value is not None else f"undefined: {number.value.why}"
        figure = Cell(fitted(shown(number.value), VALUE), "plain", Target(behind(number.name), number.title))
        line = Line((Cell(fitted(number.title, title)), figure), "Numbers" if number is numbers[0] else "")
        if beside >= ROOM:
            yield replace(line, cells=(*line.cells, Cell(" " + fitted(words, beside), "muted")))
        else:
            yield line
            yield from (Line((Cell("  " + part, "muted"),)) for part in wrap(words, width - 4))


def _sentences(title: str, sentences: Sequence[tuple[str, Target | None]], width: int) -> Iterator[Line]:
    if not sentences:
        return
    yield from _heading(fitted(title, width - 2))
    for sentence, target in sentences:
        for k, part in enumerate(wrap(sentence, width - 6) or [""]):
            lead = "· " if not k else "  "
            yield Line((Cell(lead), Cell(part, "plain", None if k else target)))


def _advised(advice: Advice, schema: Schema) -> Target | None:
    """The disagreements that show why; None where the advice is about none."""
    look = dict(advice.look)
    annotator = look.pop("annotators", "")
    if not look and not annotator:
        return None
    try:
        return Target(Wanted.of(schema, annotator=annotator, **look), advice.sentence)
    except (Fault, TypeError):
        return None


def _pairs(report: Report, width: int) -> Iterator[Line]:
    if not report.pairs:
        return
    names = ("span-exact", "span-overlap", "relation-strict")
    held = [name for name in names if any(name in row.values for row in report.pairs)]
    who = max(12, width - 2 - (SHORT + 3) * len(held) - 8)
    heads = {"span-exact": "exact", "span-overlap": "overlap", "relation-strict": "relations"}
    columns = "".join(fitted(heads[name], SHORT + 3, right=True) for name in held)
    yield from _heading(fitted("By pair", who) + fitted("shared", 8, right=True) + columns)
    for row in report.pairs:
        cells = [Cell(fitted(" · ".join(row.pair), who)), Cell(fitted(f"{row.documents:,}", 8, right=True), "muted")]
        for name in held:
            target = Target(replace(behind(name), pair=row.pair), f"{heads[name]}, {' and '.join(row.pair)}")
            cells += _figure(row.values.get(name), SHORT + 3, target)
        yield Line(tuple(cells))


def _figure(value: Value | None, width: int, target: Target) -> list[Cell]:
    """A value to the right of its column, of which only the figures are the cell."""
    text = "–" if value is None else shown(value)
    return [Cell(" " * max(1, width - len(text))), Cell(text, "plain", target)]


def _labels(report: Report, width: int) -> Iterator[Line]:
    for kind, title, second, kinds in (
        ("span", "By label", "overlap", SPAN_KINDS),
        ("relation", "By relation", "given spans", RELATION_KINDS),
    ):
        rows = [row for row in report.labels if row.kind == kind]
        if not rows:
            continue
        name = max(12, width - 2 - 8 - 2 * (VALUE + 2))
        columns = fitted("exact", VALUE + 2, right=True) + fitted(second, VALUE + 2, right=True)
        yield from _heading(fitted(title, name) + fitted("marked", 8, right=True) + columns)
        for row in rows:
            all_of = Target(Wanted(kinds, (row.label,)), row.title)
            other = behind("span-overlap" if kind == "span" else "relation-given-spans")
            cells = [Cell(fitted(row.title, name)), Cell(fitted(f"{row.marked:,}", 8, right=True), "muted")]
            cells += _figure(row.exact, VALUE + 2, all_of)
            cells += _figure(row.overlap, VALUE + 2, Target(replace(other, labels=(row.label,)), row.title))
            yield Line(tuple(cells))


def _confusions(report: Report, width: int) -> Iterator[Line]:
    """What became of spans in the other answer, the most frequent first."""
    found = sorted(_differences(report), key=lambda row: (-row[0], row[1]))[:CONFUSIONS]
    if not found:
        return
    name = width - 12
    yield from _heading(fitted("What differs", name) + fitted("times", 10, right=True))
    for n, title, wanted in found:
        text = f"{n:,}"
        yield Line((Cell(fitted(title, name + 10 - len(text))), Cell(text, "plain", Target(wanted, title))))


def _differences(report: Report) -> Iterator[tuple[int, str, Wanted]]:
    confusion = report.confusion
    for i, (label, title) in enumerate(zip(confusion.labels, confusion.titles, strict=True)):
        if confusion.missed[i]:
            yield confusion.missed[i], f"{title}, missed by the other", Wanted((MISSED,), (label,))
        if confusion.boundary[i]:
            yield confusion.boundary[i] // 2, f"{title}, other edges", Wanted((BOUNDARY,), (label,))
        for j in range(i):
            if confusion.cells[i][j]:
                wanted = Wanted(labels=(confusion.labels[j], label))
                yield confusion.cells[i][j], f"{confusion.titles[j]} or {title}", wanted


def _annotators(report: Report, width: int) -> Iterator[Line]:
    if not report.annotators:
        return
    name = max(12, width - 2 - 5 * (SHORT + 1))
    columns = "".join(
        fitted(word, SHORT + 1, right=True) for word in ("exact", "overlap", "spans", "to others", "length")
    )
    yield from _heading(fitted("By annotator", name) + columns)
    for row in report.annotators:
        mine = Target(Wanted(SPAN_KINDS, annotator=row.name), row.name)
        ratio = "–" if row.ratio.value is None else f"{row.ratio.value:.2f}×"
        length = "–" if row.length.value is None else f"{row.length.value:.1f}"
        rest = (f"{row.spans:,}", ratio, length)
        over = Target(replace(behind("span-overlap"), annotator=row.name), row.name)
        cells = [
            Cell(fitted(row.name, name)),
            *_figure(row.exact, SHORT + 1, mine),
            *_figure(row.overlap, SHORT + 1, over),
        ]
        cells += [Cell(fitted(text, SHORT + 1, right=True), "muted") for text in rest]
        yield Line(tuple(cells))


def _documents(report: Report, width: int) -> Iterator[Line]:
    """The worst first; those that are empty for all have no figure and are left to the head of the report."""
    rows = [row for row in report.documents if row.exact.value is not None]
    if not rows:
        return
    name = max(12, width - 2 - 2 * (SHORT + 1) - 8)
    columns = fitted("exact", SHORT + 1, right=True) + fitted("overlap", SHORT + 1, right=True)
    yield from _heading(fitted("By document, worst first", name) + columns + fitted("spans", 8, right=True))
    for row in rows:
        mine = Target(Wanted(document=row.id), row.name)
        over = Target(replace(behind("span-overlap"), document=row.id), row.name)
        cells = [
            Cell(fitted(row.name, name)),
            *_figure(row.exact, SHORT + 1, mine),
            *_figure(row.overlap, SHORT + 1, over),
        ]
        yield Line((*cells, Cell(fitted(f"{row.spans:,}", 8, right=True), "muted")))
