"""DOCX: paragraphs and tables in order, what other readers pass over, what is left out, and files that are bombs."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tests.ingest.extract.made import docx, paragraph, repacked
from workbench.core.fault import Fault
from workbench.ingest.extract.extraction import extract

RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"


def with_paragraph(xml: str) -> bytes:
    return docx(lambda document: document.element.body.insert(0, paragraph(xml)))


def plain(document: Any) -> None:
    document.add_heading("Cables and ports", 1)
    document.add_paragraph("Ministers met\tin the town.\nThey spoke.")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Port", "Ships"), ("North", "12")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("")
    document.add_paragraph("The end.")


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    found = extract("docx", docx(plain))
    assert (
        found.text == "Cables and ports\nMinisters met\tin the town.\nThey spoke.\nPort\tShips\nNorth\t12\n\nThe end."
    )
    assert found.extractor == "python-docx" and found.to_json().keys() == {"extractor", "version"}


def test_a_merged_cell_stands_once_and_a_table_in_a_cell_inside_it() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(1, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
        inner = table.cell(0, 2).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "in", "side"

    assert extract("docx", docx(fill)).text.split() == ["wide", "in", "side"]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (RUN.format("a ") + f"<w:ins>{RUN.format('new ')}</w:ins>" + RUN.format("b"), "a new b"),
        (f"<w:hyperlink>{RUN.format('link')}</w:hyperlink>", "link"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{RUN.format('field')}</w:sdtContent></w:sdt>", "field"),
        (f"<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>{RUN.format('no tab')}", "no tab"),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>kept</w:t><w:br/><w:t>line</w:t></w:r>", "well-kept\nline"),
        ("<w:r><w:t>one</w:t><w:br w:type='page'/><w:t>page</w:t></w:r>", "onepage"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + RUN.format("x"), "x"),
    ],
)
def test_what_a_reader_sees_is_text(xml: str, text: str) -> None:
    found = extract("docx", with_paragraph(xml))
    assert found.text == text and not found.left_out


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        ("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", {"deletions that are tracked": 1}),
        ("<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:footnoteReference w:id='2'/></w:r>", {"footnotes": 2}),
        ("<w:r><w:commentReference w:id='1'/></w:r>", {"comments": 1}),
        ("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>", {"formulae": 1}),
        ("<w:pPr><w:numPr/></w:pPr>", {"numbers or dots of lists": 1}),
        ("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
         {"pictures and drawings": 1, "text boxes": 1}),
        ("<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent/></w:drawing></mc:Choice>"
         "<mc:Fallback><w:pict><w:txbxContent/></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
         {"pictures and drawings": 1, "text boxes": 1}),
    ],
)  # fmt: skip
def test_what_is_left_out_is_counted(xml: str, what: dict[str, int]) -> None:
    found = extract("docx", with_paragraph(xml + RUN.format("kept")))
    assert (found.text, found.left_out) == ("kept", what)


def test_headers_and_footers_are_left_out_and_counted() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("Body.")
        document.sections[0].header.paragraphs[0].text = "Every page"

    found = extract("docx", docx(fill))
    assert (found.text, found.left_out) == ("Body.", {"headers of pages": 1})


def spoiled(change: str) -> bytes:
    whole = docx(plain)
    if change == "bomb":
        return repacked(whole, "word/document.xml", b"<a>" + b" " * 60_000_000)
    if change == "large picture":
        return repacked(whole, "docProps/core.xml", b"\0" * 2_000_000)
    if change == "bad xml":
        return repacked(whole, "word/document.xml", b"<w:document>")
    if change == "another archive":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        return out.getvalue()
    return {"cut": whole[:500], "words": b"words", "locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}[change]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("bomb", "unpacks to far more"),
        ("large picture", "unpacks to far more"),
        ("bad xml", "is damaged or no DOCX file"),
        ("another archive", "is damaged or no DOCX file"),
        ("cut", "is damaged or no DOCX file"),
        ("words", "is damaged or no DOCX file"),
        ("locked", "is encrypted, or of Word's old format"),
    ],
)
def test_what_is_no_document_is_told_in_a_sentence(change: str, told: str) -> None:
    with pytest.raises(Fault, match=told):
        extract("docx", spoiled(change))


def test_a_document_without_text_is_told() -> None:
    with pytest.raises(Fault, match="holds no text"):
        extract("docx", docx(lambda document: None))
