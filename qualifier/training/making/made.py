"""A case made for training, as a value: its answers, the truth behind them, its near miss, trap, cards and story.

How it is made is in the modules beside this one, put together by `generator`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qualifier.knowledge.cases import Answer, Case
from qualifier.training.plays import Play, SeatCard
from qualifier.words import LANGS, Text


class Difficulty(StrEnum):
    """How close the near miss stands, how much is unknown, how second-hand the answers are."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def rank(self) -> int:
        """Its place, the easiest first."""
        return list(Difficulty).index(self)


@dataclass(frozen=True)
class Trap:
    """A fact that makes one think of another form, and on which the form of this case does not depend.

    Attributes:
        facts: the option of each question that it is made of; with all of them unknown, the form is still certain.
        speaks_for: the form it makes one think of; None when it only speaks against the right one.
        argument: the argument of the rules that it makes hold; None when it is only usual where the other form is.
        because: why it misleads, in words.
    """

    facts: Mapping[str, str]
    speaks_for: str | None
    argument: str | None
    because: Text


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One known fact of the story, as a sentence."""

    question: str
    say: Text


@dataclass(frozen=True)
class Story:
    """What is told of a case: an opening that gives nothing away, then the known facts one by one."""

    opening: Text
    facts: tuple[ToldFact, ...]

    @property
    def text(self) -> Text:
        """The whole, as one paragraph."""
        return Text(*(" ".join([self.opening.to(lang), *(one.say.to(lang) for one in self.facts)]) for lang in LANGS))


@dataclass(frozen=True)
class MadeCase:
    """A case made for training.

    Attributes:
        case: what can be answered: evidence marks and unknowns included. Its name tells the form.
        form: the form that these answers settle.
        difficulty: how hard it was asked to be.
        seed: what it was made from, with the form, the difficulty and the near form.
        full: the whole truth: an option for every question asked on the way.
        near: the form it nearly is; None on an easy case that is far from all others.
        pivot: the answers that separate it from that form: changed to these options, it is the near form.
        behind: answers of branches that the truth closes and the pivot opens: what the near form rests on once it does.
            They are no part of the case.
        trap: what misleads; None when no fact of the case does.
        unknowns: the questions left unknown: none of them could change the form.
        play: the same as a role-play, under a name that does not tell the form.
        story: what is told of it.
    """

    case: Case
    form: str
    difficulty: Difficulty
    seed: int
    full: Mapping[str, Answer]
    near: str | None
    pivot: Mapping[str, str]
    behind: Mapping[str, str]
    trap: Trap | None
    unknowns: tuple[str, ...]
    play: Play
    story: Story

    @property
    def cards(self) -> tuple[SeatCard, ...]:
        """The role cards that split the facts."""
        return self.play.roles

    @property
    def truth(self) -> dict[str, str]:
        """The option of each question of the whole truth."""
        return {question: answer.option for question, answer in self.full.items() if answer.option is not None}
