"""doccano's JSONL of every age: tuples of spans, entities with relations, annotations with numbers for labels."""

from workbench.formats.doccano.format import FORMAT

__all__ = ["FORMAT"]
