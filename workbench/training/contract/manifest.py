"""The shape of ``manifest.json``: what an export is made of, from what, and how."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from workbench.training.contract.shape import Digest, Number, Shape


class Writer(Shape):
    """How the ``.spacy`` files were written."""

    path: Literal["direct", "doc"] = Field(description="From arrays, or through spaCy's own documents.")
    why: str = Field(description="Why not directly, or why that could not be confirmed; empty where all is as usual.")
    symbols: Digest = Field(description="Of the table of spaCy's reserved symbols that was used.")


class Tokenizers(Shape):
    """Who cut the texts."""

    installed: str = Field(description="The fingerprint of the tokenizer installed at export.")
    documents: dict[str, Number] = Field(description="Documents by the fingerprint of the tokenizer that cut them.")


class SchemaUsed(Shape):
    """The annotation schema."""

    name: str
    version: Number
    sha256: Digest
    finished_under: dict[str, Number] = Field(description="Documents by the version they were finished under.")


class Split(Shape):
    """How documents were divided."""

    unit: str = Field(description="What always stays on one side.")
    salt: str = Field(description="Another salt gives another division.")
    shares: dict[str, float] = Field(description="Of documents, by part.")
    straddling: Number = Field(description="Units that became one after their parts were fixed.")


class Selection(Shape):
    """Whose work was taken."""

    layers: str


class Counts(Shape):
    """What a part or a file holds."""

    documents: Number
    tokens: Number
    missing: Number = Field(description="Tokens about which doc.ents says nothing.")
    ents: Number
    spans: Number = Field(description="Spans of the group that spancat reads.")
    relations: Number


class File(Shape):
    """One file of the export; a corpus file has counts."""

    path: str = Field(description="Relative to the folder, with /.")
    sha256: Digest
    counts: Counts | None = None


class Told(Shape):
    """What one view of the ledger says in sum."""

    view: str
    selected: Number
    written: Number
    dropped: Number


class Books(Shape):
    """The ledger in sum; ``ledger.json`` has it whole."""

    views: list[Told]
    changed: Number
    not_selected: Number


class Manifest(Shape):
    """The manifest of an export of training data."""

    model_config = ConfigDict(protected_namespaces=(), serialize_by_alias=True)

    format: Literal[1] = Field(description="The version of this shape.")
    workbench: str = Field(description="The version of the tool.")
    spacy: str = Field(description="The version of spaCy the export was made for; none where none was installed.")
    writer: Writer
    lang: str
    tokenizer: Tokenizers
    annotation_schema: SchemaUsed = Field(alias="schema")
    labels: dict[str, str] = Field(description="What each span label is called here, by its id.")
    relations: dict[str, str] = Field(description="What each relation label is called here, by its id.")
    defaults: dict[str, str] = Field(description="The value an attribute has where none is written.")
    selection: Selection
    policy: dict[str, str] = Field(description="What becomes of spans, in words.")
    split: Split
    counts: dict[str, Counts] = Field(description="By part: train, dev, test.")
    ledger: Books
    command: list[str] = Field(description="The command line, word by word.")
    files: list[File] = Field(description="Every file but this one.")
