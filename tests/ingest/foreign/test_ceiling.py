"""The ceiling: what needs too much memory ends in a sentence; in a process of its own, since the limit is its."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.ingest.foreign.ceiling import usual_limit

GREEDY = """
from workbench.core.fault import Fault
from workbench.ingest.foreign.ceiling import ceiling
try:
    with ceiling("big.json", 50_000_000):
        held = [bytes(10_000_000) for _ in range(20)]
except Fault as fault:
    print(fault)
print(len(bytes(100_000_000)))
"""


def test_the_usual_limit_is_ten_times_the_file_and_128_megabytes() -> None:
    assert usual_limit(1_000_000) == 138_000_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not hold a process to it")
def test_what_needs_more_is_refused_and_the_limit_is_lifted_again() -> None:
    told = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, text=True, check=True).stdout
    assert told == (
        "big.json needs more than 50 MB of memory to be read. "
        "Give more with --memory, or cut the file into parts\n100000000\n"
    )
