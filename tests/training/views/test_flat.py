"""Which ranges stand beside each other, against spaCy's own filter; and runs of tokens, against its ``char_span``."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.util import filter_spans

from tests.training.cases import SCHEMA, tokens_of
from workbench.core.layer import Layer
from workbench.core.ledger import Ledger
from workbench.core.span import Span
from workbench.store.columns import unrolled
from workbench.store.texts import Text
from workbench.training.choosing import Pick
from workbench.training.policy import Policy
from workbench.training.views.batch import batch
from workbench.training.views.flat import beside
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.runs import BLANK, INSIDE, PLACED
from workbench.training.views.scene import scene

BLANK_EN = spacy.blank("en")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=30))
def test_longest_first_is_what_spacy_filters(ranges: list[tuple[int, int]]) -> None:
    doc = BLANK_EN.make_doc("a " * 40)
    first = np.array([a for a, _ in ranges], np.int64)
    last = first + np.array([size for _, size in ranges], np.int64)
    kept = beside(first, last, np.lexsort((np.arange(len(first)), first, first - last)), len(doc))
    wanted = filter_spans([doc[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
    found = sorted(zip(first[kept].tolist(), last[kept].tolist(), strict=True))
    assert found == [(span.start, span.end) for span in wanted]


@given(st.text("ab U.S-\n\u00a0🚢", min_size=1, max_size=25), st.data())
def test_a_run_stands_exactly_where_char_span_finds_tokens(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    layer = Layer(UUID(int=1), UUID(int=2), len(text), UUID(int=3), spans={1: Span(1, "person", ((start, end),))})
    pick = Pick(UUID(int=2), "page", 1, (), "ana", "human", 1, 1)
    found = batch([pick], [Text(text, *tokens_of(text), ())])
    runs = scene(found, unrolled([layer]), Lens(SCHEMA, Policy()), Registry({}), Ledger()).runs
    inner = text[start:end].strip()
    if not inner:
        assert runs.state.tolist() == [BLANK]
        return
    left = start + text[start:end].index(inner)
    wanted = BLANK_EN.make_doc(text).char_span(left, left + len(inner))
    if wanted is None:
        assert runs.state.tolist() == [INSIDE]
    else:
        assert runs.state.tolist() == [PLACED]
        assert (runs.first[0], runs.last[0]) == (wanted.start, wanted.end)
        assert runs.trimmed[0] == (inner != text[start:end])
