"""Screens, each in its own module and imported when it is first shown."""
