"""How each answer is known, and which ones nobody knows: none of these could change the form.

Cases of a few questions cannot be told apart by their answers alone: they are dealt from a deck of answers and marks,
cut in three by difficulty, so that the cases of seeds taken at any regular step are all different until it is used up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from random import Random

from qualifier.knowledge.cases import Answer, Evidence, Reason, Scenario
from qualifier.training.making.made import Difficulty
from qualifier.training.making.traps import UNUSED, WORD

Mark = Evidence | None
Options = Mapping[str, str]
Dealt = tuple[dict[str, str], dict[str, Mark]]
MARKS: tuple[Mark, ...] = (None, "written", "seen", "told", "felt")
DECK_MARKS: tuple[Mark, ...] = (None, "written", "seen", "told")
# How often a mark is drawn beyond what the library shows, by difficulty; answers without a mark count for less than
# there, where most have none.
EVERY_MARK: Mapping[Difficulty, tuple[float, ...]] = {
    Difficulty.EASY: (1.0, 1.0, 1.0, 0.3, 0.0),
    Difficulty.MEDIUM: (1.5, 0.7, 0.7, 1.0, 0.1),
    Difficulty.HARD: (1.5, 0.4, 0.4, 1.5, 0.4),
}
UNMARKED = 0.08
UNKNOWNS: Mapping[Difficulty, tuple[int, int]] = {
    Difficulty.EASY: (0, 1),
    Difficulty.MEDIUM: (2, 4),
    Difficulty.HARD: (5, 8),
}
REASONS: tuple[tuple[Reason, float], ...] = (("not_observed", 0.75), ("not_asked", 0.2), ("disputed", 0.05))
# More ways of marking the answers of one deck than these are not laid out.
MOST_MARKINGS = 64


class Doubts:
    """Draws marks and unknowns as the library has them."""

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        """Count the marks and the unknowns of each question in a library."""
        self.marked: Counter[tuple[str, Mark]] = Counter()
        self.unknown: Counter[str] = Counter()
        for scenario in scenarios:
            for question, answer in scenario.case.answers.items():
                if answer.option is None:
                    self.unknown[question] += 1
                else:
                    self.marked[question, answer.evidence] += 1

    def marks(self, questions: Iterable[str], difficulty: Difficulty, chance: Random) -> dict[str, Mark]:
        """Draw how each answer is known."""
        every = EVERY_MARK[difficulty]
        return {
            question: chance.choices(
                MARKS,
                [
                    more * (1 + self.marked[question, mark] * (1.0 if mark else UNMARKED))
                    for mark, more in zip(MARKS, every, strict=True)
                ],
            )[0]
            for question in questions
        }

    def unknowns(
        self, questions: Sequence[str], difficulty: Difficulty, holds: Callable[[frozenset[str]], bool], chance: Random
    ) -> dict[str, Answer]:
        """Draw questions that nobody knows.

        Args:
            questions: those that may be unknown, in the order of the files.
            difficulty: the harder, the more.
            holds: tells whether a case still is what it must be without these answers.
            chance: where the draws come from.
        """
        wanted = chance.randint(*UNKNOWNS[difficulty])
        kept: list[str] = []
        # The smaller the number, the earlier it is tried: those that are unknown in the library come early.
        tried = sorted(questions, key=lambda one: (chance.random() ** (1 + self.unknown[one]), one))
        for question in tried:
            if len(kept) < wanted and holds(frozenset((*kept, question))):
                kept.append(question)
        reasons = [reason for reason, _ in REASONS]
        weights = [weight for _, weight in REASONS]
        return {one: Answer(unknown=chance.choices(reasons, weights)[0]) for one in questions if one in kept}


# --- cases of a few questions ------------------------------------------------------------------------------


def decks(variants: Sequence[Options], name: str) -> dict[Difficulty, tuple[Dealt, ...]]:
    """Lay out every way of answering and marking a few questions, cut in three from the plainest to the least sure.

    Args:
        variants: the ways of answering.
        name: what the shuffling is made from.
    """
    chance = Random(f"deck {name}")  # noqa: S311 - nothing is kept secret by it
    laid = [(dict(options), marks) for options in variants for marks in _markings(tuple(options), chance)]
    chance.shuffle(laid)
    laid.sort(key=_unsure)
    third = len(laid) // 3
    cut = {one: laid[one.rank * third : (one.rank + 1) * third] for one in Difficulty}
    for part in cut.values():
        chance.shuffle(part)
    return {one: tuple(part) for one, part in cut.items()}


def dealt(deck: Sequence[Dealt], seed: int) -> Iterator[Dealt]:
    """Yield the cards of a deck, beginning with that of a seed.

    As many cards as the largest prime number are dealt: seeds at any regular step then meet each of them once.
    """
    count = next((number for number in range(len(deck), 1, -1) if _prime(number)), 1)
    for step in range(count):
        yield deck[(seed + step) % count]


def _markings(questions: tuple[str, ...], chance: Random) -> Iterator[dict[str, Mark]]:
    count = len(DECK_MARKS) ** len(questions)
    if count <= MOST_MARKINGS:
        yield from (dict(zip(questions, marks, strict=True)) for marks in product(DECK_MARKS, repeat=len(questions)))
        return
    met: set[tuple[Mark, ...]] = set()
    while len(met) < MOST_MARKINGS:
        marks = tuple(chance.choices(DECK_MARKS, k=len(questions)))
        if marks not in met:
            met.add(marks)
            yield dict(zip(questions, marks, strict=True))


def _unsure(card: Dealt) -> float:
    """Return how little sure the answers are, and whether the word misleads, which counts most."""
    options, marks = card
    word = options.get(WORD, UNUSED) != UNUSED
    doubt = sum(2 if mark == "told" else mark is None for mark in marks.values())
    return doubt + 2 * len(options) * word


def _prime(number: int) -> bool:
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))
