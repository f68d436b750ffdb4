"""Sessions, role-plays and calibrations of the casebook: opened, changed step by step, each step kept at once.

When another window changes the same record meanwhile, the step is taken again from where it stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from qualifier.cli import casebooks, common
from qualifier.cli.output import show_faults
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook, Record
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration

State = TypeVar("State")
TRIES = 20


@dataclass(frozen=True)
class Kind(Generic[State]):
    """A kind of record.

    Attributes:
        name: what the casebook calls it.
        write: gives the text that is kept of a state.
        read: gives the state that a text was kept of, with what is said of what fits the rules no more.
    """

    name: str
    write: Callable[[State, Sequence[Migration]], str]
    read: Callable[[str, str, RuleBase, Sequence[Migration]], tuple[State, Iterable[Fault]]]


@dataclass
class OpenRecord(Generic[State]):
    """A record of the casebook with its last state."""

    kind: Kind[State]
    record: Record
    state: State
    rules: Path | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.record.name

    def change(self, step: Callable[[State], State]) -> State:
        """Take a step and keep it; when somebody else has changed the record meanwhile, from where it stands now.

        Args:
            step: gives the state after the step, or raises what forbids it.

        Raises:
            FaultsFound: the step is not possible, or it could not be kept; then nothing was changed.
        """
        records = casebook().records
        for _ in range(TRIES):
            after = step(self.state)
            text = self.kind.write(after, common.migrations_of(self.rules))
            try:
                self.record = records.keep(self.kind.name, self.name, text, seen=self.record.changed)
            except FaultsFound as faults:
                if {one.code for one in faults.faults} != {"record_moved"}:
                    raise
                self.record = records.one(self.kind.name, self.name)
                self.state, _ = _read(self.kind, self.record, self.rules)
            else:
                self.state = after
                return after
        raise FaultsFound([fault("record_moved", Place(self.name), name=self.name)])


def casebook() -> Casebook:
    """Open the user's casebook, making it if there is none.

    Raises:
        FaultsFound: it cannot be opened.
    """
    found = casebooks.opened(common.LANG)
    if found is None:
        raise AssertionError("a casebook that may be made is there")
    return found


def begun(kind: Kind[State], name: str, state: State, rules: Path | None) -> OpenRecord[State]:
    """Keep a new record.

    Args:
        kind: its kind.
        name: its name, which no other of the kind may have.
        state: its first state.
        rules: another folder of rules.

    Raises:
        FaultsFound: the name is taken or cannot be one.
    """
    text = kind.write(state, common.migrations_of(rules))
    return OpenRecord(kind, casebook().records.keep(kind.name, name, text, seen=None), state, rules)


def found(kind: Kind[State], named: str, rules: Path | None) -> OpenRecord[State]:
    """Open a record; what does not fit the rules any more is told.

    Args:
        kind: its kind.
        named: its name or its number.
        rules: another folder of rules.

    Raises:
        FaultsFound: there is none, or it is damaged.
    """
    book = casebooks.opened(common.LANG, create=False)
    if book is None:
        raise FaultsFound([fault("record_unknown", named=named, near="—")])
    return opened(kind, book.records.one(kind.name, named), rules)


def opened(kind: Kind[State], record: Record, rules: Path | None) -> OpenRecord[State]:
    """Return a record of the casebook as an open one.

    Args:
        kind: its kind.
        record: what is kept.
        rules: another folder of rules.

    Raises:
        FaultsFound: it is damaged.
    """
    state, notices = _read(kind, record, rules)
    if notices:
        show_faults(notices, common.LANG)
    return OpenRecord(kind, record, state, rules)


def _read(kind: Kind[State], record: Record, rules: Path | None) -> tuple[State, tuple[Fault, ...]]:
    state, notices = kind.read(record.content, record.name, common.base_of(rules), common.migrations_of(rules))
    return state, tuple(notices)


def all_of(kind: str) -> tuple[Record, ...]:
    """Return the records of a kind, by its name, the one changed last first; none when there is no casebook yet."""
    book = casebooks.opened(common.LANG, create=False)
    return book.records.of(kind) if book else ()
