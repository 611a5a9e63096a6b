"""Types: the type system of what is written, with a feature for each attribute."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.formats.inception.layers import RELATION, SCORE, SPAN, structural
from workbench.formats.uima.loading import cassis

if TYPE_CHECKING:
    from cassis import TypeSystem

_SEGMENTS: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
TOKEN: Final = f"{_SEGMENTS}.Token"
SENTENCE: Final = f"{_SEGMENTS}.Sentence"
METADATA: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

_ANNOTATION: Final = "uima.tcas.Annotation"
_STRING: Final = "uima.cas.String"
_LABELS: Final = "webanno.custom."
"""The package of document labels' layers."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a document's annotations need of a type system: features of text, and layers of document labels."""

    span: frozenset[str] = frozenset()
    relation: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()

    def __or__(self, other: Needs) -> Needs:
        """What both need."""
        return Needs(self.span | other.span, self.relation | other.relation, self.labels | other.labels)


@lru_cache(maxsize=32)
def system(needs: Needs) -> TypeSystem:
    """A type system with INCEpTION's own layers, made once for all documents that need the same.

    It is never changed afterwards, because cassis forms a type's constructor when it first makes one.

    Raises:
        Fault: where dkpro-cassis is missing.
    """
    out: TypeSystem = cassis().TypeSystem()
    for name in (TOKEN, SENTENCE, SPAN, RELATION):
        out.create_type(name, _ANNOTATION)
    out.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    for name in sorted(needs.labels):
        out.create_type(name, "uima.cas.AnnotationBase")
        _features(out, name, ("value",))
    _features(out, METADATA, ("documentTitle", "documentId"))
    _features(out, SPAN, sorted(needs.span), ((SCORE, "uima.cas.Double"),))
    _features(out, RELATION, sorted(needs.relation), (("Governor", SPAN), ("Dependent", SPAN)))
    return out


def _features(out: TypeSystem, layer: str, names: Iterable[str], others: Iterable[tuple[str, str]] = ()) -> None:
    """Give a layer features: ``names`` hold text, ``others`` say what they hold."""
    with warnings.catch_warnings():  # it warns of features called ``type`` and ``self``, and then does right
        warnings.simplefilter("ignore")
        for name, range in (*((name, _STRING) for name in names), *others):
            out.create_feature(out.get_type(layer), name, range)


def label_layer(key: str) -> str:
    """The layer for a document label's key: letters, digits and ``_`` only, and no name that means something else."""
    name = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in key)
    return f"{_LABELS}{name if name[:1].isalpha() and not structural(name) else f'L{name}'}"
