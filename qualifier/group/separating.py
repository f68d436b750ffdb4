"""What separates two outcomes that are held: the fewest answers that, taken over, turn one into the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from qualifier.explanation.comparison import outcome_of
from qualifier.group.mixing import mixture
from qualifier.group.voices import Voices
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import UNDETERMINED

Options = Mapping[str, str]


@dataclass(frozen=True)
class Switch:
    """An answer that is taken over: the one given here, the one given there; None where there is none."""

    question: str
    here: str | None
    there: str | None


@dataclass(frozen=True)
class Separation:
    """The fewest answers that turn a viewpoint of one outcome into another outcome, taken from a viewpoint of that one.

    They turn it into that outcome as firmly as it is held there: what the other's own answers rule out is ruled out.

    Attributes:
        one: the outcome to start from.
        other: the outcome it becomes.
        switches: the answers taken over, in the rules' order.
    """

    one: str
    other: str
    switches: tuple[Switch, ...]


def separations(voices: Voices, held: Mapping[str, Sequence[str]]) -> tuple[Separation, ...]:
    """Return what separates each two outcomes held.

    Of all pairs of viewpoints that hold the two, the pair that needs fewest is told. What leads to an outcome for want
    of answers is a place to start from and not to go to: one learns what is missing. Between two such outcomes nothing
    is told.

    Args:
        voices: the answers of the group.
        held: the labels of those who hold each outcome, the most held first.
    """
    return tuple(
        _Between(voices, one, other).fewest(held[one], held[other])
        for first, second in combinations(held, 2)
        for one, other in [(first, second) if _named(voices, second) else (second, first)]
        if _named(voices, other)
    )


def _named(voices: Voices, outcome: str) -> bool:
    """Tell whether answers lead to an outcome, and not the want of them."""
    return outcome != UNDETERMINED and outcome in voices.ahead.principal.outcomes


class _Between:
    """Looks for what separates one outcome from another."""

    def __init__(self, voices: Voices, one: str, other: str) -> None:
        self.voices = voices
        self.one = one
        self.other = other
        self.order = tuple(voices.reasoner.base.questions)

    def fewest(self, holding_one: Sequence[str], holding_other: Sequence[str]) -> Separation:
        """Return the fewest answers over all pairs: the same ones in whatever order the viewpoints come."""
        here = self.apart(view.options for view in self.voices.views if view.label in holding_one)
        pairs = zip(self.voices.views, self.voices.counting, strict=True)
        there = self.apart(counting for view, counting in pairs if view.label in holding_other)
        ways = (self.switches(own, others) for own, others in product(here, there))
        return Separation(self.one, self.other, min(ways, key=lambda one: (len(one), self.key(one))))

    @staticmethod
    def apart(answers: Iterator[Mapping[str, str]]) -> list[Mapping[str, str]]:
        """Return sets of answers without those that are the same."""
        return list({frozenset(one.items()): one for one in answers}.values())

    def key(self, switches: tuple[Switch, ...]) -> list[tuple[int, str, str]]:
        return [(self.order.index(one.question), one.here or "", one.there or "") for one in switches]

    def switches(self, own: Options, others: Options) -> tuple[Switch, ...]:
        """Return the fewest answers of others that lead one's own to the other outcome."""
        for ranks, settles in mixture(self.voices.ahead, own, others, self.other).cheapest():
            taken = {self.voices.ahead.order[rank] for rank in ranks}
            if settles or self.leads(own, others, taken):
                return tuple(Switch(one, own.get(one), others.get(one)) for one in self.order if one in taken)
        # Not reached: whoever takes every answer over holds what the other holds.
        raise AssertionError(self.other)

    def leads(self, own: Options, others: Options, taken: set[str]) -> bool:
        """Tell whether the verdict on a mixture is the other outcome."""
        mixed = {one: (others if one in taken else own).get(one) for one in self.order}
        answers = {question: Answer(option) for question, option in mixed.items() if option is not None}
        return outcome_of(self.voices.reasoner.outline(Case("", answers))) == self.other
