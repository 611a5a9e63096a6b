"""The document as a whole: undo, status, flag, labels, comments, panels, and the way out."""

from __future__ import annotations

from workbench.core import annotating
from workbench.core.edit import Refused
from workbench.core.schema import shown
from workbench.core.span import Fragment
from workbench.tui.screens.annotate.finding import Finding


class Documenting(Finding):
    """The commands about the whole document."""

    warned: bool = False
    """Whether open problems have been pointed out once."""

    # -- undo -------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back your latest operation on this document."""
        operation, touched = self.work.undo()
        self._stepped(f"undone: {operation.kind}", touched.spans[0].start if touched.spans else None)
        self.show(touched)

    def action_redo(self) -> None:
        """Do again what you took back."""
        operation, touched = self.work.redo()
        self._stepped("done again", touched.spans[0].start if touched.spans else None)
        self.show(touched)

    def _stepped(self, said: str, at: int | None) -> None:
        left = len(self.work.undo_stack)
        self.say(f"{said} · {left} more to undo · {len(self.work.redo_stack)} to redo")
        if at is not None:
            self.page.move_to(at)

    # -- status -----------------------------------------------------------------------------

    def action_done_next(self) -> None:
        """Mark the document done and open the next one; open problems are pointed out once."""
        work = self.work
        work.findings.settle()
        problems = len(work.findings.all())
        if problems and not self.warned:
            self.warned = True
            are = "problem is" if problems == 1 else "problems are"
            raise Refused(f"{problems} {are} open", "p goes to the next one; D again finishes all the same")
        if work.layer.head.status != "done":
            self.do("done", annotating.set_status(work.layer, "done", work.schema_version))
        self.go_next("done")

    def action_skip(self) -> None:
        """Mark the document skipped and open the next one."""
        if self.work.layer.head.status != "skipped":
            self.do("skip", annotating.set_status(self.work.layer, "skipped", self.work.schema_version))
        self.go_next("skipped")

    def go_next(self, said: str) -> None:
        """Open the next document to do."""
        raise NotImplementedError

    def action_flag(self) -> None:
        """Flag the document for the lead with a word why, or take the flag away."""
        from workbench.tui.screens.ask import Ask

        layer = self.work.layer
        if layer.head.flag:
            self.do("flag", annotating.set_flag(layer, False), "flag taken away")
            return

        def written(note: str | None) -> None:
            if note is not None:
                edits = annotating.set_flag(self.work.layer, True, note.strip() or None)
                self.attempt(lambda: self.do("flag", edits, "flagged for the lead"))

        self.app.push_screen(Ask("Flag this document: why?"), written)

    def action_document_label(self) -> None:
        """Choose labels of the whole document."""
        kinds = {i: k for i, k in self.work.schema.document_labels.items() if not k.retired}
        if not kinds:
            raise Refused("the schema has no document labels")
        if len(kinds) == 1:
            self._pick_document_value(next(iter(kinds)))
            return
        self.choose("Document label", [(None, shown(k, i), i) for i, k in kinds.items()], self._pick_document_value)

    def _pick_document_value(self, key: str) -> None:
        kind = self.work.schema.document_labels[key]
        chosen = {x.value for x in self.work.layer.labels.values() if x.key == key}
        rows = [(None, ("✓ " if i in chosen else "") + shown(v, i), i) for i, v in kind.values.items() if not v.retired]

        def pick(value: str) -> None:
            edits = annotating.set_document_label(self.work.layer, self.work.schema, key, value)
            self.do("document label", edits, f"{shown(kind, key)}: {shown(kind.values[value], value)}")

        self.choose(shown(kind, key), rows, pick)

    def action_comment(self) -> None:
        """Write or read comments on this document."""
        from workbench.tui.screens.comments import Comments

        def closed(place: Fragment | None) -> None:
            if place is not None:
                self.page.move_to(place[0])
                self.page.select(*place)

        self.app.push_screen(Comments(self.work.layer.document, self.page.selection), closed)

    # -- panels -----------------------------------------------------------------------------

    def action_problems(self) -> None:
        """Show or hide the list of problems."""
        self.problem_list.display = not self.problem_list.display
        if self.problem_list.display:
            self.work.findings.settle()
            self.look_at_problems()
            self.problem_list.focus()
        else:
            self.page.focus()

    def action_inspector(self) -> None:
        """Show or hide the panel beside the page."""
        self.inspector.toggle()
        self.inspector.look(self.sight())

    def action_reading(self) -> None:
        """Switch between lanes and background colours."""
        self.page.set_mode("background" if self.page.mode == "lanes" else "lanes")
        self.say("reading mode; B goes back" if self.page.mode == "background" else "lanes")

    def action_back(self) -> None:
        """Back to the library."""
        if self.fragment_of is not None or self.matches:
            self.action_cancel()
            return
        self.leave()

    def leave(self) -> None:
        """Remember the place and close the document."""
        raise NotImplementedError
