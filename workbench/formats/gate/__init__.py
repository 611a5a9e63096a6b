"""GATE: a document with named sets of annotations, as JSON (bdocjs) or XML; in only."""
