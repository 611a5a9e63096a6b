"""Verifying: a sound export has no difference, and every kind of damage has its sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from tests.training import handmade
from workbench.core.fault import Fault
from workbench.core.json import sha256
from workbench.training.verify import verify

SHARD = "corpus/train/0000.spacy"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sound") / "out"
    handmade.write(out, handmade.made((4, 2, 1)))
    return out


@pytest.fixture
def out(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "out"))


def docs(out: Path) -> list[Doc]:
    return list(DocBin().from_disk(out / SHARD).get_docs(spacy.blank("en").vocab))


def replace(out: Path, name: str, data: bytes) -> None:
    """Put other bytes in a file and into the manifest, as a faulty writer would."""
    (out / name).write_bytes(data)
    told = handmade.read(out / "manifest.json")
    [file] = [file for file in told["files"] if file["path"] == name]
    file["sha256"] = sha256(data)
    (out / "manifest.json").write_text(handmade.pretty(told))


def test_a_sound_export_has_no_difference(sound: Path) -> None:
    steps: list[int] = []
    report = verify(sound, steps.append)
    assert report.differences == [] and report.ok
    assert report.documents == sum(steps) == 7
    assert report.tokens == sum(part["tokens"] for part in handmade.read(sound / "manifest.json")["counts"].values())


def test_what_a_run_leaves_is_no_difference(out: Path) -> None:
    (out / "training/ner").mkdir(parents=True)
    (out / "training/ner/meta.json").write_text("{}")
    (out / "project.lock").write_text("")
    assert verify(out).ok


def test_files_that_changed_or_vanished_or_came(out: Path) -> None:
    (out / "README.md").write_text("x")
    (out / "labels/ner.json").unlink()
    shutil.copy(out / SHARD, out / "corpus/dev/0001.spacy")
    assert verify(out).differences == [
        "README.md is not the file that was written: its SHA-256 differs",
        "labels/ner.json is missing",
        "corpus/dev/0001.spacy is not in the manifest, but spaCy would train on it",
    ]


def _moved(doc: Doc) -> None:
    doc.user_data["ann"]["spans"]["s1"]["at"] = [[0, 3]]


def _renamed(doc: Doc) -> None:
    doc.user_data["ann"]["spans"]["s2"]["label"] = "PERSON"


def _unlinked(doc: Doc) -> None:
    doc.user_data["ann"]["spans"]["s1"]["links"] = []


def _lost(doc: Doc) -> None:
    del doc.user_data["ann"]["spans"]["s1"]


def _bare(doc: Doc) -> None:
    doc.user_data.clear()


def _groupless(doc: Doc) -> None:
    del doc.spans["sc"]


def _cut_otherwise(doc: Doc) -> None:
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[4:6])


DAMAGES: list[tuple[Callable[[Doc], None], str]] = [
    (_moved, "spans that are not where their annotation is (2, first in train-0 s1)"),
    (_renamed, "spans with another label than their annotation (2, first in train-1 s2)"),
    (_unlinked, "spans with a link that their annotation has not, or without one that it has (2, first in train-2 s1)"),
    (_groupless, "documents without the span group sc (1, first in train-3)"),
    (
        _cut_otherwise,
        "documents that the installed tokenizer cuts otherwise: training would lose spans (1, first in train-4)",
    ),
    (_bare, "documents without `ann` (1, first in a document)"),
]


def test_every_fault_of_a_writer_is_found(tmp_path: Path) -> None:
    """Each of six documents gets a fault of its own, and the ledger and the lines of relations/ stay as they were."""
    out = tmp_path / "out"
    handmade.write(out, handmade.made((len(DAMAGES), 1, 0)))
    found = docs(out)
    for doc, (damage, _) in zip(found, DAMAGES, strict=True):
        damage(doc)
    replace(out, SHARD, DocBin(docs=found, store_user_data=True).to_bytes())
    told = verify(out).differences
    assert [f"{SHARD}: {sentence}" for _, sentence in DAMAGES if f"{SHARD}: {sentence}" not in told] == []
    assert f"{SHARD}: documents whose line in relations/ says something else (4, first in train-0)" in told


def test_an_id_that_leads_nowhere(out: Path) -> None:
    found = docs(out)
    _lost(found[0])
    replace(out, SHARD, DocBin(docs=found, store_user_data=True).to_bytes())
    assert any(
        "spans whose id leads to no annotation (2, first in train-0 s1)" in one for one in verify(out).differences
    )


def test_counts_are_compared_with_manifest_and_ledger(out: Path) -> None:
    replace(out, SHARD, DocBin(docs=docs(out)[:-1], store_user_data=True).to_bytes())
    told = verify(out).differences
    assert f"{SHARD} holds 3 documents, and the manifest says 4" in told
    assert "relations/train.jsonl has more lines than corpus/train has documents" in told
    assert any(
        sentence.startswith("ledger.json says that documents has 7 written, and 6 were read") for sentence in told
    )


def test_a_file_that_spacy_cannot_read(out: Path) -> None:
    replace(out, SHARD, b"nothing of the kind")
    assert any("cannot be read by spaCy" in sentence for sentence in verify(out).differences)


def test_a_folder_that_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="holds no export"):
        verify(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(Fault, match="not as this version writes it"):
        verify(tmp_path)
