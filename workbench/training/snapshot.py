"""The snapshot: an export by name, which comes out the same whatever happens to the project later.

What is named is the state of the log, what was wished, and the little that an export reads and no log tells: which
near-duplicates stood in different parts, and which suggestions had been rejected.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final
from uuid import UUID

from workbench import __version__
from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.core.selection import parse
from workbench.store import snapshots, splits
from workbench.store.connection import Connection, chunks
from workbench.store.snapshots import Snapshot
from workbench.store.units import units
from workbench.store.upto import UpTo
from workbench.training.choosing import choose
from workbench.training.division import Terms
from workbench.training.export import Job
from workbench.training.found import Found, found, straddling
from workbench.training.policy import Policy
from workbench.training.remembered import Rejected, remembered
from workbench.training.split import Division

LIBRARIES: Final = ("spacy", "numpy", "srsly", "isal")
"""What can change the bytes of an export, beside this program, Python and zlib."""
AT_ONCE: Final = 1_000
"""Documents whose layers are in memory at one time."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was named: whose layers, what becomes of spans, and the versions of what wrote it then."""

    snapshot: Snapshot
    layers: str
    policy: Policy
    versions: Mapping[str, str]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Named:
        """What a snapshot keeps.

        Raises:
            Fault: where it keeps no export.
        """
        try:
            kept = snapshot.kept
            return cls(snapshot, kept["layers"], _policy(kept["policy"]), kept["versions"])
        except (KeyError, TypeError, ValueError) as error:
            raise Fault(f"{snapshot.name} names no export of this version of the program") from error

    @property
    def command(self) -> tuple[str, ...]:
        """The command line that makes it, wherever it is put."""
        name = self.snapshot.name
        return ("workbench", "export", "spacy", "OUT", "--name", name, *options(self.layers, self.policy))

    def differing(self) -> list[str]:
        """In words, what writes exports now in another version than then."""
        now = versions()
        return [
            f"{name} {self.versions.get(name, 'none')} then, {now[name]} now"
            for name in now
            if self.versions.get(name) != now[name]
        ]

    def to_json(self) -> dict[str, Json]:
        """What was named, for ``--json``."""
        one = self.snapshot
        return {
            "name": one.name,
            "at": one.at,
            "by": one.by,
            "commit_no": one.commit_no,
            "layers": self.layers,
            "options": list(options(self.layers, self.policy)),
            "versions": dict(self.versions),
        }


def options(layers: str, policy: Policy) -> tuple[str, ...]:
    """The options of the command line that ask for this."""
    usual = Policy()
    out = ["--layers", layers, *(["--group"] if policy.group else [])]
    out += ["--priority", ",".join(policy.priority)] if policy.priority else []
    out += ["--ents-group", policy.ents_group] if policy.ents_group is not None else []
    out += [word for key, value in policy.where for word in ("--where", f"{key}={value}")]
    out += ["--spans-key", policy.spans_key] if policy.spans_key != usual.spans_key else []
    out += ["--discontinuous", policy.discontinuous] if policy.discontinuous != usual.discontinuous else []
    return (*out, *(["--rel"] if policy.rel else []))


def give(connection: Connection, actor: UUID, name: str, layers: str | None, policy: Policy) -> Named:
    """Name an export of the project as it stands, its division kept for good; nothing is written but the name.

    Args:
        connection: a writing transaction, so that nobody changes anything between the division and the name.
        actor: a curator or lead.
        name: of nothing yet.
        layers: whose, as ``--layers`` says it; None for the usual.
        policy: what becomes of spans.

    Raises:
        Fault: where there is nothing finished, or the actor or the wishes do not fit.
    """
    from workbench.training.views.lens import Lens

    snapshots.require_namer(connection, actor)
    now = found(connection, actor, layers, policy, Ledger())
    Lens(now.job.schema, policy)
    if not any(pick.tokens for pick in now.job.picks):
        raise Fault("There is no finished document to export", "Finish one, or choose other --layers")
    if now.fresh:
        splits.keep(connection, now.fresh, actor)
    sides = straddling(splits.assigned(connection), units(connection, now.terms.group_by))
    kept: dict[str, Json] = {
        "layers": str(now.selection),
        "policy": asdict(policy),
        "versions": versions(),
        "straddling": [[str(document) for document in unit] for unit in sides],
        "rejected": _rejected(now),
    }
    return Named.of(snapshots.add(connection, name, actor, kept))


def agree(known: Named, layers: str | None, policy: Policy) -> None:
    """See that what is wished now is what was named; nothing but the name is enough.

    Raises:
        Fault: where it is something else.
    """
    name = known.snapshot.name
    asked = None if layers is None else str(parse(layers))
    if (asked is None and policy == Policy()) or (asked in (None, known.layers) and policy == known.policy):
        return
    raise Fault(
        f"{name} is an export with {' '.join(options(known.layers, known.policy))}",
        f"Write --name {name} alone to make it again, or choose another name",
    )


def found_then(connection: Connection, actor: UUID, known: Named, ledger: Ledger) -> Found:
    """What was named, as it stood.

    Raises:
        Fault: where the actor is no curator or lead, or this log is not the one it was named in.
    """
    snapshots.require_namer(connection, actor)
    snapshots.require_log(connection, known.snapshot)
    past = UpTo.of(connection, known.snapshot.commit_no)
    kept = known.snapshot.kept
    number, schema = past.schema(connection)
    selection = parse(known.layers)
    chosen = choose(connection, actor, selection, ledger, past)
    settings = past.settings(connection).get(splits.TERMS)
    by = Terms() if settings is None else Terms.from_json(settings)
    sides = tuple(tuple(map(UUID, unit)) for unit in kept["straddling"])
    division = Division(past.parts(connection), sides)
    source = remembered(connection, past, chosen.picks, selection.majority, kept["rejected"])
    job = Job(chosen.picks, source, schema, past.registry(connection), division, by.salt, known.policy)
    return Found(job, selection, number, chosen.tokenizers, by, {})


def versions() -> dict[str, str]:
    """The versions of what writes exports, without importing any of it."""
    out = {"workbench": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    out["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for name in LIBRARIES:
        try:
            out[name] = version(name)
        except PackageNotFoundError:
            out[name] = "none"
    return out


def _rejected(now: Found) -> Rejected:
    """What has been rejected, by layer."""
    out: dict[str, list[tuple[int, int, str]]] = {}
    for picks in chunks(now.job.picks if now.job.source.rejections else (), AT_ONCE):
        rows = now.job.source.rows(picks).rejected
        for position, start, end, label in zip(rows.layer, rows.start, rows.end, rows.label, strict=True):
            out.setdefault(str(picks[position].layers[0]), []).append((start, end, label))
    return out


def _policy(kept: Mapping[str, Any]) -> Policy:
    tuples = {"priority": tuple(kept["priority"]), "where": tuple((key, value) for key, value in kept["where"])}
    return Policy(**{**kept, **tuples})
