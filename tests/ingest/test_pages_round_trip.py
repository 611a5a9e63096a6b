"""Random articles printed on random pages come back exactly; arbitrary text never breaks the splitter."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.ingest.pages.split import split_page

FOOTER = "DOWNLOAD THE APP\n\nGet Started Now: Fetch it\n\nReady to dive into the sea of words?\napp-storeplay-store"
ASK = "Orange background\n\nTry Our AI Features\n\nExplore what Gull AI can do:\n\nComments\n\nNo comments yet...\n\n"

WORDS = [
    "gull",
    "Port",
    "crane,",
    "Moe",
    "ministry",
    "¥9",
    "07-11-2023",
    "U.S.-built",
    "—",
    "'quay'",
    '"sea',
    "3",
    "ago",
]
SECTIONS = ["Business", "Politics", "Sports"]
SOURCES = ["Fjord Post", "Channel 4", "The Gull", "Times of Skerries"]
DATES = ["3 days ago", "an hour ago", "07-11-2023", "32-13-2025", "2 weeks ago", "18 minutes ago"]
FURNITURE = ["Comments", "Orange background", "time", "- one", "• two", "3 days ago", "logo", "#"]


@dataclass(frozen=True)
class Printed:
    """An article as it was printed, and what reading it must give."""

    title: str
    source: str | None
    category: str | None
    date: str
    body: str


def _sentence(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(" ".join)


@st.composite
def printed(draw: st.DrawFn, joint: str, labels: str) -> Printed:
    """Draw an article; ``labels`` says which of "cs" (category, source) must be there."""
    paragraphs: list[str] = []
    for n, paragraph in enumerate(draw(st.lists(_sentence(8, 30), min_size=1, max_size=4))):
        furniture = draw(st.sampled_from([None, *FURNITURE])) if n else None
        paragraphs += [f"Paragraph {n} {paragraph}"] if furniture is None else [furniture, f"Paragraph {n} {paragraph}"]
    source = draw(st.sampled_from(SOURCES if "s" in labels else [*SOURCES, None]))
    prefix = draw(st.sampled_from(["", "• ", "Live: ", "'", *(["- "] if source is not None else [])]))
    return Printed(
        prefix + draw(_sentence(3, 9)) + draw(st.sampled_from(["x", "?", "!", "' two"])),
        source,
        draw(st.sampled_from(SECTIONS if "c" in labels else [*SECTIONS, None])),
        draw(st.sampled_from(DATES)),
        joint.join(paragraphs),
    )


def _listed(item: Printed, category: bool = True) -> str:
    bullets = [value for value in (item.category if category else None, item.source) if value is not None]
    source = f"{item.source}\n\n" if item.source else ""
    listed = "".join(f"  • {value}\n" for value in bullets) + ("\n" if bullets else "")
    return f"{item.title}\n{item.title} \n\n{source}time{item.date}\n\n{listed}{item.title}\n\n{item.body}\n\n"


def _once(item: Printed, gap: str) -> str:
    bullets = "".join(f"- {value}\n" for value in (item.category, item.source) if value is not None)
    return (f"{item.source}\n" if item.source else "") + f"{item.date}\n{bullets}{item.title}\n{item.body}\n{gap}"


def _expected(item: Printed, layout: str, tag: str | None) -> tuple[object, ...]:
    category = item.category if layout in ("tag", "tag_b") else None
    return item.title, item.source, category, item.date, layout, tag, item.body


def _check(raw: str, expected: list[tuple[object, ...]]) -> None:
    found = split_page(raw)
    got = [(a.title, a.source, a.category, a.published_as_printed, a.layout, a.tag, a.body(raw)) for a in found]
    assert got == expected


tag_articles = st.lists(printed("\n\n", ""), min_size=1, max_size=4)
own_article = printed("\n", "s")
related_articles = st.lists(printed("\n\n", "s"), max_size=3)


def _tag_page(items: list[Printed], footer: bool) -> str:
    page = "logo\n#\n\nLatest news with #Skerries\n\n" + "".join(map(_listed, items))
    return page + (FOOTER if footer else "")


def _own_page(main: Printed, related: list[Printed], footer: bool) -> str:
    page = f"logo\n{main.title}\n\n{main.title}\n\n{main.source}{main.date}\n\n{main.body}\n\n{ASK}"
    page += "Related Articles\n\n" + "".join(_listed(item, category=False) for item in related) if related else ""
    return page + (FOOTER if footer else "")


def _dated(item: Printed) -> Printed:
    """Give an own page a date whose cut from the source is beyond doubt."""
    return item if item.date[0].isdigit() else Printed(item.title, item.source, item.category, "07-11-2023", item.body)


@settings(max_examples=150, deadline=None)
@given(tag_articles, st.booleans(), st.booleans())
def test_tag_pages_come_back(items: list[Printed], footer: bool, crlf: bool) -> None:
    expected = [_expected(item, "tag", "Skerries") for item in items]
    raw = _tag_page(items, footer)
    if crlf:
        raw = "\ufeff" + raw.replace("\n", "\r\n")
        expected = [(*row[:-1], str(row[-1]).replace("\n", "\r\n")) for row in expected]
    _check(raw, expected)


@settings(max_examples=150, deadline=None)
@given(st.lists(printed("\n\n", "c"), min_size=1, max_size=4), st.sampled_from(["\n", "\n\n"]))
def test_pages_without_copies_come_back(items: list[Printed], gap: str) -> None:
    raw = "Latest news with #Skerries\n\n\n" + "".join(_once(item, gap) for item in items)
    _check(raw, [_expected(item, "tag_b", "Skerries") for item in items])


@settings(max_examples=150, deadline=None)
@given(own_article.map(_dated), related_articles, st.booleans())
def test_own_pages_come_back(main: Printed, related: list[Printed], footer: bool) -> None:
    _check(
        _own_page(main, related, footer),
        [_expected(main, "article", None), *(_expected(item, "related", None) for item in related)],
    )


@settings(max_examples=100, deadline=None)
@given(tag_articles, own_article.map(_dated), related_articles)
def test_two_pages_in_one_file_come_back(items: list[Printed], main: Printed, related: list[Printed]) -> None:
    tagged = [_expected(item, "tag", "Skerries") for item in items]
    own = [_expected(main, "article", None), *(_expected(item, "related", None) for item in related)]
    first, second = _tag_page(items, True), _own_page(main, related, True)
    _check(f"{first}\n{second}", tagged + own)
    _check(f"{second}\n{first}", own + tagged)


PIECES = [
    *WORDS,
    *FURNITURE,
    *SOURCES,
    *DATES,
    "\n",
    "\n\n",
    "\r\n",
    "  • Business",
    "- Politics",
    "Fjord Post07-11-2023",
]
PIECES += [
    "Latest news with #Skerries",
    "Related Articles",
    "DOWNLOAD THE APP",
    "app-store",
    "FILE - ",
    "(AP Photo/Moe)",
]
PIECES += ["By IDA MOE", "©", "[Copyright", " |", "\u2028", "\x85", "\ufeff", "(This article was written by", ")", ". "]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("\n".join)))
def test_any_text_is_split_without_overlap_or_not_at_all(raw: str) -> None:
    above = 0
    for article in split_page(raw):
        body = article.body(raw)
        assert above <= article.start <= article.end <= len(raw)
        assert body == body.strip() == raw[article.start : article.end]
        assert list(article.zones) == sorted(article.zones)
        assert all(0 <= zone.start < zone.end <= len(body) for zone in article.zones)
        above = article.end
