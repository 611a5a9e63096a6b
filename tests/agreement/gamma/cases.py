"""γ and its parts by the names that case files give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from tests.agreement.casefile import Case
from tests.agreement.unitizing.cases import continuum
from workbench.agreement.gamma.alignment import Alignment, aligned
from workbench.agreement.gamma.categories import categorical
from workbench.agreement.gamma.dissimilarity import Dissimilarity, positional
from workbench.agreement.gamma.gamma import gamma
from workbench.agreement.gamma.method import Method
from workbench.agreement.gamma.units import units


def dissimilarity(case: Case) -> Dissimilarity:
    """The dissimilarity that a case asks for."""
    params = case.get("params", {})
    given = params.get("category_distance", {"labels": [], "matrix": []})
    labels = {
        (one, other): distance
        for one, row in zip(given["labels"], given["matrix"], strict=True)
        for other, distance in zip(given["labels"], row, strict=True)
    }
    return Dissimilarity(params.get("alpha", 1), params.get("beta", 1), params.get("delta_empty", 1), labels)


def best(case: Case, continua: Sequence[Mapping[str, Any]]) -> Alignment:
    """The best alignments of continua given by coder."""
    placed = [[[tuple(unit) for unit in coders[name]] for name in sorted(coders)] for coders in continua]
    return aligned(units(placed), dissimilarity(case))  # type: ignore[arg-type]


def observed(case: Case) -> Alignment:
    """The best alignment of a case."""
    return best(case, [case["data"]["coders"]])


def alignment(case: Case) -> dict[str, float]:
    """Disorder and number of tuples."""
    found = observed(case)
    return {"disorder": float(found.disorder[0]), "n_unitary_alignments": len(found.groups())}


def replay(case: Case) -> dict[str, Any]:
    """γ with given random continua instead of drawn ones."""
    found = best(case, [case["data"]["coders"], *case["data"]["chance_samples"]]).disorder
    return {"sample_disorders": found[1:].tolist(), "gamma": float(1 - found[0] / found[1:].mean())}


def drawn(case: Case) -> dict[str, float | None]:
    """γ, by the sampler that the source names, precise enough for the narrow ranges of case files."""
    sampler = "statistical" if "statistical" in case.get("source", "") else "shuffle"
    method = Method(dissimilarity(case), sampler, samples=100, precision=0.01)
    return {"gamma": gamma(continuum(case["data"]), method).gamma.value}


def places(case: Case) -> list[float]:
    """Positional dissimilarities of pairs of units."""
    pairs = np.array(case["data"]["pairs"], dtype=np.float64)
    return [float(x) for x in positional(*pairs[:, 0].T, *pairs[:, 1].T)]


MEASURES: Final[Mapping[str, Callable[[Case], Any]]] = {
    "gamma": drawn,
    "gamma_best_alignment": alignment,
    "gamma_best_alignment_disorder": lambda case: float(observed(case).disorder[0]),
    "gamma_cat_observed": lambda case: float(categorical(observed(case), dissimilarity(case)).disorder[0, 0]),
    "gamma_positional_dissimilarity": places,
    "gamma_replay": replay,
}
