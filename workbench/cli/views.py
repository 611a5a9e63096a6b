"""The options that say what becomes of spans in ``doc.ents`` and the span group, wherever these are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.training.policy import Policy

Layers: TypeAlias = Annotated[
    str | None,
    typer.Option("--layers", metavar="WHOSE", help="gold, a NAME, NAME,NAME or majority:N."),
]
Group: TypeAlias = Annotated[bool, typer.Option("--group", help="Labels by group: ACTOR, LAW, EVENT, …")]
Priority: TypeAlias = Annotated[
    str,
    typer.Option(
        "--priority", metavar="LABEL,…", help="Labels or groups that win in doc.ents, before the longest does."
    ),
]
EntsGroup: TypeAlias = Annotated[
    str | None, typer.Option("--ents-group", metavar="GROUP", help="The only group in doc.ents.")
]
Where: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="KEY=VALUE", help="Only such spans in doc.ents; unset counts as the default."),
]
SpansKey: TypeAlias = Annotated[str, typer.Option("--spans-key", metavar="KEY", help="The group of all spans.")]
How: TypeAlias = Literal["fragments", "covering", "drop"]
Discontinuous: TypeAlias = Annotated[
    How, typer.Option("--discontinuous", help="Spans of several fragments: one by one, what covers them, or none.")
]


def policy_of(
    group: bool,
    priority: str,
    ents_group: str | None,
    where: Sequence[str] | None,
    spans_key: str,
    discontinuous: How,
    *,
    rel: bool = False,
) -> Policy:
    """The policy that the options ask for.

    Raises:
        Fault: where a ``--where`` names no attribute and value.
    """
    from workbench.training.policy import Policy

    names = tuple(name.strip() for name in priority.split(",") if name.strip())
    return Policy(group, names, ents_group, pairs(where), spans_key, discontinuous, rel)


def pairs(where: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """The attributes and values of every ``--where``.

    Raises:
        Fault: where one names none.
    """
    return tuple(map(_pair, where or ()))


def _pair(text: str) -> tuple[str, str]:
    from workbench.core.fault import Fault

    key, equals, value = text.partition("=")
    if not (key and equals and value):
        raise Fault(f"--where {text} names no attribute and value", "Write --where mention=name")
    return key, value
