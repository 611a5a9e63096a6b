"""spaCy's corpora: each shape by hand, and what spaCy itself writes, which must say the same in all of them."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from typing import Any

import pytest

from tests.formats.drawn import only_faults, reading
from tests.formats.twisting import survives
from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.format import Tally
from workbench.formats.source import Source
from workbench.formats.spacy_json import FORMAT

TEXT = "Rat 😀 der EU\u00a0sagt."


def read(value: Any, name: str = "d.json") -> tuple[list[Document], Tally]:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return reading(FORMAT, data, name=name)


def said(document: Document) -> list[tuple[str, str]]:
    assert document.text is not None
    return [(span.label, document.text[slice(*span.fragments[0])]) for span in document.readings[0].spans]


@pytest.fixture(scope="module")
def doc() -> Any:
    """A Doc with everything: entities with links, groups that overlap, categories, sentences."""
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import Span

    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    doc = nlp(TEXT)
    eu = next(token.i for token in doc if token.text == "EU")
    doc.ents = [Span(doc, 0, 1, label="ORG", kb_id="Q1"), Span(doc, eu, eu + 1, label="ORG")]
    doc.spans["sc"] = [Span(doc, 0, eu + 1, label="ACTOR"), Span(doc, 0, 1, label="ACTOR")]
    doc.spans["laws"] = [Span(doc, eu, eu + 1, label="LAW", kb_id="Q2")]
    doc.cats = {"news": 1.0, "law": 0.0, "maybe": 0.7}
    doc.user_data["ann"] = {"x": 1}
    return doc


ALL = [("ORG", "Rat"), ("ORG", "EU"), ("ACTOR", "Rat 😀 der EU"), ("ACTOR", "Rat"), ("LAW", "EU")]


def test_a_docbin_that_spacy_wrote(doc: Any) -> None:
    from spacy.tokens import DocBin

    data = DocBin(store_user_data=True, docs=[doc, doc]).to_bytes()
    assert FORMAT.sniff(Source("x", lambda: data)) == 1
    found, tally = read(data, "corpus.spacy")
    assert (tally.documents, tally.spans, tally.relations) == (2, 10, 0)
    assert [document.name for document in found] == ["corpus-1", "corpus-2"]
    assert found[0].text == TEXT and said(found[0]) == ALL
    assert [link.id for span in found[0].readings[0].spans for link in span.links] == ["Q1", "Q2"]
    assert [label.value for label in found[0].readings[0].labels] == ["news", "maybe"]
    assert "ann" in str(tally.ledger.to_json()["dropped"])
    assert "laws" in str(tally.ledger.to_json()["changed"])


def test_a_doc_as_json_that_spacy_wrote(doc: Any) -> None:
    value = doc.to_json()
    for shape in ([value, value], value):
        assert FORMAT.sniff(Source("x", json.dumps(shape).encode)) > 0.9
        found, tally = read(shape)
        assert said(found[0]) == ALL and tally.spans == 5 * len(found)
    assert [found[0].text[a:b] for a, b in found[0].tokens] == [token.text for token in doc]


def test_training_json_that_spacy_wrote(doc: Any) -> None:
    from spacy.training import docs_to_json

    value = [_plain(docs_to_json([doc], doc_id=7))]
    assert FORMAT.sniff(Source("x", json.dumps(value).encode)) > 0.9
    found, tally = read(value)
    assert (found[0].name, found[0].text, said(found[0])) == ("7", TEXT, ALL[:2])
    assert not found[0].rebuilt and tally.spans == 2
    assert found[0].readings[0].spans[0].links[0].id == "Q1"
    del value[0]["paragraphs"][0]["raw"]
    assert read(value)[0][0].text == TEXT


def _plain(value: Any) -> Any:
    """A value whose keys JSON can hold: spaCy's own function makes some that it cannot."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def test_pairs_mean_what_spacy_takes_them_for() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.training import Example

    given = {"entities": [[0, 3, "ORG"], [10, 12, "ORG"]]}
    example = Example.from_dict(spacy.blank("xx").make_doc(TEXT), given)
    found, _ = read([[TEXT, given]])
    assert said(found[0]) == [(ent.label_, ent.text) for ent in example.reference.ents]


def test_pairs_with_groups_links_and_categories() -> None:
    given = {
        "entities": [[0, 3, "ORG"]],
        "spans": {"sc": [[0, 12, "A"], [0, 3, "B"]]},
        "links": {"(0, 3)": {"Q1": 1.0, "Q2": 0.0}, "(5, 6)": {"Q9": 1.0}},
        "cats": {"x": True, "y": 0},
        "deps": [],
    }
    found, tally = read([[TEXT, given]])
    one = found[0].readings[0]
    assert [(span.label, span.fragments, span.links and span.links[0].id) for span in one.spans] == [
        ("ORG", ((0, 3),), "Q1"),
        ("A", ((0, 12),), ()),
        ("B", ((0, 3),), ()),
    ]
    assert [label.value for label in one.labels] == ["x"] and tally.spans == 3
    assert {row["what"] for row in tally.ledger.to_json()["dropped"]} == {"annotation", "link"}  # type: ignore[index,union-attr,call-overload]


def test_pairs_whose_entities_are_tags_need_words() -> None:
    found, tally = read([["Ana Li lacht", {"words": ["Ana", "Li", "lacht"], "entities": ["B-PER", "L-PER", "O"]}]])
    assert said(found[0]) == [("PER", "Ana Li")]
    found, tally = read([["Ana Li", {"entities": ["B-PER", "L-PER"]}]])
    assert said(found[0]) == [] and tally.spans == 1 and tally.ledger.dropped() == 1


