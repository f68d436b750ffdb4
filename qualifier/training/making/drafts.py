"""Draws drafts of a case (its truth, its near miss, what separates them, its trap) until one holds all that is wished.

Forms that rest on a few questions are dealt from a deck instead of drawn (see `doubts`). How likely answers are is for
`worlds`; marks, unknowns and cards come after, in `generator`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from math import exp
from random import Random

from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.diagram import Diagram
from qualifier.training.making.doubts import Dealt, Mark, dealt, decks
from qualifier.training.making.joint import Change, Joint, joint, least_changes, way_to
from qualifier.training.making.made import Difficulty, Trap
from qualifier.training.making.prior import Prior
from qualifier.training.making.traps import Traps
from qualifier.training.making.worlds import Wish, Worlds

ATTEMPTS = 48
# For so many of them, a medium case is to have two answers between it and its near miss; then one is enough.
FOR_TWO = 16
FEWEST_APART = 3
FEW_QUESTIONS = 6
LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for."""

    form: str
    difficulty: Difficulty
    near: str | None
    seed: int

    @property
    def name(self) -> str:
        """What a case made to this order is called."""
        return "-".join(one for one in (self.form, self.near, self.difficulty.value, str(self.seed)) if one)


@dataclass(frozen=True)
class Draft:
    """A case and its near miss, as far as they are drawn.

    Attributes:
        near: the form of the near miss; None when there is none.
        truth: the option of each question asked.
        pivot: what separates it from the near form.
        behind: what the near form rests on besides, where the case does not ask.
        trap: what misleads, if anything does.
        marks: how each answer is known, for a case that was dealt from a deck.
    """

    near: str | None
    truth: Mapping[str, str]
    pivot: Mapping[str, str]
    behind: Mapping[str, str]
    trap: Trap | None = None
    marks: Mapping[str, Mark] | None = None


