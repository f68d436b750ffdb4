"""The cheapest path from some answers to one outcome: given facts kept where possible, then as few steps as can be."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualifier.reasoning.diagram import leaf
from qualifier.reasoning.ways import Change, Start, Way

# Costs of a path, one after the other: facts that are given and would have to be otherwise; then steps; then, among
# as many steps, facts that the team can only find out.
GIVEN, STEP, FOUND_OUT = 1_000_000, 1_000, 1
STAYS_OPEN = -1
MOST_TRIES = 400


def cheapest_path(start: Start, outcome: str) -> Way | None:
    """Return the cheapest path to an outcome: as few given facts otherwise as can be, then as few steps.

    Args:
        start: where to begin.
        outcome: a form, or a reason to name none.

    Returns:
        The path, without changes when the answers lead there already; None when nothing does.
    """
    return _Path(start, outcome).way()


@dataclass(frozen=True)
class _Try:
    """A path under way: answers already chosen, and questions meant to stay as they are, by their ranks."""

    chosen: Mapping[int, int]
    left_open: frozenset[int]


class _Path:
    """The cheapest set of answers that leads to one outcome, found from lower bounds, the most promising first.

    A question without an answer may stay so only if all its options lead on, which costs at least as much as the
    dearest of them: one pass from the outcomes up gives a lower bound. The set read off it is checked; when it does
    lead there, nothing is cheaper. When it does not, some question cannot stay open: each of its options is
    tried, and leaving it open as well, with another of them answered.
    """

    def __init__(self, start: Start, outcome: str) -> None:
        self.start = start
        self.outcome = outcome
        self.diagram = start.ahead.principal
        self.order = start.ahead.order
        self.goal = leaf(self.diagram.outcomes.index(outcome))

    def way(self) -> Way | None:
        """Return the cheapest way, or None when none leads there."""
        chosen = self.cheapest()
        if chosen is None:
            return None
        return self.start.way(self.outcome, self.widened(self.needed(chosen)))

    def cheapest(self) -> dict[int, int] | None:
        """Return the answers to choose, all others being kept or staying open."""
        waiting: list[tuple[int, int, _Try]] = [(0, 0, _Try({}, frozenset()))]
        for number in range(1, MOST_TRIES):
            if not waiting:
                return None
            _, _, one = heapq.heappop(waiting)
            bounds = _Bounds(self, one, may_stay_open=True)
            if bounds.least is None:
                continue
            chosen, passed = bounds.walked()
            if self.leads(chosen):
                return chosen
            for further in self.further(one, [*passed, *chosen]):
                bound = _Bounds(self, further, may_stay_open=True).least
                if bound is not None:
                    heapq.heappush(waiting, (bound, number * len(self.order) + len(waiting), further))
        return _Bounds(self, _Try({}, frozenset()), may_stay_open=False).walked()[0]

    def further(self, one: _Try, met: list[int]) -> Iterator[_Try]:
        """Yield what to try when a path does not lead there: its first undecided question, answered or left as it is.

        Args:
            one: what was tried.
            met: the questions its path leaves open, then those it answers.
        """
        rank = next((rank for rank in met if rank not in one.left_open and rank not in one.chosen), None)
        if rank is None:
            return
        for option in range(self.diagram.sizes[rank]):
            yield _Try({**one.chosen, rank: option}, one.left_open)
        yield _Try(one.chosen, one.left_open | {rank})

    def step(self, rank: int, option: int) -> int:
        """Return what an answer costs on a path."""
        now = self.start.ranks.get(rank)
        if now == option:
            return 0
        if self.start.can_act(self.order[rank]):
            return STEP
        return STEP + (FOUND_OUT if now is None else GIVEN)

    def leads(self, chosen: Mapping[int, int]) -> bool:
        """Tell whether chosen answers lead to the goal whatever else is answered."""
        return self.diagram.given({**self.start.ranks, **chosen}).root == self.goal

    def needed(self, chosen: Mapping[int, int]) -> dict[int, int]:
        """Return the chosen answers without those that can be left out."""
        kept = dict(chosen)
        for rank in chosen:
            fewer = {one: option for one, option in kept.items() if one != rank}
            if self.leads(fewer):
                kept = fewer
        return kept

    def widened(self, chosen: Mapping[int, int]) -> Iterator[Change]:
        """Yield each choice with all the options that would do as well, whichever of the others' are taken."""
        others = {rank: (option,) for rank, option in self.start.ranks.items() if rank not in chosen}
        allowed: dict[int, tuple[int, ...]] = {rank: (option,) for rank, option in chosen.items()}
        for rank in chosen:
            for option in range(self.diagram.sizes[rank]):
                wider = {**allowed, rank: (*allowed[rank], option)}
                new = option not in allowed[rank] and option != self.start.ranks.get(rank)
                if new and self.diagram.among({**others, **wider}).root == self.goal:
                    allowed = wider
            options = self.start.ahead.options[self.order[rank]]
            yield Change(self.order[rank], tuple(options[option] for option in sorted(allowed[rank])))


class _Bounds:
    """For each node, the least that it costs to reach the goal from there; None where it cannot be."""

    def __init__(self, path: _Path, one: _Try, *, may_stay_open: bool) -> None:
        self.path = path
        self.one = one
        self.may_stay_open = may_stay_open
        self.costs: list[int | None] = []
        for rank, places in path.diagram.nodes:
            ways = [cost for cost, _ in self.ways(rank, places)]
            self.costs.append(min(ways, default=None))

    @property
    def least(self) -> int | None:
        """What the whole path costs at least."""
        spent = sum(self.path.step(rank, option) for rank, option in self.one.chosen.items())
        rest = self.cost(self.path.diagram.root)
        return None if rest is None else spent + rest

    def cost(self, place: int) -> int | None:
        if place < 0:
            return 0 if place == self.path.goal else None
        return self.costs[place]

    def ways(self, rank: int, places: tuple[int, ...]) -> list[tuple[int, int]]:
        """Return how one may go on from a node: the cost with the option, or with -1 for leaving it open."""
        there = [self.cost(place) for place in places]
        if rank in self.one.chosen:
            option = self.one.chosen[rank]
            cost = there[option]
            return [] if cost is None else [(cost, option)]
        found: list[tuple[int, int]] = []
        if rank not in self.path.start.ranks and self.may_stay_open and None not in there:
            found.append((max(cost for cost in there if cost is not None), STAYS_OPEN))
        found += [
            (cost + self.path.step(rank, option), option)
            for option, cost in enumerate(there)
            if cost is not None and (rank not in self.one.left_open or option == self.path.start.ranks.get(rank))
        ]
        return found

    def walked(self) -> tuple[dict[int, int], list[int]]:
        """Return the answers chosen along the cheapest path, and the questions it leaves open, where it meets them.

        Where a question stays open, the path goes along the dearest of its branches.
        """
        chosen, passed = dict(self.one.chosen), []
        place = self.path.diagram.root
        while place >= 0:
            rank, places = self.path.diagram.nodes[place]
            _, option = min(self.ways(rank, places))
            if option == STAYS_OPEN:
                passed.append(rank)
                place = max(places, key=lambda one: self.cost(one) or 0)
                continue
            if self.path.start.ranks.get(rank) != option:
                chosen[rank] = option
            place = places[option]
        return chosen, passed
