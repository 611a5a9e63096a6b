"""The project's own lossless form: one record a line, in a stable order."""
