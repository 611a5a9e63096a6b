"""SLATE: a file of items beside a text, each item one or more places of it and labels, or a link between places."""

from workbench.formats.slate.format import FORMAT

__all__ = ["FORMAT"]
