"""A small file of every format, written by hand, with what stands in it by the rules of counting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from workbench.formats.source import Source


@dataclass(frozen=True)
class Small:
    """A file ``main`` among ``files``, and how many documents, spans and relations it holds."""

    format: str
    files: dict[str, bytes]
    main: str
    documents: int
    spans: int
    relations: int

    def source(self) -> Source:
        return source(self.files, self.main)


def source(files: dict[str, bytes], main: str) -> Source:
    """A file among others."""
    among: dict[str, Source] = {}
    for name, data in files.items():
        among[name] = Source(name, lambda data=data: data, among)  # type: ignore[misc]
    return among[main]


def lines(*values: Any) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def _one(format: str, name: str, data: bytes | str, documents: int, spans: int, relations: int = 0) -> Small:
    return Small(format, {name: data.encode() if isinstance(data, str) else data}, name, documents, spans, relations)


TEXT = "Mira met Ben in Oslo."
"""Mira 0–4, met 5–8, Ben 9–12, Oslo 16–20."""
TOKENS = ["Mira", "met", "Ben", "in", "Oslo", "."]

_PRODIGY_TOKENS = [
    {"text": "Mira", "start": 0, "end": 4, "id": 0, "ws": True},
    {"text": "met", "start": 5, "end": 8, "id": 1, "ws": True},
    {"text": "Ben", "start": 9, "end": 12, "id": 2, "ws": True},
    {"text": "in", "start": 13, "end": 15, "id": 3, "ws": True},
    {"text": "Oslo", "start": 16, "end": 20, "id": 4, "ws": False},
    {"text": ".", "start": 20, "end": 21, "id": 5, "ws": False},
]
_MIRA = {"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "PER"}
_BEN = {"start": 9, "end": 12, "token_start": 2, "token_end": 2, "label": "PER"}

SMALL = (
    _one("prodigy", "a.jsonl", lines(
        {"text": TEXT, "_input_hash": 1, "_task_hash": 2, "tokens": _PRODIGY_TOKENS, "spans": [_MIRA, _BEN],
         "relations": [{"head": 0, "child": 2, "head_span": _MIRA, "child_span": _BEN, "label": "MET"}],
         "answer": "accept", "_annotator_id": "set-ana"},
        {"text": "Nobody.", "_input_hash": 3, "_task_hash": 4, "spans": [], "answer": "ignore"},
    ), 2, 2, 1),
    _one("doccano", "a.jsonl", lines(
        {"id": 1, "text": TEXT, "entities": [{"id": 1, "label": "PER", "start_offset": 0, "end_offset": 4},
                                             {"id": 2, "label": "PER", "start_offset": 9, "end_offset": 12}],
         "relations": [{"id": 3, "from_id": 1, "to_id": 2, "type": "MET"}], "Comments": []},
    ), 1, 2, 1),
    _one("doccano", "b.jsonl", lines({"id": 1, "text": TEXT, "label": [[0, 4, "PER"], [16, 20, "LOC"]]}), 1, 2),
    _one("labelstudio", "a.json", json.dumps([{
        "id": 1, "data": {"text": TEXT}, "annotations": [{"id": 2, "completed_by": 3, "result": [
            {"id": "x", "from_name": "label", "to_name": "text", "type": "labels",
             "value": {"start": 0, "end": 4, "text": "Mira", "labels": ["PER"]}},
            {"id": "y", "from_name": "label", "to_name": "text", "type": "labels",
             "value": {"start": 9, "end": 12, "text": "Ben", "labels": ["PER"]}},
            {"from_id": "x", "to_id": "y", "type": "relation", "direction": "right", "labels": ["MET"]},
        ]}],
    }]), 1, 2, 1),
    Small("brat", {
        "a.txt": TEXT.encode(),
        "a.ann": b"T1\tPER 0 4\tMira\nT2\tPER 9 12\tBen\nT3\tMeeting 5 8\tmet\nR1\tMET Arg1:T1 Arg2:T2\n"
                 b"E1\tMeeting:T3 Who:T1\nA1\tPast E1\nN1\tReference T1 Wiki:7\tMira\n#1\tAnnotatorNotes T2\twho?\n"
                 b"*\tEquiv T1 T2\n",
    }, "a.ann", 1, 3, 1),
    _one("conll", "a.conll", "Mira\tB-PER\nmet\tO\nBen\tB-PER\nin\tO\nOslo\tB-LOC\n.\tO\n\nOslo\tB-LOC\n", 1, 4),
    _one("conllu", "a.conllu",
         "# newdoc id = d1\n# global.Entity = GRP-etype\n# sent_id = 1\n# text = Mira met Ben\n"
         "1\tMira\tMira\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-person)\n"
         "2\tmet\tmeet\tVERB\t_\t_\t0\troot\t_\t_\n"
         "3\tBen\tBen\tPROPN\t_\t_\t2\tobj\t_\tEntity=(2-person)\n\n", 1, 2),
    _one("webannotsv", "a.tsv",
         "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n#T_RL=custom.Relation|label|BT_custom.Span\n\n\n"
         "#Text=Mira met Ben\n1-1\t0-4\tMira\tPER\t_\t_\t\n1-2\t5-8\tmet\t_\t_\t_\t\n1-3\t9-12\tBen\tPER\tMET\t1-1\t\n",
         1, 2, 1),
    _one("casjson", "a.json", json.dumps({
        "%TYPES": {
            "custom.Span": {"%NAME": "custom.Span", "%SUPER_TYPE": "uima.tcas.Annotation",
                            "label": {"%NAME": "label", "%RANGE": "uima.cas.String"}},
        },
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
             "sofaString": TEXT},
            {"%ID": 2, "%TYPE": "custom.Span", "@sofa": 1, "begin": 0, "end": 4, "label": "PER"},
        ],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}},
    }), 1, 1),
    Small("xmi", {
        "TypeSystem.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n'
            b'<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>'
            b"<name>custom.Span</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>"
            b"<featureDescription><name>label</name><description/><rangeTypeName>uima.cas.String</rangeTypeName>"
            b"</featureDescription></features></typeDescription></types></typeSystemDescription>\n",
        "a.xmi": b'<?xml version="1.0" encoding="UTF-8"?>\n'
            b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
            b'xmlns:custom="http:///custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
            b'<custom:Span xmi:id="2" sofa="1" begin="0" end="4" label="PER"/>'
            b'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
            b'sofaString="Mira met Ben in Oslo."/><cas:View sofa="1" members="2"/></xmi:XMI>\n',
    }, "a.xmi", 1, 1, 0),
    _one("huggingface", "a.jsonl", lines({
        "id": "0", "tokens": TOKENS, "ner_tags": ["B-PER", "O", "B-PER", "O", "B-LOC", "O"],
    }), 1, 3),
    _one("gliner", "a.json", json.dumps([{"tokenized_text": TOKENS, "ner": [[0, 0, "PER"], [4, 4, "LOC"]]}]), 1, 2),
    _one("dygie", "a.jsonl", lines({
        "doc_key": "d1", "dataset": "x", "sentences": [TOKENS, ["He", "left", "."]],
        "ner": [[[0, 0, "PER"], [2, 2, "PER"]], [[6, 6, "PER"]]],
        "relations": [[[0, 0, 2, 2, "MET"]], []], "clusters": [[[0, 0], [6, 6]]],
    }), 1, 3, 1),
    _one("docred", "a.json", json.dumps([{
        "title": "d1", "sents": [TOKENS],
        "vertexSet": [[{"name": "Mira", "pos": [0, 1], "sent_id": 0, "type": "PER"}],
                      [{"name": "Oslo", "pos": [4, 5], "sent_id": 0, "type": "LOC"}]],
        "labels": [{"h": 0, "t": 1, "r": "P1", "evidence": [0]}],
    }]), 1, 2, 1),
    _one("spacy", "a.json", json.dumps([[TEXT, {"entities": [[0, 4, "PER"], [16, 20, "LOC"]]}]]), 1, 2),
    _one("pubtator", "a.txt",
         "7|t|Mira met Ben.\n7|a|It was in Oslo.\n7\t0\t4\tMira\tPER\tX1\n"
         "7\t24\t28\tOslo\tLOC\tX2\n7\tMET\tX1\tX2\n\n", 1, 2, 1),
    _one("bioc", "a.xml",
         '<?xml version="1.0" encoding="UTF-8"?>\n<collection><source>s</source><date>d</date><key>k</key><document>'
         "<id>1</id><passage><offset>0</offset><text>Mira met Ben in Oslo.</text>"
         '<annotation id="T1"><infon key="type">PER</infon><location offset="0" length="4"/><text>Mira</text>'
         '</annotation><annotation id="T2"><infon key="type">PER</infon><location offset="9" length="3"/>'
         '<text>Ben</text></annotation><relation id="R1"><infon key="type">MET</infon>'
         '<node refid="T1" role="a"/><node refid="T2" role="b"/></relation>'
         "</passage></document></collection>\n", 1, 2, 1),
    _one("gatejson", "a.bdocjs", json.dumps({
        "annotation_sets": {"": {"name": "detached-from:", "annotations": [
            {"type": "PER", "start": 0, "end": 4, "id": 0, "features": {"kind": "x"}}], "next_annid": 1}},
        "text": TEXT, "features": {}, "offset_type": "p", "name": "",
    }), 1, 1),
    _one("gatexml", "a.xml",
         '<?xml version="1.0" encoding="UTF-8"?>\n<GateDocument version="3"><GateDocumentFeatures/>'
         '<TextWithNodes><Node id="0"/>Mira<Node id="4"/> met Ben in Oslo.</TextWithNodes>'
         '<AnnotationSet><Annotation Id="1" Type="PER" StartNode="0" EndNode="4"></Annotation></AnnotationSet>'
         "</GateDocument>\n", 1, 1),
    _one("presidio", "a.json", json.dumps([{
        "full_text": TEXT, "masked": "{{PERSON}} met", "template_id": 1, "metadata": None,
        "spans": [{"entity_type": "PERSON", "entity_value": "Mira", "start_position": 0, "end_position": 4}],
    }]), 1, 1),
    _one("spanindex", "a.csv", 'spans,text\n"[0, 1, 2, 3, 9, 10, 11]",Mira met Ben in Oslo.\n[],Nobody.\n', 2, 2),
    Small("csv", {
        "spans.csv": b"doc_id,annotator,span_id,start,end,label,text\na,ana,1,0,4,PER,Mira\na,ana,2,9,12,PER,Ben\n",
        "relations.csv": b"doc_id,annotator,rel_id,head_id,tail_id,label\na,ana,3,1,2,MET\n",
        "a.txt": TEXT.encode(),
    }, "spans.csv", 1, 2, 1),
    Small("slate", {
        "a.txt": b"Mira met Ben in Oslo .\nShe left .\n",
        "a.txt.annotations": b"(0, 0) - PER\n((0, 2), (0, 4)) - LOC\n(1, 0) - PER\n",
    }, "a.txt.annotations", 1, 3, 0),
    Small("w3c", {
        "a.txt": TEXT.encode(),
        "a.json": json.dumps([
            {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "#m", "type": "Annotation",
             "body": [{"type": "TextualBody", "value": "PER", "purpose": "tagging"}],
             "target": {"selector": [{"type": "TextPositionSelector", "start": 0, "end": 4},
                                     {"type": "TextQuoteSelector", "exact": "Mira"}]}},
        ]).encode(),
    }, "a.json", 1, 1, 0),
)  # fmt: skip
