"""The report as plain values for JSON, and as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from workbench.agreement.report.content import AnnotatorRow, Confusion, Number, Report
from workbench.agreement.report.frame import SHARED
from workbench.agreement.report.planning import Planned
from workbench.agreement.value import Value
from workbench.core.json import Json

Plain: TypeAlias = dict[str, Json]

COLUMNS: Final = ("table", "of", "and", "measure", "value", "low", "high", "n", "why")
"""The columns of the spreadsheet: one number a row, ``of`` and ``and`` say whose."""

ROW: TypeAlias = tuple[str, str, str, str, float | None, float | None, float | None, int, str]


def value_json(value: Value) -> Plain:
    """A value; ``value`` is null where it is undefined, and ``why`` says why."""
    out: Plain = {"value": value.value, "n": value.n}
    if value.interval is not None:
        out["interval"] = list(value.interval)
    if value.se is not None:
        out["se"] = value.se
    if value.why:
        out["why"] = value.why
    return out


def number_json(number: Number) -> Plain:
    """A number with its question."""
    out: Plain = {"name": number.name, "title": number.title, "question": number.question}
    out |= value_json(number.value) | {"n": number.n, "of": number.of}
    if number.beside:
        out["beside"] = {title: value_json(value) for title, value in number.beside.items()}
    return out


def report_json(report: Report) -> Plain:
    """The whole report, without a word of any document's text."""
    scope = report.scope
    return {
        "scope": {
            "annotators": list(scope.annotators), "gold": scope.gold, "documents": scope.documents,
            "shared": scope.shared, "alone": scope.alone, "both_empty": scope.both_empty,
            "resamples": scope.resamples, "seed": scope.seed,
        },
        "numbers": [number_json(number) for number in report.numbers],
        "pairs": [
            {
                "pair": list(row.pair), "documents": row.documents, "both_empty": row.both_empty,
                "values": _values(row.values),
            }
            for row in report.pairs
        ],
        "labels": [
            {
                "kind": row.kind, "label": row.label, "title": row.title, "marked": row.marked,
                "exact": value_json(row.exact), _second(row.kind): value_json(row.overlap),
            }
            for row in report.labels
        ],
        "documents": [
            {
                "id": str(row.id), "name": row.name, "annotators": list(row.annotators), "spans": row.spans,
                "exact": value_json(row.exact), "overlap": value_json(row.overlap),
            }
            for row in report.documents
        ],
        "annotators": [_annotator(row) for row in report.annotators],
        "confusion": _confusion(report.confusion),
        "reading": list(report.reading),
        "do_next": [{"do": advice.sentence, "look": dict(advice.look)} for advice in report.advice],
        "cautions": list(report.cautions),
    }  # fmt: skip


def plan_json(planned: tuple[Planned, ...], wanted: float) -> Plain:
    """A plan: what each number needs for an interval of the wanted width."""
    return {
        "width": wanted,
        "needs": [
            {
                "kind": row.kind, "label": row.label, "title": row.title, **value_json(row.value),
                "width": row.need.width, "more_documents": row.need.more, "why": row.need.why,
            }
            for row in planned
        ],
    }  # fmt: skip


def report_rows(report: Report) -> Iterator[ROW]:
    """The report for a spreadsheet; the confusion matrix has a row a cell."""
    for number in report.numbers:
        yield _row("numbers", "", "", number.name, number.value, number.n)
    for pair in report.pairs:
        yield "pairs", *pair.pair, "documents", pair.documents, None, None, pair.documents, ""
        for name, value in pair.values.items():
            yield _row("pairs", *pair.pair, name, value)
    for label in report.labels:
        yield _row(f"{label.kind} labels", label.label, "", "exact", label.exact, label.marked)
        yield _row(f"{label.kind} labels", label.label, "", _second(label.kind), label.overlap, label.marked)
    for document in report.documents:
        yield _row("documents", document.name, str(document.id), "exact", document.exact, document.spans)
        yield _row("documents", document.name, str(document.id), "overlap", document.overlap, document.spans)
    for annotator in report.annotators:
        yield from _annotator_rows(annotator)
    for of, and_, n in cells(report.confusion):
        yield "confusion", of, and_, "times", n, None, None, n, ""


def cells(confusion: Confusion) -> Iterator[tuple[str, str, int]]:
    """Each cell that is not empty: the label, what the other answer has there, and how often."""
    for i, label in enumerate(confusion.labels):
        row = [*zip(confusion.labels, confusion.cells[i], strict=True)]
        row += [("BOUNDARY", confusion.boundary[i]), ("MISSED", confusion.missed[i])]
        yield from ((label, other, n) for other, n in row if n)


def _second(kind: str) -> str:
    return "overlap" if kind == "span" else SHARED


def _values(values: Mapping[str, Value]) -> Plain:
    return {name: value_json(value) for name, value in values.items()}


def _annotator(row: AnnotatorRow) -> Plain:
    against: dict[str, Any] = {
        name: {"precision": value_json(s.precision), "recall": value_json(s.recall), "f1": value_json(s.f1)}
        for name, s in row.against.items()
    }
    return {
        "name": row.name, "documents": row.documents, "spans": row.spans, "exact": value_json(row.exact),
        "overlap": value_json(row.overlap), "ratio": value_json(row.ratio), "length": value_json(row.length),
        "coverage": value_json(row.coverage),
        "bias": [{"label": bias.label, "own": bias.own, "others": bias.others} for bias in row.bias],
        "against_gold": against,
    }  # fmt: skip


def _confusion(confusion: Confusion) -> Plain:
    return {
        "labels": list(confusion.labels),
        "cells": [list(row) for row in confusion.cells],
        "boundary": list(confusion.boundary),
        "missed": list(confusion.missed),
        "kinds": dict(confusion.kinds),
    }


def _row(table: str, of: str, and_: str, measure: str, value: Value, n: int | None = None) -> ROW:
    low, high = value.interval or (None, None)
    return table, of, and_, measure, value.value, low, high, value.n if n is None else n, value.why


def _annotator_rows(row: AnnotatorRow) -> Iterator[ROW]:
    for measure, value in (
        *(("exact", row.exact), ("overlap", row.overlap), ("ratio", row.ratio)),
        *(("length", row.length), ("coverage", row.coverage)),
    ):
        yield _row("annotators", row.name, "", measure, value)
    for name, scores in row.against.items():
        for measure, value in (("precision", scores.precision), ("recall", scores.recall), ("f1", scores.f1)):
            yield _row("against gold", row.name, "", f"{name} {measure}", value)
