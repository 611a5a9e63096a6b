"""The README of an export, in plain words: what is in it, what was left out and why, and how to train on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill
from typing import Any, Final

from workbench.core.ledger import Ledger
from workbench.training.configs import relation
from workbench.training.configs.effort import STREAMED, Effort
from workbench.training.configs.suggester import span_range
from workbench.training.gold import Gold, labels, sizes, spans
from workbench.training.policy import Policy
from workbench.training.ready.components import INCORRECT, Component

WIDTH: Final = 120
_WHOLE: Final[dict[str, Any]] = {"break_long_words": False, "break_on_hyphens": False}

_HEAD: Final = """\
# spaCy training data

{counts}

{short}\
## Train

In this folder, with spaCy {spacy} (nothing is downloaded):

```
python -m spacy project run all
```

{trains}

{effort}

The test part is for the end: `python -m spacy project run test`, once.

spaCy must cut text as it was cut here, or spans are lost without a word while training: `manifest.json` has the
fingerprint of the tokenizer, and `workbench export spacy --verify` compares every token.
"""

_FILES: Final = """\
## Files

| file | what |
|---|---|
| `corpus/train`, `dev`, `test` | `DocBin` files; documents that resemble each other stand on one side |
| `labels/` | labels by component, as `spacy init labels` writes them; the configs insist on them |
| `configs/` | a config a component |
| `project.yml` | the steps: check the data, train, evaluate |
| `code/` | Python that the steps run beside spaCy: relations, the knowledge base, scores |
| `relations/` | all spans and relations, a JSON line a document, for tools that do not read spaCy's files |
{kb}| `ledger.json` | for each view what it was asked to carry, carried, dropped and changed, and why, with places |
| `misaligned.jsonl` | spans that start or end inside a token, and where they would stand grown or shrunk |
| `manifest.json` | versions, selection, policy, split, the command, counts and the SHA-256 of every file |
"""

_KB: Final = (
    "| `kb/entities.jsonl` | the registry of entities; `code/make_kb.py` makes spaCy's knowledge base from it |\n"
)

_CARRIES: Final = """\
## What a document carries

