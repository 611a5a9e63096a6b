"""Schemas made by Hypothesis: well formed in every field; whether the whole makes sense is up to chance."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from workbench.core.schema import Attribute, DocumentLabelKind, Group, Label, RelationLabel, Schema, Value

TRICKY = [
    "yes",
    "no",
    "null",
    "true",
    "~",
    "1",
    "1_0",
    "0x1",
    "2031-05-01",
    "<<",
    "=",
    "-",
    "?",
    "a:",
    "#a",
    "&a",
    "*a",
]
IDS = st.one_of(
    st.sampled_from([*"ABCDEF", "PERSON", "in_force", "日本", *TRICKY]),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=6),
)
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "a  b", "a\nb", "\n", "tab\there", 'say "so"', "it's", "back\\slash", "a: b", "a #b", *TRICKY]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(st.text('ab\\" \u2003\u2028,', min_size=1, max_size=9), max_size=60).map(" ".join),
)
NAMES = st.none() | TEXTS.filter(lambda text: 0 < len(text) <= 64)
KEYS = st.none() | st.sampled_from("a1z0")
FLAGS = st.booleans()
RANGES = st.lists(IDS, max_size=4).map(tuple)


def some(parts: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(IDS, parts, min_size=least, max_size=4)


BASE: dict[str, Any] = {"name": NAMES, "definition": TEXTS, "retired": FLAGS}
GROUPS = st.builds(
    Group, **BASE, key=KEYS, event=FLAGS, overlap=FLAGS, nest=st.sampled_from(["none", "different labels", "any"]),
    discontinuous=FLAGS, token_aligned=FLAGS, link=st.sampled_from(["none", "optional", "required"]),
    several_links=FLAGS,
)  # fmt: skip
LABELS = st.builds(
    Label, **BASE, group=IDS, key=KEYS, code=st.text(max_size=3, alphabet="aB 1\n"),
    slot=st.none() | st.integers(1, 8),
    abstract=FLAGS, parent=st.none() | IDS, examples=st.lists(TEXTS, max_size=3).map(tuple),
    negatives=st.lists(TEXTS, max_size=3).map(tuple), boundary=TEXTS,
)  # fmt: skip
VALUES = some(st.builds(Value, **BASE))
ATTRIBUTES = st.builds(
    Attribute,
    **BASE,
    labels=RANGES,
    relations=RANGES,
    values=VALUES,
    default=st.none() | IDS,
    several=FLAGS,
    ordered=FLAGS,
    key=KEYS,
)
RELATIONS = st.builds(
    RelationLabel, **BASE, head=RANGES.filter(bool), tail=RANGES.filter(bool), key=KEYS,
    cardinality=st.sampled_from("?*+1"), symmetric=FLAGS, transitive=FLAGS, acyclic=FLAGS,
    examples=st.lists(TEXTS, max_size=2).map(tuple),
)  # fmt: skip
KINDS = st.builds(DocumentLabelKind, **BASE, values=VALUES, several=FLAGS, ordered=FLAGS)

SCHEMAS: st.SearchStrategy[Schema] = st.builds(
    Schema, name=NAMES.filter(bool), language=st.sampled_from(["en", "ja"]), definition=TEXTS, groups=some(GROUPS),
    labels=some(LABELS), attributes=some(ATTRIBUTES), relations=some(RELATIONS), document_labels=some(KINDS),
    rules=some(TEXTS),
)  # fmt: skip
"""Any schema."""


@st.composite
def sound(draw: st.DrawFn) -> Schema:
    """Schemas without flaws: every name stands for something; keys, codes and names are left out."""
    groups = draw(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=3, unique=True))
    ids = draw(st.lists(st.sampled_from(["p", "q", "r", "s", "t", "u"]), min_size=len(groups), max_size=6, unique=True))
    inside = [*groups, *(draw(st.sampled_from(groups)) for _ in ids[len(groups) :])]
    labels = {i: Label(group=g, definition=draw(st.sampled_from(["", "x"]))) for i, g in zip(ids, inside, strict=True)}
    ends = st.lists(st.sampled_from([*groups, *ids]), min_size=1, max_size=3, unique=True).map(tuple)
    values = st.dictionaries(st.sampled_from("vwx"), st.builds(Value), min_size=1)
    relations = draw(
        st.dictionaries(
            st.sampled_from("RST"), st.builds(RelationLabel, head=ends, tail=ends, acyclic=FLAGS), max_size=3
        )
    )
    attributes = draw(
        st.dictionaries(
            st.sampled_from("mno"), st.builds(Attribute, labels=ends, values=values, several=FLAGS), max_size=2
        )
    )
    kinds = draw(st.dictionaries(st.sampled_from("kl"), st.builds(DocumentLabelKind, values=values), max_size=2))
    return Schema(
        name="sound", groups={g: Group(discontinuous=draw(FLAGS)) for g in groups}, labels=labels,
        attributes=attributes, relations=relations, document_labels=kinds,
    )  # fmt: skip
