"""What may leave the room: nothing that comes from anyone's own answers in a small group; coarse words in a larger one.

In the room the facilitator reveals what was voiced, never by whom. What is written to a file follows stricter rules:

- below `least` viewpoints, nothing that depends on the answers of any one participant;
- from there on, no row, no pair of answers, no count: only the values that several hold each, where there are two such
  values at least; and a value that all hold, which is told in the same words when all but one do.

No rule short of silence keeps somebody who knows the answers of all the others from learning something about the last
one: docs/decisions/0021 says why, and the tests count how often. Silence can be asked for, whatever the size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualifier.explanation.comparison import outcome_of
from qualifier.group.viewpoints import View
from qualifier.reasoning.verdict import Reasoner

TOGETHER = 2
LEAST_ON_A_SIDE = 3


def divided(values: Sequence[str | None], order: Sequence[str]) -> tuple[str, ...]:
    """Return the values that several hold each, when there are two such values at least; else nothing.

    Args:
        values: what each holds; None for who holds nothing.
        order: all the values there are, in the order in which they are told.
    """
    counts = Counter(one for one in values if one is not None)
    told = tuple(one for one in order if counts[one] >= TOGETHER)
    return told if len(told) > 1 else ()


def common(values: Sequence[str | None]) -> str | None:
    """Return the value that all hold, or all but one: the two are not told apart.

    Args:
        values: what each holds; None for who holds nothing.
    """
    counts = Counter(one for one in values if one is not None)
    return next((one for one, count in counts.items() if count >= max(len(values) - 1, TOGETHER)), None)


@dataclass(frozen=True)
class Leaving:
    """What may leave the room of the answers of a group.

    Attributes:
        common: the conclusion that all come to, or all but one.
        conclusions: the conclusions that several come to each, when there are two at least.
        questions: for each question that divides, the options that several choose each.
        sides: for questions on which two sides that are large enough hold differently: what each holds.
    """

    common: str | None
    conclusions: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, Mapping[str, str]]


def leaving(reasoner: Reasoner, views: Sequence[View], least: int) -> Leaving | None:
    """Return what may leave the room; None when there are too few viewpoints.

    Args:
        reasoner: the rules with their engine.
        views: the viewpoints.
        least: the fewest viewpoints of which anything is told.
    """
    if len(views) < least:
        return None
    base = reasoner.base
    orders = {id_: tuple(option.id for option in one.options) for id_, one in base.questions.items()}
    counting = [view.counting(reasoner.decisions) for view in views]
    answers = {id_: divided([options.get(id_) for options in counting], order) for id_, order in orders.items()}
    outcomes = [outcome_of(reasoner.outline(view.case)) for view in views]
    return Leaving(
        common(outcomes),
        divided(outcomes, tuple(dict.fromkeys((*base.forms, *sorted(outcomes))))),
        {id_: told for id_, told in answers.items() if told},
        _sides([view.side for view in views], counting, orders),
    )


def _sides(
    sides: Sequence[str | None], counting: Sequence[Mapping[str, str]], questions: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Return where sides differ: each is large enough, and all of it but one at most hold the same."""
    counts = Counter(one for one in sides if one is not None)
    large = sorted(side for side, count in counts.items() if count >= LEAST_ON_A_SIDE)
    found: dict[str, dict[str, str]] = {}
    for question in questions:
        held = {
            side: common([options.get(question) for own, options in zip(sides, counting, strict=True) if own == side])
            for side in large
        }
        firm = {side: one for side, one in held.items() if one is not None}
        if len(set(firm.values())) > 1:
            found[question] = firm
    return found
