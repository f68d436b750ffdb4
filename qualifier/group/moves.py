"""What moved between two rounds: each answer that is another, what people hold, which questions split no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualifier.explanation.over_time import what_moved
from qualifier.group.divides import Held, held_outcomes
from qualifier.group.viewpoints import View
from qualifier.group.voices import Voices
from qualifier.knowledge.cases import Answer
from qualifier.reasoning.verdict import Reasoner


@dataclass(frozen=True)
class Move:
    """An answer that is another in the second round.

    Attributes:
        label: whose.
        question: the question.
        before: the answer in the first round; an empty one when there was none.
        after: the answer in the second.
        decisive: whether this viewpoint would lead to its former outcome again if this answer alone had not moved.
    """

    label: str
    question: str
    before: Answer
    after: Answer
    decisive: bool


@dataclass(frozen=True)
class Moved:
    """What moved in a group.

    Attributes:
        moves: the answers that moved, by label, then in the rules' order; of those who answered in both rounds.
        before: what everybody in the first round held.
        after: what everybody in the second round holds.
        joined: the questions that no longer split those who answered in both rounds.
        parted: those that split them only now.
    """

    moves: tuple[Move, ...]
    before: tuple[Held, ...]
    after: tuple[Held, ...]
    joined: tuple[str, ...]
    parted: tuple[str, ...]

    @property
    def movers(self) -> tuple[str, ...]:
        """Those who changed something."""
        return tuple(dict.fromkeys(one.label for one in self.moves))


def moved(reasoner: Reasoner, before: Sequence[View], after: Sequence[View]) -> Moved:
    """Compare two rounds; viewpoints are matched by their labels.

    Args:
        reasoner: the rules.
        before: the viewpoints of the first round.
        after: those of the second, whole: what somebody did not change is there as well.

    Raises:
        FaultsFound: a round is without any viewpoint.
    """
    first, second = Voices(reasoner, before), Voices(reasoner, after)
    pairs = [(one, other) for one in first.views for other in second.views if one.label == other.label]
    were = _split(reasoner, [one for one, _ in pairs])
    are = _split(reasoner, [other for _, other in pairs])
    return Moved(
        moves=tuple(move for one, other in pairs for move in _moves(reasoner, one, other)),
        before=held_outcomes(reasoner, first.views),
        after=held_outcomes(reasoner, second.views),
        joined=tuple(one for one in reasoner.base.questions if one in were - are),
        parted=tuple(one for one in reasoner.base.questions if one in are - were),
    )


def _split(reasoner: Reasoner, views: Sequence[View]) -> set[str]:
    return set(Voices(reasoner, views).split) if views else set()


def _moves(reasoner: Reasoner, before: View, after: View) -> Iterator[Move]:
    verdicts = reasoner.outline(before.case), reasoner.outline(after.case)
    for question, decisive in what_moved(reasoner, before.case, after.case, *verdicts):
        yield Move(before.label, question, before.answer(question), after.answer(question), decisive)
