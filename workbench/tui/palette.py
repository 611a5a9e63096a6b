"""The palette: any command of the screen, document or label by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar, Final, cast

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import LoadingIndicator

from workbench.core.display import safe_line
from workbench.tui.commands import Command, live
from workbench.tui.host import Host
from workbench.tui.keynames import shown
from workbench.tui.keys import CommandKeys
from workbench.tui.widgets.field import Field

DOCUMENTS: Final = 20
"""How many documents a search offers at most."""


class PaletteField(CommandInput):
    """What is typed or pasted, with controls as glyphs."""

    _value = Field._value


class Palette(CommandPalette, CommandKeys):
    """Textual's palette over our providers, with our field, on which the keys that hold everywhere work too."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__(PROVIDERS, placeholder="Type a command, a document or a label")

    def compose(self) -> ComposeResult:
        """A field over what it finds, by the names that Textual's palette looks for."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield PaletteField(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield CommandList()
                yield LoadingIndicator()


class CommandProvider(Provider):
    """Commands that the active screen can carry out now, each with its keys and its sentence of help."""

    async def discover(self) -> Hits:
        """Every command, in the order of the table."""
        for command, run in self._possible():
            yield DiscoveryHit(_face(command), run, _plain(command), command.help)

    async def search(self, query: str) -> Hits:
        """Commands whose names or sentences match."""
        matcher = self.matcher(query)
        for command, run in self._possible():
            score = matcher.match(command.name) or (0.4 if query.lower() in command.help.lower() else 0.0)
            if score > 0:
                yield Hit(score, _face(command), run, _plain(command), command.help)

    def _possible(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        screen = self.screen
        if not isinstance(screen, CommandKeys):
            return
        commands = cast(Host, self.app).commands
        for command in live(screen.context, commands):
            if command.id != "palette" and screen.action_of(command) is not None:
                yield command, partial(screen.carry_out, command)


class DocumentProvider(Provider):
    """Documents by title, source or name."""

    async def search(self, query: str) -> Hits:
        """Documents whose words hold the query; ranked below commands of the same name."""
        if len(query) < 2:
            return
        app = cast(Host, self.app)
        for row in app.find_documents(query, DOCUMENTS):
            title = safe_line(row.title or row.name)
            yield Hit(0.5, Content(title), partial(app.open_document, row.id), title, "Open this document")


class LabelProvider(Provider):
    """Labels of the schema, where the active screen can give one (``give_label``)."""

    async def search(self, query: str) -> Hits:
        """Labels whose names match."""
        give = getattr(self.screen, "give_label", None)
        schema = cast(Host, self.app).schema
        if give is None or schema is None:
            return
        matcher = self.matcher(query)
        for id_ in schema.offered:
            name = safe_line(schema.label_name(id_))
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), partial(give, id_), name, "Give this label")


PROVIDERS: Final = (CommandProvider, DocumentProvider, LabelProvider)


def _face(command: Command) -> Content:
    keys = " ".join(shown(key) for key in command.keys)
    return Content.assemble((command.name, "bold"), (f"  {keys}", "$accent"))


def _plain(command: Command) -> str:
    return command.name
