"""Splitting invented pages of every layout, one difficulty a test."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.ingest.pages.article import Article
from workbench.ingest.pages.split import split_page

TAGGED = "logo\n#\n\nLatest news with #Harbours\n\n"
PLAIN = "Latest news with #Harbours\n\n\n"
APP = "DOWNLOAD THE APP\n\nGet Started Now: Fetch it\n\nReady to dive into the sea of words?\napp-storeplay-store"
ASK = "Orange background\n\nTry Our AI Features\n\nExplore what Gull AI can do:\n\nComments\n\nNo comments yet...\n\n"
ONE = "Ferries stop at dawn over a broken crane, and nobody in the port office can say when they sail."
TWO = "A lighthouse keeper counted forty gulls. The ministry wants more gulls, and has set money aside."


def listed(
    title: str,
    body: str,
    source: str | None = "Fjord Post",
    date: str = "time3 days ago",
    bullets: tuple[str, ...] = ("Business", "Fjord Post"),
    third: bool = True,
) -> str:
    """Print an article of the tag or related layout."""
    return (
        f"{title}\n{title}\n\n"
        + (f"{source}\n\n" if source is not None else "")
        + f"{date}\n\n"
        + "".join(f"  • {value}\n" for value in bullets)
        + ("\n" if bullets else "")
        + (f"{title}\n\n" if third else "")
        + f"{body}\n\n"
    )


def once(
    title: str,
    body: str,
    source: str | None = "Fjord Post",
    date: str = "3 days ago",
    bullets: tuple[str, ...] = ("Politics", "Fjord Post"),
    gap: str = "\n",
) -> str:
    """Print an article of the layout without copies of the title."""
    head = (f"{source}\n" if source is not None else "") + f"{date}\n" + "".join(f"- {value}\n" for value in bullets)
    return f"{head}{title}\n{body}\n{gap}"


def own(title: str, body: str, line: str | None = "Fjord Post07-11-2023", logo: str = "logo\n") -> str:
    """Print an article's own page, down to where its body ends."""
    return f"{logo}{title}\n\n{title}\n\n" + (f"{line}\n\n" if line is not None else "") + f"{body}\n\n"


def told(raw: str, articles: list[Article]) -> list[tuple[str | None, str | None, str | None, str, str]]:
    """Return title, source, category, layout and body of each article."""
    return [(a.title, a.source, a.category, a.layout, a.body(raw)) for a in articles]


def test_a_tag_page_gives_its_articles_with_everything_it_says() -> None:
    raw = TAGGED + listed("Crane breaks", ONE) + listed("Gulls counted", TWO, date="time07-11-2023") + APP
    first, second = split_page(raw)
    assert told(raw, [first, second]) == [
        ("Crane breaks", "Fjord Post", "Business", "tag", ONE),
        ("Gulls counted", "Fjord Post", "Business", "tag", TWO),
    ]
    assert (first.published_as_printed, first.published, first.tag) == ("3 days ago", None, "Harbours")
    assert (second.published_as_printed, second.published, second.tag) == ("07-11-2023", "2023-11-07", "Harbours")


def test_an_age_becomes_a_day_when_the_day_of_fetching_is_given() -> None:
    assert split_page(TAGGED + listed("Crane breaks", ONE), date(2024, 1, 2))[0].published == "2023-12-30"


def test_an_invalid_day_is_kept_as_printed_only() -> None:
    article = split_page(TAGGED + listed("Crane breaks", ONE, date="time32-13-2025"))[0]
    assert (article.published, article.published_as_printed) == (None, "32-13-2025")


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_the_layout_without_copies_is_split_at_its_date_lines(gap: str) -> None:
    raw = PLAIN + once("Crane breaks", ONE, gap=gap) + once("Gulls counted", TWO, gap=gap)
    assert told(raw, split_page(raw)) == [
        ("Crane breaks", "Fjord Post", "Politics", "tag_b", ONE),
        ("Gulls counted", "Fjord Post", "Politics", "tag_b", TWO),
    ]


def test_an_own_page_gives_its_article_and_the_related_ones() -> None:
    body = f"{ONE}\n{TWO}"
    related = listed("Gulls counted", TWO, bullets=("Fjord Post",))
    raw = own("Crane breaks", body) + ASK + "Related Articles\n\n" + related + APP
    articles = split_page(raw)
    assert told(raw, articles) == [
        ("Crane breaks", "Fjord Post", None, "article", body),
        ("Gulls counted", "Fjord Post", None, "related", TWO),
    ]
    assert [a.tag for a in articles] == [None, None]


