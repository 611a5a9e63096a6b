"""Prodigy's JSONL: one task a line, with its tokens, spans, relations, choices and the annotator's answer."""

from workbench.formats.prodigy.format import FORMAT

__all__ = ["FORMAT"]
