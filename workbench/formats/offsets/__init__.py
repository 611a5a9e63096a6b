"""The offset doctor: what the offsets of a file count, found by looking, and said with the evidence."""
