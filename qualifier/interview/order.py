"""Which question next: in the short questionnaire, the one expected to leave the fewest forms; and how far it is still.

Works on what the diagrams say of every completion. The questions themselves, and their answers, are in `interview`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.diagram import Diagram
from qualifier.reasoning.lookahead import Lookahead, weight_left

# Two questions this close (as a share of what is at stake) are alike: then the subject at hand is kept.
CLOSE = 0.05


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a questionnaire is.

    Attributes:
        rank: the rank of the question on screen, counted from 1.
        at_most: how many questions there will be at most, those met included.
        likely: how many there will probably be; None when only the most is known.
    """

    rank: int
    at_most: int
    likely: int | None = None


def best_question(base: RuleBase, ahead: Lookahead, left: Diagram, askable: Sequence[str], theme: str | None) -> str:
    """Return the question to ask: the one expected to leave least; on the subject at hand, when two are close.

    Args:
        base: the rules.
        ahead: their diagrams.
        left: what is still possible.
        askable: the questions that may be asked now, each of which can change the form; not empty.
        theme: the subject at hand.
    """
    weights = {question: weight_left(left, ahead.rank[question]) for question in askable}
    least = min(weights.values())
    close = [question for question in askable if weights[question] <= least + CLOSE]
    at_hand = [question for question in close if base.questions[question].theme == theme]
    if at_hand:
        return at_hand[0]
    return min(askable, key=lambda question: (round(weights[question], 9), list(base.questions).index(question)))


def likely_rest(left: Diagram) -> float:
    """Return how many more questions are probably needed: the fewest to each outcome, on average over the outcomes."""
    fewest = left.fewest
    return fmean(fewest[one] for one in left.possible)
