"""JSON of other tools: lines, one value or a list, whatever the file's name says; strict, and never a traceback."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple, NoReturn

from workbench.core.fault import Fault
from workbench.formats.format import Refusal, Tally
from workbench.formats.source import HEAD, Source

CURE: Final = "Export it again from the tool that made it"
PROBED: Final = 20
"""Lines that are tried before a file with a broken first line is taken for no JSON at all."""

DEEPEST: Final = 100
"""Levels that a sniff looks into."""

LONGEST_FIRST: Final = 4_000_000
"""Bytes of a first value that a sniff reads whole: a record may begin with a text of any length."""

LONGEST_NAME: Final = 200
"""Characters of a document's name at most."""


class Record(NamedTuple):
    """A value and the line it stands on; 0 where the file is one value for all."""

    line: int
    value: Any


def parsed(data: bytes, where: str) -> Any:
    """The value of a JSON text.

    Raises:
        Fault: where it is not UTF-8, not JSON, nested too deeply, or holds NaN, a key twice, or a number that no
            database keeps; ``where`` is named, and for a text of several lines the line.
    """
    try:
        return _DECODER.decode(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Fault(f"{where} is not UTF-8 at byte {error.start}", CURE) from None
    except json.JSONDecodeError as error:
        at = f"line {error.lineno} character {error.colno}" if error.lineno > 1 else f"character {error.colno}"
        raise Fault(f"{where} is not JSON at {at}: {error.msg}", CURE) from None
    except RecursionError:
        raise Fault(f"{where} is nested too deeply", CURE) from None
    except ValueError as error:
        raise Fault(f"{where} {error}", CURE) from None


def records(source: Source, tally: Tally) -> Iterator[Record]:
    """The values of a file: of each line, of the one list, or the only one; faulty lines go to the tally.

    Raises:
        Fault: where the file is neither lines of JSON nor JSON as a whole.
    """
    data = source.read()
    beginning = list(islice(_filled(data), PROBED))
    if not beginning:
        raise Fault(f"{source.name} is empty", CURE)
    if len(beginning) > 1 and _tried(beginning[0]) is not None:
        yield from _lines(data, source.name, tally)
        return
    try:
        value = parsed(data, source.name)
    except Fault:
        if not _mostly_objects(beginning[1:]):
            raise
        yield from _lines(data, source.name, tally)
        return
    yield from (Record(0, item) for item in value) if isinstance(value, list) else [Record(0, value)]


def objects(source: Source, tally: Tally) -> Iterator[Record]:
    """The values of a file that are objects; any other is a faulty line."""
    for record in records(source, tally):
        if isinstance(record.value, dict):
            yield record
        else:
            tally.refused.append(Refusal(source.name, record.line, "is no JSON object"))


def first(source: Source) -> Any:
    """The first value of a file, or of its list, for a sniff; None where it is no JSON.

    Of a value that is longer than a sniff may take, or that breaks off, the beginning is given.
    """
    return _first(source.read()[:LONGEST_FIRST])


def is_list(source: Source) -> bool:
    """Whether the file begins as one list."""
    return source.head().removeprefix(_BOM).lstrip().startswith(b"[")


def whole(value: Any) -> int | None:
    """A whole number; None for anything else, truth values included."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def name_of(value: Any) -> str | None:
    """A document's name, where a value can be one: some printable characters, and not a text by its length."""
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable() else None


def encoded(value: Any) -> bytes:
    """A value as one line without its end: characters as they are, but for those that some readers take for line ends.

    Raises:
        ValueError: for NaN and infinities, which JSON cannot say.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_BREAKS).encode()


# -- lines ---------------------------------------------------------------------------


def _mostly_objects(lines: list[bytes]) -> bool:
    """Whether these are lines of JSON though another one is broken."""
    return 2 * sum(isinstance(_tried(line), dict) for line in lines) > len(lines)


def _filled(data: bytes) -> Iterator[bytes]:
    return (line for line in io.BytesIO(data.removeprefix(_BOM)) if line.strip())


def _tried(data: bytes) -> Any:
    try:
        return parsed(data, "")
    except Fault:
        return None


def _lines(data: bytes, name: str, tally: Tally) -> Iterator[Record]:
    for number, line in enumerate(io.BytesIO(data.removeprefix(_BOM)), 1):
        if not line.strip():
            continue
        try:
            yield Record(number, parsed(line, "the line"))
        except Fault as fault:
            tally.refused.append(Refusal(name, number, fault.message.removeprefix("the line ")))


# -- the beginning of a file -----------------------------------------------------------


@lru_cache(maxsize=1)
def _first(data: bytes) -> Any:
    text = data.removeprefix(_BOM).decode("utf-8", "replace").lstrip(_BLANKS)
    start = len(text) - len(text[1:].lstrip(_BLANKS)) if text.startswith("[") else 0
    try:
        return _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return _cut_off(text[start : start + HEAD])


def _cut_off(text: str) -> Any:
    """The value of a text that ends too early, up to the last member that is whole."""
    open_: list[str] = []
    ends, in_string, escaped = (0, ""), False, False
    for i, char in enumerate(text):
        if len(open_) > DEEPEST:
            return None
        if in_string:
            in_string, escaped = escaped or char != '"', not escaped and char == "\\"
        elif char == '"':
            in_string = True
        elif char in "[{":
            open_.append(_CLOSED[char])
        elif char in "]}," and open_:
            if char != ",":
                open_.pop()
            ends = (i + (char != ","), "".join(reversed(open_)))
    try:
        return _DECODER.decode(text[: ends[0]] + ends[1])
    except (ValueError, RecursionError):
        return None


# -- strictness ------------------------------------------------------------------------


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("holds an object with a key twice")
    return out


def _integer(text: str) -> int:
    value = int(text) if len(text) <= _DIGITS else None
    if value is None or not -(2**63) <= value < 2**64:
        raise ValueError("holds a number beyond 64 bits")
    return value


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("holds a number that is too large")
    return value


def _constant(name: str) -> NoReturn:
    raise ValueError(f"holds {name}, which is not JSON")


_BOM: Final = b"\xef\xbb\xbf"
_BLANKS: Final = " \t\r\n"
_CLOSED: Final = {"[": "]", "{": "}"}
_BREAKS: Final = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_DIGITS: Final = 20
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
)
