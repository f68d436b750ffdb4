"""How alike answers are over several sessions: by question and for the form, before and after the groups talked.

Each session is one case; people are compared within a session only, so that their letters need not mean the same
person from one to the next. A session counts, for a question as for the form, where at least as many people answered
as it takes for figures, in each of the rounds that stand side by side. No line is about a person or about one session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qualifier.explanation.agreement import Agreement, agreement
from qualifier.explanation.comparison import outcome_of
from qualifier.group.session import FIRST, SECOND, Session
from qualifier.group.viewpoints import View
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import figures
from qualifier.report.contents.parts import Blocks, part_of, texts, words
from qualifier.report.document import Document, Paragraph, Table
from qualifier.words import Text, message

# On a single case no coefficient makes sense, and a figure would be about that group.
FEWEST_SESSIONS = 2
Figures = tuple[Agreement | None, ...]


def alike_document(reasoner: Reasoner, sessions: Sequence[Session]) -> Document:
    """Return how alike the answers of several sessions are.

    Args:
        reasoner: the rules with their engine.
        sessions: the sessions, in any order; those that cannot count are told by their rank, with the reason.

    Raises:
        FaultsFound: the library that works out coefficients is not installed.
    """
    counted, aside = _counted(sessions)
    held = tuple(_held(reasoner, one) for one in counted)
    about = (
        (message("group", "agreement_sessions"), figures.count(len(held))),
        (message("group", "viewpoints"), figures.count(sum(len(one.rounds[0]) for one in held))),
        (message("contents", "rules"), Text(reasoner.base.version, reasoner.base.version)),
    )
    blocks = (
        Paragraph(message("group", "agreement_note"), "note"),
        *part_of(message("group", "agreement_aside"), texts(aside)),
        *_figures(reasoner.base, held),
    )
    return Document(message("group", "agreement_title"), about, blocks, message("group", "agreement_foot"))


def _figures(base: RuleBase, held: Sequence[_Held]) -> Blocks:
    if len(held) < FEWEST_SESSIONS:
        yield Paragraph(message("group", "agreement_one_case", count=len(held)), "strong")
        return
    shown = _Shown(base, _side_by_side(held))
    yield from _rounds(held)
    yield from figures.forms(shown.names, shown.figures(lambda one: one.outcome))
    yield from _to_reword(shown)
    yield from part_of(message("group", "agreement_by_question"), _by_question(shown))
    yield from figures.meaning()


# --- the sessions that count -------------------------------------------------------------------------------


def _counted(sessions: Sequence[Session]) -> tuple[tuple[Session, ...], tuple[Text, ...]]:
    """Return the sessions that count, and for each other one why it does not."""
    counted: list[Session] = []
    aside: list[Text] = []
    for rank, session in enumerate(sessions, start=1):
        why = "doubled" if session in counted else _why_not(session)
        if why is None:
            counted.append(session)
        else:
            aside.append(
                message(
                    "group",
                    f"agreement_aside_{why}",
                    name=message("group", "agreement_nameless", rank=rank),
                    least=session.least,
                )
            )
    return tuple(counted), tuple(aside)


def _why_not(session: Session) -> str | None:
    if not session.revealed and session.number == FIRST:
        return "hidden"
    return "few" if len(_views(session)[0]) < session.least else None


def _views(session: Session) -> tuple[tuple[View, ...], ...]:
    """Return the viewpoints of each round that is revealed; of two rounds, those that are in both."""
    first = session.views(FIRST)
    if session.number == FIRST or not session.revealed:
        return (first,)
    second = session.views(SECOND)
    both = {one.label for one in first} & {one.label for one in second}
    return tuple(tuple(one for one in views if one.label in both) for views in (first, second))


# --- what they tell ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """What a viewpoint tells.

    Attributes:
        outcome: the form it reaches; None when the questionnaire was left before the facts gave one.
        options: the options of the questions that were to be asked.
    """

    outcome: str | None
    options: Mapping[str, str]


@dataclass(frozen=True)
class _Held:
    """A session that counts: what is told in each of its rounds, and how many people it takes for figures."""

    least: int
    rounds: tuple[tuple[_Told, ...], ...]

    @property
    def twice(self) -> bool:
        return len(self.rounds) > 1


Reads = Callable[[_Told], str | None]


def _held(reasoner: Reasoner, session: Session) -> _Held:
    return _Held(session.least, tuple(tuple(_told(reasoner, one) for one in views) for views in _views(session)))


def _told(reasoner: Reasoner, view: View) -> _Told:
    verdict = reasoner.outline(view.case)
    left_early = verdict.because == "missing" and view.case.at is not None
    options = options_that_count(reasoner.decisions, view.case.answers)
    return _Told(None if left_early else outcome_of(verdict), options)


# --- rounds side by side -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Columns:
    """Rounds that stand side by side, over the same sessions."""

    names: tuple[Text, ...]
    held: tuple[_Held, ...]

    def figures(self, reads: Reads) -> Figures:
        """Return how alike the answers of each round are; None for all of them where too few people answered.

        Args:
            reads: gives the answer of a viewpoint, if it has one.
        """
        units = [[_answers(told, reads) for told in one.rounds] for one in self.held]
        enough = [
            rounds
            for one, rounds in zip(self.held, units, strict=True)
            if all(len(answers) >= one.least for answers in rounds)
        ]
        if len(enough) < FEWEST_SESSIONS:
            return (None,) * len(self.names)
        return tuple(agreement(_table(answers)) for answers in zip(*enough, strict=True))


def _answers(told: Iterable[_Told], reads: Reads) -> list[str]:
    return [answer for one in told if (answer := reads(one)) is not None]


def _table(units: Sequence[Sequence[str]]) -> list[list[str | None]]:
    """Return one row an answer: whoever answers in a session is nobody of another one."""
    return [
        [answer if rank == column else None for column in range(len(units))]
        for rank, answers in enumerate(units)
        for answer in answers
    ]


def _side_by_side(held: Sequence[_Held]) -> tuple[_Columns, ...]:
    """Return the first round of all sessions, and both rounds of those that have two, unless that is all of them."""
    twice = tuple(one for one in held if one.twice)
    both = _Columns((message("group", "agreement_before"), message("group", "agreement_after")), twice)
    first = _Columns((message("group", "agreement_first"),), tuple(replace(one, rounds=one.rounds[:1]) for one in held))
    if len(twice) < FEWEST_SESSIONS:
        return (first,)
    return (both,) if len(twice) == len(held) else (first, both)


def _rounds(held: Sequence[_Held]) -> Blocks:
    """Say which sessions have a second round, when some of them have and others not."""
    count = sum(one.twice for one in held)
    if count == 1:
        yield Paragraph(message("group", "agreement_one_twice"), "quiet")
    elif 1 < count < len(held):
        yield Paragraph(message("group", "agreement_some_twice", count=count, total=len(held)), "quiet")


@dataclass(frozen=True)
class _Shown:
    """What the document shows, column by column."""

    base: RuleBase
    columns: tuple[_Columns, ...]

    @property
    def names(self) -> tuple[Text, ...]:
        return tuple(name for one in self.columns for name in one.names)

    def figures(self, reads: Reads) -> Figures:
        return tuple(found for one in self.columns for found in one.figures(reads))

    @cached_property
    def questions(self) -> Mapping[str, Figures]:
        """The figures of each question that has some, in the order of asking."""
        found = {id_: self._question(id_) for id_ in self.base.asked_of_all}
        return {id_: row for id_, row in found.items() if any(row)}

    def _question(self, id_: str) -> Figures:
        return self.figures(lambda one: one.options.get(id_))


# --- the questions -----------------------------------------------------------------------------------------


def _to_reword(shown: _Shown) -> Blocks:
    """Yield the questions that stay below the usual marks before anybody talked, the least alike first."""
    low = [(id_, row[0]) for id_, row in shown.questions.items() if row[0] is not None and row[0].below]
    low.sort(key=lambda pair: pair[1].raw or 0.0)
    table = figures.questions((shown.base.questions[id_].ask, found, ()) for id_, found in low)
    yield from figures.hardest(Paragraph(message("group", "agreement_why")), table if low else None)


def _by_question(shown: _Shown) -> Blocks:
    yield Paragraph(message("group", "agreement_enough"), "quiet")
    always = [id_ for id_, row in shown.questions.items() if all(one is None or one.raw == 1 for one in row)]
    yield from _tables(shown, {id_: row for id_, row in shown.questions.items() if id_ not in always})
    if len(shown.names) > 1:
        yield words("figure_moved_caution")
    asks = [shown.base.questions[id_].ask for id_ in always]
    yield from part_of(message("group", "agreement_always"), texts(asks), 2)
    total = len(shown.base.asked_of_all)
    count = total - len(shown.questions)
    if count:
        yield Paragraph(message("group", "agreement_untold", count=count, total=total), "quiet")


def _tables(shown: _Shown, found: Mapping[str, Figures]) -> Blocks:
    """Yield one table a figure, with the rounds side by side."""
    if not found:
        return
    yield words("figure_brief", "quiet")
    head = (message("contents", "figure_question"), *shown.names)
    cells = {shown.base.questions[id_].ask: [figures.brief(one) for one in row] for id_, row in found.items()}
    for rank, key in enumerate(("same_answer", "alpha", "ac1")):
        rows = tuple((ask, *(three[rank] for three in row)) for ask, row in cells.items())
        yield Table(message("contents", f"figure_{key}"), head, rows)
