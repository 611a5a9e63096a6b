"""The check finds what a bug, a stranger or a bad disk could do, and says nothing of a sound project."""

from __future__ import annotations

from typing import Any

import pytest

from tests.store.making import Project, relation, span, topic
from workbench.core.edit import SPAN, Edit
from workbench.store.check import check
from workbench.store.driver import connect


@pytest.fixture
def worked(project: Project) -> Project:
    layer = project.layer()
    two = Edit(SPAN, 2, None, {"label": "body", "at": [[0, 2], [5, 9]]})
    project.do(layer, span(1, 0, 4), two, relation(3, 1, 2), topic(4))
    return project


def damage(project: Project, *statements: str, triggers: bool = True, keys: bool = True, **parameters: Any) -> None:
    raw = connect(project.path)
    if not keys:
        raw.execute("PRAGMA foreign_keys=OFF")
    if not triggers:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement, parameters)
    raw.close()


def kinds(project: Project, full: bool = False) -> set[str]:
    return {finding.kind for finding in check(project.db, full) if finding.severity == "error"}


def test_a_sound_project_has_no_findings(worked: Project) -> None:
    assert check(worked.db, full=True) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE span SET label = 'person' WHERE n = 1",
        "UPDATE span SET start = 1 WHERE n = 1",
        "UPDATE span SET note = 'x' WHERE n = 1",
        "INSERT INTO span_attribute SELECT layer_id, n, 'mood', 'real' FROM span WHERE n = 1",
        "DELETE FROM relation",
        "UPDATE document_label SET value = 'war'",
        "UPDATE layer SET status = 'done'",
        "UPDATE layer SET next_n = 2",
        "UPDATE document SET archived = 1",
        "DELETE FROM zone",
        "UPDATE annotator SET role = 'lead'",
        "UPDATE project SET schema_version = NULL",
        "UPDATE stream SET rev = rev + 1 WHERE kind = 'layer'",
    ],
)
def test_rows_that_are_not_the_logs_are_found(worked: Project, statement: str) -> None:
    damage(worked, statement)
    assert kinds(worked) == {"rows"}


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE edit SET forward = replace(forward, 'body', 'person')", "rows"),
        ("DELETE FROM edit WHERE seq = 2", "log"),
        ("UPDATE operation SET commit_no = commit_no + 100", "log"),
        ("UPDATE document_text SET body = replace(body, 'passed', 'failed')", "text"),
        ("DELETE FROM document_text", "text"),
    ],
)
def test_what_triggers_guard_is_proven_too(worked: Project, statement: str, kind: str) -> None:
    damage(worked, statement, triggers=False, keys=False)
    assert {"tables", kind} <= kinds(worked)


def test_dangling_rows_are_found(worked: Project) -> None:
    damage(worked, "DELETE FROM span WHERE n = 1", keys=False)
    assert "foreign key" in kinds(worked)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM fragment WHERE k = 0",
        "UPDATE fragment SET k = k + 1 WHERE k = 1",
        'UPDATE fragment SET "end" = 7 WHERE k = 0',
        "UPDATE fragment SET start = 1 WHERE k = 0",
    ],
)
def test_fragments_make_up_their_span(worked: Project, statement: str) -> None:
    damage(worked, statement)
    assert "fragment" in kinds(worked)


def test_foreign_tables_and_missing_indexes_are_found(worked: Project) -> None:
    damage(worked, "CREATE TABLE stranger (x)", "DROP INDEX ix_span_label")
    told = {str(f) for f in check(worked.db) if f.kind == "tables"}
    assert len(told) == 2


def test_tokens_that_do_not_fit_are_found(worked: Project) -> None:
    damage(worked, "UPDATE tokenization SET n_tokens = n_tokens + 1")
    assert kinds(worked) == set()
    assert kinds(worked, full=True) == {"tokens"}


def test_permissions_and_unknown_labels_are_warnings(worked: Project) -> None:
    worked.path.chmod(0o644)
    worked.do(worked.layer(1), span(1, 0, 4, label="ghost"))
    found = check(worked.db)
    assert {(f.kind, f.severity) for f in found} == {("permissions", "warning"), ("schema", "warning")}


def test_a_great_loss_is_remarked_on(worked: Project) -> None:
    layer = worked.layer(1)
    worked.do(layer, *[span(n, n, n + 2) for n in range(1, 31)])
    worked.do(layer, *[Edit(SPAN, n, layer.value(SPAN, n), None) for n in range(1, 26)])
    (found,) = check(worked.db)
    assert (found.kind, found.severity) == ("alarm", "warning")
    assert "25 of 30" in found.message


def test_no_finding_holds_document_text(worked: Project) -> None:
    damage(worked, "UPDATE document_text SET body = replace(body, 'passed', 'failed')", triggers=False)
    assert not any("parliament" in str(finding) for finding in check(worked.db, full=True))
