"""Reading: lines of JSON to records, strictly, with one clear fault for the first line that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from pydantic import ValidationError

from workbench.core.fault import Fault
from workbench.core.record import ADAPTER, AnyRecord, ProjectRecord

LONGEST = 64_000_000
"""Bytes of a line that is read at most."""


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, AnyRecord]]:
    """The records of a file with their line numbers; blank lines are passed over.

    Args:
        lines: the file's lines as bytes.
        name: the file's name, for faults.

    Raises:
        Fault: with file and line, where a line is not UTF-8, not JSON, not a record, or of a newer version, and where
            the file does not begin with the project.
    """
    begun = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record = _record(line, f"{name} line {number}")
        if begun == isinstance(record, ProjectRecord):
            raise Fault(f"{name} line {number}: the first line, and no other, must be the project's", CURE)
        begun = True
        yield number, record
    if not begun:
        raise Fault(f"{name} is empty", CURE)


CURE = "Export it again with `workbench export jsonl`"


def _record(line: bytes, where: str) -> AnyRecord:
    if len(line) > LONGEST:
        raise Fault(f"{where}: is longer than {LONGEST:,} bytes", CURE)
    try:
        value = json.loads(
            line.decode("utf-8"), parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_no_twice
        )
    except UnicodeDecodeError as error:
        raise Fault(f"{where}: is not UTF-8 at byte {error.start}", CURE) from None
    except json.JSONDecodeError as error:
        raise Fault(f"{where}: is not JSON at character {error.colno}: {error.msg}", CURE) from None
    except RecursionError:
        raise Fault(f"{where}: is nested too deeply", CURE) from None
    except ValueError as error:
        raise Fault(f"{where}: {error}", CURE) from None
    if isinstance(value, dict) and isinstance(value.get("v"), int) and value["v"] > 1:
        raise Fault(f"{where}: is version {value['v']}; this program reads version 1", "Update the program")
    try:
        return ADAPTER.validate_python(value)
    except ValidationError as error:
        raise Fault(f"{where}: {_first(error)}", CURE) from None


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, without the value itself, which may be document text."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"].startswith("union_tag"):
        return "the type of the line is none that this program knows"
    at = ".".join(str(part) for part in first["loc"][1:]) or "the line"
    return f"{at}: {first['msg'][:1].lower()}{first['msg'][1:]}"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"holds {name}, which is not JSON")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("holds a number that is too large")
    return value


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("holds an object with a key twice")
    return out
