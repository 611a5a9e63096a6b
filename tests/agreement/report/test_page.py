"""The page and the plain forms: whole, escaped, and the same bytes for the same report."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.agreement.report.studies import answer, document, study
from workbench.agreement.report.content import Report
from workbench.agreement.report.page.markup import element, text
from workbench.agreement.report.page.page import page
from workbench.agreement.report.page.plots import shade
from workbench.agreement.report.plain import COLUMNS, plan_json, report_json, report_rows
from workbench.agreement.report.planning import plan
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed

EVIL = "<script>alert(1)</script>\"'&\x1b[2J\u202e"


class Reader(HTMLParser):
    """Collects tags, and sees that every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report() -> Report:
    """A dozen documents with hostile names, a reference, an empty one, and somebody who shares none."""
    answers = {
        EVIL: answer([(0, 5, "X"), (10, 15, "Y")], [(1, 2, "r")], "law"),
        "ben": answer([(0, 5, "X"), (10, 16, "Y")], [(1, 2, "r")], "war"),
    }
    documents = [document(f"{EVIL}{k}", **answers) for k in range(12)]
    documents += [document("empty", ben=answer(), **{EVIL: answer()}), document("own", zoe=answer())]
    documents[0] = replace(documents[0], answers={**answers, "gold": answer([(0, 5, "X")])})
    return reported(Summed.of(study(*documents, gold="gold")))


def test_the_page_is_well_formed_and_holds_no_script_and_no_foreign_address(report: Report) -> None:
    reader = Reader()
    reader.feed(page(report))
    assert reader.open == []
    assert reader.tags >= {"svg", "table", "title", "style"}
    assert reader.tags.isdisjoint({"script", "link", "iframe", "img", "object", "embed", "base", "form", "a"})
    assert not [name for name, _ in reader.attributes if name.startswith("on") or name in ("src", "href")]
    assert "://" not in page(report)
    assert "@import" not in page(report)
    assert "url(" not in page(report)


def test_every_word_is_escaped_and_shown_safely(report: Report) -> None:
    told = page(report)
    assert "<script" not in told
    assert "&lt;script&gt;" in told
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert page(report) == page(report)


def test_an_empty_report_still_makes_a_page() -> None:
    nothing = reported(Summed.of(study(names=("ann",))))
    reader = Reader()
    reader.feed(page(nothing))
    assert reader.open == []


def test_shades_run_from_light_to_dark() -> None:
    light = [int(shade(k / 10)[1:3], 16) for k in range(11)]
    assert light == sorted(light, reverse=True)
    assert shade(None) == "#ddd"


def test_markup_escapes_once() -> None:
    assert element("p", "a<b", title='"') == '<p title="&quot;">a&lt;b</p>'
    assert text(element("b", "x")) == "<b>x</b>"


def test_json_is_plain_and_says_why_a_value_is_missing(report: Report) -> None:
    found = json.loads(json.dumps(report_json(report), allow_nan=False))
    assert found["scope"]["seed"] == report.scope.seed
    assert [number["name"] for number in found["numbers"]] == [number.name for number in report.numbers]

    def undefined(value: object) -> list[dict[str, object]]:
        if isinstance(value, list):
            return [one for part in value for one in undefined(part)]
        if not isinstance(value, dict):
            return []
        own = [value] if "n" in value and value.get("value", 0) is None else []
        return own + [one for part in value.values() for one in undefined(part)]

    missing = undefined(found)
    assert missing
    assert all(one["why"] for one in missing)


def test_a_spreadsheet_has_one_number_a_row(report: Report) -> None:
    rows = list(report_rows(report))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert {row[0] for row in rows} >= {"numbers", "pairs", "span labels", "documents", "annotators", "confusion"}
    assert all(row[4] is not None or row[8] for row in rows)


def test_a_plan_as_json_names_its_width(report: Report) -> None:
    found = plan_json(plan(report, 0.2), 0.2)
    assert found["width"] == 0.2
    assert json.dumps(found, allow_nan=False)


def test_no_number_of_the_page_is_not_a_number(report: Report) -> None:
    assert not re.search(r"\b(nan|inf|None)\b", page(report))
