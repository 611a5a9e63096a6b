"""Shortage: what an export has too little of, in sentences; nothing fails because of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from workbench.training.gold import Gold, labels
from workbench.training.policy import Policy

DEBUGGED: Final = 100
"""Training documents below which ``spacy debug data`` ends in an error."""

TOLD: Final = 20
"""Documents of dev below which a score is chance more than measure."""

RARE: Final = 50
"""Spans of a label below which ``spacy debug data`` warns."""


def shortage(parts: Mapping[str, Gold], policy: Policy) -> list[str]:
    """One sentence for everything that there is too little of; empty where there is enough."""
    train, dev = parts.get("train", Gold()), parts.get("dev", Gold())
    return [*_documents(train, dev), *_spans(train, dev, policy)]


def _documents(train: Gold, dev: Gold) -> list[str]:
    out = []
    if not train.documents:
        out.append("The training part is empty: nothing can be trained.")
    elif train.documents < DEBUGGED:
        out.append(
            f"The training part has {train.documents} of the {DEBUGGED} documents that `spacy debug data` wants: "
            "that step is left out, and a model trained on so few is a trial and no more."
        )
    if not dev.documents:
        out.append("The dev part is empty: no model could be chosen or scored, so nothing is trained.")
    elif dev.documents < TOLD:
        told = f"{dev.documents} document" + "s" * (dev.documents != 1)
        out.append(f"The dev part has {told}: scores on fewer than {TOLD} are chance.")
    return out


def _spans(train: Gold, dev: Gold, policy: Policy) -> list[str]:
    taught = labels(train.groups.get(policy.spans_key, Counter()))
    asked = labels(dev.groups.get(policy.spans_key, Counter()))
    out = []
    if not train.ents:
        out.append("No span of the training part stands in `doc.ents`: there is no config for ner.")
    if not taught:
        key = policy.spans_key
        out.append(f'No span of the training part stands in `doc.spans["{key}"]`: there is no config for spancat.')
    if policy.rel and not +train.rel:
        out.append("No relation of the training part stands in `doc._.rel`: there is no config for relations.")
    rare = sorted(label for label, n in taught.items() if n < RARE)
    if rare:
        out.append(f"Labels with fewer than {RARE} spans in the training part: {', '.join(rare)}.")
    unseen = sorted(set(asked) - set(taught))
    if unseen:
        out.append(f"Labels of dev that the training part never shows: {', '.join(unseen)}.")
    return out
