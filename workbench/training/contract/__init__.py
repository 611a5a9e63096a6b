"""The contract: shapes of what an export writes for other programs; ``schemas/*.schema.json`` is made from them."""
