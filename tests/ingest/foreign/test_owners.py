"""Owners: every name gets a handle of its own, and work without a name is the importer's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.exchange import Kind, Reading
from workbench.ingest.foreign.owners import Owners
from workbench.store.annotators import HANDLE

KINDS: dict[str, str] = {"gold": "gold", "sol": "human", "net": "model"}
HUMAN: Kind = "human"
MODEL: Kind = "model"


def test_names_become_handles() -> None:
    owners = Owners("sol", None, dict(KINDS))
    given = [("", HUMAN), ("a b", HUMAN), ("a/b", HUMAN), ("net", HUMAN), ("", MODEL), ("sol", MODEL), ("gold", HUMAN)]
    assert [owners.of(Reading(name, kind))[0] for name, kind in given] == [
        "sol", "a-b", "a-b-2", "net-person", "model", "sol-model", "gold-person",
    ]  # fmt: skip
    assert owners.of(Reading("a/b", HUMAN)) == ("a-b-2", "human")
    assert owners.of(Reading("whoever", "gold")) == ("gold", "gold")


def test_the_word_of_the_importer_wins_for_people_alone() -> None:
    owners = Owners("sol", "mika", dict(KINDS))
    assert owners.of(Reading("ana", HUMAN)) == ("mika", "human")
    assert owners.of(Reading("net", MODEL)) == ("net", "model")


@given(st.lists(st.tuples(st.text(max_size=70), st.sampled_from([HUMAN, MODEL])), unique=True))
def test_different_names_never_share_a_handle(names: list[tuple[str, Kind]]) -> None:
    owners = Owners("sol", None, dict(KINDS))
    handles = [owners.of(Reading(name, kind))[0] for name, kind in names if name]
    assert all(HANDLE.fullmatch(handle) for handle in handles)
    assert len(set(handles)) == len(handles)
