"""Views: from many documents' rows to what spaCy is told of them, all as arrays."""
