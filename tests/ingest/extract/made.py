"""Small HTML, PDF and DOCX files, made here in our own words."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

SENTENCES = (
    "Ministers of both countries met in the harbour town on Monday to speak about cables below the sea.",
    "A new law on the export of satellites takes effect in June, and firms have until May to hand in their lists.",
    "The committee will hear witnesses again in autumn, when the report on the two ports is expected.",
)


def article(*, head: str = "", before: str = "", after: str = "") -> bytes:
    """A page with a menu, an article of three paragraphs, and a footer."""
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    menu = "<nav><ul><li><a href='/a'>Start</a></li><li><a href='/b'>Sport and weather</a></li></ul></nav>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{menu}{before}"
        f"<article><h1>Cables and ports</h1>{body}</article>{after}<footer>All rights stay here</footer></body></html>"
    ).encode()


def pdf(*pages: list[str], compress: bool = False) -> bytes:
    """A PDF with a line of Helvetica for each string; a page without strings has no text layer."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    numbers = [4 + 2 * i for i in range(len(pages))]
    kids = " ".join(f"{n} 0 R" for n in numbers)
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in zip(numbers, pages, strict=True):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode("cp1252") if lines else b"0 0 10 10 re f"
        said = b""
        if compress:
            stream, said = zlib.compress(stream), b" /Filter /FlateDecode"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(stream), said, stream))
    return _numbered(objects)


def _numbered(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def locked(data: bytes, password: str) -> bytes:
    """The same PDF, encrypted by RC4, which needs no further library."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(fill: Callable[[Any], None]) -> bytes:
    """A Word document that ``fill`` has written into."""
    from docx import Document

    document = Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(xml: str) -> Any:
    """A paragraph from the XML of its content, with ``w:`` for the namespace of Word."""
    from docx.oxml import parse_xml

    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return parse_xml(f"<w:p {names}>{xml}</w:p>")


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """A ZIP with one of its files exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, content if member.filename == name else old.read(member))
    return out.getvalue()
