"""The page: the text of an HTML task as Label Studio counts it, the nodes of text one after the other.

A place in it is a path to a node and an offset inside; so the nodes are kept with their paths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.offsets.ruler import Ruler

DEPTH: Final = 200
"""How deep elements may nest; a path to each is kept, so that depth is paid for twice."""

VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
UNSEEN: Final = frozenset({"script", "style"})
ENDED_BY: Final = {
    "li": {"li"}, "p": {"p"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}, "dt": {"dt", "dd"},
    "dd": {"dt", "dd"}, "option": {"option"},
}  # fmt: skip
"""Elements that end where another begins, though nothing says so."""
_STEP: Final = re.compile(r"([a-z0-9]+|text\(\))(\[(\d{1,9})\])?")


@dataclass(slots=True)
class Node:
    """A node of the page: where it begins and ends in the text, and where its children begin."""

    start: int
    text: bool
    end: int = 0
    children: list[int] = field(default_factory=list)


class Page:
    """An HTML page's text, and its nodes by path."""

    def __init__(self, html: str) -> None:
        """Read the page.

        Raises:
            Fault: where it is no HTML, or its elements nest too deeply.
        """
        parser = _Parser()
        try:
            parser.feed(html)
            parser.close()
        except (AssertionError, ValueError):
            raise Fault("the HTML of a task is broken", "Check its source") from None
        self._nodes = parser.finish()
        self.text = "".join(parser.parts)

    def point(self, path: str, offset: int) -> int | None:
        """The code point of an offset at a path (UTF-16 units in a text, children in an element); None for none."""
        node = self._nodes.get(_normal(path))
        if node is None or offset < 0:
            return None
        if node.text:
            within = Ruler(self.text[node.start : node.end], "utf16").to_points(offset)
            return None if within is None else node.start + within
        return node.children[offset] if offset < len(node.children) else node.end


def _normal(path: str) -> str:
    """A path with a number at every step, from the page's own top."""
    steps = [_STEP.fullmatch(step) for step in path.lower().strip("./").split("/") if step]
    if not all(steps):
        return path
    named = [f"{step[1]}[{step[3] or 1}]" for step in steps if step]
    return "/" + "/".join(step for i, step in enumerate(named) if not (i < 2 and step in ("html[1]", "body[1]")))


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    path: str
    node: Node
    counts: dict[str, int] = field(default_factory=dict)

    def step(self, name: str) -> str:
        """The path of the next child of a name."""
        self.counts[name] = self.counts.get(name, 0) + 1
        return f"{self.path}/{name}[{self.counts[name]}]"


class _Parser(HTMLParser):
    """Collects texts and nodes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._at = 0
        self._nodes: dict[str, Node] = {"": Node(0, False)}
        self._open = [_Open("", "", self._nodes[""])]
        self._last: Node | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("html", "head", "body"):
            return
        while self._open[-1].tag in ENDED_BY.get(tag, ()):
            self._close()
        if tag == "tr" and self._open[-1].tag == "table":
            self._begin("tbody")
        self._begin(tag)
        if tag in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        self._last = None
        if any(one.tag == tag for one in self._open):
            while self._close() != tag:
                pass

    def handle_comment(self, data: str) -> None:
        self._last = None

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        if here.tag in UNSEEN:
            return
        if self._last is None:
            self._last = Node(self._at, True)
            here.node.children.append(self._at)
            self._nodes[here.step("text()")] = self._last
        self.parts.append(data)
        self._at += len(data)
        self._last.end = self._at

    def finish(self) -> dict[str, Node]:
        """All nodes by path, those that were never closed included."""
        while len(self._open) > 1:
            self._close()
        self._nodes[""].end = self._at
        return self._nodes

    def _begin(self, tag: str) -> None:
        if len(self._open) > DEPTH:
            raise Fault(f"the HTML of a task has more than {DEPTH} elements inside one another", "Check its source")
        self._last = None
        above = self._open[-1]
        above.node.children.append(self._at)
        path = above.step(tag)
        self._nodes[path] = Node(self._at, False)
        self._open.append(_Open(tag, path, self._nodes[path]))

    def _close(self) -> str:
        self._last = None
        one = self._open.pop()
        one.node.end = self._at
        return one.tag
