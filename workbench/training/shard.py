"""The shard: everything one ``.spacy`` file says, as arrays; what the views make and what both writers write.

No spaCy. Strings stand once, in ``Shard.strings``; labels, link ids and span ids are indices into it, and index 0 is
the empty string.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int32]
    Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of the documents, one after the other.

    Attributes:
        forms: the distinct word forms.
        ids: int32 [tokens], each token's index into ``forms``.
        spaces: bool [tokens], whether one ASCII blank follows the token.
        lengths: int32 [documents], tokens a document; a document may have none.
    """

    forms: Sequence[str]
    ids: Ints
    spaces: Flags
    lengths: Ints


@dataclass(frozen=True, slots=True)
class Marks:
    """Labelled runs of tokens, sorted by document; every array is int32 [marks].

    ``first`` and ``last`` are token indices within the document, half-open; ``label``, ``kb_id`` and ``id`` are indices
    into the shard's strings.
    """

    document: Ints
    first: Ints
    last: Ints
    label: Ints
    kb_id: Ints
    id: Ints

    def __len__(self) -> int:
        return len(self.document)


@dataclass(frozen=True, slots=True)
class Group:
    """A span group: every document has it, even empty, where ``everywhere``; else only those with a mark in it."""

    key: str
    marks: Marks
    everywhere: bool = True


class Packed(bytes):
    """A value of user data that is msgpack already."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What one file holds.

    Attributes:
        words: the tokens.
        strings: every label, link id and span id; ``strings[0]`` is empty.
        ents: marks that do not overlap, for ``doc.ents``.
        missing: bool [tokens], tokens about which ``doc.ents`` says nothing (never inside an ent).
        groups: the span groups, in order.
        cats: one mapping a document.
        user_data: one mapping a document, of plain JSON values (or :class:`Packed` ones); keys are strings or spaCy's
            extension tuples.
        sentence_starts: bool [tokens], or None where sentences are not known.
    """

    words: Words
    strings: Sequence[str]
    ents: Marks
    missing: Flags
    groups: Sequence[Group]
    cats: Sequence[Mapping[str, float]]
    user_data: Sequence[Mapping[Any, Any]] = field(default=())
    sentence_starts: Flags | None = None
