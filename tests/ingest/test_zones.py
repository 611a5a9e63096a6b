"""Skip zones: every rule on invented text, and the prose that looks like it but is its author's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.ingest.zones import find_zones

TEXT = "Ferries stopped at dawn because a crane broke. Nobody in the port office could say when they would sail again."
LONG = " ".join([TEXT] * 5)


def zones(body: str) -> list[tuple[str, str]]:
    """Return each zone's kind and text."""
    return [(zone.kind, body[zone.start : zone.end]) for zone in find_zones(body)]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (
            "Mayor Ida Moe with President Ole Berg at the old harbour on March 4 (Kari Lund) ",
            [
                ("photo_caption", "Mayor Ida Moe with President Ole Berg at the old harbour on March 4"),
                ("photo_credit", "(Kari Lund)"),
            ],
        ),
        (
            "A crane lies across the deck of a ferry in Oslo (Fjord Post file photo) ",
            [
                ("photo_caption", "A crane lies across the deck of a ferry in Oslo"),
                ("photo_credit", "(Fjord Post file photo)"),
            ],
        ),
        (
            "FILE - Gulls circle a tower, May 2, 2019, in Bergen, Norw. (AP Photo/Ola Dal, File) harbours By IDA MOE ",
            [
                ("photo_caption", "FILE - Gulls circle a tower, May 2, 2019, in Bergen, Norw."),
                ("photo_credit", "(AP Photo/Ola Dal, File)"),
                ("section_word", "harbours"),
                ("byline", "By IDA MOE"),
            ],
        ),
        (
            "FILE - A ferry crosses the sound near Bergen, May 2, 2019. ",
            [("photo_caption", "FILE - A ferry crosses the sound near Bergen, May 2, 2019.")],
        ),
        (
            "Mayor Ida Moe (left) greets a crew at the pier (Reuters) ",
            [("photo_caption", "Mayor Ida Moe (left) greets a crew at the pier"), ("photo_credit", "(Reuters)")],
        ),
        ("By IDA K. MOE and OLE BERG ", [("byline", "By IDA K. MOE and OLE BERG")]),
        ("By IDA MOE, Associated Press ", [("byline", "By IDA MOE, Associated Press")]),
        ("By Ida Moe/ Staff Writer ", [("byline", "By Ida Moe/ Staff Writer")]),
        ("By OLE McBERG NATO ships and ", [("byline", "By OLE McBERG")]),
        (
            "News from Norway Ports March 4, 2024 09:15 (CET) Oslo, March 4 (Fjord Press)--",
            [
                ("breadcrumb", "News from Norway Ports"),
                ("timestamp", "March 4, 2024 09:15 (CET)"),
                ("dateline", "Oslo, March 4 (Fjord Press)--"),
            ],
        ),
        ("Updated: March 4, 2024, 9:15 AM GMT ", [("timestamp", "Updated: March 4, 2024, 9:15 AM GMT")]),
        ("REYKJAVIK (AFP) -- ", [("dateline", "REYKJAVIK (AFP) --")]),
        ("OSLO, March 4 (Reuters) - ", [("dateline", "OSLO, March 4 (Reuters) -")]),
        ("Oslo (Reuters) – ", [("dateline", "Oslo (Reuters) –")]),
        ("NEW HAVEN, Conn. — ", [("dateline", "NEW HAVEN, Conn. —")]),
        ("STOCKHOLM -- ", [("dateline", "STOCKHOLM --")]),
        ("RIYADH/OSLO, March 4 — ", [("dateline", "RIYADH/OSLO, March 4 —")]),
        ("COPENHAGEN: ", [("dateline", "COPENHAGEN:")]),
    ],
)
def test_what_stands_before_the_text(opening: str, expected: list[tuple[str, str]]) -> None:
    assert zones(opening + TEXT) == expected


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (" © FJORD", [("copyright", "© FJORD")]),
        (" © 2024 AFP", [("copyright", "© 2024 AFP")]),
        (" (c) Fjord Press", [("copyright", "(c) Fjord Press")]),
        (
            " Copyright 2024 Fjord Press. All rights kept.",
            [("copyright", "Copyright 2024 Fjord Press. All rights kept.")],
        ),
        (
            " [Copyright Fjord Press AS] Fjord Press",
            [("copyright", "[Copyright Fjord Press AS]"), ("credit", "Fjord Press")],
        ),
        (" —Bernama", [("credit", "—Bernama")]),
        (" (Reuters)", [("credit", "(Reuters)")]),
        (
            " AP Ports Writer Ida Moe contributed to this report © Copyright 2024 Fjord Press. All rights reserved.",
            [
                ("credit", "AP Ports Writer Ida Moe contributed to this report"),
                ("copyright", "© Copyright 2024 Fjord Press. All rights reserved."),
            ],
        ),
        (
            " Associated Press writers Ole Berg in Washington, D.C., and Ida Moe in Oslo contributed.",
            [("credit", "Associated Press writers Ole Berg in Washington, D.C., and Ida Moe in Oslo contributed.")],
        ),
        (
            " (Reporting by Ida Moe in Oslo; Editing by Ole Berg)",
            [("credit", "(Reporting by Ida Moe in Oslo; Editing by Ole Berg)")],
        ),
        (
            " (This article was written by Ida Moe and Ole Berg.)",
            [("byline", "(This article was written by Ida Moe and Ole Berg.)")],
        ),
    ],
)
def test_what_stands_after_the_text(closing: str, expected: list[tuple[str, str]]) -> None:
    assert zones(TEXT + closing) == expected


