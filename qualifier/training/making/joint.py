"""Pairs of ways of answering that differ in a few answers, one leading to a form and the other to another form.

Exact: both are followed through the diagram of the principal form at once. Here is also how far some answers are from a
form. How likely a pair is, is for `worlds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qualifier.reasoning.diagram import Diagram, leaf

Ranks = Mapping[int, int]
# A question, its option on one side, its option on the other.
Change = tuple[int, int, int]
# Where both sides stand in the diagrams.
Places = tuple[int, int]
Chooser = Callable[[int, list[int], Mapping[int, int]], int]
MOST_CHANGES = 2
FAR = 999


class Joint:
    """Two diagrams of the same questions followed at once, up to an outcome of the first and an outcome of the second.

    Both sides give the same answers, save for a few changes, each to a question that both of them ask there.
    """

    def __init__(self, one: Diagram, wanted: str, other: Diagram, near: str, most: int = MOST_CHANGES) -> None:
        """Take two diagrams, which may be the same one, the outcome wanted of each, and the most changes looked for."""
        self.sides = one, other
        self.most = most
        self.goals = one.outcomes.index(wanted), other.outcomes.index(near)
        self.reaching = tuple(_reaching(side, goal) for side, goal in zip(self.sides, self.goals, strict=True))
        self.known: dict[Places, int] = {}

    @property
    def root(self) -> Places:
        """Where both begin."""
        return self.sides[0].root, self.sides[1].root

    def possible(self, changes: int) -> bool:
        """Tell whether both outcomes can be reached with just so many changes."""
        return bool(self._changes(self.root) >> changes & 1)

    def draw(self, choose: Chooser) -> dict[int, int]:
        """Return answers that lead both sides to their outcomes without any change; there must be some.

        Args:
            choose: picks, for a question, one of the options that still lead there, given the answers before it.
        """
        places = self.root
        found: dict[int, int] = {}
        while places[0] >= 0 or places[1] >= 0:
            rank, *both = self._next(places)
            ways = list(zip(*both, strict=True))
            leading = [option for option, way in enumerate(ways) if self._changes(way) & 1]
            found[rank] = choose(rank, leading, found)
            places = ways[found[rank]]
        return found

    def next_changes(self, starts: Iterable[Places], left: int) -> dict[Change, set[Places]]:
        """Return the changes that may come first, with where each leads, when just so many are still to be made.

        Args:
            starts: where both sides may stand.
            left: how many changes are to be made, these ones included.
        """
        found: dict[Change, set[Places]] = {}
        waiting, met = list(starts), set(starts)
        while waiting:
            places = waiting.pop()
            if places[0] < 0 or places[1] < 0:
                continue
            rank, one, other = self._next(places)
            same = set(zip(one, other, strict=True))
            waiting += [way for way in same - met if self._changes(way) >> left & 1]
            met |= same
            for change, way in self._changed(places, rank, one, other):
                if self._changes(way) >> (left - 1) & 1:
                    found.setdefault(change, set()).add(way)
        return dict(sorted(found.items()))

    def _changes(self, places: Places) -> int:
        """Return, as bits, how many changes both outcomes can be reached with from there, up to the most."""
        found = self.known.get(places)
        if found is None:
            found = self.known[places] = self._looked_up(places)
        return found

    def _looked_up(self, places: Places) -> int:
        if not (self._reaches(0, places[0]) and self._reaches(1, places[1])):
            return 0
        if places[0] < 0 and places[1] < 0:
            return 1
        rank, one, other = self._next(places)
        bits = 0
        for way in set(zip(one, other, strict=True)):
            bits |= self._changes(way)
        if self.most:
            for way in {way for _, way in self._changed(places, rank, one, other)}:
                bits |= self._changes(way) << 1
        return bits & ((2 << self.most) - 1)

    def _changed(
        self, places: Places, rank: int, one: tuple[int, ...], other: tuple[int, ...]
    ) -> list[tuple[Change, Places]]:
        """Return the changes of the question asked at a place, with where they lead; none unless both sides ask it."""
        if self._asked(0, places[0]) != self._asked(1, places[1]):
            return []
        return [
            ((rank, option, changed), (there, elsewhere))
            for option, there in enumerate(one)
            for changed, elsewhere in enumerate(other)
            if option != changed
        ]

    def _next(self, places: Places) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """Return the next question that either side asks, and where its options lead each side."""
        asked = [self._asked(side, place) for side, place in enumerate(places)]
        rank = min(asked)
        size = self.sides[0].sizes[rank]
        one, other = (
            self.sides[side].nodes[place][1] if asked[side] == rank else (place,) * size
            for side, place in enumerate(places)
        )
        return rank, one, other

    def _asked(self, side: int, place: int) -> int:
        return self.sides[side].nodes[place][0] if place >= 0 else FAR

    def _reaches(self, side: int, place: int) -> bool:
        return self.reaching[side][place] if place >= 0 else leaf(place) == self.goals[side]


def _reaching(diagram: Diagram, goal: int) -> list[bool]:
    """Return, for each node, whether the outcome can still be reached from it."""
    found: list[bool] = []
    for _, places in diagram.nodes:
        found.append(any(found[place] if place >= 0 else leaf(place) == goal for place in places))
    return found


def joint(diagram: Diagram, wanted: str, near: str, changes: Iterable[Change], fixed: Ranks) -> Joint:
    """Return the pairs that differ in these changes and no others, lead to two forms, and hold some answers.

    Args:
        diagram: that of the principal form.
        wanted: the form of the first side.
        near: that of the second.
        changes: what differs.
        fixed: answers of both sides.
    """
    made = tuple(changes)
    first = diagram.given({**fixed, **{rank: option for rank, option, _ in made}})
    second = diagram.given({**fixed, **{rank: option for rank, _, option in made}})
    return Joint(first, wanted, second, near, most=0)


def settled(diagram: Diagram, answers: Ranks) -> str | None:
    """Return the outcome of every completion of some answers, or None when there are several.

    Args:
        diagram: that of the principal form.
        answers: some answers; nearly all of them, or this takes as long as `Diagram.given`.
    """
    met, waiting = {diagram.root}, [diagram.root]
    found: set[int] = set()
    while waiting and len(found) < 2:
        place = waiting.pop()
        if place < 0:
            found.add(place)
            continue
        rank, places = diagram.nodes[place]
        further = {places[answers[rank]]} if rank in answers else set(places)
        waiting += further - met
        met |= further
    return diagram.outcomes[leaf(found.pop())] if len(found) == 1 else None


def least_changes(diagram: Diagram, answers: Ranks, wanted: str) -> int:
    """Return how many answers must be changed, or given at last, to settle an outcome: never fewer, sometimes more.

    A question without an answer may stay open where all its options come to the same in the end.

    Args:
        diagram: that of the principal form.
        answers: where to start.
        wanted: the outcome.
    """
    goal = diagram.outcomes.index(wanted)
    least: list[int] = []
    for rank, places in diagram.nodes:
        costs = [least[place] if place >= 0 else (0 if leaf(place) == goal else FAR) for place in places]
        changed = min(cost + (answers.get(rank) != option) for option, cost in enumerate(costs))
        least.append(changed if rank in answers else min(changed, max(costs)))
    return least[diagram.root] if diagram.root >= 0 else FAR * (leaf(diagram.root) != goal)


def way_to(diagram: Diagram, answers: Ranks, wanted: str) -> dict[int, int]:
    """Return answers to change, or to give at last, that settle an outcome, none of them needless; none when none do.

    Args:
        diagram: that of the principal form.
        answers: where to start.
        wanted: the outcome.
    """
    goal = diagram.outcomes.index(wanted)
    least: list[tuple[int, int]] = []

    def far(place: int) -> int:
        return least[place][0] if place >= 0 else (0 if leaf(place) == goal else FAR)

    for rank, places in diagram.nodes:
        least.append(min((far(place) + (answers.get(rank) != option), option) for option, place in enumerate(places)))
    if far(diagram.root) >= FAR:
        return {}
    found: dict[int, int] = {}
    place = diagram.root
    while place >= 0:
        rank, places = diagram.nodes[place]
        option = least[place][1]
        if answers.get(rank) != option:
            found[rank] = option
        place = places[option]
    return _needed(diagram, answers, found, wanted)


def _needed(diagram: Diagram, answers: Ranks, changes: dict[int, int], wanted: str) -> dict[int, int]:
    """Return changes without those that the others do not need."""
    for rank in list(changes):
        fewer = {one: option for one, option in changes.items() if one != rank}
        if settled(diagram, {**answers, **fewer}) == wanted:
            changes = fewer
    return changes
