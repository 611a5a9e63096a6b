"""The registry: every format by its name; a format's module is imported when somebody asks for it, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final, NamedTuple, cast

from workbench.core.fault import Fault
from workbench.formats.format import Reader, Writer


class Entry(NamedTuple):
    """A format: its name, what it is in words, the module of its ``FORMAT``, and whether it is read and written."""

    name: str
    title: str
    module: str
    reads: bool = True
    writes: bool = True


TABLE: Final = (
    Entry(
        "workbench",
        "the project's own JSONL (`export jsonl` writes it)",
        "workbench.formats.jsonl.exchanged",
        writes=False,
    ),
    Entry("prodigy", "Prodigy JSONL", "workbench.formats.prodigy"),
    Entry("doccano", "doccano JSONL", "workbench.formats.doccano"),
    Entry("labelstudio", "Label Studio JSON", "workbench.formats.labelstudio"),
    Entry("brat", "brat standoff", "workbench.formats.brat"),
    Entry("conll", "CoNLL, a token a line", "workbench.formats.conll"),
    Entry("conllu", "CoNLL-U with entities", "workbench.formats.conllu"),
    Entry("csv", "CSV or TSV of spans and relations", "workbench.formats.csvrows"),
    Entry("webannotsv", "WebAnno TSV 3", "workbench.formats.webannotsv"),
    Entry("casjson", "UIMA CAS JSON", "workbench.formats.casjson"),
    Entry("xmi", "UIMA CAS XMI", "workbench.formats.xmi"),
    Entry("huggingface", "Hugging Face rows of tokens and tags", "workbench.formats.huggingface"),
    Entry("parquet", "Hugging Face rows as Parquet", "workbench.formats.huggingface.parquet", reads=False),
    Entry("gliner", "GLiNER JSON", "workbench.formats.gliner"),
    Entry("dygie", "DyGIE++ JSONL", "workbench.formats.dygie"),
    Entry("docred", "DocRED JSON", "workbench.formats.docred"),
    Entry("spacy", "spaCy's own corpora (`export spacy` writes them)", "workbench.formats.spacy_json", writes=False),
    Entry("slate", "SLATE", "workbench.formats.slate", writes=False),
    Entry("bioc", "BioC", "workbench.formats.bioc", writes=False),
    Entry("pubtator", "PubTator", "workbench.formats.pubtator", writes=False),
    Entry("gatejson", "GATE bdocjs", "workbench.formats.gatejson", writes=False),
    Entry("gatexml", "GATE XML", "workbench.formats.gatexml", writes=False),
    Entry("w3c", "W3C Web Annotations", "workbench.formats.w3c", writes=False),
    Entry("presidio", "Presidio samples", "workbench.formats.presidio", writes=False),
    Entry("spanindex", "CSV of character indices", "workbench.formats.spanindex", writes=False),
)
"""Every format, those that people ask for most first. ``spacy`` is written by the training room."""


def readers() -> Iterator[Reader]:
    """Every format that is read, in the table's order."""
    return (cast(Reader, _loaded(entry)) for entry in TABLE if entry.reads)


def reader(name: str) -> Reader:
    """The reader of this name.

    Raises:
        Fault: where there is none.
    """
    return cast(Reader, _loaded(_found(name, [entry for entry in TABLE if entry.reads], "read")))


def writer(name: str) -> Writer:
    """The writer of this name.

    Raises:
        Fault: where there is none.
    """
    return cast(Writer, _loaded(_found(name, [entry for entry in TABLE if entry.writes], "written")))


def _found(name: str, entries: list[Entry], done: str) -> Entry:
    names = [entry.name for entry in entries]
    if name in names:
        return entries[names.index(name)]
    near = get_close_matches(name, names, 1)
    cure = f"Did you mean {near[0]}?" if near else "`workbench formats` lists them"
    raise Fault(f"There is no format {name} that can be {done}", cure)


def _loaded(entry: Entry) -> Any:
    return import_module(entry.module).FORMAT
