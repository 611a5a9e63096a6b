"""Files that commands read: what the user names, and what the program carries."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workbench.core.fault import Fault

PACKAGE: Final = Path(__file__).parents[1]
BUILT_IN_SCHEMA: Final = "schemas/security-policy.yaml"


def carried(name: str) -> Path:
    """A file or folder of ``schemas/`` or ``seeds/``: beside the package in a checkout, inside it in a wheel.

    Raises:
        Fault: where the installation lacks it.
    """
    for root in (PACKAGE / "_data", PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise Fault(f"This installation lacks {name}", "Install annotation-workbench again")


def text_of(path: Path) -> str:
    """The text of a file in strict UTF-8, a leading byte order mark left out.

    Raises:
        Fault: where it can't be read, or isn't UTF-8; says at which byte.
    """
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Fault(f"{path} is not UTF-8 (byte {error.start})", "Save it as UTF-8") from None
    except OSError as error:
        raise Fault(f"{path} can't be read: {error.strerror}") from None
