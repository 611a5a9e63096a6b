"""From many layers to gold: who is compared (``roster``), and what they finished, out of the store (``gathering``)."""
