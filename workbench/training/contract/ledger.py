"""The shape of ``ledger.json``: what each view was asked to carry, carried, dropped and changed."""

from __future__ import annotations

from pydantic import Field

from workbench.training.contract.shape import Number, Shape


class LabelCount(Shape):
    """One label within a view."""

    label: str
    selected: Number
    written: Number


class ViewCount(Shape):
    """One view; written and dropped are together what was selected, in all and for each label."""

    view: str
    selected: Number
    written: Number
    labels: list[LabelCount] = []


class Loss(Shape):
    """Things of one kind and label that a view dropped or changed for one reason."""

    view: str
    what: str = Field(description="span, relation, document label, document, …")
    label: str
    why: str
    n: Number = Field(description="How many.")
    where: list[str] = Field(description="The first places: a document and an item id.")


class NotSelected(Shape):
    """Documents that were never asked for."""

    why: str
    n: Number


class LedgerFile(Shape):
    """The ledger of an export."""

    views: list[ViewCount]
    dropped: list[Loss]
    changed: list[Loss]
    not_selected: list[NotSelected]
