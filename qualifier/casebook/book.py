"""The casebook itself: what can be kept, read again, exported and erased.

How a database is reached is in `link.py` and its two kinds, how rows become values in `reading.py`, and what is kept
beside the cases in `records.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Select, delete, func, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from qualifier.casebook.names import free_name, good_name, keepable, number_in, plain
from qualifier.casebook.reading import case_lines, rules_columns, verdicts_of, viewpoints_of
from qualifier.casebook.records import Records
from qualifier.casebook.tables import CASES, RECORDS, VERDICTS, VIEWPOINTS
from qualifier.casebook.values import Purged, case_line, verdict_of, viewpoint_of
from qualifier.knowledge.faults import FaultsFound, fault, near

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from qualifier.casebook.link import Link
    from qualifier.casebook.values import CaseLine, KeptVerdict, RulesMark, Viewpoint


class Casebook:
    """Cases, their viewpoints and verdicts. What a method has returned from keeping is safe on disk.

    Every method raises `FaultsFound` when the file or the database fails it; then nothing was changed.

    Attributes:
        records: sessions and practice, kept beside the cases.
    """

    def __init__(self, link: Link, now: Callable[[], dt.datetime]) -> None:
        """Take a connection whose tables are those of today; use `open_casebook`.

        Args:
            link: the connection, which `close` closes.
            now: the clock.
        """
        self._link = link
        self._now = now
        self.records = Records(link, now)

    def __enter__(self) -> Self:
        """Return the casebook, to be closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the casebook."""
        self.close()

    def close(self) -> None:
        """Close the file or the connection; the log of the file is then empty, unless another program has it open."""
        self._link.close()

    @property
    def where(self) -> str:
        """The file, or the address of the database without user or password."""
        return self._link.place.file

    # --- cases -------------------------------------------------------------------------------------------------

    def cases(self, most: int | None = None) -> tuple[CaseLine, ...]:
        """Return the cases, the latest changed first.

        Args:
            most: how many at most; all when None.
        """
        return self._lines(case_lines().limit(most))

    def case(self, named: str) -> CaseLine:
        """Return a case.

        Args:
            named: its name, else its number.

        Raises:
            FaultsFound: there is none; names like it are told.
        """
        name = plain(named)
        keepable(self._link.place, name)
        found = self._lines(case_lines().where(CASES.c.name == name))
        number = number_in(name)
        if not found and number is not None:
            found = self._lines(case_lines().where(CASES.c.id == number))
        if not found:
            with self._link.reading() as connection:
                names = connection.execute(select(CASES.c.name)).scalars().all()
            raise self._fault("case_unknown", named=name, near=near(name, names))
        return found[0]

    def case_numbered(self, case_id: int) -> CaseLine:
        """Return the case of a number.

        Raises:
            FaultsFound: there is none.
        """
        found = self._lines(case_lines().where(CASES.c.id == case_id))
        if not found:
            raise self._fault("case_unknown", named=str(case_id), near=near("", ()))
        return found[0]

    def older_than(self, moment: dt.datetime) -> tuple[CaseLine, ...]:
        """Return the cases that were last changed before a moment."""
        return self._lines(case_lines().where(CASES.c.changed < moment))

    def free_name(self, wished: str) -> str:
        """Return a name that no case has: the one wished, else the same with a number."""
        with self._link.reading() as connection:
            return self._free(connection, wished)

    def rename(self, case_id: int, name: str) -> None:
        """Give a case another name, which no other case may have."""
        self._change_case(case_id, name=good_name(name, self._link.place))

    def note(self, case_id: int, note: str | None) -> None:
        """Write a note beside a case, or take it away."""
        keepable(self._link.place, note)
        self._change_case(case_id, note=note)

    # --- viewpoints --------------------------------------------------------------------------------------------

    def begin(self, name: str, answers: str, rules: RulesMark) -> Viewpoint:
        """Keep a new case, and return its first viewpoint.

        Args:
            name: the name of the case.
            answers: the text of the case file.
            rules: the rules that are answered.

        Raises:
            FaultsFound: another case has that name.
        """
        name = good_name(name, self._link.place)
        now = self._now()
        with self._link.writing() as connection:
            case_id = self._insert_case(connection, name=name, begun=now, changed=now)
            return self._insert_viewpoint(connection, case_id, 1, None, answers, rules, now)

    def again(self, case_id: int, answers: str, rules: RulesMark, name: str | None = None) -> Viewpoint:
        """Keep a further viewpoint on a case, and return it.

        Args:
            case_id: the number of the case.
            answers: the text of the case file.
            rules: the rules that are answered.
            name: what tells it from the others, if anything.
        """
        now = self._now()
        with self._link.writing() as connection:
            self._touch(connection, case_id, now)
            last = select(func.coalesce(func.max(VIEWPOINTS.c.number), 0)).where(VIEWPOINTS.c.case_id == case_id)
            number = connection.execute(last).scalar_one() + 1
            return self._insert_viewpoint(connection, case_id, number, name, answers, rules, now)

    def save(
        self,
        viewpoint_id: int,
        answers: str,
        rules: RulesMark,
        finished: bool = False,
        *,
        seen: dt.datetime | None = None,
    ) -> dt.datetime:
        """Keep the answers of a viewpoint in the place of those before; once this returns they are safe on disk.

        Args:
            viewpoint_id: the number of the viewpoint.
            answers: the text of the case file.
            rules: the rules that are answered.
            finished: nothing is left to ask.
            seen: when what is replaced was changed last, as far as the caller knows.

        Returns:
            The moment of the change.

        Raises:
            FaultsFound: somebody else has changed it since it was seen; nothing was kept.
        """
        keepable(self._link.place, answers)
        now = self._now()
        change = update(VIEWPOINTS).where(VIEWPOINTS.c.id == viewpoint_id)
        if seen is not None:
            change = change.where(VIEWPOINTS.c.changed == seen)
        with self._link.writing() as connection:
            self._touch(connection, self._case_of(connection, viewpoint_id), now)
            values = {"answers": answers, "changed": now, "finished": finished, **rules_columns(rules)}
            if not connection.execute(change.values(values)).rowcount:
                raise self._fault("viewpoint_moved")
        return now

    def viewpoints(self, case_id: int) -> tuple[Viewpoint, ...]:
        """Return the viewpoints on a case, in the order of their numbers."""
        with self._link.reading() as connection:
            return viewpoints_of(connection, case_id)

    def viewpoint(self, case_id: int, number: int) -> Viewpoint:
        """Return one viewpoint on a case.

        Raises:
            FaultsFound: there is none of that number.
        """
        found = self._viewpoint(VIEWPOINTS.c.case_id == case_id, VIEWPOINTS.c.number == number)
        if found is None:
            raise self._fault("viewpoint_unknown")
        return found

    def latest(self) -> Viewpoint | None:
        """Return the viewpoint that was changed last, if any."""
        return self._viewpoint()

    # --- verdicts ----------------------------------------------------------------------------------------------

    def keep_verdict(self, viewpoint_id: int, outcome: str, status: str, rules: RulesMark, content: str) -> KeptVerdict:
        """Keep a verdict. One made before with rules of the same content gives way to it; others stay.

        Args:
            viewpoint_id: the number of the viewpoint.
            outcome: the principal form, or `undetermined`.
            status: how firm it is.
            rules: the rules it was made with.
            content: all of it, as text.
        """
        keepable(self._link.place, content)
        now = self._now()
        before = delete(VERDICTS).where(VERDICTS.c.viewpoint_id == viewpoint_id, VERDICTS.c.rules_hash == rules.hash)
        row = {"made": now, "outcome": outcome, "status": status, "content": content, **rules_columns(rules)}
        with self._link.writing() as connection:
            self._touch(connection, self._case_of(connection, viewpoint_id), now)
            connection.execute(before)
            added = connection.execute(insert(VERDICTS).values(viewpoint_id=viewpoint_id, **row))
            return verdict_of(connection.execute(select(VERDICTS).where(VERDICTS.c.id == _key(added))).one())

    def verdicts(self, viewpoint_id: int) -> tuple[KeptVerdict, ...]:
        """Return the verdicts kept on a viewpoint, the last one last."""
        with self._link.reading() as connection:
            return verdicts_of(connection, viewpoint_id)

    # --- erasing -----------------------------------------------------------------------------------------------

    def delete(self, case_ids: Iterable[int]) -> int:
        """Delete cases with all that belongs to them, so that nothing of them stays in the files.

        Args:
            case_ids: their numbers; those of no case do no harm.

        Returns:
            How many there were.

        Raises:
            FaultsFound: they could not be deleted; or they are, but traces are left in the file.
        """
        with self._link.erasing() as connection:
            return sum(connection.execute(delete(CASES).where(CASES.c.id == one)).rowcount for one in case_ids)

    def purge(self, before: dt.datetime | None) -> Purged:
        """Delete the cases and the records last changed before a moment, or all of them, like `delete`.

        Args:
            before: the moment; None for all.

        Returns:
            How many there were.
        """
        with self._link.erasing() as connection:
            cases, records = (
                connection.execute(delete(table).where(true() if before is None else table.c.changed < before)).rowcount
                for table in (CASES, RECORDS)
            )
        return Purged(cases, records)

    def delete_viewpoint(self, viewpoint_id: int) -> None:
        """Delete a viewpoint with its verdicts, like `delete`; its case stays, even without any."""
        with self._link.erasing() as connection:
            self._touch(connection, self._case_of(connection, viewpoint_id), self._now())
            connection.execute(delete(VIEWPOINTS).where(VIEWPOINTS.c.id == viewpoint_id))

    def tidy(self) -> None:
        """Remove all that deleted and replaced texts left in the files, and the room they took."""
        self._link.tidy()

    # --- moving ------------------------------------------------------------------------------------------------

    def exported(self, case_id: int) -> str:
        """Return a case with all that belongs to it as JSON text, which `imported` takes back exactly."""
        from qualifier.casebook.transfer import written

        with self._link.reading() as connection:
            row = connection.execute(case_lines().where(CASES.c.id == case_id)).one_or_none()
            if row is None:
                raise self._fault("case_unknown", named=str(case_id), near=near("", ()))
            viewpoints = viewpoints_of(connection, case_id)
            verdicts = [one for own in viewpoints for one in verdicts_of(connection, own.id)]
        return written(case_line(row), viewpoints, verdicts)

    def imported(self, text: str, file: str) -> CaseLine:
        """Keep a case that was exported; it gets a name with a number when its name is taken.

        Args:
            text: what `exported` returned, here or elsewhere.
            file: the file it was read from, named by faults.

        Raises:
            FaultsFound: it is not an exported case, it is damaged, or a later version made it; nothing was kept.
        """
        from qualifier.casebook.transfer import read

        found = read(text, file)
        with self._link.writing() as connection:
            name = self._free(connection, found.case.name)
            case_id = self._insert_case(connection, **found.case_row(), name=name)
            ids = {
                number: _key(connection.execute(insert(VIEWPOINTS).values(case_id=case_id, **row)))
                for number, row in found.viewpoint_rows()
            }
            for number, row in found.verdict_rows():
                connection.execute(insert(VERDICTS).values(viewpoint_id=ids[number], **row))
            return case_line(connection.execute(case_lines().where(CASES.c.id == case_id)).one())

    # --- in the midst of a transaction -------------------------------------------------------------------------

    def _fault(self, code: str, **values: object) -> FaultsFound:
        return FaultsFound([fault(code, self._link.place, **values)])

    def _lines(self, query: Select[Any]) -> tuple[CaseLine, ...]:
        with self._link.reading() as connection:
            return tuple(case_line(row) for row in connection.execute(query))

    def _viewpoint(self, *conditions: ColumnElement[bool]) -> Viewpoint | None:
        last = select(VIEWPOINTS).where(*conditions).order_by(VIEWPOINTS.c.changed.desc(), VIEWPOINTS.c.id.desc())
        with self._link.reading() as connection:
            row = connection.execute(last.limit(1)).one_or_none()
            return None if row is None else viewpoint_of(row)

    def _free(self, connection: Connection, wished: str) -> str:
        def taken(name: str) -> bool:
            return connection.execute(select(CASES.c.id).where(CASES.c.name == name)).one_or_none() is not None

        return free_name(wished, taken, self._link.place)

    def _case_of(self, connection: Connection, viewpoint_id: int) -> int:
        query = select(VIEWPOINTS.c.case_id).where(VIEWPOINTS.c.id == viewpoint_id)
        found = connection.execute(query).scalar_one_or_none()
        if found is None:
            raise self._fault("viewpoint_unknown")
        return int(found)

    def _touch(self, connection: Connection, case_id: int, now: dt.datetime) -> None:
        changed = connection.execute(update(CASES).where(CASES.c.id == case_id).values(changed=now))
        if not changed.rowcount:
            raise self._fault("case_unknown", named=str(case_id), near=near("", ()))

    def _change_case(self, case_id: int, **columns: object) -> None:
        with self._link.writing() as connection:
            self._touch(connection, case_id, self._now())
            try:
                connection.execute(update(CASES).where(CASES.c.id == case_id).values(columns))
            except IntegrityError:
                raise self._fault("case_name_taken", name=columns["name"]) from None

    def _insert_case(self, connection: Connection, **columns: object) -> int:
        try:
            return _key(connection.execute(insert(CASES).values(columns)))
        except IntegrityError:
            raise self._fault("case_name_taken", name=columns["name"]) from None

    def _insert_viewpoint(
        self,
        connection: Connection,
        case_id: int,
        number: int,
        name: str | None,
        answers: str,
        rules: RulesMark,
        now: dt.datetime,
    ) -> Viewpoint:
        keepable(self._link.place, name, answers)
        row = {"case_id": case_id, "number": number, "name": name, "begun": now, "changed": now, "finished": False}
        added = connection.execute(insert(VIEWPOINTS).values(answers=answers, **row, **rules_columns(rules)))
        return viewpoint_of(connection.execute(select(VIEWPOINTS).where(VIEWPOINTS.c.id == _key(added))).one())


def _key(added: Any) -> int:  # noqa: ANN401 - the result of any insertion
    return int(added.inserted_primary_key[0])
