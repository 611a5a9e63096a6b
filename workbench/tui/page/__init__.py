"""The annotation page as rows of strips: wrapping, lanes and painting, without an app or a widget."""
