"""Codes: the short codes of the spans that begin in a row, one line of them, so that reading needs no colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len

from workbench.core.span import Span
from workbench.tui.page.legend import Legend
from workbench.tui.page.wrap import Rows


class Code(NamedTuple):
    """The code of a span's label, and the column it is drawn at."""

    x: int
    text: str
    span: Span


def beginnings(rows: Rows, row: int, spans: Iterable[Span], long: Callable[[Span], bool]) -> Iterator[tuple[int, Span]]:
    """Where in a row fragments begin; of a long span, which is a bar, only where it begins as a whole."""
    start, end = rows.bounds(row)
    for span in spans:
        for at, _ in span.fragments[:1] if long(span) else span.fragments:
            if start <= at < end:
                yield at, span


def codes_of(rows: Rows, row: int, begun: Iterable[tuple[int, Span]], legend: Legend) -> list[Code]:
    """The codes under a row, each where its fragment begins, or as near to it as those beside it let it be."""
    cells, found, free = rows.cells(row), list[Code](), 0
    for at, span in sorted(begun, key=lambda one: one[0]):
        code = legend.label(span.label).code
        found.append(Code(max(cells.x_of(at), free), code, span))
        free = found[-1].x + cell_len(code) + 1
    return _within(found, rows.width + 1)


def _within(codes: list[Code], right: int) -> list[Code]:
    """Codes moved left where they would stand beyond the row's edge."""
    out: list[Code] = []
    for code in reversed(codes):
        out.append(code._replace(x=min(code.x, right - cell_len(code.text))))
        right = out[-1].x - 1
    return out[::-1]
