"""Archives: honest ones open, and every trick that ZIP files are known for is refused in a sentence."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.fault import Fault
from workbench.formats import archive
from workbench.formats.archive import is_archive, unpacked


def packed(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def test_files_are_named_under_their_archive_and_stand_among_each_other() -> None:
    found = unpacked("all.zip", packed({"b/one.txt": b"1", "b/two.txt": b"2", "__MACOSX/b/._one.txt": b"x"}))
    assert sorted(found) == ["all.zip/b/one.txt", "all.zip/b/two.txt"]
    one = found["all.zip/b/one.txt"]
    assert one.read() == b"1"
    beside = one.beside("two.txt")
    assert beside is not None and beside.read() == b"2"


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../x", "a\\..\\x", "C:/x"])
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    with pytest.raises(Fault, match="all.zip names a file outside itself"):
        unpacked("all.zip", packed({"fine": b"", name: b"x"}))


def test_a_bomb_is_refused_by_its_ratio_before_it_goes_off() -> None:
    with pytest.raises(Fault, match="packed more than 200 to one"):
        unpacked("bomb.zip", packed({"a": bytes(10_000_000)}))
    unpacked("small.zip", packed({"a": bytes(900_000)}))


def test_too_many_files_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"a": b"12345", "b": b"12345"}, zipfile.ZIP_STORED)
    monkeypatch.setattr(archive, "FILES", 1)
    with pytest.raises(Fault, match="more than 1 files"):
        unpacked("x.zip", data)
    monkeypatch.setattr(archive, "FILES", 2)
    monkeypatch.setattr(archive, "SIZE", 9)
    with pytest.raises(Fault, match="more than 9 bytes"):
        unpacked("x.zip", data)


def test_a_size_that_lies_is_found_out() -> None:
    data = packed({"a": b"x" * 100}, zipfile.ZIP_STORED)
    at = data.rindex(b"PK\x01\x02")
    lying = data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]
    with pytest.raises(Fault, match=r"x.zip/a is (larger|damaged)"):
        unpacked("x.zip", lying)["x.zip/a"].read()


def test_an_archive_in_an_archive_and_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(Fault, match="inner.zip is an archive inside an archive"):
        unpacked("x.zip", packed({"inner.zip": packed({"a": b"1"})}))["x.zip/inner.zip"].read()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a", "2")
    with pytest.raises(Fault, match="two files of one name"):
        unpacked("x.zip", out.getvalue())


def test_an_office_document_is_no_archive_of_files() -> None:
    assert is_archive(packed({"a": b""}))
    assert not is_archive(packed({"[Content_Types].xml": b"", "word/document.xml": b""}))
    assert not is_archive(b"PK is how this text begins")


@given(st.binary(max_size=40), st.integers(0, 300), st.integers(0, 255))
def test_damage_is_a_fault_and_nothing_else(tail: bytes, at: int, value: int) -> None:
    data = bytearray(packed({"a/b.txt": b"some text " * 9, "c": b"12"}) + tail)
    data[at % len(data)] = value
    try:
        for source in unpacked("x.zip", bytes(data)).values():
            source.read()
    except Fault as fault:
        assert "x.zip" in str(fault)
