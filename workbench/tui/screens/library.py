"""The library: every document, how far everybody is, and the way to the next one to do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from workbench.core.fault import Fault
from workbench.tui.commands import LIBRARY
from workbench.tui.corpus import Corpus, Order
from workbench.tui.keys import CommandScreen
from workbench.tui.widgets.documents import PAGE, DocumentList
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.progress import Counts, Progress
from workbench.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from workbench.store.annotators import Annotator
    from workbench.store.library import LibraryRow


class LibraryScreen(CommandScreen[None]):
    """Every document of the project, one a line."""

    DEFAULT_CSS = """
    LibraryScreen Field { height: 1; display: none; }
    LibraryScreen.-filtering Field { display: block; }
    LibraryScreen #empty { height: 1fr; width: 100%; padding: 2 4; color: $muted; display: none; }
    LibraryScreen.-empty #empty { display: block; }
    LibraryScreen.-empty DocumentList { display: none; }
    """
    context = LIBRARY

    def __init__(self) -> None:
        super().__init__()
        self._order = Order()
        self._words = ""
        self._corpus: Corpus | None = None
        self._undoable: LibraryRow | None = None
        self._greeted = False

    def compose(self) -> ComposeResult:
        """Progress over a filter over the list."""
        yield Progress()
        yield Field(placeholder="type a part of a title, a source or a name — esc shows all again")
        yield DocumentList()
        yield Static(id="empty", markup=False)
        yield StatusLine()
        yield CommandBar(LIBRARY)

    def on_mount(self) -> None:
        """Show the first page at once, because a query costs less than the frame it would wait for."""
        if self.workbench.viewer is not None:
            self.on_viewer()

    def on_viewer(self) -> None:
        """Show the library of whoever has just said who they are."""
        viewer = self.workbench.viewer
        if viewer is None:
            return
        self.query_one(StatusLine).show(who=f"{viewer.handle} ({viewer.role})")
        self._corpus = self._open()
        self._show(self._corpus, self._corpus.page(None, backward=False, limit=PAGE))
        self._count(self._corpus)

    def on_screen_resume(self) -> None:
        """Show what may have changed while another screen was in front."""
        if self._corpus is not None:
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the rows on the screen again, and the counts."""
        if self._corpus is None:
            return
        if self._order.by == "status":
            row = self.query_one(DocumentList).row
            self._reload(None if row is None else row.id)
            return
        self.query_one(DocumentList).read_again()
        self._count(self._corpus)

    def _viewer(self) -> Annotator:
        viewer = self.workbench.viewer
        if viewer is None:
            raise Fault("You have not said who you are")
        return viewer

    def _open(self) -> Corpus:
        return Corpus(self.workbench.db, self._viewer().id, self._order, self._words)

    # -- reading ---------------------------------------------------------------

    def _reload(self, keep: UUID | None = None) -> None:
        """Read the list anew in the background: a filter may have to look at every document."""
        self._read(self._open(), keep)

    @work(thread=True, exclusive=True, group="rows", exit_on_error=False)
    def _read(self, corpus: Corpus, keep: UUID | None) -> None:
        worker = get_current_worker()
        first = corpus.page(None, backward=False, limit=PAGE)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, corpus, first, keep)
            self.app.call_from_thread(self._count, corpus)

    def _show(self, corpus: Corpus, rows: list[LibraryRow], keep: UUID | None = None, base: int = 0) -> None:
        self._corpus = corpus
        shown = self.query_one(DocumentList)
        shown.order = (corpus.order.by, corpus.order.reverse)
        shown.show(corpus, rows, keep, base)
        self.set_class(not rows, "-empty")
        self.query_one("#empty", Static).update(self._nothing())
        self._place()

    def _nothing(self) -> str:
        key = self.workbench.shown_key
        if self._words:
            return f"No document has these words. Press esc to see all, or {key('filter')} to look for others."
        return (
            f"There are no documents yet.\n\nPress {key('ingest')} to bring in pages or folders of text,\n"
            "or run `workbench ingest FOLDER` in a shell.\n\n"
            f"Press {key('library-tour')} to learn the first keys on a practice page."
        )

    @work(thread=True, exclusive=True, group="counts", exit_on_error=False)
    def _count(self, corpus: Corpus) -> None:
        worker = get_current_worker()
        counts = corpus.counts(self._viewer().handle)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, corpus, counts)

    def _counted(self, corpus: Corpus, counts: Counts) -> None:
        corpus.total = counts.listed
        self.query_one(DocumentList).counted()
        self.query_one(Progress).show(counts)
        self._place()
        self._greet(counts)

    def _greet(self, counts: Counts) -> None:
        """Say once where the tour is to somebody who has not begun anything."""
        begun = counts.statuses.get("todo", 0) < counts.documents
        if not (self._greeted or begun) and counts.documents and self.is_current:
            self.say(f"New here? {self.workbench.shown_key('library-tour')} teaches the five first keys")
        self._greeted = True

    @on(DocumentList.Moved)
    def _place(self) -> None:
        shown = self.query_one(DocumentList)
        row = shown.row
        name = "" if row is None else row.title or row.name
        self.query_one(StatusLine).show(document=name, position=shown.position)

    # -- moving ----------------------------------------------------------------

    def action_library_down(self) -> None:
        """Next document."""
        self.query_one(DocumentList).move(1)

    def action_library_up(self) -> None:
        """Previous document."""
        self.query_one(DocumentList).move(-1)

    def action_library_page_down(self) -> None:
        """Next screen of documents."""
        self.query_one(DocumentList).move_page(1)

    def action_library_page_up(self) -> None:
        """Previous screen of documents."""
        self.query_one(DocumentList).move_page(-1)

    def action_library_first(self) -> None:
        """First document."""
        self.query_one(DocumentList).first()

    def action_library_last(self) -> None:
        """Last document."""
        self.query_one(DocumentList).last()

    # -- working ---------------------------------------------------------------

    def _row(self) -> LibraryRow:
        row = self.query_one(DocumentList).row
        if row is None:
            raise Fault("there is no document here", f"Press {self.workbench.shown_key('ingest')} to bring some in")
        return row

    @on(DocumentList.Opened)
    async def _opened(self) -> None:
        await self.carry_out(next(c for c in self.workbench.commands if c.id == "open"))

    def action_open(self) -> None:
        """Open the document under the cursor."""
        self.workbench.open_document(self._row().id)

    def action_next_todo(self) -> None:
        """Go to the next document that the person has not finished, in the project's order."""
        found = self._open().next_todo(self.query_one(DocumentList).row)
        if found is None:
            raise Fault("You have finished every document")
        if self._words or self._order.by != "project" or self._order.reverse:
            self._words, self._order = "", Order(archived=self._order.archived)
            self._leave_filter()
        corpus = self._open()
        base, rows = corpus.around(found, PAGE)
        corpus.total = None if self._corpus is None else self._corpus.total
        self._show(corpus, rows, found, base)
        self._count(corpus)

    def action_filter(self) -> None:
        """Start typing a filter."""
        self.add_class("-filtering")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value.strip() != self._words:
            self._words = event.value.strip()
            self._reload()

    @on(Input.Submitted)
    def _filtered(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(None)
        self.set_class(bool(self._words), "-filtering")

    def on_context_key(self, event: events.Key) -> bool:
        """Take escape: it drops the filter."""
        if event.key != "escape" or not self.has_class("-filtering"):
            return False
        self._leave_filter()
        self._words = ""
        row = self.query_one(DocumentList).row
        self._reload(None if row is None else row.id)
        return True

    def _leave_filter(self) -> None:
        self.set_focus(None)
        self.remove_class("-filtering")
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""

    def action_sort(self) -> None:
        """Step to the next order."""
        self._sort(self._order.next(), f"Sorted by {self._order.next().by}")

    def action_sort_reverse(self) -> None:
        """Turn the order round."""
        self._sort(replace(self._order, reverse=not self._order.reverse), "Turned round")

    def action_show_archived(self) -> None:
        """Show or hide what was put away."""
        shown = not self._order.archived
        said = "What was put away is listed too" if shown else "What was put away is hidden"
        self._sort(replace(self._order, archived=shown), said)

    def _sort(self, order: Order, said: str) -> None:
        self._order = order
        self._reload()
        self.say(said)

    async def action_archive(self) -> None:
        """Put the document away, or fetch it back."""
        row = self._row()
        from workbench.tui.filing import put_away

        await asyncio.to_thread(put_away, self.workbench.db, self._viewer().id, row)
        back = self.workbench.shown_key("library-undo")
        self._changed("Fetched back" if row.archived else f"Put away; {back} fetches it back")
        self._undoable = row

    async def action_library_undo(self) -> None:
        """Take back the latest operation on this document's own data, or on the one that was just put away."""
        from workbench.tui.filing import undo_own

        row = self._undoable or self._row()
        kind = await asyncio.to_thread(undo_own, self.workbench.db, self._viewer().id, row)
        self._undoable = None
        self._changed(f"Taken back: {kind}")

    def _changed(self, said: str) -> None:
        row = self.query_one(DocumentList).neighbour
        self._reload(None if row is None else row.id)
        self.say(said)

    def action_ingest(self) -> None:
        """Ask what to bring in, and look at it before it is stored."""
        from workbench.tui.screens.ingest import Ingest

        def done(stored: bool | None) -> None:
            if stored:
                self._changed("The new documents are in the library")

        self.app.push_screen(Ingest(), done)

    def action_agreement(self) -> None:
        """See how far annotators agree, and where they differ."""
        from workbench.tui.screens.agreement.board import Board

        self.app.push_screen(Board())

    def action_library_tour(self) -> None:
        """Learn the first keys on a practice page."""
        from workbench.tui.screens.tour import Tour

        self.app.push_screen(Tour())