@pytest.mark.parametrize("tail", ["", APP, ASK + APP, ASK, ASK + "Related Articles\n"])
def test_an_own_page_ends_with_any_part_of_the_footer(tail: str) -> None:
    raw = own("Crane breaks", f"{ONE}\n{TWO}") + tail
    assert told(raw, split_page(raw)) == [("Crane breaks", "Fjord Post", None, "article", f"{ONE}\n{TWO}")]


@pytest.mark.parametrize("tail", ["", APP, APP.replace("Get Started Now: Fetch it\n\n", "Now in your language\n\n")])
def test_a_tag_page_ends_with_any_footer_or_none(tail: str) -> None:
    raw = TAGGED + listed("Crane breaks", ONE) + tail
    assert [a.body(raw) for a in split_page(raw)] == [ONE]


def test_a_missing_source_is_never_the_category_nor_the_text_above() -> None:
    raw = PLAIN + once("Crane breaks", "Ends here.") + once("Gulls counted", TWO, source=None, bullets=("Business",))
    assert told(raw, split_page(raw))[1] == ("Gulls counted", None, "Business", "tag_b", TWO)


def test_a_missing_source_in_the_tag_layout_leaves_the_category() -> None:
    raw = TAGGED + listed("Crane breaks", ONE) + listed("Gulls counted", TWO, source=None, bullets=("Business",))
    assert told(raw, split_page(raw))[1] == ("Gulls counted", None, "Business", "tag", TWO)


def test_a_lone_bullet_that_is_a_source_elsewhere_on_the_page_is_one_here() -> None:
    raw = TAGGED + listed("Crane breaks", ONE) + listed("Gulls counted", TWO, source=None, bullets=("Fjord Post",))
    assert told(raw, split_page(raw))[1] == ("Gulls counted", "Fjord Post", None, "tag", TWO)


def test_a_missing_category_leaves_the_source() -> None:
    raw = TAGGED + listed("Crane breaks", ONE, bullets=("Fjord Post",))
    assert told(raw, split_page(raw)) == [("Crane breaks", "Fjord Post", None, "tag", ONE)]
    raw = PLAIN + once("Crane breaks", ONE, bullets=("Fjord Post",))
    assert told(raw, split_page(raw)) == [("Crane breaks", "Fjord Post", None, "tag_b", ONE)]


def test_an_empty_bullet_is_a_missing_category() -> None:
    raw = TAGGED + listed("Crane breaks", ONE, bullets=("", "Fjord Post"))
    assert told(raw, split_page(raw)) == [("Crane breaks", "Fjord Post", None, "tag", ONE)]


def test_no_bullets_at_all_still_leave_title_source_and_body() -> None:
    raw = TAGGED + listed("Crane breaks", ONE, bullets=()) + listed("Gulls counted", TWO)
    assert told(raw, split_page(raw))[0] == ("Crane breaks", "Fjord Post", None, "tag", ONE)
    raw = PLAIN + once("Crane breaks", ONE, bullets=()) + once("Gulls counted", TWO)
    assert told(raw, split_page(raw))[0] == ("Crane breaks", "Fjord Post", None, "tag_b", ONE)


@pytest.mark.parametrize(
    ("source", "bullets", "expected"),
    [
        (None, ("Fjord Post",), (None, "Fjord Post")),
        (None, ("Sports",), ("Sports", None)),
        (None, (), (None, None)),
        ("Fjord Post", ("Sports",), ("Sports", "Fjord Post")),
        ("Fjord Post", ("Fjord Post Weekend",), (None, "Fjord Post")),
        ("Fjord Post", ("Sports", "Fjord Post"), ("Sports", "Fjord Post")),
    ],
)
def test_related_bullets_are_sources_unless_they_say_a_section(
    source: str | None, bullets: tuple[str, ...], expected: tuple[str | None, str | None]
) -> None:
    related = listed("Gulls counted", TWO, source=source, bullets=bullets)
    article = split_page(own("Crane breaks", ONE) + ASK + "Related Articles\n\n" + related + APP)[1]
    assert (article.category, article.source, article.layout) == (*expected, "related")


