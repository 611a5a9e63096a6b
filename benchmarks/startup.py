"""CPU seconds of ``workbench --help``, against a bare interpreter and against an import of ``textual.app``.

    benchmarks/startup.py [--quick]

The figure is user plus system time of a fresh process, the least of many runs, because noise only ever adds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

AIM = 0.15
HELP = (sys.executable, "-m", "workbench", "--help")
BARE = (sys.executable, "-c", "pass")
TEXTUAL = (sys.executable, "-c", "import textual.app")


def cpu(command: tuple[str, ...]) -> float:
    """CPU seconds of one run of a command, its output thrown away."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Measure the three in turn, so that a busy moment hits all alike; returns 1 where the aim is missed."""
    runs = 5 if "--quick" in sys.argv else 30
    least = {command: cpu(command) for command in (HELP, BARE, TEXTUAL)}
    for _ in range(runs):
        for command in least:
            least[command] = min(least[command], cpu(command))
    value, bare, textual = (round(least[command], 4) for command in (HELP, BARE, TEXTUAL))
    print(f"workbench --help {value} s, bare interpreter {bare} s, import textual.app {textual} s; aim {AIM} s")
    report = {
        "figure": "workbench --help, CPU seconds",
        "value": value,
        "peer": textual,
        "ratio": round(value / textual, 3),
    }
    print(json.dumps({**report, "bare": bare, "aim": AIM}))
    return int(value > AIM)


if __name__ == "__main__":
    sys.exit(main())
