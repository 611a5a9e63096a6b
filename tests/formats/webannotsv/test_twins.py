"""INCEpTION's own conformance suite, where it is at hand: each TSV says what its XMI twin says.

The suite belongs to others and is no part of the project. Where the two differ, the case and the reason stand below;
most test how much the format loses in writing, so that the twin holds more than the file.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final

import cassis
import pytest
from hypothesis import given, settings

from tests.formats.marked import marked, said, there_and_back
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.losses import fit
from workbench.formats.source import Source
from workbench.formats.webannotsv import FORMAT as TSV
from workbench.formats.xmi import FORMAT as XMI

FOLDER: Final = Path(__file__).parents[4] / "shared" / "cases" / "formats"

CUT: Final = "edges in white space are cut to tokens, and what lies behind the last token is not written"
DIFFERENT: Final = {
    "testAnnotationWithLeadingWhitespace": CUT,
    "testAnnotationWithTrailingWhitespace": CUT,
    "testZeroWidthAnnotationBeforeFirstTokenIsMovedToBeginOfFirstToken": CUT,
    "testZeroWidthAnnotationBetweenTokenIsMovedToEndOfPreviousToken": CUT,
    "testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken": CUT,
}
SAME_LAYER: Final = {"NamedEntity": "Span"}
"""What the suite's TSV calls webanno.custom.Span, its older XMI calls NamedEntity; without a value the layer's name
is the label."""
SAME_FEATURE: Final = {"intValue": "integerValue"}


def pairs() -> list[tuple[str, Path, Path]]:
    """The cases of which both files are there."""
    suite = "inception/inception-io-webanno-tsv/src/test/resources/tsv3-suite"
    found = sorted(FOLDER.glob(f"uima_xmi/*/{suite}/*/reference.xmi"))
    twins = [
        (one.parent.name, Path(str(one).replace("uima_xmi", "webanno_tsv")).with_suffix(".tsv"), one) for one in found
    ]
    return [pair for pair in twins if pair[1].is_file()]


@pytest.mark.skipif(not pairs(), reason="the collection of real files is not here")
def test_every_pair_says_the_same_or_is_explained() -> None:
    different = {name for name, tsv, xmi in pairs() if said_by(read(TSV, tsv)) != said_by(read(XMI, xmi))}
    assert different == set(DIFFERENT)
    assert len(pairs()) == 50


@settings(max_examples=30)
@given(marked())
def test_what_we_write_in_one_format_says_the_same_in_the_other(document: Document) -> None:
    wanted = fit(document, TSV.capability, Ledger())
    (first,), ledger = there_and_back(TSV, wanted)
    (second,), _ = there_and_back(XMI, wanted)
    told: Any = ledger.to_json()
    if not any("widened" in row["why"] for row in told["changed"]):
        assert said(first) == said(second)


def read(format: Any, path: Path) -> Document:
    """A file of the suite; its types stand elsewhere."""
    options = ReadOptions(typesystem=types() if format is XMI else None)
    (document,) = format.read(Source("reference", path.read_bytes), Tally(), options)
    return document  # type: ignore[no-any-return]


@cache
def types() -> Source:
    """The suite's type system, with the one feature that its files have and its description has not."""
    found = [next(FOLDER.rglob(name)) for name in ("webannoTestTypes.xml", "inception_typesystem.xml")]
    merged = cassis.merge_typesystems(*(cassis.load_typesystem(path) for path in found))
    merged.create_feature(merged.get_type("webanno.custom.ComplexRelation"), "intValue", "uima.cas.Integer")
    data = merged.to_xml().encode()
    return Source("TypeSystem.xml", lambda: data)


def said_by(document: Document) -> Any:
    """All that a document says, without ids; clusters by their members."""
    (reading,) = document.readings
    spans = {
        span.id: (SAME_LAYER.get(span.label, span.label), span.fragments, attributes(span.attributes), span.links)
        for span in reading.spans
    }
    relations = ((r.label, spans[r.head], spans[r.tail], attributes(r.attributes)) for r in reading.relations)
    return document.text, document.tokens, Counter(spans.values()), Counter(relations)


def attributes(given: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    return frozenset((SAME_FEATURE.get(key, key), value) for key, value in given)
