"""Moving about the page: tokens, lines, sentences, spans, names and problems."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from workbench.core import motion
from workbench.core.edit import Refused
from workbench.core.layer import outermost
from workbench.tui.screens.annotate.base import AnnotateBase


class Moving(AnnotateBase):
    """The commands that move the cursor and the selection."""

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences start."""
        return motion.sentence_starts(self.work.text)

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where paragraphs start."""
        return motion.paragraph_starts(self.work.text)

    @cached_property
    def names(self) -> list[tuple[int, int]]:
        """What looks like a name."""
        return motion.names(self.work.text)

    def action_left(self) -> None:
        """One token back."""
        self.page.move_left()

    def action_right(self) -> None:
        """One token on."""
        self.page.move_right()

    def action_up(self) -> None:
        """One line up."""
        self.page.move_rows(-1)

    def action_down(self) -> None:
        """One line down."""
        self.page.move_rows(1)

    def action_page_up(self) -> None:
        """One screen up."""
        self.page.move_pages(-1)

    def action_page_down(self) -> None:
        """One screen down."""
        self.page.move_pages(1)

    def action_row_start(self) -> None:
        """Start of the line."""
        self.page.move_row_start()

    def action_row_end(self) -> None:
        """End of the line."""
        self.page.move_row_end()

    def action_first(self) -> None:
        """Start of the document."""
        self.page.move_first()

    def action_last(self) -> None:
        """End of the document."""
        self.page.move_last()

    def action_extend_left(self) -> None:
        """Extend the selection one token back."""
        self.page.move_left(extend=True)

    def action_extend_right(self) -> None:
        """Extend the selection one token on."""
        self.page.move_right(extend=True)

    def action_extend_up(self) -> None:
        """Extend the selection one line up."""
        self.page.move_rows(-1, extend=True)

    def action_extend_down(self) -> None:
        """Extend the selection one line down."""
        self.page.move_rows(1, extend=True)

    def action_sentence_next(self) -> None:
        """Next sentence."""
        self._go(motion.after(self.sentences, self.page.cursor), "this is the last sentence")

    def action_sentence_previous(self) -> None:
        """Previous sentence."""
        self._go(motion.before(self.sentences, self.page.cursor), "this is the first sentence")

    def action_paragraph_next(self) -> None:
        """Next paragraph."""
        self._go(motion.after(self.paragraphs, self.page.cursor), "this is the last paragraph")

    def action_paragraph_previous(self) -> None:
        """Previous paragraph."""
        self._go(motion.before(self.paragraphs, self.page.cursor), "this is the first paragraph")

    def action_select_sentence(self) -> None:
        """Select the whole sentence."""
        start = motion.before(self.sentences, self.page.cursor + 1) or 0
        end = motion.after(self.sentences, self.page.cursor) or len(self.work.text)
        text = self.work.text[start:end]
        self.page.select(start, start + max(1, len(text.rstrip())))

    def action_span_next(self) -> None:
        """Next span in reading order."""
        self._go_span(1)

    def action_span_previous(self) -> None:
        """Previous span in reading order."""
        self._go_span(-1)

    def action_cycle(self) -> None:
        """Step through the spans that cover the cursor."""
        here = self.spans_here()
        span = self.require_span()
        if len(here) < 2:
            raise Refused("there is only one span here")
        self.span_at = here[(here.index(span) - 1) % len(here)].n
        self.relation_at = None
        self.look()

    def action_name_next(self) -> None:
        """Next name without a label."""
        self._go_name(self.names, forward=True)

    def action_name_previous(self) -> None:
        """Previous name without a label."""
        self._go_name(self.names, forward=False)

    def action_problem_next(self) -> None:
        """Next problem after the cursor, or the first one."""
        work = self.work
        work.findings.settle()
        problems = work.findings.all()
        if not problems:
            raise Refused("there are no problems")
        at = (self.page.cursor, self.span_at or -1)
        problem = next((p for p in problems if (p.start, p.span) > at), problems[0])
        self.go_to_span(problem.span)
        self.say(problem.message)

    def action_anchor(self) -> None:
        """Start a selection at the cursor, or drop it."""
        self.page.toggle_anchor()

    def action_unit(self) -> None:
        """Switch between tokens and characters."""
        self.page.unit = "grapheme" if self.page.unit == "token" else "token"
        self.say(f"moving by {'character' if self.page.unit == 'grapheme' else 'token'}")

    def go_to_span(self, n: int) -> None:
        """Put the cursor on a span and make it the current one.

        Raises:
            Refused: where it is there no longer.
        """
        span = self.work.layer.spans.get(n)
        if span is None:
            raise Refused("that span is gone")
        self.page.move_to(span.start)
        self.span_at = n
        self.relation_at = None
        self.look()

    def look(self) -> None:
        """Show what is at the cursor now, after the choice among its spans changed."""
        self.page.set_current(self.span_at)
        self.inspector.look(self.sight())

    def moved(self, offset: int) -> None:
        """The cursor has moved: the choice among spans and relations starts afresh."""
        if self.session is None:
            return
        self.span_at = self.relation_at = None
        self.show_position()
        self.inspector.look(self.sight())

    def _go(self, offset: int | None, otherwise: str) -> None:
        if offset is None:
            raise Refused(otherwise)
        self.page.move_to(offset)

    def _go_span(self, step: int) -> None:
        layer, at, current = self.work.layer, self.page.cursor, self.current_span()
        if current is not None and current.start == at:
            here = outermost(current)
        else:
            here = (at, 0, 0) if step > 0 else (at, -layer.length - 1, 0)
        span = layer.after(here) if step > 0 else layer.before(here)
        if span is None:
            raise Refused("this is the last span" if step > 0 else "this is the first span")
        self.go_to_span(span.n)

    def _go_name(self, names: Sequence[tuple[int, int]], forward: bool) -> None:
        at = self.page.cursor
        layer = self.work.layer
        zones = self.work.zones
        ahead = [n for n in names if n[0] > at] if forward else [n for n in reversed(names) if n[0] < at]
        for start, end in ahead:
            if layer.overlapping(start, end) or any(z.start < end and start < z.end for z in zones):
                continue
            self.page.move_to(start)
            self.page.select(start, end)
            return
        raise Refused("there are no more names without a label this way")
