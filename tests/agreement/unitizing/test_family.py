"""uα and its family: the published example, the paper's tables built in full, and what must not change a digit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.unitizing.made import APS, continua, continuum
from tests.agreement.unitizing.oracle import figures
from workbench.agreement.continuum import Continuum
from workbench.agreement.unitizing.family import LONELY, OVERLAPS, SCARCE, UNMARKED, Family, family
from workbench.agreement.unitizing.lengths import COLUMNS
from workbench.agreement.unitizing.measuring import measured
from workbench.agreement.unitizing.resampling import with_intervals
from workbench.agreement.value import Value
from workbench.core.span import Span


def of(*documents: Continuum) -> Family:
    return family(measured(documents))


def test_the_published_example() -> None:
    """Krippendorff et al. 2016, and Content Analysis 2019, fig. 12.11: .510, .413, .724; label 7 meets gaps alone."""
    found = of(continuum(60, APS))
    assert found.u.value == pytest.approx(0.510, abs=6e-4)
    assert found.bar_u.value == pytest.approx(0.413, abs=6e-4)
    assert found.cu.value == pytest.approx(0.724, abs=6e-4)
    k = {name: label.k.value for name, label in found.labels.items()}
    assert k == {"1": 1.0, "2": 0.0, "3": 0.0, "4": 0.0, "5": 1.0, "6": 1.0, "7": None}
    assert found.labels["5"].coverage == pytest.approx(8 / 18)
    assert found.labels["7"].coverage == 0
    assert found.labels["7"].k.why
    assert found.notes == ()


def number(value: Value) -> float | None:
    assert value.defined or value.why
    return value.value


def close(value: Value, wanted: object) -> bool:
    return number(value) == (None if wanted is None else pytest.approx(float(wanted), abs=1e-12))  # type: ignore[arg-type]


@given(continua())
@settings(max_examples=150, deadline=None)
def test_the_closed_forms_are_the_papers_tables(documents: list[Continuum]) -> None:
    found, wanted = of(*documents), figures(documents)
    assert close(found.u, wanted.u)
    assert close(found.bar_u, wanted.bar_u)
    assert close(found.cu, wanted.cu)
    assert found.coverage == pytest.approx(float(wanted.coverage))
    assert all(close(found.labels[name].k, value) for name, value in wanted.k.items())
    assert {name: found.labels[name].coverage for name in wanted.k} == pytest.approx(
        {name: float(share) for name, share in wanted.k_coverage.items()}
    )


@given(continua())
@settings(max_examples=60, deadline=None)
def test_a_label_is_a_continuum_of_its_own(documents: list[Continuum]) -> None:
    found = of(*documents)
    for name, label in found.labels.items():
        alone = [
            replace(d, spans={who: [s for s in spans if s.label == name] for who, spans in d.spans.items()})
            for d in documents
        ]
        assert number(label.bar_u) == number(of(*alone).bar_u)


@given(continua(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_order_and_no_name_changes_a_digit(documents: list[Continuum], chance: object) -> None:
    turned = [
        replace(d, spans={f"other {name}": list(reversed(d.spans[name])) for name in reversed(d.spans)})
        for d in reversed(documents)
    ]
    assert of(*turned) == of(*documents)


@given(continua(), continua(), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_a_gap_of_all_annotators_can_be_split(left: list[Continuum], right: list[Continuum], gap: int) -> None:
    """Two texts of the same annotators are one text with a gap between them: gap matter is drawn place by place."""
    one, other = left[0], right[0]
    if len(one.spans) != len(other.spans):
        other = replace(other, spans=dict.fromkeys(one.spans, ()))
    shift = one.length + gap
    joined = Continuum(
        shift + other.length,
        {name: [*one.spans[name], *(_moved(span, shift) for span in other.spans[name])] for name in one.spans},
    )
    apart = replace(one, length=shift), other
    assert of(joined).u.value == of(*apart).u.value
    assert of(joined).bar_u.value == of(*apart).bar_u.value


def _moved(span: Span, by: int) -> Span:
    return replace(span, fragments=tuple((start + by, end + by) for start, end in span.fragments))


@given(continua(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_skip_zone_is_not_there(documents: list[Continuum], data: st.DataObject) -> None:
    document = documents[0]
    at = data.draw(st.integers(0, document.length))
    size = data.draw(st.integers(1, 4))

    def pushed(offset: int, end: bool) -> int:
        return offset + size if offset > at or (offset == at and not end) else offset

    wider = Continuum(
        document.length + size,
        {
            name: [replace(s, fragments=((pushed(s.start, False), pushed(s.end, True)),)) for s in spans]
            for name, spans in document.spans.items()
        },
        [(at, at + size)],
    )
    assert of(wider) == of(document)


def test_a_span_within_a_skip_zone_is_left_out_and_told() -> None:
    document = continuum(20, {"x": [(0, 5, "A"), (10, 12, "B")], "y": [(0, 5, "A")]}, [(9, 15)])
    found = of(document)
    assert found.u.value == 1
    assert found.notes == ("fragments wholly in a skip zone, and so left out: 1",)


@given(continua())
@settings(max_examples=40, deadline=None)
def test_one_means_that_all_mark_alike(documents: list[Continuum]) -> None:
    found = of(*documents)
    alike = all(
        len({tuple(sorted((s.start, s.end, s.label) for s in spans)) for spans in d.spans.values()}) == 1
        for d in documents
    )
    if alike and found.u.defined:
        assert found.u.value == found.bar_u.value == 1 or not found.bar_u.defined
    same = [replace(d, spans=dict.fromkeys(d.spans, next(iter(d.spans.values())))) for d in documents]
    assert of(*same).u.value in (1, None)


def test_unopened_documents_and_lonely_annotators_change_nothing() -> None:
    document = continuum(60, APS)
    lonely = continuum(30, {"Alex": [(0, 20, "1")]})
    more = of(document, lonely, continuum(0, {"Alex": [], "Paul": []}))
    assert more == replace(of(document), notes=("documents with fewer than two annotators, and so left out: 1",))


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (continuum(9, {"x": [(0, 4, "A")]}), LONELY),
        (continuum(9, {"x": [], "y": []}), UNMARKED),
        (continuum(4, {"x": [(0, 4, "A")], "y": [(0, 4, "A")]}), "everybody gave everything the same label"),
    ],
)
def test_undefined_has_its_reason(document: Continuum, why: str) -> None:
    found = of(document)
    assert found.u.value is None
    assert found.u.why == why
    assert found.bar_u.value is None


def test_overlapping_spans_forbid_what_gives_text_one_label() -> None:
    """y nests B in A; x repeats an A: what each label comes to by itself is known, uα is not."""
    document = continuum(40, {"x": [(0, 10, "A"), (5, 15, "A"), (30, 34, "B")], "y": [(0, 15, "A"), (5, 8, "B")]})
    found = of(document)
    assert found.u == Value(None, OVERLAPS, 1)
    assert found.cu.why == found.labels["A"].k.why == OVERLAPS
    assert found.labels["A"].bar_u.value == 1
    assert found.labels["B"].bar_u.value is not None
    assert found.notes == (
        "spans that start within another of the same annotator, so each label counts by itself: 2",
        "of these within one of the same label, and so merged with it: 1",
    )
    assert found.bar_u.value == of(continuum(40, {"x": [(0, 15, "A"), (30, 34, "A")], "y": [(0, 15, "A")]})).bar_u.value
    weights = {name: label.extent for name, label in found.labels.items()}
    assert weights == {"A": 30, "B": 7}
    mean = sum(float(found.labels[name].bar_u.value or 0) * extent for name, extent in weights.items()) / 37
    assert found.by_label.value == pytest.approx(mean)


@given(continua(), continua(overlapping=True))
@settings(max_examples=60, deadline=None)
def test_a_document_measured_anew_fits_among_the_others(before: list[Continuum], after: list[Continuum]) -> None:
    documents = [*before, after[0]]
    live = measured(documents, "ABC")
    edited = [after[-1], *documents[1:]]
    live.put(0, measured(edited[:1], "ABC"))
    cold = measured(edited, "ABC")
    assert all((getattr(live, name) == getattr(cold, name)).all() for name in COLUMNS)
    assert family(live) == family(cold)


def test_a_span_in_fragments_is_that_many_units() -> None:
    whole = [Span(1, "A", ((0, 4), (8, 12)))]
    parts = [Span(1, "A", ((0, 4),)), Span(2, "A", ((8, 12),))]
    document = Continuum(30, {"x": whole, "y": parts})
    assert of(document).u.value == 1


def test_intervals_hold_the_value_and_need_ten_documents() -> None:
    documents = [
        continuum(30 + n, {"x": [(n, n + 5, "A"), (20, 24, "B")], "y": [(n, n + 4, "A"), (20, 25, "AB"[n % 2])]})
        for n in range(12)
    ]
    lengths = measured(documents)
    found = with_intervals(family(lengths), lengths, resamples=200)
    for value in (found.u, found.bar_u, found.cu, found.by_label):
        assert value.value is not None
        assert value.interval is not None
        assert value.interval[0] <= value.value <= value.interval[1]
        assert value.interval[0] < value.interval[1]
    few = measured(documents[:9])
    assert "too few documents" in with_intervals(family(few), few).u.why


def test_a_span_behind_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="behind the text of 4"):
        continuum(4, {"x": [(0, 5, "A")]})


def test_other_labels_do_not_fit() -> None:
    with pytest.raises(ValueError, match="other labels"):
        measured([continuum(4, {"x": []})], "AB").put(0, measured([continuum(4, {"x": []})], "A"))


def test_chance_cannot_be_drawn_from_a_single_unit() -> None:
    """Of three annotators two mark one stretch, as A and as B: the paper's expectation divides by nothing there."""
    found = of(continuum(9, {"x": [(0, 4, "A")], "y": [(0, 4, "B")], "z": []}))
    assert found.cu == Value(None, SCARCE, 1)
    assert found.labels["A"].k.why == SCARCE
