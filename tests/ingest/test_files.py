"""Reading raw files and walking folders: whatever a disk may hold."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from workbench.core.fault import Fault
from workbench.ingest.pieces import pieces
from workbench.ingest.rawfile import read_raw
from workbench.ingest.walking import walk


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_text_is_verbatim(tmp_path: Path) -> None:
    data = "a\r\nb\u00a0c\u2028🚢\r".encode()
    raw = read_raw(write(tmp_path / "a.txt", data), "a.txt")
    assert raw.text.encode() == data
    assert raw.sha256 == hashlib.sha256(data).hexdigest()


def test_a_bom_counts_in_raw_offsets_and_is_not_in_the_text(tmp_path: Path) -> None:
    raw = read_raw(write(tmp_path / "a.txt", b"\xef\xbb\xbfHello\n"), "a.txt")
    [piece] = pieces(raw)
    assert (piece.text, piece.card.start, piece.card.end) == ("Hello\n", 1, 7)
    assert raw.text[piece.card.start : piece.card.end] == piece.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"abc\xff", "is not UTF-8 at byte 3"),
        (b"\xc3\xa9\xe2\x82", "is not UTF-8 at byte 2"),
        (b"\xed\xa0\x80", "is not UTF-8 at byte 0"),
        ("é\0".encode(), "holds a NUL character at byte 2"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
    ],
)
def test_what_is_refused_is_told_with_its_place(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(Fault, match=told):
        read_raw(write(tmp_path / "a.txt", data), "a.txt")


def test_folders_are_walked_in_order_and_the_rest_is_reported(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("b.txt", "a/z.TXT", "a/b.txt", "notes.md", "a/.hidden.txt"):
        write(root / name, b"x")
    (root / "loop").symlink_to(root)
    (root / "broken.txt").symlink_to(root / "nothing")
    (root / "same.txt").symlink_to(root / "b.txt")
    os.mkfifo(root / "pipe.txt")
    found = [(f.name, f.skip) for f in walk([root])]
    assert found == [
        ("a/.hidden.txt", None),
        ("a/b.txt", None),
        ("a/z.TXT", None),
        ("b.txt", None),
        ("broken.txt", "is a broken link"),
        ("loop", "is a folder that was read already"),
        ("notes.md", "is no .txt, .html, .pdf or .docx file"),
        ("pipe.txt", "is not a regular file"),
        ("same.txt", "is a file that was read already"),
    ]


def test_arguments_that_are_not_there(tmp_path: Path) -> None:
    [found] = walk([tmp_path / "none.txt"])
    assert found.skip == "does not exist"


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path: Path) -> None:
    [found] = walk([write(tmp_path / "page.html", b"x")])
    assert (found.name, found.skip) == ("page.html", None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_read_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o000)
    try:
        [found] = walk([folder])
        assert found.skip is not None and found.skip.startswith("cannot be read")
    finally:
        folder.chmod(0o700)


def test_a_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(b"x")
    [found] = walk([tmp_path])
    assert found.name == "caf\ufffd.txt"
    assert read_raw(found.path, found.name).text == "x"
