"""Ready: what stands beside the corpus, so that whoever gets the folder can check it, train on it and trust it.

An export calls, in this order and within :func:`workbench.training.folder.replacing`:
:func:`workbench.training.ready.writing.write_ready` once the corpus and its :class:`~workbench.training.gold.Gold`
stand, then writes ``ledger.json`` and ``misaligned.jsonl``, and last ``manifest.json`` by
:func:`workbench.training.ready.manifest.manifest`. What was asked of the views is a
:class:`workbench.training.policy.Policy`.
"""
