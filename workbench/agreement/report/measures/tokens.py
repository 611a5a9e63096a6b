"""Token coefficients, with the warning that belongs to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from workbench.agreement.pairwise import spread
from workbench.agreement.report.measures.f1 import people
from workbench.agreement.report.measures.measured import Aids, Measured
from workbench.agreement.report.summed import Summed
from workbench.agreement.tokens import WARNING, token_alpha, token_kappa, token_ratings
from workbench.agreement.value import Value
from workbench.core.span import Span
from workbench.core.tokens import Tokens


def alpha(summed: Summed, aids: Aids) -> Measured:
    """Krippendorff's α over tokens."""
    lanes = _lanes(summed, aids)
    names = sorted(summed.frame.people)
    marked = token_alpha(token_ratings(lanes, names, marked_only=True))
    return Measured(
        _bare(token_alpha(token_ratings(lanes, names))),
        parts={"marked tokens alone": _bare(marked)},
        notes=(WARNING,),
    )


def kappa(summed: Summed, aids: Aids) -> Measured:
    """The mean of the pairs' Cohen's κ over tokens."""
    lanes = _lanes(summed, aids)
    pairs = {}
    for pair in combinations(sorted(summed.frame.people), 2):
        both = [(tokens, spans) for tokens, spans in lanes if set(pair) <= spans.keys()]
        pairs[pair] = _bare(token_kappa(token_ratings(both, pair)))
    return Measured(spread(pairs.values()).mean, pairs, notes=(WARNING,))


def _bare(value: Value) -> Value:
    """The value without its warning, which stands among the notes; a reason stays."""
    return replace(value, why=value.why.removesuffix(WARNING).removesuffix("; "))


def _lanes(summed: Summed, aids: Aids) -> list[tuple[Tokens, dict[str, list[Span]]]]:
    tokens = aids.tokens()
    return [
        (tokens[one.id], {name: list(answer.spans.values()) for name, answer in people(summed, one).items()})
        for one in summed.study.documents
        if one.id in tokens
    ]
