"""The task: what a record says, whatever age and export it is of, in the one shape that the reader takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

TASK: Final = frozenset(
    {
        "id", "data", "meta", "annotations", "completions", "predictions", "drafts", "created_at", "updated_at",
        "created_ago", "project", "file_upload", "inner_id", "total_annotations", "cancelled_annotations",
        "total_predictions", "comment_count", "unresolved_comment_count", "last_comment_updated_at", "updated_by",
        "comment_authors", "overlap", "is_labeled", "task_path", "allow_skip", "precomputed_agreement",
    }
)  # fmt: skip
"""The keys of a task."""

LABELS: Final = ("labels", "hypertextlabels", "paragraphlabels")
"""The types of results that are labels on a text; each is also the key of its labels."""


@dataclass(frozen=True, slots=True)
class Work:
    """One annotation or prediction: what is said of it, and its results."""

    head: dict[str, Any]
    results: tuple[dict[str, Any], ...]
    predicted: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A task: its data (empty where the file gives none) and the work on it; ``minimal`` for a row of JSON_MIN."""

    id: str
    data: dict[str, Any]
    works: tuple[Work, ...]
    meta: dict[str, Any]
    drafts: int = 0
    minimal: bool = False


def is_minimal(record: dict[str, Any]) -> bool:
    """Whether a record is a row of JSON_MIN: data and labels side by side, under the names of the controls."""
    return "annotation_id" in record and "annotator" in record and "annotations" not in record


def task_of(record: dict[str, Any]) -> Task | None:
    """The task of a record; None where it is none."""
    if is_minimal(record):
        return _minimal(record)
    if isinstance(record.get("result"), list) and "data" not in record:
        inner = record.get("task")
        inner = inner if isinstance(inner, dict) else {"id": inner}
        return _task({**inner, "annotations": [record]})
    return _task(record) if isinstance(record.get("data"), dict) else None


def _task(record: dict[str, Any]) -> Task:
    data, meta, drafts = record.get("data"), record.get("meta"), record.get("drafts")
    works = [
        *_works(record.get("annotations")),
        *_works(record.get("completions")),
        *_works(record.get("predictions"), predicted=True),
    ]
    return Task(
        _id(record.get("id")),
        data if isinstance(data, dict) else {},
        tuple(works),
        meta if isinstance(meta, dict) else {},
        len(drafts) if isinstance(drafts, list) else 0,
    )


def _works(value: Any, *, predicted: bool = False) -> Iterator[Work]:
    for head in value if isinstance(value, list) else ():
        if isinstance(head, dict):
            results = head.get("result")
            entries = results if isinstance(results, list) else ()
            yield Work(head, tuple(entry for entry in entries if isinstance(entry, dict)), predicted)


def _minimal(record: dict[str, Any]) -> Task:
    """A row of JSON_MIN: what looks like labels is taken for labels, the rest for data."""
    data: dict[str, Any] = {}
    results: list[dict[str, Any]] = []
    for key, value in record.items():
        found = list(_controlled(key, value))
        results += found
        if not found and key not in ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"):
            data[key] = value
    head = {"completed_by": record.get("annotator")}
    return Task(_id(record.get("id")), data, (Work(head, tuple(results)),), {}, minimal=True)


def _controlled(key: str, value: Any) -> Iterator[dict[str, Any]]:
    """The results of one control, as JSON_MIN flattened them."""
    if isinstance(value, dict) and isinstance(value.get("choices"), list):
        yield {"from_name": key, "type": "choices", "value": value}
    for entry in value if isinstance(value, list) else ():
        kinds = [kind for kind in LABELS if isinstance(entry, dict) and isinstance(entry.get(kind), list)]
        if kinds:
            yield {"from_name": key, "type": kinds[0], "value": entry}


def _id(value: Any) -> str:
    return str(value) if isinstance(value, (str, int)) else ""
