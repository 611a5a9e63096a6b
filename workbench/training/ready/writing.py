"""Writing what makes an export ready: labels, configs, code, the project, the registry and the README."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Final

from workbench.core.entity import Entity
from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.training.folder import Folder
from workbench.training.gold import Gold
from workbench.training.policy import Policy
from workbench.training.ready.components import Component, components
from workbench.training.ready.knowledge import knowledge_lines
from workbench.training.ready.project_yml import ENTITIES, SHORTAGE, project_yml
from workbench.training.ready.readme import readme
from workbench.training.ready.shortage import shortage

CODE: Final = ("evaluate.py", "make_kb.py", "relations.py", "say.py")
"""The files of ``workbench/training/code`` that go along, as they are."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the files beside the corpus are made from.

    Attributes:
        lang: the language of the pipeline.
        parts: the numbers of train, dev and test.
        policy: what was asked of the views.
        entities: the whole registry, merged ones included.
        ledger: the finished ledger.
    """

    lang: str
    parts: Mapping[str, Gold]
    policy: Policy
    entities: Collection[Entity]
    ledger: Ledger


def write_ready(folder: Folder, told: Told) -> list[Component]:
    """Write everything beside the corpus but ledger and manifest; returns what can be trained."""
    parts = {part: told.parts.get(part, Gold()) for part in ("train", "dev", "test")}
    found = components(told.lang, parts["train"], told.policy, registry=bool(told.entities))
    for component in found:
        folder.write(f"configs/{component.name}.cfg", component.config)
        if component.labels is not None:
            folder.write(f"labels/{component.name}.json", pretty(component.labels))
    for name in CODE:
        folder.write(f"code/{name}", (files("workbench.training") / "code" / name).read_bytes())
    if told.entities:
        folder.write(ENTITIES, knowledge_lines(told.entities))
    short = shortage(parts, told.policy)
    if short:
        folder.write(SHORTAGE, "".join(sentence + "\n" for sentence in short))
    folder.write("project.yml", project_yml(told.lang, found, parts, told.policy.spans_key, short))
    text = readme(spacy_version(), found, parts, told.policy, short, told.ledger, registry=bool(told.entities))
    folder.write("README.md", text)
    return found


def spacy_version() -> str:
    """The version of the installed spaCy, without importing it; ``none`` where there is none."""
    try:
        return version("spacy")
    except PackageNotFoundError:
        return "none"


def pretty(value: Json) -> str:
    """JSON for people: indented, in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
