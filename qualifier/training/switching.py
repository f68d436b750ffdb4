"""Which differences between a seat and the full file matter: what becomes of the reading when answers are switched.

Exact, over every set of switches at once: the diagram of the principal form is walked once, with a yes or no for each
difference (as the seat has it, or as the file has it). Which cards explain a difference is for `debrief`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qualifier.reasoning.diagram import Diagram, leaf
from qualifier.reasoning.lookahead import Lookahead

# Parts of the walk: far more than any play of the library needs. Past it, single switches alone are looked at.
MOST_PARTS = 200_000
OPEN = None
Places = frozenset[int]


@dataclass(frozen=True)
class Switches:
    """What each set of switches makes of the reading of a seat.

    Attributes:
        questions: those that the seat and the file answer otherwise.
        before: what the seat's answers settle; None while they leave several outcomes open.
        after: what they settle once every difference is switched to the file's answer.
        alone: the differences that change what is settled when they alone are switched.
        together: those that change it, alone or with some of the others; the ones of `alone` among them.
        enough: a smallest set of switches that leads where all of them do.
    """

    questions: tuple[str, ...]
    before: str | None
    after: str | None
    alone: frozenset[str]
    together: frozenset[str]
    enough: tuple[str, ...]


def switches(ahead: Lookahead, seat: Mapping[str, str], file: Mapping[str, str]) -> Switches:
    """Look at every set of switches from a seat's answers to the file's.

    Args:
        ahead: the diagrams.
        seat: the options that the seat has.
        file: those of the full file.
    """
    differing = tuple(one for one in ahead.order if seat.get(one) != file.get(one))
    settled = {one: ahead.left(_switched(seat, file, {one})).outcome for one in differing}
    before, after = ahead.left(seat).outcome, ahead.left(_switched(seat, file, set(differing))).outcome
    alone = frozenset(one for one, outcome in settled.items() if outcome != before)
    walk = _Walk(ahead, seat, file, differing)
    try:
        root = walk.made
    except _TooMany:
        last = frozenset(one for one in differing if _without(ahead, seat, file, differing, one) != after)
        return Switches(differing, before, after, alone, alone | last, differing)
    return Switches(differing, before, after, alone, walk.questions(root), walk.fewest(root, after))


def _switched(seat: Mapping[str, str], file: Mapping[str, str], wanted: set[str]) -> dict[str, str]:
    """Return the answers of a seat, some of them as the file has them; what the file does not answer is left out."""
    mixed = {**seat, **{one: file[one] for one in wanted if one in file}}
    return {one: option for one, option in mixed.items() if one in file or one not in wanted}


def _without(
    ahead: Lookahead, seat: Mapping[str, str], file: Mapping[str, str], all_of_them: tuple[str, ...], one: str
) -> str | None:
    return ahead.left(_switched(seat, file, set(all_of_them) - {one})).outcome


class _TooMany(Exception):
    """The walk has more parts than it may have."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what the walk made: a difference, and what follows as the seat has it or as the file has it."""

    question: int
    kept: _Part | str | None
    switched: _Part | str | None


_Made = _Part | str | None


class _Walk:
    """Walks the diagram once for all sets of switches: a state is all the places that the answers leave possible."""

    def __init__(
        self, ahead: Lookahead, seat: Mapping[str, str], file: Mapping[str, str], differing: tuple[str, ...]
    ) -> None:
        self.order = ahead.order
        self.seat, self.file = ahead.ranks(seat), ahead.ranks(file)
        same = {rank: option for rank, option in self.seat.items() if self.file.get(rank) == option}
        self.diagram: Diagram = ahead.principal.given(same)
        self.differing = {ahead.rank[one] for one in differing}
        self.states: dict[Places, _Made] = {}
        self.parts: dict[tuple[object, ...], _Part] = {}

    @cached_property
    def made(self) -> _Made:
        return self.of(frozenset({self.diagram.root}))

    def of(self, places: Places) -> _Made:
        """Return what follows from a state: an outcome, None when several stay open, or a part."""
        ended = {place for place in places if place < 0}
        if len(ended) > 1:
            return OPEN
        if len(ended) == len(places):
            return self.diagram.outcomes[leaf(next(iter(ended)))]
        if places not in self.states:
            if len(self.states) >= MOST_PARTS:
                raise _TooMany
            self.states[places] = self.next(places)
        return self.states[places]

    def next(self, places: Places) -> _Made:
        rank = min(self.diagram.nodes[place][0] for place in places if place >= 0)
        kept = self.of(self.follow(places, rank, self.seat))
        if rank not in self.differing:
            return kept
        return self.part(rank, kept, self.of(self.follow(places, rank, self.file)))

    def follow(self, places: Places, rank: int, answers: Mapping[int, int]) -> Places:
        """Return where a state leads once a question has its answer, or each of them when it has none."""
        found: set[int] = set()
        for place in places:
            asked, there = self.diagram.nodes[place] if place >= 0 else (-1, ())
            if asked != rank:
                found.add(place)
            else:
                found.update((there[answers[rank]],) if rank in answers else there)
        return frozenset(found)

    def part(self, rank: int, kept: _Made, switched: _Made) -> _Made:
        """Return a part, the same one for the same ways on; none is made where both ways lead to the same."""
        if kept is switched or (not isinstance(kept, _Part) and kept == switched):
            return kept
        key = (rank, _name(kept), _name(switched))
        return self.parts.setdefault(key, _Part(rank, kept, switched))

    def questions(self, root: _Made) -> frozenset[str]:
        """Return the differences on which what is settled depends."""
        met: set[int] = set()
        found: set[str] = set()
        waiting = [root]
        while waiting:
            one = waiting.pop()
            if isinstance(one, _Part) and id(one) not in met:
                met.add(id(one))
                found.add(self.order[one.question])
                waiting += [one.kept, one.switched]
        return frozenset(found)

    def fewest(self, root: _Made, wanted: str | None) -> tuple[str, ...]:
        """Return a smallest set of switches that leads to an outcome; of several, the first in the order walked."""
        known: dict[int, tuple[str, ...] | None] = {}

        def least(one: _Made) -> tuple[str, ...] | None:
            if not isinstance(one, _Part):
                return () if one == wanted else None
            if id(one) not in known:
                further = least(one.switched)
                ways = [least(one.kept), None if further is None else (self.order[one.question], *further)]
                known[id(one)] = min((way for way in ways if way is not None), key=len, default=None)
            return known[id(one)]

        return least(root) or ()


def _name(made: _Made) -> int | str | None:
    return id(made) if isinstance(made, _Part) else made
