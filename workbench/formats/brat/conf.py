"""annotation.conf: which labels, relations, events and attributes a brat project has, as far as a file needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

NAME: Final = "annotation.conf"
NAMEABLE: Final = re.compile(r"[^\s:|,<>\[\]!#=;?*+{}]+")
"""What a name must be to stand in the file: free of the signs of its grammar."""
_SYMMETRIC: Final = re.compile(r"<REL-TYPE>\s*:\s*\S*symmetric")
_SECTION: Final = re.compile(r"\s*\[([a-z]+)\]\s*")


@dataclass(slots=True)
class Configuration:
    """What the labels of a project may do.

    Attributes:
        spans: labels of text-bound annotations.
        relations: for each relation, the labels its two ends may have; empty for any.
        symmetric: relations without a direction.
        events: for each event, its roles.
        attributes: for each attribute, its values; none where it is true or not there.
    """

    spans: dict[str, None] = field(default_factory=dict)
    relations: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    symmetric: set[str] = field(default_factory=set)
    events: dict[str, set[str]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)


def configuration(lines: Iterable[str]) -> Configuration:
    """What the lines of a file say; hierarchy, macros and drawing are passed by, and no line is too odd to pass by."""
    found, section = Configuration(), ""
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#") or set(text) == {"-"}:
            continue
        if match := _SECTION.fullmatch(line):
            section = match[1]
        else:
            _entry(found, section, text)
    return found


def _entry(found: Configuration, section: str, text: str) -> None:
    words = text.split(None, 1)
    name, rest = words[0].lstrip("!"), words[1] if len(words) > 1 else ""
    if name.startswith("<") or "=" in name:
        return
    arguments = dict(_arguments(rest))
    if section in ("entities", "spans"):
        found.spans[name] = None
    elif section == "relations":
        found.relations[name] = (arguments.get("Arg1", set()), arguments.get("Arg2", set()))
        if _SYMMETRIC.search(rest):
            found.symmetric.add(name)
    elif section == "events":
        found.events[name] = {role.rstrip("?*+").partition("{")[0] for role in arguments}
    elif section == "attributes":
        found.attributes[name] = arguments.get("Value", set())


def _arguments(text: str) -> Iterator[tuple[str, set[str]]]:
    for part in text.split(","):
        name, _, values = part.strip().partition(":")
        yield name, {value for value in values.split("|") if value}


def written(conf: Configuration) -> str:
    """The file: everything sorted, spans may overlap in any way, events before what may fill their roles."""
    return "\n".join(
        [
            "[entities]",
            *sorted(name for name in conf.spans if name not in conf.events),
            "",
            "[relations]",
            "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            *_relation_lines(conf),
            "",
            "[events]",
            *(f"{name}\t{_roles(roles)}".rstrip("\t") for name, roles in sorted(conf.events.items())),
            "",
            "[attributes]",
            *(f"{name}\tArg:<ANY>{_values(values)}" for name, values in sorted(conf.attributes.items())),
            "",
        ]
    )


def _relation_lines(conf: Configuration) -> Iterator[str]:
    for name, (heads, tails) in sorted(conf.relations.items()):
        undirected = ", <REL-TYPE>:symmetric" if name in conf.symmetric else ""
        yield f"{name}\tArg1:{_any(heads)}, Arg2:{_any(tails)}{undirected}"


def _any(labels: set[str]) -> str:
    return "|".join(sorted(labels)) or "<ANY>"


def _roles(roles: Iterable[str]) -> str:
    return ", ".join(f"{role}*:<ANY>" for role in sorted(roles))


def _values(values: set[str]) -> str:
    return f", Value:{'|'.join(sorted(values))}" if values else ""


def nameable(conf: Configuration) -> tuple[Configuration, list[str]]:
    """The configuration without names that its file cannot hold, and those names."""
    refused: dict[str, None] = {}

    def fit(name: str) -> bool:
        if NAMEABLE.fullmatch(name):
            return True
        refused[name] = None
        return False

    def fitting(names: Iterable[str]) -> set[str]:
        return {name for name in names if fit(name)}

    def kept(table: Mapping[str, set[str]]) -> dict[str, set[str]]:
        return {name: fitting(values) for name, values in table.items() if fit(name)}

    return Configuration(
        {name: None for name in conf.spans if fit(name)},
        {name: (fitting(a), fitting(b)) for name, (a, b) in conf.relations.items() if fit(name)},
        conf.symmetric,
        kept(conf.events),
        kept(conf.attributes),
    ), list(refused)
