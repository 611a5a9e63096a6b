"""The registry: its table says the truth about every format, and asking for one imports no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.core.fault import Fault
from workbench.formats import registry
from workbench.formats.registry import TABLE, Entry, reader, writer


def test_names_are_unique() -> None:
    assert len({entry.name for entry in TABLE}) == len(TABLE)


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.name)
def test_a_format_is_what_the_table_says(entry: Entry) -> None:
    made = registry._loaded(entry)
    assert made.name == entry.name
    assert entry.reads == all(hasattr(made, part) for part in ("sniff", "companions", "read"))
    assert entry.writes == all(hasattr(made, part) for part in ("capability", "suffix", "write"))


def test_a_wrong_name_is_answered_with_the_nearest_right_one() -> None:
    with pytest.raises(Fault, match=r"no format prodgy that can be read. Did you mean prodigy\?"):
        reader("prodgy")
    with pytest.raises(Fault, match="no format presidio that can be written"):
        writer("presidio")


def test_the_table_can_be_read_without_any_format() -> None:
    code = "import sys, workbench.formats.registry as r; print([e.module for e in r.TABLE if e.module in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
