"""The screen on which a document is read and annotated."""

from workbench.tui.screens.annotate.screen import AnnotateScreen

__all__ = ["AnnotateScreen"]
