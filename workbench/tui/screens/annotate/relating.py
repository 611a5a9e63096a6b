"""Relating: relations by hints, and looking at, reversing and leaving along them."""

from __future__ import annotations

from workbench.core import annotating
from workbench.core.edit import Refused
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.screens.annotate.hinting import Hinting


class Relating(Hinting):
    """The commands that make and follow relations."""

    def action_relate(self) -> None:
        """Relate the current span: hints show only the spans that the schema allows as a tail."""
        head = self.require_span()
        schema = self.work.schema
        name = schema.label_name(head.label)
        if not schema.heads(head.label):
            raise Refused(f"the schema has no relation that starts at {name}", "Start from the other span")

        def allowed(tail: Span) -> bool:
            return tail.n != head.n and bool(schema.allowed(head.label, tail.label))

        self.pick_span(f"{name} {self.words(head, 24)} → tail", allowed, lambda tail: self._pick_label(head, tail))

    def _pick_label(self, head: Span, tail: Span) -> None:
        schema = self.work.schema
        allowed = schema.allowed(head.label, tail.label)
        if len(allowed) == 1:
            self._relate(allowed[0], head, tail)
            return
        ends = f"{schema.label_name(head.label)} → {schema.label_name(tail.label)}"
        rows = [(schema.relations[i].key, schema.relation_name(i), i) for i in allowed]
        self.choose(ends, rows, lambda label: self._relate(label, head, tail))

    def _relate(self, label: str, head: Span, tail: Span) -> None:
        work = self.work
        edits = annotating.relate(work.layer, work.schema, label, head, tail)
        self.do("relate", edits, f"{work.schema.relation_name(label)} → {self.words(tail)}")
        self.relation_at = edits[0].n
        self.span_at = head.n
        self.look()

    def action_relation_cycle(self) -> None:
        """Step through the relations of the current span."""
        span = self.require_span()
        relations = self.work.layer.relations_of(span.n)
        if not relations:
            raise Refused("this span has no relations", "r relates it")
        ns = [r.n for r in relations]
        i = ns.index(self.relation_at) + 1 if self.relation_at in ns else 0
        relation = relations[i % len(ns)]
        self.relation_at, self.span_at = relation.n, span.n
        self.inspector.look(self.sight())
        self.say(f"{self.sentence(relation)}  ·  enter goes there, ~ reverses, x deletes, c changes")

    def sentence(self, relation: Relation) -> str:
        """A relation in words: head, label, tail."""
        layer, name = self.work.layer, self.work.schema.relation_name(relation.label)
        head, tail = layer.spans[relation.head], layer.spans[relation.tail]
        return f"{self.words(head, 24)} — {name} → {self.words(tail, 24)}"

    def action_relation_go(self) -> None:
        """Go to the other end of the relation being looked at."""
        if self.fragment_of is not None:
            self.action_fragment()
            return
        relation = self.require_relation()
        here = self.require_span().n
        self.go_to_span(relation.tail if here == relation.head else relation.head)
        self.relation_at = relation.n
        self.inspector.look(self.sight())

    def action_reverse(self) -> None:
        """Exchange head and tail of the relation being looked at."""
        work, relation = self.work, self.require_relation()
        self.do("reverse", annotating.reverse(work.layer, work.schema, relation))
        self.say(self.sentence(work.layer.relations[relation.n]))

    def action_relabel(self) -> None:
        """Change the label of the relation being looked at, or else of the current span."""
        relation = self.current_relation()
        if relation is None:
            super().action_relabel()
            return
        work = self.work
        schema, spans = work.schema, work.layer.spans
        allowed = schema.allowed(spans[relation.head].label, spans[relation.tail].label)
        rows = [(schema.relations[i].key, schema.relation_name(i), i) for i in allowed if i != relation.label]
        if not rows:
            raise Refused("the schema allows no other relation between these two")

        def pick(label: str) -> None:
            self.do("relabel relation", annotating.relabel_relation(work.layer, schema, relation, label))

        self.choose(f"{schema.relation_name(relation.label)} becomes", rows, pick)

    def action_relations_toggle(self) -> None:
        """Hide or show the relation lanes."""
        self.page.show_relations(not self.page.relations_shown)
        self.say("relations shown" if self.page.relations_shown else "relations hidden; R shows them")
