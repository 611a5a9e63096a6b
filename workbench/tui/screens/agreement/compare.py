"""Side by side: one disagreement in its document, with the lanes of all who finished it one under the other."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.widgets import Static

from workbench.agreement.disagreement.record import KINDS, Disagreement
from workbench.agreement.disagreement.weights import number_in_words
from workbench.agreement.disagreement.words import kind_in_words, sides_in_words
from workbench.core.display import safe_line
from workbench.core.fault import Fault
from workbench.curation.disagreements import Disagreeing
from workbench.store import documents
from workbench.tui.commands import COMPARE
from workbench.tui.keys import CommandScreen
from workbench.tui.page.palette import PALETTES
from workbench.tui.screens.agreement.held import Held, Steps
from workbench.tui.widgets.compared_page import ComparedPage, Shown
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.status import StatusLine


class Compare(CommandScreen[None]):
    """A page to read: equal spans stand once, in the lane ``=``; edges that differ are marked ``◂`` and ``▸``."""

    DEFAULT_CSS: ClassVar = """
    Compare #what { height: auto; max-height: 6; width: 100%; padding: 0 1; background: $surface; color: $foreground; }
    """
    context = COMPARE

    def __init__(self, board: Held, listed: Steps, record: UUID) -> None:
        super().__init__()
        self._board, self._listed, self._chosen = board, listed, record
        self._at = 0
        self._document: tuple[UUID, object] | None = None

    def compose(self) -> ComposeResult:
        """What differs, over the page."""
        yield StatusLine()
        yield Static("", id="what", markup=False)
        yield ComparedPage()
        yield CommandBar(COMPARE)

    def on_mount(self) -> None:
        """Show the disagreement."""
        self.page.set_palette(PALETTES[self.app.theme])
        self.app.theme_changed_signal.subscribe(self, lambda theme: self.page.set_palette(PALETTES[theme.name]))
        viewer = self.workbench.viewer
        self.query_one(StatusLine).show(who="" if viewer is None else viewer.handle)
        self._find()
        self._show()

    def on_screen_resume(self) -> None:
        """Follow what was changed while another screen was in front."""
        self._board.renew()

    def renewed(self) -> None:
        """Show what the board holds now; where this disagreement is settled, the one that follows in the list."""
        self._document = None
        self._find()
        self._show()

    @property
    def page(self) -> ComparedPage:
        """The document."""
        return self.query_one(ComparedPage)

    @property
    def _record(self) -> Disagreement | None:
        records = self._listed.records
        return records[self._at] if 0 <= self._at < len(records) else None

    def _find(self) -> None:
        """Stand where the disagreement stands in the list; where it is gone, stay at its number."""
        records = self._listed.records
        same = next((i for i, one in enumerate(records) if one.id == self._chosen), None)
        self._at = min(self._at, len(records) - 1) if same is None else same

    # -- showing ---------------------------------------------------------------

    def _show(self) -> None:
        record, now = self._record, self._board.now
        if record is None or now is None:
            self.query_one("#what", Static).update("Nothing is left of this list: all of it is settled.")
            return
        self._chosen = record.id
        self._open(now, record)
        self.page.show_relations(record.aspect == "relation")
        self.page.go_to(record.at)
        self.query_one("#what", Static).update("\n".join(_words(now, record, self.page.sheet.text)))
        place = f"{self._at + 1:,} of {len(self._listed.records):,}"
        self.query_one(StatusLine).show(document=record.name, position=place)
        self._listed.put_cursor(self._at)

    def _open(self, now: Disagreeing, record: Disagreement) -> None:
        """Read the document, where it is not the one on show."""
        found = next(one for one in now.gathered.study.documents if one.id == record.document)
        if self._document == (found.id, found):
            return
        with self.workbench.db.reading() as connection:
            shown = Shown(
                found.id,
                found.name,
                documents.text(connection, found.id),
                documents.tokens(connection, found.id),
                tuple(documents.zones(connection, found.id)),
            )
        answers = {name: answer for name, answer in found.answers.items() if name in now.names}
        self.page.compare(shown, answers, now.schema)
        self.page.mark(one.start for one in self._listed.records if one.document == found.id and one.at)
        self._document = found.id, found

    # -- keys ------------------------------------------------------------------

    def action_compare_next(self) -> None:
        """Next disagreement of the list."""
        self._step(1)

    def action_compare_previous(self) -> None:
        """Previous disagreement of the list."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if not 0 <= self._at + by < len(self._listed.records):
            raise Fault("This is the last of the list" if by > 0 else "This is the first of the list")
        self._at += by
        self._show()

    def action_compare_down(self) -> None:
        """Scroll a line down."""
        self.page.scroll_lines(1)

    def action_compare_up(self) -> None:
        """Scroll a line up."""
        self.page.scroll_lines(-1)

    def action_compare_page_down(self) -> None:
        """Scroll a screen down."""
        self.page.scroll_pages(1)

    def action_compare_page_up(self) -> None:
        """Scroll a screen up."""
        self.page.scroll_pages(-1)

    def action_compare_relations(self) -> None:
        """Hide or show the relations."""
        self.page.show_relations(not self.page.relations_shown)

    def action_compare_annotate(self) -> None:
        """Open one's own layer of the document at this place."""
        from workbench.tui.screens.annotate.opening import remember_place

        record, viewer = self._record, self.workbench.viewer
        if record is None or viewer is None:
            raise Fault("There is no disagreement here")
        remember_place(self.workbench.db, viewer, record.document, (record.start, record.start))
        self.workbench.open_document(record.document)

    def action_compare_back(self) -> None:
        """Back to the list."""
        self.dismiss()


def _words(now: Disagreeing, record: Disagreement, text: str) -> list[str]:
    """What differs: the kind with its meaning and weight, then a line for each side."""
    weight = now.weights.of(record)
    head = f"{kind_in_words(record, now.schema)}: {KINDS[record.kind]}"
    if record.cause is not None:
        head += ", and settling that one may settle this"
    if weight is not None:
        head += f"; settling it adds {weight:.4f} to {number_in_words(record.effect.score)}"
    return [safe_line(line) for line in (head, *sides_in_words(record, now.schema, text))]
