"""Print a text file, whatever the system's shell: ``python code/say.py too-small.txt``."""

import sys
from pathlib import Path

print(Path(sys.argv[1]).read_text(encoding="utf-8"), end="")
