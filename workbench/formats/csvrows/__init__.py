"""CSV and TSV with a row a span, and beside it tables of relations, texts and whatever else is known."""

from workbench.formats.csvrows.format import FORMAT

__all__ = ["FORMAT"]
