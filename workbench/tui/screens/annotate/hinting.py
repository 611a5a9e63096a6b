"""Hinting: letters on the screen that pick a span or a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from workbench.core.display import safe_line
from workbench.core.edit import Refused
from workbench.core.span import Span
from workbench.tui.commands import HINT, READ
from workbench.tui.screens.annotate.labelling import Labelling


class Hinting(Labelling):
    """Picking by hints, and the commands that use them."""

    hints: dict[str, int]
    """Offsets by the letters that stand on them."""
    typed: str = ""
    _targets: Callable[[], Sequence[int]]
    _picked: Callable[[int], object]
    _asked: str = ""

    def hint(self, asked: str, targets: Callable[[], Sequence[int]], picked: Callable[[int], object]) -> None:
        """Put letters on the offsets that ``targets`` gives for what is on the screen; typing them picks one."""
        self._targets, self._picked, self._asked = targets, picked, asked
        self._show_hints()

    def _show_hints(self) -> None:
        offsets = sorted(set(self._targets()))
        self.hints = self.page.show_hints(offsets)
        self.typed = ""
        self.set_context(HINT)
        shown = f"{len(offsets)} on the screen" if offsets else "none on this screen"
        line = Content(safe_line(f" {self._asked}: type its letters ({shown}; page down looks further)"))
        self.footer.show(lambda width: line)

    def free_key(self, key: str) -> bool:
        """A hint letter, while hints are shown."""
        if self.context != HINT:
            return super().free_key(key)
        typed = self.typed + key.lower()
        if typed in self.hints:
            offset = self.hints[typed]
            self.end_hints()
            self._picked(offset)
        elif any(hint.startswith(typed) for hint in self.hints):
            self._narrow(typed)
        else:
            self.say(f"no hint starts with {typed}")
        return True

    def end_hints(self) -> None:
        """Take the letters away."""
        self.page.clear_hints()
        self.set_context(READ)

    def action_hint_cancel(self) -> None:
        """Pick nothing."""
        self.end_hints()

    def action_hint_back(self) -> None:
        """Take back the latest letter."""
        self._narrow(self.typed[:-1])

    def _narrow(self, typed: str) -> None:
        """Leave only the hints that begin with what was typed."""
        self.typed = typed
        self.page.narrow_hints(typed)

    def action_hint_down(self) -> None:
        """Scroll down and show hints there."""
        self.page.scroll_pages(1)
        self._show_hints()

    def action_hint_up(self) -> None:
        """Scroll up and show hints there."""
        self.page.scroll_pages(-1)
        self._show_hints()

    # -- jumping ---------------------------------------------------------------------------

    def spans_on_screen(self) -> list[Span]:
        """Spans whose start is on the screen, outermost first."""
        start, end = self.page.visible_range()
        return [s for s in self.work.layer.overlapping(start, end) if start <= s.start < end]

    def action_hint_span(self) -> None:
        """Show a letter on every span; typing it goes there."""
        self.hint("Jump to a span", lambda: [s.start for s in self.spans_on_screen()], self.page.move_to)

    def action_hint_token(self) -> None:
        """Show letters on every word; typing them goes there."""

        def words() -> list[int]:
            tokens, (start, end) = self.work.tokens, self.page.visible_range()
            first, last = tokens.covering(start, end)
            return [tokens.starts[i] for i in range(first, last) if self.work.text[tokens.starts[i]].isalnum()]

        self.hint("Jump to a word", words, self.page.move_to)

    def pick_span(self, asked: str, allowed: Callable[[Span], bool], picked: Callable[[Span], object]) -> None:
        """Pick one of the spans on the screen that ``allowed`` accepts; spans that start together are asked for."""

        def targets() -> list[int]:
            return [s.start for s in self.spans_on_screen() if allowed(s)]

        def at(offset: int) -> None:
            here = [s for s in self.work.layer.at(offset) if s.start == offset and allowed(s)]
            if len(here) == 1:
                picked(here[0])
            elif here:
                name = self.work.schema.label_name
                rows = [(None, f"{name(s.label)} {self.words(s, 24)}", s) for s in here]
                self.choose("Which one", rows, picked)
            else:
                raise Refused("that span is gone")

        self.hint(asked, targets, at)
