"""Label Studio's JSON: tasks with annotations and predictions, and the labelling config beside them."""

from workbench.formats.labelstudio.format import FORMAT

__all__ = ["FORMAT"]
