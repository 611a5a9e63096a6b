"""The command line: one thin file a command, listed in :mod:`workbench.cli.table`."""
