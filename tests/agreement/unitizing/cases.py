"""The unitizing measures by the names that case files give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.agreement.casefile import Case, spans
from workbench.agreement.continuum import Continuum
from workbench.agreement.unitizing.alpha_1995 import Section, alpha_1995, delta
from workbench.agreement.unitizing.family import Family, family
from workbench.agreement.unitizing.measuring import measured


def continuum(data: Mapping[str, Any]) -> Continuum:
    """The continuum of a case, moved to begin at 0; one of unknown length ends with its last unit."""
    begin = data.get("begin") or 0
    coders = {
        name: [(start - begin, end - begin, label) for start, end, label in rows]
        for name, rows in data["coders"].items()
    }
    length = data.get("length") or max((end for rows in coders.values() for _, end, _ in rows), default=0)
    return Continuum(length, {name: spans(rows) for name, rows in coders.items()})


def of(case: Case) -> Family:
    """All coefficients of a case."""
    return family(measured([continuum(case["data"])]))


def k_alpha(case: Case) -> dict[str, dict[str, float | None]]:
    """(k)uα and coverage of each label."""
    labels = of(case).labels
    return {
        "alpha": {name: label.k.value for name, label in labels.items()},
        "coverage": {name: label.coverage for name, label in labels.items()},
    }


def everything(case: Case) -> dict[str, Any]:
    """uα, |uα, cuα and (k)uα."""
    found = of(case)
    k = {name: label.k.value for name, label in found.labels.items()}
    return {"u": found.u.value, "bar_u": found.bar_u.value, "cu": found.cu.value, "k": k}


def of_1995(case: Case) -> dict[str, float | None]:
    """α_U of 1995 with its disagreements, and of each label."""
    found, labels = alpha_1995([continuum(case["data"])])
    per = {name: label.alpha.value for name, label in labels.items()}
    both = {"Do": found.observed, "De": found.expected, "alpha": found.alpha.value}
    return {**per, **both, "overall": found.alpha.value}


def deltas(case: Case) -> list[int]:
    """Squared differences of pairs of sections, given as offset, length and label."""
    pairs = [[Section(at, at + size, label is not None) for at, size, label in pair] for pair in case["data"]["pairs"]]
    return [delta(*pair) for pair in pairs]


MEASURES: Final[Mapping[str, Callable[[Case], Any]]] = {
    "u_alpha": lambda case: of(case).u.value,
    "u_alpha_1995": of_1995,
    "u_alpha_1995_delta": deltas,
    "u_alpha_binary": lambda case: of(case).bar_u.value,
    "u_alpha_cu": lambda case: of(case).cu.value,
    "u_alpha_family": everything,
    "u_alpha_per_label": k_alpha,
}
