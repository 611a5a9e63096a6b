"""Extracted texts in a project: what is stored, shown and passed over, with the libraries and without them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.extract.made import SENTENCES, article, docx, pdf
from tests.training.project import SCHEMA
from workbench.core.ids import document_id
from workbench.core.json import sha256
from workbench.ingest.extract.kinds import kind_of
from workbench.ingest.intake import Wishes, ingest
from workbench.store import documents, schemas
from workbench.store.annotators import join
from workbench.store.check import check
from workbench.store.database import Database

DIVIDED = pdf(["The trea-", "ty was signed."])


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Database]:
    with Database.create(str(tmp_path / "p.db")) as database:
        with database.writing() as connection:
            schemas.put(connection, SCHEMA, join(connection, "ana").id)
        yield database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    (path / "page.html").write_bytes(article(head="<title>Cables and ports</title>"))
    (path / "paper.pdf").write_bytes(DIVIDED)
    (path / "report.DOCX").write_bytes(docx(lambda document: document.add_paragraph("A report.")))
    (path / "scan.pdf").write_bytes(pdf([]))
    (path / "note.txt").write_text("A note.")
    return path


def run(database: Database | None, path: Path, **wishes: Any) -> dict[str, Any]:
    me = None
    if database is not None:
        with database.reading() as connection:
            me = join(connection, "ana").id
    return ingest(database, me, [path], Wishes(**wishes)).to_json()


def test_each_file_is_one_document_that_says_how_it_was_read(project: Database, folder: Path) -> None:
    got = run(project, folder)
    assert [(d["file"], d.get("extraction", {}).get("extractor")) for d in got["documents"]] == [
        ("note.txt", None), ("page.html", "trafilatura"), ("paper.pdf", "pypdf"), ("report.DOCX", "python-docx"),
    ]  # fmt: skip
    assert [(s["file"], s["reason"].partition(".")[0]) for s in got["skipped"]] == [
        ("scan.pdf", "has no text layer, as scans have none")
    ]
    paper = got["documents"][2]
    raw = hashlib.sha256(DIVIDED).hexdigest()
    text = "The treaty was signed."
    with project.reading() as connection:
        stored = documents.document(connection, "paper")
        assert documents.text(connection, stored.id) == text
        assert stored.id == document_id(raw, "extracted", sha256(text))
        assert (stored.file_sha256, stored.start, stored.end) == (raw, None, None)
        assert stored.meta == {"extraction": paper["extraction"]}
    assert check(project, full=True) == []


def test_the_same_files_again_change_nothing_and_a_dry_run_says_the_same(project: Database, folder: Path) -> None:
    (folder / "same.docx").write_bytes(docx(lambda document: [document.add_paragraph(s) for s in SENTENCES]))
    dry = run(project, folder, dry_run=True)
    assert run(None, folder, dry_run=True) == dry
    assert run(project, folder) == dry
    assert any(d["duplicates"] for d in dry["documents"]), "the page and the report are alike"
    assert run(project, folder)["documents"] == []


def test_kept_hyphens_make_another_text(project: Database, folder: Path) -> None:
    run(project, folder)
    [other] = run(project, folder, keep_hyphens=True)["documents"]
    assert (other["file"], other["characters"]) == ("paper.pdf", 24)


def test_whole_changes_nothing_of_extracted_text(folder: Path) -> None:
    assert run(None, folder, dry_run=True, whole=True) == run(None, folder, dry_run=True)


def test_without_a_library_each_of_its_files_says_the_cure_and_the_others_come_in(
    project: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("trafilatura", "pypdf", "docx"):
        monkeypatch.setitem(sys.modules, library, None)
    got = run(project, folder)
    assert [d["file"] for d in got["documents"]] == ["note.txt"]
    cure = "pip install 'annotation-workbench[ingest]'"
    assert [s["reason"] for s in got["skipped"]] == [
        f"cannot be read without {package}. {cure}" for package in ("trafilatura", "pypdf", "python-docx", "pypdf")
    ]


def test_plain_text_needs_none_of_the_libraries() -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from workbench.ingest.intake import Wishes, ingest\n"
        "ingest(None, None, [Path(sys.argv[1])], Wishes(dry_run=True))\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, __file__], capture_output=True, text=True, check=True)
    assert {"trafilatura", "pypdf", "docx", "lxml"}.isdisjoint(done.stdout.split())


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.HTM", b"", "html"),
        ("a.txt", b"<!DOCTYPE html><html>", None),
        ("a", b"\n<!doctype HTML>", "html"),
        ("a.md", b"# Title", None),
        ("a", b"%PDF-1.7", "pdf"),
        ("a.txt", b"What %PDF-1.7 means", None),
        ("a.bin", docx(lambda document: None), "docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
        ("a.zip", b"PK\x03\x04", None),
    ],
    ids=["suffix", "text", "doctype", "markdown", "pdf", "prose", "archive", "old word", "no word"],
)
def test_the_kind_of_a_file(name: str, data: bytes, kind: str | None) -> None:
    assert kind_of(name, data) == kind
