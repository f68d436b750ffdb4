"""The debrief of a role-play, as data: seats beside each other, beside the group, beside the full file.

Which answers of a seat are not the file's, which of them matter for its reading (exactly), and what on the cards
explains each. The pages made of it are in `debrief_pages`; playing again with a lever is in `replay`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from qualifier.explanation.comparison import outcome_of
from qualifier.knowledge.cases import Case
from qualifier.reasoning.verdict import Reasoner, Status
from qualifier.training.causes import Cause, cause_of
from qualifier.training.plays import Play, options_of, seat_case
from qualifier.training.switching import Switches, switches

GROUP = "group"


@dataclass(frozen=True)
class SeatSeen:
    """What one seat, or all together, answered and what is read in it.

    Attributes:
        seat: the id of the role; `group` for all together.
        case: the answers.
        outcome: a form, or a reason to name none.
        status: how firm it is.
        switched: what becomes of the reading when answers are switched to the file's; None without diagrams.
    """

    seat: str
    case: Case
    outcome: str
    status: Status
    switched: Switches | None

    @property
    def role(self) -> str | None:
        """The id of the role; None for all together."""
        return None if self.seat == GROUP else self.seat

    @property
    def options(self) -> Mapping[str, str]:
        """The option of each question that has one."""
        return options_of(self.case)

    def difference(self, question: str, held: str | None, cause: Cause) -> Difference:
        """Return an answer of this seat that is not the file's, with how much it matters here."""
        found = self.switched
        if found is None:
            return Difference(self.seat, held, cause, matters=True, alone=False, wanted=False)
        alone, wanted = question in found.alone, question in found.enough
        return Difference(self.seat, held, cause, question in found.together, alone, wanted)


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer of a seat that is not the file's.

    Attributes:
        seat: the id of the role; `group` for all together.
        held: the option it has; None when it has none.
        cause: what on the cards explains it.
        matters: whether the file's answer would change what the seat concludes, alone or with others.
        alone: whether it would by itself.
        wanted: whether it is one of the fewest that would lead the seat to what the file reads.
    """

    seat: str
    held: str | None
    cause: Cause
    matters: bool
    alone: bool
    wanted: bool


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """A question to which at least one seat has not the file's answer.

    Attributes:
        true: the file's answer; None when it has none.
        agreeing: the seats that have it too.
        differences: those that have not.
    """

    question: str
    true: str | None
    agreeing: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def matters(self) -> bool:
        """Whether it matters for the reading of one seat at least."""
        return any(one.matters for one in self.differences)

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much it matters: how many seats want it to read as the file does, would change by it alone, or at all."""
        counts = ((one.wanted, one.alone, one.matters) for one in self.differences)
        wanted, alone, matters = map(sum, zip(*counts, strict=True))
        return wanted, alone, matters


@dataclass(frozen=True)
class Debrief:
    """A role-play compared with its full file.

    Attributes:
        by_cards: nobody has answered: the seats are read by their cards alone.
        seats: those that answered.
        missing: the roles without answers.
        group: the answers of all together, if they were given.
        outcome: what the full file reads; its status.
        mattering: the questions that matter for the reading of a seat, the weightiest first.
        aside: those that change nothing, in the order of the questionnaire.
        apart: for two seats, the questions that they answer with different options, the ones that matter first.
        found: the questions on which the group has the file's answer while a seat has not.
    """

    play: Play
    by_cards: bool
    seats: tuple[SeatSeen, ...]
    missing: tuple[str, ...]
    group: SeatSeen | None
    outcome: str
    status: Status
    mattering: tuple[QuestionSeen, ...]
    aside: tuple[QuestionSeen, ...]
    apart: Mapping[tuple[str, str], tuple[str, ...]]
    found: tuple[str, ...]


