"""The rules of the house that no linter knows: what help imports, what files may say, what a widget may be given."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "workbench"
HEAVY = ("textual", "sqlmodel", "sqlalchemy", "numpy", "spacy", "pydantic", "typer", "rich")
SHOWN_AS_MARKUP = ("Static", "Label", "Button", "notify", "Link", "Checkbox", "RadioButton")
HERE = [re.escape(f"{path}/") for path in (ROOT, Path.home()) if len(path.parts) > 1]
PLACES_OF_A_MACHINE = re.compile(
    "|".join((r"(?<![\w.])/(?:work|farm|Users)/\w", r"/tmp/bash_jobs|[A-Z]:\\Users", *HERE))
)
ADDRESSES = re.compile(r"--(?:extra-)?index-" r"url|/simpl" r"e/")
SKIPPED = {"__pycache__", "exports", "build", "dist"}
HIDDEN_BUT_OURS = {".ci", ".gitignore", ".importlinter"}
TEXT = {"", ".cfg", ".in", ".ini", ".json", ".jsonl", ".mako", ".md", ".py", ".tcss", ".toml", ".txt", ".yaml", ".yml"}


def files() -> Iterator[Path]:
    """The project's own text files, nothing that tools or people made beside them."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if ours(name))
        for name in sorted(names):
            path = Path(folder, name)
            if ours(name) and path.suffix in TEXT and path.stat().st_size < 1_000_000:
                yield path


def ours(name: str) -> bool:
    """Whether a file or folder of this name belongs to the project."""
    return name in HIDDEN_BUT_OURS or not (name in SKIPPED or name.startswith("."))


def modules() -> list[Path]:
    """The modules of the package."""
    return [path for path in files() if path.suffix == ".py" and PACKAGE in path.parents]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_by(*arguments: str) -> set[str]:
    """Top-level packages that a fresh process has imported after running the command line."""
    script = (
        "import json, sys\n"
        "from workbench.cli.main import main\n"
        f"code = main({list(arguments)!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported_by(*arguments).isdisjoint(HEAVY)


def test_a_commands_own_help_imports_no_screen_and_no_model() -> None:
    assert imported_by("documents", "--help").isdisjoint({"textual", "sqlmodel", "numpy", "spacy"})


def test_the_workbench_starts_without_spacy_or_a_command_line_library() -> None:
    """Here it finds no terminal and says so, once everything that it needs to start has been imported."""
    script = (
        "import sys\n"
        "from workbench.cli.main import main\n"
        "assert main([]) == 1\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, stdin=subprocess.DEVNULL
    )
    assert "terminal" in done.stderr
    assert {"textual"} <= set(done.stdout.split())
    assert {"spacy", "thinc", "numpy", "typer", "sqlmodel", "sqlalchemy"}.isdisjoint(done.stdout.split())


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [named(path) for path in files() if PLACES_OF_A_MACHINE.search(path.read_text("utf-8", "replace"))]
    assert [name for name in found if name != "tests/test_house.py"] == []


def test_no_file_names_a_package_registry() -> None:
    found = [named(path) for path in files() if ADDRESSES.search(path.read_text("utf-8", "replace"))]
    assert [name for name in found if name != "tests/test_house.py"] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+]*", line)] == []


def test_every_module_says_what_it_is() -> None:
    missing = [named(path) for path in files() if path.suffix == ".py" and not ast.get_docstring(parsed(path))]
    assert missing == []


def test_nothing_is_called_utils() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [named(path) for path in modules() if path.stem in vague or path.parent.name in vague] == []


def test_widgets_are_never_given_text_as_markup() -> None:
    screens = [path for path in modules() if "tui" in path.parts]
    found = [f"{named(path)}:{line}" for path in screens for line in markup_risks(parsed(path))]
    assert found == [], "pass a Content, or markup=False: document text may hold brackets"


@pytest.mark.parametrize(
    ("code", "risky"),
    [
        ("Static(f'{name}')", True),
        ("Static(f'{name}', markup=False)", False),
        ("Static(f'{name}', markup=True)", True),
        ("self.notify('saved ' + name)", True),
        ("self.notify(message=f'{name}')", True),
        ("self.app.notify(name % 3)", True),
        ("Label('a {}'.format(name))", True),
        ("Static('plain words')", False),
        ("Static(Content(f'{name}'))", False),
    ],
)
def test_the_markup_rule_sees_what_it_should(code: str, risky: bool) -> None:
    assert bool(list(markup_risks(ast.parse(code)))) is risky


def test_the_page_takes_no_app_from_textual() -> None:
    """The import linter sees external packages whole, hence this rule is kept here."""
    banned = ("textual.app", "textual.widget", "textual.screen", "textual.scroll_view", "textual.containers")
    found = [
        f"{named(path)}: {name}"
        for path in modules()
        if PACKAGE / "tui" / "page" in path.parents
        for name in imports(parsed(path))
        if name.startswith(banned)
    ]
    assert found == []


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of what is imported anywhere in the tree, type-only imports included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def markup_risks(tree: ast.AST) -> Iterator[int]:
    """Lines where a widget or a notice gets a string made at run time and markup is not switched off."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in SHOWN_AS_MARKUP:
            given = [*node.args[:1], *(k.value for k in node.keywords if k.arg in ("message", "content", "label"))]
            if any(map(made, given)) and not any(off(k) for k in node.keywords):
                yield node.lineno


def called(call: ast.Call) -> str:
    """The last part of the name that is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def made(value: ast.expr) -> bool:
    """Whether a string is put together at run time."""
    if isinstance(value, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in value.values)
    if isinstance(value, ast.BinOp):
        return isinstance(value.op, ast.Add | ast.Mod)
    return isinstance(value, ast.Call) and called(value) == "format"


def off(keyword: ast.keyword) -> bool:
    """Whether a keyword switches markup off."""
    return keyword.arg == "markup" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False
