"""What an annotation is: text, tokens, spans, relations, schema, layer, edit, ledger.

This room imports no other room; it needs only the standard library, pydantic and regex.
"""
