"""The page: everything the report says, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.agreement.report.content import Advice, AnnotatorRow, Number, Report
from workbench.agreement.report.page.markup import Markup, element, shown, table
from workbench.agreement.report.page.plots import bars, heat, matrix, strip
from workbench.agreement.report.page.style import STYLE

MOST: Final = 100
"""Documents that the table names."""

HEAD: Final = Markup(
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
"""The page may load nothing, whatever it says."""


def page(report: Report) -> str:
    """A whole HTML document that needs nothing else; the same report gives the same bytes."""
    parts = [
        element("h1", "Agreement"),
        element("p", _scope(report), class_="quiet"),
        element("ul", *map(_number, report.numbers), class_="numbers"),
        *_list("ul", "Reading", report.reading),
        *_list("ol", "Do next", map(_advice, report.advice)),
        *_list("ul", "Cautions", report.cautions),
        *_pairs(report),
        *_labels(report),
        *_confusion(report),
        *_annotators(report),
        *_documents(report),
    ]
    title = element("title", "Agreement of " + ", ".join(report.scope.annotators))
    head = element("head", HEAD, title, Markup(f"<style>{STYLE}</style>"))
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}\n<body>\n{body}\n</body>\n</html>\n'


def _scope(report: Report) -> str:
    scope = report.scope
    told = [
        ", ".join(scope.annotators),
        f"{scope.shared:,} of {scope.documents:,} finished documents shared by at least two",
        f"{scope.both_empty:,} of these empty for all",
    ]
    if scope.gold:
        told.append(f"reference {scope.gold}")
    if scope.resamples:
        told.append(f"intervals 95 %, {scope.resamples:,} resamples of documents, seed {scope.seed}")
    return " · ".join(told)


def _number(number: Number) -> Markup:
    found = number.value
    rests = f"undefined: {found.why}" if found.value is None else f"n {number.n:,} {number.of}"
    beside = [f"{title} {value.value:.3f}" for title, value in number.beside.items() if value.value is not None]
    return element(
        "li",
        element("p", number.title),
        element("p", shown(found), class_="value"),
        element("p", number.question),
        element("p", " · ".join([rests, *beside]), class_="quiet"),
    )


def _list(tag: str, title: str, items: Iterable[object]) -> Iterator[Markup]:
    told = list(items)
    if told:
        yield element("h2", title)
        yield element(tag, *(element("li", item) for item in told))


def _advice(advice: Advice) -> Markup:
    options = " ".join(f"--{key} {value}" for key, value in advice.look.items())
    command = (" ", element("code", f"workbench disagreements {options}")) if options else ()
    return element("span", advice.sentence, *command)


def _pairs(report: Report) -> Iterator[Markup]:
    if not report.pairs:
        return
    yield element("h2", "Pairs")
    yield heat(report)
    names = list(report.pairs[0].values)
    titles = {number.name: number.title for number in report.numbers}
    rows = [
        (" · ".join(row.pair), row.documents, row.both_empty, *(row.values[name] for name in names))
        for row in report.pairs
    ]
    columns = ("pair", "documents", "both empty", *(titles.get(name, name) for name in names))
    yield table(columns, rows, "F1 of each pair over the documents both finished")


def _labels(report: Report) -> Iterator[Markup]:
    for kind, second in (("span", "overlap F1"), ("relation", "F1 given spans")):
        rows = [row for row in report.labels if row.kind == kind]
        if rows:
            yield element("h2", f"Labels of {kind}s")
            yield bars(rows)
            told = [(row.title, row.marked, row.exact, row.overlap) for row in rows]
            yield table(("label", "marked", "exact F1", second), told, f"The pale part of a bar is {second}")


def _confusion(report: Report) -> Iterator[Markup]:
    if report.confusion.labels:
        yield element("h2", "What became of spans in the other answer")
        yield element(
            "p", "Every pair is counted from both sides. BOUNDARY: the same label with other edges; ",
            "MISSED: nothing there stands for it.", class_="quiet",
        )  # fmt: skip
        yield matrix(report.confusion)


def _annotators(report: Report) -> Iterator[Markup]:
    if not report.annotators:
        return
    yield element("h2", "Annotators")
    columns = ["annotator", "documents", "exact F1", "overlap F1", "spans", "to others", "mean length", "coverage"]
    columns.append("most unlike the others")
    if any(row.against for row in report.annotators):
        columns += ["precision", "recall"]
    yield table(columns, [_annotator(row, len(columns)) for row in report.annotators], "Each with the rest")


def _annotator(row: AnnotatorRow, columns: int) -> list[object]:
    unlike = ", ".join(f"{bias.title} {bias.own} to {bias.others}" for bias in row.bias[:3] if bias.own != bias.others)
    cells: list[object] = [row.name, row.documents, row.exact, row.overlap, row.spans]
    cells += [row.ratio, row.length, row.coverage, unlike]
    scores = row.against.get("span-exact")
    cells += [scores.precision, scores.recall] if scores else []
    return cells + [""] * (columns - len(cells))


def _documents(report: Report) -> Iterator[Markup]:
    if report.documents:
        yield element("h2", "Documents, the worst first")
        yield strip(report.documents)
        rows = [
            (row.name, row.exact, row.overlap, row.spans, ", ".join(row.annotators)) for row in report.documents[:MOST]
        ]
        told = "Mean F1 of each document's pairs"
        if len(report.documents) > MOST:
            told += f"; {MOST} of {len(report.documents):,} (--csv has them all)"
        yield table(("document", "exact F1", "overlap F1", "spans", "annotators"), rows, told)
