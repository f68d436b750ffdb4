"""Walks along dependencies: all that can be reached from some starting points, the questions behind a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from qualifier.knowledge.conditions import Condition, subjects
from qualifier.knowledge.models import RuleBase


def reached(starts: Iterable[str], following: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return the starting points and all that can be reached from them.

    Args:
        starts: where to begin.
        following: what comes directly after one point.
    """
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        point = waiting.pop()
        if point not in found:
            found.add(point)
            waiting.extend(following(point))
    return frozenset(found)


def questions_behind(base: RuleBase, condition: Condition) -> frozenset[str]:
    """Return the questions that a condition depends on, through the criteria.

    Args:
        base: the rules.
        condition: the condition.
    """

    def beneath(subject: str) -> Iterator[str]:
        for level in base.criteria[subject].levels if subject in base.criteria else ():
            if level.when is not None:
                yield from subjects(level.when)

    return reached(subjects(condition), beneath) & base.questions.keys()
