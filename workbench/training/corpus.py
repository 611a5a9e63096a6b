"""The corpus: documents read, viewed and written a file at a time, so that no more than one file is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from workbench.core.ledger import Ledger
from workbench.training.choosing import Pick
from workbench.training.folder import Folder
from workbench.training.gold import Gold
from workbench.training.longer import Lengthy
from workbench.training.misaligned import misaligned_lines
from workbench.training.notation import json_line
from workbench.training.source import Source
from workbench.training.spacyfile.choice import Writer
from workbench.training.views.batch import batch
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.scene import Scene, scene
from workbench.training.views.view import View, view

DOCUMENTS: Final = 2_000
TOKENS: Final = 1_000_000
"""A file holds at most so many documents or tokens (or one longer document), because spaCy reads each file whole."""
MISALIGNED: Final = "misaligned.jsonl"


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
        with self.folder.open(MISALIGNED) as misaligned:
            for part, picks in parts.items():
                self.parts[part] = Gold()
                if picks:
                    with self.folder.open(f"relations/{part}.jsonl") as relations:
                        self._write_part(part, picks, relations, misaligned)

    def _write_part(self, part: str, picks: Sequence[Pick], relations: BinaryIO, misaligned: BinaryIO) -> None:
        for number, some in enumerate(batches(picks)):
            path = f"corpus/{part}/{number:04}.spacy"
            seen, made = self._view(some)
            self.lengthy.note(seen, made.group)
            misaligned.write(b"".join(misaligned_lines(seen)))
            relations.write(b"".join(line + b"\n" for line in made.lossless.written(json_line())))
            with self.folder.open(path) as file:
                self.writer.write(file, made.shard)
            self.files[path] = made.gold
            self.parts[part].add(made.gold)
            self.advance(len(some))

    def _view(self, picks: Sequence[Pick]) -> tuple[Scene, View]:
        found = batch(picks, self.source.texts([pick.document for pick in picks]))
        seen = scene(found, self.source.rows(picks), self.lens, self.registry, self.ledger)
        return seen, view(seen, rejections=self.source.rejections)


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
