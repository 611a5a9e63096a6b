"""Summed: every document's counts and their sums, which follow one edited document to the same last digit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.agreement.coding.ratings import Row
from workbench.agreement.continuum import Continuum
from workbench.agreement.pairwise import Pairwise, Sheet
from workbench.agreement.report.counted import NOBODY, Counted, Crossing, Profile, version_of
from workbench.agreement.report.counting import counted
from workbench.agreement.report.frame import Frame
from workbench.agreement.study import StudiedDocument, Study

if TYPE_CHECKING:
    from workbench.agreement.unitizing.lengths import Lengths

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Summed:
    """What the report reads: counts by document, and sums of them.

    Attributes:
        study: what was compared.
        frame: what was asked of it.
        documents: the counts of each document, by its key, in the order of the study.
        f1: tallies among people, by the name of the number.
        against: tallies with the reference.
        said: rows of labels, by the name of the question.
        crossed: what became of spans in other answers.
        profiles: how much each annotator marked on documents that two or more finished.
        lengths: what each document adds to the unitizing coefficients, in the order of the study.
    """

    study: Study
    frame: Frame
    documents: Mapping[str, Counted]
    f1: Mapping[str, Pairwise]
    against: Mapping[str, Pairwise]
    said: Mapping[str, Counter[Row]]
    crossed: Mapping[Crossing, int]
    profiles: Mapping[str, Profile]
    lengths: Lengths

    @classmethod
    def of(cls, study: Study, before: Summed | None = None) -> Summed:
        """The sums of a study; counts of documents that ``before`` has in the same version are taken over."""
        frame = Frame.of(study)
        known = before.documents if before is not None and before.frame == frame else {}
        documents = {one.key: _counted(one, frame, known) for one in study.documents}
        return cls(
            study,
            frame,
            documents,
            _pairwise({key: one.f1 for key, one in documents.items()}, frame.f1s),
            _pairwise({key: one.against for key, one in documents.items()}, frame.against),
            _said(documents.values()),
            _crossed(documents.values()),
            _profiles(documents.values()),
            _lengths(study, frame),
        )

    def replaced(self, document: StudiedDocument) -> Summed:
        """The sums with one document of the study put in place of what it was, at the cost of that document.

        Raises:
            KeyError: where the study has no such document, or the answer of somebody who is not in it.
        """
        if not document.answers.keys() <= set(self.study.annotators):
            raise KeyError("the study has no such annotator")
        old, new = self.documents[document.key], counted(document, self.frame)
        at = list(self.documents).index(document.key)
        rest = self.study.documents
        study = replace(self.study, documents=(*rest[:at], document, *rest[at + 1 :]))
        return replace(
            self,
            study=study,
            documents={**self.documents, document.key: new},
            f1=_put(self.f1, document.key, new.f1),
            against=_put(self.against, document.key, new.against),
            said=_said_again(self.said, old, new),
            crossed=_changed(self.crossed, old.crossed, new.crossed),
            profiles=_profiles_again(self.profiles, old.profiles, new.profiles),
            lengths=_lengths_again(self, study, at),
        )

    def rows(self) -> Iterator[tuple[StudiedDocument, Counted]]:
        """Each document with its counts."""
        return zip(self.study.documents, self.documents.values(), strict=True)


# -- sums ----------------------------------------------------------------------


def _counted(document: StudiedDocument, frame: Frame, known: Mapping[str, Counted]) -> Counted:
    found = known.get(document.key)
    return found if found is not None and found.version == version_of(document) else counted(document, frame)


def _pairwise(documents: Mapping[str, Mapping[str, Sheet]], names: Iterable[str]) -> dict[str, Pairwise]:
    return {name: Pairwise.of({key: sheets.get(name, {}) for key, sheets in documents.items()}) for name in names}


def _put(sums: Mapping[str, Pairwise], key: str, sheets: Mapping[str, Sheet]) -> dict[str, Pairwise]:
    return {name: found.replaced(key, sheets.get(name, {})) for name, found in sums.items()}


def _said(documents: Iterable[Counted]) -> dict[str, Counter[Row]]:
    found: dict[str, Counter[Row]] = {}
    for one in documents:
        for question, rows in one.said.items():
            found.setdefault(question, Counter()).update(rows)
    return found


def _said_again(said: Mapping[str, Counter[Row]], old: Counted, new: Counted) -> dict[str, Counter[Row]]:
    none: Mapping[Row, int] = {}
    questions = dict.fromkeys([*said, *new.said])
    return {q: _changed(said.get(q, none), old.said.get(q, none), new.said.get(q, none)) for q in questions}


def _changed(sums: Mapping[H, int], old: Mapping[H, int], new: Mapping[H, int]) -> Counter[H]:
    """The sums without what was and with what is; what comes to nothing is gone."""
    found = Counter(sums)
    found.subtract(old)
    found.update(new)
    for thing in old:
        if not found[thing]:
            del found[thing]
    return found


def _crossed(documents: Iterable[Counted]) -> Counter[Crossing]:
    found: Counter[Crossing] = Counter()
    for one in documents:
        found.update(one.crossed)
    return found


def _profiles(documents: Iterable[Counted]) -> dict[str, Profile]:
    found: dict[str, Profile] = {}
    for one in documents:
        for name, profile in one.profiles.items():
            found[name] = found.get(name, NOBODY).plus(profile)
    return found


def _profiles_again(
    sums: Mapping[str, Profile], old: Mapping[str, Profile], new: Mapping[str, Profile]
) -> dict[str, Profile]:
    found = {
        name: sums.get(name, NOBODY).plus(old.get(name, NOBODY), -1).plus(new.get(name, NOBODY))
        for name in sums.keys() | new.keys()
    }
    return {name: profile for name, profile in found.items() if profile != NOBODY}


def _lengths(study: Study, frame: Frame) -> Lengths:
    """The lengths of all documents; columns for all labels of the schema, so that an edit seldom brings a new one."""
    from workbench.agreement.unitizing.measuring import measured

    continua = [continuum(document, frame) for document in study.documents]
    used = {span.label for one in continua for spans in one.spans.values() for span in spans}
    return measured(continua, sorted(used.union(frame.schema.labels)))


def _lengths_again(summed: Summed, study: Study, at: int) -> Lengths:
    from workbench.agreement.unitizing.lengths import COLUMNS
    from workbench.agreement.unitizing.measuring import measured

    was, now = (continuum(one.documents[at], summed.frame) for one in (summed.study, study))
    labels = summed.lengths.labels
    if not {span.label for spans in now.spans.values() for span in spans} <= set(labels):
        return _lengths(study, summed.frame)
    old, new = measured([was], labels), measured([now], labels)
    columns: dict[str, Any] = {name: getattr(summed.lengths, name).copy() for name in COLUMNS}
    found = replace(summed.lengths, **columns, skipped=summed.lengths.skipped - old.skipped + new.skipped)
    found.put(at, new)
    return found


def continuum(document: StudiedDocument, frame: Frame) -> Continuum:
    """A document as the line that people marked, skip zones left out."""
    spans = {name: list(document.answers[name].spans.values()) for name in frame.people if name in document.answers}
    return Continuum(document.length, spans, document.zones)
