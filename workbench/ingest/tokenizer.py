"""The tokenizer: spaCy's own for a language, with a fingerprint that says whether two of them cut alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.core.fault import Fault
from workbench.core.json import canonical, sha256

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text's tokens: packed lengths (see :mod:`workbench.core.tokens`), how many there are, and their lexeme ids.

    A lexeme id is the low half of spaCy's hash of the word form: four bytes, little-endian, the same everywhere.
    """

    blob: bytes
    wide: bool
    count: int
    lexemes: bytes


class Tokenizer:
    """The tokenizer of ``spacy.blank(lang)``; loading spaCy takes about a second, so it happens here and not at import.

    Raises:
        Fault: where spaCy has no such language, or lacks what it needs for it.
    """

    def __init__(self, lang: str) -> None:
        import spacy

        try:
            nlp = spacy.blank(lang)
        except (ImportError, ValueError) as error:
            raise Fault(f"spaCy cannot tokenize the language {lang!r}", "Choose another code in the schema") from error
        nlp.max_length = 10**12
        self.lang = lang
        self.fingerprint = fingerprint(nlp)
        self._nlp = nlp
        # spaCy's own tokenizer slices the text and cannot change it; proving it again would cost a quarter of the time.
        self._foreign = type(nlp.tokenizer).__module__ != "spacy.tokenizer"

    def __call__(self, text: str) -> Tokenized:
        """Tokenize a text.

        Raises:
            Fault: where the tokenizer changed the text, which would put every offset in doubt.
        """
        import numpy as np

        doc = self._nlp.tokenizer(text)
        columns: Any = doc.to_array(["LENGTH", "SPACY", "ORTH"])
        lengths, spaces = columns[:, 0], columns[:, 1]
        if int(lengths.sum() + spaces.sum()) != len(text) or (self._foreign and doc.text != text):
            raise Fault(f"the tokenizer for {self.lang!r} does not keep the text as it is", "Report this as a bug")
        packed = lengths << np.uint64(1) | spaces
        wide = bool(len(packed)) and int(packed.max()) > 0xFFFF
        blob = packed.astype("<u4" if wide else "<u2").tobytes()
        return Tokenized(blob, wide, len(packed), columns[:, 2].astype("<u4").tobytes())


def fingerprint(nlp: Language) -> str:
    """A hash over everything that decides where spaCy's tokenizer cuts: its version, the language and every rule."""
    from spacy.about import __version__

    tokenizer: Any = nlp.tokenizer
    rules: dict[str, Any] = {"spacy": __version__, "lang": nlp.lang, "class": type(tokenizer).__name__}
    for name in ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"):
        method = getattr(tokenizer, name, None)
        compiled = getattr(method, "__self__", None)
        rules[name] = None if method is None else getattr(compiled, "pattern", type(method).__name__)
    exceptions = getattr(tokenizer, "rules", None) or {}
    rules["exceptions"] = {
        form: [{str(attr): value for attr, value in token.items()} for token in tokens]
        for form, tokens in exceptions.items()
    }
    return sha256(canonical(rules))
