"""GATE's bdoc JSON, in: what python-gatenlp and GATE's Format_Bdoc plugin write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Unit
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.gate.sets import Annotation, Sets
from workbench.formats.jsonfile import first, parsed, whole
from workbench.formats.source import Source

UNITS: Final[dict[str, Unit]] = {"p": "codepoint", "j": "utf16"}
"""The file says itself what its offsets count: Python's characters or Java's."""


class _GateJson:
    """The reader."""

    name = "gatejson"
    title = "GATE bdoc JSON"

    def sniff(self, source: Source) -> float:
        """Whether it is an object with annotation sets."""
        if b'"annotation_sets"' not in source.read() or not source.head().lstrip(b"\xef\xbb\xbf \r\n\t").startswith(
            b"{"
        ):
            return 0.0
        value = first(source)
        return float(isinstance(value, dict) and ("annotation_sets" in value or "text" in value))

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document.

        Raises:
            Fault: where it is no JSON object with annotation sets.
        """
        value = parsed(source.read(), source.name)
        sets = value.get("annotation_sets") if isinstance(value, dict) else None
        if not isinstance(sets, dict):
            raise Fault(f"{source.name} has no annotation sets", "Save it from GATE again")
        tally.documents += 1
        text, features = value.get("text"), value.get("features")
        out = Sets(
            str(value.get("name") or ""),
            text if isinstance(text, str) else None,
            UNITS.get(str(value.get("offset_type")), ""),
            features if isinstance(features, dict) else {},
        )
        for name, one in sets.items():
            out.sets[name] = list(_annotations(one, source.name, name, tally))
        yield out.document(source.name, tally)


def _annotations(given: Any, file: str, set_name: str, tally: Tally) -> Iterator[Annotation]:
    found = given.get("annotations") if isinstance(given, dict) else given
    if not isinstance(found, list):
        tally.refused.append(Refusal(file, 0, "an annotation set holds no list of annotations"))
        return
    for n, one in enumerate(found):
        tally.spans += 1
        annotation = _annotation(one, n) if isinstance(one, dict) else None
        if annotation is None:
            tally.refused.append(Refusal(file, 0, f"annotation {n} of a set has no type or no place"))
        else:
            yield annotation


def _annotation(one: Mapping[str, Any], n: int) -> Annotation | None:
    start, end, type, features = whole(one.get("start")), whole(one.get("end")), one.get("type"), one.get("features")
    if start is None or end is None or not isinstance(type, str):
        return None
    id = one.get("id")
    return Annotation(str(n if id is None else id), type, (start, end), features if isinstance(features, dict) else {})


FORMAT: Final = _GateJson()
