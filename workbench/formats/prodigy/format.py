"""Prodigy as a format: how it is known, and what it can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.jsonfile import encoded, first, is_list
from workbench.formats.prodigy.reading import read_tasks
from workbench.formats.prodigy.writing import tasks
from workbench.formats.source import Source

SURE: Final = ("_input_hash", "_task_hash", "_session_id", "_annotator_id", "_view_id")
OTHERS: Final = ("label", "labels", "entities", "annotations", "sents", "ents", "doc_key", "full_text", "passages")
"""Keys that other formats have beside a text; as lists they are theirs, though Prodigy's hashes came along as meta."""


class _Prodigy:
    """The reader and the writer."""

    name = "prodigy"
    title = "Prodigy JSONL"
    suffix = ".jsonl"
    capability = Capability(
        text="yes",
        subtoken="changed",
        blanks="no",
        overlap="yes",
        same="yes",
        discontinuous="no",
        relations="yes",
        labels="yes",
        annotators="yes",
        rejected="yes",
        status="changed",
        scores="yes",
        meta="yes",
    )

    def sniff(self, source: Source) -> float:
        """By the hashes and ids that only Prodigy writes; or by tasks that nobody has answered yet."""
        task = first(source)
        if not isinstance(task, dict) or any(isinstance(task.get(key), list) for key in OTHERS):
            return 0.0
        if any(key in task for key in SURE):
            return 0.95
        if "answer" in task and "text" in task or _has_tokens(task):
            return 0.9
        plain = isinstance(task.get("text"), str) and not any(key in task for key in OTHERS)
        return 0.0 if not plain or is_list(source) else 0.6 if "spans" in task or "options" in task else 0.2

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document a line; the lines that several annotators wrote of one text have the same text.

        Raises:
            Fault: where the file is no JSON at all.
        """
        return read_tasks(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """One line a reading, and one for a document without any."""
        with sink.file(f"prodigy{self.suffix}") as file:
            for document in documents:
                for task in tasks(document, ledger):
                    file.write(encoded(task) + b"\n")


def _has_tokens(task: dict[str, Any]) -> bool:
    """Whether it has tokens as Prodigy counts them, with spans."""
    tokens = task.get("tokens")
    if not isinstance(task.get("text"), str) or not isinstance(tokens, list) or "ents" in task:
        return False
    return bool(tokens) and isinstance(tokens[0], dict) and {"text", "start", "end"} <= tokens[0].keys()


FORMAT: Final = _Prodigy()
