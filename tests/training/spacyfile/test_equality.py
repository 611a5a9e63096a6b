"""spaCy reads the same from the direct writer as from its own: tokens, entities, groups, cats, data, of nasty texts.

Any slip in a head, an offset, a string's number or a column's order shows here as a difference.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus
from spacy.vocab import Vocab

from tests.training.spacyfile.shards import read, shard, texts
from workbench.training.shard import Shard
from workbench.training.spacyfile import direct, doc_path
from workbench.training.spacyfile.facts import facts

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def differ(made: Shard) -> list[tuple[int, str, object, object]]:
    """Where the two writers' files are read otherwise: document, what, the direct writer's, spaCy's."""
    ours, theirs = read(direct.write, made), read(doc_path.write, made)
    assert len(ours) == len(theirs) == len(made.words.lengths)
    return [
        (n, what, a[what], b[what])
        for n, (a, b) in enumerate(zip(ours, theirs, strict=True))
        for what in b
        if a[what] != b[what] or repr(a[what]) != repr(b[what])
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, max_size=6), st.integers(0, 2**32))
def test_any_texts(bodies: list[str], seed: int) -> None:
    made = shard(bodies, seed)
    assert not differ(made)
    assert [found["text"] for found in read(direct.write, made)] == bodies


@pytest.mark.parametrize("seed", range(3))
def test_nasty_documents(seed: int) -> None:
    bodies = texts(200, seed)
    made = shard(bodies, seed)
    assert not differ(made)
    assert [found["text"] for found in read(direct.write, made)] == bodies


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 125))
def test_five_thousand_nasty_documents(seed: int) -> None:
    assert not differ(shard(texts(200, seed), seed))


def test_a_shard_of_nothing() -> None:
    assert read(direct.write, shard([], 1)) == []
    assert not differ(shard([""], 1))
    assert not differ(shard(["", "", ""], 2))


def test_the_texts_hold_what_they_should() -> None:
    """Were the generator tame, the tests above would prove little."""
    made = [shard(texts(200, seed), seed) for seed in range(3)]
    assert any(len(form) > 32_767 for one in made for form in one.words.forms)
    assert any(0 in one.words.lengths for one in made)
    assert {one.sentence_starts is None for one in made} == {True, False}
    said = [found for one in made for found in read(direct.write, one)]
    iobs = {value[0] for found in said for value in found["entities"]}
    assert iobs == {0, 1, 2, 3}
    pairs = [pair for found in said for pair in pairwise(found["ents"])]
    assert any(one[1] == two[0] and one[4] == two[4] for one, two in pairs), "side by side with one label"
    groups = [group for found in said for group in found["groups"]]
    assert any(len({span[:2] for span in group[3]}) < len(group[3]) for group in groups), "same offsets"
    assert {key for key, *_ in groups} >= {"sc", "coref_clusters_1", "LAW"}
    assert {"LAW", "ORG"} <= {span[4] for group in groups for span in group[3]}, "reserved symbols as labels"


def test_a_file_is_made_of_the_shard_alone(tmp_path: Path) -> None:
    made = shard(texts(50, 5), 5)
    for name in ("one", "two"):
        with (tmp_path / name).open("wb") as file:
            direct.write(file, made)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_files_merge(tmp_path: Path) -> None:
    """``DocBin.merge`` wants the same columns, of our two files and of one of spaCy's own."""
    made = [shard(texts(20, seed), seed) for seed in range(20)]
    made = [one for one in made if one.sentence_starts is None][:3]
    bins = []
    for n, one in enumerate(made):
        with (tmp_path / "x.spacy").open("wb") as file:
            (doc_path.write if n == 2 else direct.write)(file, one)
        bins.append(DocBin(store_user_data=True).from_disk(tmp_path / "x.spacy"))
    bins[0].merge(bins[1])
    bins[0].merge(bins[2])
    again = DocBin(store_user_data=True).from_bytes(bins[0].to_bytes())
    expected = [found for one in made for found in read(direct.write, one)]
    assert [facts(doc) for doc in again.get_docs(Vocab())] == expected


def test_training_reads_a_folder_of_shards(tmp_path: Path) -> None:
    """The corpus that ``spacy train`` uses takes the files in the order of their names."""
    made = [shard([body for body in texts(30, seed) if body.strip()], seed) for seed in (1, 2)]
    for n, one in enumerate(made):
        with (tmp_path / f"{n:04}.spacy").open("wb") as file:
            direct.write(file, one)
    examples = list(Corpus(tmp_path)(spacy.blank("en")))
    expected = [found for one in made for found in read(direct.write, one)]
    assert [example.reference.text for example in examples] == [found["text"] for found in expected]
    for example, found in zip(examples, expected, strict=True):
        assert example.predicted.text == found["text"]
        assert facts(example.reference) == found


def test_an_extension_is_read_back() -> None:
    """What stands under spaCy's own key in the user data is ``doc._.rel`` for whoever registers it."""
    made = shard(texts(40, 3), 3)
    Doc.set_extension("rel", default=None, force=True)
    try:
        file = BytesIO()
        direct.write(file, made)
        found = [doc._.rel for doc in DocBin().from_bytes(file.getvalue()).get_docs(Vocab())]
    finally:
        Doc.remove_extension("rel")
    meant = [data.get(("._.", "rel", None, None)) for data in made.user_data]
    assert found == meant and any(found)
