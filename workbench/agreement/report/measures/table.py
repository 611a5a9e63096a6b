"""The table of measures: every name that `--measure` knows for a schema."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from typing import Final

from workbench.agreement.relations.rule import ON_BOUNDARIES, ON_OVERLAP, UNLABELLED
from workbench.agreement.report.frame import ATTRIBUTE, DOCUMENT, LABEL, LINK, SHARED, Frame
from workbench.agreement.report.measures import coding, continua, f1, tokens
from workbench.agreement.report.measures.measured import Measure
from workbench.agreement.report.numbers import ARCS, F1S, QUESTIONS
from workbench.agreement.spans.muc import MODES
from workbench.agreement.spans.rule import DICE, SOFT, alike
from workbench.core.fault import Fault
from workbench.core.schema import shown

HALF: Final = alike(0.5)


def measures(frame: Frame) -> tuple[Measure, ...]:
    """All that make sense for a schema, those of the report first."""
    return (*_spans(), *_continua(), *_said(frame), *_relations(frame), *_tokens())


def measure(frame: Frame, name: str) -> Measure:
    """The measure of this name.

    Raises:
        Fault: where there is none.
    """
    known = {one.name: one for one in measures(frame)}
    if name not in known:
        close = get_close_matches(name, known, 1)
        raise Fault(
            f"There is no measure {name}" + (f"; did you mean {close[0]}?" if close else ""),
            "`workbench agreement --measure list` names them",
        )
    return known[name]


def _spans() -> Iterator[Measure]:
    for name in F1S:
        yield Measure(name, *QUESTIONS[name], partial(f1.known, name))
    same = "Do they mark the same things, where spans match if they share"
    yield Measure("span-iou", "F1, IoU ≥ 0.5", f"{same} half of their joint extent?", partial(f1.spans, HALF))
    yield Measure("span-soft", "soft F1 (IoU)", f"{same} text, each worth its IoU?", partial(f1.spans, SOFT))
    yield Measure("span-dice", "soft F1 (Dice)", f"{same} text, each worth its Dice?", partial(f1.spans, DICE))
    for mode in MODES:
        question = f"What would SemEval-2013 (MUC classes) say in its mode {mode}?"
        yield Measure(f"muc-{mode}", f"MUC {mode} F1", question, partial(f1.muc, mode))


def _continua() -> Iterator[Measure]:
    yield Measure("unitizing", *QUESTIONS["unitizing"], partial(continua.unitizing, "u"))
    yield Measure("unitizing-where", *QUESTIONS["unitizing-where"], partial(continua.unitizing, "bar_u"))
    yield Measure("unitizing-what", *QUESTIONS["unitizing-what"], partial(continua.unitizing, "cu"))
    yield Measure("alpha-1995", "α_U of 1995", "What would tools say that know the older α_U?", continua.alpha_1995)
    where = "How far beyond chance do spans stand for each other, near ones partly?"
    yield Measure("gamma", "γ", where, partial(continua.gamma, "gamma"))
    what = "Where spans stand for each other, how far beyond chance have they the same label?"
    yield Measure("gamma-cat", "γcat", what, partial(continua.gamma, "cat"))


def _said(frame: Frame) -> Iterator[Measure]:
    yield from _coded(LABEL, *QUESTIONS[LABEL])
    for key, attribute in frame.attributes.items():
        title = shown(attribute, key)
        yield from _coded(
            ATTRIBUTE + key, f"{title} α", f"Of the spans they both have, do they say the same for {title}?"
        )
    if frame.linked:
        yield Measure(LINK, *QUESTIONS[LINK], partial(coding.alpha, LINK))
    for key, kind in frame.schema.document_labels.items():
        title = shown(kind, key)
        yield from _coded(DOCUMENT + key, f"{title} α", f"Do they give whole documents the same {title}?")


def _coded(question: str, title: str, asked_beyond: str) -> Iterator[Measure]:
    yield Measure(question, title, asked_beyond, partial(coding.alpha, question))
    for name, (other, _) in coding.COEFFICIENTS.items():
        called = f"{question}-{name}"
        asked = "How often do two of them say the same?" if name == "percent" else asked_beyond
        yield Measure(called, f"{title.removesuffix(' α')} {other}", asked, partial(coding.coefficient, name, question))


def _relations(frame: Frame) -> Iterator[Measure]:
    if not frame.arcs:
        return
    for name in ARCS:
        if name in frame.arcs or name == SHARED:
            yield Measure(name, *QUESTIONS[name], partial(f1.known, name))
    for name, rule, how in (
        ("relation-overlap", ON_OVERLAP, "whose spans overlap"),
        ("relation-boundaries", ON_BOUNDARIES, "between spans of the same extent, whatever their labels"),
        ("relation-unlabelled", UNLABELLED, "whatever the label of the relation"),
    ):
        question = f"Do they draw the same relations, {how}?"
        yield Measure(name, f"relation F1, {rule.name.partition(', ')[2]}", question, partial(f1.relations, rule))
    asked = "Of all pairs of spans that both have, do they relate the same ones?"
    yield Measure("relation-kappa", "relation κ over candidates", asked, f1.candidate_kappa)


def _tokens() -> Iterator[Measure]:
    yield Measure("token-alpha", "token α", "Read as labels of tokens, do they agree beyond chance?", tokens.alpha)
    yield Measure("token-kappa", "token κ", "The same, as the mean of the pairs' Cohen's κ?", tokens.kappa)
