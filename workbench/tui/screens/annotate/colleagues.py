"""Colleagues: looking at another's layer of the document, where one may."""

from __future__ import annotations

from workbench.core.edit import Refused
from workbench.store.layers import LayerInfo, layers_of
from workbench.tui.screens.annotate.opening import Opened, open_layer_of
from workbench.tui.screens.annotate.presence import Present


class Colleagues(Present):
    """Whose layers there are is no secret; what is in them is, while the project is blind."""

    def show_opened(self, opened: Opened) -> None:
        """Show a document that was read, with its layer."""
        raise NotImplementedError

    def action_whose_layer(self) -> None:
        """Look at a colleague's layer of this document, or come back to one's own."""
        db, actor = self.workbench.db, self.work.actor
        with db.reading() as connection:
            found = layers_of(connection, self.document)
        if all(info.owner == actor for info in found):
            raise Refused("nobody else has worked on this document yet")
        rows = [(None, f"{info.handle} ({_words(info)})", info) for info in found]
        self.choose("Whose layer", rows, self._look_at)

    def _look_at(self, info: LayerInfo) -> None:
        if info.owner == self.work.actor and info.kind == "human":
            self.load(self.document)
            return
        place = self.page.place
        self.show_opened(open_layer_of(self.workbench.db, self.work.actor, self.document, info, place))
        self.status.show(who=f"reading {info.handle}")
        self.say(f"the layer of {info.handle}; O comes back to yours")


def _words(info: LayerInfo) -> str:
    kind = "" if info.kind == "human" else f"{info.kind}, "
    return f"{kind}{info.status.replace('_', ' ')}"
