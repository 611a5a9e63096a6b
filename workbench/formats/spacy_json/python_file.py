"""Training data in a Python file: the lists of pairs in it, read as literals; nothing of the file is ever run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from workbench.core.fault import Fault
from workbench.formats.spacy_json.tuples import is_pair


def pairs(data: bytes, name: str) -> Iterator[tuple[int, Any]]:
    """Every pair of text and annotations in a list that is assigned to a name, and the line it begins on.

    Raises:
        Fault: where it is not Python, or holds no such list.
    """
    try:
        tree = ast.parse(data.decode("utf-8-sig"))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Fault(f"{name} is not Python of UTF-8", "Check how it was made") from None
    found = [pair for node in tree.body for pair in _listed(node)]
    if not found:
        raise Fault(f"{name} holds no list of texts with entities", "Only lists of literals are read")
    yield from found


def _listed(node: ast.stmt) -> Iterator[tuple[int, Any]]:
    if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr)) or not isinstance(node.value, (ast.List, ast.Tuple)):
        return
    for item in node.value.elts:
        try:
            value = ast.literal_eval(item)
        except (ValueError, TypeError, MemoryError, RecursionError):
            continue
        if is_pair(value):
            yield item.lineno, value
