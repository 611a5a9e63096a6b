"""Crash files say where the program failed and never what a document says."""

from __future__ import annotations

import stat

from workbench.cli.crash import told, write


def caught() -> Exception:
    """An exception with document text in its message, its cause and a local value."""
    secret = "the minister signed it"
    try:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise RuntimeError(f"could not read {secret}") from error
    except RuntimeError as error:
        return error


def test_it_holds_types_and_places_but_no_text() -> None:
    text = write(caught()).read_text("utf-8")
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_crash.py" in text
    assert "minister" not in text


def test_only_its_owner_can_read_it() -> None:
    assert stat.S_IMODE(write(caught()).stat().st_mode) == 0o600


def test_where_no_file_can_be_written_the_sentence_still_comes(monkeypatch, tmp_path) -> None:
    def refuse(**_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert "RuntimeError" in told(caught())
