"""The tour: five first keys on a practice page that answers. Nothing of it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from workbench.core.edit import Operation, Refused
from workbench.core.fault import Fault
from workbench.core.ids import layer_id
from workbench.core.layer import Layer
from workbench.core.schema_keys import label_keys
from workbench.core.span import Fragment
from workbench.tui.practice import Practice, practice
from workbench.tui.screens.annotate import AnnotateScreen
from workbench.tui.screens.annotate.opening import Opened
from workbench.tui.session import Session, Touched

PAGE: Final = UUID(int=0)
"""The practice page's id; it is no document of the project."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to learn: what to do, in words, and whether it has been done."""

    words: str
    done: Callable[[Session, int], bool]


class Tour(AnnotateScreen):
    """The annotate screen on the practice page, with a line on top that says what to try next."""

    CSS_PATH: ClassVar = "annotate/annotate.tcss"
    DEFAULT_CSS = """
    Tour #coach { height: 4; padding: 0 1; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__(PAGE)
        self._practice: Practice | None = None
        self._steps: list[Step] = []
        self._at = 0
        self._answer = ""

    def compose(self) -> ComposeResult:
        """The coach over the annotate screen."""
        yield Static(id="coach", markup=False)
        yield from super().compose()

    def load(self, document: UUID) -> None:
        """Start the practice page afresh, in memory alone."""
        self._at, self._answer, self._steps = 0, "", []
        try:
            self._practice = practice()
            self.session = self._session(self._opened(self._practice))
            self._steps = list(self._teach(self._practice))
        except Fault as fault:
            self._practice = self.session = None
            key = self.workbench.shown_key("back")
            self.query_one("#coach", Static).update(f"{fault}.\n{key}: leave the tour")
            return
        self.page.load(self.work.text, self.work.tokens, self.work.layer, self.work.schema)
        self.status.show(document="Practice page", who=self.viewer.handle, saved="nothing here is saved")
        self.refresh_panels()
        self._coach()

    def _opened(self, page: Practice) -> Opened:
        schema = self.workbench.schema
        if schema is None:
            raise Refused("the project has no schema yet", "Give it one with `workbench schema apply FILE`")
        layer = Layer(layer_id(PAGE, self.viewer.id, "human", 1), PAGE, len(page.text), self.viewer.id)
        return Opened(
            name="Practice page", text=page.text, tokens=page.tokens, zones=(), layer=layer, schema=schema,
            schema_version=self.workbench.schema_version, entities={}, undo=[], redo=[], recall=_nothing_older,
            place=(0, 0), readonly="",
        )  # fmt: skip

    # -- what is taught --------------------------------------------------------

    def _teach(self, page: Practice) -> Iterator[Step]:
        key = self.workbench.shown_key
        one, several = self._examples(page)
        word, words = page.text[slice(*one)], page.text[slice(*several)]
        yield Step(
            f"Go to the word “{word}”: {key('right')} moves a word on, {key('down')} a line.",
            lambda work, at: one[0] <= at < one[1],
        )
        yield Step(
            f"It is a {page.gold[one]}: press {self._keys(page.gold[one])}, one key after the other.",
            lambda work, at: _has(work, page.gold[one], one),
        )
        yield Step(
            f"Select “{words}”: go to its first word, {key('extend-right')} takes the next; "
            f"then give it {page.gold[several]} ({self._keys(page.gold[several])}).",
            lambda work, at: _has(work, page.gold[several], several),
        )
        yield Step(
            f"{key('undo')} takes the last step back, as often as you like. Try it once.",
            lambda work, at: bool(work.redo_stack),
        )
        yield Step(
            f"{key('redo')} does it again.",
            lambda work, at: not work.redo_stack and _has(work, page.gold[several], several),
        )

    def _examples(self, page: Practice) -> tuple[Fragment, Fragment]:
        """A stretch of one word and a later one of several, both with labels that the schema offers."""
        offered = set(self.work.schema.offered)
        known = sorted(at for at, label in page.gold.items() if label in offered)
        one = next((at for at in known if " " not in page.text[slice(*at)]), None)
        several = next((at for at in known if one is not None and at > one and " " in page.text[slice(*at)]), None)
        if one is None or several is None:
            raise Refused("The practice page is about labels that this project's schema does not have")
        return one, several

    def _keys(self, label: str) -> str:
        return " ".join(label_keys(self.work.schema)[label])

    # -- how it answers --------------------------------------------------------

    def moved(self, offset: int) -> None:
        """Notice where the cursor is."""
        super().moved(offset)
        self._notice()

    def show(self, touched: Touched) -> None:
        """Answer to what was labelled."""
        super().show(touched)
        layer = self.work.layer
        fresh = [layer.spans[n] for n in sorted(touched.ns) if n in layer.spans]
        page = self._practice
        last = fresh[-1] if fresh else None
        self._answer = "" if last is None or page is None else page.answer(last.label, (last.start, last.end))
        self._notice()

    def _notice(self) -> None:
        while self.session is not None and self._at < len(self._steps):
            if not self._steps[self._at].done(self.session, self.page.cursor):
                break
            self._at += 1
        self._coach()

    def _coach(self) -> None:
        key = self.workbench.shown_key
        if self._at < len(self._steps):
            head, words = f"{self._at + 1} of {len(self._steps)}  ", self._steps[self._at].words
        else:
            head = "Well done.  "
            words = f"{key('help')} shows every key. Label more, and {key('done-next')} says how far gold agrees."
        tail = f"{key('skip')}: start over   {key('back')}: leave the tour"
        answer = f"{self._answer}.\n" if self._answer else ""
        content = Content.assemble((head, "bold $primary"), words, "\n", (answer, "$accent"), (tail, "$muted"))
        self.query_one("#coach", Static).update(content, layout=False)

    # -- what differs from a real document -------------------------------------

    def _submit(self, operation: Operation, seen: dict[UUID, int]) -> None:
        """Save nothing."""

    def remember(self) -> None:
        """Remember nothing."""

    def action_skip(self) -> None:
        """Start over."""
        self.load(PAGE)

    def action_done_next(self) -> None:
        """Say how far one agrees with gold."""
        page = self._practice
        if page is None:
            return
        mine = {(s.start, s.end): s.label for s in self.work.layer.spans.values()}
        same = sum(page.gold.get(at) == label for at, label in mine.items())
        others = len(mine) - same
        self._answer = f"Gold has {len(page.gold)} spans; {same} of yours {'is' if same == 1 else 'are'} the same"
        self._answer += f", {others} differ{'s' if others == 1 else ''}" if others else ""
        self._coach()


def _has(work: Session, label: str, at: Fragment) -> bool:
    return any(s.label == label and s.fragments == (at,) for s in work.layer.overlapping(*at))


def _nothing_older(operation: UUID) -> Operation:
    raise Refused("there is nothing older to undo here")
