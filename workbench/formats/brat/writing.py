"""Writing brat: for each reading a text and its annotations, and one configuration for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.brat.conf import NAME, Configuration, nameable, written
from workbench.formats.brat.naming import Files, Names
from workbench.formats.brat.standoff import Standoff
from workbench.formats.exchange import Document, Reading
from workbench.formats.format import Sink, WriteOptions

NO_NAME = "whose it is stands nowhere: brat has no annotators"
FOLDER = "the person became a folder, its kind was left out"


def write_folder(documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
    """Write everything; the documents are held until all are known, because names must not clash.

    Raises:
        Fault: for offsets in a normal form, which does not lie along every text.
    """
    if options.unit in ("nfc", "nfd"):
        raise Fault(f"brat is not written with offsets in {options.unit}", "Leave the unit out")
    every = list(documents)
    names, files = _names(every, options), Files()
    conf = _configuration(names, options)
    symmetric = _symmetric(every)
    conf.symmetric = {names.of("relation", label) for label in symmetric}
    several = len({reading.annotator for document in every for reading in document.readings}) > 1
    several = several or any(len(document.readings) > 1 for document in every)
    for document in every:
        name = files.of(document.name)
        if name != document.name:
            ledger.change("documents", "name", "", "a file must be called otherwise", f"{document.name} → {name}")
        folders = _folders(document.readings, names, several, ledger, document.name)
        for folder, reading in zip(folders, document.readings or (Reading(),), strict=True):
            standoff = Standoff(document, names, conf, frozenset(options.events), symmetric, ledger)
            _write(sink, f"{folder}{name}.txt", document.text or "")
            _write(sink, f"{folder}{name}.ann", "".join(standoff.lines(reading, options.unit or "codepoint")))
    fit, refused = nameable(conf)
    for name in refused:
        ledger.change("documents", "configuration", name, "it cannot stand in annotation.conf", NAME)
    _write(sink, NAME, written(fit))


def _write(sink: Sink, name: str, text: str) -> None:
    with sink.file(name) as file:
        file.write(text.encode())


def _folders(readings: Sequence[Reading], names: Names, several: bool, ledger: Ledger, document: str) -> list[str]:
    """The folder of each reading with its ``/``: none where one person did everything."""
    if not several or not readings:
        for reading in readings:
            if reading.annotator:
                ledger.change("documents", "annotator", reading.annotator, NO_NAME, document)
        return [""] * max(1, len(readings))
    seen: Counter[str] = Counter()
    out: list[str] = []
    for reading in readings:
        folder = names.of("annotator", reading.annotator)
        seen[folder] += 1
        if reading.kind == "model" or folder != reading.annotator or seen[folder] > 1:
            ledger.change("documents", "annotator", reading.annotator, FOLDER, document)
        out.append(f"{folder}/" if seen[folder] == 1 else f"{folder}-{seen[folder]}/")
    return out


def _names(documents: Iterable[Document], options: WriteOptions) -> Names:
    """The names of everything, those that need no change reserved."""
    names, events = Names(), frozenset(options.events)
    names.reserve("label", (label for label in options.labels if label not in events))
    names.reserve("event", events)
    names.reserve("relation", options.relation_labels)
    for document in documents:
        names.reserve("annotator", (reading.annotator for reading in document.readings))
        for reading in document.readings:
            for span in reading.spans:
                names.reserve("event" if span.label in events else "label", [span.label])
            names.reserve("relation", (relation.label for relation in reading.relations))
            names.reserve("role", (relation.label for relation in reading.relations))
            for attributes in [item.attributes for item in reading.spans] + [r.attributes for r in reading.relations]:
                names.reserve("attribute", (key for key, _ in attributes))
                names.reserve("value", (value for _, value in attributes))
    return names


def _configuration(names: Names, options: WriteOptions) -> Configuration:
    """The project's labels and relations; what the documents hold is added as they are written."""
    conf = Configuration()
    for label in options.labels:
        if label in options.events:
            conf.events[names.of("event", label)] = set()
        else:
            conf.spans[names.of("label", label)] = None
    for label in options.relation_labels:
        conf.relations[names.of("relation", label)] = (set(), set())
    return conf


def _symmetric(documents: Iterable[Document]) -> frozenset[str]:
    """The relation labels that never have a direction."""
    found = [r for document in documents for reading in document.readings for r in reading.relations]
    return frozenset({r.label for r in found if r.symmetric} - {r.label for r in found if not r.symmetric})
