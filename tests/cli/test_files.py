"""Finding what the program carries, and reading what the user names."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.cli import files
from workbench.core.fault import Fault


def test_a_checkout_carries_its_schema_and_pages() -> None:
    assert files.carried(files.BUILT_IN_SCHEMA).is_file()
    assert files.carried("seeds").is_dir()


def test_a_wheel_carries_them_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "workbench" / "_data" / "seeds").mkdir(parents=True)
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "workbench")
    assert files.carried("seeds") == tmp_path / "workbench" / "_data" / "seeds"
    with pytest.raises(Fault, match="lacks schemas"):
        files.carried("schemas")


@pytest.mark.parametrize(
    ("raw", "said"), [(b"name: caf\xe9", r"not UTF-8 \(byte 9\)"), (None, "can't be read: No such file")]
)
def test_what_cannot_be_read_is_told(raw: bytes | None, said: str, tmp_path: Path) -> None:
    if raw is not None:
        (tmp_path / "a.yaml").write_bytes(raw)
    with pytest.raises(Fault, match=said):
        files.text_of(tmp_path / "a.yaml")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfname: x")
    assert files.text_of(tmp_path / "a.yaml") == "name: x"