def test_lines_and_a_single_pair() -> None:
    pair = json.dumps(["ab", {"entities": [[0, 1, "X"]]}]).encode()
    for data, n in ((pair, 1), (pair + b"\n", 1), (pair + b"\n" + pair, 2), (b"[" + pair + b"]", 1)):
        found, tally = read(data, "x.jsonl")
        assert (len(found), tally.spans, tally.refused) == (n, n, []), data
        assert FORMAT.sniff(Source("x", lambda data=data: data)) >= 0.9  # type: ignore[misc]


def test_training_json_without_raw_or_with_another_spelling() -> None:
    tokens = [{"orth": "``", "ner": "O"}, {"orth": "Ana", "ner": "B-PER"}, {"orth": "Li", "ner": "L-PER"}]
    paragraph: dict[str, Any] = {"sentences": [{"tokens": tokens}, {"tokens": [{"orth": "''", "ner": "-"}]}]}
    found, tally = read([{"id": 1, "paragraphs": [paragraph, {**paragraph, "raw": '"Ana  Li"'}]}])
    assert [(one.name, one.text, one.rebuilt) for one in found] == [
        ("1-1", "`` Ana Li\n''", True),
        ("1-2", '"Ana  Li"', False),
    ]
    assert [said(one) for one in found] == [[("PER", "Ana Li")], [("PER", "Ana  Li")]]
    found, tally = read([{"id": 1, "paragraphs": [{**paragraph, "raw": "Something else"}]}])
    assert found[0].rebuilt and "lie along" in str(tally.ledger.to_json()["changed"])


def test_python_is_read_and_never_run() -> None:
    pairs = '("Ana lacht", {"entities": [(0, 3, "PER")]}), (f(), {}), ("b", {"entities": []})'
    code = f"import os\nos.abort()\nTRAIN = [{pairs}]\n"
    found, tally = read(code.encode(), "train.py")
    assert [said(one) for one in found] == [[("PER", "Ana")], []] and tally.documents == 2
    with pytest.raises(Fault, match="no list of texts"):
        read(b"x = 1", "train.py")


def test_what_is_no_span_is_refused_without_its_text() -> None:
    found, tally = read([["secret", {"entities": [[0, "x", "A"], [0, 1], 5, [0, 1, "A"], [0, 99, "B"]]}]])
    assert len(tally.refused) == 3 and "secret" not in str(tally.refused)
    assert tally.spans == 2 and len(found[0].readings[0].spans) == 2


@pytest.mark.parametrize(
    "data", [b"x\x9c", b"\x78\x9c", zlib.compress(b"\x81\xa7version\x01"), zlib.compress(b"\x8aversion")]
)
def test_no_docbin(data: bytes) -> None:
    with pytest.raises(Fault):
        read(data, "x.spacy")


def test_a_bomb_is_refused_before_spacy_sees_it() -> None:
    data = zlib.compress(b"\x81\xa7version" + bytes(70_000_000), 1)
    with pytest.raises(Fault, match="packed"):
        read(data, "x.spacy")


@pytest.mark.parametrize(
    "value",
    [
        {"text": "a", "label": [[0, 1, "X"]]},
        {"text": "a", "spans": [], "tokens": [{"text": "a", "start": 0}]},
        [1, 2],
        "x",
    ],
)
def test_other_tools_files_are_not_taken_for_it(value: Any) -> None:
    assert FORMAT.sniff(Source("x.json", json.dumps(value).encode)) < 0.5


def test_spacy_is_imported_for_its_binary_files_only() -> None:
    code = (
        "import sys; from workbench.formats.spacy_json import FORMAT; from workbench.formats.source import Source;"
        "FORMAT.sniff(Source('x', lambda: b'[[\"a\", {\"entities\": []}]]')); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_memory_that_is_missing_is_not_taken_for_a_broken_file(doc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from spacy.tokens import DocBin

    def full(*_: Any) -> None:
        raise MemoryError

    data = DocBin(docs=[doc]).to_bytes()
    monkeypatch.setattr(DocBin, "from_bytes", full)
    with pytest.raises(MemoryError):
        read(data)


def test_broken_files_end_in_a_fault_or_in_refused_lines(doc: Any) -> None:
    from spacy.tokens import DocBin
    from spacy.training import docs_to_json

    pairs = [
        [
            TEXT,
            {
                "entities": [[0, 3, "ORG"]],
                "spans": {"sc": [[0, 3, "A"]]},
                "links": {"(0, 3)": {"Q": 1.0}},
                "cats": {"x": 1},
            },
        ]
    ]
    texts = [json.dumps(value).encode() for value in (pairs, doc.to_json(), [_plain(docs_to_json([doc]))])]

    def both(data: bytes) -> None:
        FORMAT.sniff(Source("d.json", lambda: data))
        read(data)

    only_faults(both, texts, 1500)
    only_faults(
        lambda data: read(data, "t.py"),
        [b'T = [("a b", {"entities": [(0, 1, "X")]}), ("c", {"cats": {"x": 1.0}})]\n'],
        400,
    )
    inside = zlib.decompress(DocBin(docs=[doc]).to_bytes())
    only_faults(lambda data: read(zlib.compress(data), "c.spacy"), [inside], 100)


def test_twisted_values_end_in_a_fault_or_in_refused_lines(doc: Any) -> None:
    from spacy.training import docs_to_json

    given = {"entities": [[0, 3, "ORG"]], "spans": {"sc": [[0, 3, "A", "Q"]]}, "links": {"(0, 3)": {"Q": 1.0}}}
    samples = [[TEXT, {**given, "cats": {"x": 1}}], doc.to_json(), _plain(docs_to_json([doc]))]
    survives(lambda data: read(data), samples, 500, lines=False)
