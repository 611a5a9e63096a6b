"""CoNLL-U: brackets, spacing and tokens of several words by hand, the round trip, and the conllu package as judge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.drawn import documents, only_faults, reading, shape, written
from workbench.formats.conllu import FORMAT
from workbench.formats.exchange import Document, Link, Reading, Span
from workbench.formats.format import Tally
from workbench.formats.source import Source


def rows(*words: str) -> str:
    """Rows of ``form`` or ``form misc``; ``1-2 form`` and ``1.1 form`` have their own numbers."""
    out, n = [], 0
    for word in words:
        first, _, rest = word.partition(" ")
        if first[0].isdigit() and ("-" in first or "." in first):
            id, (form, _, misc) = first, rest.partition(" ")
        else:
            n += 1
            id, form, misc = str(n), first, rest
        out.append("\t".join((id, form, *"_______", misc or "_")))
    return "\n".join(out) + "\n\n"


def read(text: str) -> tuple[Document, Tally]:
    (found,), tally = reading(FORMAT, text.encode())
    return found, tally


def said(document: Document) -> list[tuple[str, list[str]]]:
    assert document.text is not None
    return [(s.label, [document.text[a:b] for a, b in s.fragments]) for s in document.readings[0].spans]


def test_brackets_nest_cross_and_close_where_they_say() -> None:
    text = rows(
        "the Entity=(1-org-1(2-law-1", "new Entity=(3-x-1)", "EU Entity=1)(4-place-1", "law Entity=2)", "here Entity=4)"
    )
    found, tally = read(text)
    assert sorted(said(found)) == [
        ("law", ["the new EU law"]),
        ("org", ["the new EU"]),
        ("place", ["EU law here"]),
        ("x", ["new"]),
    ]
    assert tally.spans == 4 and not tally.refused


def test_fields_go_by_their_declared_names() -> None:
    head = "# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity\n"
    text = head + rows(
        "Berlin Entity=(7-place-new-nnnnn-cf1-1-coref-Berlin-Mitte%2C_D)", "it Entity=(7-place-giv-nnnnn-cf1-1-ana)"
    )
    found, _ = read(text)
    first, second = found.readings[0].spans
    assert (first.label, first.links) == ("place", (Link("Berlin-Mitte,_D"),))
    assert dict(first.attributes) == {"infstat": "new", "salience": "nnnnn", "centering": "cf1", "link": "coref"}
    assert second.links == (Link("d#7"),)


def test_parts_of_one_mention_are_fragments_and_count_by_their_brackets() -> None:
    text = rows("take Entity=(e1[1/2]-act-1)", "it", "off Entity=(e1[2/2]-act-1", "now Entity=e1[2/2])")
    found, tally = read(text)
    assert said(found) == [("act", ["take", "off now"])] and tally.spans == 2


def test_words_of_one_token_share_its_place_and_empty_nodes_have_none() -> None:
    text = rows(
        "1-2 al SpaceAfter=No", "a Entity=(1-x-1", "el Entity=1)", "2.1 gone Entity=(2-y-1)", "mar Entity=(3-z-1)"
    )
    found, tally = read(text)
    assert found.text == "almar"
    assert said(found) == [("x", ["al"]), ("z", ["mar"])]
    assert tally.spans == 3 and tally.ledger.dropped() == 1


def test_spacing_of_every_kind() -> None:
    text = rows("a SpacesBefore=\\s\\s", "b SpaceAfter=No", "c SpacesAfter=\\n\\t\\p\\\\", "d") + rows(
        "e SpacesAfter=\\n"
    )
    found, _ = read(text)
    assert found.text == "  a bc\n\t|\\d e\n"
    assert [found.text[a:b] for a, b in found.sentences] == ["a bc\n\t|\\d", "e"]


def test_the_text_of_a_comment_tells_where_misc_does_not() -> None:
    assert read("# text = a,b\n" + rows("a", ",", "b"))[0].text == "a,b"
    found, tally = read("# text = quite other\n" + rows("a", ",", "b"))
    assert found.text == "a , b" and "make the text" in str(tally.ledger.to_json()["changed"])


def test_documents_paragraphs_and_comments() -> None:
    text = (
        "# newdoc id = n1\n# meta::genre = news\n"
        + rows("a")
        + "# newpar\n# mood = x\n"
        + rows("b")
        + "# newdoc\n"
        + rows("c")
    )
    found, tally = reading(FORMAT, text.encode(), name="in/f.conllu")
    assert [(one.name, one.text) for one in found] == [("n1", "a\nb"), ("f-2", "c")]
    assert found[0].meta == {"genre": "news"} and tally.documents == 2
    assert [row["label"] for row in tally.ledger.to_json()["dropped"]] == ["mood"]  # type: ignore[index,union-attr,call-overload]


@pytest.mark.parametrize("key", ["NE", "NER"])
def test_tags_in_misc(key: str) -> None:
    found, tally = read(rows(f"Ana {key}=B-PER", f"Li SpaceAfter=No|{key}=I-PER", ". _") + rows(f"EU {key}=I-ORG"))
    assert said(found) == [("PER", ["Ana Li"]), ("ORG", ["EU"])] and tally.spans == 2


def test_a_token_of_several_words_may_have_the_tag_alone_or_its_words() -> None:
    alone = rows("in NE=O", "2-3 dem NE=B-X", "de", "m", "Haus NE=I-X")
    words = rows("in", "2-3 dem NE=B-X", "de NE=B-X", "m NE=I-X", "Haus NE=I-X")
    both = rows("in", "2-3 dem Entity=(1-X-1", "de", "m", "Haus Entity=1)(2-Y-1)")
    assert said(read(alone)[0]) == said(read(words)[0]) == [("X", ["dem Haus"])]
    assert said(read(both)[0]) == [("X", ["dem Haus"]), ("Y", ["Haus"])]


def test_plus_columns_by_name() -> None:
    found, tally = read("# global.columns = ID FORM XX:NER MISC\n1\ta\tB-X\tSpaceAfter=No\n2\tb\tO\t_\n\n")
    assert found.text == "ab" and tally.spans == 0
    assert [row["label"] for row in tally.ledger.to_json()["dropped"]] == ["ner"]  # type: ignore[index,union-attr,call-overload]


def test_brackets_that_do_not_match_and_lines_that_are_no_rows_are_refused() -> None:
    _, tally = read("secret\n" + rows("a Entity=9)", "b Entity=(1-x-1"))
    assert [one.line for one in tally.refused] == [1, 2, 3]
    assert tally.spans == 1 and "secret" not in str(tally.refused)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(documents(fragments=True, links=True, labels=("PER", "a-b c", "x|y(z)[1/2]", "É%7C", "=,")), max_size=3)
)
def test_text_words_spans_and_links_come_back(given_: list[Document]) -> None:
    files, ledger = written(FORMAT, given_)
    found, tally = reading(FORMAT, files.one)
    kept = [one for one in given_ if one.tokens]
    assert [one.text for one in found if one.tokens] == [one.text for one in kept]
    assert [shape(one) for one in found if one.tokens] == [shape(one) for one in kept]
    assert [_linked(one) for one in found if one.tokens] == [_linked(one) for one in kept]
    assert not tally.refused and [one.name for one in found if one.tokens] == [one.name for one in kept]
    assert ledger.dropped() == len(given_) - len(kept)


def _linked(document: Document) -> list[tuple[object, ...]]:
    spans = (span for one in document.readings for span in one.spans)
    return sorted((span.label, span.fragments, [link.id for link in span.links]) for span in spans)


@given(st.lists(st.tuples(st.text("a:,-%()|=_ \n\u2028é[/]", min_size=1), st.text("b:,-%()|=_ \té[1]")), max_size=3))
def test_attributes_come_back_whatever_they_hold(pairs: list[tuple[str, str]]) -> None:
    one = Document("d", "EU", (Reading(spans=(Span("1", "X", ((0, 2),), attributes=tuple(pairs)),)),), tokens=((0, 2),))
    found, _ = reading(FORMAT, written(FORMAT, [one])[0].one)
    assert found[0].readings[0].spans[0].attributes == tuple(pairs)


@settings(max_examples=100, deadline=None)
@given(documents(fragments=True, links=True))
def test_the_conllu_package_reads_what_we_write(one: Document) -> None:
    judge = pytest.importorskip("conllu")
    files, _ = written(FORMAT, [one])
    found = judge.parse(files.one.decode())
    words, spans = shape(one)
    assert [token["form"] for sentence in found for token in sentence] == words
    opened = sum((token["misc"] or {}).get("Entity", "").count("(") for sentence in found for token in sentence)
    assert opened == sum(len(pieces) for _, pieces in spans)
    if words:
        assert found[0].metadata["newdoc id"] == one.name
        assert all([token["id"] for token in sentence] == list(range(1, len(sentence) + 1)) for sentence in found)


def test_spans_of_one_link_are_one_entity_unless_they_cross() -> None:
    at = [((0, 1),), ((4, 5),), ((0, 3),), ((2, 5),)]
    spans = tuple(Span(str(i), "X", one, links=(Link("k"),)) for i, one in enumerate(at))
    tokens = ((0, 1), (2, 3), (4, 5))
    files, _ = written(FORMAT, [Document("d", "a b c", (Reading(spans=spans),), "codepoint", tokens=tokens)])
    misc = [line.split("\t")[9] for line in files.one.decode().split("\n") if line[:1].isdigit()]
    assert misc == ["Entity=(e1-X-1-k(e1-X-1-k)", "Entity=e1)(e2-X-1-k", "Entity=e2)(e1-X-1-k)|SpaceAfter=No"]


@pytest.mark.parametrize("text", ["", "1\tb\tB-X\n2\tc\tO\n", "a b c\n", '{"a": 1}\n', "1\t2\t3\t4\t5\t6\n"])
def test_other_files_are_not_taken_for_it(text: str) -> None:
    assert FORMAT.sniff(Source("x.tsv", text.encode)) == 0


def test_it_knows_its_own() -> None:
    assert FORMAT.sniff(Source("x", rows("a", "b").encode)) > 0.9


def test_broken_files_end_in_refused_lines() -> None:
    head = "# newdoc id = a\n# global.Entity = eid-etype-head\n# text = a bc\n"
    first = rows("a Entity=(1-x-1(2[1/2]-y-1)", "1-2 bc", "b NE=B-X", "c Entity=1)(2[2/2]-y-1)")
    second = rows("a SpacesAfter=\\s\\n", "b Entity=(1-x-1)|SpaceAfter=No")
    samples = [(head + first).encode(), second.encode()]
    only_faults(lambda data: (FORMAT.sniff(Source("x", lambda: data)), reading(FORMAT, data)), samples, 2000)
