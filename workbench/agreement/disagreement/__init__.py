"""Disagreements: every place where annotators differ, as a record with a stable id.

``record`` is what one is; ``places`` groups the spans of any number of annotators, ``spans``, ``relations`` and
``described`` make records of one document, ``listing`` of a study. ``weights`` says what settling some of them would
do to the report's numbers, ``wanted`` picks some, ``plain`` writes them without any text of a document.
"""