@pytest.mark.parametrize(
    "title",
    [
        "• Bullet first",
        "- Dash first",
        "Talks on 07-11-2023",
        "07-11-2023: a day at sea",
        "'Unclosed quote",
        'Gulls — and ‘cranes\' – count: "two"',
        "Comments",
        "Yesterday",
        "time",
        "¥1.9 tril for U.S.-made cranes?",
    ],
)
def test_titles_may_look_like_anything(title: str) -> None:
    raw = TAGGED + listed("First", ONE) + listed(title, TWO) + listed("Last", ONE) + APP
    assert [(a.title, a.body(raw)) for a in split_page(raw)] == [("First", ONE), (title, TWO), ("Last", ONE)]
    raw = own(title, TWO) + ASK + APP
    assert [(a.title, a.source, a.body(raw)) for a in split_page(raw)] == [(title, "Fjord Post", TWO)]
    raw = PLAIN + once("First", ONE) + once(title, TWO) + once("Last", ONE)
    if title != "Yesterday":
        assert [(a.title, a.body(raw)) for a in split_page(raw)] == [("First", ONE), (title, TWO), ("Last", ONE)]


def test_a_title_with_a_dash_is_no_source_where_the_source_is_missing() -> None:
    raw = PLAIN + once("First", ONE) + once("- Dash first", TWO * 3, source=None, bullets=("Business",))
    assert told(raw, split_page(raw))[1] == ("- Dash first", None, "Business", "tag_b", TWO * 3)


def test_equal_bodies_are_no_copies_of_a_title() -> None:
    raw = PLAIN + once("First", ONE) + once("- Dash first", ONE)
    assert [(a.title, a.body(raw)) for a in split_page(raw)] == [("First", ONE), ("- Dash first", ONE)]


def test_copies_of_a_title_may_differ_in_whitespace() -> None:
    raw = TAGGED + listed("Crane breaks", ONE).replace("Crane breaks\nCrane", "Crane breaks \t\nCrane  ", 1) + APP
    assert told(raw, split_page(raw)) == [("Crane breaks", "Fjord Post", "Business", "tag", ONE)]


def test_bodies_may_have_paragraphs_and_lines_that_look_like_furniture() -> None:
    body = f"{ONE}\n\nComments\n\n3 days ago\n\n{TWO}\n\nRelated Articles\n\n{ONE}\n\n- one\n- two\n\n{TWO}"
    raw = TAGGED + listed("Crane breaks", body) + listed("Gulls counted", TWO) + APP
    assert [a.body(raw) for a in split_page(raw)] == [body, TWO]
    raw = PLAIN + once("Crane breaks", body) + once("Gulls counted", TWO)
    assert [a.body(raw) for a in split_page(raw)] == [body, TWO]
    raw = own("Crane breaks", f"{ONE}\nComments\n{TWO}") + ASK + APP
    assert [a.body(raw) for a in split_page(raw)] == [f"{ONE}\nComments\n{TWO}"]


def test_a_body_may_end_with_a_furniture_word() -> None:
    raw = own("Crane breaks", f"{ONE}\nComments") + ASK + APP
    assert [a.body(raw) for a in split_page(raw)] == [f"{ONE}\nComments"]
    raw = TAGGED + listed("Crane breaks", f"{ONE}\n\nComments") + APP
    assert [a.body(raw) for a in split_page(raw)] == [f"{ONE}\n\nComments"]


def test_a_missing_body_is_empty_and_takes_nothing_from_its_neighbour() -> None:
    raw = TAGGED + listed("Crane breaks", "") + listed("Crane breaks", TWO) + APP
    assert [a.body(raw) for a in split_page(raw)] == ["", TWO]
    raw = PLAIN + once("Crane breaks", "") + once("Crane breaks", TWO)
    assert [a.body(raw) for a in split_page(raw)] == ["", TWO]
    raw = own("Crane breaks", "") + ASK + "Related Articles\n\n" + listed("Gulls counted", TWO, bullets=("Fjord Post",))
    assert [a.body(raw) for a in split_page(raw)] == ["", TWO]


def test_a_missing_third_copy_leaves_the_body_whole() -> None:
    raw = TAGGED + listed("Crane breaks", ONE, third=False) + listed("Gulls counted", TWO) + APP
    assert [(a.title, a.body(raw)) for a in split_page(raw)] == [("Crane breaks", ONE), ("Gulls counted", TWO)]


