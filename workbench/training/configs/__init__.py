"""Configs: files with which ``spacy train`` runs on an export as it is, written without spaCy."""
