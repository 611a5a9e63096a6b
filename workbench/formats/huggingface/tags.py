"""Tags of Hugging Face rows: which key holds them, and what their numbers mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.formats.jsonfile import parsed, whole
from workbench.formats.source import Source
from workbench.formats.words import is_words

WORDS: Final = ("tokens", "words")
KEYS: Final = ("ner_tags", "ner", "ner_tag", "ner_labels", "entity_tags", "bio_tags", "tags", "labels", "label", "tag")
"""Keys that hold tags, the likeliest first."""
FEATURES: Final = ("features.json", "dataset_info.json", "dataset_infos.json")
"""Files that name what numbers mean."""


def words_key(row: Mapping[str, Any]) -> str | None:
    """The key of a row's words."""
    return next((key for key in WORDS if is_words(row.get(key)) and _other(row, key)), None)


def tags_key(row: Mapping[str, Any]) -> str | None:
    """The key of a row's tags: one for each word."""
    words = words_key(row)
    return None if words is None else next(_other(row, words), None)


def _other(row: Mapping[str, Any], words: str) -> Iterator[str]:
    length = len(row[words])
    return (key for key in KEYS if (value := row.get(key)) is not None and _is_tags(value) and len(value) == length)


def _is_tags(value: Any) -> bool:
    return is_words(value) or isinstance(value, list) and all(whole(one) is not None for one in value)


def named(source: Source, key: str) -> Sequence[str]:
    """The names that a file beside gives to the numbers of this key; empty where none does."""
    own = f"{source.path.stem}.features.json"
    for file in (own, *FEATURES):
        beside = source.beside(file)
        if beside is None:
            continue
        try:
            found = names_in(parsed(beside.read(), beside.name), key)
        except Fault:
            continue
        if found:
            return found
    return ()


def names_in(value: Any, key: str) -> Sequence[str]:
    """The names of a class label of this key anywhere in a description of features."""
    todo: list[tuple[Any, bool]] = [(value, False)]
    while todo:
        one, inside = todo.pop()
        if not isinstance(one, Mapping):
            continue
        if inside and is_words(one.get("names")) and one["names"]:
            return list(one["names"])
        todo.extend((part, inside or name == key) for name, part in one.items())
    return ()
