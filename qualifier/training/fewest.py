"""The fewest facts of a file that settle its outcome, whatever the others are: known only once the file is.

It is a yardstick for looking back; nobody who has not read the file could have asked for just these.
"""

from __future__ import annotations

from collections.abc import Mapping

from qualifier.reasoning.diagram import Diagram

Ranks = frozenset[int]
# How many answers the cheapest way out alters, and the option it takes at this node; None when there is no way out.
Way = tuple[int, int] | None


def fewest_facts(left: Diagram, answers: Mapping[int, int]) -> tuple[int, ...] | None:
    """Return a smallest set of answers that settles the outcome, by the ranks of its questions; None when none does.

    Each set of answers that does not settle it leaves a way out: the answers that this way alters, one of which any
    settling set must hold. The smallest set that meets all ways out found so far is tried next, until it settles.

    Args:
        left: what is still possible.
        answers: the answers of the file, by the ranks of questions and options.
    """
    outcome = left.given(answers).outcome
    if outcome is None:
        return None
    outs: list[Ranks] = []
    while True:
        kept = _smallest_meeting(outs)
        rest = left.given({rank: answers[rank] for rank in kept})
        if rest.outcome is not None:
            return tuple(sorted(kept))
        outs.append(_way_out(rest, answers, outcome))


def _way_out(left: Diagram, answers: Mapping[int, int], outcome: str) -> Ranks:
    """Return the fewest answers to alter so as to reach another outcome."""
    wanted = -1 - left.outcomes.index(outcome)
    ways: list[Way] = []
    for rank, places in left.nodes:
        costs = [_cost(place, ways, wanted) for place in places]
        own = answers.get(rank)
        found = [(cost + (own not in (None, option)), option) for option, cost in enumerate(costs) if cost is not None]
        ways.append(min(found, default=None))
    altered: set[int] = set()
    place = left.root
    while place >= 0 and (way := ways[place]) is not None:
        rank, places = left.nodes[place]
        if answers.get(rank) not in (None, way[1]):
            altered.add(rank)
        place = places[way[1]]
    return frozenset(altered)


def _cost(place: int, ways: list[Way], wanted: int) -> int | None:
    """Return how many answers the cheapest way out from a place alters."""
    if place < 0:
        return None if place == wanted else 0
    way = ways[place]
    return None if way is None else way[0]


def _smallest_meeting(outs: list[Ranks]) -> Ranks:
    """Return a smallest set that has something in common with each of these."""
    best = frozenset[int]().union(*outs)

    def extend(chosen: Ranks, left: list[Ranks]) -> None:
        nonlocal best
        if not left:
            best = chosen if len(chosen) < len(best) else best
        elif len(chosen) + _apart(left) < len(best):
            shortest: Ranks = min(left, key=len)
            for one in sorted(shortest):
                extend(chosen | {one}, [out for out in left if one not in out])

    extend(frozenset(), outs)
    return best


def _apart(outs: list[Ranks]) -> int:
    """Return how many of these have nothing in common, at least: each needs a member of its own."""
    count, taken = 0, frozenset[int]()
    for out in sorted(outs, key=len):
        if out.isdisjoint(taken):
            count, taken = count + 1, taken | out
    return count
