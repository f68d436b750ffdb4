"""What a database or the disk complains of, as faults: the one place where their errors are read.

The words of a database are told only when nothing better can be said, and never those of a refused connection, which
may hold part of a password.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from qualifier.casebook.tables import Unreadable
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
# The names of SQLite's errors begin so. SQLITE_ERROR: a table or a column of ours is not there.
_SQLITE = (
    (("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"), "casebook_busy"),
    (("SQLITE_READONLY",), "casebook_read_only"),
    (("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"), "casebook_full"),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR"), "casebook_damaged"),
)
# PostgreSQL's: lock not available, deadlock, not serializable; read-only, no right; disk full; damaged, no such table.
_POSTGRESQL = (
    (("55P03", "40P01", "40001"), "casebook_busy"),
    (("25006", "42501"), "casebook_read_only"),
    (("53100",), "casebook_full"),
    (("XX001", "XX002", "42P01", "42703"), "casebook_damaged"),
    (("08", "28", "3D", "53", "57P"), "database_unreachable"),
)


@contextmanager
def told(place: Place, file: Path | None = None, driver: type[Exception] = DBAPIError) -> Iterator[None]:
    """Tell what goes wrong inside as faults.

    Args:
        place: what they name.
        file: the file of the casebook, when it is one.
        driver: the errors of the library that reads the file, where it is used directly.

    Raises:
        FaultsFound: something went wrong.
    """
    try:
        yield
    except DBAPIError as error:
        raise FaultsFound([database_fault(error.orig, place, file)]) from None
    except driver as error:
        raise FaultsFound([database_fault(error, place, file)]) from None
    except OSError as error:
        raise FaultsFound([disk_fault(error, place)]) from error
    except Unreadable as error:
        raise FaultsFound([fault("casebook_damaged", place)]) from error


def disk_fault(error: OSError, place: Place) -> Fault:
    """Return what an error of the system means."""
    if error.errno in _FULL:
        return fault("casebook_full", place)
    if error.errno in _CLOSED:
        return fault("casebook_read_only", place)
    return fault("casebook_unusable", place, reason=error.strerror or str(error))


def database_fault(error: BaseException | None, place: Place, file: Path | None = None) -> Fault:
    """Return what an error of a driver means."""
    if file is not None:
        return _sqlite_fault(error, place, file)
    return _postgresql_fault(error, place)


def _sqlite_fault(error: BaseException | None, place: Place, file: Path) -> Fault:
    name = getattr(error, "sqlite_errorname", None) or ""
    for starts, code in _SQLITE:
        if name.startswith(starts):
            return fault(code, place)
    if name.startswith("SQLITE_CANTOPEN") and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return fault("casebook_read_only", place)
    if not name:
        # Python itself cannot make a text of what is kept.
        return fault("casebook_damaged", place)
    return fault("casebook_unusable", place, reason=str(error))


def _postgresql_fault(error: BaseException | None, place: Place) -> Fault:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return fault("database_unreachable", place)
    for starts, code in _POSTGRESQL:
        if state.startswith(starts):
            return fault(code, place)
    told_by_server = getattr(getattr(error, "diag", None), "message_primary", None)
    return fault("casebook_unusable", place, reason=told_by_server or state)
