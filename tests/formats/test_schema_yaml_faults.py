"""Every fault of a schema file is told, each at its line and column: the sign § marks where it stands."""

from __future__ import annotations

import pytest

from workbench.core.fault import Fault
from workbench.formats.schema_yaml import Unreadable, faults, read

SMALL = """\
name: harbour-news
groups:
  WHO: {link: optional}
  WHAT:
    event: true
labels:
  PERSON: {group: WHO, code: P, key: 1}
  BODY:
    group: WHO
    code: B
  TRIP: {group: WHAT, code: T}
attributes:
  sure:
    labels: [TRIP]
    default: certain
    values: {certain: {}, doubtful: {}}
relations:
  BY:
    head: [WHAT]
    tail: [WHO]
    key: b
    cardinality: "+"
  FOR:
    head: [TRIP]
    tail: [BODY]
document_labels:
  topic:
    values: {weather: {}, cargo: {}}
"""


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks, and the line and column of each, from 1."""
    places, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        while "§" in line:
            places.append((number, line.index("§") + 1))
            line = line.replace("§", "", 1)
        lines.append(line)
    return "\n".join(lines), places


def small(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def check(text: str, *expected: str) -> None:
    """All faults stand at the marks, in order, and their messages hold what is expected and a cure."""
    plain, places = marked(text)
    found = faults(plain)
    assert [(f.line, f.column) for f in found] == places, found
    assert len(found) == len(expected)
    for fault, words in zip(found, expected, strict=True):
        assert words in fault.message
        assert ";" in fault.message, "no cure"
    if found:
        with pytest.raises(Unreadable) as raised:
            read(plain, "mine.yaml")
        assert str(raised.value).startswith(f"mine.yaml:{found[0].line}:{found[0].column}: ")
        assert isinstance(raised.value, Fault)
        assert list(raised.value.faults) == found


def test_the_small_schema_has_no_fault() -> None:
    check(SMALL)
    assert list(read(SMALL).labels) == ["PERSON", "BODY", "TRIP"]


FIELDS = {
    "unknown field": ("    code: B", "    §colour: red\n    code: B", 'label has no field "colour"'),
    "misspelt field": ("    event: true", "    §evnt: true", "did you mean `event`?"),
    "misspelt section": ("document_labels:", "§document_label:", "did you mean `document_labels`?"),
    "missing field": ("    group: WHO\n", "", "this label has no `group`"),
    "missing section": ("name: harbour-news\n", "", "this schema has no `name`"),
    "bad cardinality": ('"+"', "§many", "cannot be \"many\"; write '?', '*', '+' or '1'"),
    "bad nest": (
        "    event: true",
        "    event: true\n    nest: §sideways",
        "write 'none', 'different labels' or 'any'",
    ),
    "bad link": ("link: optional", "link: §maybe", "write 'none', 'optional' or 'required'"),
    "bad truth": ("event: true", "event: §yes", 'cannot be "yes"; write true or false'),
    "quoted truth": ("event: true", 'event: §"true"', "write true or false"),
    "bad key": ("key: b", "key: §B1", "write one small letter or digit"),
    "long code": ("    code: B", "    code: §BODY", "longer than 3 characters"),
    "slot too high": ("    code: B", "    slot: §9", "write a whole number from 1 to 8"),
    "slot too low": ("    code: B", "    slot: §0", "write a whole number from 1 to 8"),
    "slot not a number": ("    code: B", "    slot: §blue", "write a whole number from 1 to 8"),
    "slot not whole": ("    code: B", "    slot: §1.5", "write a whole number from 1 to 8"),
    "huge number": ("    code: B", "    slot: §" + "9" * 9999, "write a whole number from 1 to 8"),
    "id with a blank": ("  topic:\n", '  §"to pic":\n', "blanks or controls"),
    "range with a blank": ("tail: [WHO]", 'tail: [WHO, §"a b"]', "an id of 1 to 64 characters"),
    "empty range": ("tail: [WHO]", "tail: §[]", "is an empty list"),
    "range not a list": ("tail: [WHO]", "tail: §WHO", "write a list such as [A, B]"),
    "range of lists": ("tail: [WHO]", "tail: [WHO, §[WHO]]", "number 2 of `tail` cannot be a list"),
    "name that is empty": ("    code: B", '    name: §""', "is empty"),
    "name that is nothing": ("harbour-news", "§~", "cannot be empty"),
    "name that is a truth": ("harbour-news", "§true", "cannot be true; write a text"),
    "label not a mapping": ("{group: WHAT, code: T}", "§WHAT", '`TRIP` cannot be "WHAT"; write a mapping'),
    "values as a list": ("{certain: {}, doubtful: {}}", "§[certain, doubtful]", "`values` cannot be a list"),
    "value that is nothing": ("{weather: {}, cargo: {}}", "{weather: {}, §cargo: }", "cannot be empty"),
    "half a character": ("    code: B", '    name: §"\\ud800"', "surrogate"),
}


@pytest.mark.parametrize(("old", "new", "words"), FIELDS.values(), ids=FIELDS.keys())
def test_fields(old: str, new: str, words: str) -> None:
    text = small((old, new))
    if words == "this label has no `group`":
        text = text.replace("  BODY:", "  §BODY:")
    if words == "this schema has no `name`":
        text = "§" + text
    if words == "cannot be empty" and "cargo" in new:
        text = text.replace("§cargo: }", "cargo:§ }")
    check(text, words)


PARTS = {
    "unknown group": ("    group: WHO", "    group: §WHOM", 'no group "WHOM"; did you mean "WHO"?'),
    "unknown head": ("head: [WHAT]", "head: [WHAT, §TRAP]", 'no label or group "TRAP"; did you mean "TRIP"?'),
    "unknown tail": ("tail: [BODY]", "tail: [§QUAY]", "choose from WHO, WHAT, PERSON, BODY, TRIP"),
    "unknown attribute label": ("labels: [TRIP]", "labels: [§TRIPS]", 'did you mean "TRIP"?'),
    "unknown relation": ("labels: [TRIP]", "labels: [TRIP]\n    relations: [§BYE]", 'no relation "BYE"'),
    "name twice in a range": ("tail: [BODY]", "tail: [BODY, §BODY]", "in this list already"),
    "default unknown": ("default: certain", "default: §certainly", 'no value "certainly"; did you mean "certain"?'),
    "default retired": ("{certain: {},", "{certain: {retired: true},", "default \"certain\" is retired"),
    "no values": ("values: {weather: {}, cargo: {}}", "§values: {}", "no value to choose"),
    "all values retired": (
        "values: {weather: {}, cargo: {}}", "§values: {weather: {retired: true}}", '"topic" has no value to choose',
    ),
    "no label has it": ("    labels: [TRIP]\n", "", 'nothing has the attribute "sure"'),
    "empty group": ("  WHAT:\n", "  §NONE: {}\n  WHAT:\n", 'no label belongs to the group "NONE"'),
    "group and label": ("  TRIP: {group: WHAT, code: T}", "  TRIP: {group: WHAT}\n  WHO: {group: WHAT}", "label too"),
    "retired group": ("{link: optional}", "{retired: §true}", "retired but its labels are not"),
    "several links of none": ("{link: optional}", "{several_links: §false}", "carry no links"),
    "language": ("groups:\n", "language: §English\ngroups:\n", "not a language code"),
    "same code": ("code: T", "code: §p", 'code "p" is that of "PERSON" too'),
    "same name": ("    code: B", "    name: §PERSON", 'what people see for "PERSON" too'),
    "unshowable name": ("    code: B", '    name: §"a\\e[2J"', "a terminal cannot show"),
    "unshowable code": ("    code: B", '    code: §"\\u202e"', "cannot be shown"),
    "same digit": ("    code: B", "    key: §1", 'key "1" is that of the label "PERSON" too'),
    "letter for a digit": ("    code: B", "    key: §b", 'digits, not "b"'),
    "nought for a digit": ("    code: B", "    key: §0", 'digits, not "0"'),
    "same relation key": ("tail: [BODY]", "tail: [BODY]\n    key: §b", 'from "TRIP" to "BODY"'),
    "parent unknown": ("    code: B", "    parent: §ANY", 'no label "ANY"'),
    "parent not abstract": ("    code: B", "    parent: §PERSON", 'parent "PERSON" is not abstract'),
    "parent of itself": ("    code: B", "    parent: §BODY", 'the parents of "BODY" leads back'),
    "abstract without children": ("    code: B", "    abstract: §true", "no label has the abstract label"),
    "symmetric with two ends": ("    key: b", "    key: b\n    symmetric: §true", "stand for different labels"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), PARTS.values(), ids=PARTS.keys())
def test_parts(old: str, new: str, words: str) -> None:
    text = small((old, new))
    if "is retired" in words:
        text = text.replace("default: ", "default: §")
    if words.startswith("nothing has"):
        text = text.replace("  sure:", "  §sure:")
    if words == "label too":
        text = text.replace("  WHO: {link", "  §WHO: {link")
    if words.startswith("no label has the abstract"):
        text = text.replace("[BODY]", "§[BODY]")
        check(text, words, 'every label in the tail of "FOR"')
        return
    check(text, words)


def test_a_ring_of_parents() -> None:
    ring = "  A: {group: WHO, abstract: true, parent: §B}\n  B: {group: WHO, abstract: true, parent: §A}\n"
    check(small(("labels:\n  P", f"labels:\n{ring}  P")), 'the parents of "A"', 'the parents of "B"')


def test_a_parent_in_another_group() -> None:
    above = "  A: {group: WHAT, abstract: true}\n"
    check(small(("labels:\n  P", f"labels:\n{above}  P"), ("    code: B", "    parent: §A")), "is in another group")


def test_a_symmetric_acyclic_relation() -> None:
    same = "    head: [WHO]\n    tail: [PERSON, BODY]\n    symmetric: true\n    acyclic: §true\n"
    check(small(("document_labels", f"  KNOWS:\n{same}document_labels")), "every pair of it is a ring")


def test_ranges_that_offer_nothing_any_more() -> None:
    retired = small(("{group: WHAT, code: T}", "{group: WHAT, code: T, retired: true}"))
    retired = retired.replace("[WHAT]", "§[WHAT]").replace("head: [TRIP]", "head: §[TRIP]")
    check(
        retired.replace("  sure:", "  §sure:"),
        'every label and relation that has "sure" is retired',
        'every label in the head of "BY" is retired',
        'every label in the head of "FOR" is retired',
    )


def test_attribute_keys() -> None:
    two = (
        "  how:\n    labels: [WHAT]\n    key: §s\n    values: {fast: {}}\n"
        "  who:\n    labels: [WHO]\n    key: s\n    values: {a: {}}\n"
    )
    check(small(("    default: certain", "    key: s"), ("relations:\n", two + "relations:\n")), 'that of "sure" too')


def test_keys_of_a_schema_by_two_keys() -> None:
    many = "".join(f"  L{i}: {{group: WHAT, key: {i}}}\n" for i in range(8))
    text = small(("\nlabels:\n", f"\nlabels:\n{many}"), ("code: P, key: 1", "key: p"), ("    code: B", "    key: §p"))
    text = text.replace("{link: optional}", "{key: w}").replace("    event: true", "    key: §w")
    check(text, 'that of the group "WHO" too', 'that of the label of the group "PERSON" too')


def test_keys_may_repeat_where_no_choice_is_left_open() -> None:
    many = "".join(f"  L{i}: {{group: WHAT, key: {i}}}\n" for i in range(8))
    far = "  TO:\n    head: [WHO]\n    tail: [WHAT]\n    key: b\n"
    check(small(("\nlabels:\n", f"\nlabels:\n{many}"), ("document_labels", f"{far}document_labels")))


def test_all_faults_come_at_once_in_order_of_place() -> None:
    text = small(
        ("{link: optional}", "{link: §maybe}"),
        ("{group: WHO, code: P, key: 1}", "{group: §WOH, code: P, key: §PP}"),
        ("    group: WHO\n    code: B", "    code: B"),
        ("labels: [TRIP]", "labels: [§TRAP]"),
        ('"+"', "§few"),
        ("tail: [BODY]", "tail: [BODY, §BODI]"),
        ("    values: {weather: {}, cargo: {}}", "    §valeus: {}"),
    )
    text = text.replace("  BODY:", "  §BODY:").replace("  topic:", "  §topic:")
    check(
        text, "`link`", 'no group "WOH"', "`key`", "no `group`", '"TRAP"', "`cardinality`", '"BODI"', "no `values`",
        'no field "valeus"',
    )  # fmt: skip


def test_keys_that_stand_twice() -> None:
    text = small(("  TRIP: {group: WHAT, code: T}", "  TRIP: {group: WHAT, code: T, §code: TT}\n  §PERSON: {x: 1}"))
    check(text, '"code" stands here a second time (first on line 11)', "first on line 7")
    check(SMALL + "§groups: {}\n", '"groups" stands here a second time (first on line 2)')


def test_words_that_other_yaml_readers_guess_at_are_words() -> None:
    text = small(("{certain: {}, doubtful: {}}", "{yes: {}, no: {}, on: {}, 2031-05-01: {}, 1_000: {}, certain: {}}"))
    check(text)
    assert list(read(text).attributes["sure"].values) == ["yes", "no", "on", "2031-05-01", "1_000", "certain"]
    assert read(small(("harbour-news", "12"))).name == "12"
    assert read(small(('"+"', "1"))).relations["BY"].cardinality == "1"
    assert read("\ufeff" + SMALL) == read(SMALL)


def test_anchors_are_followed() -> None:
    text = small(("head: [WHAT]", "head: &ends [WHAT, §BODI]"), ("tail: [BODY]", "tail: §*ends"))
    check(text, '"BODI"', '"BODI"')
    assert read(small(("head: [WHAT]", "head: &e [WHAT]"), ("head: [TRIP]", "head: *e"))).relations["FOR"].head == (
        "WHAT",
    )
