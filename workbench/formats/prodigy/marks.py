"""Marks: the spans and relations of a task, read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, Final

from workbench.formats.exchange import Attributes, Fragment, Relation, Span
from workbench.formats.format import Tally
from workbench.formats.jsonfile import whole

NO_PLACE: Final = "has no place in a text"
SKIPPED: Final = "the annotator passed the question over"
WRONG: Final = "rejected by the annotator: only spans can be negative evidence"
BARE: Final = "an end of it is a token without a span"
TWO_END: Final = "two spans end at its token; the first was taken"
LEFT: Final = frozenset({"source", "rank", "pattern", "input_hash", "id", "color", "disabled"})
"""What Prodigy notes beside a span, and nothing here has a place for."""
KNOWN: Final = frozenset({"start", "end", "token_start", "token_end", "label", "text", "score", "answer"})


class Marks:
    """The marks of one task, under way; ``left`` counts the keys that found no place."""

    def __init__(
        self, name: str, answer: str, tokens: tuple[Fragment, ...], tally: Tally, left: dict[str, int]
    ) -> None:
        self._name, self._answer, self._tokens, self._tally, self._left = name, answer, tokens, tally, left
        self._by_place: dict[tuple[Fragment, str], list[tuple[str, Any]]] = {}
        self._by_token: dict[int, list[str]] = {}

    def spans(self, entries: Iterable[Any], dropped: str = "") -> tuple[Span, ...]:
        """The spans; all of them are booked as dropped where a reason is given."""
        found: list[Span] = []
        for number, entry in enumerate(entries, 1):
            id = f"s{number}"
            place = self._place(entry)
            label = _text(entry.get("label")) if isinstance(entry, dict) else ""
            why = NO_PLACE if place is None else dropped or (SKIPPED if entry.get("answer") == "ignore" else "")
            if why or place is None:
                self._drop("span", label, why, id)
                continue
            self._by_place.setdefault((place, label), []).append((id, entry))
            self._by_token.setdefault(self._last_token(entry, place), []).append(id)
            found.append(self._span(id, label, place, entry))
        return tuple(found)

    def relations(self, entries: Iterable[Any]) -> tuple[Relation, ...]:
        """The relations between the spans that were read before."""
        found: list[Relation] = []
        for number, entry in enumerate(entries, 1):
            id, given = f"r{number}", entry if isinstance(entry, dict) else {}
            label = _text(given.get("label"))
            head, tail = (self._end(given, end, label, id) for end in ("head", "child"))
            why = WRONG if self._answer == "reject" else BARE
            if why == WRONG or head is None or tail is None:
                self._drop("relation", label, why, id)
                continue
            found.append(Relation(id, label, head, tail))
        return tuple(found)

    def _span(self, id: str, label: str, place: Fragment, entry: Mapping[str, Any]) -> Span:
        score, surface = entry.get("score"), entry.get("text")
        return Span(
            id,
            label,
            (place,),
            self._attributes(entry),
            score=float(score) if isinstance(score, (int, float)) and not isinstance(score, bool) else None,
            surface=surface if isinstance(surface, str) else None,
            rejected="reject" in (self._answer, entry.get("answer")),
        )

    def _attributes(self, entry: Mapping[str, Any]) -> Attributes:
        """Whatever a project's own recipe noted at a span; Prodigy's own notes are counted as left."""
        out: list[tuple[str, str]] = []
        for key, value in entry.items():
            if key in KNOWN or value is None:
                continue
            if key not in LEFT and isinstance(value, (str, int, float)):
                out.append((key, value if isinstance(value, str) else str(value).lower()))
            else:
                self._left[key] = self._left.get(key, 0) + 1
        return tuple(out)

    def _place(self, entry: Any) -> Fragment | None:
        if not isinstance(entry, dict):
            return None
        start, end = whole(entry.get("start")), whole(entry.get("end"))
        if start is not None and end is not None:
            return start, end
        first, last = whole(entry.get("token_start")), whole(entry.get("token_end"))
        if first is None or last is None or not 0 <= first <= last < len(self._tokens):
            return None
        return self._tokens[first][0], self._tokens[last][1]

    def _last_token(self, entry: Mapping[str, Any], place: Fragment) -> int:
        told = whole(entry.get("token_end"))
        if told is not None:
            return told
        return bisect_left(self._tokens, place[1], key=lambda token: token[1])

    def _end(self, relation: Mapping[str, Any], end: str, label: str, id: str) -> str | None:
        """The span at an end: the one that is written out there, else the one whose last token it is."""
        written = relation.get(f"{end}_span")
        if isinstance(written, dict) and (place := self._place(written)) is not None:
            found = self._by_place.get((place, _text(written.get("label"))))
            if found:
                return next((id for id, entry in found if entry == written), found[0][0])
        at = whole(relation.get(end))
        spans = self._by_token.get(at, []) if at is not None else []
        if len(spans) > 1:
            self._tally.ledger.change("import", "relation", label, TWO_END, f"{self._name} {id}")
        return spans[0] if spans else None

    def _drop(self, what: str, label: str, why: str, id: str) -> None:
        self._tally.ledger.drop("import", what, label, why, f"{self._name} {id}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
