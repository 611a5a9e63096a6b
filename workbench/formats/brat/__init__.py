"""Brat standoff: a text, and beside it a file with an annotation a line."""

from workbench.formats.brat.format import FORMAT

__all__ = ["FORMAT"]
