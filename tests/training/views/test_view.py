"""The views as arrays, against the same rules span by span in plain Python."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from tests.training.cases import BLANK, ENTITIES, SCHEMA, cases, policies, tokens_of
from tests.training.reference import Case, Mark, Reference, Seen
from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.store.columns import Refused, unrolled
from workbench.store.texts import Text
from workbench.training.choosing import Pick
from workbench.training.notation import json_line
from workbench.training.policy import Policy
from workbench.training.shard import Group, Marks, Shard
from workbench.training.spacyfile import direct, doc_path
from workbench.training.spacyfile.facts import facts
from workbench.training.views.batch import batch
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.scene import scene
from workbench.training.views.view import View, view

REGISTRY = {entity.id: entity for entity in ENTITIES}


def looked_at(found: Sequence[Case], policy: Policy) -> tuple[View, Ledger]:
    """The documents through the arrays."""
    picks = [Pick(UUID(int=n), c.name, len(c.tokens), (), "ana", "human", 1, 1) for n, c in enumerate(found)]
    texts = [Text(case.text, *tokens_of(case.text), case.zones) for case in found]
    columns = replace(
        unrolled([case.layer for case in found], [[((a, b), label) for a, b, label in c.disputed] for c in found]),
        rejected=Refused(*zip(*[(i, *one) for i, c in enumerate(found) for one in c.rejected], strict=True))
        if any(case.rejected for case in found)
        else Refused(),
    )
    ledger = Ledger()
    seen = scene(batch(picks, texts), columns, Lens(SCHEMA, policy), Registry(REGISTRY), ledger)
    return view(seen, rejections=True), ledger


def marks_of(shard: Shard, marks: Marks, document: int) -> list[Mark]:
    """The marks of one document in words."""
    strings = shard.strings
    return [
        (strings[label], first, last, strings[id_], strings[kb])
        for d, first, last, label, kb, id_ in zip(
            *(getattr(marks, name).tolist() for name in ("document", "first", "last", "label", "kb_id", "id")),
            strict=True,
        )
        if d == document
    ]


def groups_of(shard: Shard, document: int) -> dict[str, list[Mark]]:
    """The span groups of one document."""
    found = {group.key: (group, marks_of(shard, group.marks, document)) for group in shard.groups}
    return {key: marks for key, (group, marks) in found.items() if marks or _everywhere(group)}


def _everywhere(group: Group) -> bool:
    return group.everywhere


@settings(max_examples=400, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=3), policies)
def test_the_arrays_say_what_the_rules_say(found: list[Case], policy: Policy) -> None:
    made, ledger = looked_at(found, policy)
    shard = made.shard
    reference = Reference(SCHEMA, REGISTRY, policy)
    wanted = [reference.see(case) for case in found]
    firsts = [sum(len(case.tokens) for case in found[:i]) for i in range(len(found) + 1)]
    for i, (case, seen) in enumerate(zip(found, wanted, strict=True)):
        forms = [shard.words.forms[k] for k in shard.words.ids[firsts[i] : firsts[i + 1]].tolist()]
        assert forms == [case.text[a:b] for a, b in zip(case.tokens.starts, case.tokens.ends, strict=True)]
        assert marks_of(shard, shard.ents, i) == seen.ents
        missing = shard.missing[firsts[i] : firsts[i + 1]].nonzero()[0].tolist()
        assert set(missing) == seen.missing
        groups = groups_of(shard, i)
        assert groups.pop(policy.spans_key) == seen.group
        assert [mark[:3] for mark in groups.pop("incorrect")] == seen.incorrect
        assert groups == seen.clusters
        assert dict(shard.cats[i]) == seen.cats
        assert shard.user_data[i].get(("._.", "rel", None, None)) == (seen.rel if policy.rel else None)
        assert_lossless(case, srsly.msgpack_loads(shard.user_data[i]["ann"], use_list=True), reference)
    lines = [json.loads(line) for line in made.lossless.written(json_line())]
    assert lines == [srsly.msgpack_loads(data["ann"], use_list=True) for data in shard.user_data]
    assert_ledger(ledger, wanted, policy)


@settings(max_examples=60, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=3), policies)
def test_both_writers_say_the_same_of_a_view(found: list[Case], policy: Policy) -> None:
    shard = looked_at(found, policy)[0].shard
    read = []
    for write in (direct.write, doc_path.write):
        file = BytesIO()
        write(file, shard)
        read.append([facts(doc) for doc in DocBin().from_bytes(file.getvalue()).get_docs(BLANK.vocab)])
    assert read[0] == read[1]
    assert [one["text"] for one in read[0]] == [case.text for case in found]


def assert_lossless(case: Case, ann: Any, reference: Reference) -> None:
    """Everything in the layer stands in ``ann``."""
    assert {
        id_: (said["label"], [tuple(at) for at in said["at"]], said["links"], said.get("note"))
        for id_, said in ann["spans"].items()
    } == {
        f"s{span.n}": (reference.name(span.label), list(span.fragments), [str(x) for x in span.links], span.note)
        for span in case.layer.spans.values()
    }
    for id_, said in ann["spans"].items():
        own = case.layer.spans[int(id_[1:])]
        assert {(key, value) for key, values in said["attributes"].items() for value in values} == set(own.attributes)
        assert said.get("label_id", said["label"]) == own.label
    assert [(r["id"], r["head"], r["child"]) for r in ann["relations"]] == [
        (f"r{r.n}", f"s{r.head}", f"s{r.tail}") for _, r in sorted(case.layer.relations.items())
    ]
    assert ann["labels"] == [[x.key, x.value] for _, x in sorted(case.layer.labels.items())]


def assert_ledger(ledger: Ledger, wanted: Sequence[Seen], policy: Policy) -> None:
    """The ledger tells of every loss, in sums that match."""
    ledger.check()
    told: Any = ledger.to_json()
    for kind in ("dropped", "changed"):
        expected: Counter[tuple[str, str, str]] = Counter()
        for seen in wanted:
            expected += seen.dropped if kind == "dropped" else seen.changed
        if not policy.rel:
            expected = Counter({key: n for key, n in expected.items() if key[0] != "rel"})
        got: Counter[tuple[str, str, str]] = Counter()
        for row in told[kind]:
            [beginning] = [why for v, _, why in expected if v == row["view"] and row["why"].startswith(why)][:1] or [
                "?"
            ]
            best = max(
                (why for v, _, why in expected if v == row["view"] and row["why"].startswith(why)), key=len, default="?"
            )
            got[row["view"], row["label"], best] += row["n"]
            assert len(row["where"]) == min(row["n"], 20), beginning
        assert got == expected
    left: Counter[str] = Counter()
    for seen in wanted:
        left += seen.left_out
    assert {row["why"].partition(",")[0]: row["n"] for row in told["not_selected"]}.keys() == {
        next(row["why"].partition(",")[0] for row in told["not_selected"] if row["why"].startswith(why)) for why in left
    }
    assert sum(row["n"] for row in told["not_selected"]) == left.total()


@pytest.mark.parametrize(
    "policy",
    [
        Policy(priority=("nobody",)),
        Policy(ents_group="person"),
        Policy(where=(("mention", "verb"),)),
        Policy(where=(("colour", "red"),)),
        Policy(spans_key="incorrect"),
        Policy(spans_key="coref_clusters_1"),
    ],
)
def test_a_policy_that_does_not_fit_the_schema_is_refused(policy: Policy) -> None:
    with pytest.raises(Fault):
        Lens(SCHEMA, policy)


def test_tokens_that_do_not_fit_their_text_are_refused() -> None:
    pick = Pick(UUID(int=1), "page", 2, (), "ana", "human", 1, 1)
    for text, of in (("one two!", "one two"), ("one\ttwo", "one two")):
        with pytest.raises(Fault, match="page: the stored tokens do not fit"):
            batch([pick, pick], [Text("fine", *tokens_of("fine"), ()), Text(text, *tokens_of(of), ())]).words()
