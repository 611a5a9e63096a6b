"""What every part of the annotate screen stands on: its widgets, its session, and how an edit reaches both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID

from textual import events
from textual.timer import Timer

from workbench.core.annotating import Edits
from workbench.core.edit import Refused
from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.choosing import Choosing, options
from workbench.tui.commands import CHOOSE, READ
from workbench.tui.keys import CommandScreen
from workbench.tui.session import Session, Touched
from workbench.tui.widgets.alarm import Alarm
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.inspector import Inspector
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.problems import ProblemList
from workbench.tui.widgets.sight import Sight
from workbench.tui.widgets.status import StatusLine

T = TypeVar("T")
TICK: Final = 0.1
"""Seconds between two looks for problems."""
AT_A_TIME: Final = 200
"""Spans a look takes at most: some milliseconds."""


class AnnotateBase(CommandScreen[None]):
    """State and services shared by the parts of the annotate screen."""

    session: Session | None = None
    entities: dict[UUID, Entity]
    choosing: Choosing[object] | None = None
    relation_at: int | None = None
    """The relation being looked at, by number."""
    span_at: int | None = None
    """The span chosen among those at the cursor, by number; the innermost where unset."""
    last_label: str | None = None
    problems: int = 0
    """How many problems there were when all had last been looked for."""
    document: UUID
    """The open document."""

    def load(self, document: UUID) -> None:
        """Open a document on this screen, where its annotator left it."""
        raise NotImplementedError

    # -- parts -------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The document."""
        return self.query_one(Page)

    @property
    def inspector(self) -> Inspector:
        """The panel beside the page."""
        return self.query_one(Inspector)

    @property
    def problem_list(self) -> ProblemList:
        """The list of problems."""
        return self.query_one(ProblemList)

    @property
    def status(self) -> StatusLine:
        """The status line."""
        return self.query_one(StatusLine)

    @property
    def alarm(self) -> Alarm:
        """What keeps work from being saved."""
        return self.query_one(Alarm)

    @property
    def footer(self) -> CommandBar:
        """The footer, which is also the mode line."""
        return self.query_one(CommandBar)

    @property
    def work(self) -> Session:
        """The open session.

        Raises:
            Refused: while the document is still being opened.
        """
        if self.session is None:
            raise Refused("the document is still being opened")
        return self.session

    # -- what is under the cursor ----------------------------------------------------

    def spans_here(self) -> list[Span]:
        """Spans at the cursor, outermost first."""
        return self.work.layer.at(self.page.cursor)

    def current_span(self) -> Span | None:
        """The span that commands are about: the chosen one if it is at the cursor, else the innermost there."""
        here = self.spans_here()
        chosen = next((s for s in here if s.n == self.span_at), None)
        return chosen or (min(reversed(here), key=lambda s: s.end - s.start) if here else None)

    def require_span(self) -> Span:
        """The current span.

        Raises:
            Refused: where the cursor is on none.
        """
        span = self.current_span()
        if span is None:
            raise Refused("there is no span at the cursor", "Tab goes to the next one")
        return span

    def current_relation(self) -> Relation | None:
        """The relation being looked at, while the cursor is on one of its ends."""
        relation = self.work.layer.relations.get(self.relation_at or -1)
        span = self.current_span()
        return relation if relation and span and span.n in (relation.head, relation.tail) else None

    def require_relation(self) -> Relation:
        """The relation being looked at; the only one of the current span where none was chosen.

        Raises:
            Refused: where there is none, or several and none was chosen.
        """
        relation = self.current_relation()
        if relation is not None:
            return relation
        relations = self.work.layer.relations_of(self.require_span().n)
        if len(relations) != 1:
            raise Refused("no relation is being looked at", "t steps through those of the current span")
        return relations[0]

    def words(self, span: Span, room: int = 40) -> str:
        """A span's text, shortened, on one line."""
        return self.work.words(span, room)

    def sight(self) -> Sight:
        """What the cursor is on, for the inspector."""
        return Sight(self.work, self.entities, self.spans_here(), self.current_span(), self.relation_at, self.problems)

    # -- doing ---------------------------------------------------------------------

    def do(self, kind: str, edits: Edits, said: str = "") -> Touched:
        """Carry out an operation, repaint what it touched, and say what happened."""
        touched = self.work.do(kind, edits)
        self.show(touched)
        self.say(said)
        return touched

    def show(self, touched: Touched) -> None:
        """Repaint what an operation touched, in the same frame."""
        self.page.refresh_spans(*touched.spans)
        self.refresh_panels()

    def refresh_panels(self) -> None:
        """Bring the inspector and the problems up to date; the list of all problems follows when there is time."""
        self.work.findings.settle(0)
        self.inspector.look(self.sight())
        self.show_position()
        self._later.resume()

    def look_at_problems(self) -> None:
        """Look at some spans that were never looked at; once all are known, list and mark their problems."""
        if self.session is None or not self.session.findings.settle(AT_A_TIME):
            return
        self._later.pause()
        problems = self.session.findings.all()
        self.problems = len(problems)
        self.page.set_problems([p.start for p in problems])
        if self.problem_list.display:
            self.problem_list.show(problems)
        self.inspector.look(self.sight(), afresh=True)

    @cached_property
    def _later(self) -> Timer:
        """Ticks while there are problems to look for, seldom enough that no key waits for it."""
        return self.set_interval(TICK, self.look_at_problems, pause=True)

    def show_position(self) -> None:
        """Say in the status line where the cursor is."""
        self.status.show(position=f"{self.page.cursor * 100 // max(1, len(self.work.text))}%")

    def attempt(self, action: Callable[[], object]) -> None:
        """Run an action; what is refused is said, and nothing else happens."""
        try:
            action()
        except Fault as fault:
            self.say(str(fault))

    # -- choosing from a few ------------------------------------------------------------

    def choose(
        self,
        question: str,
        rows: Iterable[tuple[str | None, str, T]],
        pick: Callable[[T], object],
        context: str = CHOOSE,
    ) -> None:
        """Show options in the mode line; a key picks one and ends the choice."""

        def picked(value: object) -> None:
            self.end_choice()
            self.attempt(lambda: pick(value))  # type: ignore[arg-type]

        self.choosing = Choosing(question, options(rows), picked)
        self.set_context(context, frozenset(option.key for option in self.choosing.options))
        self.footer.show(self.choosing.line)

    def end_choice(self) -> None:
        """Back to reading."""
        self.choosing = None
        self.set_context(READ)

    def action_choose_cancel(self) -> None:
        """Choose nothing."""
        self.end_choice()

    def action_label_cancel(self) -> None:
        """Give no label."""
        self.end_choice()

    def on_context_key(self, event: events.Key) -> bool:
        """A key that is no command of the present context: an option, a hint letter or a label key."""
        pressed = event.character or event.key
        if self.choosing is None:
            return self.free_key(pressed)
        if not self.choosing.press(pressed):
            self.say(f"{event.key} is not one of the keys shown; escape cancels")
        return True

    def free_key(self, key: str) -> bool:
        """A key without a command: parts of the screen take it in turn.

        Returns:
            Whether the key meant something.
        """
        return False

    def ranges_text(self, ranges: Sequence[tuple[int, int]]) -> list[str]:
        """Each range's text with a little of what stands around it, on one line."""
        text = self.work.text
        return [" ".join(f"{text[max(0, a - 30) : a]}«{text[a:b]}»{text[b : b + 30]}".split()) for a, b in ranges]
