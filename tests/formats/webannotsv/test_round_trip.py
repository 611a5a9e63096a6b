"""WebAnno TSV there and back: what the row promises comes back, what changed is in the ledger, and bytes are stable."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from tests.formats.drawn import written
from tests.formats.marked import marked, said, there_and_back
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document
from workbench.formats.losses import fit
from workbench.formats.webannotsv import FORMAT


@given(marked())
def test_everything_comes_back(document: Document) -> None:
    wanted = fit(document, FORMAT.capability, Ledger())
    (back,), ledger = there_and_back(FORMAT, document)
    told: Any = ledger.to_json()
    whys = {row["why"] for row in told["changed"]}
    lead = len(wanted.text or "") - len((wanted.text or "").lstrip())
    assert (back.text or "")[lead:] == (wanted.text or "")[lead:]
    assert back.text == wanted.text or any("white space before the first token" in why for why in whys)
    if not any("widened" in why for why in whys):
        assert said(back) == said(wanted)
    assert ledger.dropped("spans") == len(document.readings[0].spans) - len(wanted.readings[0].spans)


@given(marked(discontinuous=True))
def test_fragments_become_annotations_and_all_of_them_come_back(document: Document) -> None:
    wanted = fit(document, FORMAT.capability, Ledger())
    (back,), ledger = there_and_back(FORMAT, document)
    pieces = sorted((s.label, at) for s in wanted.readings[0].spans for at in s.fragments)
    assert sorted((s.label, at) for s in back.readings[0].spans for at in s.fragments) == pieces
    assert len(back.readings[0].relations) == len(wanted.readings[0].relations)
    several = sum(len(span.fragments) > 1 for span in wanted.readings[0].spans)
    told: Any = ledger.to_json()
    assert sum(row["n"] for row in told["changed"] if "fragments" in row["why"]) == several


@given(marked())
def test_the_page_has_the_form_that_inception_reads(document: Document) -> None:
    files, _ = written(FORMAT, [document])
    assert files == written(FORMAT, [document])[0]
    lines = files.one.decode().split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    layers = [line for line in lines if line.startswith("#T_")]
    assert lines[1 + len(layers)] == ""
    assert lines[-1] == ""
    assert "\r" not in files.one.decode()
    columns = sum(line.count("|") for line in layers)
    for line in lines[2 + len(layers) : -1]:
        if line and not line.startswith("#"):
            assert line.endswith("\t")
            assert len(line.split("\t")) == 3 + columns + 1
