"""A glance into the plain file of a casebook of today, for what is shown at once: the last cases, the last answers.

Importing what `book.py` needs takes ten times as long as reading a few rows. Whatever is not plain and simple here
(encrypted, older, damaged, busy) is left to `open_casebook`, which deals with it or tells it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from qualifier.casebook.files import casebook_file
from qualifier.casebook.marks import HEAD, OURS
from qualifier.casebook.values import CaseLine, Viewpoint, case_line, moment_of, viewpoint_of

Made = TypeVar("Made")

_LINES = """
SELECT id, name, note, begun, changed,
    (SELECT count(*) FROM casebook_viewpoints WHERE case_id = casebook_cases.id),
    (SELECT count(*) FROM casebook_viewpoints WHERE case_id = casebook_cases.id AND finished = 0),
    (SELECT outcome FROM casebook_verdicts
        JOIN casebook_viewpoints ON casebook_viewpoints.id = viewpoint_id
        WHERE case_id = casebook_cases.id ORDER BY casebook_verdicts.id DESC LIMIT 1)
FROM casebook_cases ORDER BY changed DESC, id DESC LIMIT ?
"""
_LATEST = """
SELECT casebook_viewpoints.*, casebook_cases.name
FROM casebook_viewpoints JOIN casebook_cases ON casebook_cases.id = case_id
ORDER BY casebook_viewpoints.changed DESC, casebook_viewpoints.id DESC LIMIT 1
"""


def last_cases(folder: Path, most: int) -> tuple[CaseLine, ...] | None:
    """Return the cases changed last, as `Casebook.cases` does; None when the casebook has to be opened for it.

    Args:
        folder: where the file of the casebook is.
        most: how many cases at most.
    """
    return _read(folder, _LINES, (most,), lambda row: case_line(_with_moments(row, 3, 4)))


def latest(folder: Path) -> tuple[tuple[Viewpoint, str], ...] | None:
    """Return what `Casebook.latest` does with the name of its case, or nothing; None when it has to be opened for it.

    Args:
        folder: where the file of the casebook is.
    """
    return _read(folder, _LATEST, (), lambda row: (viewpoint_of(_with_moments(row[:-1], 4, 5)), str(row[-1])))


def _read(
    folder: Path, query: str, values: tuple[int, ...], made: Callable[[tuple[Any, ...]], Made]
) -> tuple[Made, ...] | None:
    try:
        uri = f"{casebook_file(folder).as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as connection:
            if connection.execute("PRAGMA application_id").fetchone() != (OURS,):
                return None
            if connection.execute("SELECT version_num FROM casebook_schema").fetchall() != [(HEAD,)]:
                return None
            return tuple(made(row) for row in connection.execute(query, values))
    except (sqlite3.Error, OSError, TypeError, OverflowError):
        return None


def _with_moments(row: tuple[Any, ...], *ranks: int) -> list[Any]:
    return [moment_of(value) if rank in ranks else value for rank, value in enumerate(row)]
