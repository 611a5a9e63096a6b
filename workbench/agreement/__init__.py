"""How far annotators agree: pure functions over core values, which know no database and print nothing.

Every measure gives a :class:`~workbench.agreement.value.Value`: a number, or none with the reason in words.
Everything is exact and order-free: counts are integers, sums are rationals rounded once, resampling sorts first.

======================= ==============================================================================================
items that all label    ``coding.ratings.Ratings`` (who said what) and its ``counts``: ``coding.percent``,
                        ``coding.fleiss`` (Scott's π, Fleiss's κ), ``coding.cohen``, ``coding.conger`` (multi-κ, Light),
                        ``coding.uniform``, ``coding.alpha`` with a ``coding.metric``, ``coding.gwet`` (AC1, AC2),
                        ``coding.bootstrap`` (interval of α), ``interval.wilson``; ``sets`` (MASI, Passonneau)
spans                   ``spans.marks.Marks`` of each answer, ``spans.compared.compared`` under a ``spans.rule``;
                        ``spans.alignment`` (who stands for whom), ``spans.muc`` (classes), ``spans.trim``
relations               ``relations.arcs.Arcs``, ``relations.compared.compared_arcs`` under a ``relations.rule``;
                        ``relations.shared`` (given shared arguments), ``relations.candidates`` (κ over all pairs)
pooling both            ``pairwise.each_pair`` a document, ``pairwise.Pairwise.of`` all: by pair, label, document, live
                        after an edit; ``resampling.intervals``; ``gold.against`` (precision, recall)
what is said of a place ``units.units`` of equal extent, then ``units.label_ratings``, ``attributes``; and
                        ``document_labels``: ratings for the coding measures
continua                ``continuum.Continuum`` for ``unitizing`` (Krippendorff's uα family) and ``gamma`` (Mathet's γ)
on request only         ``tokens``: κ and α over tokens, with the warning that belongs to them
======================= ==============================================================================================

An annotator who *finished* a document is in its mapping, with an empty answer if nothing was found; one who did not is
not in it. A pair counts where both finished. A reference is an annotator like any other, but for ``gold``. Two rounds
of one annotator, under two names, measure stability.
"""
