"""Drawing: whole rows as they look, thought out beforehand."""

from __future__ import annotations

from textwrap import dedent

from tests.tui.page.pages import LABELS, SCHEMA, drawn, lanes_of, span
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.page.legend import Legend, bracketed
from workbench.tui.page.look import Look

CURIE = "Marie Curie, born Maria Skłodowska in Warsaw, discovered polonium with Pierre Curie"
SPANS = [
    span(CURIE, 1, "PER", "Marie Curie"),
    span(CURIE, 2, "PER", "Maria Skłodowska"),
    span(CURIE, 3, "LOC", "Warsaw"),
    span(CURIE, 4, "EVENT", "discovered polonium"),
    span(CURIE, 5, "CHEM", "polonium"),
    span(CURIE, 6, "PER", "Pierre Curie"),
]
ROW = "one two six ten ape bee cat dog elk fox gnu hen"


def lines(picture: str) -> list[str]:
    return dedent(picture).strip("\n").splitlines()


def test_labels_stand_in_lanes_under_their_text_one_lane_a_level() -> None:
    assert drawn(lanes_of(CURIE, SPANS)) == lines("""
        Marie Curie, born Maria Skłodowska in Warsaw, discovered polonium with Pierre Curie
        ╰PER──────╯       ╰PER───────────╯    ╰LOC─╯  ╰EVENT────────────╯      ╰PER───────╯
                                                                 ╰CHEM──╯
    """)


def test_relations_of_a_row_stand_in_lanes_below_with_an_arrow_to_the_tail() -> None:
    relations = [Relation(10, "same_as", 1, 2), Relation(11, "born_in", 3, 2)]
    assert drawn(lanes_of(CURIE, SPANS[:3], relations)) == lines("""
        Marie Curie, born Maria Skłodowska in Warsaw, discovered polonium with Pierre Curie
        ╰PER──────╯       ╰PER───────────╯    ╰LOC─╯
             ╰──── same_as ─────▸╯
                                 ╰◂── born_in ──╯
    """)


def test_an_arc_too_short_for_its_label_has_it_beside_it() -> None:
    text = "Ann met Bo"
    relation = Relation(10, "same_as", 1, 2)
    assert drawn(lanes_of(text, [span(text, 1, "PER", "Ann"), span(text, 2, "PER", "met")], [relation])) == lines("""
        Ann met Bo
        PER PER
         ╰──▸╯ same_as
    """)


def test_relations_to_other_rows_share_one_lane_and_say_how_far() -> None:
    text = "Ann lives here\n\nBo was born in Bonn"
    spans = [span(text, 1, "PER", "Ann"), span(text, 2, "PER", "Bo"), span(text, 3, "LOC", "Bonn")]
    relations = [Relation(10, "spouse", 1, 2), Relation(11, "born_in", 3, 1)]
    assert drawn(lanes_of(text, spans, relations)) == lines("""
        Ann lives here
        PER
         ╰─ spouse ↓2 · ◂ born_in ↓2

        Bo was born in Bonn
        P╯             LOC╯
        ╰◂ spouse ↑2    ╰─ born_in ↑2
    """)


def test_stubs_beyond_the_room_are_counted() -> None:
    text = "Ann\n" + "Bo " * 4
    spans = [span(text, 1, "PER", "Ann"), *(Span(n, "PER", ((4 + 3 * n - 6, 6 + 3 * n - 6),)) for n in range(2, 6))]
    relations = [Relation(10 + n, "spouse", 1, n) for n in range(2, 6)]
    assert drawn(lanes_of(text, spans, relations, width=30))[2] == " ╰─ spouse ↓1 · spouse ↓1 +2"


def test_a_span_with_a_gap_is_joined_by_dots() -> None:
    text = "either side of the border was closed"
    spans = [span(text, 1, "EVENT", "side", "closed")]
    assert drawn(lanes_of(text, spans)) == lines("""
        either side of the border was closed
               ╰EV╯┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╰────╯
    """)
    assert drawn(lanes_of(text, spans, width=20)) == lines("""
        either side of the
               ╰EV╯┄┄┄┄┄┄┄┄
        border was closed
        ┄┄┄┄┄┄┄┄┄┄┄EVENT╯
    """)


def test_a_span_that_goes_on_has_dotted_edges_and_its_label_again_at_the_top_of_the_screen() -> None:
    text = "Council of the European Union"
    lanes = lanes_of(text, [span(text, 1, "ORG", text)], width=12)
    assert drawn(lanes) == lines("""
        Council of
        ╰ORG──────┄
        the European
        ┄───────────┄
        Union
        ┄───╯
    """)
    assert drawn(lanes, tops=[1])[3] == "┄ORG────────┄"


def test_a_long_span_is_a_bar_with_its_ends_in_lanes() -> None:
    lanes = lanes_of(ROW, [span(ROW, 1, "LAW", ROW[4:-4])], width=8)
    assert drawn(lanes, gutter=True) == lines("""
        ▛  one two
        ▍      ╰LAW┄
        ▍  six ten
        ▍  ape bee
        ▍  cat dog
        ▍  elk fox
        ▍  gnu hen
        ▙   ┄╯
    """)


