"""The registry as spaCy's knowledge base, made by the script that goes along with an export."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import spacy
from spacy.kb import InMemoryLookupKB

from tests.training import handmade
from workbench.core.entity import Entity
from workbench.training.ready.knowledge import final, knowledge_lines

ONE, TWO, THREE, FOUR = (UUID(int=n) for n in range(1, 5))


def test_an_entity_takes_the_names_of_those_merged_into_it() -> None:
    lines = knowledge_lines(
        [
            Entity(THREE, "the-pact", "The Pact", redirect=TWO),
            Entity(ONE, "nato", "NATO", "ORG", ("Alliance",)),
            Entity(TWO, "old-nato", "N.A.T.O.", aliases=("NATO", "the\u2028alliance"), redirect=ONE),
        ]
    )
    [told] = map(json.loads, lines.split("\n")[:-1])
    assert told == {
        "id": str(ONE),
        "slug": "nato",
        "name": "NATO",
        "kind": "ORG",
        "aliases": ["Alliance", "N.A.T.O.", "The Pact", "the\u2028alliance"],
    }


def test_a_circle_of_merges_ends() -> None:
    registry = {i: Entity(i, str(i), str(i), redirect=to) for i, to in ((ONE, TWO), (TWO, ONE), (FOUR, FOUR))}
    assert final(registry[ONE], registry).id == TWO
    assert final(registry[FOUR], registry).id == FOUR
    assert final(Entity(THREE, "gone", "gone", redirect=UUID(int=9)), registry).id == THREE


def test_the_script_makes_what_spacy_loads(tmp_path: Path) -> None:
    """Expected by hand: every name means its own entity, and counts every mention of the training part."""
    found = handmade.made((6, 1, 0))
    out = tmp_path / "out"
    handmade.write(out, found)
    arguments = ["code/make_kb.py", "kb/entities.jsonl", "corpus/train", "kb/knowledge_base"]
    done = subprocess.run([sys.executable, *arguments], cwd=out, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    base = InMemoryLookupKB(spacy.blank("en").vocab, entity_vector_length=64)
    base.from_disk(out / "kb/knowledge_base")
    assert sorted(base.get_entity_strings()) == sorted(map(str, handmade.IDS.values()))
    for name, id_ in handmade.IDS.items():
        mentions = sum(ent.text == name for doc in found.docs["train"] for ent in doc.ents)
        [candidate] = base.get_alias_candidates(name)
        assert (candidate.entity_, candidate.entity_freq) == (str(id_), mentions)
        assert candidate.prior_prob == 1.0
        assert abs(sum(x * x for x in candidate.entity_vector) - 1) < 1e-5


def test_a_shared_alias_is_weighed_by_its_uses(tmp_path: Path) -> None:
    lines = [Entity(ONE, "a", "Anna", aliases=("the minister",)), Entity(TWO, "b", "Bert", aliases=("the minister",))]
    (tmp_path / "entities.jsonl").write_text(knowledge_lines(lines), encoding="utf-8")
    nlp = spacy.blank("en")
    doc = nlp.make_doc("the minister spoke, the minister left")
    doc.set_ents([doc.char_span(a, a + 12, "PERSON", kb_id=str(ONE)) for a in (0, 20)])
    (tmp_path / "corpus").mkdir()
    spacy.tokens.DocBin(docs=[doc]).to_disk(tmp_path / "corpus/0000.spacy")
    script = Path(handmade.code("make_kb.py"))
    arguments = [str(script), "entities.jsonl", "corpus", "kb"]
    assert subprocess.run([sys.executable, *arguments], cwd=tmp_path).returncode == 0
    base = InMemoryLookupKB(nlp.vocab, entity_vector_length=64)
    base.from_disk(tmp_path / "kb")
    found = {one.entity_: round(one.prior_prob, 6) for one in base.get_alias_candidates("the minister")}
    assert found == {str(ONE): 0.75, str(TWO): 0.25}
