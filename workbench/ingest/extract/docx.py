"""DOCX: the paragraphs and tables of a Word document, in order, with changes that are tracked taken as made."""

from __future__ import annotations

import zipfile
from collections import Counter
from importlib.metadata import version
from io import BytesIO
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.formats.archive import RATIO, SMALL
from workbench.ingest.extract.extracted import Extracted
from workbench.ingest.extract.kinds import OLE
from workbench.ingest.extract.wordbody import Body

LARGEST: Final = 50_000_000
"""Bytes of one of its XML files at most, unpacked; as a tree each takes a dozen times that."""
TOGETHER: Final = 500_000_000
"""Bytes of all its files at most, unpacked: pictures too."""


def read_docx(data: bytes) -> Extracted:
    """The text of a Word document: a line for each paragraph and each row of a table, tabs between a row's cells.

    Its title and dates are not taken, because they are the template's and the file's.

    Raises:
        Fault: where it is encrypted, of the old format, packed like a bomb, or without text.
    """
    from docx import Document

    _refuse(data)
    body = Body()
    document = Document(BytesIO(data))
    text = body.text(document.element.body)
    if not text.strip():
        raise Fault("holds no text")
    return Extracted(text, "python-docx", version("python-docx"), left_out=dict(_sorted(body.left_out, document)))


def _sorted(left_out: Counter[str], document: Any) -> list[tuple[str, int]]:
    for relation in document.part.rels.values():
        what = relation.reltype.rpartition("/")[2]
        if what in ("header", "footer") and not relation.is_external and _says(relation.target_part):
            left_out[f"{what}s of pages"] += 1
    return sorted(left_out.items())


def _says(part: Any) -> bool:
    return any((element.text or "").strip() for element in part.element.iter("{*}t"))


def _refuse(data: bytes) -> None:
    """Refuse what must not be unpacked."""
    if data.startswith(OLE):
        raise Fault("is encrypted, or of Word's old format", "Save it as .docx without a password")
    with zipfile.ZipFile(BytesIO(data)) as opened:
        members = opened.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Fault("is encrypted", "Save it as .docx without a password")
    bomb = any(member.file_size > max(SMALL, RATIO * member.compress_size) for member in members)
    large = any(member.file_size > LARGEST for member in members if member.filename.endswith((".xml", ".rels")))
    if bomb or large or sum(member.file_size for member in members) > TOGETHER:
        raise Fault("unpacks to far more than a document holds", "Save its text as .txt, if you trust it")
