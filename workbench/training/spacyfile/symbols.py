"""The reserved symbols: strings to which spaCy gives a small number and not a hash, among them ORG, LAW and EVENT.

``symbols.json`` is made from the installed spaCy: ``python -m workbench.training.spacyfile.symbols > symbols.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

TABLE: Final = "symbols.json"


@dataclass(frozen=True, slots=True)
class Table:
    """What one version of spaCy reserves: its version, that of its DocBin, and the number of each symbol."""

    spacy: str
    docbin: str
    symbols: dict[str, int]


@cache
def table() -> Table:
    """The table that comes with this package."""
    return Table(**json.loads(files(__package__).joinpath(TABLE).read_text(encoding="utf-8")))


def installed() -> Table:
    """The table of the installed spaCy, which this imports."""
    from spacy.about import __version__
    from spacy.symbols import IDS  # type: ignore[import-not-found]
    from spacy.tokens import DocBin

    return Table(__version__, DocBin().version, dict(sorted(IDS.items(), key=lambda item: item[1])))


def main() -> None:
    """Print the table of the installed spaCy."""
    found = installed()
    told = {"spacy": found.spacy, "docbin": found.docbin, "symbols": found.symbols}
    print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
