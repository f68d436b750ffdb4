"""The way in: opening the casebook of a folder or of a database.

Nothing heavy is imported before there is something to open. What a casebook does is in `book.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.casebook.files import casebook_file, is_there, looks_damaged, looks_encrypted, make_private
from qualifier.casebook.marks import HEAD, REVISIONS
from qualifier.casebook.values import CaseLine, KeptVerdict, Record, RecordLine, RulesMark, Viewpoint
from qualifier.knowledge.faults import FaultsFound, Place, fault, shown_path

if TYPE_CHECKING:
    from qualifier.casebook.book import Casebook
    from qualifier.casebook.link import Link

__all__ = ["CaseLine", "Casebook", "KeptVerdict", "Record", "RecordLine", "RulesMark", "Viewpoint", "open_casebook"]

PATIENCE = 5.0


def utc_now() -> dt.datetime:
    """Return the present moment."""
    return dt.datetime.now(dt.UTC)


def open_casebook(
    folder: Path,
    url: str | None = None,
    passphrase: Callable[[], str] | None = None,
    create: bool = True,
    *,
    patience: float = PATIENCE,
    now: Callable[[], dt.datetime] = utc_now,
) -> Casebook | None:
    """Open a casebook, brought up to date if an earlier version made it.

    Args:
        folder: where its file is, unless a database is named.
        url: the address of a PostgreSQL database.
        passphrase: asks for the passphrase; called only when the file is encrypted.
        create: make one when there is none.
        patience: how long to wait for other programs, in seconds.
        now: the clock.

    Returns:
        The casebook, to be closed; None when there is none and none is to be made.

    Raises:
        FaultsFound: it cannot be opened; what was there is untouched.
    """
    if url is not None:
        return _in_database(url, create, patience, now)
    file = casebook_file(folder)
    if not create and not is_there(file):
        return None
    return _in_file(file, passphrase, create, patience, now)


def _in_database(url: str, create: bool, patience: float, now: Callable[[], dt.datetime]) -> Casebook | None:
    from qualifier.casebook.postgresql import DatabaseLink

    return _ready(DatabaseLink(url, patience), create, now)


def _in_file(
    file: Path,
    passphrase: Callable[[], str] | None,
    create: bool,
    patience: float,
    now: Callable[[], dt.datetime],
) -> Casebook | None:
    from qualifier.casebook.sqlite import FileLink
    from qualifier.casebook.troubles import told

    place = Place(shown_path(file))
    with told(place, file):
        make_private(file)
        before = file.stat()
        if looks_damaged(file):
            raise FaultsFound([fault("casebook_damaged", place)])
        encrypted = looks_encrypted(file)
    key = _passphrase(passphrase, place) if encrypted else None
    try:
        link = FileLink(file, key, patience)
        return _ready(link, create, now)
    except FaultsFound:
        # Another program encrypted or decrypted it in between: what was opened is no longer the casebook.
        if is_there(file) and file.stat().st_ino != before.st_ino:
            raise FaultsFound([fault("casebook_busy", place)]) from None
        raise


def _passphrase(ask: Callable[[], str] | None, place: Place) -> str:
    from qualifier.casebook.encryption import good_passphrase

    if ask is None:
        raise FaultsFound([fault("passphrase_needed", place)])
    return good_passphrase(ask(), place)


def _ready(link: Link, create: bool, now: Callable[[], dt.datetime]) -> Casebook | None:
    from qualifier.casebook.book import Casebook

    try:
        there = _with_tables(link, create)
        if there:
            link.settle()
            return Casebook(link, now)
    except BaseException:
        link.close()
        raise
    link.close()
    return None


def _with_tables(link: Link, create: bool) -> bool:
    """Tell whether the tables of today are there, after making them or bringing older ones up to date."""
    with link.reading() as connection:
        found = link.revision(connection)
    if found is None and create:
        link.begin()
    elif found is not None and found not in REVISIONS:
        raise FaultsFound([fault("casebook_newer", link.place)])
    elif found is not None and found != HEAD:
        from qualifier.casebook.upgrading import upgrade

        with link.migrating() as alone:
            upgrade(alone)
    return create or found is not None
