"""The keys of a record, by what they hold; doccano has called the same thing by several names over the years."""

from __future__ import annotations

from typing import Final

TEXTS: Final = ("text", "data", "column_data")
MARKS: Final = ("label", "labels", "entities", "annotations", "column_label")
CATEGORIES: Final = ("cats",)
RELATIONS: Final = "relations"
COMMENTS: Final = "Comments"
ID: Final = "id"
DOCUMENT: Final = "document"
"""The key under which our own records name their document; doccano keeps it as it keeps any other."""

OWN: Final = frozenset({*TEXTS, *MARKS, *CATEGORIES, RELATIONS, COMMENTS, ID, DOCUMENT})
CATEGORY: Final = "category"
"""The key of every document label: doccano's labels of a document have none."""
