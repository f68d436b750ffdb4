"""Two people's answers mixed: for every way of taking some of the other's answers over, where the mixture leads.

A diagram again, which asks of each question only whether its answer is kept or taken over; the cheapest ways through it
are exact. Which two people, and what is told of it, is for `separating`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from qualifier.reasoning.diagram import Answers, Diagram, leaf
from qualifier.reasoning.lookahead import Lookahead

# What a mixture is worth that leaves possible what the other's answers rule out.
NO = 0
# The rank of a question, where keeping one's own answer leads, and where taking the other's over does. A place of 0 or
# more is such a node, always one that stands before; a negative one is a value, as `leaf` has it.
Fork = tuple[int, int, int]
# A way through the forks: how many answers it takes at the least, those taken over, those kept, where it has come to;
# and, once at its end, the last of the answers taken over that it has no need of.
_Way = tuple[int, tuple[int, ...], tuple[int, ...], int, int]


@dataclass(frozen=True)
class Mixture:
    """For each way of taking answers over, which outcomes are left, as bits; `NO` where one of them is ruled out there.

    Attributes:
        forks: the nodes, each after those it leads to.
        root: where to begin.
        wanted: the outcome wanted, as a bit.
        differing: the ranks of the questions whose answers differ.
    """

    forks: tuple[Fork, ...]
    root: int
    wanted: int
    differing: tuple[int, ...]

    def cheapest(self) -> Iterator[tuple[frozenset[int], bool]]:
        """Yield the sets of questions whose answer is to be taken over, the smallest first.

        With each: whether it settles the outcome wanted; if not, it leaves others possible beside it, and which of them
        a verdict names already, the verdict has to tell. A verdict may also rest on answers of which the diagrams have
        no need: these are added to what does not do, one after the other.
        """
        least = self._least()
        waiting: list[_Way] = []

        def go_on(place: int, taken: tuple[int, ...], kept: tuple[int, ...], last: int = -1) -> None:
            further = least[place] if place >= 0 else self._at_end(place)
            if further is not None:
                heapq.heappush(waiting, (len(taken) + further, taken, kept, place, last))

        go_on(self.root, (), ())
        while waiting:
            _, taken, kept, place, last = heapq.heappop(waiting)
            if place >= 0:
                rank, keep, take = self.forks[place]
                go_on(keep, taken, (*kept, rank))
                go_on(take, (*taken, rank), kept)
                continue
            yield frozenset(taken), leaf(place) == self.wanted
            for rank in self.differing:
                if rank > last and rank not in (*taken, *kept):
                    go_on(place, (*taken, rank), kept, rank)

    def _least(self) -> list[int | None]:
        """Return, for each node, how many answers must be taken over from there at the least; None if none will do."""
        found: list[int | None] = []
        for _, *places in self.forks:
            there = [found[place] if place >= 0 else self._at_end(place) for place in places]
            costs = [extra + cost for extra, cost in enumerate(there) if cost is not None]
            found.append(min(costs, default=None))
        return found

    def _at_end(self, place: int) -> int | None:
        """Return what is still to be taken over at an end: nothing, or None where the outcome wanted is not left."""
        return 0 if leaf(place) & self.wanted else None


def mixture(ahead: Lookahead, here: Mapping[str, str], there: Mapping[str, str], outcome: str) -> Mixture:
    """Mix two people's answers.

    Args:
        ahead: the diagrams of the rules.
        here: the answers to start from.
        there: those that may be taken over; where there is none, having none may be.
        outcome: an outcome that these leave possible, under its name in the diagrams.
    """
    own, others = ahead.ranks(here), ahead.ranks(there)
    outcomes, left = ahead.principal.outcomes, ahead.left(there).possible
    mixing = _Mixing(own, others)
    root = mixing.over(ahead.principal, [1 << rank if one in left else NO for rank, one in enumerate(outcomes)])
    differing = (one for one in sorted({*own, *others}) if own.get(one) != others.get(one))
    return Mixture(tuple(mixing.forks), root, 1 << outcomes.index(outcome), tuple(differing))


class _Mixing:
    """Makes the nodes, each once."""

    def __init__(self, here: Answers, there: Answers) -> None:
        self.here = here
        self.there = there
        self.forks: list[Fork] = []
        self._places: dict[Fork, int] = {}
        self._joined: dict[tuple[int, int], int] = {}

    def fork(self, rank: int, keep: int, take: int) -> int:
        """Return the place of a node, which is made when it is new."""
        if keep == take:
            return keep
        made = (rank, keep, take)
        if made not in self._places:
            self._places[made] = len(self.forks)
            self.forks.append(made)
        return self._places[made]

    def over(self, diagram: Diagram, values: Sequence[int]) -> int:
        """Return where a diagram leads for each way of taking answers over.

        Args:
            diagram: the diagram.
            values: what each of its outcomes is worth.
        """
        met: dict[int, int] = {}

        def side(option: int | None, places: tuple[int, ...]) -> int:
            if option is not None:
                return at(places[option])
            return reduce(self.joined, dict.fromkeys(map(at, places)))

        def at(place: int) -> int:
            if place < 0:
                return leaf(values[leaf(place)])
            if place not in met:
                rank, places = diagram.nodes[place]
                own, other = self.here.get(rank), self.there.get(rank)
                keep = side(own, places)
                met[place] = keep if own == other else self.fork(rank, keep, side(other, places))
            return met[place]

        return at(diagram.root)

    def joined(self, one: int, other: int) -> int:
        """Return where two parts lead together, as when a question stays open and both are possible."""
        if one == other:
            return one
        if leaf(NO) in (one, other):
            return leaf(NO)
        if one < 0 and other < 0:
            return leaf(leaf(one) | leaf(other))
        if (one, other) not in self._joined:
            rank = min(self.forks[place][0] for place in (one, other) if place >= 0)
            kept, taken = self.followed(one, rank)
            keeps, takes = self.followed(other, rank)
            self._joined[one, other] = self.fork(rank, self.joined(kept, keeps), self.joined(taken, takes))
        return self._joined[one, other]

    def followed(self, place: int, rank: int) -> tuple[int, int]:
        """Return where a part leads with the answer to a question kept, and taken over; it asks nothing before it."""
        if place >= 0 and self.forks[place][0] == rank:
            return self.forks[place][1:]
        return place, place
