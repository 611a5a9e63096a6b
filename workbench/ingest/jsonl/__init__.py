"""Bringing in the project's own JSONL: restored into an empty project, or merged into one that holds work."""
