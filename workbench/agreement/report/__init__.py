"""The report: from who said what to what a lead should do next.

``frame`` and ``counting`` say what one document adds, ``summed`` keeps the sums live, ``reporting`` reads a
:class:`~workbench.agreement.report.content.Report` off them: ``numbers`` with their questions, ``tables``,
``confusion``, ``reading``, ``advice``, ``cautions``. ``planning`` says how many documents a narrower interval asks
for, ``comparing`` what changed since, ``measures`` what is measured on request only. ``plain`` makes JSON of a report,
``page`` a page for a browser.
"""
