"""Compare, in a process of its own: what a spaCy model says of documents, or what stands in ``.spacy`` files.

``python -m workbench.training.compare_reading model FOLDER`` reads a JSON line of words and spaces for each document
from stdin; ``… files LANG PATH…`` reads the files. Either prints a JSON line for each document, with code points.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc


def main() -> None:
    """Read what the command line names."""
    how, *rest = sys.argv[1:]
    for said in _by_model(*rest) if how == "model" else _in_files(*rest):
        sys.stdout.write(json.dumps(said) + "\n")


def _by_model(folder: str) -> Iterator[dict[str, Any]]:
    import spacy

    nlp = spacy.load(folder)
    metas = [nlp.get_pipe_meta(name) for name in nlp.pipe_names]
    flat = any("doc.ents" in meta.assigns for meta in metas)
    lines = map(json.loads, sys.stdin)
    docs = (spacy.tokens.Doc(nlp.vocab, words=line["words"], spaces=line["spaces"]) for line in lines)
    for doc in nlp.pipe(docs):
        yield _said(doc, flat)


def _in_files(lang: str, *paths: str) -> Iterator[dict[str, Any]]:
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank(lang).vocab
    for path in paths:
        for doc in DocBin().from_disk(path).get_docs(vocab):
            yield _said(doc, doc.has_annotation("ENT_IOB"))


def _said(doc: Doc, flat: bool) -> dict[str, Any]:
    """What one document says; ``ents`` is None where nothing could have set them."""
    data: Any = doc.user_data.get("ann") or {}
    text = doc.text
    return {
        "doc": data.get("doc"),
        "sha256": sha256(text.encode()).hexdigest(),
        "ents": [[ent.label_, ent.start_char, ent.end_char] for ent in doc.ents] if flat else None,
        "groups": {
            key: [[span.label_, span.start_char, span.end_char] for span in doc.spans[key]] for key in doc.spans
        },
    }


if __name__ == "__main__":
    main()
