"""HTML: the main text of a page as trafilatura finds it, without menus, advertisements and comments of readers."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.ingest.extract.charset import decoded
from workbench.ingest.extract.declared import declared
from workbench.ingest.extract.extracted import Extracted

LARGEST: Final = 20_000_000
"""Bytes of a page at most."""

_NO_DAY: Final = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "1900-01-01"}
"""Keeps trafilatura from guessing a date, which it does from addresses, pictures and running text."""
_CONTROLS: Final = ("a", "button", "option", "label")


def read_html(data: bytes) -> Extracted:
    """The main text of a page, with the title, site and date that it declares.

    Raises:
        Fault: where it is too large, nested too deeply, of another character set, no HTML, or no article.
    """
    import trafilatura

    if len(data) > LARGEST:
        raise Fault(f"is a page of more than {LARGEST:,} bytes", "Save its text as .txt")
    tree = _tree(decoded(data))
    when, meta = declared(tree), trafilatura.extract_metadata(tree, date_config=dict(_NO_DAY))
    controls = _words_of_controls(tree)
    found: Any = trafilatura.bare_extraction(tree, include_comments=False)
    text = "" if found is None else found.text or ""
    _refuse_menu(text, controls)
    facts: dict[str, Any] = {"url": meta.url} if meta.url else {}
    if when.several:
        facts["no_date_because"] = f"the page declares {when.several} dates that differ"
    return Extracted(
        text, "trafilatura", version("trafilatura"), meta.title, meta.sitename, when.day, when.as_printed, facts
    )


def _tree(text: str) -> Any:
    """The page's elements.

    Parsed here, because the parser stops where elements are nested too deeply, and only its log says that the rest of
    the page is missing. It also ends at a NUL, and stumbles over a declaration of the bytes' character set.
    """
    from lxml import etree, html

    if "<" not in text:
        raise Fault("holds no HTML", "Name it .txt if it is plain text")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.replace("\0", "\ufffd").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise Fault("is empty") from None
    if any(error.type_name in ("ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY") for error in parser.error_log):
        raise Fault("is nested too deeply", "Save its text as .txt")
    return tree


def _words_of_controls(tree: Any) -> frozenset[str]:
    return frozenset(" ".join(element.text_content().split()) for element in tree.iter(*_CONTROLS))


def _refuse_menu(text: str, controls: frozenset[str]) -> None:
    """Refuse a page whose text is mostly what one can click on: its index, or a form."""
    lines = [" ".join(line.strip("-– \t").split()) for line in text.splitlines()]
    if 2 * sum(len(line) for line in lines if line in controls) >= sum(map(len, lines)):
        raise Fault("holds no article that trafilatura could find", "Save its text as .txt")
