"""What is kept beside the cases: sessions, role-plays, a learner's progress, calibrations, each one text with a name.

What is in those texts is for `group` and `training`. Purging is in `book.py`, since it takes cases and records alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from qualifier.casebook.names import good_name, keepable, number_in, plain
from qualifier.casebook.tables import RECORDS
from qualifier.casebook.values import Record, RecordLine, after, record_of
from qualifier.knowledge.faults import FaultsFound, fault, near

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from qualifier.casebook.link import Link

_LINE = tuple(RECORDS.c[name] for name in ("id", "kind", "name", "begun", "changed"))
_LATEST_FIRST = (RECORDS.c.changed.desc(), RECORDS.c.id.desc())


class Records:
    """Records by kind and name. What `keep` has returned is safe on disk.

    Every method raises `FaultsFound` when the file or the database fails it; then nothing was changed.
    """

    def __init__(self, link: Link, now: Callable[[], dt.datetime]) -> None:
        """Take the connection of a casebook; use `Casebook.records`.

        Args:
            link: the connection, which the casebook closes.
            now: the clock.
        """
        self._link = link
        self._now = now

    def of(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind, the latest changed first."""
        return self._found(RECORDS.c.kind == kind)

    def one(self, kind: str, named: str) -> Record:
        """Return a record.

        Args:
            kind: its kind.
            named: its name, else its number.

        Raises:
            FaultsFound: there is none; names like it are told.
        """
        name = plain(named)
        keepable(self._link.place, name)
        found = self._found(_called(kind, name))
        number = number_in(name)
        if not found and number is not None:
            found = self._found(and_(RECORDS.c.kind == kind, RECORDS.c.id == number))
        if not found:
            with self._link.reading() as connection:
                names = connection.execute(select(RECORDS.c.name).where(RECORDS.c.kind == kind)).scalars().all()
            raise self._fault("record_unknown", named=name, near=near(name, names))
        return found[0]

    def lines(self, before: dt.datetime | None = None) -> tuple[RecordLine, ...]:
        """Return the records of every kind without their texts, the latest changed first.

        Args:
            before: those last changed before this moment only; all when None.
        """
        which = true() if before is None else RECORDS.c.changed < before
        with self._link.reading() as connection:
            found = connection.execute(select(*_LINE).where(which).order_by(*_LATEST_FIRST))
            return tuple(RecordLine(*row) for row in found)

    def keep(self, kind: str, name: str, content: str, *, seen: dt.datetime | None) -> Record:
        """Keep a record, new or in the place of the one before; once this returns it is safe on disk.

        Args:
            kind: its kind.
            name: its name.
            content: all of it, as text.
            seen: `changed` of the record that it takes the place of; None for a new one.

        Returns:
            The record as it is kept; its `changed` is what the next `keep` has seen.

        Raises:
            FaultsFound: a new record has the name of another, or somebody else has changed or deleted the one that was
                seen; nothing was kept.
        """
        name = good_name(name, self._link.place)
        keepable(self._link.place, content)
        with self._link.writing() as connection:
            if seen is None:
                self._insert(connection, kind, name, content)
            else:
                self._replace(connection, kind, name, content, seen)
            return record_of(connection.execute(select(RECORDS).where(_called(kind, name))).one())

    def delete(self, record_id: int) -> None:
        """Delete a record, so that nothing of it stays in the files; one that is not there does no harm.

        Args:
            record_id: its number.

        Raises:
            FaultsFound: it could not be deleted; or it is, but traces are left in the file.
        """
        with self._link.erasing() as connection:
            connection.execute(delete(RECORDS).where(RECORDS.c.id == record_id))

    # --- in the midst of a transaction -------------------------------------------------------------------------

    def _fault(self, code: str, **values: object) -> FaultsFound:
        return FaultsFound([fault(code, self._link.place, **values)])

    def _found(self, which: ColumnElement[bool]) -> tuple[Record, ...]:
        with self._link.reading() as connection:
            found = connection.execute(select(RECORDS).where(which).order_by(*_LATEST_FIRST))
            return tuple(record_of(row) for row in found)

    def _insert(self, connection: Connection, kind: str, name: str, content: str) -> None:
        now = self._now()
        row = {"kind": kind, "name": name, "begun": now, "changed": now, "content": content}
        try:
            connection.execute(insert(RECORDS).values(row))
        except IntegrityError:
            raise self._fault("record_name_taken", name=name) from None

    def _replace(self, connection: Connection, kind: str, name: str, content: str, seen: dt.datetime) -> None:
        # Two windows that saw the same must never both be right, even when the clock stands still.
        change = update(RECORDS).where(_called(kind, name), RECORDS.c.changed == seen)
        if not connection.execute(change.values(content=content, changed=after(seen, self._now()))).rowcount:
            raise self._fault("record_moved", name=name)


def _called(kind: str, name: str) -> ColumnElement[bool]:
    return and_(RECORDS.c.kind == kind, RECORDS.c.name == name)
