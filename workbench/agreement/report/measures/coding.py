"""Coefficients of what is said of places and documents: κ, π, α and their kin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from workbench.agreement.coding.alpha import alpha_per_label, krippendorff_alpha
from workbench.agreement.coding.cohen import cohen_kappa
from workbench.agreement.coding.conger import light_kappa, multi_kappa
from workbench.agreement.coding.fleiss import fleiss_kappa, fleiss_per_label
from workbench.agreement.coding.gwet import gwet_ac
from workbench.agreement.coding.label import Label, shown
from workbench.agreement.coding.percent import percent_agreement, specific_agreement
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.coding.uniform import uniform_kappa
from workbench.agreement.pairwise import Pair
from workbench.agreement.report.measures.measured import Aids, Measured
from workbench.agreement.report.places import level, ratings_of, said_value
from workbench.agreement.report.summed import Summed
from workbench.agreement.value import Value

COEFFICIENTS: Final[Mapping[str, tuple[str, Callable[[Ratings], Value]]]] = {
    "percent": ("percent agreement", lambda ratings: percent_agreement(ratings.counts)),
    "kappa": ("mean of the pairs' Cohen's κ", light_kappa),
    "multi-kappa": ("multi-κ", multi_kappa),
    "fleiss": ("Fleiss's κ (of two: Scott's π)", lambda ratings: fleiss_kappa(ratings.counts)),
    "uniform": ("uniform-chance coefficient", lambda ratings: uniform_kappa(ratings.counts)),
    "ac1": ("AC1", lambda ratings: gwet_ac(ratings.counts)),
}
"""Nominal coefficients beside α: name, title and how; α itself goes by the level of the schema."""


def alpha(question: str, summed: Summed, aids: Aids) -> Measured:
    """Krippendorff's α with its interval; of two annotators without."""
    ratings = ratings_of(summed, question)
    labels = alpha_per_label(ratings.counts) if level(summed.frame, question) != "set" else {}
    pairs = _pairs(summed, ratings, lambda pair: krippendorff_alpha(pair.counts))
    return Measured(
        said_value(summed, question, sure=True).alpha,
        pairs if level(summed.frame, question) == "nominal" else {},
        {shown(label): value for label, value in labels.items() if value.defined},
    )


def coefficient(name: str, question: str, summed: Summed, aids: Aids) -> Measured:
    """A coefficient of :data:`COEFFICIENTS`."""
    ratings = ratings_of(summed, question)
    of = cohen_kappa if name in ("kappa", "multi-kappa") else COEFFICIENTS[name][1]
    labels: Mapping[Label, Value] = {}
    if name == "fleiss":
        labels = fleiss_per_label(ratings.counts)
    elif name == "percent":
        labels = {label: specific_agreement(ratings.counts, label) for label in ratings.labels}
    return Measured(
        COEFFICIENTS[name][1](ratings),
        _pairs(summed, ratings, of),
        {shown(label): value for label, value in labels.items() if value.defined},
    )


def _pairs(summed: Summed, ratings: Ratings, of: Callable[[Ratings], Value]) -> dict[Pair, Value]:
    people = summed.frame.people
    found = {(people[i], people[j]): of(pair) for (i, j), pair in ratings.pairs()}
    return {(a, b) if a < b else (b, a): value for (a, b), value in found.items()}
