"""Which files are ours, and which of their versions this program knows."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x416E5742
"""``AnWB``: written into the header of every SQLite file of ours."""

REVISIONS: Final = ("0001",)
"""Every migration, oldest first; a test holds this equal to the files in ``migrations/versions``."""

HEAD: Final = REVISIONS[-1]
