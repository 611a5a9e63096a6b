"""Document labels: what annotators say of whole documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.agreement.attributes import UNSET, choice, chosen, level_of
from workbench.agreement.coding.label import Label
from workbench.agreement.coding.ratings import Ratings
from workbench.core.relation import DocumentLabel
from workbench.core.schema import DocumentLabelKind


def document_ratings(
    documents: Mapping[str, Mapping[str, Iterable[DocumentLabel]]],
    annotators: Sequence[str],
    key: str,
    kind: DocumentLabelKind,
) -> Ratings:
    """One item a document, by id: what each annotator who *finished* it chose of one kind of document label.

    Who finished and chose nothing has said so; who is absent is missing, and on a scale so is nothing.
    """
    scale = level_of(kind) == "ordinal"

    def said(labels: Iterable[DocumentLabel]) -> Label | None:
        found = choice(sorted(label.value for label in labels if label.key == key), kind.several)
        return None if scale and found == UNSET else found

    rows = [
        tuple(said(answers[name]) if name in answers else None for name in annotators)
        for _, answers in sorted(documents.items())
    ]
    return chosen(rows, kind.values, kind.several)
