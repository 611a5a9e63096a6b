"""The corpus: documents read, viewed and written a file at a time, so that no more than one file is in memory."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from workbench.core.ledger import Ledger
from workbench.training.choosing import Pick
from workbench.training.folder import Folder
from workbench.training.gold import Gold
from workbench.training.longer import Lengthy
from workbench.training.lossless import Ann
from workbench.training.misaligned import misaligned_lines
from workbench.training.source import Source
from workbench.training.spacyfile.choice import Writer
from workbench.training.views.batch import batch
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.scene import scene
from workbench.training.views.view import view

DOCUMENTS: Final = 2_000
TOKENS: Final = 1_000_000
"""A file holds at most so many documents or tokens (or one longer document), because spaCy reads each file whole."""
MISALIGNED: Final = "misaligned.jsonl"

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
)  # fmt: skip
"""In the order of the lossless part, because sorting its keys (and looking for circles) took half the time again."""


@dataclass(slots=True)
class Corpus:
    """A corpus being written.

    Attributes:
        source: where documents come from.
        lens, registry, ledger: what they are viewed with, and where losses are told.
        folder, writer: where files go, and how.
        advance: told how many more documents stand.
        parts: the numbers of each part written so far.
        files: the numbers of each ``.spacy`` file, by path.
        lengthy: places of spans by length.
    """

    source: Source
    lens: Lens
    registry: Registry
    ledger: Ledger
    folder: Folder
    writer: Writer
    advance: Callable[[int], object]
    parts: dict[str, Gold] = field(default_factory=dict)
    files: dict[str, Gold] = field(default_factory=dict)
    lengthy: Lengthy = field(default_factory=Lengthy)

    def write(self, parts: dict[str, list[Pick]]) -> None:
        """Write every part that has documents: its files, its relations, and what is misaligned in any of them.

        Raises:
            Fault: where the stored tokens of a document do not fit its text.
        """
        with _no_collector(), self.folder.open(MISALIGNED) as misaligned:
            for part, picks in parts.items():
                self.parts[part] = Gold()
                with ExitStack() as stack:
                    if picks:
                        relations = stack.enter_context(self.folder.open(f"relations/{part}.jsonl"))
                    for number, some in enumerate(batches(picks)):
                        gold = self._write_file(f"corpus/{part}/{number:04}.spacy", some, relations, misaligned)
                        self.parts[part].add(gold)

    def _write_file(self, path: str, picks: Sequence[Pick], relations: BinaryIO, misaligned: BinaryIO) -> Gold:
        found = batch(picks, self.source.texts([pick.document for pick in picks]))
        seen = scene(found, self.source.rows(picks), self.lens, self.registry, self.ledger)
        made = view(seen, rejections=self.source.rejections)
        self.lengthy.note(seen, made.group)
        misaligned.write(misaligned_lines(seen).encode())
        relations.write("".join(_line(ann) for ann in made.ann).encode())
        with self.folder.open(path) as file:
            self.writer.write(file, made.shard)
        self.files[path] = made.gold
        self.advance(len(picks))
        return made.gold


def batches(picks: Iterable[Pick]) -> Iterator[list[Pick]]:
    """Documents by file, in their order."""
    out: list[Pick] = []
    tokens = 0
    for pick in picks:
        if out and (len(out) == DOCUMENTS or tokens + pick.tokens > TOKENS):
            yield out
            out, tokens = [], 0
        out.append(pick)
        tokens += pick.tokens
    if out:
        yield out


def _line(ann: Ann) -> str:
    return _ENCODER.encode(ann) + "\n"


@contextmanager
def _no_collector() -> Iterator[None]:
    """Python's cycle collector rests: nothing here makes cycles, and looking for them took a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
