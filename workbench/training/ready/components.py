"""Components: what can be trained on an export, with its config, its labels and the steps of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.core.json import Json
from workbench.training.configs import linking, ner, relation, spancat, textcat
from workbench.training.configs.effort import Effort
from workbench.training.configs.suggester import span_range
from workbench.training.gold import Gold, Lengths, labels, sizes
from workbench.training.policy import Policy

INCORRECT: Final = "incorrect"
"""The span group of suggestions that an annotator rejected."""

KB: Final = "kb/knowledge_base"
"""Where the project's own step writes the knowledge base that spaCy loads."""


@dataclass(frozen=True, slots=True)
class Component:
    """One thing to train.

    Attributes:
        name: of the component, its config and its labels file.
        config: the text of its config.
        labels: what its labels file says; None where it has none.
        usual: whether ``spacy project run all`` trains it; the others have a workflow of their own.
        code: the file that its commands name with ``--code``; empty where spaCy needs none.
        debug: whether ``spacy debug data`` has anything to say about it.
    """

    name: str
    config: str
    labels: Json = None
    usual: bool = False
    code: str = ""
    debug: bool = False


def components(lang: str, train: Gold, policy: Policy, *, registry: bool) -> list[Component]:
    """The components that the training part teaches something; ``registry`` says whether there are entities."""
    effort = Effort(train.documents, train.tokens)
    spans = train.groups.get(policy.spans_key, Counter())
    out: list[Component] = []
    if train.ents:
        wrong = INCORRECT if train.groups.get(INCORRECT) else None
        out.append(Component(ner.NAME, ner.ner_config(lang, effort, wrong), moves(train.ents), usual=True, debug=True))
    if spans:
        config = spancat.spancat_config(lang, effort, policy.spans_key, span_range(sizes(spans)))
        out.append(Component(spancat.NAME, config, sorted(labels(spans)), usual=True, debug=True))
    if +train.rel:
        config = relation.relation_config(lang, effort, train.reach)
        out.append(Component(relation.NAME, config, sorted(+train.rel), usual=True, code=relation.CODE))
    if train.cats:
        out.append(Component(textcat.NAME, textcat.textcat_config(lang, effort), sorted(train.cats)))
    if train.links and registry:
        out.append(Component(linking.NAME, linking.linking_config(lang, effort, KB)))
    return out


def moves(ents: Lengths) -> Mapping[str, Json]:
    """The labels file of ner: for each move of spaCy's recognizer, by its number there, the tokens of each label.

    The moves are missing, begin, in, last, unit and out; ``""`` is a token that is no entity, and counts once.
    """
    counts: Counter[str] = Counter()
    for (label, length), n in ents.items():
        counts[label] += n * length
    tokens = {label: counts[label] for label in sorted(counts, key=lambda label: (-counts[label], label))}
    return {"0": {}, "1": tokens, "2": tokens, "3": tokens, "4": {**tokens, "": 1}, "5": {"": 1}}
