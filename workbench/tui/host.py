"""The host: what screens and widgets find in their application, whatever it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from textual.app import App

from workbench.tui.commands import Command, keymap
from workbench.tui.keynames import shown

if TYPE_CHECKING:
    from workbench.core.edit import Operation
    from workbench.core.fault import Fault
    from workbench.core.schema import Schema
    from workbench.store.annotators import Annotator
    from workbench.store.commit import Committed
    from workbench.store.database import Database
    from workbench.store.library import LibraryRow
    from workbench.store.writer import Writer


class Host(App[int], inherit_bindings=False):
    """An application on one project: screens find the project, the person and the commands here.

    ``viewer`` is who is at the keyboard, None until they have said so.
    """

    def __init__(self, db: Database, annotator: str, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self.db = db
        self.handle = annotator
        self.viewer: Annotator | None = None
        self.commands = commands
        self.keymap = keymap(commands)
        self._schema: tuple[int, Schema] | None = None
        self._writer: Writer | None = None

    # -- the project -----------------------------------------------------------

    @property
    def schema(self) -> Schema | None:
        """The schema in force; None in a project without one."""
        self._read_schema()
        return None if self._schema is None else self._schema[1]

    @property
    def schema_version(self) -> int:
        """The number of the schema in force; 0 in a project without one."""
        self._read_schema()
        return 0 if self._schema is None else self._schema[0]

    def _read_schema(self) -> None:
        from workbench.store import schemas

        if self._schema is None:
            with self.db.reading() as connection:
                self._schema = schemas.current(connection) if schemas.has_schema(connection) else None

    @property
    def writer(self) -> Writer:
        """The one thread that saves operations; it starts when it is first asked for."""
        if self._writer is None:
            from workbench.store.writer import Writer

            self._writer = Writer(self.db, self._announce_saved, self._announce_failed)
            self._writer.start()
        return self._writer

    def stop_writing(self) -> Path | None:
        """Save what is pending and end the writer; returns the rescue file of what could not be saved.

        Raises:
            Fault: where that could not be written either.
        """
        if self._writer is None or self._writer.close():
            return None
        from workbench.tui.rescue import rescue

        return rescue(self._writer, self.db)

    @property
    def unsaved(self) -> bool:
        """Whether something is on its way to the disk, or held back from it."""
        return self._writer is not None and bool(self._writer.pending())

    def _announce_saved(self, committed: Committed, operation: Operation) -> None:
        """Hear on the writer's thread that an operation is on the disk."""
        raise NotImplementedError

    def _announce_failed(self, operation: Operation, fault: Fault) -> None:
        """Hear on the writer's thread that an operation could not be saved."""
        raise NotImplementedError

    # -- documents and keys ----------------------------------------------------

    def open_document(self, document: UUID) -> None:
        """Open a document to annotate.

        Raises:
            Fault: where nobody has said who they are.
        """
        raise NotImplementedError

    def find_documents(self, words: str, limit: int) -> list[LibraryRow]:
        """Documents whose title, source or name holds these words."""
        from workbench.store.library import library_page

        if self.viewer is None:
            return []
        with self.db.reading() as connection:
            return library_page(connection, self.viewer.id, filter=words, limit=limit)

    def shown_key(self, command: str) -> str:
        """The first key of a command as screens show it."""
        found = next(c for c in self.commands if c.id == command)
        return shown(found.keys[0]) if found.keys else found.name
