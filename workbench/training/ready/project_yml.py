"""The project: ``project.yml``, with which ``spacy project run all`` checks the data, trains and evaluates, offline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Final

from workbench.training.configs import linking
from workbench.training.gold import Gold
from workbench.training.ready.components import KB, Component
from workbench.training.ready.shortage import DEBUGGED

ENTITIES: Final = "kb/entities.jsonl"
SHORTAGE: Final = "too-small.txt"
"""The sentences of :func:`~workbench.training.ready.shortage.shortage`, a line each; only where there are any."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the project: what it runs, what it needs and what it leaves."""

    name: str
    help: str
    script: str
    deps: Sequence[str] = ()
    outputs: Sequence[str] = ()


def project_yml(
    lang: str, found: Sequence[Component], parts: Mapping[str, Gold], spans_key: str, short: Sequence[str]
) -> str:
    """The text of ``project.yml``; steps that could only fail for want of documents are not in its workflows."""
    trains = parts["train"].documents > 0 and parts["dev"].documents > 0
    debugs = trains and parts["train"].documents >= DEBUGGED
    steps = {c.name: _steps(c, lang, spans_key, debugs) for c in found} if trains else {}
    final = {c.name: _test(c, spans_key) for c in found} if trains and parts["test"].documents else {}
    said = [Step("too-small", " ".join(short), f"python code/say.py {SHORTAGE}", [SHORTAGE])] if short else []
    usual = [step.name for c in found if c.usual for step in steps.get(c.name, [])]
    workflows = {"all": [step.name for step in said] + usual}
    workflows |= {name: [step.name for step in of] for name, of in steps.items()}
    if final:
        workflows["test"] = [final[c.name].name for c in found if c.usual]
    commands = [*said, *(step for of in steps.values() for step in of), *final.values()]
    return _text(short, workflows, commands)


def _steps(component: Component, lang: str, spans_key: str, debugs: bool) -> list[Step]:
    """Check the data, train, evaluate on dev; the entity linker's knowledge base is made first."""
    name, config = component.name, f"configs/{component.name}.cfg"
    deps = [config, "corpus/train", "corpus/dev", *([component.code] if component.code else [])]
    code = f" --code {component.code}" if component.code else ""
    out: list[Step] = []
    if name == linking.NAME:
        script = f"python code/make_kb.py {ENTITIES} corpus/train {KB} --lang {lang}"
        needs = [ENTITIES, "corpus/train", "code/make_kb.py"]
        out.append(Step("knowledge-base", "Make the knowledge base from the registry", script, needs, [KB]))
        deps.append(KB)
    if debugs and component.debug:
        out.append(Step(f"debug-{name}", f"Check the data of {name}", f"python -m spacy debug data {config}", deps))
    model = f"training/{name}"
    script = f"python -m spacy train {config} --output {model} --gpu-id ${{vars.gpu_id}}{code}"
    out.append(Step(f"train-{name}", f"Train {name}", script, deps, [f"{model}/model-best"]))
    return [*out, _evaluation(component, "dev", name, spans_key)]


def _test(component: Component, spans_key: str) -> Step:
    return _evaluation(component, "test", f"test-{component.name}", spans_key)


def _evaluation(component: Component, part: str, metrics: str, spans_key: str) -> Step:
    """Score the best model on a part: by spaCy where spaCy knows the scores, else by ``code/evaluate.py``."""
    name = component.name
    model, corpus, out = f"training/{name}/model-best", f"corpus/{part}", f"metrics/{metrics}.json"
    if component.debug:
        key = f" --spans-key {quote(spans_key)}" if name == "spancat" else ""
        script = f"python -m spacy evaluate {model} {corpus} --output {out}{key}"
    else:
        code = f" --code {component.code}" if component.code else ""
        script = f"python code/evaluate.py {model} {corpus} {out}{code}"
    last = "; do this once, at the end" if part == "test" else ""
    verb = "test" if part == "test" else "evaluate"
    return Step(f"{verb}-{name}", f"Score {name} on {part}{last}", script, [model, corpus], [out])


def _text(short: Sequence[str], workflows: Mapping[str, Sequence[str]], commands: Sequence[Step]) -> str:
    """The project as YAML, every string in quotes (JSON's are YAML's)."""
    lines = [f"# {sentence}" for sentence in short]
    lines += ['title: "Training data written by the annotation workbench"', "vars:", "  gpu_id: -1"]
    lines += ['directories: ["training", "metrics"]', "assets: []", "workflows:"]
    lines += [f"  {name}: {json.dumps(list(steps))}" for name, steps in workflows.items()]
    lines.append("commands:" if commands else "commands: []")
    for step in commands:
        lines += [f"  - name: {json.dumps(step.name)}", f"    help: {json.dumps(step.help, ensure_ascii=False)}"]
        lines += ["    script:", f"      - {json.dumps(step.script, ensure_ascii=False)}"]
        lines += [f"    {key}: {json.dumps(list(of))}" for key in ("deps", "outputs") if (of := getattr(step, key))]
    return "\n".join(lines) + "\n"
