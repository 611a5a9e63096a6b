"""A terminal workbench for annotating text with actors, laws and events."""

__version__ = "0.1.0"
