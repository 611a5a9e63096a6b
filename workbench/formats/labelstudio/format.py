"""Label Studio as a format: how it is known, and what it can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.jsonfile import first
from workbench.formats.jsonlist import write_list
from workbench.formats.labelstudio.config import CONFIGS, Controls
from workbench.formats.labelstudio.reading import read_tasks
from workbench.formats.labelstudio.task import TASK, is_minimal
from workbench.formats.labelstudio.writing import task
from workbench.formats.source import Source

TASKS: Final = "tasks.json"


class _LabelStudio:
    """The reader and the writer."""

    name = "labelstudio"
    title = "Label Studio JSON"
    suffix = ""
    capability = Capability(
        text="yes",
        subtoken="yes",
        blanks="yes",
        overlap="yes",
        same="yes",
        discontinuous="no",
        attributes="yes",
        links="yes",
        relations="yes",
        symmetric="yes",
        labels="yes",
        notes="changed",
        annotators="yes",
        status="changed",
        scores="yes",
        meta="yes",
    )

    def sniff(self, source: Source) -> float:
        """By the shape of a task, or of one annotation with its task; JSON_MIN by its annotation's number."""
        record = first(source)
        if not isinstance(record, dict):
            return 0.0
        if isinstance(record.get("data"), dict):
            work = any(key in record for key in ("annotations", "completions", "predictions"))
            return 0.95 if work else 0.7 if record.keys() <= TASK else 0.0
        if isinstance(record.get("result"), list) and "task" in record:
            return 0.9
        return 0.9 if is_minimal(record) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """The labelling config."""
        return CONFIGS

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document a task.

        Raises:
            Fault: where the file is no JSON at all, or the config beside it is broken.
        """
        return read_tasks(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """The tasks, and the labelling config of a project that takes them.

        Raises:
            Fault: for a unit of offsets that Label Studio never had.
        """
        unit = options.unit or "codepoint"
        if unit not in ("codepoint", "utf16"):
            raise Fault(f"Label Studio never counted offsets in {unit}", "It counts codepoint, and utf16 until 1.3")
        controls = Controls(options.labels, options.relation_labels)
        with sink.file(TASKS) as file:
            write_list((task(n, one, unit, controls, ledger) for n, one in enumerate(documents, 1)), file)
        with sink.file(CONFIGS[0]) as file:
            file.write(controls.xml().encode())


FORMAT: Final = _LabelStudio()
