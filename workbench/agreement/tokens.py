"""Token agreement, on request only: κ and α over tokens, for tasks that label each one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workbench.agreement.coding.alpha import krippendorff_alpha
from workbench.agreement.coding.cohen import cohen_kappa
from workbench.agreement.coding.ratings import Ratings, Row
from workbench.agreement.value import Value
from workbench.core.span import Span
from workbench.core.tokens import Tokens

OUTSIDE: Final = "no label"
"""What is said of a token that no span covers; no label's id holds a blank."""

WARNING: Final = (
    "token agreement counts unmarked text as agreement, weighs long spans more and sees no boundary between two spans "
    "of one label; F1 of spans does none of that"
)


def token_kappa(ratings: Ratings) -> Value:
    """Cohen's κ of two annotators over tokens, with the warning that belongs to it."""
    return _warned(cohen_kappa(ratings))


def token_alpha(ratings: Ratings) -> Value:
    """Krippendorff's nominal α over tokens, with the warning that belongs to it."""
    return _warned(krippendorff_alpha(ratings.counts))


def token_ratings(
    documents: Iterable[tuple[Tokens, Mapping[str, Collection[Span]]]],
    annotators: Sequence[str],
    marked_only: bool = False,
) -> Ratings:
    """One item a token: the label of the span that covers some of it, the innermost where there are several.

    ``documents`` give tokens and the spans of each annotator who finished. ``marked_only`` leaves out tokens that
    nobody marked, and with them the agreement on what is nothing: say which was used.
    """
    from workbench.agreement import lanes

    held = list(documents)
    labels = {span.label for _, answers in held for name in annotators for span in answers.get(name, ())}
    codes = {label: code for code, label in enumerate(sorted(labels), lanes.OUTSIDE + 1)}
    names = {lanes.MISSING: None, lanes.OUTSIDE: OUTSIDE} | {code: label for label, code in codes.items()}
    found = lanes.patterns(held, annotators, codes)
    least = lanes.OUTSIDE if marked_only else lanes.MISSING
    rows: dict[Row, int] = {
        tuple(names[code] for code in pattern): n for pattern, n in found.items() if max(pattern, default=0) > least
    }
    return Ratings.counted(rows)


def _warned(value: Value) -> Value:
    return replace(value, why=f"{value.why}; {WARNING}" if value.why else WARNING)
