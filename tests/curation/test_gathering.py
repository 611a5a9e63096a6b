"""Gathering a study out of the store: only what is finished and may be seen, as it is or as it was."""

from __future__ import annotations

import pytest

from tests.store.making import Project, span, topic
from workbench.core.edit import HEAD, Edit, Operation, on
from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.curation.gathering import Gathered, gathered, one_document, tokens
from workbench.curation.roster import Roster
from workbench.curation.studying import Wish, studied
from workbench.store import annotators, documents, layers
from workbench.store.past import layers_at


def finish(project: Project, layer: Layer, *edits: Edit, at: int = 0, done: bool = True) -> None:
    """Save edits, and the layer as finished, at a moment."""
    state = layer.head.to_json()
    after = {**state, "status": "done" if done else "in_progress", "schema": 1 if done else None}
    head = Edit(HEAD, 0, state, after)
    moment = {"at": at} if at else {}
    project.save(layer, Operation(layer.owner, "edit", on(layer.id, [*edits, head]), **moment))


def gather(project: Project, roster: Roster | None = None, who: str = "lena", at: int | None = None) -> Gathered:
    with project.db.reading() as connection:
        return gathered(connection, annotators.require(connection, who).id, roster or Roster(), at)


def test_only_finished_layers_are_answers(project: Project) -> None:
    finish(project, project.layer(0), span(1, 5, 9), topic(2))
    finish(project, project.layer(0, project.lead))
    finish(project, project.layer(1), span(1, 5, 9), done=False)
    found = gather(project)
    (document,) = found.study.documents
    assert found.study.annotators == ("ann", "lena")
    assert document.zones == ((0, 4),)
    assert document.answers["lena"].spans == {}
    assert [one.fragments for one in document.answers["ann"].spans.values()] == [((5, 9),)]
    assert len(document.answers["ann"].labels) == 1
    assert found.unfinished == 1


def test_what_is_hidden_is_counted_and_nowhere_else(project: Project) -> None:
    finish(project, project.layer(0), span(1, 5, 9))
    finish(project, project.layer(0, project.lead))
    finish(project, project.layer(1, project.lead))
    found = gather(project, who="ann")
    assert found.hidden == 1
    assert [set(one.answers) for one in found.study.documents] == [{"ann", "lena"}]
    assert gather(project).hidden == 0


def test_the_latest_finished_round_counts_unless_one_is_asked_for(project: Project) -> None:
    first = project.layer(0)
    second = layers.open_layer(project.db, project.documents[0], project.ann, round=2)
    finish(project, first, span(1, 5, 9))
    finish(project, second, span(1, 5, 9), span(2, 10, 12))
    sizes = {
        words: [len(answer.spans) for one in found.study.documents for answer in one.answers.values()]
        for words in ("", "1", "2", "1,2")
        if (found := gather(project, Roster.of(rounds=words)))
    }
    assert sizes == {"": [2], "1": [1], "2": [2], "1,2": [1, 2]}
    assert gather(project, Roster.of(rounds="1,2")).owners == {"ann (round 1)": "ann", "ann (round 2)": "ann"}


def test_the_gold_layer_is_the_reference(project: Project) -> None:
    with project.db.writing() as connection:
        gold = annotators.gold(connection)
    layer = layers.open_layer(project.db, project.documents[0], gold.id, "gold")
    state = layer.head.to_json()
    head = Edit(HEAD, 0, state, {**state, "status": "done", "schema": 1})
    project.save(layer, Operation(project.lead, "edit", on(layer.id, [span(1, 5, 9), head])))
    finish(project, project.layer(0))
    found = gather(project).study
    assert found.gold == "gold"
    assert found.people == ("ann",)
    assert gather(project, Roster.of("ann,lena")).study.gold is None


def test_archived_documents_take_no_part(project: Project) -> None:
    finish(project, project.layer(0))
    with project.db.writing() as connection:
        documents.archive(connection, project.documents[0], project.lead)
    assert gather(project).study.documents == ()


def test_somebody_unknown_is_refused(project: Project) -> None:
    with pytest.raises(Fault, match="no annotator zoe"):
        gather(project, Roster.of("zoe"))


def test_the_past_is_read_from_the_log(project: Project) -> None:
    layer = project.layer(0)
    finish(project, layer, span(1, 5, 9), at=1_000)
    finish(project, layer, span(2, 10, 12), Edit("span", 1, layer.value("span", 1), None), at=2_000)
    finish(project, project.layer(1), at=3_000)

    def held(at: int | None) -> list[list[int]]:
        found = gather(project, at=at).study.documents
        return [sorted(answer.spans) for one in found for answer in one.answers.values()]

    assert held(999) == []
    assert held(1_000) == [[1]]
    assert held(2_500) == [[2]]
    assert held(3_000) == [[2], []] == held(None)


def test_the_log_up_to_now_is_what_the_rows_say(project: Project) -> None:
    layer = project.layer(0)
    finish(project, layer, span(1, 5, 9, links=[]), topic(2), at=1_000)
    with project.db.reading() as connection:
        (then,) = layers_at(connection, [layer.id], 9_000).values()
    now = project.reload(layer)
    assert (then.spans, then.labels, then.head, then.rev) == (now.spans, now.labels, now.head, now.rev)


def test_an_edit_that_a_slow_clock_dated_back_stays_behind_the_one_before(project: Project) -> None:
    layer = project.layer(0)
    finish(project, layer, span(1, 5, 9), at=5_000)
    finish(project, layer, span(2, 10, 12), at=1_000)
    assert gather(project, at=2_000).study.documents == ()


def test_one_document_follows_its_layers(project: Project) -> None:
    layer = project.layer(0)
    finish(project, layer, span(1, 5, 9))
    finish(project, project.layer(0, project.lead), span(1, 5, 9))
    before = gather(project)
    project.do(layer, span(2, 10, 12))
    with project.db.reading() as connection:
        found = one_document(connection, before, project.documents[0])
    assert sorted(found.answers["ann"].spans) == [1, 2]
    assert found.answers["ann"].rev > before.study.documents[0].answers["ann"].rev


def test_tokens_come_only_when_asked_for(project: Project) -> None:
    finish(project, project.layer(0))
    with project.db.reading() as connection:
        found = tokens(connection, gather(project).study)
    assert list(found) == [project.documents[0]]


def test_a_report_on_one_label_keeps_what_it_is_confused_with(project: Project) -> None:
    finish(project, project.layer(0), span(1, 5, 9, "body"), span(2, 10, 12, "person"))
    finish(project, project.layer(0, project.lead), span(1, 5, 9, "person"), span(2, 10, 12, "person"))
    with project.db.reading() as connection:
        report = studied(connection, project.lead, Wish(Roster(), "body")).report(sure=False)
    assert {row.label for row in report.labels} == {"body"}
    assert dict(report.confusion.kinds)["label"] == 1
