"""The statements that change projected rows, in the order in which an operation runs them."""

from __future__ import annotations

from typing import Final

ADD_ENTITY = (
    "INSERT INTO entity (id, slug, name, kind, aliases, redirect) VALUES (:id, :slug, :name, :kind, :aliases, "
    ":redirect)"
)
SET_ENTITY = (
    "UPDATE entity SET slug = :slug, name = :name, kind = :kind, aliases = :aliases, redirect = :redirect "
    "WHERE id = :id"
)
DROP_RELATION_ATTRIBUTES = "DELETE FROM relation_attribute WHERE layer_id = :layer AND n = :n"
DROP_RELATION = "DELETE FROM relation WHERE layer_id = :layer AND n = :n"
DROP_FRAGMENTS = "DELETE FROM fragment WHERE layer_id = :layer AND n = :n"
DROP_ATTRIBUTES = "DELETE FROM span_attribute WHERE layer_id = :layer AND n = :n"
DROP_LINKS = "DELETE FROM span_link WHERE layer_id = :layer AND n = :n"
ADD_SPAN = (
    'INSERT INTO span (layer_id, n, doc_len, start, "end", label, origin, score, note) VALUES (:layer, :n, '
    ":length, :start, :end, :label, :origin, :score, :note)"
)
SET_SPAN = (
    'UPDATE span SET start = :start, "end" = :end, label = :label, origin = :origin, score = :score, note = '
    ":note WHERE layer_id = :layer AND n = :n"
)
ADD_FRAGMENT = (
    'INSERT INTO fragment (layer_id, n, k, doc_len, start, "end") VALUES (:layer, :n, :k, :length, :start, :end)'
)
ADD_ATTRIBUTE = "INSERT INTO span_attribute (layer_id, n, key, value) VALUES (:layer, :n, :key, :value)"
ADD_LINK = "INSERT INTO span_link (layer_id, n, k, entity_id) VALUES (:layer, :n, :k, :entity)"
ADD_RELATION = (
    "INSERT INTO relation (layer_id, n, head, tail, label, note) VALUES (:layer, :n, :head, :tail, :label, :note)"
)
SET_RELATION = (
    "UPDATE relation SET head = :head, tail = :tail, label = :label, note = :note WHERE layer_id = :layer AND n = :n"
)
ADD_RELATION_ATTRIBUTE = "INSERT INTO relation_attribute (layer_id, n, key, value) VALUES (:layer, :n, :key, :value)"
DROP_SPAN = "DELETE FROM span WHERE layer_id = :layer AND n = :n"
DROP_LABEL = "DELETE FROM document_label WHERE layer_id = :layer AND n = :n"
ADD_LABEL = "INSERT INTO document_label (layer_id, n, key, value) VALUES (:layer, :n, :key, :value)"
DROP_SOURCES = "DELETE FROM gold_source WHERE layer_id = :layer AND n = :n"
ADD_SOURCE = (
    "INSERT INTO gold_source (layer_id, n, source_layer_id, source_n, source_seq, content_sha256, ruling_id) VALUES "
    "(:layer, :n, :source, :source_n, :seq, :sha256, :ruling)"
)
SET_HEAD = (
    "UPDATE layer SET status = :status, flag = :flag, flag_note = :flag_note, schema_version = :schema WHERE "
    "id = :layer"
)
SET_NEXT = "UPDATE layer SET next_n = :next WHERE id = :layer AND next_n < :next"
SET_DOCUMENT = "UPDATE document SET archived = :archived WHERE id = :document"
DROP_ZONE = "DELETE FROM zone WHERE document_id = :document AND n = :n"
ADD_ZONE = (
    'INSERT INTO zone (document_id, n, doc_len, start, "end", kind) VALUES (:document, :n, :length, :start, '
    ":end, :kind)"
)
DROP_SPLIT = "DELETE FROM split WHERE document_id = :document AND n = :n"
ADD_SPLIT = "INSERT INTO split (document_id, n, part) VALUES (:document, :n, :part)"
DROP_COMMENT = "DELETE FROM comment WHERE thread_id = :thread AND n = :n"
ADD_COMMENT = (
    'INSERT INTO comment (thread_id, n, document_id, layer_id, start, "end", author_id, at, body, resolved) '
    "VALUES (:thread, :n, :document, :layer, :start, :end, :author, :at, :body, :resolved)"
)
SET_SCHEMA = "UPDATE project SET schema_version = :version WHERE one = 1"
SET_PROJECT = "UPDATE project SET name = :name, settings = :settings WHERE one = 1"
ADD_ANNOTATOR = "INSERT INTO annotator (id, handle, role, kind, active) VALUES (:id, :handle, :role, :kind, :active)"
SET_ANNOTATOR = "UPDATE annotator SET role = :role, active = :active WHERE id = :id"
DROP_ENTITY = "DELETE FROM entity WHERE id = :id"

ORDER: Final = (
    ADD_ENTITY,
    SET_ENTITY,
    DROP_RELATION_ATTRIBUTES,
    DROP_RELATION,
    DROP_FRAGMENTS,
    DROP_ATTRIBUTES,
    DROP_LINKS,
    ADD_SPAN,
    SET_SPAN,
    ADD_FRAGMENT,
    ADD_ATTRIBUTE,
    ADD_LINK,
    ADD_RELATION,
    SET_RELATION,
    ADD_RELATION_ATTRIBUTE,
    DROP_SPAN,
    DROP_LABEL,
    ADD_LABEL,
    DROP_SOURCES,
    ADD_SOURCE,
    SET_HEAD,
    SET_NEXT,
    SET_DOCUMENT,
    DROP_ZONE,
    ADD_ZONE,
    DROP_SPLIT,
    ADD_SPLIT,
    DROP_COMMENT,
    ADD_COMMENT,
    SET_SCHEMA,
    SET_PROJECT,
    ADD_ANNOTATOR,
    SET_ANNOTATOR,
    DROP_ENTITY,
)
"""What is pointed at arrives before, and leaves after, what points to it."""

EXACT: Final = frozenset(
    (SET_ENTITY, DROP_RELATION, SET_SPAN, SET_RELATION, DROP_SPAN, DROP_LABEL, SET_HEAD, SET_DOCUMENT, DROP_ZONE)
    + (DROP_SPLIT, DROP_COMMENT, SET_ANNOTATOR, DROP_ENTITY)
)
"""Statements each of whose runs changes exactly one row."""
