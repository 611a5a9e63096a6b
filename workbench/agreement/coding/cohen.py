"""Cohen's κ for two annotators (1960), weighted (1968), its greatest possible value and its standard error."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import sqrt
from typing import TypeAlias

from workbench.agreement.coding.chance import UNRATED, corrected, one_label_used
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.coding.weights import Matrix, weights
from workbench.agreement.value import Value, undefined

Shares: TypeAlias = list[list[Fraction]]


def cohen_kappa(ratings: Ratings, credit: Matrix | None = None) -> Value:
    """Agreement of two annotators beyond what their own shares of the labels would give, with its standard error.

    ``credit`` weighs disagreements (see :func:`workbench.agreement.coding.weights.weights`); without it they all count
    the same. Over the items that both rated; the standard error is the large-sample one of Fleiss, Cohen, Everitt 1969.

    Raises:
        ValueError: where there are not two annotators.
    """
    shares = _shares(ratings)
    if not shares:
        return undefined(UNRATED)
    credit = credit or weights("nominal", ratings.labels)
    observed, expected = _credited(shares, credit), _credited(_independent(shares), credit)
    n = sum(map(sum, ratings.table()))
    found = corrected(observed, expected, one_label_used(ratings.pair(0, 1).counts), n)
    return replace(found, se=_standard_error(shares, credit, observed, expected, n)) if found.defined else found


def cohen_kappa_max(ratings: Ratings) -> Value:
    """The greatest κ that the two annotators' own shares of the labels allow (Cohen 1960)."""
    shares = _shares(ratings)
    if not shares:
        return undefined(UNRATED)
    rows, columns = _margins(shares)
    most = sum(map(min, rows, columns), Fraction())
    expected = _credited(_independent(shares), weights("nominal", ratings.labels))
    return corrected(most, expected, one_label_used(ratings.pair(0, 1).counts), sum(map(sum, ratings.table())))


def _shares(ratings: Ratings) -> Shares:
    """The share of each cell of the table; nothing where no item was rated by both."""
    table = ratings.table()
    n = sum(map(sum, table))
    return [[Fraction(cell, n) for cell in row] for row in table] if n else []


def _margins(shares: Shares) -> tuple[list[Fraction], list[Fraction]]:
    return [sum(row, Fraction()) for row in shares], [sum(column, Fraction()) for column in zip(*shares, strict=True)]


def _independent(shares: Shares) -> Shares:
    rows, columns = _margins(shares)
    return [[a * b for b in columns] for a in rows]


def _credited(shares: Shares, credit: Matrix) -> Fraction:
    return sum(
        (p * w for row, line in zip(shares, credit, strict=True) for p, w in zip(row, line, strict=True)), Fraction()
    )


def _standard_error(shares: Shares, credit: Matrix, observed: Fraction, expected: Fraction, n: int) -> float:
    """Fleiss, Cohen, Everitt 1969, for any weights: not assuming that the true κ is 0."""
    rows, columns = _margins(shares)
    kappa = (observed - expected) / (1 - expected)
    of_row = [sum((b * w for b, w in zip(columns, line, strict=True)), Fraction()) for line in credit]
    of_column = [
        sum((a * w for a, w in zip(rows, line, strict=True)), Fraction()) for line in zip(*credit, strict=True)
    ]
    spread = sum(
        (
            p * (credit[i][j] - (of_row[i] + of_column[j]) * (1 - kappa)) ** 2
            for i, row in enumerate(shares)
            for j, p in enumerate(row)
        ),
        Fraction(),
    )
    return sqrt(max(Fraction(), spread - (kappa - expected * (1 - kappa)) ** 2) / n) / float(1 - expected)