class Drafts:
    """Draws drafts from the rules and what the library makes likely."""

    def __init__(self, base: RuleBase, diagram: Diagram, prior: Prior, worlds: Worlds, traps: Traps) -> None:
        """Take what to draw from."""
        self.base = base
        self.diagram = diagram
        self.prior = prior
        self.worlds = worlds
        self.traps = traps
        self.pairs = cache(self._pairs)
        self.decks = cache(self._decks)
        self.apart = cache(self._apart)

    def first_good(self, order: Order, chance: Random) -> Draft | None:
        """Return the first draft that holds all that is asked for; None when none of those drawn does."""
        if order.near == order.form:
            return None
        for count, options, marks in self._starts(order):
            fixed = self.worlds.ahead.ranks(options)
            draft = self._drawn(order, fixed, count, chance)
            trapped = self._trapped(order, draft, chance) if draft else None
            if trapped is not None:
                return replace(trapped, marks=marks)
        return None

    def possible(self, form: str, difficulty: Difficulty) -> Iterator[str]:
        """Yield the near forms that a form can have: exactly, by the diagram; on easy cases, those of a few draws.

        Args:
            form: the form.
            difficulty: how hard.
        """
        others = [one for one in self.base.forms if one != form]
        if difficulty is Difficulty.EASY:
            chance = _chance(form)
            drawn = [self.worlds.draw(Wish(form, form), chance) for _ in range(LOOKED_AT)]
            truths = [self.worlds.named(sides[0], self.worlds.asked(sides[0])) for sides in drawn if sides]
            yield from (one for one in others if any(self._way(truth, one) for truth in truths))
        else:
            counts = (1,) if difficulty is Difficulty.HARD else (1, 2)
            yield from (one for one in others if any(self.pairs(form, one).possible(count) for count in counts))

    # --- where drafts begin --------------------------------------------------------------------------------

    def _starts(self, order: Order) -> Iterator[tuple[int, Mapping[str, str], Mapping[str, Mark] | None]]:
        """Yield how many answers are to separate the sides, answers chosen beforehand, and their marks."""
        found = self.decks(order.form)
        if found is not None:
            yield from ((1, *card) for card in dealt(found[order.difficulty], order.seed))
        else:
            two = FOR_TWO if order.difficulty is Difficulty.MEDIUM else 0
            yield from ((2 if attempt < two else 1, {}, None) for attempt in range(ATTEMPTS))

    def _decks(self, form: str) -> Mapping[Difficulty, tuple[Dealt, ...]] | None:
        """Return the decks of a form that rests on a few questions; None for the others."""
        sides = self.worlds.draw(Wish(form, form), _chance(form))
        asked = self.worlds.asked(sides[0]) if sides else frozenset()
        if sides is None or len(asked) > FEW_QUESTIONS:
            return None
        ranks = sorted(asked)
        variants = []
        for chosen in product(*(range(self.diagram.sizes[rank]) for rank in ranks)):
            changed = {**sides[0], **dict(zip(ranks, chosen, strict=True))}
            if self.worlds.outcome(changed) == form and self.worlds.asked(changed) == asked:
                variants.append(self.worlds.named(changed, asked))
        return decks(variants, form)

    def _pairs(self, form: str, near: str) -> Joint:
        return Joint(self.diagram, form, self.diagram, near)

    # --- a draft -------------------------------------------------------------------------------------------

    def _drawn(self, order: Order, fixed: Mapping[int, int], count: int, chance: Random) -> Draft | None:
        if order.difficulty is Difficulty.EASY:
            return self._far(order, fixed, chance)
        near = order.near or self._near(order.form, fixed, chance)
        return self._close(order.form, near, fixed, count, chance) if near else None

    def _trapped(self, order: Order, draft: Draft, chance: Random) -> Draft | None:
        """Return a draft with its trap; an easy case may have none, the others may not."""
        kinds = self.traps.found(order.form, draft.near, draft.truth, frozenset(draft.pivot))
        if kinds:
            return replace(draft, trap=chance.choice(kinds[0]))
        return draft if order.difficulty is Difficulty.EASY else None

    def _far(self, order: Order, fixed: Mapping[int, int], chance: Random) -> Draft | None:
        """Draw an easy case, and a form from which three answers at least separate it, if there is one."""
        sides = self.worlds.draw(Wish(order.form, order.form, (), fixed), chance)
        if sides is None:
            return None
        truth = self.worlds.named(sides[0], self.worlds.asked(sides[0]))
        for one in [order.near] if order.near else self._neighbours(order.form, chance):
            pivot = self._way(truth, one)
            if pivot:
                return Draft(one, truth, pivot, {})
        return None if order.near else Draft(None, truth, {}, {})

    def _way(self, truth: Mapping[str, str], near: str) -> dict[str, str]:
        """Return answers to change, or give, up to a form; none when it may be closer than easy cases stand."""
        ranks = self.worlds.ahead.ranks(truth)
        far = least_changes(self.diagram, ranks, near) >= FEWEST_APART
        return self.worlds.named(way_to(self.diagram, ranks, near)) if far else {}

    def _close(self, form: str, near: str, fixed: Mapping[int, int], count: int, chance: Random) -> Draft | None:
        """Draw a case with its near miss."""
        changes = self._changes(form, near, fixed, count, chance)
        if not changes:
            return None
        kept = {rank: option for rank, option in fixed.items() if rank not in {one for one, _, _ in changes}}
        arguments = self.traps.arguments(form, near)
        lures = self.traps.lures(chance.choice(arguments).id) if arguments else {}
        sides = self.worlds.draw(Wish(form, near, changes, kept, lures), chance)
        if sides is None:
            return None
        asked = [self.worlds.asked(side) for side in sides]
        return Draft(
            near,
            truth=self.worlds.named(sides[0], asked[0]),
            pivot=self.worlds.named(sides[1], [rank for rank, _, _ in changes]),
            behind=self.worlds.named(sides[1], asked[1] - asked[0]),
        )

    # --- which neighbour, and what separates them ----------------------------------------------------------

    def _neighbours(self, form: str, chance: Random) -> list[str]:
        """Return the other forms in an order drawn by lot, those it is often taken for first."""
        confusions = [one for one in self.base.forms[form].confusions if one != form]
        others = [one for one in self.base.forms if one != form and one not in confusions]
        chance.shuffle(confusions)
        chance.shuffle(others)
        return [*confusions, *others]

    def _near(self, form: str, fixed: Mapping[int, int], chance: Random) -> str | None:
        neighbours = self._neighbours(form, chance)
        return next((one for one in neighbours if self._single(form, one, fixed)), None)

    def _single(self, form: str, near: str, fixed: Mapping[int, int]) -> list[Change]:
        """Return the single answers that can separate two forms; of answers already chosen, those that start there."""
        if not fixed:
            return self.apart(form, near)
        return [
            (rank, option, other)
            for rank, option in fixed.items()
            for other in range(self.diagram.sizes[rank])
            if option != other and self._leads(form, near, (rank, option, other), fixed)
        ]

    def _apart(self, form: str, near: str) -> list[Change]:
        pairs = self.pairs(form, near)
        return list(pairs.next_changes([pairs.root], 1)) if pairs.possible(1) else []

    def _leads(self, form: str, near: str, change: Change, fixed: Mapping[int, int]) -> bool:
        kept = {rank: option for rank, option in fixed.items() if rank != change[0]}
        return joint(self.diagram, form, near, (change,), kept).possible(0)

    def _changes(
        self, form: str, near: str, fixed: Mapping[int, int], count: int, chance: Random
    ) -> tuple[Change, ...]:
        """Draw what separates two forms: two answers if wished and possible, else one."""
        pairs = self.pairs(form, near)
        if fixed or count == 1 or not pairs.possible(count):
            single = self._single(form, near, fixed)
            return (self._likely(single, form, near, chance),) if single else ()
        first = pairs.next_changes([pairs.root], count)
        one = self._likely(list(first), form, near, chance)
        second = list(pairs.next_changes(sorted(first[one]), 1))
        return one, self._likely(second, form, near, chance)

    def _likely(self, changes: list[Change], form: str, near: str, chance: Random) -> Change:
        """Draw one change, each question as likely as another; one that opens no other questions, if there is one."""
        plain = [change for change in changes if change[0] not in self.worlds.gates] or changes
        rank = chance.choice(sorted({change[0] for change in plain}))
        here, there = self.prior.alone(form)[rank], self.prior.alone(near)[rank]
        options = [change for change in plain if change[0] == rank]
        return chance.choices(options, [exp(here[one] + there[other]) for _, one, other in options])[0]


def _chance(name: str) -> Random:
    return Random(name)  # noqa: S311 - nothing is kept secret by it
