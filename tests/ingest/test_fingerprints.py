"""The table of fingerprints is that of the installed spaCy, and is asked without loading it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.ingest import fingerprints
from workbench.ingest.fingerprints import Table, installed_fingerprint, table
from workbench.ingest.tokenizer import Tokenizer


@pytest.mark.parametrize("lang", ["en", "de", "sv"])
def test_the_table_says_what_the_tokenizer_says(lang: str) -> None:
    assert table().languages[lang] == Tokenizer(lang).fingerprint


@pytest.mark.slow
def test_the_whole_table() -> None:
    assert table().languages == {lang: Tokenizer(lang).fingerprint for lang in table().languages}


def test_spacy_is_not_loaded() -> None:
    code = "import sys; from workbench.ingest.fingerprints import installed_fingerprint as f; f('en'); "
    code += "sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_spacy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "table", lambda: Table("0.0", {"en": "stale"}))
    assert installed_fingerprint("en") == Tokenizer("en").fingerprint
