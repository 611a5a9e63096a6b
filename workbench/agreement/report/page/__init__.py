"""The report as one page for a browser: no scripts, nothing fetched from elsewhere, every word escaped."""
