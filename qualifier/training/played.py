"""A role-play as it was played: what was answered from each seat and by all together, before and after a lever.

What is damaged is set aside as it is and told; the rest stays usable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualifier.knowledge.cases import Case
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.kept import Kept, case_data, notices, read_data, read_rows, record_content, record_text
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration

Json = Any
# All together is answered as if from one more seat; no role has this name, which a check on the files holds.
TOGETHER = "together"
FIRST, REPLAYED = 1, 2


@dataclass(frozen=True)
class SeatAnswers:
    """What was answered from one seat.

    Attributes:
        seat: the id of a role, or `together`.
        number: 1 for the scene, 2 for the scene with a lever changed.
        case: the answers.
        finished: nothing is left to ask.
    """

    seat: str
    number: int
    case: Case
    finished: bool = True


@dataclass(frozen=True)
class Played:
    """A role-play under way.

    Attributes:
        play: the name of its scenario.
        lever: the rank of the lever that was changed for the second scene; None before.
        seats: what was answered.
        unread: answers that were kept and cannot be read any more, as they were.
    """

    play: str
    lever: int | None = None
    seats: tuple[SeatAnswers, ...] = ()
    unread: tuple[object, ...] = ()

    @property
    def number(self) -> int:
        """The scene under way."""
        return FIRST if self.lever is None else REPLAYED

    @property
    def answered_again(self) -> bool:
        """Somebody has answered after the second scene."""
        return any(one.number == REPLAYED and one.case.answers for one in self.seats)

    def answers(self, number: int) -> Mapping[str, Case]:
        """Return what was answered after a scene, by role; all together left out."""
        return {one.seat: one.case for one in self.seats if one.number == number and one.seat != TOGETHER}

    def together(self, number: int) -> Case | None:
        """Return what all answered together after a scene, if they did."""
        return next((one.case for one in self.seats if (one.seat, one.number) == (TOGETHER, number)), None)

    def unfinished(self, number: int) -> tuple[str, ...]:
        """Return the seats from which somebody has begun to answer after a scene, without finishing."""
        return tuple(one.seat for one in self.seats if one.number == number and not one.finished)

    def found(self, seat: str, number: int) -> SeatAnswers | None:
        """Return what was answered from a seat after a scene, if anything."""
        return next((one for one in self.seats if (one.seat, one.number) == (seat, number)), None)

    def answered(self, answers: SeatAnswers, *, again: bool = False) -> Played:
        """Return the play with the answers of a seat.

        Args:
            answers: the answers.
            again: they take the place of those that were finished before.

        Raises:
            FaultsFound: that seat has answered already.
        """
        before = self.found(answers.seat, answers.number)
        if before is not None and before.finished and not again:
            raise FaultsFound([fault("seat_doubled", seat=answers.seat)])
        return replace(self, seats=(*(one for one in self.seats if one is not before), answers))

    def replayed(self, lever: int) -> Played:
        """Return the play with its second scene begun, a lever changed.

        Args:
            lever: the rank of the lever, from 0.

        Raises:
            FaultsFound: the second scene was answered with another lever.
        """
        if self.lever not in (None, lever) and any(one.number == REPLAYED for one in self.seats):
            raise FaultsFound([fault("lever_taken", number=(self.lever or 0) + 1)])
        return replace(self, lever=lever)


def played_text(played: Played, known: Sequence[Migration]) -> str:
    """Return what is kept of a play.

    Args:
        played: the play.
        known: the migrations of the rules.
    """
    seats = [_seat_data(played, one, known) for one in played.seats]
    return record_text({"play": played.play, "lever": played.lever, "seats": [*seats, *played.unread]})


def _seat_data(played: Played, one: SeatAnswers, known: Sequence[Migration]) -> Json:
    about = {"seat": one.seat, "number": one.number, "finished": one.finished}
    return {**about, **case_data(one.case, played.play, known)}


def played_from(text: str, name: str, base: RuleBase, known: Sequence[Migration]) -> tuple[Played, tuple[Fault, ...]]:
    """Read what was kept of a play.

    Args:
        text: what `played_text` gave.
        name: the name to show.
        base: the rules of today.
        known: the migrations of the rules.

    Returns:
        The play as the rules of today read it, and what is said of what fits them no more.

    Raises:
        FaultsFound: it is damaged as a whole, or a later version kept it.
    """
    data = record_content(text, name, {"play": str, "seats": list})

    def seat(row: Json) -> tuple[SeatAnswers, Kept]:
        number = int(row["number"])
        if number not in (FIRST, REPLAYED):
            raise ValueError(number)
        kept = read_data(row, name, base, known)
        return SeatAnswers(str(row["seat"]), number, kept.case, bool(row["finished"])), kept

    def unread(row: Mapping[str, Json]) -> Fault:
        told = str(row.get("seat", "?"))
        return fault("seat_unread", Place(name, path=told), seat=told)

    seats = read_rows(data["seats"], seat, unread)
    return Played(data["play"], _lever(data), seats.read, seats.unread), notices(name, seats)


def _lever(data: Mapping[str, Json]) -> int | None:
    lever = data.get("lever")
    return lever if isinstance(lever, int) and lever >= 0 else None
