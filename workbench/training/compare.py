"""Compare: what a model or ``.spacy`` files say beside what stands in the chosen layers, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.store import splits
from workbench.store.connection import Connection
from workbench.training.compare_gold import ENTS, SPANS, Mark, Reference, references
from workbench.training.compare_predictions import Predicted, Said, by_model, in_files, is_model
from workbench.training.export import Job
from workbench.training.found import found
from workbench.training.names import label_names
from workbench.training.policy import Policy
from workbench.training.split import PARTS

ALL: Final = "all"
DEV: Final = "dev"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is compared: whose layers (None: the usual), under which policy, and which part of the division.

    Without a ``part`` a model is compared on dev where the project is divided, because it has learned train by heart
    and test is for the end; files on all the documents they hold.
    """

    layers: str | None = None
    policy: Policy = Policy()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One document as it stands and as it is said to be, by view; labels by their ids."""

    reference: Reference
    said: Mapping[str, Sequence[Mark]]


@dataclass(slots=True)
class Comparison:
    """What was compared, and what was not.

    Attributes:
        source: the name of the model or file.
        layers: whose layers it was held against.
        part: of the division; *all* where that does not matter.
        schema: the schema that holds.
        pairs: the documents.
        views: those that the source speaks of.
        unknown: marks whose label the schema does not have, by what it is called.
        silent: marks of ents where the reference says nothing, which are neither right nor wrong.
        strangers: documents of the source that are no finished document here.
        unread: documents here that the source does not speak of.
    """

    source: str
    layers: str
    part: str
    schema: Schema
    pairs: list[Pair] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    silent: int = 0
    strangers: int = 0
    unread: int = 0


def compare(
    connection: Connection,
    actor: UUID,
    path: Path,
    wish: Wish,
    advance: Callable[[int, int], object] = lambda done, all: None,
) -> Comparison:
    """Hold a model, or what stands in ``.spacy`` files, against finished layers.

    Args:
        connection: a reading transaction.
        actor: who asks; what is hidden from them is left out.
        path: the model's folder, a file or a folder of files.
        wish: what it is held against.
        advance: told how many steps are done, and of how many: two a document, reading and being said.

    Raises:
        Fault: where nothing is finished, the path is neither, spaCy fails, or no label is one of the schema's.
    """
    model = is_model(path)
    what = found(connection, actor, wish.layers, wish.policy, Ledger())
    part = wish.part or (_usual(connection, what.job) if model else ALL)
    job = replace(
        what.job, picks=[pick for pick in what.job.picks if pick.tokens and _in(what.job, pick.document, part)]
    )
    if not job.picks:
        raise Fault(f"There is no finished document to compare with in {part}", "Choose another --part or --layers")
    out = Comparison(path.name, str(what.selection), part, job.schema)
    done, all_ = 0, 2 * len(job.picks)

    def step(n: int = 1) -> None:
        nonlocal done
        done += n
        advance(min(done, all_), all_)

    with TemporaryFile() as spool:
        ids = ids_of(job.schema, wish.policy)
        known = list(references(job, ids, step, spool if model else None))
        spool.seek(0)
        said = by_model(path, spool) if model else in_files(path, job.schema.language)
        _take(out, _stepping(said, step), known, wish.policy, ids)
    _require_something(out, wish.policy)
    return out


def _require_something(out: Comparison, policy: Policy) -> None:
    """See that there was anything to compare.

    Raises:
        Fault: where there was not, with the reason.
    """
    if not out.pairs:
        raise Fault(f"None of the {out.strangers} documents of {out.source} is finished here", "Choose other --layers")
    if out.views:
        return
    if out.unknown:
        called = ", ".join(sorted(out.unknown)[:5])
        raise Fault(f"{out.source} says {called}, and the schema has no such label", "Add --group if it was trained so")
    raise Fault(f"{out.source} has neither entities nor a span group {policy.spans_key}", "Name the group: --spans-key")


def _usual(connection: Connection, job: Job) -> str:
    assigned = splits.assigned(connection)
    return DEV if any(assigned.get(pick.document) == DEV for pick in job.picks) else ALL


def _in(job: Job, document: UUID, part: str) -> bool:
    if part not in (ALL, *PARTS):
        raise Fault(f"There is no part {part}", f"There are {', '.join(PARTS)} and {ALL}")
    return part == ALL or job.division.parts.get(document) == part


def _stepping(said: Iterable[Predicted], step: Callable[[], None]) -> Iterator[Predicted]:
    for one in said:
        step()
        yield one


def _take(
    out: Comparison, said: Iterable[Predicted], known: Sequence[Reference], policy: Policy, ids: Mapping[str, str]
) -> None:
    """Put every document that is spoken of beside its reference: by its id where that is told, else by its text."""
    left = {str(one.pick.document): one for one in known}
    alike: dict[str, list[str]] = {}
    for known_id, one in left.items():
        alike.setdefault(one.sha256, []).append(known_id)
    spoken: Counter[str] = Counter()
    for predicted in said:
        id = _known_as(predicted, left, alike)
        if id is None:
            out.strangers += 1
            continue
        reference = left.pop(id)
        views = {name: some for name, some in _views(predicted, policy) if some is not None}
        spoken.update(views)
        out.pairs.append(
            Pair(reference, {view: _marks(out, view, some, reference, ids) for view, some in views.items()})
        )
    out.unread = len(left)
    order = {id: place for place, id in enumerate(str(one.pick.document) for one in known)}
    out.pairs.sort(key=lambda pair: order[str(pair.reference.pick.document)])
    out.views = [view for view in (ENTS, SPANS) if spoken[view] and _any_known(out, view)]


def _known_as(predicted: Predicted, left: Mapping[str, Reference], alike: Mapping[str, Sequence[str]]) -> str | None:
    """Which document is spoken of, of those nobody has spoken of yet; None where it is none of them."""
    named = predicted.document
    if named is not None and named in left and left[named].sha256 == predicted.sha256:
        return named
    return next((id for id in alike.get(predicted.sha256, ()) if id in left), None)


def _views(predicted: Predicted, policy: Policy) -> Iterator[tuple[str, Sequence[Said] | None]]:
    yield ENTS, predicted.ents
    yield SPANS, predicted.groups.get(policy.spans_key)


def _any_known(out: Comparison, view: str) -> bool:
    """Whether the source says a label of the schema in a view, or nothing at all; not where it says others alone."""
    return not out.unknown or any(pair.said.get(view) for pair in out.pairs)


def _marks(
    out: Comparison, view: str, said: Sequence[Said], reference: Reference, ids: Mapping[str, str]
) -> list[Mark]:
    """What is said of a document, without labels that nobody knows and places that the reference is silent about."""
    found: list[Mark] = []
    for n, (label, start, end) in enumerate(sorted(said, key=lambda mark: (mark[1], -mark[2], mark[0])), 1):
        if label not in ids:
            out.unknown[label] += 1
        elif view == ENTS and any(a < end and start < b for a, b in reference.silent):
            out.silent += 1
        else:
            found.append(Mark(n, ids[label], start, end))
    return found


def ids_of(schema: Schema, policy: Policy) -> dict[str, str]:
    """The id of each label (with groups, of each group) by what an export calls it."""
    names = label_names(schema, group=policy.group)
    return {name: schema.labels[id].group if policy.group else id for id, name in names.items()}
