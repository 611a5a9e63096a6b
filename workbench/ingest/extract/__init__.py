"""Text out of files that are none: HTML pages, PDF and DOCX, by libraries that the extra ``[ingest]`` brings."""