def test_the_gutter_holds_three_bars_and_a_fourth_keeps_its_ends() -> None:
    spans = [Span(n, "LAW", ((4 * (n - 1), len(ROW)),)) for n in range(1, 5)]
    picture = drawn(lanes_of(ROW, spans, width=8), gutter=True)
    assert picture[0] == "▛▛ one two"
    assert [line[:3] for line in picture if "cat" in line] == ["▍▍▍"]
    assert sum("LAW" in line or "LW" in line for line in picture) == 4


def test_narrow_spans_keep_a_letter() -> None:
    text = "the EU E"
    spans = [span(text, 1, "ORG", "the"), span(text, 2, "ORG", "EU"), Span(3, "ORG", ((7, 8),))]
    assert drawn(lanes_of(text, spans)) == ["the EU E", "ORG OR O"]


def test_edges_off_the_tokens_are_marked_where_the_schema_wants_tokens() -> None:
    text = "overreaching reach"
    assert drawn(lanes_of(text, [span(text, 1, "LOC", "reach")]))[1] == "    !LOC!"
    assert drawn(lanes_of(text, [span(text, 1, "QUOTE", "reach")]))[1] == "    QUOTE"
    assert drawn(lanes_of(text, [Span(1, "LOC", ((13, 18),))]))[1] == "             ╰LOC╯"


def test_wide_characters_are_measured_in_columns() -> None:
    text = "東京都 and 👩‍🔬."
    assert drawn(lanes_of(text, [span(text, 1, "LOC", "東京都"), span(text, 2, "PER", "👩‍🔬")])) == [
        "東京都 and 👩‍🔬.",
        "╰LOC─╯     P╯",
    ]


def test_reading_mode_has_one_line_of_codes_where_spans_begin() -> None:
    look = Look("background")
    assert drawn(lanes_of(CURIE, SPANS, [Relation(10, "same_as", 1, 2)], shown=False), look) == lines("""
        Marie Curie, born Maria Skłodowska in Warsaw, discovered polonium with Pierre Curie
        P                 P                   L       EV         CH            P
    """)


def test_codes_that_begin_together_stand_side_by_side_outermost_first() -> None:
    text = "President Ann Lee left the dam."
    spans = [span(text, 1, "ROLE", "President Ann Lee"), span(text, 2, "PER", "President"), span(text, 3, "ORG", "dam")]
    assert drawn(lanes_of(text, spans, shown=False), Look("background")) == [text, "R P                        OR"]


def test_codes_at_the_end_of_a_row_move_left_and_none_is_lost() -> None:
    text = "the old weir"
    spans = [span(text, n, label, "weir") for n, label in enumerate(("EVENT", "CHEM", "ORG"), 1)]
    assert drawn(lanes_of(text, spans, width=12, shown=False), Look("background"))[1] == "     EV CH OR"


def test_a_code_stands_once_a_fragment_and_not_where_a_span_goes_on() -> None:
    text = "one two six ten ape bee"
    lanes = lanes_of(text, [span(text, 1, "LAW", "one", "ten ape bee")], width=20, shown=False)
    assert drawn(lanes, Look("background")) == ["one two six ten ape", "LW          LW", "bee"]


def test_hidden_relations_take_no_lane() -> None:
    relations = [Relation(10, "same_as", 1, 2)]
    assert drawn(lanes_of(CURIE, SPANS, relations, related=False)) == drawn(lanes_of(CURIE, SPANS))


def test_hints_lie_over_the_text_and_move_nothing() -> None:
    look = Look(hints={0: "a", 13: "sd", 18: "f"})
    assert drawn(lanes_of(CURIE), look)[0] == "a" + CURIE[1:13] + "sd" + CURIE[15:18] + "f" + CURIE[19:]
    assert drawn(lanes_of("東京 ab"), Look(hints={0: "s", 1: "dd"}))[0] == "s dd ab"


def test_the_ninth_label_has_another_bracket() -> None:
    entry = Legend(SCHEMA).label("NINTH")
    assert bracketed(9, entry, True) == ("┗", "NINTH", "━━┛")
    looks = {(Legend(SCHEMA).label(name).slot, Legend(SCHEMA).label(name).bracket) for name in LABELS}
    assert len(looks) == len(LABELS)


def test_a_name_gives_way_to_its_code_and_the_code_to_its_first_letter() -> None:
    entry = Legend(SCHEMA).label("NAMED")
    shown = ["".join(bracketed(width, entry, True)) for width in (16, 15, 14, 13, 12, 4, 3, 2, 1)]
    assert shown == [
        "┗Head of state━┛",
        "┗Head of state┛",
        "Head of state┛",
        "Head of state",
        "┗NM━━━━━━━━┛",
        "┗NM┛",
        "NM┛",
        "NM",
        "N",
    ]
