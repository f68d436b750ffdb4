"""A casebook in a PostgreSQL database, which several programs may share.

Neither the address nor an error of the connection is ever shown as it is: each may hold a password.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from qualifier.casebook.link import Link
from qualifier.casebook.tables import METADATA, VERSION
from qualifier.casebook.troubles import told
from qualifier.casebook.upgrading import upgrade
from qualifier.knowledge.extras import needed
from qualifier.knowledge.faults import FaultsFound, Place, fault

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_SCHEMES = ("postgres", "postgresql", "postgresql+psycopg")
# Asked of the catalogue as of any table: `to_regclass` would see a table that another program has made since this
# transaction began, and whose row this transaction does not see.
_IS_THERE = (
    f"SELECT count(*) FROM pg_catalog.pg_class WHERE relname = '{VERSION.name}' "  # noqa: S608 - a name of ours
    "AND relkind = 'r' AND pg_catalog.pg_table_is_visible(oid)"
)
# Any number of ours: programs that make or change the tables at once wait for one another on it.
_LOCK = 0x51636173


def database_url(text: str) -> URL:
    """Return the address of a database, for the driver in use.

    Args:
        text: as the user wrote it, `postgres://…` or `postgresql://…`.

    Raises:
        FaultsFound: it is not one.
    """
    scheme = text.partition("://")[0]
    try:
        if scheme not in _SCHEMES:
            raise ValueError(scheme)
        return make_url(text).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise FaultsFound([fault("database_url_wrong")]) from None


def shown_url(url: URL) -> str:
    """Return where a database is, without user or password; nothing more when they cannot be told from the rest."""
    if "@" in f"{url.host}{url.database}":
        return "postgresql://"
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or ''}{port}/{url.database or ''}"


class DatabaseLink(Link):
    """A connection to the database of a casebook."""

    def __init__(self, text: str, patience: float) -> None:
        """Connect.

        Args:
            text: the address.
            patience: how long to wait for the server and for other programs, in seconds.

        Raises:
            FaultsFound: the database cannot be reached.
        """
        needed("psycopg", "postgresql")
        url = database_url(text)
        self._patience = patience
        waits = {} if "connect_timeout" in url.query else {"connect_timeout": max(2, int(patience))}
        engine = create_engine(url, poolclass=NullPool, connect_args=waits)
        event.listen(engine, "connect", self._set_up)
        super().__init__(engine, Place(shown_url(url)))

    def _set_up(self, driver: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = driver.cursor()
        # The server may be set to answer before what is written is safe.
        cursor.execute(f"SET synchronous_commit=on; SET lock_timeout={int(self._patience * 1000)}")
        cursor.close()
        driver.commit()

    def told(self) -> AbstractContextManager[None]:
        """Tell errors of PostgreSQL inside as faults."""
        return told(self.place)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the casebook, whatever others write meanwhile."""
        with self.writing() as connection:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write all that is done inside, or nothing."""
        with self.told(), self._connection.begin():
            yield self._connection

    def revision(self, connection: Connection) -> str | None:
        """Return which tables are there."""
        return self._written_revision(connection) if connection.exec_driver_sql(_IS_THERE).scalar_one() else None

    def begin(self) -> None:
        """Make the tables, step by step."""
        with self.migrating() as connection:
            upgrade(connection)

    def settle(self) -> None:
        """Leave all as it is: the server puts right what is broken off, and `tidy` removes traces."""

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Bring the tables up to date inside, alone; the server undoes everything if it fails, so no copy is made."""
        with self.writing() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection

    def deleted(self, connection: Connection) -> None:
        """Remember nothing: the server frees deleted rows by itself in time."""

    def tidy(self) -> None:
        """Write the tables anew without what was deleted.

        This cannot promise more: the log of the server, its backups and its copies on other machines may keep deleted
        texts as long as its keeper set.
        """
        with self.told(), self._engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in METADATA.sorted_tables:
                alone.exec_driver_sql(f"VACUUM (FULL) {table.name}")
