"""HTML: the article without the page around it, what the page declares of itself, and pages that hold none."""

from __future__ import annotations

import pytest

from tests.ingest.extract.made import SENTENCES, article
from workbench.core.fault import Fault
from workbench.ingest.extract.extraction import extract


def test_the_article_comes_without_menu_and_footer() -> None:
    found = extract("html", article())
    assert all(sentence in found.text for sentence in SENTENCES)
    assert "Sport and weather" not in found.text and "All rights" not in found.text
    assert found.extractor == "trafilatura" and found.version[0].isdigit()


def test_title_site_and_day_are_the_ones_that_the_page_declares() -> None:
    head = (
        "<title>Cables | Harbour Times</title><meta property='og:title' content='Cables and ports'>"
        "<meta property='og:site_name' content='Harbour Times'>"
        "<meta property='article:published_time' content='2025-06-03T23:30:00-05:00'>"
        "<meta property='article:modified_time' content='2025-06-09'>"
    )
    found = extract("html", article(head=head))
    assert (found.title, found.source) == ("Cables and ports", "Harbour Times")
    assert (found.published, found.published_as_printed) == ("2025-06-03", "2025-06-03T23:30:00-05:00")


@pytest.mark.parametrize(
    ("head", "day", "printed"),
    [
        ("<meta name='DC.date.issued' content='2024-02-29'>", "2024-02-29", "2024-02-29"),
        ("<meta name='date' content='2024-02-29'>", None, None),
        ("<meta name='pubdate' content='3 June 2025'>", None, "3 June 2025"),
        ("<meta name='pubdate' content='2025-02-30'>", None, "2025-02-30"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2025-01-02"}]}'
         "</script>", "2025-01-02", "2025-01-02"),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2025-01-02"}</script>', None, None),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', None, None),
        ("<link rel='canonical' href='https://example.org/2025/06/03/cables'>", None, None),
    ],
)  # fmt: skip
def test_a_day_is_read_and_never_guessed(head: str, day: str | None, printed: str | None) -> None:
    found = extract("html", article(head=head, after="<p>Posted on 3 May 2023, copyright 2022</p>"))
    assert (found.published, found.published_as_printed) == (day, printed)


def test_days_that_differ_are_none_and_it_says_why() -> None:
    times = "".join(f"<time itemprop='datePublished' datetime='2025-06-0{day}'></time>" for day in (1, 2))
    found = extract("html", article(after=times))
    assert found.published is None
    assert found.to_json()["no_date_because"] == "the page declares 2 dates that differ"


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "koi8-r", "shift_jis", "gb18030"])
def test_a_page_is_read_in_the_character_set_that_it_declares(label: str) -> None:
    word = {"koi8-r": "Договор", "shift_jis": "条約", "gb18030": "条约"}.get(label, "Übergänge")
    page = article(before="", after="").decode().replace("utf-8", label).replace("Ministers", word)
    assert word in extract("html", page.encode(label)).text


def test_a_byte_order_mark_counts_more_than_what_is_declared() -> None:
    page = article().decode().replace("utf-8", "koi8-r").replace("Ministers", "Übergänge")
    assert "Übergänge" in extract("html", page.encode("utf-16")).text


def test_xhtml_that_declares_its_encoding_is_read() -> None:
    page = b"<?xml version='1.0' encoding='ISO-8859-1'?>" + article().replace(b"Ministers", b"\xdcberg\xe4nge")
    assert "Übergänge" in extract("html", page.replace(b"<meta charset='utf-8'>", b"")).text


def test_text_after_a_nul_and_far_below_is_not_lost() -> None:
    """The parser ends at the first, and at 256 levels unless told otherwise."""
    deep = "<div>" * 300 + f"<p>{SENTENCES[0]} Deep down.</p>" + "</div>" * 300
    page = article().replace(b"</article>", b"<p>One\0two.</p>" + deep.encode() + b"</article>")
    found = extract("html", page)
    assert "One\ufffdtwo." in found.text and "Deep down." in found.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"plain words", "holds no HTML"),
        (b"<html><body></body></html>", "holds no article"),
        (b"<ul>" + b"".join(b"<li><a href=/%d>Story number %d</a></li>" % (n, n) for n in range(40)) + b"</ul>",
         "holds no article"),
        (b"<html><form><input><button>Log in</button></form></html>", "holds no article"),
        (b"<html><p>caf\xe9</p></html>", "declares no character set, and is not UTF-8 at byte 12"),
        (b"<html><meta charset=ascii><p>\x81</p></html>", "is not ascii at byte 29"),
        (b"<html><meta charset=zip><p>x</p></html>", "declares a character set that is not known"),
        (b"<html><meta charset=unicode_escape><p>x</p></html>", "declares a character set that is not known"),
        (b"<html>" + b"<div>" * 100_000 + b"x", "is nested too deeply"),
        (b"<html><p>" + b"x " * 10_000_000, "is a page of more than 20,000,000 bytes"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_told_in_a_sentence(data: bytes, told: str) -> None:
    with pytest.raises(Fault, match=told):
        extract("html", data)


def test_comments_of_readers_are_left_out() -> None:
    after = f"<div class='comments' id='comments'><div class='comment'><p>{'I do not think so. ' * 20}</p></div></div>"
    assert "I do not think so" not in extract("html", article(after=after)).text
