"""Web Annotations of the W3C, as Recogito, Hypothesis and others write them: JSON that points into a text."""

from workbench.formats.w3c.format import FORMAT

__all__ = ["FORMAT"]
