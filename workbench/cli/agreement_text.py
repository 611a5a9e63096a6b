"""The agreement report as lines for a terminal: tables, every number with its question, and at the end what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from os import environ
from textwrap import wrap
from typing import Final

from workbench.agreement.report.content import Advice, Confusion, Number, Report
from workbench.agreement.report.plain import cells
from workbench.agreement.value import Value
from workbench.cli import report
from workbench.core.display import safe_line

WORST: Final = 10
"""Documents that the terminal names; JSON and CSV have them all."""
LARGEST: Final = 15
"""Confusions that are named where the matrix has no room."""
NARROW: Final = 30
"""Columns that a question needs beside its number; with fewer it stands below."""
SHADES: Final = " ░▒▓█"
"""From no agreement to all of it, where there are no colours."""
COLOURS: Final = (52, 88, 94, 58, 22, 28)
"""The same as backgrounds of the 256-colour palette, dark enough for white figures."""


def tell(found: Report) -> None:
    """Print a report; what matters most comes last, because that is what a terminal still shows."""
    for words in _head(found):
        for line in wrap(safe_line(words), shutil.get_terminal_size((100, 24)).columns):
            report.line(line)
    _pairs(found)
    _labels(found)
    _confusion(found.confusion)
    _annotators(found)
    _documents(found)
    _numbers(found.numbers)
    _said("caution", found.cautions)
    _said("reading", found.reading)
    _said("do next", [f"{k}  {_advised(advice)}" for k, advice in enumerate(found.advice, 1)])


def shown(value: Value) -> str:
    """A value with its interval; a dash where it is undefined."""
    if value.value is None:
        return "–"
    if value.interval is None:
        return f"{value.value:.3f}"
    return f"{value.value:.3f} [{value.interval[0]:.3f}, {value.interval[1]:.3f}]"


def _head(found: Report) -> Iterator[str]:
    scope = found.scope
    parts = [
        report.count(len(scope.annotators), "annotator"),
        f"{scope.shared:,} of {report.count(scope.documents, 'finished document')} shared by at least two",
        f"{scope.both_empty:,} of these empty for all",
    ]
    yield " · ".join(parts) + (f" · reference {scope.gold}" if scope.gold else "")
    if scope.resamples and scope.shared:
        yield f"intervals: 95 %, {scope.resamples:,} resamples of documents, seed {scope.seed}"


def _numbers(numbers: Sequence[Number]) -> None:
    """Each number with its question beside it, or below where there is no room."""
    room = shutil.get_terminal_size((100, 24)).columns
    title = max(len(number.title) for number in numbers)
    value = max(len(shown(number.value)) for number in numbers)
    indent = title + value + 4
    beside = room - indent >= NARROW
    report.out("")
    for number in numbers:
        words = number.question if number.value.value is not None else f"undefined: {number.value.why}"
        words = "; ".join([words, *_beside(number)])
        start = f"{number.title:<{title}}  {shown(number.value):<{value}}"
        lines = wrap(safe_line(words), room - indent if beside else room - 4) or [""]
        report.line(f"{start}  {lines[0]}" if beside else start)
        for line in lines[1:] if beside else lines:
            report.line(" " * (indent if beside else 4) + line)


def _beside(number: Number) -> Iterator[str]:
    for title, value in number.beside.items():
        if value.value is not None:
            yield f"{title} {value.value:.3f}"
    if number.n and number.value.value is not None:
        yield f"n {number.n:,} {number.of}"


def _said(word: str, sentences: Sequence[str]) -> None:
    """Sentences under a word, wrapped."""
    room = shutil.get_terminal_size((100, 24)).columns
    for k, sentence in enumerate(sentences):
        for j, line in enumerate(wrap(safe_line(sentence), max(20, room - 10)) or [""]):
            if not k and not j:
                report.out("")
            report.line(f"{word if not k and not j else '':<9} {line}")


def _advised(advice: Advice) -> str:
    options = " ".join(f"--{key} {value}" for key, value in advice.look.items())
    return f"{advice.sentence} (workbench disagreements {options})" if options else advice.sentence


def _pairs(found: Report) -> None:
    """The heat map, or a list of pairs where it has no room."""
    if not found.pairs:
        return
    report.out("\nexact F1 by pair, and documents both finished")
    names = [safe_line(name) for name in found.scope.annotators]
    width = max(10, *(len(name) for name in names))
    if width + 12 * (len(names) - 1) > shutil.get_terminal_size((100, 24)).columns:
        worst = sorted(found.pairs, key=lambda row: (row.values["span-exact"].value or 0, row.pair))
        rows = [(*row.pair, shown(row.values["span-exact"]), row.documents) for row in worst]
        report.as_table(("annotator", "annotator", "exact F1", "documents"), rows)
        return
    values = {row.pair: (row.values["span-exact"], row.documents) for row in found.pairs}
    report.out(" " * width + "".join(f"  {name[:10]:>10}" for name in names[:-1]))
    for i, name in enumerate(names[1:], 1):
        cells = [_heat(*values[found.scope.annotators[j], found.scope.annotators[i]]) for j in range(i)]
        report.out("  ".join([f"{name:<{width}}", *cells]))
    if len({row.documents for row in found.pairs}) > 1:
        report.line("pairs that share few documents say little: the mean weighs all pairs alike")


def _heat(value: Value, documents: int) -> str:
    """A cell of the heat map, ten columns wide; figures and a shade say the same as the colour."""
    if value.value is None:
        return f"{'–':>5}{documents:>5}"
    share = value.value
    figures = f"{share:.2f}".removeprefix("0") if share < 1 else "1.0"
    if _coloured():
        colour = COLOURS[min(len(COLOURS) - 1, int(share * len(COLOURS)))]
        return f"\x1b[48;5;{colour}m\x1b[38;5;231m{figures:>4} {documents:>5}\x1b[0m"
    return f"{figures:>4}{SHADES[min(4, int(share * 5))]}{documents:>5}"


def _coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in environ and environ.get("TERM") != "dumb"


def _labels(found: Report) -> None:
    for kind, second in (("span", "overlap F1"), ("relation", "F1 given spans")):
        rows = [row for row in found.labels if row.kind == kind]
        if rows:
            report.out(f"\n{kind} labels")
            report.as_table(
                ("label", "marked", "exact F1", second),
                [(row.title, row.marked, shown(row.exact), shown(row.overlap)) for row in rows],
            )


def _annotators(found: Report) -> None:
    if not found.annotators:
        return
    report.out("\nannotators, each with the rest")
    gold = any(row.against for row in found.annotators)
    columns = ["annotator", "documents", "exact F1", "overlap F1", "spans", "to others", "length", "coverage"]
    rows = []
    for row in found.annotators:
        line = [row.name, row.documents, shown(row.exact), shown(row.overlap), row.spans]
        line += [_short(row.ratio, "×"), _short(row.length), _percent(row.coverage)]
        if gold:
            scores = row.against.get("span-exact")
            line += ["–", "–"] if scores is None else [shown(scores.precision), shown(scores.recall)]
        rows.append(line)
    report.as_table(columns + (["precision", "recall"] if gold else []), rows)


def _short(value: Value, unit: str = "") -> str:
    return "–" if value.value is None else f"{value.value:.2f}{unit}"


def _percent(value: Value) -> str:
    return "–" if value.value is None else f"{100 * value.value:.1f} %"


def _confusion(confusion: Confusion) -> None:
    if not confusion.labels:
        return
    room = shutil.get_terminal_size((100, 24)).columns
    heads = [*(safe_line(title)[:8] for title in confusion.titles), "BOUNDARY", "MISSED"]
    title = max(len(safe_line(name)) for name in confusion.titles)
    if title + 10 * len(heads) <= room:
        report.out("\nwhat became of spans in the other answer (every pair from both sides)")
        report.as_table(["label", *heads], [_matrix_row(confusion, i) for i in range(len(confusion.labels))])
        return
    report.out("\nthe most frequent differences (every pair from both sides; --html has the whole matrix)")
    names = dict(zip(confusion.labels, confusion.titles, strict=True))
    found = [(names[of], names.get(other, other), n) for of, other, n in cells(confusion) if of != other]
    largest = sorted(found, key=lambda cell: (-cell[2], cell[0], cell[1]))[:LARGEST]
    report.as_table(("label", "in the other answer", "times"), largest)


def _matrix_row(confusion: Confusion, i: int) -> list[object]:
    return [confusion.titles[i], *confusion.cells[i], confusion.boundary[i], confusion.missed[i]]


def _documents(found: Report) -> None:
    rows = [row for row in found.documents if row.exact.value is not None]
    if rows:
        report.out("\nworst documents" + (f" ({WORST} of {len(rows):,})" if len(rows) > WORST else ""))
        report.as_table(
            ("document", "exact F1", "overlap F1", "spans", "annotators"),
            [
                (row.name, shown(row.exact), shown(row.overlap), row.spans, ", ".join(row.annotators))
                for row in rows[:WORST]
            ],
        )
