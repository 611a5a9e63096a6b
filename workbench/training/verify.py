"""Verifying: reading an export again, file by file and with spaCy, to see that it holds what it says it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.training.contract.manifest import Manifest
from workbench.training.folder import MANIFEST
from workbench.training.outside import told

_READER = "workbench.training.rereading"


@dataclass(slots=True)
class VerifyReport:
    """What was read, and one sentence for every difference from what the export says of itself."""

    files: int = 0
    documents: int = 0
    tokens: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def to_json(self) -> dict[str, Json]:
        """The report for ``--json``."""
        return {
            "files": self.files,
            "documents": self.documents,
            "tokens": self.tokens,
            "differences": list(self.differences),
        }


def verify(folder: Path, advance: Callable[[int], object] = lambda n: None) -> VerifyReport:
    """Compare an export with its manifest, its ledger and its own annotations.

    Hashes are compared here; tokens, spans and counts in a process of its own, because spaCy is heavy.

    Args:
        folder: the export.
        advance: told how many more documents were read.

    Raises:
        Fault: where the folder is no export, or spaCy cannot be run.
    """
    manifest = read_manifest(folder)
    report = VerifyReport()
    for sentence in _files(folder, manifest):
        report.differences.append(sentence)
    report.files = len(manifest.files)
    if any((folder / file.path).is_file() for file in manifest.files if file.counts):
        _reread(folder, report, advance)
    return report


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export.

    Raises:
        Fault: where there is none, or none of a form that is known.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise Fault(f"{folder.name} holds no export", f"Name a folder with a {MANIFEST}")
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "the file"
        raise Fault(
            f"{folder.name}/{MANIFEST} is not as this version writes it (at {place})", "Export again"
        ) from error


def _files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Files that are missing or changed, and corpus files that nobody wrote down."""
    for file in manifest.files:
        path = folder / file.path
        if not path.is_file():
            yield f"{file.path} is missing"
        elif _digest(path) != file.sha256:
            yield f"{file.path} is not the file that was written: its SHA-256 differs"
    known = {file.path for file in manifest.files}
    for path in sorted((folder / "corpus").rglob("*.spacy")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            yield f"{name} is not in the manifest, but spaCy would train on it"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reread(folder: Path, report: VerifyReport, advance: Callable[[int], object]) -> None:
    """Let spaCy read the corpus in another process, which says a line of JSON for every piece of work."""
    lines = told(
        _READER, [str(folder)], failed="spaCy could not read the corpus again",
        cure="See that spaCy is installed and loads",
    )  # fmt: skip
    for line in lines:
        _take(line, report, advance)


def _take(line: dict[str, Any], report: VerifyReport, advance: Callable[[int], object]) -> None:
    if "documents" in line:
        report.documents += line["documents"]
        report.tokens += line["tokens"]
        advance(line["documents"])
    else:
        report.differences.append(line["difference"])
