"""Hugging Face rows as Parquet, tags as numbers with their names in the file; needs the extra ``parquet``.

What numbers mean stands in the file's own metadata under ``huggingface``, where the ``datasets`` library looks for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import count
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.core.json import canonical
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document
from workbench.formats.format import Sink, WriteOptions
from workbench.formats.huggingface import CAPABILITY
from workbench.formats.huggingface.writing import Tagged, tagged
from workbench.formats.tagging import places, scheme

METADATA: Final = b"huggingface"


class _Parquet:
    """Writes it."""

    name = "parquet"
    title = "Hugging Face rows as Parquet"
    suffix = ".parquet"
    capability = CAPABILITY

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write a row a document; every label of the project has its numbers, used or not.

        Raises:
            Fault: where the extra is not installed, or for a scheme that is not known.
        """
        chosen = scheme(options.scheme)
        rows = [tagged(document, chosen) for document in documents]
        labels = sorted({*options.labels, *(tag[2:] for row in rows for tag in row.ner_tags if tag != "O")})
        data = _bytes(rows, ["O", *(f"{place}-{label}" for label in labels for place in places(chosen))])
        with sink.file("annotations.parquet") as out:
            out.write(data)


def _bytes(rows: list[Tagged], names: list[str]) -> bytes:
    pa, pq = _arrow()
    numbers = dict(zip(names, count()))
    columns = {
        "id": pa.array([row.id for row in rows], pa.string()),
        "tokens": pa.array([row.tokens for row in rows], pa.list_(pa.string())),
        "ner_tags": pa.array([[numbers[tag] for tag in row.ner_tags] for row in rows], pa.list_(pa.int64())),
    }
    table = pa.table(columns).replace_schema_metadata({METADATA: canonical(_features(names))})
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def _features(names: list[str]) -> dict[str, Any]:
    """The description of the columns as ``datasets`` writes it."""
    text = {"dtype": "string", "_type": "Value"}
    tags = {"feature": {"names": names, "_type": "ClassLabel"}, "_type": "Sequence"}
    return {"info": {"features": {"id": text, "tokens": {"feature": text, "_type": "Sequence"}, "ner_tags": tags}}}


def _arrow() -> tuple[Any, Any]:
    """The library, which an extra brings.

    Raises:
        Fault: where it is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        cure = "Install the workbench with the extra parquet: pip install 'annotation-workbench[parquet]'"
        raise Fault("Parquet needs the library pyarrow", cure) from None
    return pyarrow, parquet


FORMAT: Final = _Parquet()
