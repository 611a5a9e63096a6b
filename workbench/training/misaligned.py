"""Misaligned spans: every one that no token edge fits, with what could be done about it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.core.json import Json
from workbench.training.notation import json_line
from workbench.training.views.batch import Batch, Mask, Numbers
from workbench.training.views.runs import INSIDE
from workbench.training.views.scene import Scene


def misaligned_lines(scene: Scene) -> Iterator[bytes]:
    """One line of JSON a fragment: where it is, and where it would be if it were grown or shrunk to whole tokens."""
    runs, spans, batch = scene.runs, scene.spans, scene.batch
    at = np.flatnonzero(runs.state == INSIDE)
    document = spans.document[runs.span[at]]
    ranges = np.stack((runs.start[at], runs.end[at], *_snapped(batch, runs.start[at], runs.end[at])), 1)
    ranges -= batch.base[document][:, None]
    said = zip(document.tolist(), spans.n[runs.span[at]].tolist(), spans.name[runs.span[at]].tolist(), strict=True)
    encode = json_line().encode
    for (d, n, name), edges in zip(said, ranges.tolist(), strict=True):
        yield encode(_line(batch, d, n, scene.lens.names[name], edges)) + b"\n"


def _snapped(batch: Batch, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The ranges grown to the tokens they touch, and shrunk to those they hold (start not before end: none)."""
    first, last = batch.covering(start, end)
    later: Mask = batch.starts[first] < start
    sooner: Mask = batch.ends[last - 1] > end
    inner, outer = first + later, last - sooner
    held = inner < outer
    left = np.where(held, batch.starts[np.minimum(inner, batch.tokens - 1)], start)
    right = np.where(held, batch.ends[outer - 1], start)
    return batch.starts[first], batch.ends[last - 1], left, right


def _line(batch: Batch, document: int, n: int, label: str, edges: list[int]) -> dict[str, Json]:
    text = batch.texts[document].body
    start, end, *snapped = edges
    return {
        "document": batch.picks[document].name,
        "span": f"s{n}",
        "label": label,
        "start": start,
        "end": end,
        "text": text[start:end],
        "expand": _range(text, *snapped[:2]),
        "contract": _range(text, *snapped[2:]),
    }


def _range(text: str, start: int, end: int) -> Json:
    return None if start >= end else {"start": start, "end": end, "text": text[start:end]}
