"""The picker: links of a span, found by typing or made anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final
from uuid import UUID

from textual import on
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList

from workbench.core.display import safe_line
from workbench.core.edit import Refused
from workbench.core.entity import Entity
from workbench.tui.commands import LINK
from workbench.tui.screens.field_list import FieldList
from workbench.tui.widgets.field import Field

SHOWN: Final = 50
"""How many entries are listed at most."""
ENOUGH: Final = 10
"""With so many plain matches, nothing fuzzy is looked for."""


class EntityPicker(FieldList["UUID | None", Entity]):
    """Asks for an entry of the registry; dismisses with its id, or with None.

    ``make`` adds an entry of a name to the registry and returns it.
    """

    context = LINK

    def __init__(
        self, asked: str, entities: Collection[Entity], chosen: Sequence[UUID], make: Callable[[str], Entity]
    ) -> None:
        super().__init__(f"Link “{asked}”", Field(asked, select_on_focus=True), "enter: link or unlink", "link-make")
        self._entities = sorted((e for e in entities if e.redirect is None), key=lambda e: (e.name, e.slug))
        self._chosen = chosen
        self._make = make

    def on_mount(self) -> None:
        """Look for the span's own words first."""
        super().on_mount()
        self._look()

    @on(Input.Changed)
    def _look(self) -> None:
        """List what matches what is typed."""
        found = find(self._entities, self.typed)[:SHOWN]
        name = f" “{self.typed}”" if self.typed.strip() else ", named by what is typed"
        self.show([(self._line(e), e) for e in found], f"+ new entry{name}", at=0)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        """Take the entry that was clicked."""
        event.stop()
        self.lines.highlighted = event.option_index
        self._enter()

    def enter(self) -> None:
        """Take the highlighted entry, or make one."""
        entity = self.highlighted
        if entity is None:
            self.action_link_make()
        else:
            self.dismiss(entity.id)

    def action_link_make(self) -> None:
        """Make a new entry of what is typed, and take it."""
        name = " ".join(self.typed.split())
        if not name:
            raise Refused("a new entry needs a name", "Type it")
        self.dismiss(self._make(name).id)

    def _line(self, entity: Entity) -> Content:
        mark = "✓" if entity.id in self._chosen else " "
        aliases = f" ({', '.join(entity.aliases[:3])})" if entity.aliases else ""
        return Content(safe_line(f"{mark} {entity.name}{aliases}  {entity.slug}"))


def find(entities: Iterable[Entity], wanted: str) -> list[Entity]:
    """Entities that match what was typed, best first: equal, then beginning, then containing it, then fuzzily."""
    words = " ".join(wanted.casefold().split())
    entities = list(entities)
    if not words:
        return entities
    ranked = [(rank, i, e) for i, e in enumerate(entities) if (rank := _rank(e, words)) is not None]
    found = [e for _, _, e in sorted(ranked, key=lambda r: r[:2])]
    if len(found) < ENOUGH:
        matcher = Matcher(words)
        known = {e.id for e in found}
        fuzzy = [(max(matcher.match(name) for name in _names(e)), e) for e in entities if e.id not in known]
        found += [e for score, e in sorted(fuzzy, key=lambda f: -f[0]) if score > 0]
    return found


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, entity.slug, *entity.aliases)


def _rank(entity: Entity, words: str) -> int | None:
    names = [name.casefold() for name in _names(entity)]
    if words in names:
        return 0
    if any(name.startswith(words) or name.partition("/")[2].startswith(words) for name in names):
        return 1
    return 2 if any(words in name for name in names) else None
