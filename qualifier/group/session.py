"""A session on one case: who answers in which round, what is hidden until when, the joint viewpoint, the dissents.

An immutable value: each step of the round returns a new one. What divides is worked out elsewhere, from its views; how
it is kept is in `session_text`; asking and showing are for the surfaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from qualifier.group.viewpoints import View
from qualifier.knowledge.cases import Case
from qualifier.knowledge.faults import FaultsFound, Place, fault

# Below this number of viewpoints no figure is given (docs/decisions/0021).
LEAST = 5
FEWEST_TO_COMPARE = 2
FIRST, SECOND = 1, 2
JOINT, DRAFTED = "joint", "drafted"
_LETTER = re.compile(r"[A-Z][0-9]{0,3}")


@dataclass(frozen=True)
class Turn:
    """What one participant answered in one round.

    Attributes:
        label: a letter, never a name.
        number: the round, 1 or 2.
        case: the answers.
        side: the organisation or the role they speak from, if sides are told apart.
        finished: nothing is left to ask.
    """

    label: str
    number: int
    case: Case
    side: str | None = None
    finished: bool = True

    @property
    def view(self) -> View:
        """What a group works with."""
        return View(self.label, self.case, self.side)


@dataclass(frozen=True, slots=True)
class Dissent:
    """A view held beside the joint one, recorded because its author wants it; nothing tells who that is.

    Attributes:
        why: the reason, in the author's words.
        form: the form they would name instead, when they want it recorded.
    """

    why: str
    form: str | None = None


@dataclass(frozen=True)
class Session:
    """Several viewpoints on one case, from the first answers to the joint viewpoint.

    Attributes:
        guide: the way of working that the group follows, if one of those the rules describe.
        verdicts: whether verdicts may be shown when the answers are revealed.
        named_sides: everybody agreed that answers are told by side, even where a side is one person.
        full: every question that matters is asked, not only those that can change the form.
        least: below this number of viewpoints no figure is given.
        sides: the sides that may be spoken from.
        turns: what was answered, in the order in which it came.
        number: the round under way.
        revealed: whether the answers of that round are revealed.
        talked: the questions that the group talked about and wants in its report.
        joint: what the group answers together, once it is finished.
        drafted: the same, while it is under way.
        dissents: other views that are held, with their reasons.
        unread: turns that were kept and cannot be read any more, as they were.
    """

    guide: str | None = None
    verdicts: bool = False
    named_sides: bool = False
    full: bool = False
    least: int = LEAST
    sides: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    number: int = FIRST
    revealed: bool = False
    talked: tuple[str, ...] = ()
    joint: Case | None = None
    drafted: Case | None = None
    dissents: tuple[Dissent, ...] = ()
    unread: tuple[object, ...] = ()

    # --- who answered --------------------------------------------------------------------------------------

    def turn(self, label: str, number: int) -> Turn | None:
        """Return what a participant answered in a round, if anything."""
        return next((one for one in self.turns if (one.label, one.number) == (label, number)), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """Those who answered in the first round, finished or not, in the order of their letters."""
        found = (one.label for one in self.turns if one.number == FIRST)
        return tuple(sorted(found, key=lambda one: (len(one), one)))

    @property
    def next_label(self) -> str:
        """The letter of the next participant: A to Z, then A2 and so on; never that of answers set aside."""
        aside = {str(one.get("label")) for one in self.unread if isinstance(one, Mapping)}
        return next(one for one in _letters() if one not in self.labels and one not in aside)

    def letter(self, asked: str | None) -> str:
        """Return the letter of who answers now: as asked for, else the next one.

        Args:
            asked: the letter that the participant gives, if any.

        Raises:
            FaultsFound: what is given is no letter, or it is the second round and none is given.
        """
        if asked is None and self.number == SECOND:
            raise FaultsFound([fault("letter_needed", known=", ".join(self.labels) or "—")])
        if asked is not None and not _LETTER.fullmatch(asked):
            raise FaultsFound([fault("letter_wrong", given=asked)])
        return asked or self.next_label

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those whose answers in the round under way are still to come, or not finished."""
        found = {one.label: one.finished for one in self.turns if one.number == self.number}
        return tuple(label for label in self.labels if not found.get(label, False))

    def views(self, number: int) -> tuple[View, ...]:
        """Return the viewpoints as they stand in a round; in the second, whoever did not answer again is as before.

        Args:
            number: the round.
        """
        latest = {one.label: one for one in self.turns if one.number <= number}
        return tuple(latest[label].view for label in self.labels if latest[label].case.answers)

    @property
    def answered_again(self) -> tuple[str, ...]:
        """Those who answered in the second round too, whether they changed something or not."""
        return tuple(one.label for one in self.turns if one.number == SECOND)

    @property
    def counted(self) -> bool:
        """Whether there are enough viewpoints for figures."""
        return len(self.views(self.number)) >= self.least

    # --- the steps of the round ----------------------------------------------------------------------------

    def answered(self, turn: Turn, *, again: bool = False) -> Session:
        """Return the session with the answers of a participant.

        Args:
            turn: the answers, in the round under way.
            again: they take the place of those that the same participant finished before.

        Raises:
            FaultsFound: that participant has answered already, the round is revealed, or the side is unknown.
        """
        before = self.turn(turn.label, turn.number)
        # Whoever began in a round that another window has closed meanwhile changes nothing of it any more.
        if self.revealed or turn.number != self.number:
            raise FaultsFound([fault(self._over, Place(path=turn.label))])
        if before is not None and before.finished and not again:
            raise FaultsFound([fault("participant_doubled", Place(path=turn.label), label=turn.label)])
        if turn.number == SECOND and turn.label not in self.labels:
            raise FaultsFound([fault("participant_unknown", label=turn.label, known=", ".join(self.labels) or "—")])
        if turn.side is not None and self.sides and turn.side not in self.sides:
            raise FaultsFound([fault("side_unknown", side=turn.side, known=", ".join(self.sides))])
        others = tuple(one for one in self.turns if one is not before)
        side = turn.side or (before.side if before else self._side_of(turn.label))
        return replace(self, turns=(*others, replace(turn, side=side)))

    def _side_of(self, label: str) -> str | None:
        first = self.turn(label, FIRST)
        return first.side if first else None

    @property
    def _over(self) -> str:
        """The code of the fault that a round is closed: what is left to do is not the same after the last."""
        return "round_over" if self.revealed and self.number == SECOND else "round_revealed"

    def withdrawn(self, label: str) -> Session:
        """Return the session without what a participant answered in the round under way, while it is hidden.

        Args:
            label: the participant's letter.

        Raises:
            FaultsFound: nobody with that letter answered in this round, or it is revealed.
        """
        here = tuple(one.label for one in self.turns if one.number == self.number)
        if label not in self.labels:
            raise FaultsFound([fault("participant_unknown", label=label, known=", ".join(self.labels) or "—")])
        if label not in here:
            raise FaultsFound([fault("nothing_to_withdraw", label=label, known=", ".join(here) or "—")])
        if self.revealed:
            raise FaultsFound([fault(self._over, Place(path=label))])
        left = tuple(one for one in self.turns if (one.label, one.number) != (label, self.number))
        return replace(self, turns=left)

    def reveal(self) -> Session:
        """Return the session with the answers of its round revealed; nobody may then answer in it any more.

        Raises:
            FaultsFound: there are not two viewpoints to compare.
        """
        found = self.views(self.number)
        if len(found) < FEWEST_TO_COMPARE:
            raise FaultsFound([fault("session_too_few", count=len(found))])
        return replace(self, revealed=True)

    def again(self) -> Session:
        """Return the session with its second round begun.

        Raises:
            FaultsFound: the first is not revealed, or the second is under way.
        """
        if self.number == SECOND:
            raise FaultsFound([fault("round_last")])
        if not self.revealed:
            raise FaultsFound([fault("round_not_revealed")])
        return replace(self, number=SECOND, revealed=False)

    def together(self, case: Case, *, finished: bool = True) -> Session:
        """Return the session with the joint viewpoint; with a draft of it, as long as it is not finished.

        Args:
            case: what the group answers together.
            finished: nothing is left to ask.

        Raises:
            FaultsFound: nothing was revealed: answers given apart come first.
        """
        if not self.revealed and self.number == FIRST:
            raise FaultsFound([fault("round_not_revealed")])
        return replace(self, joint=case, drafted=None) if finished else replace(self, drafted=case)

    def dissenting(self, dissent: Dissent) -> Session:
        """Return the session with one more dissent.

        Args:
            dissent: what is held beside the joint viewpoint.

        Raises:
            FaultsFound: there is no joint viewpoint to differ from.
        """
        if self.joint is None:
            raise FaultsFound([fault("joint_missing")])
        return replace(self, dissents=(*self.dissents, dissent))

    def talking(self, questions: Sequence[str]) -> Session:
        """Return the session with the questions that were talked about and may be in its report."""
        return replace(self, talked=tuple(dict.fromkeys((*self.talked, *questions))))


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    number = 2
    while True:
        yield from (f"{letter}{number}" for letter in ascii_uppercase)
        number += 1
