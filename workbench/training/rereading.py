"""Reading again: what spaCy finds in the files of an export, against what stands in manifest, ledger and ``ann``.

Run by :mod:`workbench.training.verify` as a process of its own: ``python -m workbench.training.rereading FOLDER``. It
prints a line of JSON for every so many documents read, and one for each difference.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.training.contract.manifest import File, Manifest
from workbench.training.verify import read_manifest

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

AT_ONCE: Final = 100
"""Documents between two lines of progress."""

_REL: Final = ("._.", "rel", None, None)
"""Where spaCy keeps ``doc._.rel``."""


@dataclass(slots=True)
class Findings:
    """What is wrong in one file: by kind how often, and the first place."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, where: str) -> None:
        """Count one more."""
        self.counts[kind] += 1
        self.first.setdefault(kind, where)

    def sentences(self, path: str) -> Iterator[str]:
        """One sentence a kind."""
        for kind, n in self.counts.items():
            yield f"{path}: {kind} ({n}, first in {self.first[kind]})"


def main() -> None:
    """Read the folder that the command line names."""
    import spacy

    folder = Path(sys.argv[1])
    manifest = read_manifest(folder)
    nlp = spacy.blank(manifest.lang)
    nlp.max_length = 10**12
    sums: Counter[str] = Counter()
    for part in manifest.counts:
        files = [f for f in manifest.files if f.counts and f.path.startswith(f"corpus/{part}/")]
        files = [file for file in files if (folder / file.path).is_file()]
        lines = _lines(folder / "relations" / f"{part}.jsonl")
        for file in files:
            sums += _read(folder, file, nlp, manifest, lines)
        if lines is not None and next(lines, None) is not None:
            _differs(f"relations/{part}.jsonl has more lines than corpus/{part} has documents")
    for sentence in _ledger(folder, sums):
        _differs(sentence)


def _read(folder: Path, file: File, nlp: Language, manifest: Manifest, lines: Iterator[Any] | None) -> Counter[str]:
    """Read one file and tell what differs; returns what was found in it."""
    from spacy.tokens import DocBin

    key = _spans_key(manifest)
    found: Counter[str] = Counter()
    findings = Findings()
    try:
        docs = DocBin().from_disk(folder / file.path).get_docs(nlp.vocab)
        for n, doc in enumerate(docs, 1):
            found += _document(doc, nlp, key, findings, lines)
            if n % AT_ONCE == 0:
                _tell({"documents": AT_ONCE, "tokens": 0})
    except Exception as error:  # whatever a damaged file makes spaCy raise is a difference, told by its kind alone
        _differs(f"{file.path} cannot be read by spaCy ({type(error).__name__})")
    _tell({"documents": found["documents"] % AT_ONCE, "tokens": found["tokens"]})
    for sentence in findings.sentences(file.path):
        _differs(sentence)
    for name, wanted in file.counts.model_dump().items() if file.counts else ():
        if found[name] != wanted:
            _differs(f"{file.path} holds {found[name]} {name}, and the manifest says {wanted}")
    return found


def _document(doc: Doc, nlp: Language, key: str, findings: Findings, lines: Iterator[Any] | None) -> Counter[str]:
    """What one document holds; what is wrong with it goes to the findings."""
    data: Any = doc.user_data
    text = doc.text  # spaCy joins it anew each time
    said = data.get("ann")
    where = said["meta"]["name"] if said else "a document"
    ann = said or {"spans": {}, "relations": []}
    if not said:
        findings.add("documents without `ann`", where)
    if not _cut_alike(doc, text, nlp):
        findings.add("documents that the installed tokenizer cuts otherwise: training would lose spans", where)
    if key not in doc.spans:
        findings.add(f"documents without the span group {key}", where)
    group = list(doc.spans[key]) if key in doc.spans else []
    for span in [*doc.ents, *group] if said else []:
        if why := _wrong(span, text, ann["spans"]):
            findings.add(why, f"{where} {span.id_}")
    if lines is not None and next(lines, None) != json.loads(json.dumps(ann)):
        findings.add("documents whose line in relations/ says something else", where)
    return Counter(
        documents=1,
        tokens=len(doc),
        missing=int((doc.to_array(["ENT_IOB"]) == 0).sum()),
        ents=len(doc.ents),
        spans=len(group),
        whole=len({span.id_.partition(".")[0] for span in group}),
        relations=len(ann["relations"]),
        rel=sum(value == 1.0 for labels in data.get(_REL, {}).values() for value in labels.values()),
    )


def _cut_alike(doc: Doc, text: str, nlp: Language) -> bool:
    """Whether the tokenizer of the pipeline to be trained cuts this text into the same tokens."""
    other = nlp.make_doc(text)
    mine, theirs = doc.to_array(["LENGTH", "SPACY"]), other.to_array(["LENGTH", "SPACY"])
    return mine.shape == theirs.shape and bool((mine == theirs).all())


def _wrong(span: Span, text: str, spans: Any) -> str:
    """What is wrong with a span, by the annotation that its id leads to; empty where nothing is."""
    name, _, fragment = span.id_.partition(".")
    said = spans.get(name)
    if said is None:
        return "spans whose id leads to no annotation"
    if said["label"] != span.label_:
        return "spans with another label than their annotation"
    if bool(span.kb_id_) != bool(said["links"]):
        return "spans with a link that their annotation has not, or without one that it has"
    at = said["at"]
    start, end = at[int(fragment) - 1] if fragment else (at[0][0], at[-1][1])
    edges = text[start : span.start_char] + text[span.end_char : end]
    inside = start <= span.start_char < span.end_char <= end
    return "" if inside and not edges.strip() else "spans that are not where their annotation is"


def _ledger(folder: Path, found: Counter[str]) -> Iterator[str]:
    """Views of the ledger that say another number than was read."""
    path = folder / "ledger.json"
    views = {row["view"]: row for row in json.loads(path.read_bytes())["views"]} if path.is_file() else {}
    for view, name in (*((same, same) for same in ("documents", "ents", "relations", "rel")), ("sc", "whole")):
        if view in views and views[view]["written"] != found[name]:
            yield f"ledger.json says that {view} has {views[view]['written']} written, and {found[name]} were read"


def _lines(path: Path) -> Iterator[Any] | None:
    """The records of a JSONL file; None where there is no such file."""
    return _records(path) if path.is_file() else None


def _records(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        yield from map(json.loads, file)


def _spans_key(manifest: Manifest) -> str:
    return manifest.policy["spans_key"]


def _differs(sentence: str) -> None:
    _tell({"difference": sentence})


def _tell(record: dict[str, Any]) -> None:
    print(json.dumps(record), flush=True)


if __name__ == "__main__":
    main()
