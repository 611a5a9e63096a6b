"""The sample pages, and real ones where they are at hand, come out as a person split them."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from workbench.ingest.pages.split import split_page

ROOT = Path(__file__).parents[2]
TRUTHS = {
    "samples": (ROOT / "tests/ingest/seed_articles.json", ROOT / "seeds/pages"),
    "real": (ROOT.parent / "shared/cases/articles.json", ROOT.parent / "shared/seeds"),
}
FIELDS = ("title", "source", "published", "published_as_printed", "category", "tag", "start", "end", "layout")


@pytest.mark.parametrize("truth", TRUTHS)
def test_every_article_is_where_a_person_found_it(truth: str) -> None:
    file, pages = TRUTHS[truth]
    if not file.is_file() or not pages.is_dir():
        pytest.skip(f"no {truth} pages here")
    articles: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["articles"]
    for name, expected in groupby(articles, key=lambda article: str(article["file"])):
        raw = (pages / name).read_bytes().decode()
        found = [{field: getattr(article, field) for field in FIELDS} for article in split_page(raw)]
        assert found == [{field: article[field] for field in FIELDS} for article in expected], name
