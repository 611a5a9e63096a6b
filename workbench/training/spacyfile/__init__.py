"""spaCy's own file of documents (a DocBin), written from arrays: without spaCy, or through it where it must be."""
