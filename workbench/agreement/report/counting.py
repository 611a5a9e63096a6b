"""Counting: one document's answers turned into what it adds to every number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbench.agreement.pairwise import Sheet, Spread, each_pair, spread
from workbench.agreement.relations.arcs import Arcs
from workbench.agreement.relations.compared import compared_arcs
from workbench.agreement.relations.shared import given_shared_arguments
from workbench.agreement.report.counted import Counted, Profile, version_of
from workbench.agreement.report.crossing import crossings
from workbench.agreement.report.frame import SHARED, SPANS, Frame
from workbench.agreement.report.said import said_of_document, said_of_places
from workbench.agreement.spans.compared import compared
from workbench.agreement.spans.extent import shared, size
from workbench.agreement.spans.marks import Marks
from workbench.agreement.study import Answer, StudiedDocument
from workbench.agreement.tally import Tally, f1, total
from workbench.core.span import merged


def counted(document: StudiedDocument, frame: Frame) -> Counted:
    """What a document adds; one that fewer than two people finished adds nothing to agreement among them."""
    marks = {name: Marks.of(answer.spans.values()) for name, answer in document.answers.items()}
    arcs = {name: Arcs(answer.spans, answer.relations.values()) for name, answer in document.answers.items()}
    here = [name for name in frame.people if name in document.answers]
    people = {name: document.answers[name] for name in here} if len(here) > 1 else {}
    f1s = _sheets({name: marks[name] for name in people}, {name: arcs[name] for name in people}, frame)
    return Counted(
        version=version_of(document),
        f1=f1s,
        against=_against(marks, arcs, frame),
        said={**said_of_places(people, frame), **said_of_document(people, frame)} if people else {},
        crossed=crossings([marks[name] for name in people]),
        profiles={name: _profile(answer, document) for name, answer in people.items()},
        exact=_mean(f1s["span-exact"]),
        overlap=_mean(f1s["span-overlap"]),
    )


def _sheets(marks: Mapping[str, Marks], arcs: Mapping[str, Arcs], frame: Frame) -> dict[str, Sheet]:
    """The tallies of every two of these answers, by the name of the number."""
    found: dict[str, Sheet] = {name: each_pair(marks, partial(compared, rule=rule)) for name, rule in SPANS.items()}
    for name, rule in frame.arcs.items():
        found[name] = each_pair(arcs, partial(compared_arcs, rule=rule))
    if frame.arcs:
        found[SHARED] = each_pair(arcs, _given_spans)
    return found


def _given_spans(first: Arcs, second: Arcs) -> dict[str, Tally]:
    if not first.relations and not second.relations:
        return {}
    mine, theirs, _ = given_shared_arguments(first, second)
    return compared_arcs(mine, theirs)


def _against(marks: Mapping[str, Marks], arcs: Mapping[str, Arcs], frame: Frame) -> dict[str, Sheet]:
    """Tallies of each annotator with the reference alone, whatever the others say."""
    if frame.gold is None or frame.gold not in marks:
        return {}
    found: dict[str, dict[tuple[str, str], Mapping[str, Tally]]] = {name: {} for name in frame.against}
    for name in sorted(marks.keys() - {frame.gold}):
        both = (name, frame.gold)
        sheets = _sheets({n: marks[n] for n in both}, {n: arcs[n] for n in both}, frame)
        for number in found.keys() & sheets.keys():
            found[number].update(sheets[number])
    return dict(found)


def _mean(sheet: Sheet) -> Spread:
    return spread(f1(total(tallies.values())) for tallies in sheet.values())


def _profile(answer: Answer, document: StudiedDocument) -> Profile:
    ranges = tuple(fragment for span in answer.spans.values() for fragment in span.fragments)
    zones, covered = merged(document.zones), merged(ranges)
    return Profile(
        documents=1,
        spans=len(answer.spans),
        length=size(ranges),
        covered=size(covered) - (shared(covered, zones) if zones else 0),
        text=document.length - size(zones),
    )
