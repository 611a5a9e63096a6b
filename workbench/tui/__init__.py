"""The workbench in a terminal; it imports neither spaCy nor the rooms that do."""
