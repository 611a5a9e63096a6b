"""Measures by name, for `--measure`: those of the report, and those on request only. ``table`` has them all."""
