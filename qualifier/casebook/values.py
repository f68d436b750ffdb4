"""What a casebook gives back: lines, viewpoints, verdicts, the mark of the rules they were made with, records, as data.

How they are kept is in the other modules; here is only how a moment becomes a number and a row of a table a value. All
moments are in UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class RulesMark:
    """Which rules something was made with.

    Attributes:
        version: the version of the program, or of the rules.
        hash: the mark of the content of the rules.
        migration: the number of the last migration of the rules that was known.
    """

    version: str
    hash: str
    migration: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case, as one line of a list.

    Attributes:
        id: its number, which no other case will ever have in this casebook.
        name: its name, which no other case has.
        note: what the user wrote beside it.
        begun: when its first answers were kept.
        changed: when its answers, its name, its note or its verdicts last changed.
        viewpoints: how many viewpoints it has.
        finished: it has viewpoints, and each of them is finished.
        outcome: the outcome of the last verdict kept, if any.
    """

    id: int
    name: str
    note: str | None
    begun: dt.datetime
    changed: dt.datetime
    viewpoints: int
    finished: bool
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The answers of one respondent on a case, at a date.

    Attributes:
        id: its number in the casebook.
        case: the number of its case.
        number: its rank within its case, from 1.
        name: what tells it from the others, if anything.
        begun: when its first answers were kept.
        changed: when its answers were last kept.
        finished: nothing was left to ask.
        answers: the text of the case file.
        rules: the rules that were answered.
    """

    id: int
    case: int
    number: int
    name: str | None
    begun: dt.datetime
    changed: dt.datetime
    finished: bool
    answers: str
    rules: RulesMark


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A verdict as it was given.

    Attributes:
        id: its number in the casebook; a later verdict has a greater one.
        viewpoint: the number of its viewpoint.
        made: when it was given.
        outcome: the principal form, or `undetermined`.
        status: how firm it is.
        rules: the rules it was made with.
        content: all of it, as text.
    """

    id: int
    viewpoint: int
    made: dt.datetime
    outcome: str
    status: str
    rules: RulesMark
    content: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A session, a role-play, a learner's progress or a calibration, as one line of a list.

    Attributes:
        id: its number, which no other record will ever have in this casebook.
        kind: what sort of record it is, as the program calls it.
        name: its name, which no other record of its kind has.
        begun: when it was first kept.
        changed: when it was last kept; never twice the same moment.
    """

    id: int
    kind: str
    name: str
    begun: dt.datetime
    changed: dt.datetime


@dataclass(frozen=True, slots=True)
class Record(RecordLine):
    """A session, a role-play, a learner's progress or a calibration, whole.

    Attributes:
        content: all of it, as text.
    """

    content: str


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was erased at once.

    Attributes:
        cases: how many cases.
        records: how many records.
    """

    cases: int
    records: int


def microseconds(moment: dt.datetime) -> int:
    """Return a moment as microseconds since 1970: exact, and the same in every database."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(number: int) -> dt.datetime:
    """Return the moment that a number of microseconds tells."""
    return _EPOCH + number * _MICROSECOND


def after(seen: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return the present moment, a little later where the clock has not gone on since a moment that was seen.

    Args:
        seen: the moment that was seen.
        now: the present one, as the clock tells it; some tell the same for a while, and all may be set back.
    """
    return max(now, seen + _MICROSECOND)


def case_line(row: Sequence[Any]) -> CaseLine:
    """Return a case: its own columns, how many viewpoints it has and how many unfinished, the last outcome."""
    id_, name, note, begun, changed, viewpoints, unfinished, outcome = row
    return CaseLine(id_, name, note, begun, changed, viewpoints, viewpoints > 0 and unfinished == 0, outcome)


def viewpoint_of(row: Sequence[Any]) -> Viewpoint:
    """Return a viewpoint made of a row of its table."""
    id_, case, number, name, begun, changed, finished, *rules, answers = row
    return Viewpoint(id_, case, number, name, begun, changed, bool(finished), answers, RulesMark(*rules))


def verdict_of(row: Sequence[Any]) -> KeptVerdict:
    """Return a verdict made of a row of its table."""
    id_, viewpoint, made, outcome, status, *rules, content = row
    return KeptVerdict(id_, viewpoint, made, outcome, status, RulesMark(*rules), content)


def record_of(row: Sequence[Any]) -> Record:
    """Return a record made of a row of its table."""
    return Record(*row)
