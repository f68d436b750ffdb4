"""Reads a case kept under rules that may have changed since: what fits no more is set aside and asked again.

How old names become new ones is in `rule_migrations`; how a case is read once they have is in `cases`. Answer files
that a person writes do not pass here: an option that does not exist is a fault in them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from qualifier.knowledge.cases import Case, answers_only, aside_faults, asked_again, case_from, written_case
from qualifier.knowledge.documents import Plain, parse_document
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration, chosen, last_number, migrated, put_aside, reasons


@dataclass(frozen=True)
class Kept:
    """A case as the rules of today read it.

    Attributes:
        case: the case; when its questionnaire was finished, it stands at the first question to ask again.
        asked_again: the questions whose former answer fits no more and that still wait for another.
        notices: what is said of each answer set aside, in the order in which faults are told.
    """

    case: Case
    asked_again: tuple[str, ...]
    notices: tuple[Fault, ...]


def read_kept(text: str, name: str, base: RuleBase, migrations: Sequence[Migration], since: int) -> Kept:
    """Read the text of a case kept under the rules of today or under older ones.

    Args:
        text: what `written_case` made.
        name: the name to show.
        base: the rules of today.
        migrations: what became of old names, in order.
        since: the number of the last migration that the case has met.

    Raises:
        FaultsFound: what is damaged; an answer that merely fits the rules no more is none.
    """
    document = parse_document(text, name)
    # First as it was written: the lines of a fault are then those of the text.
    answers_only(document)
    carried = migrated(cast(dict[str, object], document.data), migrations, since)
    today = replace(document, data=cast(Plain, _outgrown_aside(carried.content, base)))
    case = case_from(today, answers_only(today), base)
    again = asked_again(case, base)
    told = [*aside_faults(case, name, base, reasons(migrations)), *_doubled(carried.notices, name, base)]
    at = case.at or next(iter(again), None)
    return Kept(replace(case, at=at), again, FaultsFound(told).faults)


# --- several cases in one text -----------------------------------------------------------------------------

Json = Any
# The number of the shape in which sessions, role-plays, calibrations and progress are kept.
FORMAT = 1


def case_data(case: Case, name: str, known: Sequence[Migration]) -> dict[str, Json]:
    """Return what is kept of a case that stands among others in one text.

    Args:
        case: the case.
        name: what it is called there: its own name may be anything, and is not kept.
        known: the migrations of the rules.
    """
    return {"answers": json.loads(written_case(replace(case, id=name))), "migration": last_number(known)}


def read_data(data: Mapping[str, Json], name: str, base: RuleBase, known: Sequence[Migration]) -> Kept:
    """Read a case that `case_data` gave.

    Args:
        data: what it gave.
        name: the name to show.
        base: the rules of today.
        known: the migrations of the rules.

    Raises:
        FaultsFound, KeyError, TypeError, ValueError: it is damaged.
    """
    text = json.dumps(data["answers"], ensure_ascii=False)
    return read_kept(text, name, base, known, int(data["migration"]))


Read = TypeVar("Read")


@dataclass(frozen=True)
class Rows(Generic[Read]):
    """What stood among others in one text.

    Attributes:
        read: what could be read.
        unread: what could not, as it was: it is kept, and counts for nothing.
        told: that it could not be read, one for each.
        outgrown: how many answers fit the rules no more.
    """

    read: tuple[Read, ...]
    unread: tuple[object, ...]
    told: tuple[Fault, ...]
    outgrown: int


def notices(name: str, *rows: Rows[Any]) -> tuple[Fault, ...]:
    """Return what is said of rows: which cannot be read, and how many answers fit no more; never whose those are.

    Args:
        name: the name to show.
        *rows: the rows of one text.
    """
    count = sum(one.outgrown for one in rows)
    counted = (fault("answers_outgrown", Place(name), count=count),) if count else ()
    return (*dict.fromkeys(one for row in rows for one in row.told), *counted)


def read_rows(
    rows: Iterable[Json], read: Callable[[Json], tuple[Read, Kept]], unread: Callable[[Mapping[str, Json]], Fault]
) -> Rows[Read]:
    """Read rows that hold a case each; one that is damaged is set aside, and the rest is used.

    Args:
        rows: the rows.
        read: reads one, and gives its case as it was kept.
        unread: says that one could not be read.
    """
    found: list[Read] = []
    aside: list[object] = []
    told: list[Fault] = []
    outgrown = 0
    for row in rows:
        try:
            value, kept = read(row)
        except (FaultsFound, KeyError, TypeError, ValueError):
            aside.append(row)
            told.append(unread(row if isinstance(row, Mapping) else {}))
        else:
            found.append(value)
            outgrown += len(kept.notices)
    return Rows(tuple(found), tuple(aside), tuple(told), outgrown)


def record_text(content: Mapping[str, Json]) -> str:
    """Return a record as the text that is kept of it."""
    return json.dumps({"format": FORMAT, **content}, ensure_ascii=False)


def record_content(text: str, name: str, needed: Mapping[str, type]) -> dict[str, Json]:
    """Return the content of a record.

    Args:
        text: what `record_text` gave.
        name: the name to show.
        needed: the keys without which it is damaged, each with what kind of value it has.

    Raises:
        FaultsFound: it is damaged, or a later version kept it.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    number = data.get("format") if isinstance(data, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise FaultsFound([fault("record_newer", Place(name))])
    sound = isinstance(data, dict) and all(isinstance(data.get(key), kind) for key, kind in needed.items())
    if number != FORMAT or not sound:
        raise FaultsFound([fault("record_damaged", Place(name))])
    return cast(dict[str, Json], data)


def _doubled(notices: Sequence[Fault], name: str, base: RuleBase) -> Iterator[Fault]:
    """Say again what the case itself cannot tell, in the words of the question; the case tells all the rest."""
    for one in notices:
        question = one.place.path
        if one.code == "answer_doubled" and question in base.questions:
            yield fault(one.code, Place(name, 0, question), question=base.questions[question].ask)


def _outgrown_aside(content: dict[str, object], base: RuleBase) -> dict[str, object]:
    """Set aside the answers whose option exists no more; damaged ones stay, and are told as faults."""
    answers = cast(dict[str, object], content["answers"])
    aside = cast(dict[str, object], content.get("aside", {}))
    gone = {question: answer for question, answer in answers.items() if _outgrown(base, question, answer)}
    for question, answer in gone.items():
        aside = put_aside(aside, question, answer)
    left = {question: answer for question, answer in answers.items() if question not in gone}
    return {**content, "answers": left, "aside": aside}


def _outgrown(base: RuleBase, question: str, answer: object) -> bool:
    option = chosen(answer)
    known = [one.id for one in base.questions[question].options] if question in base.questions else [option]
    return option is not None and option not in known
