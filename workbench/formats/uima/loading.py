"""Loading: a CAS by dkpro-cassis, with a type system found, and without the traps that library leaves open.

Its traps: an offset outside the text is kept with a warning only (so offsets are taken from the file, see ``facts``);
asked to be lenient it drops unknown types without a word (so it is never asked); JSON without types, types that are
not in the type system and features that a type has not end in bare Python errors (so these become Faults).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbench.core.fault import Fault
from workbench.formats.markup import local, tree
from workbench.formats.source import Source
from workbench.formats.uima.facts import Facts, astray, twice, types

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

USUAL: Final = "TypeSystem.xml"
"""The name that INCEpTION gives to the type system of an export."""
PATIENCE: Final = 200_000_000
"""Annotations outside the text times the text's length at most."""

_T = TypeVar("_T")


def cassis() -> Any:
    """The library.

    Raises:
        Fault: where it is not installed.
    """
    try:
        import cassis
    except ImportError:
        raise Fault("UIMA files need dkpro-cassis", "pip install 'annotation-workbench[uima]'") from None
    return cassis


def is_typesystem(source: Source) -> bool:
    """Whether a file describes types, by its root element."""
    head = source.head()
    return b"typeSystemDescription" in head[:4096] and b"<xmi:XMI" not in head[:4096]


def typesystem_beside(source: Source) -> Source | None:
    """The type system that came along: by its usual name, here or above; else the only one in the same folder."""
    if found := source.above(USUAL):
        return found
    folder = source.path.parent
    here = (one for one in source.among.values() if one.path.parent == folder and one.path.suffix == ".xml")
    found_here = [one for one in here if is_typesystem(one)]
    return found_here[0] if len(found_here) == 1 else None


def load_xmi(source: Source, data: bytes, facts: Facts, described: Source | None) -> Cas:
    """The CAS of an XMI file.

    Raises:
        Fault: where there is no type system, or the file does not go by it.
    """
    library = cassis()
    _refuse_hopeless(source, facts)
    described = described or typesystem_beside(source)
    if described is None:
        raise Fault(f"{source.name} has no type system beside it", "Give it with --typesystem FILE")
    known = _typesystem(described)
    _refuse_unknown(source, facts, known, described.name)
    return _guarded(source, lambda: library.load_cas_from_xmi(BytesIO(data), typesystem=known, trusted=True))


def load_json(source: Source, data: bytes, facts: Facts, described: Source | None) -> Cas:
    """The CAS of a JSON file, which mostly brings its types along.

    Raises:
        Fault: where it has no types and there is no type system, or it does not go by them.
    """
    library = cassis()
    _refuse_hopeless(source, facts)
    own = facts.has_types
    described = described or (None if own else typesystem_beside(source))
    if not own and described is None:
        raise Fault(f"{source.name} has no types", "Give a type system with --typesystem FILE")
    known = _typesystem(described) if described else None
    if known is not None and not own:
        _refuse_unknown(source, facts, known, described.name if described else "")
    text = data.decode("utf-8-sig")
    return _guarded(source, lambda: library.load_cas_from_json(text, typesystem=known, merge_typesystem=own))


def _typesystem(source: Source) -> TypeSystem:
    data = source.read()
    if local(tree(data, source.name).tag) != "typeSystemDescription":
        raise Fault(f"{source.name} is no type system of UIMA", "Give the TypeSystem.xml of the export")
    return _guarded(source, lambda: cassis().load_typesystem(BytesIO(data)))


def _refuse_hopeless(source: Source, facts: Facts) -> None:
    """Refuse what cassis would take for good (an id given twice), or take minutes to warn of, a text's length each."""
    if (id := twice(facts.all)) is not None:
        raise Fault(f"{source.name} gives the id {id} to two feature structures", "Export it again")
    lost = astray(facts)
    if lost * facts.longest > PATIENCE:
        raise Fault(f"{source.name} has {lost:,} annotations outside its text", "Export it again")


def _refuse_unknown(source: Source, facts: Facts, known: TypeSystem, where: str) -> None:
    missing = [name for name in types(facts.all) if not known.contains_type(name)]
    if missing:
        raise Fault(f"{source.name} has the type {_some(missing)}, which {where} does not describe", _CURE)


def _guarded(source: Source, load: Callable[[], _T]) -> _T:
    """What the library makes of a file; whatever it raises is the file's fault, since it was well-formed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load()
    except MemoryError:
        raise
    except Exception as error:  # the library's errors are of every class, some of them bare TypeErrors
        why = f"it does not go by its type system ({type(error).__name__})"
        raise Fault(f"{source.name}: {why}", _CURE) from None


def _some(names: Iterable[str]) -> str:
    first, *rest = names
    return f"{first} (and {len(rest)} more)" if rest else first


_CURE: Final = "Give the type system that was exported with it, with --typesystem FILE"
