"""Markup from strangers: well-formed trees come through whole, and nothing else does."""

from __future__ import annotations

import pytest

from workbench.core.fault import Fault
from workbench.formats.markup import CHUNK, DEPTH, children, local, tree


def test_a_tree_with_names_texts_and_tails() -> None:
    root = tree(b'<a xmlns:n="u" n:k="v&lt;"><n:b/>x<!-- no --><![CDATA[<y>]]></a>', "f")
    assert (root.tag, root.attrib) == ("a", {"{u}k": "v<"})
    (inner,) = root
    assert (inner.tag, local(inner.tag), inner.tail) == ("{u}b", "b", "x<y>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings_are_the_files_own(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding)
    assert tree(data, "f").text == "é"


@pytest.mark.parametrize(
    "type",
    [
        '<!DOCTYPE a [<!ENTITY x "boom">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        '<!DOCTYPE a SYSTEM "../a.dtd">',
        '<!DOCTYPE a PUBLIC "x" "a.dtd">',
        '<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY x "boom">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_every_encoding(type: str, encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>\n{type}\n<a/>'.encode(encoding)
    for named_type in (False, True):
        with pytest.raises(Fault, match="f, line 2: the XML declares a document type"):
            tree(data, "f", named_type=named_type)


def test_a_named_type_beside_the_file_may_be_allowed_and_is_never_read() -> None:
    data = b'<!DOCTYPE a SYSTEM "BioC.dtd"><a>x</a>'
    assert tree(data, "f", named_type=True).text == "x"
    with pytest.raises(Fault):
        tree(data, "f")


def test_depth_has_a_limit() -> None:
    assert tree(b"<a>" * DEPTH + b"</a>" * DEPTH, "f").tag == "a"
    with pytest.raises(Fault, match="inside one another"):
        tree(b"<a>" * (DEPTH + 1), "f")


@pytest.mark.parametrize(
    "data",
    [b"", b"<a>", b"<a></b>", b"<a/><b/>", b"\xff\xfe", b"<a>&x;</a>", b'<?xml version="1.0" encoding="no"?><a/>'],
)
def test_broken_markup_is_a_sentence_with_its_line(data: bytes) -> None:
    with pytest.raises(Fault, match="f, line 1: the XML is broken"):
        tree(data, "f")


def test_children_one_at_a_time_are_those_of_the_tree() -> None:
    inner = "".join(f'<b n="{n}">x<c>é</c>y</b>z' for n in range(CHUNK // 10))
    data = f"<a>head{inner}</a>".encode()
    said = [(one.tag, one.attrib, one.text, [(two.text, two.tail) for two in one]) for one in tree(data, "f")]
    assert [
        (one.tag, one.attrib, one.text, [(two.text, two.tail) for two in one]) for one in children(data, "f")
    ] == said


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"<a/><b/>", b"<a><b></a>", b"<!DOCTYPE a><a/>"])
def test_children_of_what_is_broken_end_in_a_fault(data: bytes) -> None:
    with pytest.raises(Fault):
        list(children(data, "f"))
