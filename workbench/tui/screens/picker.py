"""The picker: links of a span, found by typing or made anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import ClassVar, Final
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.display import safe_line
from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.tui.widgets.field import Field

SHOWN: Final = 50
"""How many entries are listed at most."""
ENOUGH: Final = 10
"""With so many plain matches, nothing fuzzy is looked for."""


class EntityPicker(ModalScreen["UUID | None"]):
    """Asks for an entry of the registry; dismisses with its id, or with None.

    ``make`` adds an entry of a name to the registry and returns it.
    """

    DEFAULT_CSS = """
    EntityPicker { align: center middle; }
    EntityPicker > Vertical { width: 80%; max-width: 90; height: 80%; border: round $primary;
        background: $surface; padding: 0 1; }
    EntityPicker OptionList { height: 1fr; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", priority=True),
        Binding("up", "step(-1)", priority=True),
        Binding("escape", "drop", priority=True),
        Binding("ctrl+n", "make", priority=True),
    ]

    def __init__(
        self, asked: str, entities: Collection[Entity], chosen: Sequence[UUID], make: Callable[[str], Entity]
    ) -> None:
        super().__init__()
        self._asked = asked
        self._entities = sorted((e for e in entities if e.redirect is None), key=lambda e: (e.name, e.slug))
        self._chosen = chosen
        self._make = make
        self._found: list[Entity] = []

    def compose(self) -> ComposeResult:
        """A field to type in, what matches, and what the keys do."""
        with Vertical():
            yield Static(Content(f"Link “{safe_line(self._asked)}”"), markup=False, id="asked")
            yield Field(self._asked, id="wanted", select_on_focus=True)
            yield OptionList(id="found")
            yield Static(Content("enter links or unlinks · ctrl+n makes a new entry of what is typed · escape cancels"))

    def on_mount(self) -> None:
        """Look for the span's own words first."""
        self._look(self._asked)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        self._look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the highlighted entry."""
        event.stop()
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._found):
            self.dismiss(self._found[at].id)
        else:
            self.action_make()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the entry that was clicked."""
        if event.option_index < len(self._found):
            self.dismiss(self._found[event.option_index].id)
        else:
            self.action_make()

    def action_step(self, by: int) -> None:
        """Move in the list while the field keeps the focus."""
        found = self.query_one(OptionList)
        if found.option_count:
            found.highlighted = ((found.highlighted or 0) + by) % found.option_count

    def action_make(self) -> None:
        """Make a new entry of what is typed, and take it."""
        name = " ".join(self.query_one(Input).value.split())
        if not name:
            return
        try:
            self.dismiss(self._make(name).id)
        except Fault as fault:
            self.query_one("#asked", Static).update(Content(safe_line(str(fault))))

    def action_drop(self) -> None:
        """Take nothing."""
        self.dismiss(None)

    def _look(self, wanted: str) -> None:
        self._found = find(self._entities, wanted)[:SHOWN]
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(Option(self._line(e)) for e in self._found)
        found.add_option(Option(Content(f"＋ new entry “{safe_line(wanted)}”"), disabled=not wanted.strip()))
        found.highlighted = 0

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
