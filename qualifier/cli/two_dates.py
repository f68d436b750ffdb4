"""Two viewpoints of one case put side by side, with what was said at the time under other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualifier.cli import casebooks
from qualifier.words import Text, day, join, message

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook, Viewpoint
    from qualifier.knowledge.cases import Case
    from qualifier.reasoning.verdict import Reasoner
    from qualifier.report.document import Document


def compared(
    book: Casebook, reasoner: Reasoner, viewpoints: tuple[Viewpoint, Viewpoint], cases: tuple[Case, Case]
) -> Document:
    """Return the report on one case at two dates.

    Args:
        book: the casebook, for the verdicts given at the time.
        reasoner: the present rules with their engine.
        viewpoints: the earlier and the later one.
        cases: their answers, as the present rules understand them.
    """
    from qualifier.explanation.over_time import over_time
    from qualifier.report.contents.two_dates import two_dates

    labels = (_label(viewpoints[0], cases[0]), _label(viewpoints[1], cases[1]))
    notes = tuple(note for one in viewpoints for note in _given_otherwise(book, one, reasoner))
    return two_dates(over_time(reasoner, *cases), labels, notes)


def _label(viewpoint: Viewpoint, case: Case) -> Text:
    """Return the date of a viewpoint's answers, with its name when it has one."""
    date = case.date or viewpoint.begun.astimezone().date()
    name = f"({viewpoint.name})" if viewpoint.name else ""
    return join([day(date), Text(name, name)])


def _given_otherwise(book: Casebook, viewpoint: Viewpoint, reasoner: Reasoner) -> list[Text]:
    """Say which verdict was given under other rules, if one was."""
    return [
        message(
            "screens",
            "given_under_other_rules",
            day=f"{one.made.astimezone():%Y-%m-%d}",
            outcome=casebooks.outcome_words(reasoner.base, one.outcome),
            rules=one.rules.hash,
        )
        for one in book.verdicts(viewpoint.id)
        if one.rules.hash != reasoner.base.version
    ]
