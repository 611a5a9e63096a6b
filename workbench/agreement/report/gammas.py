"""γ in the report: on request, because it draws random continua for every document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.agreement.report.content import Number, Report
from workbench.agreement.report.summed import Summed, continuum

LAST = "unitizing-what"
"""The number that γ stands behind."""


def with_gamma(report: Report, summed: Summed, each: Callable[[int, int], None] | None = None) -> Report:
    """The report with γ and γcat among its numbers; ``each`` hears how many documents are done, of how many."""
    from workbench.agreement.gamma.corpus import ROUGH, measured, pooled

    continua = [one for document in summed.study.documents if len((one := continuum(document, summed.frame)).spans) > 1]
    found = pooled(measured(continua, ROUGH, each))
    where = "How far beyond chance do spans stand for each other, near ones partly?"
    what = "Where spans stand for each other, how far beyond chance have they the same label?"
    added = (
        Number("gamma", "γ", where, found.gamma, found.gamma.n, "documents"),
        Number("gamma-cat", "γcat", what, found.cat, found.cat.n, "documents", dict(found.labels)),
    )
    at = [number.name for number in report.numbers].index(LAST) + 1
    note = f"γ: sampler {ROUGH.sampler}, {ROUGH.samples} random continua a document, seed {ROUGH.seed}"
    return replace(
        report,
        numbers=(*report.numbers[:at], *added, *report.numbers[at:]),
        cautions=(*report.cautions, note),
    )
