"""The tour: it teaches by keys, answers from gold, and saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.waiting import library, message, settled
from workbench.core.schema import Group, Label, Schema
from workbench.store import annotators, schemas
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.practice import practice
from workbench.tui.screens.tour import Tour

LABELS = ("STATE", "GOV", "DEMAND", "ORG", "TECH", "ACT", "RULEMAKING", "DATE", "ROLE", "PERSON")
SCHEMA = Schema(
    name="like the built-in one",
    groups={"ACTOR": Group(key="1")},
    labels={name: Label(group="ACTOR", key=key) for name, key in zip(LABELS, "sgdotarypn", strict=True)},
)


@pytest.fixture
def touring(tmp_path: Path, open_app: Callable[[Database, str], Workbench]) -> Workbench:
    """An application whose schema has the labels of the practice page."""
    db = Database.create(str(tmp_path / "tour.db"))
    schemas.apply(db, SCHEMA, annotators.ensure(db, "mika").id)
    return open_app(db, "mika")


def coach(app: Workbench) -> str:
    return str(app.screen.query_one("#coach", Static).content)


def test_every_gold_span_stands_once_in_the_practice_page() -> None:
    page = practice()
    assert len(page.gold) >= 8
    for (start, end), _ in page.gold.items():
        assert page.text.count(page.text[start:end]) == 1
        assert page.tokens.aligned(start, end)


def test_gold_answers() -> None:
    page = practice()
    at = page.at("Japan")
    assert page.answer("STATE", at) == "Gold says STATE too"
    assert page.answer("GOV", at) == "Gold says STATE here, not GOV"
    assert page.answer("GOV", page.at("Ministry")) == "Gold marks “Defense Ministry” as GOV"
    assert page.answer("GOV", page.at("rain")) == "Gold marks nothing here"


async def test_five_steps_by_key_and_nothing_is_saved(touring: Workbench) -> None:
    app = touring
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        tour = app.screen
        assert isinstance(tour, Tour)
        assert coach(app).startswith("1 of 5") and "“Japan”" in coach(app)
        start, _ = practice().at("Japan")
        while tour.page.cursor < start:
            await pilot.press("right")
        assert coach(app).startswith("2 of 5") and "1 s" in coach(app)
        await pilot.press("1", "g")
        assert "Gold says STATE here, not GOV" in coach(app)
        await pilot.press("u", "1", "s")
        assert "Gold says STATE too" in coach(app) and "3 of 5" in coach(app)
        first, _ = practice().at("Defense Ministry")
        while tour.page.cursor < first:
            await pilot.press("right")
        await pilot.press("L" if tour.page.selection else "shift+right", "1", "g")
        assert "4 of 5" in coach(app), coach(app)
        await pilot.press("u")
        assert "5 of 5" in coach(app)
        await pilot.press("U")
        assert "Well done" in coach(app)
        await pilot.press("D")
        assert "2 of yours are the same" in coach(app)
        await pilot.press("Z")
        assert coach(app).startswith("1 of 5") and not tour.work.layer.spans
        await pilot.press("q")
        await settled(pilot)
        assert app.screen is library(app)
    with app.db.reading() as connection:
        assert connection.value("SELECT count(*) FROM layer") == 0


async def test_a_project_with_other_labels_says_so(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        assert "does not have" in coach(app)
        await pilot.press("q")
        await settled(pilot)
        assert app.screen is library(app) and message(app) == ""
