"""Krippendorff's unitizing coefficients: agreement on text that annotators divide into spans themselves.

``measuring.measured`` sums up each document, ``family.family`` reads uα, |uα, cuα and (k)uα off the sums, and
``resampling.with_intervals`` adds their intervals. ``alpha_1995`` is their predecessor, for comparison only.
Most modules import numpy: import them where they are used.
"""
