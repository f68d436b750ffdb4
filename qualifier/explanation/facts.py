"""The facts behind what is said: by which parts a condition holds, and what is known of each, in words.

Plain three-valued truth over what is still possible; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.explanation.why_not import fact
from qualifier.knowledge.conditions import Condition, In, Possible, subjects, truth
from qualifier.knowledge.models import RuleBase
from qualifier.words import Text


def holding(condition: Condition | None, possible: Possible) -> Iterator[In]:
    """Yield the leaves by which a condition holds; none when there is no condition.

    Args:
        condition: the condition, if any.
        possible: what is still possible of each subject.
    """
    if condition is None or not truth(condition, possible):
        return
    if isinstance(condition, In):
        yield condition
        return
    for part in condition.parts:
        yield from holding(part, possible)


def _telling(condition: Condition | None, possible: Possible) -> Iterator[In]:
    """Yield the leaves that hold in what is not ruled out: what tells where a condition is left because no other is."""
    if condition is None or truth(condition, possible) is False:
        return
    if not isinstance(condition, In):
        for part in condition.parts:
            yield from _telling(part, possible)
    elif truth(condition, possible):
        yield condition


def facts_said(base: RuleBase, possible: Possible, condition: Condition | None) -> tuple[Text, ...]:
    """Return what is known of the subjects by which a condition holds, or speaks while it is open, each once.

    Args:
        base: the rules.
        possible: what is still possible of each subject.
        condition: the condition, if any.
    """
    leaves = tuple(holding(condition, possible)) or tuple(_telling(condition, possible))
    found = dict.fromkeys(leaf.subject for leaf in leaves)
    return tuple(dict.fromkeys(fact_said(base, possible, subject) for subject in found))


def fact_said(base: RuleBase, possible: Possible, subject: str) -> Text:
    """Say what is known of a subject: in the words of the map, else in those of its criterion, else of the answer.

    Args:
        base: the rules.
        possible: what is still possible of each subject.
        subject: a question or a criterion.
    """
    values = possible(subject)
    if subject in base.said and len(values) == 1:
        return base.said[subject][next(iter(values))]
    return fact(base, possible, In(_reader(base, subject), frozenset()))


def read_directly(base: RuleBase, subject: str) -> set[str]:
    """Return a subject with what its levels read themselves: further down, nearly all of them rest on the last act.

    Args:
        base: the rules.
        subject: a question or a criterion.
    """
    levels = base.criteria[subject].levels if subject in base.criteria else ()
    return {subject}.union(*(subjects(level.when) for level in levels if level.when is not None))


def _reader(base: RuleBase, subject: str) -> str:
    """Return what to quote for a subject: for a question that alone makes a criterion, that criterion's sentence."""
    for criterion in base.criteria.values() if subject in base.questions else ():
        if read_directly(base, criterion.id) == {criterion.id, subject}:
            return criterion.id
    return subject
