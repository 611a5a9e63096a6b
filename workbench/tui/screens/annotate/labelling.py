"""Labelling: giving, changing, growing, shrinking and deleting spans."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from textual.content import Content

from workbench.core import annotating
from workbench.core.edit import Refused
from workbench.core.occurrences import occurrences
from workbench.core.schema_keys import label_keys
from workbench.core.span import Fragment, Span
from workbench.tui.choosing import Choosing, options
from workbench.tui.commands import LABEL, READ, RESIZE
from workbench.tui.screens.annotate.moving import Moving


class Labelling(Moving):
    """The commands that make and change spans."""

    fragment_of: int | None = None
    """The span that waits for another fragment."""
    _legend_shown: bool = False

    # -- giving a label ----------------------------------------------------------------

    def free_key(self, key: str) -> bool:
        """A group key (or digit) starts a label; with up to nine labels it gives one."""
        return self.pick_label(key, self.give_label, "Label") or super().free_key(key)

    def pick_label(self, key: str, pick: Callable[[str], object], question: str) -> bool:
        """Start choosing a label by its first key, or by its group's place as a digit.

        Returns:
            Whether the key is that of a group or label.
        """
        schema = self.work.schema
        found = self.first_keys.get(key)
        if found is None and key.isdigit() and 0 < int(key) <= len(self.first_keys):
            found = list(self.first_keys.values())[int(key) - 1]
        if found is None:
            return False
        if not schema.by_keys:
            self.attempt(lambda: pick(found[0][1]))
            return True
        group = schema.group_of(found[0][1])
        self.choose(f"{question} · {group}", [(k, schema.label_name(i), i) for k, i in found], pick, LABEL)
        return True

    @cached_property
    def first_keys(self) -> dict[str, list[tuple[str, str]]]:
        """Labels as (second key, id) by their first key; with up to nine labels a label's one key is both."""
        out: dict[str, list[tuple[str, str]]] = {}
        for label, keys in label_keys(self.work.schema).items():
            out.setdefault(keys[0], []).append((keys[-1], label))
        return out

    def give_label(self, label: str) -> None:
        """Give a label to the selection, or to the token at the cursor."""
        work = self.work
        start, end = self.page.current_range()
        edits = annotating.add_span(work.layer, work.schema, label, [(start, end)])
        n = edits[0].n
        self.page.clear_selection()
        self.do("label", edits, work.schema.label_name(label))
        self.span_at = n
        self.last_label = label
        self.look()

    def action_repeat(self) -> None:
        """Give the latest label again."""
        if self.last_label is None:
            raise Refused("no label has been given yet")
        self.give_label(self.last_label)

    def action_relabel(self) -> None:
        """Give the current span another label: the next key is that of a group or label."""
        span = self.require_span()
        schema = self.work.schema
        name = f"{schema.label_name(span.label)} becomes"

        def pick(label: str) -> None:
            self.do("relabel", annotating.relabel(self.work.layer, schema, span, label), schema.label_name(label))
            self.last_label = label

        rows = [(key, self._first_name(found[0][1]), key) for key, found in self.first_keys.items()]
        self.choose(name, rows, lambda key: self.pick_label(key, pick, name))

    def _first_name(self, label: str) -> str:
        schema = self.work.schema
        return schema.group_of(label) or "" if schema.by_keys else schema.label_name(label)

    def selected(self, selection: Fragment | None) -> None:
        """While something is selected, the footer says which keys label it."""
        if self.context == READ and self.session is not None and (selection is None) == self._legend_shown:
            self._legend_shown = selection is not None
            self.footer.show(self._legend if self._legend_shown else None)

    def end_choice(self) -> None:
        """Back to reading, with the selection as it is."""
        super().end_choice()
        self._legend_shown = False
        self.selected(self.page.selection)

    def _legend(self, width: int) -> Content:
        rows = [(key, self._first_name(found[0][1]), key) for key, found in self.first_keys.items()]
        return Choosing("Label", options(rows), lambda _: None).line(width)

    # -- deleting -------------------------------------------------------------------------

    def action_delete(self) -> None:
        """Delete the relation being looked at, or else the current span with its relations."""
        relation = self.current_relation()
        if relation is not None:
            name = self.work.schema.relation_name(relation.label)
            self.relation_at = None
            self.do("delete relation", annotating.delete_relation(relation), f"{name} deleted; u undoes")
            return
        span = self.require_span()
        n = len(self.work.layer.relations_of(span.n))
        with_it = f" with {n} relation{'s' * (n > 1)}" if n else ""
        name = self.work.schema.label_name(span.label)
        self.span_at = None
        self.do("delete", annotating.delete_span(self.work.layer, span), f"{name} deleted{with_it}; u undoes")

    # -- edges ------------------------------------------------------------------------------

    def action_grow(self) -> None:
        """Grow the current span by one token at its end."""
        self._move_edge(right=True, outward=True)

    def action_shrink(self) -> None:
        """Shrink the current span by one token at its end."""
        self._move_edge(right=True, outward=False)

    def action_resize(self) -> None:
        """Move the edges of the current span with the arrows."""
        span = self.require_span()
        self.span_at = span.n
        self.set_context(RESIZE)

    def action_resize_grow_right(self) -> None:
        """Move the end one token on."""
        self._move_edge(right=True, outward=True)

    def action_resize_shrink_right(self) -> None:
        """Move the end one token back."""
        self._move_edge(right=True, outward=False)

    def action_resize_grow_left(self) -> None:
        """Move the start one token back."""
        self._move_edge(right=False, outward=True)

    def action_resize_shrink_left(self) -> None:
        """Move the start one token on."""
        self._move_edge(right=False, outward=False)

    def action_resize_end(self) -> None:
        """Leave the edges where they are."""
        self.set_context(READ)

    def action_snap(self) -> None:
        """Move the edges of the current span out to token edges."""
        self._snap(outward=True)

    def action_snap_in(self) -> None:
        """Move the edges of the current span in to token edges."""
        self._snap(outward=False)

    def action_fragment(self) -> None:
        """First press: remember the current span. Second press: add what is selected to it."""
        waiting = self.work.layer.spans.get(self.fragment_of or -1)
        if waiting is None:
            span = self.require_span()
            annotating.require_shape(self.work.schema, span.label, [(0, 1), (2, 3)])
            self.fragment_of = span.n
            self.say("Select the other stretch of text, then + again; escape drops it")
            return
        self.fragment_of = None
        self.page_range_into(waiting)

    def page_range_into(self, span: Span) -> None:
        """Add the selection, or the token at the cursor, to a span."""
        fragments = [*span.fragments, self.page.current_range()]
        self.page.clear_selection()
        self._reshape(span, fragments, "fragment")

    # -- all at once -------------------------------------------------------------------------

    def action_label_all(self) -> None:
        """Give the current span's label to all identical text of this document, after a preview."""
        from workbench.tui.screens.preview import Preview

        span = self.require_span()
        work = self.work
        if span.discontinuous:
            raise Refused("a discontinuous span cannot be looked for elsewhere")
        found = [
            r
            for r in occurrences(work.text, span.text(work.text))
            if not any(s.label == span.label and s.fragments == (r,) for s in work.layer.overlapping(*r))
            and not any(z.start < r[1] and r[0] < z.end for z in work.zones)
        ]
        if not found:
            raise Refused("there is no other text like this without the label")
        title = f"{work.schema.label_name(span.label)} on {len(found)} more place{'s' * (len(found) > 1)}"

        def chosen(ranges: list[Fragment] | None) -> None:
            if ranges:
                edits = annotating.add_spans(work.layer, work.schema, span.label, ranges)
                self.attempt(lambda: self.do("label all", edits, f"{len(edits)} labelled; u undoes all"))

        self.app.push_screen(Preview(title, found, self.ranges_text(found)), chosen)

    # -- shared ---------------------------------------------------------------------------

    def _move_edge(self, right: bool, outward: bool) -> None:
        span = self.require_span()
        start, end = span.fragments[-1] if right else span.fragments[0]
        edge = self.page.step(end if right else start, 1 if right == outward else -1, is_end=right)
        moved = (start, edge) if right else (edge, end)
        if moved[0] >= moved[1]:
            raise Refused("nothing of the span would be left", "x deletes it")
        fragments = [*span.fragments[:-1], moved] if right else [moved, *span.fragments[1:]]
        self._reshape(span, fragments, "resize")

    def _snap(self, outward: bool) -> None:
        span = self.require_span()
        snapped = [self.work.tokens.snap(a, b, outward) for a, b in span.fragments]
        self._reshape(span, [f for f in snapped if f is not None], "snap")

    def _reshape(self, span: Span, fragments: list[Fragment], kind: str) -> None:
        work = self.work
        self.do(kind, annotating.reshape(work.layer, work.schema, span, fragments))
        changed = work.layer.spans[span.n]
        if not changed.covers(self.page.cursor):
            self.page.move_to(changed.start)
        self.span_at = span.n
        self.look()
        self.say(self.words(changed))
