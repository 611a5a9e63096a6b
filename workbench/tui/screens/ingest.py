"""Bringing pages in: a path, a look at the articles found in it, and then the ones that are wanted.

The work is done by `workbench ingest` in a process of its own, because a tokenizer takes a second to load and would
make every key wait.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from workbench.core.display import safe_line
from workbench.core.fault import Fault
from workbench.tui.commands import CHOOSE, TICK
from workbench.tui.screens.ticking import Ticking, Ticks
from workbench.tui.widgets.field import Field

_LINE: Final = 1 << 26
"""The longest line of output that is read, in bytes."""


class Ingest(Ticking[bool]):
    """Asks for a path, shows what is in it, and brings in what is left ticked; the answer is whether anything came."""

    DEFAULT_CSS = """
    Ingest .box { width: 90%; max-width: 120; height: auto; max-height: 90%; }
    Ingest Ticks { height: auto; max-height: 14; border: none; background: $surface; display: none; }
    Ingest.-found Ticks { display: block; }
    Ingest #said { width: 100%; height: auto; color: $muted; }
    """

    context = CHOOSE

    def __init__(self) -> None:
        super().__init__(classes="question")
        self._path = ""
        self._found: list[dict[str, Any]] = []
        self._process: Process | None = None

    def compose(self) -> ComposeResult:
        """A field for the path, the articles found, and what is going on."""
        with Vertical(classes="box"):
            yield Static("Bring in pages", markup=False, classes="title")
            yield Field(placeholder="a text file or a folder of them")
            yield Ticks()
            yield Static("", id="said", markup=False)
            yield Static("enter: look at what is in it   esc: cancel", markup=False, classes="hint")

    def on_mount(self) -> None:
        """Let one type at once."""
        self.query_one(Input).focus()

    # -- looking ---------------------------------------------------------------

    @on(Input.Submitted)
    def _look(self, event: Input.Submitted) -> None:
        event.stop()
        self._path = event.value.strip()
        if self._path:
            self._preview()

    @work(exclusive=True, group="ingest")
    async def _preview(self) -> None:
        out = await self._run("--dry-run", "--json")
        if out is None:
            return
        try:
            report = json.loads(out)
        except ValueError:
            self._tell("Looking into it failed; `workbench ingest` in a shell says why", bad=True)
            return
        self._found = list(report.get("documents", ()))
        skipped = list(report.get("skipped", ()))
        if not self._found:
            self._tell(_nothing(skipped), bad=True)
            return
        self._list(skipped)

    def _list(self, skipped: Sequence[dict[str, Any]]) -> None:
        self.ticks.show(article(one) for one in self._found)
        self.add_class("-found")
        self.set_context(TICK)
        self.ticks.focus()
        left = f"; {len(skipped)} left out: {safe_line(str(skipped[0].get('reason', '')))}" if skipped else ""
        self._tell(f"{len(self._found)} found{left}")
        self.query_one(".hint", Static).update(self.hint("tick", "tick-all", "tick-take", "choose-cancel"))

    # -- bringing in -----------------------------------------------------------

    def action_tick_take(self) -> None:
        """Bring in what is ticked."""
        if not self.ticks.disabled:
            self._store()

    @work(exclusive=True, group="ingest")
    async def _store(self) -> None:
        wanted = [str(self._found[i]["name"]) for i in self.ticks.taken]
        if not wanted:
            self._tell("Nothing is ticked; space takes an article, esc cancels", bad=True)
            return
        only = [] if len(wanted) == len(self._found) else [part for name in wanted for part in ("--only", name)]
        self.ticks.disabled = True
        if await self._run(*only) is not None:
            self.dismiss(True)
        else:
            self.ticks.disabled = False

    # -- the process -----------------------------------------------------------

    async def _run(self, *options: str) -> bytes | None:
        """Run `workbench ingest`, showing its progress; returns its output, or None where it failed and said why."""
        app = self.workbench
        words = [sys.executable, "-m", "workbench", "ingest", *options]
        words += ["--db", app.db.url, "--as", app.handle, "--", self._path]
        self._tell("Working …")
        try:
            self._process = await asyncio.create_subprocess_exec(
                *words, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, limit=_LINE
            )
        except OSError as error:
            raise Fault(f"`workbench ingest` can't be started ({type(error).__name__})") from error
        process = self._process
        assert process.stdout is not None and process.stderr is not None
        out, last = await asyncio.gather(process.stdout.read(), self._follow(process.stderr))
        code = await process.wait()
        self._process = None
        if code:
            self._tell(last.removeprefix("workbench: ") or f"`workbench ingest` failed ({code})", bad=True)
            return None
        return out

    async def _follow(self, stream: asyncio.StreamReader) -> str:
        """Show each line of progress; returns the last one."""
        last = ""
        while line := await stream.readline():
            said = line.decode("utf-8", "replace").rstrip("\n").split("\r")[-1].strip()
            if said:
                last = said
                self._tell(said)
        return last

    def _tell(self, words: str, *, bad: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.update(Content.styled(safe_line(words), "$error" if bad else "$muted"))

    def action_choose_cancel(self) -> None:
        """End the process and close; what it has not stored yet is not stored."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.terminate()
        self.dismiss(False)


def article(found: dict[str, Any]) -> Content:
    """One article of the preview: title, source, date, and what it is a duplicate of."""
    title = str(found.get("title") or found.get("name") or "")
    where = " · ".join(str(found[key]) for key in ("source", "published", "category") if found.get(key))
    copies = found.get("duplicates") or ()
    like = "same as" if copies and copies[0].get("kind") == "exact" else "much like"
    mark = f"  {like} {copies[0].get('name')}" if copies else ""
    return Content.assemble(safe_line(title), (f"  {safe_line(where)}", "$muted"), (safe_line(mark), "$warning"))


def _nothing(skipped: Sequence[dict[str, Any]]) -> str:
    if not skipped:
        return "There is no text in it"
    return f"Nothing to bring in: {skipped[0].get('file', '')}: {skipped[0].get('reason', '')}"
