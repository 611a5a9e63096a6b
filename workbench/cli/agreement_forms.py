"""The forms of ``workbench agreement``: words for a terminal, JSON, CSV, or a page for a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli import report
from workbench.core.fault import Fault

if TYPE_CHECKING:
    from workbench.agreement.report.content import Report
    from workbench.agreement.report.measures.measured import Aids, Measured
    from workbench.agreement.value import Value
    from workbench.core.schema import Schema
    from workbench.curation.studying import Studied


def exclusive(asked: Mapping[str, bool]) -> None:
    """See that at most one of these options was given.

    Raises:
        Fault: where there are more.
    """
    given = [name for name, wanted in asked.items() if wanted]
    if len(given) > 1:
        raise Fault(f"{given[0]} and {given[1]} exclude each other")


@dataclass(frozen=True, slots=True)
class Form:
    """How to say it: as words where neither ``json`` nor ``csv``."""

    json: bool
    csv: bool

    def report(self, found: Report) -> None:
        """The whole report."""
        from workbench.agreement.report.plain import COLUMNS, report_json, report_rows

        if self.json:
            report.as_json(report_json(found))
        elif self.csv:
            report.as_csv(COLUMNS, report_rows(found))
        else:
            from workbench.cli.agreement_text import tell

            tell(found)

    def page(self, found: Report, path: Path, *, force: bool) -> None:
        """The report as one page for a browser, written whole or not at all."""
        from workbench.agreement.report.page.page import page
        from workbench.cli.sinks import sink

        with sink(path, folder=False, force=force) as made, made.file(path.name) as file:
            file.write(page(found).encode("utf-8"))
        report.say(f"{path.name} written")

    def stability(self, found: Studied) -> None:
        """How far each annotator agrees with their own earlier round."""
        from workbench.agreement.report.plain import value_json
        from workbench.agreement.report.stability import stability

        rows = stability(found.summed.study, found.gathered.owners)
        if not rows:
            report.say("nobody finished two of these rounds")
        if self.json:
            report.as_json(
                [
                    {
                        "annotator": row.annotator, "rounds": list(row.rounds), "documents": row.documents,
                        "exact": value_json(row.exact), "overlap": value_json(row.overlap),
                    }
                    for row in rows
                ]
            )  # fmt: skip
        else:
            columns = ("annotator", "rounds", "documents", "exact F1", "overlap F1")
            table = [
                (row.annotator, " · ".join(row.rounds), row.documents, *map(self._shown, (row.exact, row.overlap)))
                for row in rows
            ]
            self._table(columns, table)

    def changes(self, before: Report, now: Report) -> None:
        """What changed between two moments."""
        from workbench.agreement.report.comparing import changes
        from workbench.agreement.report.plain import value_json

        rows = changes(before, now)
        if self.json:
            report.as_json(
                {
                    "documents": {"before": before.scope.shared, "now": now.scope.shared},
                    "changes": [
                        {
                            "name": row.name, "title": row.title, "before": value_json(row.before),
                            "now": value_json(row.now), "by": row.by, "clear": row.clear,
                        }
                        for row in rows
                    ],
                }
            )  # fmt: skip
            return
        table = [(row.title, *map(self._shown, (row.before, row.now)), self._signed(row.by), row.clear) for row in rows]
        self._table(("number", "then", "now", "change", "clear"), table)
        report.say(
            f"{report.count(before.scope.shared, 'shared document')} then, {now.scope.shared:,} now; a change is clear "
            "where the two intervals do not touch"
        )

    def plan(self, found: Report, wanted: float) -> None:
        """How many more documents narrow the intervals."""
        from workbench.agreement.report.plain import plan_json
        from workbench.agreement.report.planning import MORE, plan

        if not 0 < wanted < 1:
            raise Fault("The width of an interval lies between 0 and 1", "Write --plan 0.1")
        rows = plan(found, wanted)
        if self.json:
            report.as_json(plan_json(rows, wanted))
            return
        table = [
            (row.title, row.kind, self._shown(row.value), row.need.width and round(row.need.width, 3), row.need.more,
             row.need.why)
            for row in rows
        ]  # fmt: skip
        self._table(("number", "of", "exact F1", "width", "more documents", "why"), table)
        report.say(
            f"documents that two people finish, like those there are, for intervals {wanted:g} wide: estimated, {MORE}"
        )

    def measure(self, found: Studied, name: str, aids: Aids) -> None:
        """One measure by pair and label, or (``list``) the names of all."""
        from workbench.agreement.report.measures.table import measure, measures

        frame = found.summed.frame
        if name == "list":
            rows = [{"name": one.name, "title": one.title, "question": one.question} for one in measures(frame)]
            report.in_form(rows, ("name", "title", "question"), json=self.json, csv=self.csv)
            return
        one = measure(frame, name)
        got = one.run(found.summed, aids)
        if self.json:
            head = {"name": one.name, "title": one.title, "question": one.question}
            report.as_json({**head, **_measured_json(got)})
            return
        if not self.csv:
            report.line(f"{one.title}: {one.question}")
        self._table(("table", "of", one.title, "n", "why"), self._rows(got, frame.schema))
        for note in got.notes:
            report.say(note)

    def _rows(self, got: Measured, schema: Schema) -> Iterable[Sequence[object]]:
        yield "all", "", self._shown(got.overall), got.overall.n, got.overall.why
        for name, value in got.parts.items():
            yield "all", name, self._shown(value), value.n, value.why
        for pair, value in sorted(got.pairs.items()):
            yield "pair", " · ".join(pair), self._shown(value), value.n, value.why
        for label, value in got.labels.items():
            title = schema.label_name(label) if label in schema.labels else schema.relation_name(label)
            yield "label", title, self._shown(value), value.n, value.why

    def _table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        (report.as_csv if self.csv else report.as_table)(columns, rows)

    def _shown(self, value: Value) -> object:
        """A value with its interval for people, alone for a spreadsheet."""
        from workbench.cli.agreement_text import shown

        return value.value if self.csv else shown(value)

    def _signed(self, by: float | None) -> object:
        return by if self.csv or by is None else f"{by:+.3f}"


def _measured_json(got: Measured) -> dict[str, Any]:
    from workbench.agreement.report.plain import value_json

    return {
        "overall": value_json(got.overall),
        "parts": {name: value_json(value) for name, value in got.parts.items()},
        "pairs": [{"pair": list(pair), **value_json(value)} for pair, value in sorted(got.pairs.items())],
        "labels": {label: value_json(value) for label, value in got.labels.items()},
        "notes": list(got.notes),
    }
