"""Facts: what a CAS file holds, seen without a type system, so that it can be counted whatever becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Fragment
from workbench.formats.format import Tally
from workbench.formats.inception.layers import structural
from workbench.formats.jsonfile import parsed
from workbench.formats.markup import children, local

_XMI_ID: Final = "{http://www.omg.org/XMI}id"
_ECORE: Final = "{http:///"
_NO_PACKAGE: Final = "uima.noNamespace."
_SOFA: Final = "uima.cas.Sofa"
_NOT_STRUCTURES: Final = frozenset(("uima.cas.NULL", _SOFA, "uima.cas.View"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A feature structure: its type, the features it has, and where it stands in UTF-16; None where nowhere."""

    id: int
    type: str
    features: frozenset[str]
    place: Fragment | None

    @property
    def is_relation(self) -> bool:
        """Whether it joins two others."""
        return {"Governor", "Dependent"} <= self.features or {"source", "target"} <= self.features

    @property
    def is_span(self) -> bool:
        """Whether it marks text, and is neither a relation nor of the text's own structure."""
        if self.place is None or structural(self.type) or self.is_relation:
            return False
        return not {"Governor", "Dependent"} & self.features


@dataclass(slots=True)
class Facts:
    """Every feature structure of a file but its texts.

    Attributes:
        all: in the file's order.
        longest: code points of the longest text.
        has_types: whether the file brings its types along.
    """

    all: list[Fact] = field(default_factory=list)
    longest: int = 0
    has_types: bool = False

    def count(self, tally: Tally) -> None:
        """Add to what stands in the file; counting asks for no order, and for no types."""
        tally.documents += 1
        tally.spans += sum(fact.is_span for fact in self.all)
        tally.relations += sum(fact.is_relation for fact in self.all)


def of_xmi(data: bytes, name: str) -> Facts:
    """The facts of an XMI file.

    Raises:
        Fault: where it is no well-formed XML, or declares a document type.
    """
    out = Facts()
    known: dict[tuple[str, ...], tuple[str, frozenset[str]]] = {}
    for element in children(data, name):
        keys = (element.tag, *element.keys(), *(local(child.tag) for child in element))
        if keys not in known:
            known[keys] = _type(element.tag), frozenset(keys[1:])
        type, features = known[keys]
        if type == _SOFA:
            out.longest = max(out.longest, len(element.get("sofaString", "")))
        elif type not in _NOT_STRUCTURES:
            place = _place(element.get("begin"), element.get("end"))
            out.all.append(Fact(_int(element.get(_XMI_ID), -1), type, features, place))
    return out


def of_json(data: bytes, name: str) -> Facts:
    """The facts of a JSON file.

    Raises:
        Fault: where it is no JSON object with feature structures.
    """
    value = parsed(data, name)
    out = Facts()
    known: dict[tuple[str, ...], frozenset[str]] = {}
    is_cas = isinstance(value, dict) and any(key in value for key in ("%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"))
    structures = value.get("%FEATURE_STRUCTURES", []) if is_cas else None
    if not isinstance(structures, list | dict):
        raise Fault(f"{name} is no CAS JSON", "Export it again as UIMA CAS JSON 0.4")
    for id, one in _numbered(structures):
        if not isinstance(one, dict):
            raise Fault(f"{name} holds a feature structure that is no object", "Export it again")
        type, text = str(one.get("%TYPE")), one.get("sofaString")
        if type == _SOFA and isinstance(text, str):
            out.longest = max(out.longest, len(text))
        elif type not in _NOT_STRUCTURES:
            features = known.setdefault(tuple(one), frozenset(key.lstrip("@#^") for key in one))
            place = _place(one.get("begin"), one.get("end"))
            out.all.append(Fact(_int(id, -1), type, features, place))
    out.has_types = isinstance(value.get("%TYPES"), dict)
    return out


def _numbered(structures: Sequence[Any] | Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    if isinstance(structures, Mapping):
        return iter(structures.items())
    return ((one.get("%ID") if isinstance(one, dict) else None, one) for one in structures)


def _type(tag: str) -> str:
    """A type's name out of an element's: ``{http:///a/b.ecore}C`` is ``a.b.C``."""
    package, _, name = tag.removeprefix(_ECORE).rpartition(".ecore}")
    return f"{package.replace('/', '.')}.{name}".removeprefix(_NO_PACKAGE)


def _place(begin: Any, end: Any) -> Fragment | None:
    if begin is None or end is None:
        return None
    return _int(begin, -1), _int(end, -1)


def _int(value: Any, otherwise: int) -> int:
    """A whole number of at most 64 bits; a broken one stands nowhere, and cassis or the offset doctor will say so."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return otherwise
    return number if abs(number) < 1 << 63 else otherwise


def twice(facts: Iterable[Fact]) -> int | None:
    """An id that two feature structures have, or None."""
    counts = Counter(fact.id for fact in facts)
    return next((id for id, n in counts.items() if n > 1), None)


def astray(facts: Facts) -> int:
    """How many feature structures surely lie outside every text: no code point is more than two of UTF-16."""
    return sum(fact.place is not None and max(fact.place) > 2 * facts.longest for fact in facts.all)


def types(facts: Iterable[Fact]) -> list[str]:
    """The types that occur, sorted."""
    return sorted({fact.type for fact in facts})
