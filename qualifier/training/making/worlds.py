"""Draws a case and its near miss at once: likely by the library, exact by the diagram, free of tensions.

A draw gives every question an answer, those of closed branches too; which of them are asked is told by the rules. First
the questions that decide are answered one by one, each in proportion to how well its options go with the answers
before, among the options that still lead both sides where they must; then every answer is drawn again a few times,
beside all the others. What makes an option likely is for `prior`, what is possible for `joint`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

from qualifier.knowledge.cases import Answer
from qualifier.knowledge.conditions import In
from qualifier.reasoning.diagram import Diagram, leaf
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.relevance import relevant_questions
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.making.joint import Change, Ranks, joint, settled
from qualifier.training.making.prior import Prior

SWEEPS = 4
# What two answers that sit ill together cost, and what an option that makes a trap gains, as logarithms.
ILL_TOGETHER = 12.0
LURE = 1.2
Sides = tuple[dict[int, int], dict[int, int]]


@dataclass(frozen=True)
class Wish:
    """What is to be drawn.

    Attributes:
        form: the form of the case.
        near: that of its near miss; the form itself when none is wanted.
        changes: what separates them.
        fixed: answers already chosen.
        lures: options that would make a trap, by question.
    """

    form: str
    near: str
    changes: tuple[Change, ...] = ()
    fixed: Ranks = field(default_factory=dict)
    lures: Mapping[int, frozenset[int]] = field(default_factory=dict)


class Worlds:
    """Draws ways of answering."""

    def __init__(self, reasoner: Reasoner, ahead: Lookahead, prior: Prior) -> None:
        """Take the rules and what the library makes likely."""
        self.reasoner = reasoner
        self.ahead = ahead
        self.prior = prior
        self.diagram: Diagram = ahead.principal
        self.file_order = [ahead.rank[question] for question in reasoner.base.questions]
        gates = {one for found in reasoner.decisions.gates.values() for one in found}
        self.gates = tuple(ahead.rank[question] for question in reasoner.base.questions if question in gates)
        self.ill: dict[int, list[tuple[frozenset[int], int, frozenset[int]]]] = {}
        for tension in reasoner.base.tensions.values():
            self._ill(tension.one, tension.other)
            self._ill(tension.other, tension.one)
        self._asked: dict[tuple[int, ...], frozenset[int]] = {}

    def _ill(self, one: In, other: In) -> None:
        found = self.ill.setdefault(self.ahead.rank[one.subject], [])
        found.append((self._ranked(one), self.ahead.rank[other.subject], self._ranked(other)))

    def _ranked(self, leaf_: In) -> frozenset[int]:
        options = self.ahead.options[leaf_.subject]
        return frozenset(rank for rank, option in enumerate(options) if option in leaf_.values)

    def outcome(self, answers: Ranks) -> str:
        """Return the outcome of answers to every question."""
        return self.diagram.outcomes[leaf(self.diagram.read(answers))]

    def settled(self, options: Mapping[str, str]) -> str | None:
        """Return the outcome that some answers settle, by the names of questions and options; None when none."""
        return settled(self.diagram, self.ahead.ranks(options))

    def asked(self, answers: Ranks) -> frozenset[int]:
        """Return the questions that are asked on the way of answers to every question."""
        key = tuple(answers[gate] for gate in self.gates)
        if key not in self._asked:
            given = {self.ahead.order[gate]: Answer(self._option(gate, answers[gate])) for gate in self.gates}
            found = relevant_questions(self.reasoner.decisions, given)
            self._asked[key] = frozenset(self.ahead.rank[question] for question in found)
        return self._asked[key]

    def _option(self, rank: int, option: int) -> str:
        return self.ahead.options[self.ahead.order[rank]][option]

    def named(self, answers: Ranks, among: Iterable[int] | None = None) -> dict[str, str]:
        """Return answers by the names of questions and options, in the order of the files."""
        wanted = answers.keys() if among is None else answers.keys() & set(among)
        return {self.ahead.order[rank]: self._option(rank, answers[rank]) for rank in self.file_order if rank in wanted}

    def tense(self, answers: Ranks) -> bool:
        """Tell whether two answers that are asked sit ill together."""
        asked = self.asked(answers)
        own = {rank: answers[rank] for rank in asked}
        return any(self._clashes(rank, option, own) for rank, option in own.items())

    def _clashes(self, rank: int, option: int, others: Ranks) -> int:
        return sum(
            option in options and others.get(other, -1) in chosen for options, other, chosen in self.ill.get(rank, ())
        )

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self, wish: Wish, chance: Random) -> Sides | None:
        """Draw answers to every question, on the side of the form and on that of its near miss.

        Args:
            wish: what is wanted.
            chance: where the draws come from.

        Returns:
            Both sides; None when nothing fits the wish, or when this draw met a tension or needs fewer changes.
        """
        pairs = joint(self.diagram, wish.form, wish.near, wish.changes, wish.fixed)
        if not pairs.possible(0):
            return None
        own = {**wish.fixed, **{rank: option for rank, option, _ in wish.changes}}

        def choose(rank: int, leading: list[int], found: Mapping[int, int]) -> int:
            return self._pick(wish, rank, leading, {**own, **found}, chance)

        own.update(pairs.draw(choose))
        for rank in self.file_order:
            if rank not in own:
                own[rank] = self._pick(wish, rank, range(self.diagram.sizes[rank]), own, chance)
        sides = own, {**own, **{rank: option for rank, _, option in wish.changes}}
        if not self._needs_all(wish, own):
            return None
        for _ in range(SWEEPS):
            self._sweep(wish, sides, chance)
        return None if self.tense(own) else sides

    def _sweep(self, wish: Wish, sides: Sides, chance: Random) -> None:
        """Draw every answer again, beside all others; those of the wish stay, and so do the branches."""
        asked = self.asked(sides[0]) | self.asked(sides[1])
        held = {*wish.fixed, *(rank for rank, _, _ in wish.changes)}
        free = [rank for rank in self.file_order if rank in asked and rank not in held]
        chance.shuffle(free)
        for rank in free:
            others = {one: sides[0][one] for one in asked if one != rank}
            left = [option for option in range(self.diagram.sizes[rank]) if self._keeps(wish, sides, rank, option)]
            option = self._pick(wish, rank, left, others, chance)
            for side in sides:
                side[rank] = option

    def _keeps(self, wish: Wish, sides: Sides, rank: int, option: int) -> bool:
        """Tell whether both sides stay where they must be, with the same branches, when an answer is another."""
        for side, wanted in zip(sides, (wish.form, wish.near), strict=True):
            changed = {**side, rank: option}
            if self.outcome(changed) != wanted or (rank in self.gates and self.asked(changed) != self.asked(side)):
                return False
        return self._needs_all(wish, {**sides[0], rank: option})

    def _needs_all(self, wish: Wish, own: Ranks) -> bool:
        """Tell whether no single one of several changes is enough for the near miss."""
        return len(wish.changes) == 1 or all(
            self.outcome({**own, rank: option}) != wish.near for rank, _, option in wish.changes
        )

    def _pick(self, wish: Wish, rank: int, options: Sequence[int], others: Ranks, chance: Random) -> int:
        """Draw one of some options, in proportion to how well each goes with other answers."""
        alone = self.prior.alone(wish.form)[rank]
        lure = wish.lures.get(rank, frozenset())
        beside = tuple((other, option) for other, option in others.items() if other != rank)
        weights = [
            exp(
                alone[option]
                + self.prior.beside(rank, option, beside)
                + LURE * (option in lure)
                - ILL_TOGETHER * self._clashes(rank, option, others)
            )
            for option in options
        ]
        return chance.choices(options, weights)[0]
