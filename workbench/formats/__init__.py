"""Other tools' files in and out, one module or package a format; also the YAML of schemas.

This room works on core values: it knows no SQL and imports only core.
"""
