"""Token agreement, on request only: κ and α over tokens, for tasks that label each one."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    documents: Iterable[tuple[Tokens, Mapping[str, Iterable[Span]]]],
    annotators: Sequence[str],
    marked_only: bool = False,
) -> Ratings:
    """One item a token: the label of the span that covers some of it, the innermost where there are several.

    ``documents`` give tokens and the spans of each annotator who finished. ``marked_only`` leaves out tokens that
    nobody marked, and with them the agreement on what is nothing: say which was used.
    """
    names = [OUTSIDE]
    codes: dict[str, int] = {}
    patterns: Counter[tuple[int | None, ...]] = Counter()
    for tokens, answers in documents:
        lanes = {name: _lane(tokens, answers[name], codes, names) for name in annotators if name in answers}
        if len(lanes) == len(annotators):
            patterns.update(zip(*(lanes[name] for name in annotators), strict=True))
        elif lanes:
            absent: list[int | None] = [None] * len(tokens)
            patterns.update(zip(*(lanes.get(name, absent) for name in annotators), strict=True))
    rows: dict[Row, int] = {
        tuple(None if code is None else names[code] for code in pattern): n
        for pattern, n in patterns.items()
        if not marked_only or any(pattern)
    }
    return Ratings.counted(rows)


def _lane(tokens: Tokens, spans: Iterable[Span], codes: dict[str, int], names: list[str]) -> array[int]:
    """The code of each token's label, 0 for none."""
    lane = array("H", bytes(2 * len(tokens)))
    starts, ends = tokens.starts, tokens.ends
    for _, _, label, fragments in sorted((s.fragments[0][0], -s.fragments[-1][1], s.label, s.fragments) for s in spans):
        code = codes.get(label)
        if code is None:
            code = codes[label] = len(names)
            names.append(label)
        for start, end in fragments:
            at = bisect_right(ends, start)
            while at < len(starts) and starts[at] < end:
                lane[at] = code
                at += 1
    return lane


def _warned(value: Value) -> Value:
    return replace(value, why=f"{value.why}; {WARNING}" if value.why else WARNING)
