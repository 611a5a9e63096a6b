"""Laying: the text put together from a file's sentences, at the places that their tokens' offsets tell.

Between sentences a file tells only how much stands there: a line break first and then blanks, as INCEpTION fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from workbench.formats.exchange import Fragment, Unit
from workbench.formats.webannotsv.rows import Sentence

MOST: Final = 10_000
"""Blanks between two sentences at most: a file cannot ask for a text much longer than itself."""


class Laid(NamedTuple):
    """A text, where its sentences lie in ``unit``, whether blanks were filled in, and tokens that differ from it."""

    text: str
    unit: Unit
    sentences: tuple[Fragment, ...]
    filled: bool
    strangers: int


class Misfit(NamedTuple):
    """The line of a sentence that cannot be laid, and why."""

    line: int
    why: str


def laid(sentences: Sequence[Sentence]) -> Laid | Misfit:
    """The text in UTF-16 as WebAnno counts, or in code points where only so the tokens are found in it.

    Because a file may also be written by others, who count otherwise.
    """
    found = _lay(sentences, "utf16", _utf16)
    if isinstance(found, Laid) and (not found.strangers or _utf16(found.text) == len(found.text)):
        return found
    other = _lay(sentences, "codepoint", len)
    if isinstance(other, Laid) and (isinstance(found, Misfit) or other.strangers < found.strangers):
        return other
    return found


def _lay(sentences: Sequence[Sentence], unit: Unit, width: Callable[[str], int]) -> Laid | Misfit:
    parts: list[str] = []
    places: list[Fragment] = []
    at, filled = 0, False
    for sentence in sentences:
        text = sentence.text
        begin = sentence.units[0].begin - _lead(sentence, width) if sentence.units else at + bool(parts)
        if begin < at:
            return Misfit(sentence.line, "the sentence begins before the one above it ends")
        if begin - at > MOST:
            return Misfit(sentence.line, "the sentence lies far behind the one above it")
        if begin > at:
            parts.append(("\n" if parts else " ") + " " * (begin - at - 1))
            filled = True
        parts.append(text)
        at = begin + width(text)
        places.append((begin, at))
    whole = "".join(parts)
    return Laid(whole, unit, tuple(places), filled, _strangers(sentences, whole, unit))


def _lead(sentence: Sentence, width: Callable[[str], int]) -> int:
    """How far the first token stands from the sentence's start: over white space, where it is found behind it."""
    text = sentence.text
    bare = text.lstrip()
    if bare == text or text.startswith(sentence.units[0].form or "\0") or not bare.startswith(sentence.units[0].form):
        return 0
    return min(width(text) - width(bare), sentence.units[0].begin)


def _strangers(sentences: Sequence[Sentence], text: str, unit: Unit) -> int:
    """How many tokens are not what the text has at their offsets."""
    size, code = (2, "utf-16-le") if unit == "utf16" else (4, "utf-32-le")
    data = text.encode(code, "surrogatepass")
    tokens = (one for sentence in sentences for one in sentence.units if one.is_token)
    return sum(data[size * one.begin : size * one.end] != one.form.encode(code, "surrogatepass") for one in tokens)


def _utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
