"""Plots as inline SVG: the heat map of pairs, bars of labels with their intervals, the strip of documents."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.agreement.report.content import Confusion, DocumentRow, LabelRow, Report
from workbench.agreement.report.page.markup import Markup, element, joined
from workbench.agreement.value import Value

CELL = 56
ROW = 22
WIDTH = 420
NAME = 170
ROOM = 740
"""Width of the matrix beside its names, as long as its cells stay wide enough for three figures."""


def heat(report: Report) -> Markup:
    """Annotators against annotators: exact F1 as a figure and a shade, with the documents both finished."""
    names = report.scope.annotators
    values = {row.pair: (row.values.get("span-exact"), row.documents) for row in report.pairs}
    parts = []
    for i, name in enumerate(names):
        parts.append(_label(name, NAME - 8, 34 + i * CELL + CELL / 2, "end"))
        parts.append(_label(name, NAME + i * CELL + CELL / 2, 22, "middle", CELL))
        for j, other in enumerate(names):
            if i != j:
                value, documents = values[(name, other) if name < other else (other, name)]
                parts.append(_cell(NAME + j * CELL, 34 + i * CELL, value, f"{name} and {other}", documents))
    return _svg(NAME + len(names) * CELL, 34 + len(names) * CELL, parts, "Exact F1 of every two annotators")


def _cell(x: float, y: float, value: Value | None, whose: str, documents: int) -> Markup:
    share = None if value is None else value.value
    why = "" if value is None else value.why
    told = f"{whose}: {share:.3f}, {documents} documents" if share is not None else f"{whose}: undefined, {why}"
    figure = "–" if share is None else f"{share:.2f}"
    ink = "#fff" if share is not None and share > 0.55 else "#111"
    return element(
        "g",
        element("title", told),
        element("rect", x=x, y=y, width=CELL - 2, height=CELL - 2, fill=shade(share), rx=3),
        element("text", figure, x=x + CELL / 2 - 1, y=y + 25, text_anchor="middle", fill=ink),
        element("text", documents, x=x + CELL / 2 - 1, y=y + 42, text_anchor="middle", fill=ink, class_="small"),
    )


def bars(rows: Sequence[LabelRow]) -> Markup:
    """A bar a label: exact F1, the looser F1 as its pale extension, and the interval of the first as a line."""
    parts = [_axis(len(rows) * ROW)]
    for k, row in enumerate(rows):
        y = 4 + k * ROW
        exact, overlap = row.exact.value, row.overlap.value
        told = f"{row.title}: " + ("undefined" if exact is None else f"{exact:.3f}") + f", {row.marked} marked"
        inside = [element("title", told), _label(row.title, NAME - 8, y + 9, "end")]
        if overlap is not None:
            inside.append(element("rect", x=NAME, y=y, width=f"{overlap * WIDTH:.1f}", height=14, class_="pale"))
        if exact is not None:
            inside.append(element("rect", x=NAME, y=y, width=f"{exact * WIDTH:.1f}", height=14, class_="bar"))
        else:
            inside.append(_label("undefined", NAME + 4, y + 8, "start"))
        if row.exact.interval is not None:
            inside += _whisker(row.exact.interval, y + 7)
        parts.append(element("g", *inside))
    return _svg(NAME + WIDTH + 20, len(rows) * ROW + 26, parts, "F1 by label with 95 % intervals")


def _whisker(interval: tuple[float, float], y: float) -> list[Markup]:
    low, high = (NAME + end * WIDTH for end in interval)
    line = element("line", x1=f"{low:.1f}", x2=f"{high:.1f}", y1=y, y2=y, class_="whisker")
    ends = [element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=y - 4, y2=y + 4, class_="whisker") for x in (low, high)]
    return [line, *ends]


def _axis(height: float) -> Markup:
    ticks = []
    for k in range(0, 11, 2):
        x = NAME + k / 10 * WIDTH
        ticks.append(element("line", x1=x, x2=x, y1=0, y2=height + 4, class_="grid"))
        ticks.append(element("text", f"{k / 10:g}", x=x, y=height + 20, text_anchor="middle", class_="small"))
    return joined(ticks)


def strip(rows: Sequence[DocumentRow]) -> Markup:
    """A line a document, the worst first: its exact F1 from below, what overlap adds to it in pale."""
    kept = [row for row in rows if row.exact.value is not None]
    width = NAME + WIDTH
    step = width / max(1, len(kept))
    parts = []
    for k, row in enumerate(kept):
        exact, overlap = row.exact.value or 0, row.overlap.value or 0
        bar = {"x": f"{k * step:.2f}", "width": f"{max(step - (step > 3), 0.4):.2f}"}
        parts.append(
            element(
                "g",
                element("title", f"{row.name}: exact {exact:.3f}, overlap {overlap:.3f}"),
                element("rect", **bar, y=f"{100 - 100 * overlap:.1f}", height=f"{100 * overlap:.1f}", class_="pale"),
                element("rect", **bar, y=f"{100 - 100 * exact:.1f}", height=f"{100 * exact:.1f}", class_="bar"),
            )
        )
    return _svg(width, 102, parts, "F1 of each document, the worst first")


def matrix(confusion: Confusion) -> Markup:
    """The confusion matrix, shaded by share of the row."""
    heads = ["BOUNDARY", "MISSED", *confusion.titles]
    side, top = max(30, min(46, ROOM // len(heads))), 110
    parts = []
    for j, title in enumerate(heads):
        x = NAME + j * side + side / 2
        parts.append(element("text", title[:14], x=0, y=0, transform=f"translate({x + 4} {top - 6}) rotate(-60)"))
    for i, title in enumerate(confusion.titles):
        y = top + i * 24
        parts.append(_label(title, NAME - 8, y + 12, "end"))
        row = [confusion.boundary[i], confusion.missed[i], *confusion.cells[i]]
        for j, n in enumerate(row):
            share = n / confusion.marked[i] if confusion.marked[i] else 0.0
            ink = "#fff" if share > 0.55 else "#111"
            parts.append(
                element(
                    "g",
                    element("title", f"{title}, in the other answer {heads[j]}: {n}"),
                    element(
                        "rect", x=NAME + j * side, y=y, width=side - 2, height=22, fill=shade(share) if n else "none"
                    ),
                    element(
                        "text", n or "", x=NAME + j * side + side / 2 - 1, y=y + 15, text_anchor="middle", fill=ink
                    ),
                )
            )
    return _svg(NAME + len(heads) * side + 50, top + len(confusion.titles) * 24, parts, "What became of spans")


def shade(share: float | None) -> str:
    """From nearly white (none) to dark blue (all); light grey where undefined."""
    if share is None:
        return "#ddd"
    low, high = (241, 245, 249), (24, 78, 119)
    mixed = (round(a + (b - a) * max(0.0, min(1.0, share))) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _label(name: str, x: float, y: float, anchor: str, room: int = NAME) -> Markup:
    most = max(3, int(room / 7.5))
    cut = name if len(name) <= most else name[: most - 1] + "…"
    return element("text", element("title", name), cut, x=x, y=y + 4, text_anchor=anchor)


def _svg(width: float, height: float, parts: Sequence[Markup], title: str) -> Markup:
    size = {"viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}"}
    return element("div", element("svg", element("title", title), *parts, role="img", **size), class_="wide")
