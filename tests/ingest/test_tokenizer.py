"""The tokenizer: what is stored is what spaCy makes of a text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.core.tokens import Tokens
from workbench.ingest.tokenizer import Tokenizer, fingerprint

ENGLISH = Tokenizer("en")
BLANK = spacy.blank("en")


@given(st.text("aé .\n\t\r\u00a0🚢\u200d\ufeff'U$-", max_size=60))
def test_stored_tokens_are_spacys(text: str) -> None:
    made = ENGLISH(text)
    tokens = Tokens.decode(made.blob, made.wide)
    doc = BLANK.make_doc(text)
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == [(t.idx, t.idx + len(t)) for t in doc]
    assert made.count == len(doc)
    assert len(made.lexemes) == 4 * len(doc)


def test_a_very_long_token_is_kept_wide() -> None:
    text = "a" * 40_000
    made = ENGLISH(text)
    tokens = Tokens.decode(made.blob, made.wide)
    assert made.wide
    assert list(tokens.ends) == [40_000]


def test_fingerprints_tell_rules_apart() -> None:
    changed = spacy.blank("en")
    changed.tokenizer.add_special_case("gimme", [{"ORTH": "gim"}, {"ORTH": "me"}])
    assert ENGLISH.fingerprint == Tokenizer("en").fingerprint == fingerprint(BLANK)
    assert len({ENGLISH.fingerprint, Tokenizer("de").fingerprint, fingerprint(changed)}) == 3


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(Fault, match="cannot tokenize"):
        Tokenizer("xx-none")
