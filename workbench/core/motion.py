"""Motions: where the next sentence, paragraph, grapheme or gap of a text is, in code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

_PARAGRAPH = regex.compile(r"(?:\r\n|[\n\r\f\u2028\u2029])(?:[ \t]*(?:\r\n|[\n\r\f\u2028\u2029]))*")
_SENTENCE = regex.compile(
    r"""(?:(?<!\b(?:U\.S|U\.N|U\.K|Mr|Ms|Mrs|Dr|Gen|Rep|Sen|Gov|Lt|Col|Adm|St|No|vs|Inc|Ltd|Co|Corp|[A-Z]|
        Jan|Feb|Aug|Sept|Oct|Nov|Dec))[.!?…]|[。！？])["'”’)\]」』]*(?:\s+|(?<=[。！？」』]))(?=\S)""",
    regex.VERBOSE,
)
_GRAPHEME = regex.compile(r"\X")
_ARTICLE = regex.compile(r"(?:The|A|An)(?: |$)")
_NAME = regex.compile(
    r"""\p{Lu}[\p{L}\p{M}\p{N}'&.\-]*(?:\ (?:of the|of|for|de|al|bin|van|von)(?=\ \p{Lu}))*
        (?:\ \p{Lu}[\p{L}\p{M}\p{N}'&.\-]*(?:\ (?:of the|of|for|de|al|bin|van|von)(?=\ \p{Lu}))*)*""",
    regex.VERBOSE,
)


def paragraph_starts(text: str) -> list[int]:
    """Offsets at which a paragraph (a stretch between line breaks) starts."""
    return [0, *(m.end() for m in _PARAGRAPH.finditer(text) if m.end() < len(text))]


def sentence_starts(text: str) -> list[int]:
    """Offsets at which a sentence starts; a guess for moving about, never stored."""
    return sorted({*paragraph_starts(text), *(m.end() for m in _SENTENCE.finditer(text))})


def after(starts: Sequence[int], at: int) -> int | None:
    """The first of the sorted offsets that lies after this one."""
    i = bisect_right(starts, at)
    return starts[i] if i < len(starts) else None


def before(starts: Sequence[int], at: int) -> int | None:
    """The last of the sorted offsets that lies before this one."""
    i = bisect_left(starts, at)
    return starts[i - 1] if i else None


def next_grapheme(text: str, at: int) -> int:
    """The end of the grapheme cluster that starts here; the text's end at the end."""
    match = _GRAPHEME.match(text, at)
    return len(text) if match is None else match.end()


def previous_grapheme(text: str, at: int) -> int:
    """The start of the grapheme cluster that ends here; 0 at the start."""
    start = max(0, at - 64)
    last = start
    for match in _GRAPHEME.finditer(text, start, at):
        last = match.start()
    return last


def names(text: str) -> list[tuple[int, int]]:
    """Ranges that look like names: capitalised words in a row, without an article or a lone opener of a sentence."""
    starts = sentence_starts(text)
    found: list[tuple[int, int]] = []
    for opening, end in zip(starts, [*starts[1:], len(text)], strict=True):
        for match in _NAME.finditer(text, opening, end):
            a, b = match.start(), match.start() + len(match.group().rstrip(".-'"))
            article = _ARTICLE.match(text, a, b)
            start = a if article is None else article.end()
            lone = start == opening and " " not in text[a:b] and not text[a:b].isupper()
            if start < b and not lone:
                found.append((start, b))
    return found
