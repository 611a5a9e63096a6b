"""Score a model on a part of the corpus, with every score that its components give, as JSON.

    python code/evaluate.py training/relation_extractor/model-best corpus/dev metrics/relation_extractor.json \
        --code code/relations.py

``spacy evaluate`` leaves out scores that it does not know (of relations and links) and reads every corpus alike; this
reads it as the model's own config reads dev, so that a component that needs gold entities gets them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import spacy
from spacy.util import import_file, registry


def main() -> None:
    """Read the command line, score, write and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--code", type=Path)
    arguments = parser.parse_args()
    if arguments.code:
        import_file("relations", arguments.code)
    told = scores(arguments.model, arguments.corpus)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for name, value in sorted(told.items()):
        if isinstance(value, float):
            print(f"{name:20} {value:.3f}")


def scores(model: Path, corpus: Path) -> dict[str, Any]:
    """The scores of a model on the documents of a file or folder."""
    nlp = spacy.load(model)
    config = nlp.config.copy()
    config["paths"]["dev"] = str(corpus)
    read = registry.resolve(config.interpolate()["corpora"])["dev"]
    told = nlp.evaluate(list(read(nlp)))
    return {name: value for name, value in told.items() if name != "speed"}


if __name__ == "__main__":
    main()
