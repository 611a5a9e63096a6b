"""Keys of labels: digits up to nine labels, else group and label; what is left out is filled in."""

from __future__ import annotations

from hypothesis import given

from tests.core.schemas import SCHEMAS
from workbench.core.schema import Group, Label, Schema
from workbench.core.schema_keys import label_keys


def schema(groups: dict[str, str | None], labels: dict[str, tuple[str, str | None]]) -> Schema:
    return Schema(
        name="x",
        groups={g: Group(key=key) for g, key in groups.items()},
        labels={i: Label(group=g, key=key) for i, (g, key) in labels.items()},
    )


def test_small_schemas_go_by_digit_and_given_digits_stay() -> None:
    keys = label_keys(schema({"G": "g"}, {"A": ("G", None), "B": ("G", "1"), "C": ("G", None)}))
    assert keys == {"A": "2", "B": "1", "C": "3"}


def test_nine_labels_go_by_digit_and_ten_by_two_keys() -> None:
    nine = schema({"G": None}, {f"L{i}": ("G", None) for i in range(9)})
    assert list(label_keys(nine).values()) == list("123456789")
    ten = schema({"G": None}, dict.fromkeys("QRSTUVWXYZ", ("G", None)))
    assert label_keys(ten)["Q"] == "gq"


def test_what_is_left_out_takes_the_first_free_letter_of_its_name() -> None:
    names = ["DATE", "DEAL", "DEED", "A1", "A2", "A3", "A4", "A5"]
    keys = label_keys(
        schema({"G": "1", "GH": None}, dict.fromkeys(names, ("G", None)) | {"X": ("GH", None), "Y": ("GH", "x")})
    )
    assert [keys[n] for n in ("DATE", "DEAL", "DEED")] == ["1d", "1e", "1a"]
    assert keys["A1"] == "1b"
    assert (keys["X"], keys["Y"]) == ("ga", "gx")


def test_more_labels_than_keys_leaves_the_last_without() -> None:
    keys = label_keys(schema({"G": None}, {f"L{i}": ("G", None) for i in range(40)}))
    assert len(keys) == 36
    assert "L36" not in keys


@given(SCHEMAS)
def test_only_offered_labels_have_keys(any_schema: Schema) -> None:
    assert label_keys(any_schema).keys() <= {*any_schema.offered}
