"""Disagreements of a project: gathered with the sums that say what settling them would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from workbench.agreement.disagreement.listing import Disagreements, compared
from workbench.agreement.disagreement.record import Disagreement
from workbench.agreement.disagreement.wanted import Order, Wanted, ordered, picked
from workbench.agreement.disagreement.weights import Weights
from workbench.agreement.report.summed import Summed
from workbench.core.fault import Fault
from workbench.core.schema import Schema
from workbench.curation.gathering import Gathered, gathered, one_document
from workbench.curation.roster import Roster
from workbench.store.connection import Connection


@dataclass(frozen=True)
class Disagreeing:
    """What was gathered, its sums, and every disagreement in it."""

    gathered: Gathered
    summed: Summed
    found: Disagreements
    weights: Weights

    @classmethod
    def of(cls, gathered: Gathered, before: Disagreeing | None = None) -> Disagreeing:
        """All of a study; what ``before`` has counted of documents that are the same is taken over."""
        summed = Summed.of(gathered.study, None if before is None else before.summed)
        return cls(gathered, summed, Disagreements.of(gathered.study), Weights(summed))

    @property
    def schema(self) -> Schema:
        """The schema in force."""
        return self.summed.frame.schema

    @property
    def names(self) -> tuple[str, ...]:
        """Whom it is about."""
        return compared(self.summed.frame)

    def knows(self, layers: Sequence[UUID]) -> UUID | None:
        """The document that has one of these layers among its answers; None where none has."""
        wanted = set(layers)
        for document in self.gathered.study.documents:
            if any(answer.layer in wanted for answer in document.answers.values()):
                return document.id
        return None

    def after_edit(self, connection: Connection, document: UUID) -> Disagreeing:
        """The same after somebody changed one document, at the cost of that document."""
        now = one_document(connection, self.gathered, document)
        summed = self.summed.replaced(now)
        gathered = replace(self.gathered, study=summed.study)
        return Disagreeing(gathered, summed, self.found.replaced(now), Weights(summed))

    def list(self, wanted: Wanted, order: Order) -> list[Disagreement]:
        """Those asked for, in an order."""
        return ordered(picked(self.found, wanted, self.schema), order, self.weights.of)


def disagreeing(connection: Connection, viewer: UUID, roster: Roster, before: Disagreeing | None = None) -> Disagreeing:
    """Every disagreement among those on the roster, as far as the viewer may see their work.

    Raises:
        Fault: where somebody on the roster is not in the project, or it has no schema.
    """
    return Disagreeing.of(gathered(connection, viewer, roster), before)


def require_someone(found: Disagreeing) -> None:
    """See that anybody can disagree with anybody.

    Raises:
        Fault: where nobody can, with the reason.
    """
    if any(len(document.answers) > 1 for document in found.gathered.study.documents):
        return
    hidden = found.gathered.hidden
    if hidden:
        raise Fault(
            "There is nobody's finished work beside yours that you may see", "Leads and curators see everybody's"
        )
    raise Fault("No two annotators have finished a document in common", "D in a document finishes it")


def require_names(found: Disagreeing, wanted: Wanted) -> None:
    """See that everybody named, and the document, take part.

    Raises:
        Fault: where somebody or it does not.
    """
    for name in (*(wanted.pair or ()), *filter(None, [wanted.annotator])):
        if name not in found.names:
            raise Fault(f"{name} has finished nothing that is compared here", f"There are {', '.join(found.names)}")
    documents = found.gathered.study.documents
    if wanted.document and not any(wanted.document in (one.id, one.name, str(one.id)) for one in documents):
        raise Fault(f"Nobody has finished a document {wanted.document}", "`workbench documents` lists them")
