"""What stands beside the corpus: it fits together, says what is too small, and fails nothing for it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import srsly
from weasel.schemas import ProjectConfigSchema, validate

from tests.training import handmade
from workbench.core.ledger import Ledger
from workbench.training.gold import Gold
from workbench.training.policy import Policy
from workbench.training.ready.shortage import DEBUGGED, shortage

SIZES = {"plenty": (DEBUGGED, 20, 20), "few": (12, 3, 0), "no dev": (5, 0, 0), "nothing to train": (0, 2, 0)}


@pytest.fixture(scope="module")
def outs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("ready")
    for name, sizes in SIZES.items():
        handmade.write(folder / name, handmade.made(sizes))
    return {name: folder / name for name in SIZES}


def project(out: Path) -> Any:
    return srsly.read_yaml(out / "project.yml")


@pytest.mark.parametrize("name", SIZES)
def test_every_step_finds_what_it_needs(outs: dict[str, Path], name: str) -> None:
    """weasel refuses a step whose dependency is neither in the folder nor made by an earlier step."""
    told = project(outs[name])
    assert validate(ProjectConfigSchema, told) == []
    commands = {step["name"]: step for step in told["commands"]}
    assert len(commands) == len(told["commands"])
    for workflow, steps in told["workflows"].items():
        there = {
            out for step in told["workflows"]["all"] if workflow == "test" for out in commands[step].get("outputs", [])
        }
        for step in steps:
            for dep in commands[step].get("deps", []):
                assert (outs[name] / dep).exists() or dep in there, (workflow, step, dep)
            there |= set(commands[step].get("outputs", []))


@pytest.mark.parametrize("name", SIZES)
def test_every_script_names_files_that_are_there_or_made(outs: dict[str, Path], name: str) -> None:
    for step in project(outs[name])["commands"]:
        known = {*step.get("deps", []), *step.get("outputs", [])}
        for word in (word for script in step["script"] for word in shlex.split(script)):
            if "/" in word and not word.startswith("training/"):
                assert word in known or (outs[name] / word).is_file(), (step["name"], word)


def test_a_project_of_some_size_debugs_trains_and_evaluates(outs: dict[str, Path]) -> None:
    assert project(outs["plenty"])["workflows"] == {
        "all": [
            *("debug-ner", "train-ner", "evaluate-ner"),
            *("debug-spancat", "train-spancat", "evaluate-spancat"),
            *("train-relation_extractor", "evaluate-relation_extractor"),
        ],
        "ner": ["debug-ner", "train-ner", "evaluate-ner"],
        "spancat": ["debug-spancat", "train-spancat", "evaluate-spancat"],
        "relation_extractor": ["train-relation_extractor", "evaluate-relation_extractor"],
        "textcat_multilabel": ["train-textcat_multilabel", "evaluate-textcat_multilabel"],
        "entity_linker": ["knowledge-base", "train-entity_linker", "evaluate-entity_linker"],
        "test": ["test-ner", "test-spancat", "test-relation_extractor"],
    }


def test_a_small_project_says_so_and_leaves_out_what_could_only_fail(outs: dict[str, Path]) -> None:
    few = project(outs["few"])
    assert few["workflows"]["all"][:3] == ["too-small", "train-ner", "evaluate-ner"]
    assert not [step for step in few["commands"] if "debug" in step["name"]]
    assert "12 of the 100 documents" in (outs["few"] / "too-small.txt").read_text()
    for name in ("few", "no dev", "nothing to train"):
        sentences = (outs[name] / "too-small.txt").read_text().splitlines()
        readme = (outs[name] / "README.md").read_text()
        assert sentences and all(f"- {sentence}" in readme for sentence in sentences)
        assert project(outs[name])["commands"][0]["help"] == " ".join(sentences)
    for name in ("no dev", "nothing to train"):
        assert project(outs[name])["workflows"]["all"] == ["too-small"]
    assert not (outs["nothing to train"] / "configs").exists()


def test_only_what_was_asked_for_is_trained(tmp_path: Path) -> None:
    found = handmade.made((3, 1, 0))
    for gold in found.parts.values():
        gold.rel.clear()
        gold.links = 0
        gold.cats.clear()
    handmade.write(tmp_path / "out", found, Policy())
    assert sorted(path.stem for path in (tmp_path / "out/configs").iterdir()) == ["ner", "spancat"]
    assert set(project(tmp_path / "out")["workflows"]) == {"all", "ner", "spancat"}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, "training part is empty"),
        ({"train": Gold(documents=1)}, "1 of the 100"),
        ({"train": Gold(documents=100)}, "dev part is empty"),
        ({"train": Gold(documents=100), "dev": Gold(documents=7)}, "dev part has 7 documents"),
        ({"train": Gold(documents=100), "dev": Gold(documents=1)}, "dev part has 1 document:"),
        ({"train": Gold(documents=100), "dev": Gold(documents=50)}, "no config for ner"),
    ],
)
def test_each_shortage_has_its_sentence(parts: dict[str, Gold], told: str) -> None:
    assert any(told in sentence for sentence in shortage(parts, Policy()))


def test_labels_that_are_rare_or_unseen_are_named() -> None:
    train, dev = Gold(documents=100), Gold(documents=50)
    train.ents.update({("LAW", 1): 60})
    train.groups["x"] = train.ents + type(train.ents)({("ORG", 2): 3})
    dev.groups["x"] = type(train.ents)({("GPE", 1): 1})
    sentences = shortage({"train": train, "dev": dev}, Policy(spans_key="x"))
    assert any("fewer than 50" in one and one.endswith(": ORG.") for one in sentences)
    assert any("never shows: GPE." in one for one in sentences)
    dev.groups["x"].clear()
    train.groups["x"] = train.ents.copy()
    assert shortage({"train": train, "dev": dev}, Policy(spans_key="x")) == []


def test_the_readme_says_what_was_left_out(outs: dict[str, Path]) -> None:
    readme = (outs["plenty"] / "README.md").read_text()
    assert "2 not asked for: not finished" in readme
    assert "Too small" not in readme
    assert "spans of 1 token, as" in readme
    assert max(len(line) for line in readme.splitlines() if not line.startswith("|")) <= 120
    assert "doc._.rel" in readme
    assert "kb/entities.jsonl" in readme


def test_the_readme_names_losses_by_view_and_reason() -> None:
    from workbench.training.ready.readme import readme

    ledger = Ledger()
    ledger.drop("ents", "span", "LAW", "overlaps a longer span", "page s1")
    ledger.drop("ents", "span", "ORG", "overlaps a longer span", "page s2")
    text = readme("3.8", [], {"train": Gold()}, Policy(discontinuous="covering"), [], ledger, registry=False)
    assert "- ents: 2 × span dropped: overlaps a longer span" in text
    assert "gaps included" in text
    assert "kb/" not in text


def test_the_same_gold_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        handmade.write(tmp_path / name, handmade.made((4, 2, 1)))
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in sorted((tmp_path / name).rglob("*.*"))}
        for name in ("one", "two")
    )
    differing = {name for name in one if one[name] != two.get(name)}
    assert set(one) == set(two) and not {name for name in differing if name.suffix != ".spacy"} - {
        Path("manifest.json")
    }


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (Policy(), "the longest first, then the earliest, then the oldest"),
        (Policy(priority=("EVENT", "LAW")), "EVENT, LAW before others; the longest first"),
        (Policy(ents_group="ACTOR"), "only spans of the group ACTOR, and the tokens of all others are outside"),
        (
            Policy(where=(("mention", "name"), ("mode", "real"), ("mention", "title"))),
            "only spans with mention=name or title and with mode=real, and the tokens of all others are outside",
        ),
    ],
)
def test_the_policy_is_said_as_the_views_read_it(policy: Policy, told: str) -> None:
    assert told in policy.ents() and policy.to_json()["ents"] == policy.ents()
