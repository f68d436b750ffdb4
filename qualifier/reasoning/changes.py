"""What would change the outcome of some answers: ways elsewhere, what it rests on, what to find out.

Exact, by passes over the diagram of the principal form; the search for ways is in `ways` and `paths`. Sentences are
made in `qualifier.explanation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qualifier.knowledge.cases import Answer
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import Decisions
from qualifier.reasoning.lookahead import Lookahead, weight_left
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.paths import cheapest_path
from qualifier.reasoning.relevance import askable, options_that_count, relevant_questions
from qualifier.reasoning.ways import Start, Way, smallest_ways

USUAL_SIZE = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What some options of a question would leave possible."""

    options: tuple[str, ...]
    outcomes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pivot:
    """An answer that alone can change the outcome: what the other options would leave possible."""

    question: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Solidity:
    """How many changes of one answer there are, how many leave the outcome as it is, and which answers can move it."""

    changes: int
    unchanged: int
    pivots: tuple[Pivot, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """A question to find out about: what each answer would leave possible.

    Attributes:
        told: whether it was answered "I don't know" or passed over, rather than not met.
        weight: what it is expected to leave of what is at stake, from 0 to 1: the less, the more it could move.
    """

    question: str
    told: bool
    findings: tuple[Finding, ...]
    weight: float


class Changes:
    """Looks for what would change the outcome of one set of answers."""

    def __init__(self, decisions: Decisions, ahead: Lookahead, answers: Mapping[str, Answer]) -> None:
        """Take the answers in.

        Args:
            decisions: the rules.
            ahead: their diagrams.
            answers: the answers, those of closed branches included: they count again where a branch reopens.
        """
        self.base: RuleBase = decisions.base
        self.decisions = decisions
        self.ahead = ahead
        self.answers = answers
        self.counting = options_that_count(decisions, answers)
        self.ranks = ahead.ranks({one: answer.option for one, answer in answers.items() if answer.option is not None})

    @cached_property
    def outcome(self) -> str | None:
        """The outcome, when the answers settle it."""
        return self.ahead.left(self.counting).outcome

    @property
    def possible(self) -> frozenset[str]:
        """The outcomes that some completion of the answers leads to."""
        return self.ahead.left(self.counting).possible

    @cached_property
    def moves(self) -> dict[str, tuple[Finding, ...]]:
        """For each question, where its options would lead, alike ones together; the option given stands alone."""
        found = self.ahead.principal.moves(self.ranks)
        return {self.ahead.order[rank]: self._findings(rank, masks) for rank, masks in sorted(found.items())}

    def _findings(self, rank: int, masks: tuple[int, ...]) -> tuple[Finding, ...]:
        options = self.ahead.options[self.ahead.order[rank]]
        grouped: dict[tuple[int, bool], list[str]] = {}
        for number, mask in enumerate(masks):
            grouped.setdefault((mask, number == self.ranks.get(rank)), []).append(options[number])
        named = self.ahead.principal.named
        return tuple(Finding(tuple(alike), named(mask)) for (mask, _), alike in grouped.items())

    # --- ways to other outcomes ----------------------------------------------------------------------------

    @cached_property
    def start(self) -> Start:
        """Where ways begin."""
        return Start(self.base, self.ahead, self.ranks, self.outcome)

    def ways(self, most: int = USUAL_SIZE) -> dict[str, tuple[Way, ...]]:
        """Return, for each other outcome, the smallest sets of answers that lead to it (see `smallest_ways`)."""
        return smallest_ways(self.start, most)

    def path(self, outcome: str) -> Way | None:
        """Return the cheapest path to an outcome (see `cheapest_path`)."""
        return cheapest_path(self.start, outcome)

    # --- what it rests on ----------------------------------------------------------------------------------

    def solidity(self) -> Solidity | None:
        """Return what the outcome rests on, when there is one."""
        if self.outcome is None:
            return None
        changes, moved, pivots = 0, 0, []
        for question in self.counting:
            others = tuple(one for one in self.moves.get(question, ()) if one.outcomes != {self.outcome})
            changes += len(self.ahead.options[question]) - 1
            moved += sum(len(one.options) for one in others)
            if others:
                pivots.append(Pivot(question, others))
        return Solidity(changes, changes - moved, tuple(pivots))

    # --- what to find out ----------------------------------------------------------------------------------

    def observations(self, skipped: tuple[str, ...] = ()) -> tuple[Observation, ...]:
        """Return the questions that would move the outcome, the one that could move it most first.

        Args:
            skipped: the questions passed over.
        """
        left = self.ahead.left(self.counting)
        deciding = self.ahead.deciding(self.counting)
        relevant = [one for one in relevant_questions(self.decisions, self.answers) if one in deciding]
        told = {*self.answers, *skipped}
        ready = askable(self.decisions, Outlook(self.decisions, self.counting), relevant)
        found = [
            Observation(one, one in told, self.moves[one], weight_left(left, self.ahead.rank[one]))
            for one in relevant
            if one in told or one in ready
        ]
        return tuple(sorted(found, key=lambda one: (not one.told, one.weight)))
