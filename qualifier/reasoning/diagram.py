"""A decision diagram over closed questions: for every way of answering, one outcome; equal parts are kept once.

A plain immutable value, made by `compiling` and read by `lookahead`, `changes` and the proofs: each reading is one pass
over the nodes, so that a statement about every way of answering costs no more than the diagram is large. What the
outcomes mean is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

# A node: the rank of the question it asks, and where each option leads. A place of 0 or more is a node, always one
# that stands before; a negative one is an outcome: -1 the first, -2 the second.
Node = tuple[int, tuple[int, ...]]
Answers = Mapping[int, int]


def leaf(outcome: int) -> int:
    """Return the place of an outcome, or the outcome of such a place: the two are each other's mirror."""
    return -1 - outcome


@dataclass(frozen=True)
class Diagram:
    """An outcome for every way of answering, by ranks: of questions, of their options, of outcomes.

    Attributes:
        outcomes: the names of the outcomes.
        sizes: how many options each question has.
        nodes: the nodes, each after those it leads to; no two are alike, and none leads to one place only.
        root: where to begin.
    """

    outcomes: tuple[str, ...]
    sizes: tuple[int, ...]
    nodes: tuple[Node, ...]
    root: int

    @property
    def outcome(self) -> str | None:
        """The outcome, when every way of answering leads to the same."""
        return self.outcomes[leaf(self.root)] if self.root < 0 else None

    @cached_property
    def questions(self) -> frozenset[int]:
        """The questions on which the outcome depends, for some answers to the others."""
        return frozenset(rank for rank, _ in self.nodes)

    @cached_property
    def possible(self) -> frozenset[str]:
        """The outcomes that some way of answering leads to."""
        return self.named(self._mask(self.root))

    def named(self, mask: int) -> frozenset[str]:
        """Return the names of the outcomes in a set given as bits."""
        return frozenset(name for rank, name in enumerate(self.outcomes) if mask >> rank & 1)

    @cached_property
    def _masks(self) -> tuple[int, ...]:
        """For each node, the outcomes it can still lead to, as bits."""
        found: list[int] = []
        for _, places in self.nodes:
            mask = 0
            for place in places:
                mask |= found[place] if place >= 0 else 1 << leaf(place)
            found.append(mask)
        return tuple(found)

    def _mask(self, place: int) -> int:
        return self._masks[place] if place >= 0 else 1 << leaf(place)

    def _rank(self, place: int) -> int:
        """Return the rank of the question asked at a place; outcomes come after every question."""
        return self.nodes[place][0] if place >= 0 else len(self.sizes)

    def moves(self, answers: Answers) -> dict[int, tuple[int, ...]]:
        """Return what would be possible if one question had another answer, the other answers being kept, as bits.

        One pass over the nodes for all questions at once: an option leads to what its own edges lead to, and to what is
        reached by ways that do not meet the question. Questions that no way meets are left out: they change nothing.

        Args:
            answers: the answers given, of the questions asked about too.
        """
        kept: list[int] = []

        def mask(place: int) -> int:
            return kept[place] if place >= 0 else 1 << leaf(place)

        for rank, places in self.nodes:
            found = 0
            for place in (places[answers[rank]],) if rank in answers else places:
                found |= mask(place)
            kept.append(found)
        options: dict[int, list[int]] = {}
        edges = {(-1, self.root)}
        met = {self.root}
        for number in range(self.root, -1, -1):
            if number not in met:
                continue
            rank, places = self.nodes[number]
            masks = options.setdefault(rank, [0] * len(places))
            for option, place in enumerate(places):
                masks[option] |= mask(place)
                if answers.get(rank, option) == option:
                    met.add(place)
                    edges.add((rank, place))
        past = [0] * len(self.sizes)
        for rank, place in edges:
            for passed in range(rank + 1, self._rank(place)):
                past[passed] |= mask(place)
        return {rank: tuple(mask | past[rank] for mask in masks) for rank, masks in options.items()}

    @cached_property
    def after(self) -> Mapping[int, tuple[int, ...]]:
        """For each question of `questions`, what each option would leave possible, as bits."""
        return self.moves({})

    def given(self, answers: Answers) -> Diagram:
        """Return what is left of the diagram once some questions are answered.

        Args:
            answers: for a question's rank, its option's rank; questions it does not depend on are passed over.
        """
        if not any(rank in self.questions for rank in answers):
            return self
        return self._rebuilt(lambda rank, places: (places[answers[rank]],) if rank in answers else places)

    def among(self, answers: Mapping[int, tuple[int, ...]]) -> Diagram:
        """Return what is left of the diagram once some questions may only have some of their options.

        Args:
            answers: for a question's rank, the ranks of the options allowed, one at least; in what is returned these
                are the only options of the question, numbered anew in the order given.
        """
        left = self._rebuilt(
            lambda rank, places: tuple(places[option] for option in answers[rank]) if rank in answers else places
        )
        sizes = (len(answers[rank]) if rank in answers else size for rank, size in enumerate(self.sizes))
        return replace(left, sizes=tuple(sizes))

    def _rebuilt(self, kept: Callable[[int, tuple[int, ...]], tuple[int, ...]]) -> Diagram:
        """Return the diagram with only some places kept at each node, each part once, and nothing out of reach."""
        moved: list[int] = []
        made: dict[Node, int] = {}
        for rank, places in self.nodes:
            there = tuple(moved[place] if place >= 0 else place for place in kept(rank, places))
            if all(place == there[0] for place in there):
                moved.append(there[0])
            else:
                moved.append(made.setdefault((rank, there), len(made)))
        root = moved[self.root] if self.root >= 0 else self.root
        nodes, root = _reached(tuple(made), root)
        return Diagram(self.outcomes, self.sizes, nodes, root)

    def read(self, answers: Answers) -> int:
        """Follow answers from the root; return the place where they lead, or where the first unanswered question is."""
        place = self.root
        while place >= 0 and self.nodes[place][0] in answers:
            rank, places = self.nodes[place]
            place = places[answers[rank]]
        return place

    # --- how far, how much ---------------------------------------------------------------------------------

    @cached_property
    def fewest(self) -> Mapping[str, int]:
        """For each possible outcome, how many questions are met at the least on the way to it, in this order of them.

        Fewer answers may be enough for it: those of the questions met elsewhere on the way need not all matter.
        """
        found: list[dict[int, int]] = []
        for _, places in self.nodes:
            least: dict[int, int] = {}
            for place in set(places):
                for outcome, steps in found[place].items() if place >= 0 else ((leaf(place), 0),):
                    least[outcome] = min(steps + 1, least.get(outcome, steps + 1))
            found.append(least)
        whole = found[self.root] if self.root >= 0 else {leaf(self.root): 0}
        return {self.outcomes[outcome]: steps for outcome, steps in whole.items()}

    def shares(self) -> dict[str, Fraction]:
        """Return the exact share of the answer space that leads to each outcome, each option being equally likely."""
        weights = [Fraction(0)] * len(self.nodes)
        found = [Fraction(0)] * len(self.outcomes)

        def arrive(place: int, weight: Fraction) -> None:
            if place >= 0:
                weights[place] += weight
            else:
                found[leaf(place)] += weight

        arrive(self.root, Fraction(1))
        for rank in range(len(self.nodes) - 1, -1, -1):
            places = self.nodes[rank][1]
            for place in places:
                arrive(place, weights[rank] / len(places))
        return {name: share for name, share in zip(self.outcomes, found, strict=True) if share}

    def shortest(self, wanted: str) -> dict[int, int] | None:
        """Return a way of answering that meets the fewest questions up to an outcome, or None when there is none.

        Args:
            wanted: the outcome.
        """
        waiting: list[tuple[int, dict[int, int]]] = [(self.root, {})]
        met: set[int] = {self.root}
        while waiting:
            further: list[tuple[int, dict[int, int]]] = []
            for place, answers in waiting:
                if place < 0 and self.outcomes[leaf(place)] == wanted:
                    return answers
                rank, places = self.nodes[place] if place >= 0 else (0, ())
                for option, there in enumerate(places):
                    if there not in met:
                        met.add(there)
                        further.append((there, {**answers, rank: option}))
            waiting = further
        return None

    # --- kept on disk --------------------------------------------------------------------------------------

    def packed(self) -> list[object]:
        """Return it as JSON data."""
        return [list(self.outcomes), list(self.sizes), [[rank, *places] for rank, places in self.nodes], self.root]

    @classmethod
    def unpacked(cls, data: list[list[object]]) -> Diagram:
        """Return the diagram that `packed` made the data from.

        Raises:
            ValueError: the data are not those of a diagram.
        """
        outcomes, sizes, nodes, root = data
        found = cls(
            tuple(map(str, outcomes)),
            tuple(map(_whole, sizes)),
            tuple(_node(row) for row in nodes),
            _whole(root),
        )
        if not found.sound():
            raise ValueError("not a diagram")
        return found

    def sound(self) -> bool:
        """Tell whether every node has its question's options and leads to what stands before it or to an outcome."""
        return self._stands(len(self.nodes), self.root) and all(
            0 <= rank < len(self.sizes)
            and len(places) == self.sizes[rank]
            and all(self._stands(number, place) and rank < self._rank(place) for place in places)
            for number, (rank, places) in enumerate(self.nodes)
        )

    def _stands(self, before: int, place: int) -> bool:
        return place < before if place >= 0 else leaf(place) < len(self.outcomes)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError(value)  # noqa: TRY004 - one kind of error for everything that is wrong with the data
    return value


def _node(row: object) -> Node:
    if not isinstance(row, list) or not row:
        raise ValueError(row)
    rank, *places = map(_whole, row)
    return rank, tuple(places)


def _reached(nodes: tuple[Node, ...], root: int) -> tuple[tuple[Node, ...], int]:
    """Keep the nodes that can be reached from a root, numbered anew in the same order."""
    wanted: set[int] = set()
    waiting = [root]
    while waiting:
        place = waiting.pop()
        if place >= 0 and place not in wanted:
            wanted.add(place)
            waiting.extend(nodes[place][1])
    moved = {place: number for number, place in enumerate(sorted(wanted))}

    def new(place: int) -> int:
        return moved[place] if place >= 0 else place

    kept = tuple((rank, tuple(map(new, places))) for rank, places in (nodes[place] for place in sorted(wanted)))
    return kept, new(root)
