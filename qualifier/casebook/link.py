"""One connection to the database of a casebook: reading, writing, and what differs from one database to the other.

The two kinds are in `sqlite.py` and `postgresql.py`; what is read and written is for `book.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, select

from qualifier.casebook.tables import VERSION
from qualifier.knowledge.faults import FaultsFound, Place, fault


class Link(ABC):
    """A connection, kept until it is closed.

    Attributes:
        place: the file or the database, as faults name it.
    """

    def __init__(self, engine: Engine, place: Place) -> None:
        """Connect.

        Args:
            engine: how to connect.
            place: the file or the database, as faults name it.

        Raises:
            FaultsFound: it cannot be reached.
        """
        self.place = place
        self._engine = engine
        with self.told():
            self._connection = engine.connect()

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Tell errors of the database inside as faults."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]:
        """Write all that is done inside, safe on disk at the end, or nothing."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """Read one state of the casebook, whatever others write meanwhile."""

    @abstractmethod
    def revision(self, connection: Connection) -> str | None:
        """Return which tables are there: the number of the last step that made them, or None when nothing is there.

        Raises:
            FaultsFound: what is there is not a casebook.
        """

    @abstractmethod
    def begin(self) -> None:
        """Make the tables, where there are none."""

    @abstractmethod
    def settle(self) -> None:
        """Put right what a program that was killed left, once the tables are known to be there."""

    @abstractmethod
    def migrating(self) -> AbstractContextManager[Connection]:
        """Bring the tables up to date inside, alone, or change nothing."""

    @abstractmethod
    def deleted(self, connection: Connection) -> None:
        """Remember, in the transaction that deletes, that traces are to be removed."""

    @abstractmethod
    def tidy(self) -> None:
        """Remove what deleted and replaced texts left in the files.

        Raises:
            FaultsFound: it could not be done; nothing that is kept is lost.
        """

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """Delete all that is deleted inside, or nothing; at the end no trace of it is left in the files.

        Raises:
            FaultsFound: it could not be deleted; or it is, but traces are left.
        """
        with self.writing() as connection:
            self.deleted(connection)
            yield connection
        try:
            self.tidy()
        except FaultsFound as error:
            raise FaultsFound([fault("casebook_traces_left", self.place)]) from error

    def _written_revision(self, connection: Connection) -> str:
        """Return the number of the last step, which the tables hold themselves."""
        found = connection.execute(select(VERSION.c.version_num)).scalars().all()
        if len(found) != 1:
            raise FaultsFound([fault("casebook_damaged", self.place)])
        return str(found[0])

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        with self.told():
            self._connection.close()
            self._engine.dispose()
