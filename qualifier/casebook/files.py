"""The files of a casebook kept in a folder: their names, what may be left beside them, and erasing one for good.

Nothing here knows what a database is.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from qualifier.knowledge.places import private_folder

NAME = "casebook.sqlite3"
PLAIN = b"SQLite format 3\0"
# Both kinds of file are made of pages of this size; an encrypted one has no other outward sign.
PAGE = 4096
_CHUNK = 1 << 20


def casebook_file(folder: Path) -> Path:
    """Return the file that the casebook of a folder is kept in; where it leads when it is a link."""
    return (folder / NAME).resolve()


def before_migration(file: Path) -> Path:
    """Return the name of the copy kept while the tables are brought up to date."""
    return file.with_name(f".{file.name}.before-update")


def being_made(file: Path) -> Path:
    """Return the name of the file that will take the place of the casebook."""
    return file.with_name(f".{file.name}.being-made")


def being_erased(file: Path) -> Path:
    """Return the name of what the casebook was, while it is erased."""
    return file.with_name(f".{file.name}.being-erased")


def is_there(file: Path) -> bool:
    """Tell whether a file is there; one that may not be looked at counts as there, and opening it will tell more."""
    try:
        return file.exists()
    except OSError:
        return True


def make_private(file: Path) -> None:
    """Make an empty file that only its owner can read, unless there is one; the database gives its own the same rights.

    Args:
        file: the file; when it is there, others lose the right to read it.

    Raises:
        OSError: it cannot be made.
    """
    private_folder(file.parent)
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            with suppress(PermissionError):
                file.chmod(0o600)
    else:
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can do it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(file: Path) -> None:
    """Have the content of a file on disk."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def looks_encrypted(file: Path) -> bool:
    """Tell whether a file may be an encrypted casebook: whole pages, without the usual beginning or an empty one."""
    with file.open("rb") as opened:
        start = opened.read(len(PLAIN))
    return start != PLAIN and any(start) and file.stat().st_size % PAGE == 0


def looks_damaged(file: Path) -> bool:
    """Tell whether a file can be no casebook, neither plain nor encrypted, nor one that was only just begun."""
    size = file.stat().st_size
    if size == 0:
        log = file.with_name(f"{file.name}-wal")
        return log.exists() and log.stat().st_size > 0
    with file.open("rb") as opened:
        return opened.read(len(PLAIN)) != PLAIN and not looks_encrypted(file)


def overwrite(handle: int) -> None:
    """Fill an opened file with zeros, on disk; its length stays, so that whoever has it open sees no empty casebook."""
    left = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(handle, bytes(min(left, _CHUNK)))
    os.fsync(handle)


def erase(file: Path) -> None:
    """Overwrite a file with zeros, then remove it; nothing happens when there is none.

    Raises:
        OSError: it could not be done.
    """
    with suppress(FileNotFoundError):
        handle = os.open(file, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            overwrite(handle)
        finally:
            os.close(handle)
        file.unlink()


def sweep(file: Path) -> None:
    """Erase what a program that was killed left beside a casebook which is whole.

    Raises:
        OSError: it could not be done.
    """
    made = [before_migration(file), being_made(file), being_erased(file)]
    beside = [one.with_name(one.name + end) for one in made for end in ("", "-journal", "-wal", "-shm")]
    for left in (*beside, file.with_name(f"{file.name}-journal")):
        if left.exists():
            # Killed before the new file took its place, the old name leads to the casebook itself.
            if left.samefile(file):
                left.unlink()
            else:
                erase(left)
