"""A casebook in one file: SQLite, or SQLCipher when the file is encrypted.

Its log is written through to the disk at each commit. Freed room is overwritten at once (`secure_delete`); copies of a
text that pages may have kept while rows moved go when the file is tidied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sqlalchemy import Connection, NullPool, create_engine, event, insert

from qualifier.casebook.files import before_migration, erase, make_private, sweep, sync_file
from qualifier.casebook.link import Link
from qualifier.casebook.marks import HEAD, OURS
from qualifier.casebook.tables import METADATA, VERSION
from qualifier.casebook.troubles import told
from qualifier.knowledge.extras import needed
from qualifier.knowledge.faults import FaultsFound, Place, fault, shown_path

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

# None of these writes to the file. `fullfsync` counts on macOS only; temporary files would hold copies of texts.
_SETTINGS = (
    "foreign_keys=ON",
    "secure_delete=ON",
    "synchronous=FULL",
    "fullfsync=ON",
    "temp_store=MEMORY",
)


def library(key: str | None) -> ModuleType:
    """Return the library that reads a file.

    Args:
        key: the passphrase, or None for a plain file.

    Raises:
        FaultsFound: the one that decrypts is not installed.
    """
    if key is None:
        return sqlite3
    found: ModuleType = needed("sqlcipher3", "encryption").dbapi2
    return found


def quoted(text: str) -> str:
    """Return a text as SQL writes it; a PRAGMA takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def connected(file: Path, key: str | None, patience: float) -> sqlite3.Connection:
    """Open a file that is there; transactions are begun and ended by whoever uses it.

    Args:
        file: the file.
        key: the passphrase, or None for a plain file.
        patience: how long to wait for other programs, in seconds.

    Raises:
        FaultsFound: the passphrase does not open it.
        sqlite3.Error: or its like of the other library: the file cannot be opened.
    """
    return connected_by(library(key), file, key, patience)


def connected_by(module: ModuleType, file: Path, key: str | None, patience: float) -> sqlite3.Connection:
    """Open a file, like `connected`, with the library that is named: the one that decrypts reads plain files too."""
    uri = f"{file.absolute().as_uri()}?mode=rw"
    connection: sqlite3.Connection = module.connect(uri, uri=True, timeout=patience, isolation_level=None)
    try:
        if key is not None:
            _unlock(connection, key, module, Place(shown_path(file)))
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: sqlite3.Connection, key: str, module: ModuleType, place: Place) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key={quoted(key)}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except module.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise FaultsFound([fault("passphrase_wrong", place)]) from None
        raise


class FileLink(Link):
    """A connection to the file of a casebook."""

    def __init__(self, file: Path, key: str | None, patience: float) -> None:
        """Open the file.

        Args:
            file: the file; it is there, and may be empty.
            key: the passphrase, or None for a plain file.
            patience: how long to wait for other programs, in seconds.

        Raises:
            FaultsFound: it cannot be opened.
        """
        self._file = file
        self._key = key
        self._patience = patience
        self._begin = "BEGIN"
        self._driver: type[Exception] = library(key).Error
        engine = create_engine(
            "sqlite://", module=library(key), creator=lambda: connected(file, key, patience), poolclass=NullPool
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(self._begin))
        super().__init__(engine, Place(shown_path(file)))

    def told(self) -> AbstractContextManager[None]:
        """Tell errors of SQLite inside as faults."""
        return told(self.place, self._file, self._driver)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the casebook, whatever others write meanwhile."""
        with self.told(), self._connection.begin():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write all that is done inside, or nothing; no other program writes meanwhile."""
        self._begin = "BEGIN IMMEDIATE"
        try:
            with self.reading() as connection:
                yield connection
        finally:
            self._begin = "BEGIN"

    def revision(self, connection: Connection) -> str | None:
        """Return which tables are there; a file of another program is a fault."""
        mark = _pragma(connection, "application_id")
        if mark == OURS:
            return self._written_revision(connection)
        if mark or connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
            raise FaultsFound([fault("casebook_foreign", self.place)])
        return None

    def begin(self) -> None:
        """Make the tables straight away: reading the steps that lead to them would take longer than all the rest."""
        with self.writing() as connection:
            if self.revision(connection) is None:
                METADATA.create_all(connection, checkfirst=False)
                connection.execute(insert(VERSION).values(version_num=HEAD))
                connection.exec_driver_sql(f"PRAGMA application_id={OURS}")

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Bring the tables up to date inside, a copy of the file beside it; `settle` erases it when all went well."""
        with self.writing() as connection:
            # Another program may just have done it, and would erase under our hands a copy that nobody needs.
            if self.revision(connection) != HEAD:
                self._copy(before_migration(self._file))
            yield connection

    def _copy(self, copy: Path) -> None:
        erase(copy)
        make_private(copy)
        other = connected(self._file, self._key, self._patience)
        try:
            other.execute("VACUUM INTO ?", (str(copy),))
        finally:
            other.close()
        sync_file(copy)

    def settle(self) -> None:
        """Have changes go through a log, erase what was left beside the file, end a deletion that was broken off."""
        with self.told():
            self._run("PRAGMA journal_mode=WAL")
            marked = self._run("PRAGMA user_version") != (0,)
        with suppress(OSError):
            sweep(self._file)
        if marked:
            self._run("PRAGMA busy_timeout=0")
            with suppress(FaultsFound):
                self.tidy()
            self._run(f"PRAGMA busy_timeout={int(self._patience * 1000)}")

    def deleted(self, connection: Connection) -> None:
        """Mark the file, so that its traces are removed later if the program is killed before it could."""
        connection.exec_driver_sql("PRAGMA user_version=1")

    def tidy(self) -> None:
        """Write the file anew without what was freed, empty its log, and erase what was left beside it."""
        with self.told():
            sweep(self._file)
            self._run("VACUUM")
            self._empty_log()
            self._run("PRAGMA user_version=0")

    def _empty_log(self) -> None:
        busy, *_ = self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise FaultsFound([fault("casebook_busy", self.place)])

    def _run(self, statement: str) -> tuple[object, ...]:
        """Run a statement that cannot stand in a transaction, and return its first row, empty when there is none."""
        driver = self._connection.connection.driver_connection
        found = None if driver is None else driver.execute(statement).fetchone()
        return () if found is None else tuple(found)


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
