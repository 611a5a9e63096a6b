"""What the database itself refuses, whatever program writes to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.store.making import TEXT, Project, relation, span
from workbench.core.fault import Fault

LENGTH = len(TEXT)
SPAN_ROW = (
    "INSERT INTO span (layer_id, n, doc_len, start, \"end\", label, origin) VALUES (:layer, :n, :l, :s, :e, :b, 'x')"
)


def run(project: Project, sql: str, **parameters: Any) -> None:
    with project.db.writing() as connection:
        connection.run(sql, parameters)


def test_spans_lie_within_their_document(project: Project) -> None:
    layer = project.layer()
    row = {"layer": layer.id, "n": 1, "l": LENGTH, "s": 0, "e": 4, "b": "body"}
    run(project, SPAN_ROW, **row)
    for wrong in (
        {"s": -1},
        {"s": 4},
        {"s": 5},
        {"e": LENGTH + 1},
        {"e": LENGTH + 5, "l": LENGTH + 9},
        {"l": LENGTH - 1},
        {"layer": project.documents[0]},
    ):
        with pytest.raises(Fault):
            run(project, SPAN_ROW, **{**row, "n": 2, **wrong})


def test_real_files_hold_duplicates_and_self_relations(project: Project) -> None:
    layer = project.layer()
    project.do(layer, span(1, 0, 4), span(2, 0, 4), relation(3, 1, 1))
    assert project.reload(layer).relations[3].tail == 1


@pytest.mark.parametrize("ends", [(1, 9), (9, 1)])
def test_no_relation_dangles(project: Project, ends: tuple[int, int]) -> None:
    layer = project.layer()
    project.do(layer, span(1, 0, 4))
    with pytest.raises(Fault, match="refers to"):
        run(
            project,
            "INSERT INTO relation (layer_id, n, head, tail, label) VALUES (:layer, 2, :h, :t, 'agent')",
            layer=layer.id, h=ends[0], t=ends[1],
        )  # fmt: skip


def test_a_span_with_a_relation_is_not_deleted(project: Project) -> None:
    layer = project.layer()
    project.do(layer, span(1, 0, 4), span(2, 5, 9), relation(3, 1, 2))
    with pytest.raises(Fault, match="refers to"):
        run(project, "DELETE FROM span WHERE layer_id = :layer AND n = 1", layer=layer.id)


def test_a_relation_can_not_point_into_another_document(project: Project) -> None:
    first, second = project.layer(0), project.layer(1)
    project.do(first, span(1, 0, 4))
    project.do(second, span(2, 0, 4))
    with pytest.raises(Fault):
        run(
            project,
            "INSERT INTO relation (layer_id, n, head, tail, label) VALUES (:layer, 3, 1, 2, 'agent')",
            layer=first.id,
        )


@pytest.mark.parametrize("table", ["operation", "edit"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_log_is_append_only(project: Project, table: str, sql: str) -> None:
    column = "kind" if table == "operation" else "forward"
    with pytest.raises(Fault, match="append-only"):
        run(project, sql.format(table, column, column))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE document_text SET body = body",
        "DELETE FROM document_text",
        "UPDATE schema_version SET body = body",
        "DELETE FROM schema_version",
    ],
)
def test_texts_and_schema_versions_are_immutable(project: Project, sql: str) -> None:
    with pytest.raises(Fault, match="can't be changed"):
        run(project, sql)


def test_a_text_is_as_long_as_its_document_says(project: Project) -> None:
    with pytest.raises(Fault):
        run(
            project,
            "INSERT INTO document SELECT :id, 9, 'x', title, source, published, published_as_printed, category, tag, "
            'file, file_sha256, start, "end", layout, lang, sha256, 5, 1, fingerprint, meta, archived, added_at '
            "FROM document LIMIT 1",
            id=project.lead,
        )
        run(project, "INSERT INTO document_text VALUES (:id, 5, 'four')", id=project.lead)


def test_documents_people_and_operations_in_use_are_not_deleted(project: Project) -> None:
    project.do(project.layer(), span(1, 0, 4))
    for table in ("document", "annotator", "stream", "layer"):
        with pytest.raises(Fault):
            run(project, f"DELETE FROM {table}")


def test_statuses_roles_and_kinds_are_of_the_list(project: Project) -> None:
    project.layer()
    for sql in (
        "UPDATE layer SET status = 'finished'",
        "UPDATE annotator SET role = 'boss'",
        "UPDATE layer SET round = 0",
    ):
        with pytest.raises(Fault):
            run(project, sql)


def test_every_connection_has_its_pragmas(project: Project) -> None:
    wal = project.db.journal == "wal"
    wanted = {"foreign_keys": 1, "synchronous": 2 if wal else 3, "trusted_schema": 0, "busy_timeout": 30000}
    with project.db.reading() as reader, project.db.writing() as writer:
        for connection in (reader, writer):
            assert {name: connection.value(f"PRAGMA {name}") for name in wanted} == wanted
