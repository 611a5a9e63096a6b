"""Everything that comes in: article splitting, skip zones, imports, tokenizing, near-duplicates."""
