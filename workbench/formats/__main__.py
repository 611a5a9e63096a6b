"""Write what the manual says of every format: ``python -m workbench.formats``, in the checkout."""

from __future__ import annotations

from pathlib import Path

from workbench.formats.manual import with_formats


def main() -> None:
    """Bring the tables of ``docs/formats.md`` up to date."""
    page = Path("docs/formats.md")
    page.write_text(with_formats(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
