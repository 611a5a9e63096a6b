"""The first tables: people, log, documents, layers, curation.

Written out once and frozen; a test holds what the migrations make equal to what :mod:`workbench.store.tables` declares.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GUID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
TEXT, INT, BIG, BOOL, BLOB, REAL = sa.Text(), sa.Integer(), sa.BigInteger(), sa.Boolean(), sa.LargeBinary(), sa.Float()

FIXED = {
    "operation": "the log is append-only",
    "edit": "the log is append-only",
    "ruling": "the log is append-only",
    "document_text": "a document's text is immutable",
    "schema_version": "a schema version is immutable",
}


def column(name: str, type_: Any) -> sa.Column[Any]:
    """A column that always has a value."""
    return sa.Column(name, type_, nullable=False)


def optional(name: str, type_: Any) -> sa.Column[Any]:
    """A column that may be empty."""
    return sa.Column(name, type_, nullable=True)


def check(condition: str, name: str) -> sa.CheckConstraint:
    """A named check (an unnamed one is lost where a later migration copies the table)."""
    return sa.CheckConstraint(condition, name=op.f(name))


def refers(columns: list[str], targets: list[str], name: str) -> sa.ForeignKeyConstraint:
    """A named foreign key."""
    return sa.ForeignKeyConstraint(columns, targets, name=op.f(name))


def upgrade() -> None:
    """Make every table, then the triggers."""
    for make in TABLES:
        make()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, words in FIXED.items():
        told = words.replace("'", "''")
        for statement in on_postgresql(table, told) if postgresql else on_sqlite(table, told):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """There is nothing before the first version."""
    raise NotImplementedError("restore a backup instead")


def on_sqlite(table: str, told: str) -> list[str]:
    """The triggers of a table whose rows are fixed."""
    return [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{told}'); END"
        for event in ("UPDATE", "DELETE")
    ]


def on_postgresql(table: str, told: str) -> list[str]:
    """The same for PostgreSQL."""
    return [
        f"CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{told}'; END $$",
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_fixed()",
    ]


def annotator() -> None:
    op.create_table(
        "annotator",
        column("id", GUID),
        column("handle", TEXT),
        column("role", TEXT),
        column("kind", TEXT),
        column("active", BOOL),
        sa.PrimaryKeyConstraint("id", name="pk_annotator"),
        sa.UniqueConstraint("handle", name="uq_annotator_handle"),
        check("kind IN ('human', 'model', 'gold')", "ck_annotator_kind"),
        check("role IN ('annotator', 'curator', 'lead')", "ck_annotator_role"),
        sqlite_with_rowid=False,
    )


def cluster() -> None:
    op.create_table(
        "cluster",
        column("id", GUID),
        column("n_documents", INT),
        sa.PrimaryKeyConstraint("id", name="pk_cluster"),
        sqlite_with_rowid=False,
    )


def document() -> None:
    op.create_table(
        "document",
        column("id", GUID),
        column("ordinal", INT),
        column("name", TEXT),
        optional("title", TEXT),
        optional("source", TEXT),
        optional("published", TEXT),
        optional("published_as_printed", TEXT),
        optional("category", TEXT),
        optional("tag", TEXT),
        optional("file", TEXT),
        optional("file_sha256", TEXT),
        optional("start", INT),
        optional("end", INT),
        optional("layout", TEXT),
        column("lang", TEXT),
        column("sha256", TEXT),
        column("n_chars", INT),
        column("n_tokens", INT),
        optional("fingerprint", TEXT),
        column("meta", TEXT),
        column("search", TEXT),
        column("archived", BOOL),
        column("added_at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("id", "n_chars", name="uq_document_id_n_chars"),
        check("n_chars >= 0", "ck_document_n_chars"),
        check('(start IS NULL) = ("end" IS NULL)', "ck_document_slice"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_document_n_chars", "document", ["n_chars", "id"])
    op.create_index("ix_document_name", "document", ["name", "id"])
    op.create_index("ix_document_ordinal", "document", ["ordinal", "id", "archived", "search"])
    op.create_index("ix_document_published", "document", [sa.text("coalesce(published, '')"), "id"])
    op.create_index("ix_document_source", "document", [sa.text("coalesce(source, '')"), "id"])
    op.create_index("ix_document_title", "document", [sa.text("coalesce(title, '')"), "id"])


def entity() -> None:
    op.create_table(
        "entity",
        column("id", GUID),
        column("slug", TEXT),
        column("name", TEXT),
        optional("kind", TEXT),
        column("aliases", TEXT),
        optional("redirect", GUID),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sa.ForeignKeyConstraint(
            ["redirect"], ["entity.id"], name=op.f("fk_entity_redirect"), deferrable=True, initially="DEFERRED"
        ),
        sa.UniqueConstraint("slug", name="uq_entity_slug"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entity_redirect", "entity", ["redirect"])


def schema_version() -> None:
    op.create_table(
        "schema_version",
        column("version", INT),
        column("sha256", TEXT),
        column("body", TEXT),
        column("created_at", BIG),
        sa.PrimaryKeyConstraint("version", name="pk_schema_version"),
        sa.UniqueConstraint("sha256", name="uq_schema_version_sha256"),
    )


def cluster_member() -> None:
    op.create_table(
        "cluster_member",
        column("document_id", GUID),
        column("cluster_id", GUID),
        sa.PrimaryKeyConstraint("document_id", name="pk_cluster_member"),
        refers(["cluster_id"], ["cluster.id"], "fk_cluster_member_cluster_id"),
        refers(["document_id"], ["document.id"], "fk_cluster_member_document_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cluster_member_cluster_id", "cluster_member", ["cluster_id"])


def conflict() -> None:
    op.create_table(
        "conflict",
        column("id", GUID),
        column("document_id", GUID),
        column("aspect", TEXT),
        optional("aspect_key", TEXT),
        column("members", TEXT),
        column("predecessors", TEXT),
        column("at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_conflict"),
        refers(["document_id"], ["document.id"], "fk_conflict_document_id"),
        check("aspect IN ('span', 'label', 'attribute', 'link', 'relation', 'document label')", "ck_conflict_aspect"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conflict_document_id", "conflict", ["document_id"])


def document_text() -> None:
    op.create_table(
        "document_text",
        column("document_id", GUID),
        column("n_chars", INT),
        column("body", TEXT),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_text"),
        refers(["document_id", "n_chars"], ["document.id", "document.n_chars"], "fk_document_text_document_id_n_chars"),
        check("length(body) = n_chars", "ck_document_text_length"),
    )


def duplicate() -> None:
    op.create_table(
        "duplicate",
        column("first_id", GUID),
        column("second_id", GUID),
        column("kind", TEXT),
        column("similarity", REAL),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_duplicate"),
        refers(["first_id"], ["document.id"], "fk_duplicate_first_id"),
        refers(["second_id"], ["document.id"], "fk_duplicate_second_id"),
        check("kind IN ('exact', 'near')", "ck_duplicate_kind"),
        check("first_id < second_id", "ck_duplicate_ordered"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duplicate_second_id", "duplicate", ["second_id"])


def guideline_example() -> None:
    op.create_table(
        "guideline_example",
        column("id", GUID),
        column("label", TEXT),
        column("kind", TEXT),
        column("document_id", GUID),
        column("start", INT),
        column("end", INT),
        column("why", TEXT),
        column("added_by", GUID),
        column("at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_guideline_example"),
        refers(["added_by"], ["annotator.id"], "fk_guideline_example_added_by"),
        refers(["document_id"], ["document.id"], "fk_guideline_example_document_id"),
        check("kind IN ('positive', 'negative')", "ck_guideline_example_kind"),
        check('start >= 0 AND start < "end"', "ck_guideline_example_range"),
    )
    op.create_index("ix_guideline_example_document_id", "guideline_example", ["document_id"])


def import_batch() -> None:
    op.create_table(
        "import_batch",
        column("id", GUID),
        column("sha256", TEXT),
        column("format", TEXT),
        column("offset_unit", TEXT),
        column("name", TEXT),
        column("actor_id", GUID),
        column("at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
        refers(["actor_id"], ["annotator.id"], "fk_import_batch_actor_id"),
        sa.UniqueConstraint("sha256", "format", "offset_unit", name="uq_import_batch_sha256_format_offset_unit"),
    )


def lexeme_cache() -> None:
    op.create_table(
        "lexeme_cache",
        column("document_id", GUID),
        column("fingerprint", TEXT),
        column("ids", BLOB),
        sa.PrimaryKeyConstraint("document_id", "fingerprint", name="pk_lexeme_cache"),
        refers(["document_id"], ["document.id"], "fk_lexeme_cache_document_id"),
    )


def model_run() -> None:
    op.create_table(
        "model_run",
        column("id", GUID),
        column("annotator_id", GUID),
        column("round", INT),
        column("name", TEXT),
        column("parameters", TEXT),
        column("at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_model_run"),
        refers(["annotator_id"], ["annotator.id"], "fk_model_run_annotator_id"),
    )


def operation() -> None:
    op.create_table(
        "operation",
        column("id", GUID),
        column("actor_id", GUID),
        column("at", BIG),
        column("commit_no", BIG),
        column("kind", TEXT),
        optional("undoes", GUID),
        sa.PrimaryKeyConstraint("id", name="pk_operation"),
        refers(["actor_id"], ["annotator.id"], "fk_operation_actor_id"),
        refers(["undoes"], ["operation.id"], "fk_operation_undoes"),
        sa.UniqueConstraint("commit_no", name="uq_operation_commit_no"),
        sa.UniqueConstraint("undoes", name="uq_operation_undoes"),
        sqlite_with_rowid=False,
    )


def place() -> None:
    op.create_table(
        "place",
        column("annotator_id", GUID),
        column("document_id", GUID),
        column("cursor", INT),
        column("top", INT),
        column("at", BIG),
        sa.PrimaryKeyConstraint("annotator_id", "document_id", name="pk_place"),
        refers(["annotator_id"], ["annotator.id"], "fk_place_annotator_id"),
        refers(["document_id"], ["document.id"], "fk_place_document_id"),
        sqlite_with_rowid=False,
    )


def project() -> None:
    op.create_table(
        "project",
        column("one", INT),
        column("id", GUID),
        column("name", TEXT),
        column("settings", TEXT),
        optional("schema_version", INT),
        column("commit_no", BIG),
        column("created_at", BIG),
        sa.PrimaryKeyConstraint("one", name="pk_project"),
        refers(["schema_version"], ["schema_version.version"], "fk_project_schema_version"),
        check("one = 1", "ck_project_one"),
    )


def snapshot() -> None:
    op.create_table(
        "snapshot",
        column("id", GUID),
        column("name", TEXT),
        column("commit_no", BIG),
        column("versions", TEXT),
        column("actor_id", GUID),
        column("at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
        refers(["actor_id"], ["annotator.id"], "fk_snapshot_actor_id"),
        sa.UniqueConstraint("name", name="uq_snapshot_name"),
    )


def split() -> None:
    op.create_table(
        "split",
        column("document_id", GUID),
        column("n", INT),
        column("part", TEXT),
        sa.PrimaryKeyConstraint("document_id", "n", name="pk_split"),
        refers(["document_id"], ["document.id"], "fk_split_document_id"),
        sqlite_with_rowid=False,
    )


def stream() -> None:
    op.create_table(
        "stream",
        column("id", GUID),
        column("kind", TEXT),
        column("rev", BIG),
        optional("document_id", GUID),
        sa.PrimaryKeyConstraint("id", name="pk_stream"),
        refers(["document_id"], ["document.id"], "fk_stream_document_id"),
        check("kind IN ('layer', 'document', 'entity', 'thread', 'schema', 'project', 'annotator')", "ck_stream_kind"),
        check("rev >= 0", "ck_stream_rev"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stream_document_id", "stream", ["document_id"])


def tokenization() -> None:
    op.create_table(
        "tokenization",
        column("document_id", GUID),
        column("fingerprint", TEXT),
        column("n_tokens", INT),
        column("wide", BOOL),
        column("tokens", BLOB),
        sa.PrimaryKeyConstraint("document_id", "fingerprint", name="pk_tokenization"),
        refers(["document_id"], ["document.id"], "fk_tokenization_document_id"),
        check("n_tokens >= 0", "ck_tokenization_n_tokens"),
    )


def zone() -> None:
    op.create_table(
        "zone",
        column("document_id", GUID),
        column("n", INT),
        column("doc_len", INT),
        column("start", INT),
        column("end", INT),
        column("kind", TEXT),
        sa.PrimaryKeyConstraint("document_id", "n", name="pk_zone"),
        refers(["document_id", "doc_len"], ["document.id", "document.n_chars"], "fk_zone_document_id_doc_len"),
        check('start >= 0 AND start < "end" AND "end" <= doc_len', "ck_zone_range"),
        sqlite_with_rowid=False,
    )


def edit() -> None:
    op.create_table(
        "edit",
        column("stream_id", GUID),
        column("seq", BIG),
        column("operation_id", GUID),
        column("format", TEXT),
        column("forward", TEXT),
        column("inverse", TEXT),
        sa.PrimaryKeyConstraint("stream_id", "seq", name="pk_edit"),
        refers(["operation_id"], ["operation.id"], "fk_edit_operation_id"),
        refers(["stream_id"], ["stream.id"], "fk_edit_stream_id"),
        check("format IN ('put', 'bulk')", "ck_edit_format"),
        check("seq >= 1", "ck_edit_seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_edit_operation_id", "edit", ["operation_id"])


def layer() -> None:
    op.create_table(
        "layer",
        column("id", GUID),
        column("document_id", GUID),
        column("doc_len", INT),
        column("owner_id", GUID),
        column("kind", TEXT),
        column("round", INT),
        column("ordinal", INT),
        column("status", TEXT),
        column("flag", BOOL),
        optional("flag_note", TEXT),
        optional("schema_version", INT),
        column("next_n", INT),
        optional("import_batch_id", GUID),
        optional("model_run_id", GUID),
        sa.PrimaryKeyConstraint("id", name="pk_layer"),
        refers(["document_id", "doc_len"], ["document.id", "document.n_chars"], "fk_layer_document_id_doc_len"),
        refers(["id"], ["stream.id"], "fk_layer_id"),
        refers(["import_batch_id"], ["import_batch.id"], "fk_layer_import_batch_id"),
        refers(["model_run_id"], ["model_run.id"], "fk_layer_model_run_id"),
        refers(["owner_id"], ["annotator.id"], "fk_layer_owner_id"),
        refers(["schema_version"], ["schema_version.version"], "fk_layer_schema_version"),
        sa.UniqueConstraint(
            "document_id", "owner_id", "kind", "round", name="uq_layer_document_id_owner_id_kind_round"
        ),
        sa.UniqueConstraint("id", "doc_len", name="uq_layer_id_doc_len"),
        check("kind IN ('human', 'model', 'gold')", "ck_layer_kind"),
        check("round >= 1 AND next_n >= 1", "ck_layer_numbers"),
        check("status IN ('todo', 'in_progress', 'done', 'skipped')", "ck_layer_status"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_layer_owner", "layer", ["owner_id", "kind", "round", "ordinal", "document_id", "status"])


def ruling() -> None:
    op.create_table(
        "ruling",
        column("id", GUID),
        column("conflict_id", GUID),
        column("verdict", TEXT),
        column("detail", TEXT),
        column("strategy", TEXT),
        optional("reason", TEXT),
        column("actor_id", GUID),
        column("at", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_ruling"),
        refers(["actor_id"], ["annotator.id"], "fk_ruling_actor_id"),
        refers(["conflict_id"], ["conflict.id"], "fk_ruling_conflict_id"),
        check(
            "verdict IN ('take', 'union', 'intersection', 'own', 'reject all', 'defer', 'withdrawn')",
            "ck_ruling_verdict",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ruling_conflict_id", "ruling", ["conflict_id"])


def comment() -> None:
    op.create_table(
        "comment",
        column("thread_id", GUID),
        column("n", INT),
        column("document_id", GUID),
        optional("layer_id", GUID),
        optional("start", INT),
        optional("end", INT),
        column("author_id", GUID),
        column("at", BIG),
        column("body", TEXT),
        column("resolved", BOOL),
        sa.PrimaryKeyConstraint("thread_id", "n", name="pk_comment"),
        refers(["author_id"], ["annotator.id"], "fk_comment_author_id"),
        refers(["document_id"], ["document.id"], "fk_comment_document_id"),
        refers(["layer_id"], ["layer.id"], "fk_comment_layer_id"),
        refers(["thread_id"], ["stream.id"], "fk_comment_thread_id"),
        check('(start IS NULL) = ("end" IS NULL)', "ck_comment_anchor"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_comment_document_id", "comment", ["document_id"])


def decision() -> None:
    op.create_table(
        "decision",
        column("layer_id", GUID),
        column("model_layer_id", GUID),
        column("n", INT),
        column("verdict", TEXT),
        optional("made_n", INT),
        column("at", BIG),
        sa.PrimaryKeyConstraint("layer_id", "model_layer_id", "n", name="pk_decision"),
        refers(["layer_id"], ["layer.id"], "fk_decision_layer_id"),
        refers(["model_layer_id"], ["layer.id"], "fk_decision_model_layer_id"),
        check("verdict IN ('accepted', 'rejected', 'edited')", "ck_decision_verdict"),
        sqlite_with_rowid=False,
    )


def document_label() -> None:
    op.create_table(
        "document_label",
        column("layer_id", GUID),
        column("n", INT),
        column("key", TEXT),
        column("value", TEXT),
        sa.PrimaryKeyConstraint("layer_id", "n", name="pk_document_label"),
        refers(["layer_id"], ["layer.id"], "fk_document_label_layer_id"),
        sqlite_with_rowid=False,
    )


def gold_source() -> None:
    op.create_table(
        "gold_source",
        column("layer_id", GUID),
        column("n", INT),
        column("source_layer_id", GUID),
        column("source_n", INT),
        column("source_seq", INT),
        column("content_sha256", TEXT),
        optional("ruling_id", GUID),
        sa.PrimaryKeyConstraint("layer_id", "n", "source_layer_id", "source_n", name="pk_gold_source"),
        refers(["layer_id"], ["layer.id"], "fk_gold_source_layer_id"),
        refers(["ruling_id"], ["ruling.id"], "fk_gold_source_ruling_id"),
        refers(["source_layer_id"], ["layer.id"], "fk_gold_source_source_layer_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_gold_source_source", "gold_source", ["source_layer_id", "source_n"])


def session() -> None:
    op.create_table(
        "session",
        column("id", GUID),
        column("annotator_id", GUID),
        column("layer_id", GUID),
        column("host", TEXT),
        column("pid", INT),
        column("opened_at", BIG),
        column("last_seen", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        refers(["annotator_id"], ["annotator.id"], "fk_session_annotator_id"),
        refers(["layer_id"], ["layer.id"], "fk_session_layer_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_session_layer_id", "session", ["layer_id"])


def span() -> None:
    op.create_table(
        "span",
        column("layer_id", GUID),
        column("n", INT),
        column("doc_len", INT),
        column("start", INT),
        column("end", INT),
        column("label", TEXT),
        column("origin", TEXT),
        optional("score", REAL),
        optional("note", TEXT),
        sa.PrimaryKeyConstraint("layer_id", "n", name="pk_span"),
        refers(["layer_id", "doc_len"], ["layer.id", "layer.doc_len"], "fk_span_layer_id_doc_len"),
        check('start >= 0 AND start < "end" AND "end" <= doc_len', "ck_span_range"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_span_label", "span", ["label"])


def fragment() -> None:
    op.create_table(
        "fragment",
        column("layer_id", GUID),
        column("n", INT),
        column("k", INT),
        column("doc_len", INT),
        column("start", INT),
        column("end", INT),
        sa.PrimaryKeyConstraint("layer_id", "n", "k", name="pk_fragment"),
        refers(["layer_id", "doc_len"], ["layer.id", "layer.doc_len"], "fk_fragment_layer_id_doc_len"),
        refers(["layer_id", "n"], ["span.layer_id", "span.n"], "fk_fragment_layer_id_n"),
        check('start >= 0 AND start < "end" AND "end" <= doc_len', "ck_fragment_range"),
        sqlite_with_rowid=False,
    )


def relation() -> None:
    op.create_table(
        "relation",
        column("layer_id", GUID),
        column("n", INT),
        column("head", INT),
        column("tail", INT),
        column("label", TEXT),
        optional("note", TEXT),
        sa.PrimaryKeyConstraint("layer_id", "n", name="pk_relation"),
        refers(["layer_id", "head"], ["span.layer_id", "span.n"], "fk_relation_layer_id_head"),
        refers(["layer_id", "tail"], ["span.layer_id", "span.n"], "fk_relation_layer_id_tail"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_relation_head", "relation", ["layer_id", "head"])
    op.create_index("ix_relation_tail", "relation", ["layer_id", "tail"])


def span_attribute() -> None:
    op.create_table(
        "span_attribute",
        column("layer_id", GUID),
        column("n", INT),
        column("key", TEXT),
        column("value", TEXT),
        sa.PrimaryKeyConstraint("layer_id", "n", "key", "value", name="pk_span_attribute"),
        refers(["layer_id", "n"], ["span.layer_id", "span.n"], "fk_span_attribute_layer_id_n"),
        sqlite_with_rowid=False,
    )


def span_link() -> None:
    op.create_table(
        "span_link",
        column("layer_id", GUID),
        column("n", INT),
        column("k", INT),
        column("entity_id", GUID),
        sa.PrimaryKeyConstraint("layer_id", "n", "k", name="pk_span_link"),
        refers(["entity_id"], ["entity.id"], "fk_span_link_entity_id"),
        refers(["layer_id", "n"], ["span.layer_id", "span.n"], "fk_span_link_layer_id_n"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_span_link_entity_id", "span_link", ["entity_id"])


def relation_attribute() -> None:
    op.create_table(
        "relation_attribute",
        column("layer_id", GUID),
        column("n", INT),
        column("key", TEXT),
        column("value", TEXT),
        sa.PrimaryKeyConstraint("layer_id", "n", "key", "value", name="pk_relation_attribute"),
        refers(["layer_id", "n"], ["relation.layer_id", "relation.n"], "fk_relation_attribute_layer_id_n"),
        sqlite_with_rowid=False,
    )


TABLES = (
    annotator,
    cluster,
    document,
    entity,
    schema_version,
    cluster_member,
    conflict,
    document_text,
    duplicate,
    guideline_example,
    import_batch,
    lexeme_cache,
    model_run,
    operation,
    place,
    project,
    snapshot,
    split,
    stream,
    tokenization,
    zone,
    edit,
    layer,
    ruling,
    comment,
    decision,
    document_label,
    gold_source,
    session,
    span,
    fragment,
    relation,
    span_attribute,
    span_link,
    relation_attribute,
)
