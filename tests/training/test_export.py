"""The export as spaCy itself reads it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from tests.training.project import SCHEMA, pages, stored
from workbench.cli.main import main
from workbench.core.fault import Fault
from workbench.ingest.tokenizer import Tokenizer
from workbench.store.annotators import join
from workbench.store.database import Database
from workbench.training import corpus
from workbench.training.policy import Policy
from workbench.training.project import Wishes, export_project
from workbench.training.verify import verify

PAGES = {page.name: page for page in pages(12)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    url = str(folder / "p.db")
    stored(url, PAGES.values(), annotators=("ana", "ben", "cleo")).close()
    run(url, "ana", folder / "out", layers="ana")
    return url, folder / "out"


def run(
    url: str,
    handle: str,
    out: Path,
    *,
    stood: list[tuple[int, int]] | None = None,
    advance: Callable[[int, int], object] | None = None,
    **wishes: Any,
) -> dict[str, Any]:
    told = advance or (lambda done, all: stood.append((done, all)) if stood is not None else None)
    with Database.open(url) as database:
        with database.reading() as connection:
            me = join(connection, handle).id
        done = export_project(database, me, out, Wishes(**wishes), lambda lang: Tokenizer(lang).fingerprint, told)
        return done.to_json()


def docs(out: Path, part: str = "*") -> list[Doc]:
    vocab = spacy.blank("en").vocab
    paths = sorted(out.glob(f"corpus/{part}/*.spacy"))
    return [doc for path in paths for doc in DocBin().from_disk(path).get_docs(vocab)]


def files(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_every_span_is_the_slice_it_says(made: tuple[str, Path]) -> None:
    found = docs(made[1])
    assert len(found) == len(PAGES)
    for doc in found:
        ann = doc.user_data["ann"]
        page = PAGES[ann["meta"]["name"]]
        assert doc.text == page.text
        fragments = {(a, b) for span in page.spans for a, b in span.fragments}
        for span in [*doc.ents, *doc.spans["sc"]]:
            assert page.text[span.start_char : span.end_char] == span.text
            assert (span.start_char, span.end_char) in fragments
        for number, span in ((int(key[1:]), value) for key, value in ann["spans"].items()):
            own = next(s for s in page.spans if s.n == number)
            assert [tuple(at) for at in span["at"]] == list(own.fragments)
            assert span["label"] == SCHEMA.label_name(own.label)
            assert {(k, v) for k, values in span["attributes"].items() for v in values} == set(own.attributes)
        assert {(r["label"], r["head"], r["child"]) for r in ann["relations"]} == {
            (SCHEMA.relation_name(r.label), f"s{r.head}", f"s{r.tail}") for r in page.relations
        }


def test_ids_lead_from_the_group_to_the_annotation(made: tuple[str, Path]) -> None:
    for doc in docs(made[1]):
        spans = doc.user_data["ann"]["spans"]
        for span in doc.spans["sc"]:
            own = spans[span.id_.partition(".")[0]]
            assert own["label"] == span.label_
            assert (span.start_char, span.end_char) in {tuple(at) for at in own["at"]}


def test_what_only_a_dropped_span_covers_is_missing(made: tuple[str, Path]) -> None:
    for doc in docs(made[1]):
        page = PAGES[doc.user_data["ann"]["meta"]["name"]]
        entities = {token.i for ent in doc.ents for token in ent}
        spoken = [f for span in page.spans for f in span.fragments] + [(z.start, z.end) for z in page.zones]
        for token in doc:
            touched = any(a < token.idx + len(token) and token.idx < b for a, b in spoken)
            wanted = "BI" if token.i in entities else " " if touched else "O"
            assert (token.ent_iob_ or " ") in wanted, (doc.text[token.idx : token.idx + 20], token.ent_iob_)


def test_the_books_balance(made: tuple[str, Path]) -> None:
    ledger = json.loads((made[1] / "ledger.json").read_text())
    lost: Counter[str] = Counter()
    for row in ledger["dropped"]:
        lost[row["view"]] += row["n"]
    spans = sum(len(page.spans) for page in PAGES.values())
    views = {view["view"]: view for view in ledger["views"]}
    for name, view in views.items():
        assert view["written"] + lost[name] == view["selected"], name
    assert views["ents"]["selected"] == views["sc"]["selected"] == spans
    found = docs(made[1])
    assert views["ents"]["written"] == sum(len(doc.ents) for doc in found)
    ids = {(doc.user_data["ann"]["doc"], span.id_.partition(".")[0]) for doc in found for span in doc.spans["sc"]}
    assert views["sc"]["written"] == len(ids)
    lines = (made[1] / "misaligned.jsonl").read_text().splitlines()
    inside = [row["n"] for row in ledger["dropped"] if row["view"] == "sc" and "inside a token" in row["why"]]
    assert len(lines) == sum(inside)
    one = json.loads(lines[0])
    assert (one["text"], one["expand"]["text"], one["contract"]) == ("U.S.", "U.S.-made", None)


def test_document_labels_are_cats(made: tuple[str, Path]) -> None:
    for doc in docs(made[1]):
        [label] = PAGES[doc.user_data["ann"]["meta"]["name"]].labels
        other = {"defence": "trade", "trade": "defence"}[label.value]
        assert doc.cats == {f"topic={label.value}": 1.0, f"topic={other}": 0.0}


def test_the_manifest_tells_every_file(made: tuple[str, Path]) -> None:
    import hashlib

    told = json.loads((made[1] / "manifest.json").read_text())
    found = files(made[1])
    assert {f["path"]: f["sha256"] for f in told["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in found.items() if name != "manifest.json"
    }
    assert told["schema"]["sha256"] == SCHEMA.sha256
    assert told["schema"]["finished_under"] == {"1": len(PAGES)}
    assert told["tokenizer"] == {
        "installed": Tokenizer("en").fingerprint,
        "documents": {Tokenizer("en").fingerprint: len(PAGES)},
    }
    assert sum(part["documents"] for part in told["counts"].values()) == len(PAGES)


def test_labels_are_what_spacy_would_write(made: tuple[str, Path]) -> None:
    from spacy.training import Corpus

    for name in ("ner", "spancat"):
        nlp = spacy.blank("en")
        pipe = nlp.add_pipe(name)
        corpus = Corpus(made[1] / "corpus/train")
        pipe.initialize(lambda corpus=corpus, nlp=nlp: corpus(nlp), nlp=nlp)
        written = json.loads((made[1] / f"labels/{name}.json").read_text())
        wanted = pipe.label_data
        if name == "ner":
            assert written == {str(move): dict(labels) for move, labels in wanted.items()}
        else:
            assert sorted(written) == sorted(wanted)


def test_the_same_project_gives_the_same_bytes(made: tuple[str, Path], tmp_path: Path) -> None:
    run(made[0], "ana", tmp_path / "again", layers="ana")
    assert files(tmp_path / "again") == files(made[1])


def test_the_split_is_kept_and_whole_clusters_stay_together(made: tuple[str, Path]) -> None:
    with Database.open(made[0]) as database, database.reading() as connection:
        rows = connection.rows("SELECT d.name, s.part FROM split s JOIN document d ON d.id = s.document_id")
    for part in ("train", "dev", "test"):
        names = {doc.user_data["ann"]["meta"]["name"] for doc in docs(made[1], part)}
        assert names == {name for name, kept in rows if kept == part}


def test_groups_replace_labels(made: tuple[str, Path], tmp_path: Path) -> None:
    run(made[0], "ana", tmp_path / "out", layers="majority:2", policy=Policy(group=True))
    assert {span.label_ for doc in docs(tmp_path / "out") for span in doc.spans["sc"]} == {"ACTOR", "LAW", "EVENT"}


def test_three_who_agree_are_their_majority(made: tuple[str, Path], tmp_path: Path) -> None:
    run(made[0], "ana", tmp_path / "out", layers="majority:3")
    for doc in docs(tmp_path / "out"):
        ann = doc.user_data["ann"]
        page = PAGES[ann["meta"]["name"]]
        assert Counter((s["label"], json.dumps(s["at"])) for s in ann["spans"].values()) == Counter(
            (SCHEMA.label_name(s.label), json.dumps([list(f) for f in s.fragments])) for s in page.spans
        )
        assert len(ann["relations"]) == len(page.relations)


def test_an_export_is_replaced_only_by_force(made: tuple[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(made[0], "ana", out, layers="ana")
    with pytest.raises(Fault, match="already holds an export"):
        run(made[0], "ana", out, layers="ana")
    (out / "stale").write_text("x")
    run(made[0], "ana", out, layers="ana", force=True)
    assert not (out / "stale").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("dear")
    with pytest.raises(Fault, match="something else in it"):
        run(made[0], "ana", mine, layers="ana", force=True)
    assert (mine / "thesis.txt").read_text() == "dear"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_unfinished_documents_are_left_out_and_counted(tmp_path: Path) -> None:
    url = str(tmp_path / "p.db")
    stored(url, list(PAGES.values())[:3], done=False).close()
    with pytest.raises(Fault, match="no finished document"):
        run(url, "ana", tmp_path / "out", layers="ana")
    assert not (tmp_path / "out").exists()


def test_colleagues_work_is_hidden_until_ones_own_is_finished(tmp_path: Path) -> None:
    url = str(tmp_path / "p.db")
    with stored(url, list(PAGES.values())[:3], annotators=("ana",)) as database, database.writing() as connection:
        join(connection, "ben")
    with pytest.raises(Fault, match="hidden from you"):
        run(url, "ben", tmp_path / "out", layers="ana")
    assert run(url, "ana", tmp_path / "out")["not_selected"] == []


@pytest.mark.parametrize(
    ("layers", "told"), [("nobody", "no annotator"), ("majority:x", "no number"), (",", "nobody"), (None, "Several")]
)
def test_selections_that_mean_nothing(made: tuple[str, Path], tmp_path: Path, layers: str | None, told: str) -> None:
    with pytest.raises(Fault, match=told):
        run(made[0], "ana", tmp_path / "out", layers=layers)


def test_the_command(made: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    assert main(["export", "spacy", out, "--layers", "ana", "--json", "--db", made[0], "--as", "ana"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(told["documents"].values()) == len(PAGES)
    assert main(["export", "spacy", out, "--layers", "ana", "--db", made[0], "--as", "ana"]) == 1


@pytest.mark.parametrize(
    "policy",
    [
        Policy(group=True, rel=True, spans_key="everything"),
        Policy(priority=("state", "LAW"), discontinuous="covering"),
        Policy(ents_group="LAW", where=(("modality", "planned"),), discontinuous="drop"),
    ],
)
def test_spacy_finds_what_the_export_says_under_every_policy(
    made: tuple[str, Path], tmp_path: Path, policy: Policy
) -> None:
    run(made[0], "ana", tmp_path / "out", layers="ana", policy=policy)
    assert verify(tmp_path / "out").differences == []
    for doc in docs(tmp_path / "out"):
        page = PAGES[doc.user_data["ann"]["meta"]["name"]]
        assert doc.text == page.text
        assert policy.spans_key in doc.spans
        for span in [*doc.ents, *doc.spans[policy.spans_key]]:
            assert page.text[span.start_char : span.end_char] == span.text


def test_relations_stand_in_files_as_in_the_documents(made: tuple[str, Path]) -> None:
    for part in ("train", "dev", "test"):
        lines = (made[1] / f"relations/{part}.jsonl").read_text().splitlines()
        assert [json.loads(line) for line in lines] == [
            json.loads(json.dumps(doc.user_data["ann"])) for doc in docs(made[1], part)
        ]


def test_a_large_part_stands_in_several_files(
    made: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "DOCUMENTS", 3)
    stood: list[tuple[int, int]] = []
    run(made[0], "ana", tmp_path / "out", stood=stood, layers="ana")
    paths = sorted(path.name for path in (tmp_path / "out/corpus/train").iterdir())
    assert paths == [f"{n:04}.spacy" for n in range(len(paths))]
    assert len(paths) == -(-len(docs(made[1], "train")) // 3)
    whole = {doc.user_data["ann"]["doc"]: doc.to_json() for doc in docs(made[1])}
    assert {doc.user_data["ann"]["doc"]: doc.to_json() for doc in docs(tmp_path / "out")} == whole
    assert stood[0] == (0, len(PAGES)) and stood[-1] == (len(PAGES), len(PAGES))
    assert json.loads((tmp_path / "out/ledger.json").read_text()) == json.loads((made[1] / "ledger.json").read_text())


def test_an_interrupt_leaves_the_old_export_whole(made: tuple[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(made[0], "ana", out, layers="ana")
    before = files(out)

    def interrupt(done: int, all: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(made[0], "ana", out, advance=interrupt, layers="ana", force=True)
    assert files(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_command_takes_every_wish_and_verifies(
    made: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wishes = "--group --rel --priority EVENT,act --ents-group EVENT --where modality=planned --discontinuous covering"
    out = ["export", "spacy", str(tmp_path / "out"), *wishes.split(), "--spans-key", "all", "--verify", "--json"]
    assert main([*out, "--layers", "ana", "--db", made[0], "--as", "ana"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verified"]["differences"] == []
    assert told["verified"]["documents"] == len(PAGES)
    planned = {(s.label, a) for page in PAGES.values() for s in page.spans for a in s.attributes}
    assert ("meeting", ("modality", "planned")) in planned
    assert {ent.label_ for doc in docs(tmp_path / "out") for ent in doc.ents} == {"EVENT"}
    assert main(["export", "spacy", str(tmp_path / "no"), "--where", "x", "--db", made[0], "--as", "ana"]) == 1
    assert main(["export", "spacy", str(tmp_path / "no"), "--where", "x=y", "--db", made[0], "--as", "ana"]) == 1
    assert not (tmp_path / "no").exists()
