"""Bringing in other tools' files: found, read, offsets mended, labels mapped, and stored in one transaction a file."""
