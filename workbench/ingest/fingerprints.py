"""The fingerprints of spaCy's tokenizers, known without loading spaCy, which costs more than a small export.

``fingerprints.json`` is made from the installed spaCy: ``python -m workbench.ingest.fingerprints > fingerprints.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Final

from workbench.core.fault import Fault
from workbench.ingest.tokenizer import Tokenizer

TABLE: Final = "fingerprints.json"


@dataclass(frozen=True, slots=True)
class Table:
    """A version of spaCy, and the fingerprint of its tokenizer for each language that needs nothing else installed."""

    spacy: str
    languages: dict[str, str]


@cache
def table() -> Table:
    """The table that comes with this package."""
    return Table(**json.loads(files(__package__).joinpath(TABLE).read_text(encoding="utf-8")))


def installed_fingerprint(lang: str) -> str:
    """The fingerprint of the installed tokenizer of a language; spaCy is loaded only where the table is of another.

    Raises:
        Fault: where spaCy has no such language, or lacks what it needs for it.
    """
    try:
        known = version("spacy") == table().spacy
    except PackageNotFoundError:
        known = False
    found = table().languages.get(lang) if known else None
    return Tokenizer(lang).fingerprint if found is None else found


def main() -> None:
    """Print the table of the installed spaCy."""
    import pkgutil

    import spacy.lang

    languages: dict[str, str] = {}
    for module in pkgutil.iter_modules(spacy.lang.__path__):
        if module.ispkg:
            try:
                languages[module.name] = Tokenizer(module.name).fingerprint
            except Fault:
                continue
    told = {"spacy": version("spacy"), "languages": dict(sorted(languages.items()))}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
