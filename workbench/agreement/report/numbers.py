"""Numbers: the named set, each with its question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from workbench.agreement.pairwise import Pairwise
from workbench.agreement.report.content import Number
from workbench.agreement.report.frame import ATTRIBUTE, DOCUMENT, LABEL, LINK, SHARED
from workbench.agreement.report.places import Said, said_value
from workbench.agreement.report.summed import Summed
from workbench.agreement.resampling import intervals
from workbench.agreement.value import Value, undefined
from workbench.core.schema import shown


class Asked(NamedTuple):
    """A title and the question behind it."""

    title: str
    question: str


QUESTIONS: Final[Mapping[str, Asked]] = {
    "span-exact": Asked("exact F1", "Do they mark the same spans with the same labels?"),
    "span-overlap": Asked("overlap F1", "Do they mark the same things, wherever the edges are?"),
    "span-boundaries": Asked("boundaries F1", "Do they mark the same spans, whatever the label?"),
    "span-overlap-any": Asked("overlap F1, any label", "Do they mark in the same places, whatever label and edges?"),
    "unitizing": Asked("uα", "How far beyond chance do they agree on what is marked where, and as what?"),
    "unitizing-where": Asked("|uα", "How far beyond chance do they agree on what is marked at all?"),
    "unitizing-what": Asked("cuα", "Where two marked, how far beyond chance do they agree on the label?"),
    LABEL: Asked("label α", "Once they placed a span alike, how far beyond chance do they give it the same label?"),
    LINK: Asked("link α", "Do they link the spans they both have to the same entries of the registry?"),
    "relation-strict": Asked("relation F1", "Do they draw the same relations between the same spans?"),
    SHARED: Asked("relation F1 given spans", "Once both have the spans, do they relate them alike?"),
    "relation-undirected": Asked("relation F1, undirected", "The same, where symmetric relations have no direction?"),
}
"""What the report always asks, where the schema has it."""

F1S: Final = ("span-exact", "span-overlap", "span-boundaries", "span-overlap-any")
ARCS: Final = ("relation-strict", SHARED, "relation-undirected")

Means = Mapping[str, Mapping[str | None, Value]]
"""Mean F1 of the pairs by the name of the number, then by label; all labels under None."""


def means(summed: Summed, *, sure: bool) -> Means:
    """Every F1, with its interval where ``sure``."""
    return {name: _means(measure, sure) for name, measure in summed.f1.items()}


def _means(measure: Pairwise, sure: bool) -> Mapping[str | None, Value]:
    if sure:
        return intervals(measure)
    labels: list[str | None] = [None, *measure.labels]
    return {label: measure.mean(label).mean for label in labels}


def numbers(summed: Summed, found: Means, *, sure: bool) -> tuple[Number, ...]:
    """The named set, in the order in which it is read."""
    out = [_f1(name, summed, found, "spans") for name in F1S]
    out += _unitizing(summed, sure)
    out += _said(summed, sure)
    out += [_f1(name, summed, found, "relations") for name in ARCS if name in summed.frame.relations]
    return tuple(out + list(_of_documents(summed, sure)))


def _f1(name: str, summed: Summed, found: Means, things: str) -> Number:
    measure = summed.f1[name]
    value = found[name][None]
    return Number(name, *QUESTIONS[name], value, measure.pooled().n, f"{things} in all pairs")


def _unitizing(summed: Summed, sure: bool) -> Iterator[Number]:
    from workbench.agreement.unitizing.family import family
    from workbench.agreement.unitizing.resampling import with_intervals

    found = family(summed.lengths)
    if sure:
        found = with_intervals(found, summed.lengths)
    n, of = found.bar_u.n, "documents"
    coverage = undefined("spans overlap") if found.coverage is None else Value(found.coverage, n=n)
    beside = {"mean |uα of the labels": found.by_label} if bool(summed.lengths.overlaps.any()) else {}
    yield Number("unitizing", *QUESTIONS["unitizing"], found.u, n, of, beside)
    yield Number("unitizing-where", *QUESTIONS["unitizing-where"], found.bar_u, n, of)
    yield Number(
        "unitizing-what", *QUESTIONS["unitizing-what"], found.cu, n, of, {"share of the text it looks at": coverage}
    )


def _said(summed: Summed, sure: bool) -> Iterator[Number]:
    """Numbers on what is said of spans."""
    yield _number(LABEL, QUESTIONS[LABEL], said_value(summed, LABEL, sure=sure), "labels of spans placed alike")
    for key, attribute in summed.frame.attributes.items():
        name = ATTRIBUTE + key
        if name in summed.said or not attribute.retired:
            title = shown(attribute, key)
            asked = Asked(f"{title} α", f"Of the spans they both have, do they say the same for {title}?")
            yield _number(name, asked, said_value(summed, name, sure=sure), "values of spans that match")
    if summed.frame.linked:
        yield _number(LINK, QUESTIONS[LINK], said_value(summed, LINK, sure=sure), "links of spans that match")


def _of_documents(summed: Summed, sure: bool) -> Iterator[Number]:
    for key, kind in summed.frame.schema.document_labels.items():
        name = DOCUMENT + key
        if name in summed.said or not kind.retired:
            asked = Asked(f"{shown(kind, key)} α", f"Do they give whole documents the same {shown(kind, key)}?")
            yield _number(name, asked, said_value(summed, name, sure=sure), "choices for documents")


def _number(name: str, asked: Asked, said: Said, of: str) -> Number:
    return Number(name, *asked, said.alpha, said.alpha.n, of, said.beside)
