"""Reads a case kept under rules that may have changed since: what fits no more is set aside and asked again.

How old names become new ones is in `rule_migrations`; how a case is read once they have is in `cases`. Answer files
that a person writes do not pass here: an option that does not exist is a fault in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from qualifier.knowledge.cases import Case, answers_only, aside_faults, asked_again, case_from
from qualifier.knowledge.documents import Plain, parse_document
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration, chosen, migrated, put_aside, reasons


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