@pytest.mark.parametrize(
    "note",
    [
        "Ida Moe ( is a Keen Reader at Fjord House. Ole Berg (ole@ is deputy keeper of the tower.",
        "Ida Moe is a senior fellow at Fjord House. Her books are about cranes.",
        "Dr. Ida K. Moe (ida@fjord.example) is professor of ports at Bergen and a columnist.",
    ],
)
def test_who_the_author_is_closes_a_commentary(note: str) -> None:
    assert zones(f"{LONG} {note}") == [("author_bio", note)]


def test_a_caption_without_credit_is_known_by_names_that_come_again_in_full() -> None:
    caption = "Mayor Ida Moe and skipper Ole Berg pose for a photo on a pier in Bergen on Saturday."
    assert zones(f"{caption} Bergen's mayor Ida Moe and Ole Berg agreed Saturday to mend the crane. {TEXT}") == [
        ("photo_caption", caption)
    ]
    caption = "Mayor Ida Moe and skipper Ole Berg walk along a pier in Bergen on Saturday."
    assert zones(f"{caption} Bergen's mayor Ida Moe and Ole Berg agreed Saturday to mend the crane. {TEXT}") == [
        ("photo_caption", caption)
    ]


def test_captions_and_credits_may_be_lines_of_their_own() -> None:
    body = f"{TEXT}\nMayor Ida Moe greets a crew on the pier. |\nPool / via FJORD\n{TEXT}\nPhoto: FJORD\n{TEXT}"
    assert zones(body) == [
        ("photo_caption", "Mayor Ida Moe greets a crew on the pier. |\nPool / via FJORD"),
        ("photo_credit", "Photo: FJORD"),
    ]
    body = f"By Ida Moe\r\n{TEXT}\r\nMayor Ida Moe greets a crew on the pier. | FJORD\r\n{TEXT}"
    assert zones(body) == [
        ("byline", "By Ida Moe"),
        ("photo_caption", "Mayor Ida Moe greets a crew on the pier. | FJORD"),
    ]


def test_a_caption_takes_no_sentence_of_the_author_for_its_credit() -> None:
    body = f"{TEXT}\nMayor Ida Moe greets a crew on the pier. |\nNobody was hurt.\n{TEXT}"
    assert zones(body) == [("photo_caption", "Mayor Ida Moe greets a crew on the pier. |")]


@pytest.mark.parametrize(
    "body",
    [
        "",
        TEXT,
        "By dawn the ferries had stopped. " + TEXT,
        "By MONDAY it was over. " + TEXT,
        "NATO -- Norway is a member -- sent a crane. " + TEXT,
        "WATCH: Gulls steal a lunch. " + TEXT,
        "Ida Moe (Labour) -- mayor since 2019 -- resigned. " + TEXT,
        "The head of the port authority (Havnevesen) said on Monday that ferries would stop. " + TEXT,
        "The minister said the crane broke on Monday (Kari Lund) The port denied it. " + TEXT,
        "The European Union (EU) Council met. " + TEXT,
        "Mayor Ida Moe met skipper Ole Berg on Saturday. They agreed to mend the crane. " + TEXT,
        "The march began on March 4, 2024 at noon. " + TEXT,
        TEXT + " The port asked Reuters.",
        TEXT + " The letters were signed [by hand] Ida Moe",
        TEXT + " The storm contributed to the delay.",
        TEXT + " He registered a Copyright Office claim in 2024.",
        f"{LONG} Moe wrote it. Ida Moe is a professor at Bergen.",
        f"{LONG} Ida Moe is a professor at Bergen. She said the crane was old.",
        f"{LONG} Ida Moe is the mayor of Bergen.",
        f"{TEXT}\nBy and by\n{TEXT}\nThe choice: ferry | crane\n{TEXT}",
    ],
)
def test_the_authors_own_words_are_no_zone(body: str) -> None:
    assert zones(body) == []


PIECES = [
    TEXT,
    "FILE - ",
    "(AP Photo/Moe)",
    "(Kari Lund)",
    "By IDA MOE",
    "OSLO --",
    "© FJORD",
    "[Copyright FJORD]",
    " |",
]
PIECES += [
    "March 4, 2024 09:15 (CET)",
    "Ida Moe ( is a reader.",
    "Reuters",
    "\n",
    "\r\n",
    " ",
    ". ",
    "(",
    ")",
    "A",
    "I. ",
]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join)))
def test_zones_are_in_order_in_bounds_and_apart(body: str) -> None:
    above = 0
    for zone in find_zones(body):
        assert above <= zone.start < zone.end <= len(body)
        above = zone.end
