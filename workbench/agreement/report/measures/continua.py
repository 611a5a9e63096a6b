"""Coefficients of continua: Krippendorff's uα family and its predecessor, and Mathet's γ."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

from workbench.agreement.continuum import Continuum
from workbench.agreement.pairwise import Pair
from workbench.agreement.report.measures.measured import Aids, Measured
from workbench.agreement.report.stability import between
from workbench.agreement.report.summed import Summed, continuum
from workbench.agreement.value import Value

Part = Literal["u", "bar_u", "cu"]


def unitizing(part: Part, summed: Summed, aids: Aids) -> Measured:
    """uα, |uα or cuα; by label (k)uα beside cuα, |uα of the label beside the others."""
    from workbench.agreement.unitizing.family import family, notes
    from workbench.agreement.unitizing.resampling import with_intervals

    found = family(summed.lengths)
    labels = {name: one.k if part == "cu" else one.bar_u for name, one in found.labels.items() if one.extent}
    pairs: dict[Pair, Value] = {}
    for pair in combinations(sorted(summed.frame.people), 2):
        pairs[pair] = getattr(family(Summed.of(between(summed.study, pair)).lengths), part)
    overall: Value = getattr(with_intervals(found, summed.lengths), part)
    parts = {"mean |uα of the labels, by extent": found.by_label}
    if found.coverage is not None:
        parts["share of the text that two marked"] = Value(found.coverage)
    return Measured(overall, pairs, labels, parts, notes(summed.lengths))


def alpha_1995(summed: Summed, aids: Aids) -> Measured:
    """Krippendorff's α_U of 1995, which counts a difference by the square of its length: for comparison only."""
    from workbench.agreement.unitizing.alpha_1995 import alpha_1995 as measured

    note = "the squares let one long span outweigh all others: for comparison with older work only; see uα"
    whole, labels = measured(_continua(summed))
    return Measured(whole.alpha, {}, {name: one.alpha for name, one in labels.items()}, {}, (note,))


def gamma(part: Literal["gamma", "cat"], summed: Summed, aids: Aids) -> Measured:
    """γ or γcat over all documents, with γk by label beside γcat; its Monte-Carlo error is ``se``."""
    from workbench.agreement.gamma.corpus import ROUGH, measured, pooled

    found = pooled(measured(_continua(summed), ROUGH, aids.each))
    note = f"sampler {ROUGH.sampler}, {ROUGH.samples} random continua a document, seed {ROUGH.seed}"
    other = {"γcat": found.cat} if part == "gamma" else {"γ": found.gamma}
    overall = found.gamma if part == "gamma" else found.cat
    return Measured(overall, {}, found.labels if part == "cat" else {}, other, (note,))


def _continua(summed: Summed) -> list[Continuum]:
    return [one for document in summed.study.documents if (one := continuum(document, summed.frame)).spans]
