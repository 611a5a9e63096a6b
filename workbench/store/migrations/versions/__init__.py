"""One file a version of the tables, never changed once released."""
