"""Ways from some answers to another outcome: the smallest sets of changes, found by trying them all.

The cheapest path, however many steps it takes, is in `paths`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.diagram import Diagram
from qualifier.reasoning.lookahead import Lookahead

MOST_WAYS = 12


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A question to be answered otherwise, or at last: by any of these options."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A set of answers, none of which can be left out, that leads to an outcome.

    Attributes:
        outcome: a form, or a reason to name none.
        changes: what must be answered, in the order of the files.
        within_reach: whether the team itself can change every one of these facts.
    """

    outcome: str
    changes: tuple[Change, ...]
    within_reach: bool


@dataclass(frozen=True)
class Start:
    """Where ways begin: the answers given, by their ranks in the diagrams, and the outcome they settle, if any."""

    base: RuleBase
    ahead: Lookahead
    ranks: Mapping[int, int]
    outcome: str | None

    def can_act(self, question: str) -> bool:
        """Tell whether the team itself can change a fact."""
        return self.base.questions[question].team_can_act

    def way(self, outcome: str, changes: Iterable[Change]) -> Way:
        """Return changes as a way, in the order of the files."""
        order = list(self.base.questions)
        ordered = tuple(sorted(changes, key=lambda one: order.index(one.question)))
        return Way(outcome, ordered, all(self.can_act(one.question) for one in ordered))


def smallest_ways(start: Start, most: int) -> dict[str, tuple[Way, ...]]:
    """Return, for each other outcome, the smallest sets of answers that lead to it.

    Where none of the smallest is within the team's reach, the smallest that are come after them.

    Args:
        start: where to begin.
        most: the largest size looked for.
    """
    found = _Ways(start)
    found.look(start.ahead.principal, (), most)
    return {one: ways for one in start.ahead.principal.outcomes if (ways := found.smallest(one))}


class _Ways:
    """Tries changes one after the other, and keeps for each outcome the smallest sets that lead to it."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.order = start.ahead.order
        self.outcomes = start.ahead.principal.outcomes
        self.anyhow: dict[int, list[tuple[Change, ...]]] = {}
        self.reachable: dict[int, list[tuple[Change, ...]]] = {}

    def look(self, diagram: Diagram, made: tuple[Change, ...], further: int) -> None:
        """Look for ways that go on from changes already made, by so many more at most.

        Args:
            diagram: what is left once these changes are made.
            made: the changes, their questions in the order of the diagram.
            further: how many more may be made.
        """
        last = self.start.ahead.rank[made[-1].question] if made else -1
        moves = diagram.moves(self.start.ranks)
        for rank, masks in moves.items():
            if rank > last:
                self.note(made, rank, masks)
        if further == 1:
            return
        for rank in sorted(moves):
            for options in self.alike(diagram, rank) if rank > last else ():
                change = self.change(rank, options)
                self.look(diagram.given({rank: options[0]}), (*made, change), further - 1)

    def note(self, made: tuple[Change, ...], rank: int, masks: tuple[int, ...]) -> None:
        """Keep the last changes that lead to one outcome only."""
        by_outcome: dict[int, list[int]] = {}
        for option, mask in enumerate(masks):
            if option != self.start.ranks.get(rank) and mask.bit_count() == 1:
                by_outcome.setdefault(mask.bit_length() - 1, []).append(option)
        for outcome, options in by_outcome.items():
            if self.outcomes[outcome] != self.start.outcome:
                changes = (*made, self.change(rank, options))
                self.keep(self.anyhow, outcome, changes)
                if all(self.start.can_act(one.question) for one in changes):
                    self.keep(self.reachable, outcome, changes)

    @staticmethod
    def keep(found: dict[int, list[tuple[Change, ...]]], outcome: int, changes: tuple[Change, ...]) -> None:
        """Keep a set unless smaller ones are known; larger ones give way to it."""
        known = found.setdefault(outcome, [])
        if known and len(known[0]) > len(changes):
            known.clear()
        if not known or len(known[0]) == len(changes):
            known.append(changes)

    def alike(self, diagram: Diagram, rank: int) -> list[list[int]]:
        """Return the options of a question other than the one given; those that lead to the same stand together."""
        places = [there for asked, there in diagram.nodes if asked == rank]
        grouped: dict[tuple[int, ...], list[int]] = {}
        for option in range(diagram.sizes[rank]):
            if option != self.start.ranks.get(rank):
                grouped.setdefault(tuple(there[option] for there in places), []).append(option)
        return list(grouped.values())

    def change(self, rank: int, options: list[int]) -> Change:
        question = self.order[rank]
        return Change(question, tuple(self.start.ahead.options[question][option] for option in options))

    def smallest(self, outcome: str) -> tuple[Way, ...]:
        """Return the smallest ways to an outcome; if none is within reach, then the smallest that are."""
        number = self.outcomes.index(outcome)
        anyhow, reachable = self.anyhow.get(number, []), self.reachable.get(number, [])
        more = [] if not anyhow or (reachable and len(reachable[0]) == len(anyhow[0])) else reachable
        ways = [self.start.way(outcome, changes) for changes in (*_merged(anyhow), *_merged(more))]
        return tuple(sorted(ways, key=lambda way: (len(way.changes), not way.within_reach))[:MOST_WAYS])


def _merged(found: list[tuple[Change, ...]]) -> list[tuple[Change, ...]]:
    """Join the sets that differ in the options of one question only."""
    merged: list[tuple[Change, ...]] = []
    for changes in found:
        for number, other in enumerate(merged):
            joined = _joined(changes, other)
            if joined is not None:
                merged[number] = joined
                break
        else:
            merged.append(changes)
    return merged


def _joined(one: tuple[Change, ...], other: tuple[Change, ...]) -> tuple[Change, ...] | None:
    if [change.question for change in one] != [change.question for change in other]:
        return None
    differing = [rank for rank, change in enumerate(one) if change != other[rank]]
    if len(differing) > 1:
        return None
    joined = list(one)
    for rank in differing:
        joined[rank] = Change(one[rank].question, tuple(dict.fromkeys((*other[rank].options, *one[rank].options))))
    return tuple(joined)
