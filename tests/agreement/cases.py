"""The measures by the names that case files give them: what ours says of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.agreement.casefile import Case, counts, documents, ratings, relations, spans
from workbench.agreement.attributes import attribute_ratings
from workbench.agreement.coding.alpha import alpha_per_label, krippendorff_alpha
from workbench.agreement.coding.bootstrap import alpha_interval, items
from workbench.agreement.coding.cohen import cohen_kappa, cohen_kappa_max
from workbench.agreement.coding.conger import light_kappa, multi_kappa
from workbench.agreement.coding.fleiss import fleiss_kappa, fleiss_per_label, scott_pi
from workbench.agreement.coding.gwet import gwet_ac
from workbench.agreement.coding.metric import Metric, interval, nominal, ordinal, ratio, sets, table
from workbench.agreement.coding.percent import item_agreement, percent_agreement, specific_agreement
from workbench.agreement.coding.uniform import uniform_kappa
from workbench.agreement.coding.weights import Matrix, from_distances, weights
from workbench.agreement.interval import wilson
from workbench.agreement.pairwise import Pairwise, Spread, each_pair
from workbench.agreement.relations.arcs import Arcs
from workbench.agreement.relations.candidates import candidate_ratings, candidates
from workbench.agreement.relations.compared import compared_arcs
from workbench.agreement.relations.rule import ON_BOUNDARIES, ON_OVERLAP, STRICT, UNLABELLED, undirected
from workbench.agreement.relations.shared import given_shared_arguments
from workbench.agreement.sets import masi, passonneau
from workbench.agreement.spans.alignment import matched
from workbench.agreement.spans.compared import compared
from workbench.agreement.spans.marks import Marks
from workbench.agreement.spans.muc import added, classes
from workbench.agreement.spans.rule import BOUNDARIES, EXACT, OVERLAP, OVERLAP_ANY, SOFT, Rule, alike
from workbench.agreement.tally import Tally, f1, total
from workbench.agreement.units import Unit, units
from workbench.agreement.value import Value
from workbench.core.schema import Attribute
from workbench.core.span import Span

METRICS: Final[dict[str, Metric]] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
    "masi": sets(masi),
    "passonneau2004": sets(passonneau),
    "passonneau": sets(passonneau),
}
RULES: Final[dict[str, Rule]] = {
    "exact": EXACT,
    "boundaries": BOUNDARIES,
    "overlap_same_label": OVERLAP,
    "overlap_any_label": OVERLAP_ANY,
    "overlap": OVERLAP,
    "soft": SOFT,
    "iou_0.5": alike(0.5),
    "iou": alike(0.5),
}
MODES: Final = {"ent_type": "type", "type": "type", "partial": "partial", "exact": "exact", "strict": "strict"}


def metric(params: Mapping[str, Any]) -> Metric:
    """The metric that a case asks for."""
    asked = params.get("distance", params.get("metric", "nominal"))
    return METRICS[asked] if isinstance(asked, str) else table(asked)


def credit(case: Case) -> Matrix | None:
    """The weights that a case asks for."""
    params = case.get("params", {})
    if "distance" in params:
        return from_distances(params["distance"])
    return weights(params["weights"], counts(case["data"]).labels) if "weights" in params else None


def number(value: Value) -> float | None:
    """The number of a value that must have its reason where there is none."""
    assert value.value is not None or value.why
    return value.value


def bounds(value: Value) -> dict[str, float]:
    """The ends of an interval."""
    assert value.interval is not None
    return {"lo": value.interval[0], "hi": value.interval[1]}


def by_label(found: Mapping[Any, Value]) -> dict[str, float | None]:
    """Numbers by the label's name."""
    return {str(label): number(value) for label, value in found.items()}


def pairwise(case: Case) -> Pairwise:
    """Span F1 of every pair on every document."""
    rule = RULES[case.get("params", {}).get("match", "exact")]
    found = documents(case["data"])
    marks = {doc: {name: Marks.of(given) for name, given in answers.items()} for doc, answers in found.items()}
    return Pairwise.of({doc: each_pair(each, lambda a, b: compared(a, b, rule)) for doc, each in marks.items()})


def spread(found: Spread) -> dict[str, float | None]:
    """A mean and its standard deviation."""
    return {"mean": number(found.mean), "sd": found.sd}


def span_modes(case: Case) -> dict[str, float | None]:
    """F1 of two coders under each rule."""
    (answers,) = documents(case["data"]).values()
    first, second = (Marks.of(answers[name]) for name in sorted(answers))
    return {name: number(f1(total(compared(first, second, rule).values()))) for name, rule in RULES.items()}


def span_muc(case: Case) -> dict[str, dict[str, int]]:
    """Classes by mode."""
    found = added(classes(*(answers[name] for name in sorted(answers))) for answers in documents(case["data"]).values())
    return {name: found[mode]._asdict() for name, mode in MODES.items()}  # type: ignore[index]


def arcs(data: Mapping[str, Any]) -> tuple[Arcs, Arcs]:
    """Both coders' relations."""
    first, second = (
        Arcs({span.n: span for span in spans(data[name]["spans"])}, relations(data[name]["relations"]))
        for name in ("A", "B")
    )
    return first, second


