"""The formulas of uα, |uα, cuα and (k)uα, for numbers and for arrays of resampled numbers alike.

Source: Krippendorff, Mathet, Bouvry and Widlöcher, *Quality & Quantity* 50 (2016) 2347, and *Content Analysis* (2019)
§12.6. The paper's tables of observed and expected coincidences need not be built: their sums have a closed form. In it
``n`` is the text of all annotators in code points, ``extent`` what they gave to a label (or left unmarked),
``agreed`` and ``shared`` are coincidences (see ``Sums``), and ``drawn`` makes up for drawing without replacement: the
squared length of each unit, and the length of each gap, whose code points are drawn one by one.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Number: TypeAlias = Any
"""An int, a Fraction or an array of floats; of mixed exactness on purpose."""


def u(n: Number, agreed: Number, extents_squared: Number, drawn: Number) -> Number:
    """uα; ``agreed`` over labels and gap, ``extents_squared`` the sum of their squared extents."""
    return 1 - (n - agreed) * (n * n - drawn) / (n * (n * n - extents_squared))


def bar_u(n: Number, disagreed: Number, extent: Number, drawn: Number) -> Number:
    """|uα of one kind of matter against all other; ``disagreed``: what of its ``extent`` is not agreed on."""
    return 1 - disagreed * (n * n - drawn) / (n * extent * (n - extent))


def cu(n: Number, agreed: Number, shared_squared: Number, crossed: Number) -> Number:
    """cuα; ``n`` and ``agreed`` over labels where two annotators marked, ``crossed`` the squares within units there."""
    return 1 - (n - agreed) * (n - crossed / n) / (n * n - shared_squared)


def k(n: Number, agreed: Number, shared: Number, crossed: Number) -> Number:
    """(k)uα of a label; ``n`` as for cuα, the rest of the label."""
    return 1 - (n * shared - crossed) * (shared - agreed) / (shared * shared * (n - shared))
