"""Choices: the options of a task and which of them were accepted, as document labels and back.

An option of ours has the label's key beside its id, so that it comes back as it went; any other is a ``choice``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from workbench.core.json import Json
from workbench.formats.exchange import DocumentLabel

KEY: Final = "key"
CHOICE: Final = "choice"


def chosen(options: Iterable[Any], accepted: Iterable[Any]) -> Iterator[DocumentLabel]:
    """The document labels that were accepted."""
    ours = {option["id"]: option for option in options if _is_ours(option)}
    for id in accepted:
        if isinstance(id, str) and id in ours:
            yield DocumentLabel(ours[id][KEY], ours[id]["text"])
        elif isinstance(id, (str, int)):
            yield DocumentLabel(CHOICE, str(id))


def foreign_options(options: Iterable[Any]) -> list[Json]:
    """The options that are not of our making."""
    return [option for option in options if not _is_ours(option)]


def offered(labels: Sequence[DocumentLabel], given: Any) -> tuple[list[Json], list[Json]]:
    """The options and what is accepted of them, for a task with these labels; ``given`` are foreign options."""
    options: list[Json] = list(given) if isinstance(given, list) else []
    known = {str(option.get("id")): option.get("id") for option in options if isinstance(option, Mapping)}
    accepted: list[Json] = []
    for label in labels:
        id: Json = f"{label.key}: {label.value}"
        if label.key == CHOICE:
            id = known.get(label.value, label.value)
            if label.value not in known:
                options.append({"id": id, "text": label.value})
        elif id not in accepted:
            options.append({"id": id, "text": label.value, KEY: label.key})
        accepted.append(id)
    return options, accepted


def _is_ours(option: Any) -> bool:
    return isinstance(option, dict) and all(isinstance(option.get(key), str) for key in ("id", "text", KEY))
