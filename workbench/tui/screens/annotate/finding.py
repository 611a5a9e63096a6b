"""Finding: by regular expression, within a time limit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import regex

from workbench.core.edit import Refused
from workbench.core.span import Fragment
from workbench.tui.screens.annotate.describing import Describing

AT_MOST = 10_000
SECONDS = 1.0


class Finding(Describing):
    """The commands that search the document."""

    matches: list[Fragment]
    _pattern: str = ""

    def action_find(self) -> None:
        """Find by regular expression."""
        from workbench.tui.screens.ask import Ask

        def asked(pattern: str | None) -> None:
            if pattern:
                self.attempt(lambda: self.find(pattern))

        self.app.push_screen(Ask("Find (regular expression)", self._pattern, select=True), asked)

    def find(self, pattern: str) -> None:
        """Mark every match and go to the first at or after the cursor.

        Raises:
            Refused: for a pattern that is not one, takes too long, or matches nothing.
        """
        self._pattern = pattern
        self.matches = search(self.work.text, pattern)
        self.page.set_matches(self.matches)
        i = bisect_left([a for a, _ in self.matches], self.page.cursor)
        self._go_match(i % len(self.matches))

    def action_match_next(self) -> None:
        """Next match."""
        self._require_matches()
        i = bisect_right([a for a, _ in self.matches], self.page.cursor)
        self._go_match(i % len(self.matches))

    def action_match_previous(self) -> None:
        """Previous match."""
        self._require_matches()
        i = bisect_left([a for a, _ in self.matches], self.page.cursor) - 1
        self._go_match(i % len(self.matches))

    def _require_matches(self) -> None:
        if not self.matches:
            raise Refused("nothing has been looked for", "/ finds")

    def _go_match(self, i: int) -> None:
        start, end = self.matches[i]
        self.page.move_to(start)
        self.page.select(start, end)
        self.say(f"match {i + 1} of {len(self.matches)}; n next, N previous, escape ends")

    def action_cancel(self) -> None:
        """Drop the selection, the waiting fragment, the matches or the hints."""
        if self.fragment_of is not None:
            self.fragment_of = None
            self.say("no fragment added")
        self.page.clear_selection()
        if self.matches:
            self.matches = []
            self.page.set_matches([])


def search(text: str, pattern: str) -> list[Fragment]:
    """Non-empty matches of a pattern, in order; case matters only where the pattern has capitals.

    Raises:
        Refused: for a pattern that is not one, takes too long, or matches nothing.
    """
    try:
        compiled = regex.compile(pattern, regex.IGNORECASE if pattern == pattern.lower() else 0)
        found: list[Fragment] = []
        for match in compiled.finditer(text, timeout=SECONDS):
            if match.end() > match.start():
                found.append(match.span())
                if len(found) == AT_MOST:
                    break
    except regex.error as fault:
        raise Refused(f"this is not a regular expression: {fault}") from fault
    except TimeoutError as fault:
        raise Refused("this expression takes too long", "Make it simpler") from fault
    if not found:
        raise Refused("nothing matches")
    return found
