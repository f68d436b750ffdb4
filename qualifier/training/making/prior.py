"""What the library makes likely: how often an option is answered, and how often two options are answered together.

Counted over the scenarios, smoothed, as logarithms, by ranks of questions and options. What is possible is for `joint`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.lookahead import Lookahead
from qualifier.training.plays import options_of

Ranks = Mapping[int, int]
# A scenario of the wanted form counts this much more than another for how often an option is answered.
OWN_FORM = 4.0
# Smoothing: what every option, and every pair of options, is given beyond what was counted.
EVERY_OPTION = 0.4
EVERY_PAIR = 0.35
# Two options that never meet, though both are usual enough to have met by chance, are held to avoid each other.
WORTH_NOTING, NEVER_MET = 0.7, 3.0
# Pairs are not independent of each other: taken whole, their sum would say the same thing many times over.
PAIR_WEIGHT = 0.45


class Prior:
    """How likely options are, alone and beside others, in a library of scenarios."""

    def __init__(self, ahead: Lookahead, scenarios: Sequence[Scenario]) -> None:
        """Count.

        Args:
            ahead: the diagrams, for the ranks of questions and options.
            scenarios: the library; with none, every option is as likely as another.
        """
        self.sizes = ahead.principal.sizes
        self.seen = [(one.expected.form, ahead.ranks(options_of(one.case))) for one in scenarios]
        self.pairs = self._pairs()
        self._alone: dict[str | None, list[list[float]]] = {}

    def alone(self, form: str | None) -> list[list[float]]:
        """Return how likely each option of each question is by itself, where a form is wanted."""
        if form not in self._alone:
            counts = [[EVERY_OPTION] * size for size in self.sizes]
            for own, ranks in self.seen:
                for rank, option in ranks.items():
                    counts[rank][option] += OWN_FORM if own == form else 1.0
            self._alone[form] = [[log(count / sum(row)) for count in row] for row in counts]
        return self._alone[form]

    def beside(self, rank: int, option: int, others: Iterable[tuple[int, int]]) -> float:
        """Return how well an option goes with other answers: above 0, better than by chance."""
        row = self.pairs[rank][option]
        return PAIR_WEIGHT * sum(row[other][chosen] for other, chosen in others)

    def _pairs(self) -> list[list[list[list[float]]]]:
        """Return, for two options, the logarithm of how much more often they meet than by chance."""
        count = len(self.sizes)
        met = [
            [[[0] * self.sizes[other] for other in range(count)] for _ in range(self.sizes[rank])]
            for rank in range(count)
        ]
        for _, ranks in self.seen:
            for rank, option in ranks.items():
                row = met[rank][option]
                for other, chosen in ranks.items():
                    row[other][chosen] += 1
        return [[_lifts(met[rank], option, rank) for option in range(self.sizes[rank])] for rank in range(count)]


def _lifts(met: list[list[list[int]]], option: int, rank: int) -> list[list[float]]:
    """Return, for one option, its pairs with the options of every other question."""
    found: list[list[float]] = []
    for other, together in enumerate(met[option]):
        both = [[row[other][chosen] for chosen in range(len(together))] for row in met]
        whole = sum(map(sum, both))
        if other == rank or not whole:
            found.append([0.0] * len(together))
            continue
        own = sum(both[option])
        shares = [sum(row[chosen] for row in both) / whole for chosen in range(len(together))]
        found.append([_lift(count, own * share) for count, share in zip(together, shares, strict=True)])
    return found


def _lift(met: int, expected: float) -> float:
    found = log((met + EVERY_PAIR) / (expected + EVERY_PAIR))
    return found - NEVER_MET if not met and expected >= WORTH_NOTING else found
