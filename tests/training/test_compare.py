"""A model's predictions against finished layers: as spaCy scores them, with every miss where the text says."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from tests.training.project import SCHEMA, Page, pages, stored
from workbench.cli.main import main
from workbench.core.fault import Fault
from workbench.store import annotators
from workbench.store.database import Database
from workbench.training.compare import Comparison, Wish, compare
from workbench.training.policy import Policy

PAGES = {page.name: page for page in pages(30)}
LABELS = ["PERSON", "STATE", "ACT", "MEETING"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("compare")
    path = str(folder / "p.db")
    stored(path, PAGES.values(), annotators=("ana", "ben")).close()
    assert main(["export", "spacy", str(folder / "out"), "--layers", "ana", "--db", path, "--as", "ana"]) == 0
    return path


@pytest.fixture(scope="module")
def gold(url: str) -> list[Doc]:
    vocab = spacy.blank("en").vocab
    paths = sorted((Path(url).parent / "out").glob("corpus/*/*.spacy"))
    return [doc for path in paths for doc in DocBin().from_disk(path).get_docs(vocab)]


def run(url: str, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["compare", *arguments, "--json", "--db", url, "--as", "ana"]) == 0
    return json.loads(capsys.readouterr().out)


def saved(path: Path, docs: list[Doc], *, told: bool = False) -> str:
    DocBin(docs=docs, store_user_data=told).to_disk(path)
    return str(path)


def disturbed(doc: Doc, chance: random.Random) -> Doc:
    """The words of a document with some of its spans: left out, grown, called something else, made up."""
    out = Doc(doc.vocab, [token.text for token in doc], [bool(token.whitespace_) for token in doc])
    for key, spans in (("ents", list(doc.ents)), ("sc", list(doc.spans["sc"]))):
        found: set[tuple[int, int, str]] = set()
        for span in spans:
            start, end, label = span.start, span.end, span.label_
            deed = chance.choice(["keep", "keep", "drop", "grow", "rename"])
            if deed == "grow":
                end = min(len(doc), end + 1)
            if deed != "drop":
                found.add((start, end, chance.choice(LABELS) if deed == "rename" else label))
        for _ in range(chance.randint(0, 4)):
            start = chance.randrange(len(doc))
            found.add((start, min(len(doc), start + chance.randint(1, 3)), chance.choice(LABELS)))
        made = [Span(out, start, end, label) for start, end, label in sorted(found)]
        if key == "ents":
            out.ents = spacy.util.filter_spans(made)
        else:
            out.spans["sc"] = made
    return out


def test_what_was_exported_is_all_right(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(url, capsys, str(Path(url).parent / "out" / "corpus"), "--layers", "ana")
    assert found["documents"] == len(PAGES) and found["misses"] == []
    assert [view["all"]["f1"] for view in found["views"]] == [1.0, 1.0]
    assert {row["label"] for row in found["views"][1]["labels"]} == set(SCHEMA.labels)


@pytest.mark.parametrize("seed", range(3))
def test_scores_are_those_of_spacys_own_scorer(
    url: str, gold: list[Doc], tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)
    said = [disturbed(doc, chance) for doc in gold]
    examples = [Example(one, other) for one, other in zip(said, gold, strict=True)]
    judged = {
        "ents": Scorer.score_spans(examples, "ents") | spacy.scorer.get_ner_prf(examples),
        "spans": Scorer.score_spans(
            examples, "sc", getter=lambda doc, key: doc.spans.get(key, []), allow_overlap=True, labeled=True
        ),
    }
    found = run(url, capsys, saved(tmp_path / "said.spacy", said), "--layers", "ana")
    for view, prefix in zip(found["views"], ("ents", "sc"), strict=True):
        scores = judged[view["view"]]
        for row in ({"label": None, **view["all"]}, *view["labels"]):
            wanted = (
                {key: scores[f"{prefix}_{key}"] for key in "prf"}
                if row["label"] is None
                else scores[f"{prefix}_per_type"].get(SCHEMA.label_name(row["label"]), dict.fromkeys("prf", 0.0))
            )
            for key, name in (("p", "precision"), ("r", "recall"), ("f", "f1")):
                assert (row[name] or 0.0) == pytest.approx(wanted[key]), (view["view"], row["label"], name)
    assert found["left_out"]["predictions_where_nothing_is_said"] > 0


def test_every_miss_is_where_the_text_says(
    url: str, gold: list[Doc], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)
    said = {doc.user_data["ann"]["meta"]["name"]: disturbed(doc, chance) for doc in gold}
    known = {doc.user_data["ann"]["meta"]["name"]: doc for doc in gold}
    found = run(url, capsys, saved(tmp_path / "said.spacy", list(said.values())), "--layers", "ana")
    kinds: Counter[str] = Counter()
    balance: Counter[tuple[str, str]] = Counter()
    for miss in found["misses"]:
        kinds[miss["error"]] += 1
        name, view = miss["document"], miss["view"]
        for side in miss["sides"]:
            (who,) = side["annotators"]
            doc = known[name] if who == "gold" else said[name]
            spans = list(doc.ents) if view == "ents" else list(doc.spans["sc"])
            there = Counter((SCHEMA_IDS[span.label_], span.start_char, span.end_char) for span in spans)
            for one in side["says"]:
                ((start, end),) = one["at"]
                assert there[one["what"], start, end]
                assert doc.text[start:end] == PAGES[name].text[start:end]
                assert miss["start"] <= start < end <= miss["end"]
            balance[view, who] += len(side["says"])
    assert set(kinds) >= {"missed", "spurious", "boundary", "label"}
    for view in found["views"]:
        numbers = view["all"]
        assert balance[view["view"], "gold"] >= numbers["gold"] - numbers["right"]
        assert balance[view["view"], "model"] >= numbers["predicted"] - numbers["right"]
    items = {(item["layer"], item["n"]) for miss in found["misses"] for s in miss["sides"] for item in s["items"]}
    with Database.open(url) as database, database.reading() as connection:
        stored_spans = {(str(_uuid(layer)), n) for layer, n in connection.rows("SELECT layer_id, n FROM span")}
    assert sum(item in stored_spans for item in items) > 20, "the reference's side is numbered as the layer is"


SCHEMA_IDS = {SCHEMA.label_name(id): id for id in SCHEMA.labels}


def _uuid(raw: bytes) -> Any:
    from workbench.store.connection import as_uuid

    return as_uuid(raw)


def test_each_kind_of_error_has_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = Page("one")
    for words in ("Alma Holm", "Hugo", "Ines Farago", "Karin"):
        page.mark("person", page.say(words))
        page.say(" spoke . ")
    path = str(tmp_path / "p.db")
    stored(path, [page]).close()
    nlp = spacy.blank("en")
    doc = nlp.make_doc(page.text)
    at = {token.text: token.i for token in doc}
    doc.ents = [
        Span(doc, at["Alma"], at["Alma"] + 1, "PERSON"),
        Span(doc, at["Hugo"], at["Hugo"] + 1, "STATE"),
        Span(doc, at["Ines"], at["Ines"] + 3, "ACT"),
        Span(doc, len(doc) - 1, len(doc), "PERSON"),
    ]
    found = run(path, capsys, saved(tmp_path / "x.spacy", [doc]))
    assert [(miss["view"], miss["error"], page.text[miss["start"] : miss["end"]]) for miss in found["misses"]] == [
        ("ents", "boundary", "Alma Holm"),
        ("ents", "label", "Hugo"),
        ("ents", "boundary+label", "Ines Farago spoke"),
        ("ents", "missed", "Karin"),
        ("ents", "spurious", "."),
    ]
    assert found["views"][0]["all"] == {
        "right": 0, "predicted": 4, "gold": 4, "precision": 0.0, "recall": 0.0, "f1": 0.0,
    }  # fmt: skip
    (state,) = (row for row in found["views"][0]["labels"] if row["label"] == "state")
    assert state["recall"] is None and state["recall_why"] == "the reference has nothing to find"


def model(folder: Path, url: str, *extra: str) -> Path:
    """A pipeline that says what patterns of the project say, in doc.ents and in a span group."""
    patterns = folder / "patterns.jsonl"
    assert main(["patterns", "export", str(patterns), "--layers", "ana", "--min", "2", "--db", url, "--as", "ana"]) == 0
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").from_disk(patterns)  # type: ignore[attr-defined]
    nlp.to_disk(folder / "ruler")
    return folder / "ruler"


def test_a_model_is_run_on_dev_as_the_text_was_cut(
    url: str, gold: list[Doc], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = model(tmp_path, url)
    found = run(url, capsys, str(path), "--layers", "ana")
    dev = sum(1 for _ in (Path(url).parent / "out" / "relations" / "dev.jsonl").open())
    assert (found["part"], found["documents"]) == ("dev", dev)
    found = run(url, capsys, str(path), "--layers", "ana", "--part", "all")
    assert [view["view"] for view in found["views"]] == ["ents"]
    nlp = spacy.load(path)
    said = [nlp(Doc(nlp.vocab, [t.text for t in d], [bool(t.whitespace_) for t in d])) for d in gold]
    judged = spacy.scorer.get_ner_prf([Example(one, other) for one, other in zip(said, gold, strict=True)])
    assert found["views"][0]["all"]["f1"] == pytest.approx(judged["ents_f"])
    assert 0.3 < found["views"][0]["all"]["f1"] < 1


def compared(url: str, path: Path, who: str = "ana", **wish: Any) -> Comparison:
    with Database.open(url) as database, database.reading() as connection:
        me = annotators.by_handle(connection, who)
        assert me is not None
        return compare(connection, me.id, path, Wish(**{"layers": "ana", **wish}))


def test_documents_are_known_by_their_text_and_strangers_are_counted(url: str, gold: list[Doc], tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    stranger = nlp.make_doc("Nobody knows this text.")
    stranger.ents = []
    found = compared(url, Path(saved(tmp_path / "x.spacy", [*gold[:3], gold[0], stranger])))
    assert (len(found.pairs), found.strangers, found.unread) == (3, 2, len(PAGES) - 3)
    names = {pair.reference.pick.name for pair in found.pairs}
    assert names == {doc.user_data["ann"]["meta"]["name"] for doc in gold[:3]}


def test_labels_that_the_schema_lacks_are_left_out_and_counted(url: str, gold: list[Doc], tmp_path: Path) -> None:
    doc = disturbed(gold[0], random.Random(0))
    doc.ents = [*doc.ents[:2], Span(doc, len(doc) - 1, len(doc), "GPE")]
    doc.spans["sc"] = []
    assert compared(url, Path(saved(tmp_path / "x.spacy", [doc]))).unknown == {"GPE": 1}
    doc.ents = [Span(doc, 0, 1, "ACTOR")]
    del doc.spans["sc"]
    with pytest.raises(Fault, match="says ACTOR, and the schema has no such label. Add --group"):
        compared(url, Path(saved(tmp_path / "y.spacy", [doc])))
    found = compared(url, tmp_path / "y.spacy", policy=Policy(group=True))
    assert [mark.label for mark in found.pairs[0].said["ents"]] in (["actor"], [])
    assert {mark.label for mark in found.pairs[0].reference.marks["ents"]} <= set(SCHEMA.groups)


@pytest.mark.parametrize(
    ("name", "wish", "told"),
    [
        ("nothing", {}, "neither a spaCy model nor a .spacy file"),
        ("text.txt", {}, "neither a spaCy model nor a .spacy file"),
        ("bad.spacy", {}, "spaCy could not read bad.spacy"),
        ("model", {}, "spaCy could not run model"),
        ("bad.spacy", {"part": "half"}, "There is no part half"),
        ("bad.spacy", {"layers": "gold"}, "no finished document"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    url: str, tmp_path: Path, name: str, wish: dict[str, Any], told: str
) -> None:
    (tmp_path / "text.txt").write_text("words")
    (tmp_path / "bad.spacy").write_bytes(b"no file of spaCy's")
    (tmp_path / "model").mkdir()
    for file in ("config.cfg", "meta.json"):
        (tmp_path / "model" / file).write_text("{}")
    with pytest.raises(Fault, match=told):
        compared(url, tmp_path / name, **wish)


def test_what_is_hidden_stays_hidden(url: str) -> None:
    with pytest.raises(Fault, match="hidden from you") as told:
        compared(url, Path(url).parent / "out" / "corpus", who="cleo") if _joined(url) else None
    assert "finished your own" in str(told.value)


def _joined(url: str) -> bool:
    with Database.open(url) as database:
        annotators.ensure(database, "cleo")
    return True


def test_the_forms_hold_no_text(url: str, gold: list[Doc], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(1)
    path = saved(tmp_path / "said.spacy", [disturbed(doc, chance) for doc in gold], told=False)
    whole = run(url, capsys, path, "--layers", "ana")
    command = ["compare", path, "--layers", "ana", "--db", url, "--as", "ana"]
    assert main([*command, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["view"], row["error"], row["start"]) for row in rows] == [
        (miss["view"], miss["error"], str(miss["start"])) for miss in whole["misses"]
    ]
    assert main([*command, "--json", "--out", str(tmp_path / "m.json")]) == 0
    assert json.loads((tmp_path / "m.json").read_text()) == whole
    assert "precision" in capsys.readouterr().out
    assert main([*command, "--out", str(tmp_path / "m.json")]) == 1
    assert "Security" not in json.dumps(whole) + str(rows)
    capsys.readouterr()
    assert main(command) == 0
    assert "Security Act" in capsys.readouterr().out, "the table for people shows a little text"
