"""spaCy corpora out: views, splits, labels, configs, and the directory that holds them."""
