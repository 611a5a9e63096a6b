"""The palette: any command of the screen, document or label by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from workbench.core.display import safe_line
from workbench.tui.commands import EVERYWHERE, Command, of
from workbench.tui.host import Host
from workbench.tui.keynames import shown
from workbench.tui.keys import CommandKeys

DOCUMENTS: Final = 20
"""How many documents a search offers at most."""


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
        for command in (*of(screen.context, commands), *of(EVERYWHERE, commands)):
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
