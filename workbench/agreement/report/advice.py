"""Advice: what to do next, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from workbench.agreement.report.content import Advice, AnnotatorRow, Bias, Confusion, Number
from workbench.agreement.report.planning import MORE, needed
from workbench.agreement.report.reading import labels_confused, labels_unclear, share, spans_first

MOST: Final = 6
"""So many things to do, because a longer list is not done."""
EACH: Final = 2
"""So many of one sort, so that no sort crowds out the others."""
FEW: Final = 5
"""Fewer disagreements of one sort than this say nothing."""
OFTEN: Final = 1.15
"""A label given so much more, or less, often than by others is a bias."""
THRESHOLD: Final = 1.3
"""Spans so many times those of others: they understand differently how much to mark."""
WIDE: Final = 0.1
"""An interval wider than this asks for more documents."""
ENOUGH: Final = 20
"""So many spans of a label and annotator, before a bias is one."""


def advice(
    numbers: tuple[Number, ...], confusion: Confusion, people: tuple[AnnotatorRow, ...], shared: int
) -> tuple[Advice, ...]:
    """What to do next; the list is empty where nothing stands out."""
    found = {number.name: number.value.value for number in numbers}
    sorts = (_confused(confusion, found), _edges(confusion), _missed(confusion), _people(people))
    ranked = [advice for _, advice in _ranked(weighed for sort in sorts for weighed in _ranked(sort)[:EACH])]
    first = [Advice("settle the spans before you judge relations")] if spans_first(found) else []
    return tuple((first + ranked)[: MOST - 1] + list(_more(numbers, shared)))


Weighed = tuple[float, Advice]
"""Advice with the number of disagreements behind it."""


def _ranked(weighed: Iterable[Weighed]) -> list[Weighed]:
    return sorted(weighed, key=lambda pair: (-pair[0], pair[1].sentence))


def _confused(confusion: Confusion, found: Mapping[str, float | None]) -> Iterator[Weighed]:
    """Pairs of labels that are given to the same place."""
    unclear = labels_unclear(dict(found)) or labels_confused(dict(found))
    names = list(zip(confusion.labels, confusion.titles, strict=True))
    for i, (label, title) in enumerate(names):
        for j, (other, others) in enumerate(names[:i]):
            n = confusion.cells[i][j]
            if n >= FEW:
                todo = "sharpen their definitions" if unclear else "give each a counterexample"
                sentence = f"{others} and {title} are confused {n} times: {todo}"
                yield n, Advice(sentence, {"label": f"{other},{label}"})


def _edges(confusion: Confusion) -> Iterator[Weighed]:
    """Labels whose edges differ, and where."""
    rows = zip(confusion.labels, confusion.titles, confusion.boundary, confusion.marked, strict=True)
    for label, title, boundary, marked in rows:
        n = boundary // 2
        if n >= FEW:
            edge, most = max(confusion.edges[label].items(), key=lambda item: (item[1], item[0]))
            where = {"start": "only the start", "end": "only the end", "both": "both ends", "inside": "a gap"}[edge]
            sentence = (
                f"{title}: {share(boundary, marked)} have other edges elsewhere, {share(most, n)} of these differ in "
                f"{where}: say in the guideline where it begins and ends"
            )
            yield n, Advice(sentence, {"kind": "boundary", "label": label})


def _missed(confusion: Confusion) -> Iterator[Weighed]:
    """Labels that one marks and another does not."""
    rows = zip(confusion.labels, confusion.titles, confusion.missed, confusion.marked, strict=True)
    for label, title, missed, marked in rows:
        if missed >= FEW and missed / marked >= 0.1:
            sentence = (
                f"{title}: {share(missed, marked)} are not marked by the other at all: say what is not worth marking"
            )
            yield missed, Advice(sentence, {"kind": "missed", "label": label})


def _people(people: tuple[AnnotatorRow, ...]) -> Iterator[Weighed]:
    """Annotators who mark much more or less than the others, in all or of one label."""
    for row in people:
        if row.ratio.value and not 1 / THRESHOLD <= row.ratio.value <= THRESHOLD:
            sentence = f"{row.name} marks {_unlike(row.ratio.value)} spans than the others: talk about how much to mark"
            yield abs(row.spans * (1 - 1 / row.ratio.value)), Advice(sentence, {"annotators": row.name})
        elif row.bias and (bias := max(row.bias, key=_strength)) and _strength(bias):
            sentence = f"{row.name} marks {_unlike(bias.own / bias.others)} {bias.title} than the others"
            yield abs(bias.own - bias.others), Advice(sentence, {"annotators": row.name, "label": bias.label})


def _strength(bias: Bias) -> float:
    """By how many spans a bias is one; 0 where it is none."""
    if bias.own + bias.others < 2 * ENOUGH or not bias.own or not bias.others:
        return 0
    return abs(bias.own - bias.others) if not 1 / OFTEN <= bias.own / bias.others <= OFTEN else 0


def _unlike(ratio: float) -> str:
    return f"{100 * (ratio - 1):.0f} % more" if ratio > 1 else f"{100 * (1 - ratio):.0f} % fewer"


def _more(numbers: tuple[Number, ...], shared: int) -> Iterator[Advice]:
    exact = next(number for number in numbers if number.name == "span-exact")
    plan = needed(exact.value, shared, WIDE)
    if plan.more:
        yield Advice(
            f"the interval of {exact.title} is {plan.width:.2f} wide: about {plan.more} more documents that two people "
            f"finish would make it {WIDE:.2f}, {MORE}"
        )
