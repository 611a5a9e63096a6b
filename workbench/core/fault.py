"""Faults: what went wrong, in one sentence, with what to do about it."""

from __future__ import annotations


class Fault(Exception):
    """Something that a person can understand and mend; shown as one sentence, never as a traceback.

    ``message`` says what and where (never with document text); ``cure`` what to do, where something can be done.
    """

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message}. {self.cure}" if self.cure else self.message