def debrief(
    reasoner: Reasoner, play: Play, played: Mapping[str, Case] | None = None, group: Case | None = None
) -> Debrief:
    """Compare what the seats answered with each other, with the group, with the full file.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
        played: the answers from each seat, by role; those missing are named, and nothing is made up for them. When it
            is None, every seat is read by its card alone.
        group: the answers of all together, if they were given.

    Raises:
        FaultsFound: answers are given for a role that the play does not have.
    """
    for role in played or ():
        play.card(role)
    cases = {card.id: seat_case(play, card.id) for card in play.roles} if played is None else dict(played)
    seats = tuple(_seen(reasoner, play, card.id, cases[card.id]) for card in play.roles if card.id in cases)
    together = None if group is None else _seen(reasoner, play, GROUP, group)
    everyone = (*seats, together) if together else seats
    mattering, aside = _questions(reasoner, play, everyone)
    full = reasoner.outline(play.scenario.case)
    return Debrief(
        play=play,
        by_cards=played is None,
        seats=seats,
        missing=tuple(card.id for card in play.roles if card.id not in cases),
        group=together,
        outcome=outcome_of(full),
        status=full.status,
        mattering=mattering,
        aside=aside,
        apart=_apart(seats, [one.question for one in (*mattering, *aside)]),
        found=_found(seats, together, mattering),
    )


def _seen(reasoner: Reasoner, play: Play, seat: str, case: Case) -> SeatSeen:
    verdict = reasoner.outline(case)
    switched = None if reasoner.ahead is None else switches(reasoner.ahead, options_of(case), play.full)
    return SeatSeen(seat, case, outcome_of(verdict), verdict.status, switched)


def _questions(
    reasoner: Reasoner, play: Play, seats: tuple[SeatSeen, ...]
) -> tuple[tuple[QuestionSeen, ...], tuple[QuestionSeen, ...]]:
    """Return the questions that a seat answers otherwise: those that matter, the weightiest first, and the others."""
    found = [one for id_ in reasoner.base.questions if (one := _question(play, id_, seats)).differences]
    mattering = sorted((one for one in found if one.matters), key=lambda one: one.weight, reverse=True)
    return tuple(mattering), tuple(one for one in found if not one.matters)


def _question(play: Play, question: str, seats: Iterable[SeatSeen]) -> QuestionSeen:
    true = play.full.get(question)
    agreeing, differences = [], []
    for seat in seats:
        held = seat.options.get(question)
        if held != true:
            cause = cause_of(play, seat.role, question, seat.case.answers.get(question))
            differences.append(seat.difference(question, held, cause))
        elif true is not None:
            agreeing.append(seat.seat)
    return QuestionSeen(question, true, tuple(agreeing), tuple(differences))


def _apart(seats: tuple[SeatSeen, ...], questions: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return, for each two seats, the questions that both answer, and not alike."""
    order = tuple(dict.fromkeys(questions))
    found = {}
    for one, other in combinations(seats, 2):
        held, held_there = one.options, other.options
        contrary = tuple(id_ for id_ in order if id_ in held and id_ in held_there and held[id_] != held_there[id_])
        if contrary:
            found[one.seat, other.seat] = contrary
    return found


def _found(seats: tuple[SeatSeen, ...], group: SeatSeen | None, mattering: Iterable[QuestionSeen]) -> tuple[str, ...]:
    """Return the facts that matter, that a seat had not, and that all together have."""
    if group is None:
        return ()
    return tuple(
        one.question
        for one in mattering
        if one.true is not None
        and group.options.get(one.question) == one.true
        and any(seat.options.get(one.question) != one.true for seat in seats)
    )


def debrief_data(found: Debrief) -> dict[str, Any]:
    """Return a debrief as plain data: ids only, for a file or another program.

    Args:
        found: the debrief.
    """
    everyone = (*found.seats, found.group) if found.group else found.seats
    return {
        "play": found.play.id,
        "by_cards": found.by_cards,
        "full": {"outcome": found.outcome, "status": found.status},
        "seats": {one.seat: _seat_data(one) for one in everyone},
        "missing": list(found.missing),
        "mattering": [_question_data(one) for one in found.mattering],
        "aside": [_question_data(one) for one in found.aside],
        "apart": [{"seats": list(pair), "questions": list(asked)} for pair, asked in found.apart.items()],
        "found_together": list(found.found),
    }


def _seat_data(seat: SeatSeen) -> dict[str, Any]:
    enough = list(seat.switched.enough) if seat.switched else None
    return {"outcome": seat.outcome, "status": seat.status, "enough_to_read_as_the_file": enough}


def _question_data(one: QuestionSeen) -> dict[str, Any]:
    return {
        "question": one.question,
        "file": one.true,
        "agreeing": list(one.agreeing),
        "differences": [
            {
                "seat": other.seat,
                "held": other.held,
                "cause": other.cause.kind,
                "by": list(other.cause.by),
                "matters": other.matters,
                "alone": other.alone,
                "wanted": other.wanted,
            }
            for other in one.differences
        ],
    }
