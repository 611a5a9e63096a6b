"""The lens: what a schema and a policy make of stored labels: names, ranks, and which may stand in ``doc.ents``.

Labels get small numbers (codes) as they turn up, those the schema does not know among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.fault import Fault
from workbench.core.schema import Part, Schema, shown
from workbench.training.names import label_names, relation_names
from workbench.training.policy import Policy

Numbers = NDArray[np.int64]

INCORRECT: Final = "incorrect"
"""The span group of rejected suggestions."""
CLUSTERS: Final = "coref_clusters_"
"""What the names of the span groups of coreference begin with, as spaCy's coref component wants them."""


class Lens:
    """Reads stored labels for one export.

    Attributes:
        names: what labels are called, in order of first use.
        where: the values that each attribute of the policy's filter may have, by ids.

    Raises:
        Fault: where the policy names a label, group, attribute or value that the schema does not have, or calls the
            span group as another is called.
    """

    def __init__(self, schema: Schema, policy: Policy) -> None:
        if policy.spans_key in ("", INCORRECT) or policy.spans_key.startswith(CLUSTERS):
            raise Fault(f"--spans-key {policy.spans_key} is what another group is called", "Choose another name")
        self.schema, self.policy = schema, policy
        self.names: list[str] = []
        self.where: dict[str, frozenset[str]] = {}
        for key, value in policy.where:
            id_ = _one(schema.attributes, key, "attribute")
            values = _one(schema.attributes[id_].values, value, f"value of {key}")
            self.where[id_] = self.where.get(id_, frozenset()) | {values}
        self._labels, self._relations = label_names(schema, group=policy.group), relation_names(schema)
        self._priority = [_labels(schema, name) for name in policy.priority]
        self._group = None if policy.ents_group is None else _one(schema.groups, policy.ents_group, "group")
        self._code: dict[str, int] = {}
        self._name: list[int] = []

    def codes(self, labels: Sequence[str]) -> Numbers:
        """The code of each label."""
        for label in sorted({*labels} - self._code.keys()):
            name = self.called(label)
            if name not in self.names:
                self.names.append(name)
            self._name.append(self.names.index(name))
            self._code[label] = len(self._code)
        return np.fromiter(map(self._code.__getitem__, labels), np.int64, len(labels))

    def name_of(self, codes: Numbers) -> Numbers:
        """For each label code, the index of its name in ``names``; several labels of a group may share one."""
        return np.array(self._name, np.int64)[codes]

    def rank(self, codes: Numbers) -> Numbers:
        """For each label code, its place in the policy's priorities; labels that are not among them come last."""
        first = [
            next((i for i, some in enumerate(self._priority) if x in some), len(self._priority)) for x in self._code
        ]
        return np.array(first, np.int64)[codes]

    def in_ents(self, codes: Numbers) -> NDArray[np.bool_]:
        """For each label code, whether ``doc.ents`` is to hold its spans."""
        return np.array([self._group in (None, self.schema.group_of(x)) for x in self._code], np.bool_)[codes]

    def having(self, attribute: str, codes: Numbers) -> NDArray[np.bool_]:
        """For each label code, whether its spans have the attribute."""
        return np.array([attribute in self.schema.attributes_of(x) for x in self._code], np.bool_)[codes]

    def called(self, label: str) -> str:
        """What a label is called in the export."""
        return self._labels.get(label, label)

    def relation(self, label: str) -> str:
        """What a relation label is called in the export."""
        return self._relations.get(label, label)


def _labels(schema: Schema, name: str) -> frozenset[str]:
    """The labels that a label's or group's id or name stands for."""
    for id_, label in schema.labels.items():
        if name in (id_, label.name):
            return frozenset((id_,))
    group = _one(schema.groups, name, "label or group")
    return frozenset(id_ for id_, label in schema.labels.items() if label.group == group)


def _one(parts: Mapping[str, Part], name: str, what: str) -> str:
    """The id of the part that goes by this id or name."""
    for id_, part in parts.items():
        if name in (id_, part.name):
            return id_
    known = ", ".join(shown(part, id_) for id_, part in parts.items()) or "none"
    raise Fault(f"The schema has no {what} {name}", f"It has: {known}")
