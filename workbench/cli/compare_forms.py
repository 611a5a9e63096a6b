"""The forms of ``workbench compare``: JSON and CSV without text; words for a terminal with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.agreement import errors
from workbench.agreement.disagreement.plain import COLUMNS, record_json, row
from workbench.agreement.disagreement.words import side_in_words, snippet
from workbench.agreement.value import Value
from workbench.cli import report
from workbench.cli.project import opened
from workbench.cli.sinks import sink
from workbench.core.fault import Fault
from workbench.core.ids import stream_id
from workbench.core.json import Json
from workbench.core.span import Span

if TYPE_CHECKING:
    from uuid import UUID

    from workbench.agreement.disagreement.record import Disagreement
    from workbench.training.choosing import Pick
    from workbench.training.compare import Comparison
    from workbench.training.compare_gold import Mark

MOST: Final = 200
"""Misses that a terminal lists; a pipe and the other forms have them all."""
SCORES: Final = ("view", "label", "precision", "recall", "f1", "right", "predicted", "gold")


@dataclass(frozen=True, slots=True)
class Told:
    """What was compared, with the errors in each view."""

    comparison: Comparison
    views: Mapping[str, errors.Errors]

    @property
    def misses(self) -> Iterator[tuple[str, Disagreement]]:
        """Every miss with its view."""
        return ((view, miss) for view, found in self.views.items() for miss in found.misses)


def told(found: Comparison) -> Told:
    """Every view that the source speaks of, held against the reference."""
    views = {}
    for view in found.views:
        reads = []
        for pair in found.pairs:
            if view in pair.said:
                known = pair.reference
                layers = _layer(known.pick), stream_id("predictions", f"{found.source} {view} {known.pick.document}")
                marks = _spans(known.marks[view]), _spans(pair.said[view])
                reads.append(errors.Read(known.pick.document, known.pick.name, known.length, layers, *marks))
        views[view] = errors.errors(reads, found.schema)
    return Told(found, views)


def _spans(marks: Sequence[Mark]) -> list[Span]:
    return [Span(mark.n, mark.label, ((mark.start, mark.end),)) for mark in marks]


def _layer(pick: Pick) -> UUID:
    """The layer that the reference's numbers are of; a majority's are of none that is stored."""
    return pick.layers[0] if pick.kind != "majority" else stream_id("majority", f"{pick.owner} {pick.document}")


def write(found: Told, db: str, out: Path | None, *, json: bool, csv: bool, force: bool) -> None:
    """The comparison in the form that was asked for, to stdout or to a file.

    Raises:
        Fault: where both forms are asked for, or the file cannot be written.
    """
    if json and csv:
        raise Fault("--json and --csv exclude each other")
    _remark(found.comparison)
    if out is None and not (json or csv):
        _scores(found)
        _misses(found, db)
        return
    with _target(out, force=force):
        _as_rows(found) if csv else report.as_json(_as_json(found))
    if out is not None:
        _scores(found)
        report.say(f"{out.name}: {report.count(sum(1 for _ in found.misses), 'miss', 'misses')}")


@contextmanager
def _target(out: Path | None, *, force: bool) -> Iterator[None]:
    """Where results go: stdout, or a file that is put in place once it is whole."""
    if out is None:
        yield
        return
    import io

    with sink(out, folder=False, force=force) as made, made.file(out.name) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        with redirect_stdout(text):
            yield
        text.detach()


def _remark(found: Comparison) -> None:
    """What was compared, and everything that was not."""
    where = "" if found.part == "all" else f" of {found.part}"
    report.say(f"{found.source} against {found.layers}: {report.count(len(found.pairs), 'document')}{where}")
    if found.strangers:
        report.say(f"{report.count(found.strangers, 'document')} of {found.source} left out: not finished here")
    if found.unread:
        report.say(f"{report.count(found.unread, 'document')} here left out: not in {found.source}")
    for label, n in sorted(found.unknown.items()):
        report.say(f"{n:,} × {label} left out: the schema has no such label")
    if found.silent:
        report.say(f"{found.silent:,} predictions in ents left out: nothing is said about their tokens")


def _scores(found: Told) -> None:
    """Precision, recall and F by label, and the reason in words where one is undefined."""
    rows = []
    for view, those in found.views.items():
        for label, one in {"all": those.all, **dict(_named(found, those))}.items():
            scores = one.scores
            numbers = (_number(value) for value in (scores.precision, scores.recall, scores.f1))
            rows.append((view, label, *numbers, one.right, one.said, one.there))
    report.as_table(SCORES, rows)


def _named(found: Told, those: errors.Errors) -> Iterator[tuple[str, errors.Row]]:
    for label, one in those.labels.items():
        yield found.comparison.schema.label_name(label), one


def _misses(found: Told, db: str) -> None:
    """A table of misses with the text of each place."""
    every = list(found.misses)
    shown = every[:MOST] if sys.stdout.isatty() else every
    if not shown:
        return
    report.out("")
    texts = _texts(db, [miss for _, miss in shown])
    schema = found.comparison.schema
    report.as_table(
        ("view", "kind", "document", "at", "who says what", "text"),
        [
            (
                view, errors.kind(miss), miss.name, f"{miss.start}–{miss.end}",
                " | ".join(side_in_words(side, schema) for side in miss.sides), snippet(texts[miss.document], miss),
            )
            for view, miss in shown
        ],
    )  # fmt: skip
    if len(shown) < len(every):
        report.say(f"{len(every) - len(shown):,} more: pipe the list, or write it with --out")


def _texts(db: str, misses: Sequence[Disagreement]) -> dict[UUID, str]:
    from workbench.store.documents import text

    with opened(db, readonly=True) as database, database.reading() as connection:
        return {id_: text(connection, id_) for id_ in dict.fromkeys(miss.document for miss in misses)}


def _as_json(found: Told) -> Json:
    one = found.comparison
    return {
        "source": one.source,
        "layers": one.layers,
        "part": one.part,
        "documents": len(one.pairs),
        "left_out": {
            "documents_not_finished_here": one.strangers,
            "documents_not_in_source": one.unread,
            "labels_not_in_schema": dict(sorted(one.unknown.items())),
            "predictions_where_nothing_is_said": one.silent,
        },
        "views": [
            {
                "view": view,
                "documents": those.documents,
                "all": _row(those.all),
                "labels": [{"label": label, **_row(row)} for label, row in those.labels.items()],
            }
            for view, those in found.views.items()
        ],
        "misses": [
            {"view": view, "error": errors.kind(miss), **record_json(miss, None)} for view, miss in found.misses
        ],
    }


def _row(one: errors.Row) -> dict[str, Json]:
    scores = one.scores
    out: dict[str, Json] = {"right": one.right, "predicted": one.said, "gold": one.there}
    for name, value in (("precision", scores.precision), ("recall", scores.recall), ("f1", scores.f1)):
        out[name] = value.value
        if value.value is None:
            out[f"{name}_why"] = value.why
    return out


def _as_rows(found: Told) -> None:
    """CSV: a miss a row."""
    report.as_csv(
        ("view", "error", *COLUMNS), ((view, errors.kind(miss), *row(miss, None)) for view, miss in found.misses)
    )


def _number(value: Value) -> str:
    return f"undefined: {value.why}" if value.value is None else f"{value.value:.3f}"
