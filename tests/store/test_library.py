"""Pages of the library by key: complete, in order, and never by offset."""

from __future__ import annotations

from typing import Any

import pytest

from tests.store.making import Project, new_document, span
from workbench.core.edit import HEAD, Edit
from workbench.core.fault import Fault
from workbench.core.layer import STATUSES
from workbench.store import annotators, clusters, documents, library
from workbench.store.clusters import Pair
from workbench.store.connection import Connection


@pytest.fixture
def shelf(project: Project) -> Project:
    """Thirty documents more: repeated titles and dates, some without, some done."""
    new = [
        new_document(
            f"n{k}", title=None if k % 5 == 0 else f"T{k % 7}", published=None if k % 4 else f"2024-01-{k % 9 + 1:02}"
        )
        for k in range(30)
    ]
    with project.db.writing() as connection:
        added = documents.add_documents(connection, new, project.lead)
    project.documents += [a.id for a in added]
    for k in range(0, 32, 3):
        layer = project.layer(k)
        after = {"status": STATUSES[k % 4], "flag": k % 2 == 0, "flag_note": None, "schema": None}
        project.do(layer, span(1, 0, 4), Edit(HEAD, 0, layer.head.to_json(), after))
    return project


def walk(project: Project, limit: int, **options: Any) -> list[library.LibraryRow]:
    rows: list[library.LibraryRow] = []
    after = None
    while True:
        with project.db.reading() as connection:
            page = library.library_page(connection, project.ann, after=after, limit=limit, **options)
        rows += page
        if len(page) < limit:
            return rows
        after = page[-1].key


@pytest.mark.parametrize("order", [*library.ORDERS, "status"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_make_up_the_whole_list(shelf: Project, order: str, descending: bool) -> None:
    whole = walk(shelf, 1000, order=order, descending=descending)
    assert {row.id for row in whole} == set(shelf.documents)
    for limit in (1, 7, 32):
        assert walk(shelf, limit, order=order, descending=descending) == whole


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("order", lambda r: r.order),
        ("name", lambda r: r.name),
        ("title", lambda r: r.title or ""),
        ("date", lambda r: r.published or ""),
        ("length", lambda r: r.n_chars),
        ("status", lambda r: (STATUSES.index(r.status), r.order)),
    ],
)
def test_pages_are_sorted(shelf: Project, order: str, key: Any) -> None:
    keys = [key(row) for row in walk(shelf, 5, order=order)]
    assert keys == sorted(keys)
    keys = [key(row) for row in walk(shelf, 5, order=order, descending=True)]
    assert keys == sorted(keys, reverse=True)


def test_filters_and_statuses(shelf: Project) -> None:
    rows = walk(shelf, 100)
    for status in STATUSES:
        found = walk(shelf, 4, status=status)
        assert [r.id for r in found] == [r.id for r in rows if r.status == status]
        with shelf.db.reading() as connection:
            assert library.count(connection, shelf.ann, status=status) == len(found)
    assert {r.name for r in walk(shelf, 4, filter="PAGE-")} == {"page-0", "page-1"}
    assert {r.name for r in walk(shelf, 4, filter="title 1")} == {"page-1"}
    assert walk(shelf, 4, filter="%") == []
    assert walk(shelf, 4, filter="_") == []
    with shelf.db.reading() as connection, pytest.raises(Fault):
        library.library_page(connection, shelf.ann, order="'; DROP TABLE span")


def test_a_row_says_how_far_everybody_is(shelf: Project) -> None:
    bob = annotators.ensure(shelf.db, "bob").id
    shelf.do(shelf.layer(0, bob), span(1, 0, 4))
    with shelf.db.writing() as connection:
        pair = Pair(shelf.documents[1], shelf.documents[0], "near", 0.5)
        clusters.add_pairs(connection, [pair, Pair(shelf.documents[1], shelf.documents[2], "exact", 1.0)])
    first = walk(shelf, 1)[0]
    assert (first.spans, first.flag, first.duplicates) == (1, True, 3)
    assert dict(first.others) == {"bob": "todo"}
    with shelf.db.reading() as connection:
        assert [d.name for d in clusters.duplicates_of(connection, shelf.documents[1])] == ["n0", "page-0"]


