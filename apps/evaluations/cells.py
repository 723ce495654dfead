"""Columns of rows on their way into the database and into the digest: each value written as text once."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

import numpy as np

NULL, COPIED_NULL = "null", "\\N"
ESCAPED = re.compile(r"[\\\t\n\r]")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Cells:
    """One column of some rows. values: as a prepared INSERT takes them; texts: as JSON writes them."""

    values: Sequence[Any]
    texts: Sequence[str]

    @property
    def copied(self) -> Sequence[str]:
        """As COPY reads them: \\N is NULL, and what would end a cell or a row is escaped."""
        return self.texts


class Sparse(Cells):
    """Numbers that not everybody has."""

    @property
    def copied(self) -> Sequence[str]:
        return [COPIED_NULL if text == NULL else text for text in self.texts]


class Blank(Sparse):
    """Numbers that nobody has."""


class Words(Cells):
    """Texts, which JSON quotes and COPY does not."""

    @property
    def copied(self) -> Sequence[str]:
        return escaped(self.values)


class Structures(Cells):
    """JSON columns: written the same everywhere, but for what COPY escapes."""

    @property
    def copied(self) -> Sequence[str]:
        return escaped(self.texts)


def escaped(texts: Sequence[str]) -> Sequence[str]:
    """Texts for COPY; hardly any holds what must be escaped, so all are looked through at once."""
    return [text.translate(ESCAPES) for text in texts] if ESCAPED.search("".join(texts)) else texts


def numbers(column: np.ndarray, known: np.ndarray | None = None) -> Cells:
    """Whole numbers, None where `known` says that there is none."""
    if known is None or known.all():
        values = column.tolist()
        return Cells(values, list(map(str, values)))
    if not known.any():
        return Blank([None] * len(column), [NULL] * len(column))
    given = known.tolist()
    values = [value if is_known else None for value, is_known in zip(column.tolist(), given, strict=True)]
    return Sparse(values, [NULL if value is None else str(value) for value in values])


def flags(column: np.ndarray) -> Cells:
    """Yes or no; 1 or 0 for SQLite, whose driver asks of every other type how to write it."""
    values = column.astype(np.int8).tolist()
    return Cells(values, ["true" if value else "false" for value in values])


def words(texts: Sequence[str]) -> Words:
    """Names and other texts."""
    return Words(texts, list(map(encode_basestring, texts)))


def lists(matrix: np.ndarray) -> Structures:
    """A JSON list of whole numbers a row."""
    rows, columns = matrix.shape
    line = "[" + ",".join(["%d"] * columns) + "]"
    texts = ("\n".join([line] * rows) % tuple(matrix.ravel().tolist())).split("\n") if rows else []
    return Structures(texts, texts)


def structures(values: Sequence[Any]) -> Structures:
    """Any JSON."""
    texts = list(map(encode, values))
    return Structures(texts, texts)


def repeated(value: int, rows: int) -> Cells:
    """The same number in every row."""
    return Cells([value] * rows, [str(value)] * rows)


def empty(rows: int) -> Structures:
    """An empty JSON object in every row."""
    texts = ["{}"] * rows
    return Structures(texts, texts)
