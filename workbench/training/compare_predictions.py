"""Compare, the other side: what a model or ``.spacy`` files say, read by spaCy in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from workbench.core.fault import Fault
from workbench.training.outside import told

_READER: Final = "workbench.training.compare_reading"

Said: TypeAlias = tuple[str, int, int]
"""What a label is called, and its code points."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """What is said of one document: ``document`` is its id in words where it is known, ``sha256`` its text's.

    ``ents`` is None where nothing could have said any; ``groups`` are the span groups there are.
    """

    document: str | None
    sha256: str
    ents: Sequence[Said] | None
    groups: Mapping[str, Sequence[Said]]


def is_model(path: Path) -> bool:
    """Whether a path is a spaCy model rather than ``.spacy`` files.

    Raises:
        Fault: where it is neither.
    """
    if (path / "config.cfg").is_file() and (path / "meta.json").is_file():
        return True
    if not files(path):
        raise Fault(
            f"{path.name} is neither a spaCy model nor a .spacy file", "Name a folder such as training/ner/model-best"
        )
    return False


def files(path: Path) -> list[Path]:
    """The ``.spacy`` files at a path: itself, or all in the folder."""
    if path.is_dir():
        return sorted(path.rglob("*.spacy"))
    return [path] if path.is_file() and path.suffix == ".spacy" else []


def by_model(path: Path, spool: BinaryIO) -> Iterator[Predicted]:
    """What a model says of the documents whose words stand in the spool, in their order.

    Raises:
        Fault: where spaCy cannot run it.
    """
    failed, cure = f"spaCy could not run {path.name}", "See that `spacy.load` loads it"
    return map(_predicted, told(_READER, ["model", str(path)], failed=failed, cure=cure, stdin=spool))


def in_files(path: Path, lang: str) -> Iterator[Predicted]:
    """What ``.spacy`` files say of their documents.

    Raises:
        Fault: where spaCy cannot read one.
    """
    failed, cure = f"spaCy could not read {path.name}", "See that it is whole"
    return map(_predicted, told(_READER, ["files", lang, *map(str, files(path))], failed=failed, cure=cure))


def _predicted(said: Mapping[str, Any]) -> Predicted:
    ents = None if said["ents"] is None else _marks(said["ents"])
    return Predicted(said["doc"], said["sha256"], ents, {key: _marks(some) for key, some in said["groups"].items()})


def _marks(said: Sequence[Sequence[Any]]) -> list[Said]:
    return [(label, start, end) for label, start, end in said]
