"""The README of an export: what is in it and how to train on it."""

from __future__ import annotations

from collections.abc import Iterable

_TEXT = """\
# spaCy training data

{counts}

Train here, in this folder (a minute on a CPU for some hundred documents):

```
{commands}
```

`max_steps` in the config is small so that the first run ends soon; raise it (and `patience`) for a model you mean
to use. spaCy must cut text as the tokenizer of `manifest.json` does: its fingerprint and spaCy's version stand there.

| file | what |
|---|---|
| `corpus/` | `DocBin` files by part; documents that resemble each other stand on one side |
| `labels/` | labels by component, as `spacy init labels` writes them; the configs insist on them |
| `configs/` | a config a component |
| `ledger.json` | what each view was asked to carry, carried, dropped and changed, and why |
| `misaligned.jsonl` | spans that start or end inside a token, and where they would stand grown or shrunk |
| `manifest.json` | versions, selection, split, counts and the SHA-256 of every file |

## What a document carries

- `doc.ents`: spans that do not overlap; where some do, the longest wins, then the earliest, then the oldest. Tokens
  that only a dropped span covers, and tokens of skip zones (captions, bylines), are *missing*, not outside.
- `doc.spans["sc"]`: every span that stands on whole tokens, with its id (`s12`) and the id of its first link.
  A discontinuous span is one span a fragment (`s12.1`, `s12.2`). There is no *missing* here: what is unlabelled in a
  skip zone counts as negative.
- `doc.cats`: 1.0 and 0.0 for document labels that were decided; others are absent.
- `doc.user_data["ann"]`: everything, as plain JSON values: spans with code-point offsets, attributes, links and notes,
  relations (`head` and `child` name spans), document labels. An attribute that is not there has its default.
"""


def readme(counts: dict[str, int], components: Iterable[str]) -> str:
    """The README for an export with so many documents a part and these configs."""
    told = ", ".join(f"{n} documents in {part}" for part, n in counts.items() if n) or "No documents"
    commands = "\n".join(f"python -m spacy train configs/{name}.cfg --output model-{name}" for name in components)
    return _TEXT.format(counts=told + ".", commands=commands or "# nothing to train: dev or train is empty")
