"""What is still possible, without proofs: the plain meaning of the decisions, in Kleene's three values.

A few lines against which the engine is compared, and quick enough to be asked at every prompt which questions matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualifier.knowledge.conditions import Condition, Possible, Values, leaves, truth
from qualifier.knowledge.walk import reached
from qualifier.reasoning.decisions import Decision, Decisions


class Outlook:
    """What the answers given leave possible of each subject.

    Args:
        decisions: the rules.
        options: the option chosen for each answered question; the others are open.
    """

    def __init__(self, decisions: Decisions, options: Mapping[str, str]) -> None:
        """Start from the answers; everything else is worked out when asked for."""
        self._decisions = decisions
        self._known: dict[str, Values] = {question: frozenset({option}) for question, option in options.items()}

    def learn(self, question: str, *options: str) -> None:
        """Take one more answer into account; nothing that depends on it may have been asked for before.

        Args:
            question: the question.
            options: the option chosen; or several, when one of them is.
        """
        self._known[question] = frozenset(options)

    def possible(self, subject: str) -> Values:
        """Return the values of a subject that are still possible.

        Raises:
            KeyError: the subject is unknown.
        """
        if subject not in self._known:
            decision = self._decisions.by_subject.get(subject)
            self._known[subject] = self._left(decision) if decision else frozenset(self._decisions.domains[subject])
        return self._known[subject]

    def truth(self, condition: Condition) -> bool | None:
        """Tell whether a condition is established, ruled out or open (None)."""
        return truth(condition, self.possible)

    def value(self, subject: str) -> str | None:
        """Return the value of a subject when only one is left."""
        values = self.possible(subject)
        return next(iter(values)) if len(values) == 1 else None

    def _left(self, decision: Decision) -> Values:
        left: set[str] = set()
        for value, when in decision.cases:
            holds = truth(when, self.possible)
            if holds is not False:
                left.add(value)
            if holds:
                return frozenset(left)
        return frozenset(left | {decision.otherwise})


def open_behind(decisions: Decisions, possible: Possible, subject: str) -> frozenset[str]:
    """Return the open subjects, questions included, on which the value of an open subject depends; itself as well.

    Args:
        decisions: the rules.
        possible: what is still possible of each subject.
        subject: where to begin; when its value is known, nothing is behind it.
    """

    def is_open(one: str) -> bool:
        return len(possible(one)) > 1

    def beneath(one: str) -> Iterator[str]:
        decision = decisions.by_subject.get(one)
        for _, when in decision.cases if decision else ():
            yield from (leaf.subject for leaf in leaves(when) if is_open(leaf.subject))

    return reached([subject] if is_open(subject) else [], beneath)