def test_clusters_join(shelf: Project) -> None:
    a, b, c, d = shelf.documents[:4]
    with shelf.db.writing() as connection:
        clusters.add_pairs(connection, [Pair(a, b, "near", 0.4), Pair(c, d, "near", 0.4)])
        assert clusters.cluster_of(connection, a) != clusters.cluster_of(connection, c)
        clusters.add_pairs(connection, [Pair(d, a, "near", 0.4), Pair(a, a, "near", 1.0)])
        assert [sorted(m) for m in clusters.members(connection).values()] == [sorted([a, b, c, d])]
        assert connection.rows("SELECT n_documents FROM cluster") == [(4,)]


def test_archived_documents_are_apart(shelf: Project) -> None:
    with shelf.db.writing() as connection:
        documents.archive(connection, shelf.documents[0], shelf.lead)
    assert len(walk(shelf, 10)) == 31
    assert [r.id for r in walk(shelf, 10, archived=True)] == shelf.documents[:1]
    assert len(walk(shelf, 10, archived=None)) == 32


def test_next_todo_goes_round(shelf: Project) -> None:
    rows = walk(shelf, 100)
    open_orders = [r.order for r in rows if r.status in ("todo", "in_progress")]
    with shelf.db.reading() as connection:
        for after in (0, 5, 31, 32, 99):
            found = library.next_todo(connection, shelf.ann, after)
            wanted = next((o for o in open_orders if o > after), open_orders[0])
            assert next(r.order for r in rows if r.id == found) == wanted


def test_no_query_uses_offset_and_a_page_is_few(shelf: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    original = Connection.rows
    monkeypatch.setattr(Connection, "rows", lambda self, sql, p=None: asked.append(sql) or original(self, sql, p))  # type: ignore[func-returns-value]
    with shelf.db.reading() as connection:
        page = library.library_page(connection, shelf.ann, limit=5)
        assert len(asked) == 4
        library.library_page(connection, shelf.ann, limit=5, after=page[-1].key)
    assert not any("offset" in sql.lower() for sql in asked)


@pytest.mark.parametrize("order", list(library.ORDERS))
def test_a_page_is_read_along_an_index(shelf: Project, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[str] = []
    original = Connection.rows

    def explained(self: Connection, sql: str, parameters: Any = None) -> Any:
        if "LIMIT" in sql:
            plans.extend(row[3] for row in original(self, "EXPLAIN QUERY PLAN " + sql, parameters))
        return original(self, sql, parameters)

    monkeypatch.setattr(Connection, "rows", explained)
    with shelf.db.reading() as connection:
        page = library.library_page(connection, shelf.ann, order=order, limit=5)
        library.library_page(connection, shelf.ann, order=order, limit=5, after=page[-1].key, descending=True)
    assert not any("TEMP B-TREE" in plan for plan in plans), plans


def test_a_document_is_found_by_name_number_or_beginning(shelf: Project) -> None:
    with shelf.db.reading() as connection:
        first = documents.document(connection, shelf.documents[0])
        for key in ("page-0", "1", str(first.id), str(first.id)[:8]):
            assert documents.document(connection, key) == first
        with pytest.raises(Fault, match="stands for 2 documents"):
            documents.document(connection, "page")
        with pytest.raises(Fault, match="no document"):
            documents.document(connection, "nothing")


def test_a_document_is_added_once(shelf: Project) -> None:
    again, fresh = new_document("n3"), new_document("fresh")
    with shelf.db.writing() as connection:
        found = documents.add_documents(connection, [again, fresh, fresh], shelf.ann)
    assert [(a.name, a.added) for a in found] == [("n3", False), ("fresh", True), ("fresh", False)]


def test_text_comes_back_verbatim(shelf: Project) -> None:
    text = "\ufeffA\r\nb\u00a0c\u2028 😀 e\u0301\t\x1b[31m"
    new = new_document("odd", text)
    with shelf.db.writing() as connection:
        documents.add_documents(connection, [new], shelf.lead)
    with shelf.db.reading() as connection:
        assert documents.text(connection, new.id) == text
        assert documents.document(connection, new.id).n_chars == len(text)


def test_nul_is_refused(shelf: Project) -> None:
    with pytest.raises(Fault), shelf.db.writing() as connection:
        documents.add_documents(connection, [new_document("nul", "a\0b")], shelf.lead)


def test_places_are_remembered(shelf: Project) -> None:
    document = shelf.documents[0]
    documents.set_place(shelf.db, shelf.ann, document, 5, 3)
    documents.set_place(shelf.db, shelf.ann, document, 9, 7)
    with shelf.db.reading() as connection:
        assert documents.place(connection, shelf.ann, document) == (9, 7)
        assert documents.place(connection, shelf.lead, document) == (0, 0)