def relation_f1(case: Case) -> dict[str, float | None]:
    """F1 of relations in every variant."""
    first, second = arcs(case["data"])
    labels = {arc.label for arc in (*first.relations, *second.relations)}
    shared = given_shared_arguments(first, second)
    tallies: dict[str, Mapping[str, Tally]] = {
        "strict": compared_arcs(first, second, STRICT),
        "boundaries": compared_arcs(first, second, ON_BOUNDARIES),
        "overlap_args": compared_arcs(first, second, ON_OVERLAP),
        "undirected": compared_arcs(first, second, undirected(labels)),
        "unlabelled_directed": compared_arcs(first, second, UNLABELLED),
        "conditional_on_shared_args": compared_arcs(shared.first, shared.second),
    }
    return {name: number(f1(total(found.values()))) for name, found in tallies.items()}


def relation_candidates(case: Case) -> dict[str, float | None]:
    """κ over ordered pairs of shared spans."""
    found = candidate_ratings([candidates(*arcs(case["data"]))])
    return {
        "kappa": number(cohen_kappa(found)),
        "po": number(percent_agreement(found.counts)),
        "n_pairs": found.counts.size,
    }


def attributes(case: Case) -> dict[str, dict[str, float | None]]:
    """α of the one attribute on spans of equal extent and label, and on spans that overlap."""
    both = {name: case["data"][name] for name in ("A", "B")}
    (key,) = {key for rows in both.values() for *_, given in rows for key in given}
    values: dict[str, Any] = {given[key]: {} for rows in both.values() for *_, given in rows if key in given}
    attribute = Attribute.model_validate({"values": dict(sorted(values.items()))})
    answers = {
        name: [
            Span(n, label, ((start, end),), tuple(sorted(given.items())))
            for n, (start, end, label, given) in enumerate(rows)
        ]
        for name, rows in both.items()
    }
    matches: dict[str, list[Unit]] = {
        "exact_match": units(answers),
        "overlap_match": [{"A": a, "B": b} for a, b in matched(answers["A"], answers["B"], OVERLAP)],
    }
    level = metric(case.get("params", {}))
    out: dict[str, dict[str, float | None]] = {}
    for name, found in matches.items():
        said = attribute_ratings(found, ["A", "B"], key, attribute).counts
        out[name] = {"n": said.pairable.size, "alpha": number(krippendorff_alpha(said, level))}
    return out


def kappa_and_f1(case: Case) -> dict[str, float | None]:
    """κ and F1 of the first label."""
    found = ratings(case["data"])
    return {"kappa": number(cohen_kappa(found)), "f1": number(specific_agreement(found.counts, found.labels[0]))}


MEASURES: Final[dict[str, Callable[[Case], Any]]] = {
    "alpha_bootstrap_ci": lambda c: bounds(
        alpha_interval(items(counts(c["data"])), metric(c["params"]), c["params"]["level"])
    ),
    "attribute_alpha_on_matched_spans": attributes,
    "bennett_s": lambda c: number(uniform_kappa(counts(c["data"]))),
    "brennan_prediger": lambda c: number(uniform_kappa(counts(c["data"]), credit(c))),
    "cohen_kappa": lambda c: number(cohen_kappa(ratings(c["data"]))),
    "cohen_kappa_max": lambda c: number(cohen_kappa_max(ratings(c["data"]))),
    "cohen_kappa_se": lambda c: cohen_kappa(ratings(c["data"])).se,
    "cohen_kappa_weighted": lambda c: number(cohen_kappa(ratings(c["data"]), credit(c))),
    "conger_kappa": lambda c: number(multi_kappa(ratings(c["data"]))),
    "conger_kappa_missing": lambda c: number(multi_kappa(ratings(c["data"]))),
    "fleiss_kappa": lambda c: number(fleiss_kappa(counts(c["data"]))),
    "fleiss_kappa_missing": lambda c: number(fleiss_kappa(counts(c["data"]))),
    "fleiss_kappa_per_label": lambda c: by_label(fleiss_per_label(counts(c["data"]))),
    "gwet_ac1": lambda c: number(gwet_ac(counts(c["data"]))),
    "gwet_ac1_se": lambda c: gwet_ac(counts(c["data"])).se,
    "gwet_ac2": lambda c: number(gwet_ac(counts(c["data"]), credit(c))),
    "item_agreement": lambda c: [
        number(item_agreement(next(iter(counts({**c["data"], "items": [row]}).items)))) for row in c["data"]["items"]
    ],
    "kappa_vs_f1_limit": kappa_and_f1,
    "krippendorff_alpha": lambda c: number(krippendorff_alpha(counts(c["data"]), metric(c.get("params", {})))),
    "krippendorff_alpha_per_label": lambda c: by_label(alpha_per_label(counts(c["data"]))),
    "light_kappa": lambda c: number(light_kappa(ratings(c["data"]))),
    "percent_agreement": lambda c: number(
        percent_agreement(counts(c["data"]), c.get("params", {}).get("pooling", "values"))
    ),
    "randolph_kappa": lambda c: number(uniform_kappa(counts(c["data"]))),
    "relation_candidate_kappa": relation_candidates,
    "relation_f1": relation_f1,
    "scott_pi": lambda c: number(scott_pi(counts(c["data"]))),
    "span_f1": lambda c: number(pairwise(c).pooled()),
    "span_f1_mean_pairwise": lambda c: spread(pairwise(c).mean()),
    "span_f1_mean_pairwise_per_doc": lambda c: {
        doc.rpartition("-")[2]: number(found.mean) for doc, found in pairwise(c).by_document().items()
    },
    "span_f1_mean_pairwise_per_label": lambda c: {
        label: spread(pairwise(c).mean(label)) for label in pairwise(c).labels
    },
    "span_f1_modes": span_modes,
    "span_muc": span_muc,
    "wilson_interval": lambda c: bounds(wilson(c["data"]["k"], c["data"]["n"])),
}
"""What to call for each measure; those of continua stand in the folders of unitizing and γ."""
