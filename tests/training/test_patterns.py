"""Patterns find, in spaCy's own rulers, the names they were made from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import spacy
import srsly  # type: ignore[import-untyped]
from spacy.tokens import Doc

from tests.training.project import SCHEMA, Page, pages, stored
from workbench.cli.main import main
from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.store import annotators, entities, schemas
from workbench.store.commit import write
from workbench.store.database import Database
from workbench.training.patterns import NAMES, Pattern, Wish, patterns

ONE, TWO, OLD = (Entity(UUID(int=n), f"e{n}", f"Entry {n}") for n in (1, 2, 3))


def linked() -> list[Page]:
    """Names with links: one that always leads to one entry (once by way of a merged one), one that leads to two."""
    page = Page("linked")
    for words, link in (("Alma Holm", ONE.id), ("Alma Holm", OLD.id), ("Hugo", ONE.id), ("Hugo", TWO.id)):
        page.mark("person", page.say(words), links=(link,))
        page.say(" came. ")
    page.mark("person", page.say("Edda\n Brandt"))
    page.say(" and ")
    page.mark("person", page.say("Edda Brandt "))
    page.say("went; ")
    page.mark("state", page.say("ALMA"), attributes=())
    page.say("! ")
    page.mark("person", page.say(" "))
    return [page]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("patterns") / "p.db"
    database = stored(str(path), [*pages(20), *linked()], registry=(ONE, TWO, OLD))
    with database, database.writing() as connection:
        lead = annotators.by_handle(connection, "ana")
        assert lead is not None
        write(connection, entities.merge(OLD, ONE, lead.id), {OLD.id: 1})
    return str(path)


def made(url: str, ledger: Ledger | None = None, **wish: Any) -> list[Pattern]:
    with Database.open(url) as database, database.reading() as connection:
        lead = annotators.by_handle(connection, "ana")
        assert lead is not None
        return patterns(connection, lead.id, Wish(**wish), ledger or Ledger())


@pytest.mark.parametrize("form", ["tokens", "text"])
def test_the_rulers_find_every_name_they_were_made_from(url: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / "patterns.jsonl"
    assert main(["patterns", "export", str(out), "--form", form, "--db", url, "--as", "ana"]) == 0
    lines = list(srsly.read_jsonl(out))
    nlp = spacy.blank("en")
    spans: Any = nlp.add_pipe("span_ruler", config={"overwrite": True})
    spans.add_patterns(lines)
    flat: Any = nlp.add_pipe("entity_ruler")
    flat.from_disk(out)
    ids = {(line["label"], json.dumps(line["pattern"])): line.get("id", "") for line in lines}
    hits: Counter[str] = Counter()
    for page in [*pages(20), *linked()]:
        doc = nlp(page.text)
        found = {(span.label_, span.start_char, span.end_char): span.id_ for span in doc.spans["ruler"]}
        for span in page.spans:
            words = span.text(page.text).strip()
            if span.discontinuous or not words:
                continue
            start = page.text.index(words, span.start)
            place = doc.char_span(start, start + len(words))
            if place is None:
                continue
            label = SCHEMA.label_name(span.label)
            assert (label, place.start_char, place.end_char) in found, (label, words)
            pattern: Any = words if form == "text" else [{"ORTH": token.text} for token in place]
            assert found[label, place.start_char, place.end_char] == ids[label, json.dumps(pattern)]
            hits[label] += 1
        assert {(ent.label_, ent.start_char, ent.end_char) for ent in doc.ents} <= found.keys()
        assert doc.ents
    assert hits == _support(lines)
    for line in lines:
        words = line["pattern"]
        doc = nlp.make_doc(words) if form == "text" else Doc(nlp.vocab, [token["ORTH"] for token in words])
        (ent,) = flat(doc).ents
        assert len(ent) == len(doc) and (ent.label_, ent.ent_id_) == (line["label"], line.get("id", ""))


def _support(lines: list[dict[str, Any]]) -> Counter[str]:
    out: Counter[str] = Counter()
    for line in lines:
        out[line["label"]] += line["support"]
    return out


def test_ids_follow_merges_and_stand_only_where_links_agree(url: str) -> None:
    ledger = Ledger()
    found = {(one.name.label, one.name.words): one for one in made(url, ledger)}
    assert found["PERSON", ("Alma", "Holm")].id == str(ONE.id)
    assert found["PERSON", ("Alma", "Holm")].support >= 2
    assert found["PERSON", ("Hugo",)].id is None
    assert found["PERSON", ("Edda", "\n ", "Brandt")].id is None
    assert found["STATE", ("ALMA",)].support == 1
    told: Any = ledger.to_json()
    assert [(row["what"], row["where"]) for row in told["changed"]] == [("pattern", ["linked s3"])]


def test_the_books_balance_and_say_what_is_no_pattern(url: str) -> None:
    ledger = Ledger()
    found = made(url, ledger, least=3)
    assert all(one.support >= 3 for one in found) and found
    view = ledger.views["patterns"]
    assert view.selected == sum(len(page.spans) for page in [*pages(20), *linked()])
    assert view.written == sum(one.support for one in found)
    told: Any = ledger.to_json()
    assert {row["why"] for row in told["dropped"]} == {
        "discontinuous: a pattern is one run of tokens",
        "starts or ends inside a token",
        "white space only",
        "marked less often than --min asks",
    }


def test_labels_and_groups_narrow(url: str) -> None:
    assert {one.name.label for one in made(url, labels=("actor",))} == {"PERSON", "STATE"}
    assert {one.name.label for one in made(url, labels=("STATE", "law"))} == {"STATE", "ACT"}
    with pytest.raises(Fault, match="no label or group NOBODY"):
        made(url, labels=("NOBODY",))


def test_only_names_become_patterns_where_the_schema_tells_them(tmp_path: Path) -> None:
    key, value = NAMES
    page = Page("one")
    page.mark("person", page.say("Greta"))
    page.say(" said that ")
    page.mark("person", page.say("she"), attributes=((key, "pronoun"),))
    page.say(" left.")
    mention = Schema.model_validate(
        {
            "name": "m",
            "groups": {"actor": {}},
            "labels": {"person": {"group": "actor"}},
            "attributes": {key: {"labels": ["actor"], "values": {value: {}, "pronoun": {}}, "default": value}},
        }
    )
    with stored(str(tmp_path / "p.db"), [page]) as database, database.writing() as connection:
        lead = annotators.by_handle(connection, "ana")
        assert lead is not None
        schemas.put(connection, mention, lead.id)
    url = str(tmp_path / "p.db")
    assert [one.name.words for one in made(url)] == [("Greta",)]
    assert [one.name.words for one in made(url, where=())] == [("Greta",), ("she",)]
    assert [one.name.words for one in made(url, where=((key, "pronoun"),))] == [("she",)]


def test_the_same_project_gives_the_same_bytes(url: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert main(["patterns", "export", str(tmp_path / name), "--db", url, "--as", "ana"]) == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert main(["patterns", "export", str(tmp_path / "a"), "--db", url, "--as", "ana"]) == 1


def test_patterns_of_a_doc_made_of_stored_words(url: str) -> None:
    """Token patterns do not depend on how a pipeline cuts a name: only on the words."""
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("span_ruler")
    ruler.add_patterns([one.to_json("tokens") for one in made(url)])
    doc = ruler(Doc(nlp.vocab, ["alma", "Holm", "Alma", "Holm"]))
    assert [(span.text, span.id_) for span in doc.spans["ruler"]] == [("Alma Holm", str(ONE.id))]
