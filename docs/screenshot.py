"""Make ``screen.svg``, the picture of the README: ``python docs/screenshot.py``.

It opens the samples as one of their annotators, in a database of its own, and draws what a terminal would show.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from workbench.ingest.jsonl.bringing import import_jsonl
from workbench.store import annotators, documents
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.screens.annotate import AnnotateScreen

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "seeds" / "samples.jsonl"
WHO, WHAT = "mika", "chip tools"
SIZE = (120, 34)


async def picture(database: Database) -> str:
    """The annotate screen as SVG, without the web fonts that Textual names."""
    app = Workbench(database, WHO)
    with database.reading() as connection:
        who = annotators.require(connection, WHO).id
        row = next(r for r in documents.library_page(connection, who, filter=WHAT) if r.spans)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        app.open_document(row.id)
        await pilot.pause()
        screen = next(s for s in app.screen_stack if isinstance(s, AnnotateScreen))
        event = next(s for s in screen.work.layer.ordered() if screen.work.layer.relations_of(s.n))
        screen.go_to_span(event.n)
        await pilot.pause()
        svg = app.export_screenshot(title="workbench", simplify=True)
    return re.sub(r"<!--.*?-->|@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder, Database.create(str(Path(folder) / "samples.db")) as database:
        import_jsonl(database, SAMPLES, WHO)
        (HERE / "screen.svg").write_text(asyncio.run(picture(database)), "utf-8")


if __name__ == "__main__":
    main()
