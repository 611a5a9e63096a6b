"""The views of one document, span by span in plain Python: slow, obvious, and the judge of the arrays.

Written from the words of the policy, not from the arrays: sets of tokens, one loop a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.entity import Entity
from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.training.policy import Policy

Mark = tuple[str, int, int, str, str]
"""Label, first token, one past the last, id, kb_id."""
Lost = Counter[tuple[str, str, str]]
"""How often by view, label and the beginning of the reason."""


@dataclass(frozen=True)
class Case:
    """A document and what stands in its layer; ``rejected`` and ``disputed`` are (start, end, label)."""

    name: str
    text: str
    tokens: Tokens
    zones: tuple[Zone, ...]
    layer: Layer
    rejected: tuple[tuple[int, int, str], ...] = ()
    disputed: tuple[tuple[int, int, str], ...] = ()


@dataclass
class Seen:
    """What spaCy is told of the document."""

    ents: list[Mark] = field(default_factory=list)
    missing: set[int] = field(default_factory=set)
    group: list[Mark] = field(default_factory=list)
    incorrect: list[tuple[str, int, int]] = field(default_factory=list)
    clusters: dict[str, list[Mark]] = field(default_factory=dict)
    cats: dict[str, float] = field(default_factory=dict)
    rel: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)
    dropped: Lost = field(default_factory=Counter)
    changed: Lost = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass
class Reference:
    """Looks at documents under a schema and a policy."""

    schema: Schema
    entities: Mapping[UUID, Entity]
    policy: Policy

    def see(self, case: Case) -> Seen:
        """All views of a document."""
        seen = Seen()
        spans = sorted(case.layer.spans.values(), key=lambda span: span.n)
        placed = {span.n: self.places(case, span) for span in spans}
        self._ents(case, spans, placed, seen)
        self._group(case, spans, placed, seen)
        self._incorrect(case, seen)
        self._clusters(spans, placed, seen)
        self._cats(case, seen)
        self._rel(case, seen)
        return seen

    # -- names -----------------------------------------------------------------

    def name(self, label: str) -> str:
        """What a label is called."""
        known = self.schema.labels.get(label)
        if known is None:
            return label
        if self.policy.group:
            return self.schema.groups[known.group].name or known.group
        return known.name or label

    def finals(self, span: Span) -> list[str]:
        """The entities of a span's links, in order, merges followed."""
        out = []
        for link in span.links:
            seen = {link}
            while link in self.entities and (to := self.entities[link].redirect) and to not in seen:
                link = to
                seen.add(link)
            out.append(str(link))
        return out

    def mark(self, span: Span, place: tuple[int, int, int]) -> Mark:
        """The span as spaCy gets it."""
        part, first, last = place
        id_ = f"s{span.n}.{part}" if part else f"s{span.n}"
        return self.name(span.label), first, last, id_, next(iter(self.finals(span)), "")

    # -- places ------------------------------------------------------------------

    def fragments(self, span: Span) -> list[tuple[int, int, int]]:
        """Part, start and end of what is to be placed."""
        if not span.discontinuous:
            return [(0, *span.fragments[0])]
        if self.policy.discontinuous == "covering":
            return [(0, span.start, span.end)]
        return [(part, start, end) for part, (start, end) in enumerate(span.fragments, 1)]

    def places(self, case: Case, span: Span) -> list[tuple[int, int, int] | str]:
        """For each fragment its part and tokens, or why it has none."""
        return [place(case, *fragment) for fragment in self.fragments(span)]

    def touched(self, case: Case, span: Span) -> set[int]:
        """Tokens that the span's fragments touch."""
        return {i for _, start, end in self.fragments(span) for i in touched(case, start, end)}

    # -- views -------------------------------------------------------------------

    def _ents(
        self, case: Case, spans: Sequence[Span], placed: Mapping[int, list[tuple[int, int, int] | str]], seen: Seen
    ) -> None:
        zone = {i for z in case.zones for i in touched(case, z.start, z.end)}
        seen.missing = zone | {i for start, end, _ in case.disputed for i in touched(case, start, end)}
        candidates = []
        for span in spans:
            if self.policy.ents_group and self.schema.group_of(span.label) != self.policy.ents_group:
                seen.left_out["spans of another group"] += 1
            elif not self.passes(span):
                seen.left_out["spans that the filter"] += 1
            else:
                why = self._hindrance(span, placed[span.n], zone)
                if why:
                    seen.dropped["ents", self.name(span.label), why] += 1
                    seen.missing |= self.touched(case, span)
                else:
                    [(_, first, last)] = placed[span.n]  # type: ignore[misc]
                    candidates.append((self.rank(span.label), first - last, first, span.n, span))
        taken: dict[int, Mark] = {}
        for _, width, first, _, span in sorted(candidates, key=lambda c: c[:4]):
            mark = self.mark(span, (0, first, first - width))
            rivals = {taken[i] for i in range(first, first - width) if i in taken}
            if rivals:
                twice = any(r[:3] == mark[:3] for r in rivals)
                seen.dropped["ents", mark[0], "another span" if twice else "overlaps a"] += 1
                seen.missing |= self.touched(case, span)
                continue
            taken |= dict.fromkeys(range(mark[1], mark[2]), mark)
            seen.ents.append(mark)
            seen.changed["ents", mark[0], "white space"] += self.trimmed(case, span)
            seen.changed["ents", mark[0], "kb_id"] += len(set(self.finals(span))) > 1
        seen.ents.sort(key=lambda mark: mark[1])
        seen.missing -= set(taken)

    def _hindrance(self, span: Span, places: Sequence[tuple[int, int, int] | str], zone: set[int]) -> str:
        first = places[0]
        if len(places) > 1:
            return "discontinuous"
        if isinstance(first, str):
            return first
        return "in a skip zone" if zone & set(range(first[1], first[2])) else ""

    def passes(self, span: Span) -> bool:
        """Whether the filter lets a span into doc.ents."""
        wanted: dict[str, set[str]] = {}
        for key, value in self.policy.where:
            wanted.setdefault(key, set()).add(value)
        for key, values in wanted.items():
            if key not in self.schema.attributes_of(span.label):
                continue
            own = {v for k, v in span.attributes if k == key} or {self.schema.attributes[key].default}
            if not own & values:
                return False
        return True

    def rank(self, label: str) -> int:
        """The place of a label in the list of priorities."""
        for i, name in enumerate(self.policy.priority):
            if name in (label, self.schema.group_of(label)):
                return i
        return len(self.policy.priority)

    def trimmed(self, case: Case, span: Span) -> bool:
        """Whether a fragment starts or ends with white space."""
        return any(case.text[a:b] != case.text[a:b].strip() for _, a, b in self.fragments(span))

    def _group(
        self, case: Case, spans: Sequence[Span], placed: Mapping[int, list[tuple[int, int, int] | str]], seen: Seen
    ) -> None:
        marks: list[tuple[Mark, int]] = []
        for span in spans:
            name, places = self.name(span.label), placed[span.n]
            good = [one for one in places if not isinstance(one, str)]
            if span.discontinuous and self.policy.discontinuous == "drop":
                seen.dropped["sc", name, "discontinuous: left out"] += 1
                continue
            if not good:
                only = set(places) == {"white space only"}
                seen.dropped["sc", name, "white space only" if only else "starts or ends"] += 1
                continue
            marks += [(self.mark(span, one), span.n) for one in good]
            if span.discontinuous:
                seen.changed["sc", name, "discontinuous"] += 1
            seen.changed["sc", name, "a fragment"] += len(good) < len(places)
            seen.changed["sc", name, "kb_id"] += len(set(self.finals(span))) > 1
            seen.changed["sc", name, "white space"] += any(
                case.text[a:b] != case.text[a:b].strip()
                for one, (_, a, b) in zip(places, self.fragments(span), strict=True)
                if one in good
            )
        marks.sort(key=lambda one: (one[0][1], -one[0][2], one[1]))
        said: set[tuple[str, int, int]] = set()
        again: set[tuple[str, int]] = set()
        for mark, n in marks:
            if mark[:3] in said:
                again.add((mark[0], n))
            said.add(mark[:3])
        for name, _ in again:
            seen.changed["sc", name, "another span"] += 1
        seen.group = [mark for mark, _ in marks]

    def _incorrect(self, case: Case, seen: Seen) -> None:
        right = {mark[:3] for mark in seen.ents}
        for start, end, label in case.rejected:
            tokens = touched(case, start, end)
            name = self.name(label)
            if not tokens or (case.tokens.starts[tokens[0]], case.tokens.ends[tokens[-1]]) != (start, end):
                seen.dropped["incorrect", name, "does not stand"] += 1
            elif (name, tokens[0], tokens[-1] + 1) in right:
                seen.dropped["incorrect", name, "stands in doc.ents"] += 1
            else:
                seen.incorrect.append((name, tokens[0], tokens[-1] + 1))

    def _clusters(
        self, spans: Sequence[Span], placed: Mapping[int, list[tuple[int, int, int] | str]], seen: Seen
    ) -> None:
        sets = {span.n: frozenset(self.finals(span)) for span in spans if span.links}
        often = {one for one, n in Counter(sets.values()).items() if n > 1}
        mentions: list[tuple[Mark, int, frozenset[str]]] = []
        for span in spans:
            entities = sets.get(span.n)
            if entities not in often or entities is None:
                continue
            place_ = placed[span.n][0]
            if len(placed[span.n]) > 1:
                seen.dropped["coref", self.name(span.label), "discontinuous"] += 1
            elif isinstance(place_, str):
                seen.dropped["coref", self.name(span.label), "starts or ends"] += 1
            else:
                mentions.append((self.mark(span, place_), span.n, entities))
        mentions.sort(key=lambda m: (m[0][1], -m[0][2], m[1]))
        unique: list[tuple[Mark, frozenset[str]]] = []
        for mark, _, entities in mentions:
            if any(mark[1:3] == other[1:3] and entities == known for other, known in unique):
                seen.dropped["coref", mark[0], "another mention"] += 1
            else:
                unique.append((mark, entities))
        left = Counter(entities for _, entities in unique)
        numbers: dict[frozenset[str], int] = {}
        for mark, entities in unique:
            if left[entities] < 2:
                seen.dropped["coref", mark[0], "no other mention"] += 1
                continue
            number = numbers.setdefault(entities, len(numbers) + 1)
            seen.clusters.setdefault(f"coref_clusters_{number}", []).append(mark)

    def _cats(self, case: Case, seen: Seen) -> None:
        chosen = {(label.key, label.value) for label in case.layer.labels.values()}
        for key, kind in self.schema.document_labels.items():
            if any(key == decided for decided, _ in chosen):
                seen.cats |= {f"{key}={value}": float((key, value) in chosen) for value in kind.values}
        for label in case.layer.labels.values():
            if f"{label.key}={label.value}" not in seen.cats:
                seen.dropped["cats", label.key, "not in the schema"] += 1

    def _rel(self, case: Case, seen: Seen) -> None:
        starts = {mark[3]: mark[1] for mark in seen.ents}
        for _, relation in sorted(case.layer.relations.items()):
            name = self.schema.relation_name(relation.label)
            head, tail = starts.get(f"s{relation.head}"), starts.get(f"s{relation.tail}")
            if head is None or tail is None:
                seen.dropped["rel", name, "an end"] += 1
                continue
            said = seen.rel.setdefault(
                (head, tail), {self.schema.relation_name(id_): 0.0 for id_ in self.schema.relations}
            )
            if said.get(name):
                seen.dropped["rel", name, "another relation"] += 1
            said[name] = 1.0


def place(case: Case, part: int, start: int, end: int) -> tuple[int, int, int] | str:
    """Part and tokens of a fragment, or why it has none."""
    text = case.text[start:end]
    if text.isspace():
        return "white space only"
    left, right = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    starts, ends = list(case.tokens.starts), list(case.tokens.ends)
    if left not in starts or right not in ends:
        return "starts or ends"
    return part, starts.index(left), ends.index(right) + 1


def touched(case: Case, start: int, end: int) -> list[int]:
    """Tokens that share a code point with a range."""
    return [
        i for i, (a, b) in enumerate(zip(case.tokens.starts, case.tokens.ends, strict=True)) if a < end and b > start
    ]
