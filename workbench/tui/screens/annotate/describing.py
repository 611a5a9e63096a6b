"""Describing: attributes, links, notes and the guideline of a span."""

from __future__ import annotations

from uuid import UUID

from workbench.core import annotating
from workbench.core.edit import Refused
from workbench.core.entity import Entity
from workbench.core.relation import Relation
from workbench.core.schema import Attribute, shown
from workbench.core.span import Span
from workbench.tui.screens.annotate.opening import make_entity
from workbench.tui.screens.annotate.relating import Relating


class Describing(Relating):
    """The commands that say more about a span or relation."""

    def action_attribute(self) -> None:
        """Set an attribute of the relation being looked at, or else of the current span."""
        item: Span | Relation = self.current_relation() or self.require_span()
        schema = self.work.schema
        if isinstance(item, Relation):
            attributes, name = schema.relation_attributes_of(item.label), schema.relation_name(item.label)
        else:
            attributes, name = schema.attributes_of(item.label), schema.label_name(item.label)
        if not attributes:
            raise Refused(f"{name} has no attributes")
        if len(attributes) == 1:
            ((key, attribute),) = attributes.items()
            self._pick_value(item, key, attribute)
            return
        rows = [(a.key, shown(a, i), (i, a)) for i, a in attributes.items()]
        self.choose(f"{name}: attribute", rows, lambda pair: self._pick_value(item, *pair))

    def _pick_value(self, item: Span | Relation, key: str, attribute: Attribute) -> None:
        name = shown(attribute, key)
        rows: list[tuple[str | None, str, str | None]] = [
            (None, shown(v, i) + (" (default)" if i == attribute.default else ""), i)
            for i, v in attribute.values.items()
            if not v.retired
        ]
        rows.append(("0", "unset", None))

        def pick(value: str | None) -> None:
            schema = self.work.schema
            if isinstance(item, Relation):
                edits = annotating.set_relation_attribute(schema, item, key, value)
            else:
                edits = annotating.set_attribute(schema, item, key, value)
            self.do("attribute", edits, f"{name}: {value or 'unset'}")

        self.choose(name, rows, pick)

    def action_link(self) -> None:
        """Link the current span to an entry of the registry, or make one."""
        from workbench.tui.screens.picker import EntityPicker

        span, work = self.require_span(), self.work
        group = work.schema.group(span.label)
        if group is not None and group.link == "none":
            raise Refused(f"{work.schema.label_name(span.label)} takes no links")

        def chosen(entity: UUID | None) -> None:
            if entity is not None:
                self.attempt(lambda: self._link(work.layer.id, span.n, entity))

        def make(name: str) -> Entity:
            entity = make_entity(self.workbench.db, work.actor, name, span.label)
            self.entities[entity.id] = entity
            return entity

        self.app.push_screen(EntityPicker(self.words(span, 200), self.entities.values(), span.links, make), chosen)

    def _link(self, layer: UUID, n: int, entity: UUID) -> None:
        span = self.work.layer.spans.get(n) if self.work.layer.id == layer else None
        if span is None:
            raise Refused("that span is gone")
        edits = annotating.link(self.work.schema, span, entity)
        name = self.entities[entity].name
        self.do("link", edits, f"no longer linked to {name}" if entity in span.links else f"linked to {name}")

    def action_note(self) -> None:
        """Write a note on the current span."""
        from workbench.tui.screens.ask import Ask

        span = self.require_span()

        def written(text: str | None) -> None:
            if text is not None:
                said = "noted" if text.strip() else "note removed"
                self.attempt(lambda: self.do("note", annotating.annotate(span, text.strip()), said))

        self.app.push_screen(Ask(f"Note on {self.words(span)}", span.note or ""), written)

    def action_guideline(self) -> None:
        """Show what the guideline says about the current label."""
        from workbench.tui.screens.guideline import Guideline

        span = self.current_span()
        self.app.push_screen(Guideline(self.work.schema, span.label if span else self.last_label))
