"""Encrypting the file of a casebook with a passphrase (SQLCipher), and making it plain again.

The new file takes the place of the old one only when it is whole and was read again; then the old one is overwritten.
No casebook of the folder may be open in the same program meanwhile; other programs are kept out by a lock.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.casebook.files import (
    being_erased,
    being_made,
    casebook_file,
    erase,
    is_there,
    looks_damaged,
    looks_encrypted,
    make_private,
    overwrite,
    sweep,
    sync_file,
    sync_folder,
)
from qualifier.casebook.marks import OURS
from qualifier.casebook.names import keepable
from qualifier.knowledge.faults import FaultsFound, Place, fault, shown_path
from qualifier.knowledge.places import is_file

if TYPE_CHECKING:
    import sqlite3

_PATIENCE = 5.0


def good_passphrase(given: str, place: Place) -> str:
    """Return a passphrase as it is used: accents composed, since keyboards differ in how they type them.

    Args:
        given: as it was typed.
        place: the casebook.

    Raises:
        FaultsFound: it is empty, or cannot be written.
    """
    if not given:
        raise FaultsFound([fault("passphrase_empty", place)])
    keepable(place, given)
    return unicodedata.normalize("NFC", given)


def is_encrypted(folder: Path) -> bool:
    """Tell whether the casebook of a folder is encrypted; it is not when there is none."""
    file = casebook_file(folder)
    return is_file(file) and looks_encrypted(file)


def encrypt(folder: Path, passphrase: str, url: str | None = None, *, patience: float = _PATIENCE) -> None:
    """Encrypt the casebook of a folder; killed at any instant, it is there whole, plain or encrypted.

    Args:
        folder: where its file is.
        passphrase: what will open it; nobody can find it again.
        url: the address of a database, if the casebook is in one: it is not encrypted from here.
        patience: how long to wait for other programs, in seconds.

    Raises:
        FaultsFound: it is not encrypted, and untouched.
    """
    file, place = convertible(folder, url)
    if looks_encrypted(file):
        raise FaultsFound([fault("encryption_there", place)])
    _convert(file, place, None, good_passphrase(passphrase, place), patience)


def decrypt(folder: Path, passphrase: str, url: str | None = None, *, patience: float = _PATIENCE) -> None:
    """Make the casebook of a folder plain again; killed at any instant, it is there whole, encrypted or plain.

    Args:
        folder: where its file is.
        passphrase: what opens it.
        url: the address of a database, if the casebook is in one.
        patience: how long to wait for other programs, in seconds.

    Raises:
        FaultsFound: it is not made plain, and untouched.
    """
    file, place = convertible(folder, url)
    if not looks_encrypted(file):
        raise FaultsFound([fault("encryption_absent", place)])
    _convert(file, place, good_passphrase(passphrase, place), None, patience)


def convertible(folder: Path, url: str | None) -> tuple[Path, Place]:
    """Return the file of a casebook, which may be encrypted or made plain, and its place.

    Args:
        folder: where its file is.
        url: the address of a database, if the casebook is in one.

    Raises:
        FaultsFound: the casebook is in a database, there is none, or it is damaged.
    """
    if url is not None:
        raise FaultsFound([fault("encryption_not_here")])
    file = casebook_file(folder)
    place = Place(shown_path(file))
    if not is_there(file) or file.stat().st_size == 0:
        raise FaultsFound([fault("casebook_empty", place)])
    if looks_damaged(file):
        raise FaultsFound([fault("casebook_damaged", place)])
    return file, place


def _convert(file: Path, place: Place, before: str | None, after: str | None, patience: float) -> None:
    from qualifier.casebook.sqlite import connected_by, library
    from qualifier.casebook.troubles import told

    cipher = library(key="")
    with told(place, file, cipher.Error), closing(connected_by(cipher, file, before, patience)) as old:
        if old.execute("PRAGMA application_id").fetchone() != (OURS,):
            raise FaultsFound([fault("casebook_foreign", place)])
        _keep_others_out(old)
        sweep(file)
        new = being_made(file)
        try:
            make_private(new)
            _export(old, new, after)
            with closing(connected_by(cipher, new, after, patience)) as read_again:
                _check_same(old, read_again, place)
                read_again.execute("PRAGMA journal_mode=WAL")
            sync_file(new)
            _put_in_place(file, new, old)
        finally:
            erase(new)


def _keep_others_out(old: sqlite3.Connection) -> None:
    """Bring the log home, which needs that no other program has the file open, and let none open it from now on."""
    old.execute("PRAGMA journal_mode=DELETE")
    old.execute("PRAGMA locking_mode=EXCLUSIVE")
    old.execute("BEGIN EXCLUSIVE")
    old.execute("COMMIT")


def _export(old: sqlite3.Connection, new: Path, key: str | None) -> None:
    old.execute("ATTACH DATABASE ? AS new KEY ?", (str(new), key or ""))
    # What is half written when the program is killed is thrown away: it needs no way back.
    old.execute("PRAGMA new.journal_mode=OFF")
    old.execute("SELECT sqlcipher_export('new')")
    old.execute(f"PRAGMA new.application_id={OURS}")
    old.execute("DETACH DATABASE new")


def _check_same(old: sqlite3.Connection, new: sqlite3.Connection, place: Place) -> None:
    """Check that two files hold the same tables and the same rows."""
    tables = "SELECT name, sql FROM sqlite_master ORDER BY name, sql"
    names = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [f'SELECT * FROM "{name}" ORDER BY rowid' for name in names]  # noqa: S608 - names of our own tables
    same = (one == other for query in (tables, *rows) for one, other in _both(old, new, query))
    if new.execute("PRAGMA integrity_check").fetchall() != [("ok",)] or not all(same):
        raise FaultsFound([fault("casebook_damaged", place)])


def _both(old: sqlite3.Connection, new: sqlite3.Connection, query: str) -> zip_longest[tuple[object, object]]:
    return zip_longest(old.execute(query), new.execute(query))


def _put_in_place(file: Path, new: Path, old: sqlite3.Connection) -> None:
    """Give a file the place of another, which is overwritten."""
    was = being_erased(file)
    if os.name == "nt":
        # Windows replaces no file that is open.
        old.close()
    try:
        # A second name for what is to be erased, to find it by if the program is killed before the end.
        was.hardlink_to(file)
    except OSError:
        _replace_and_overwrite(file, new)
        return
    new.replace(file)
    sync_folder(file.parent)
    erase(was)


def _replace_and_overwrite(file: Path, new: Path) -> None:
    handle = os.open(file, os.O_WRONLY)
    try:
        new.replace(file)
        sync_folder(file.parent)
        overwrite(handle)
    finally:
        os.close(handle)
