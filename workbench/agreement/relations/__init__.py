"""Agreement on relations: end to end, given the spans that both have, and over all candidates."""