def test_a_single_copy_above_is_enough_with_bullets_and_a_copy_below() -> None:
    raw = TAGGED + listed("Crane breaks", ONE) + listed("Gulls counted", TWO).replace("Gulls counted\n", "", 1) + APP
    assert [(a.title, a.body(raw)) for a in split_page(raw)] == [("Crane breaks", ONE), ("Gulls counted", TWO)]


def test_a_date_that_cannot_be_read_is_kept_as_printed() -> None:
    raw = TAGGED + listed("Crane breaks", ONE, date="timelast spring") + listed("Gulls counted", TWO) + APP
    articles = split_page(raw)
    assert [a.body(raw) for a in articles] == [ONE, TWO]
    assert (articles[0].published, articles[0].published_as_printed) == (None, "last spring")


@pytest.mark.parametrize(
    ("line", "source", "printed"),
    [
        ("Fjord Post", "Fjord Post", None),
        ("Fjord Post\n\n07-11-2023", "Fjord Post", "07-11-2023"),
        ("07-11-2023", None, "07-11-2023"),
        ("Channel 407-11-2023", "Channel 4", "07-11-2023"),
        ("Fjord Post3 days ago", "Fjord Post", "3 days ago"),
        (None, None, None),
    ],
)
def test_an_own_page_may_print_source_and_date_in_other_ways(
    line: str | None, source: str | None, printed: str | None
) -> None:
    raw = own("Crane breaks", f"{ONE}\n{TWO}", line) + ASK + APP
    (article,) = split_page(raw)
    assert (article.source, article.published_as_printed, article.layout) == (source, printed, "article")
    assert article.body(raw) == f"{ONE}\n{TWO}"


def test_an_own_page_is_known_without_the_logo() -> None:
    raw = own("Crane breaks", ONE, logo="")
    assert told(raw, split_page(raw)) == [("Crane breaks", "Fjord Post", None, "article", ONE)]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_bom_stay_in_the_offsets(bom: str) -> None:
    body = f"{ONE}\r\n{TWO}"
    pages = [
        TAGGED + listed("Crane breaks", body) + listed("Gulls counted", TWO) + APP,
        PLAIN + once("Crane breaks", body) + once("Gulls counted", TWO),
        own("Crane breaks", body)
        + ASK
        + "Related Articles\n\n"
        + listed("Gulls counted", TWO, bullets=("Fjord Post",)),
    ]
    for page in pages:
        raw = bom + page.replace("\r\n", "\n").replace("\n", "\r\n")
        assert [(a.title, a.body(raw)) for a in split_page(raw)] == [("Crane breaks", body), ("Gulls counted", TWO)]
        assert split_page(raw)[0].start == raw.index(ONE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "3 days ago",
        f"{ONE}\n\n3 days ago\n\n{TWO}",
        f"Dear all\n3 days ago\n{ONE}\n{TWO}",
        f"To do\n\n3 days ago\n- milk\n- bread\nThen home\n{ONE}",
        f"{ONE} It ended on 07-11-2023\n\n{TWO}",
        "Row, row\nRow, row\n\n3 days ago\n\nGently down the stream",
        f"Latest news with #Harbours\n\n{ONE}",
        f"logo\n\n{ONE}\n\nComments\n\nNo comments yet...",
    ],
)
def test_prose_is_no_page(text: str) -> None:
    assert split_page(text) == []


def test_a_page_inside_a_longer_text_is_in_doubt() -> None:
    assert split_page(f"{ONE}\n{TWO}\n{ONE}\n\n" + once("Crane breaks", ONE)) == []


def test_text_that_a_footer_would_swallow_puts_the_split_in_doubt() -> None:
    raw = own("Crane breaks", ONE) + ASK + "Related Articles\n\n" + TWO * 5
    assert split_page(raw) == []


def test_zones_are_offsets_in_the_body() -> None:
    body = f"{ONE} (This article was written by Ida Moe.)"
    (article,) = split_page(TAGGED + listed("Crane breaks", body) + APP)
    assert [(z.kind, body[z.start : z.end]) for z in article.zones] == [
        ("byline", "(This article was written by Ida Moe.)")
    ]
