"""Spans in the tables that shared tasks give out: lists of character indices, or a row a span of a crowd's work."""

from workbench.formats.spanindex.format import FORMAT

__all__ = ["FORMAT"]