Offsets (`start`, `end`, `at`) count Unicode code points from 0, half-open: `text[start:end]` in Python. Tokens are
spaCy's, stored when the text came in.
"""

_ENTS: Final = (
    "`doc.ents`: spans that do not overlap; {ents}. **Missing is not negative**: tokens of spans that had to be "
    "dropped, of skip zones (captions, bylines), and of spans that too few annotators marked for a majority, are "
    "*missing*, so the model neither learns nor unlearns anything there. Every other token without an entity is "
    "*outside*, which says: this is none. `kb_id_` is the id of the span's first link."
)
_GROUP: Final = (
    '`doc.spans["{key}"]`: every span on whole tokens, overlapping or not, with its id (`s12`) and the id of its first '
    "link. Of discontinuous spans: {split}. A span group knows no *missing*: whatever is unlabelled here is a negative "
    "for spancat, in skip zones too.{suggester}"
)
_CATS: Final = (
    "`doc.cats`: 1.0 and 0.0 for document labels that were decided; those that were not are absent, which is *missing* "
    "for the multilabel categorizer."
)
_ANN: Final = (
    '`doc.user_data["ann"]`: everything, as plain JSON values: spans with offsets, attributes, links and notes; '
    "relations (`head` and `child` name spans); document labels. An attribute that is not there has its default, which "
    "`manifest.json` names."
)
_INCORRECT: Final = f'`doc.spans["{INCORRECT}"]`: suggestions that were rejected; ner learns that they are wrong.'
_COREF: Final = '`doc.spans["coref_clusters_1"]`, `_2`, …: spans with the same links, at least two to a cluster.'
_REL: Final = (
    "`doc._.rel`: `{(head.start, tail.start): {label: 1.0}}`, by the first tokens of two of `doc.ents`, in the form of "
    "explosion's `rel_component`. Relations whose ends are not both there stand in the ledger, and whole in `ann`. "
    f"`{relation.CODE}` registers it."
)


def readme(
    spacy: str,
    found: Sequence[Component],
    parts: Mapping[str, Gold],
    policy: Policy,
    short: Sequence[str],
    ledger: Ledger,
    *,
    registry: bool,
) -> str:
    """The README of an export.

    Args:
        spacy: the version of spaCy that the export was made for.
        found: what can be trained.
        parts: the numbers of train, dev and test.
        policy: what was asked of the views.
        short: what there is too little of.
        ledger: what was dropped, changed and left out.
        registry: whether there are entities to link to.
    """
    train = parts["train"]
    head = _HEAD.format(
        counts=_counts(parts, policy),
        short="".join(["## Too small\n\n", *(f"- {sentence}\n" for sentence in short), "\n"]) if short else "",
        spacy=spacy,
        trains=fill(_trains(found), WIDTH, **_WHOLE),
        effort=fill(_effort(train), WIDTH, **_WHOLE),
    )
    return "\n".join(
        [head, _FILES.format(kb=_KB if registry else ""), _CARRIES, _listed(_carried(parts, policy)), _left_out(ledger)]
    )


def _counts(parts: Mapping[str, Gold], policy: Policy) -> str:
    """A table of what stands where."""
    rows = ["| part | documents | tokens | entities | spans | relations |", "|---|---|---|---|---|---|"]
    for part, gold in parts.items():
        of_group = spans(gold.groups.get(policy.spans_key, Counter()))
        numbers = (gold.documents, gold.tokens, spans(gold.ents), of_group, gold.relations.total())
        rows.append(f"| {part} | " + " | ".join(f"{n:,}" for n in numbers) + " |")
    taught = labels(train.groups.get(policy.spans_key, Counter())) if (train := parts.get("train")) else Counter()
    told = ", ".join(f"{label} {n:,}" for label, n in sorted(taught.items(), key=lambda item: (-item[1], item[0])))
    return "\n".join(rows) + (f"\n\nSpans of the training part by label: {told}." if told else "")


def _trains(found: Sequence[Component]) -> str:
    usual = [f"`{c.name}`" for c in found if c.usual]
    other = [f"`python -m spacy project run {c.name}`" for c in found if not c.usual]
    out = f"This checks the data, trains {' and '.join(usual)}, and writes scores to `metrics/`." if usual else ""
    return out + (f" Also: {', '.join(other)}." if other else "") if found else "There is nothing to train."


def _effort(train: Gold) -> str:
    effort = Effort(train.documents, train.tokens)
    settings = effort.settings()
    told = f"Training ends after {settings['max_steps']:,} steps, or {settings['patience']:,} without a better score."
    if effort.streamed:
        told += f" From {STREAMED:,} tokens on the corpus is streamed (`max_epochs = -1`), in the order of the files."
    return told + " For a model you mean to use, raise both in the config, or begin from a larger pipeline."


def _range(train: Gold, policy: Policy) -> str:
    """What the suggester of spancat proposes."""
    group = train.groups.get(policy.spans_key)
    if not group:
        return ""
    proposed = span_range(sizes(group))
    return f" The config of spancat proposes {proposed.said()}; a span of another length it can never find."


def _carried(parts: Mapping[str, Gold], policy: Policy) -> list[str]:
    """What a document carries, a paragraph each; some only where the export has any."""
    every = list(parts.values())
    suggester = _range(parts["train"], policy)
    out = [
        _ENTS.format(ents=policy.ents()),
        _GROUP.format(key=policy.spans_key, split=policy.split(), suggester=suggester),
        _CATS,
        _ANN,
    ]
    out += [_INCORRECT] if any(gold.groups.get(INCORRECT) for gold in every) else []
    out += [_COREF] if any(gold.clusters for gold in every) else []
    return out + ([_REL] if policy.rel else [])


def _listed(paragraphs: Iterable[str]) -> str:
    """Paragraphs as a Markdown list, in lines of bearable length."""
    return "".join(fill(f"- {one}", WIDTH, subsequent_indent="  ", **_WHOLE) + "\n" for one in paragraphs)


def _left_out(ledger: Ledger) -> str:
    """Everything dropped, changed or not selected, by view and reason."""
    told: Any = ledger.to_json()
    lines = ["## What was left out or changed", ""]
    lines += [f"- {row['n']:,} not asked for: {row['why']}" for row in told["not_selected"]]
    for kind in ("dropped", "changed"):
        lines += _reasons(kind, told[kind])
    if len(lines) == 2:
        lines.append("Nothing.")
    return "\n".join([*lines, "", "Each of them stands in `ledger.json` with its label and the first places."]) + "\n"


def _reasons(kind: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        counts[row["view"], row["what"], row["why"]] += row["n"]
    return [f"- {view}: {n:,} × {what} {kind}: {why}" for (view, what, why), n in sorted(counts.items())]
