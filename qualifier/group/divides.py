"""What divides a group and what of it matters: exactly, by the decision diagram over every mixture of its answers.

Ids and labels only; what is said of them, and how much of it may leave the room, is for others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from qualifier.explanation.comparison import outcome_of
from qualifier.group.separating import Separation, separations
from qualifier.group.viewpoints import View
from qualifier.group.voices import Voices, in_order, labels_of
from qualifier.reasoning.decisions import PRINCIPAL
from qualifier.reasoning.lookahead import weight_left
from qualifier.reasoning.verdict import Reasoner

WhyNot = Literal["closed", "same"]


@dataclass(frozen=True)
class Voice:
    """An option, and those who choose it."""

    option: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """A question to which two or more options are voiced.

    Attributes:
        question: the question.
        voices: the options voiced, in the rules' order.
        silent: those who don't know, passed it over, or were not asked, as their own answers close it.
        matters: whether the outcome depends on it, for some way of settling the rest among its voices.
        leaves: for each option voiced, the outcomes still possible once the group has settled on it, all else staying
            open among its voices.
        why_not: why it does not matter: whichever of the voices one follows, it is not asked (`closed`); or the
            outcome is the same with each of these options (`same`). None when it matters.
    """

    question: str
    voices: tuple[Voice, ...]
    silent: tuple[str, ...]
    matters: bool
    leaves: Mapping[str, frozenset[str]]
    why_not: WhyNot | None = None

    @property
    def expected(self) -> Fraction:
        """How many outcomes settling it is expected to leave, each option being as likely as it has voices."""
        weights = {voice.option: len(voice.labels) for voice in self.voices}
        left = sum(weight * len(self.leaves[option]) for option, weight in weights.items())
        return Fraction(left, sum(weights.values()))


@dataclass(frozen=True)
class Held:
    """An outcome, and those whose own answers lead to it."""

    outcome: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class GroupMap:
    """Where a group stands.

    Attributes:
        views: the viewpoints, by their labels.
        held: the outcome of each viewpoint on its own, the most held first; as many, in the rules' order.
        possible: the outcomes of every mixture of the voices; a question that nobody answers may be anything.
        mattering: the questions that split and matter; first the one whose settling is expected to leave the fewest
            outcomes.
        aside: those that split and do not matter, in the rules' order.
        unknown: the questions that nobody answers and that still matter, first those that would settle most; those
            that nobody was asked, and that only a mixture of the voices opens, come last.
        separations: what separates each two outcomes held.
    """

    views: tuple[View, ...]
    held: tuple[Held, ...]
    possible: frozenset[str]
    mattering: tuple[Split, ...]
    aside: tuple[Split, ...]
    unknown: tuple[str, ...]
    separations: tuple[Separation, ...]


def group_map(reasoner: Reasoner, views: Sequence[View]) -> GroupMap:
    """Work out where a group stands.

    Args:
        reasoner: the rules.
        views: the viewpoints, in any order.

    Raises:
        FaultsFound: there is no viewpoint, or the rules are too large for their diagrams.
    """
    voices = Voices(reasoner, views)
    held = held_outcomes(reasoner, voices.views)
    splits = [_split(voices, question) for question in voices.split]
    return GroupMap(
        views=voices.views,
        held=held,
        possible=voices.possible,
        mattering=tuple(sorted((one for one in splits if one.matters), key=lambda one: one.expected)),
        aside=tuple(one for one in splits if not one.matters),
        unknown=_unknown(voices),
        separations=separations(voices, {one.outcome: one.labels for one in held}),
    )


def held_outcomes(reasoner: Reasoner, views: Sequence[View]) -> tuple[Held, ...]:
    """Return the outcome of each viewpoint on its own, the most held first.

    Args:
        reasoner: the rules.
        views: the viewpoints.
    """
    found: dict[str, list[str]] = {}
    for view in in_order(views):
        found.setdefault(outcome_of(reasoner.outline(view.case)), []).append(view.label)
    # The reasons for naming no form that the rules do not rank come after those they do.
    ranks = {outcome: rank for rank, outcome in enumerate(reasoner.decisions.domains[PRINCIPAL])}
    held = [Held(outcome, tuple(labels)) for outcome, labels in sorted(found.items())]
    return tuple(sorted(held, key=lambda one: (-len(one.labels), ranks.get(one.outcome, len(ranks)))))


def _split(voices: Voices, question: str) -> Split:
    voiced = voices.said[question]
    speaking = {view.label for views in voiced.values() for view in views}
    matters = voices.matters(question)
    return Split(
        question,
        tuple(Voice(option, labels_of(views)) for option, views in voiced.items()),
        tuple(label for label in labels_of(voices.views) if label not in speaking),
        matters,
        MappingProxyType(voices.leaves(question)),
        None if matters else "closed" if voices.closed(question) else "same",
    )


def _unknown(voices: Voices) -> tuple[str, ...]:
    questions = [one for one in voices.reasoner.base.questions if one not in voices.said and voices.matters(one)]
    weights = {one: weight_left(voices.left, voices.ahead.rank[one]) for one in questions}
    return tuple(sorted(questions, key=lambda one: (not voices.was_met(one), weights[one])))
