"""The body of a Word document as text: WordprocessingML's elements (ECMA-376, part 1, 17) in reading order.

Read element by element, because python-docx's own paragraphs pass over insertions that are tracked and over content
controls without a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAID: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
"""Elements of a run that stand for a character; ``ptab`` and breaks of pages and columns stand for none."""
_LEFT_OUT: Final = {
    "del": "deletions that are tracked",
    "moveFrom": "passages moved elsewhere",
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
    "drawing": "pictures and drawings",
    "pict": "pictures and drawings",
    "object": "embedded objects",
    "sym": "symbols of a font",
    "rt": "readings above characters",
}
_FORMULAE: Final = ("oMath", "oMathPara")


class Body:
    """Reads a body; ``left_out`` counts, in words, what stands in the file and not in the text."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def text(self, element: Any) -> str:
        """The text of a body or cell, one line for each paragraph or row."""
        return "\n".join(self._blocks(element))

    def _blocks(self, element: Any) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name == "p":
                yield self._paragraph(child)
            elif name == "tbl":
                yield from self._rows(child)
            elif name in _LEFT_OUT:
                self.left_out[_LEFT_OUT[name]] += 1
            elif name not in ("sectPr", "sdtPr", "tcPr"):
                yield from self._blocks(child)

    def _rows(self, table: Any) -> Iterator[str]:
        """Rows, also those inside a content control or a tracked change."""
        for child in table:
            if _name(child) == "tr":
                yield "\t".join(self._cells(child))
            elif _name(child) not in ("tblPr", "tblGrid"):
                yield from self._rows(child)

    def _cells(self, row: Any) -> Iterator[str]:
        for child in row:
            if _name(child) == "tc":
                yield self.text(child)
            elif _name(child) not in ("trPr", "tblPrEx"):
                yield from self._cells(child)

    def _paragraph(self, paragraph: Any) -> str:
        return "".join(self._inline(paragraph))

    def _inline(self, element: Any) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in _SAID:
                yield _SAID[name]
            elif name == "br":
                yield "\n" if child.get(f"{_W}type", "textWrapping") == "textWrapping" else ""
            elif name in _LEFT_OUT:
                self.left_out[_LEFT_OUT[name]] += 1
                self.left_out.update(_boxes(child))
            elif name in _FORMULAE or name == "AlternateContent":
                self._other(child, name)
            elif name == "pPr":
                self.left_out.update(_numbers(child))
            elif name not in ("sdtPr", "rPr"):
                yield from self._inline(child)

    def _other(self, child: Any, name: str) -> None:
        """A formula, or a drawing in two forms of which programs show one."""
        if name in _FORMULAE:
            self.left_out["formulae"] += 1
            return
        self.left_out[_LEFT_OUT["drawing"]] += 1
        self.left_out.update(_boxes(next(iter(child), child)))


def _numbers(properties: Any) -> dict[str, int]:
    return {"numbers or dots of lists": 1} if properties.find(f"{_W}numPr") is not None else {}


def _boxes(drawing: Any) -> dict[str, int]:
    n = sum(1 for _ in drawing.iter(f"{_W}txbxContent"))
    return {"text boxes": n} if n else {}


def _name(element: Any) -> str:
    """An element's name without its namespace; nothing for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
