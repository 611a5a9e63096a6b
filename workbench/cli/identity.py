"""Who is at the keyboard, where nobody has said so."""

from __future__ import annotations

import getpass


def login() -> str:
    """The login name; ``annotator`` where the system knows none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "annotator"
