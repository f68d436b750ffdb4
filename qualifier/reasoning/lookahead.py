"""What is still possible, and what still matters, over every completion of some answers: exact, never sampled.

Holds the diagrams of a rule base: the principal form, and beside it all else that a verdict shows (axes, alerts, next
steps, traits). Which question to ask is for `qualifier.interview`; what would change a verdict, for `changes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import Any, Literal

from qualifier.knowledge.conditions import Condition
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.compiling import MOST_NODES, Reading, compiled
from qualifier.reasoning.decisions import ADVICE, ALERT, FAILS, HOLDS, PRINCIPAL, TENSION, Decisions
from qualifier.reasoning.diagram import Diagram

Status = Literal["certain", "possible", "excluded"]
Options = Mapping[str, str]
KEPT_IN_MIND = 256


@dataclass(frozen=True)
class Lookahead:
    """The diagrams of a rule base.

    Attributes:
        options: the options of each question, the questions in the order of the diagrams.
        principal: which form, or which reason to name none, every way of answering leads to.
        beside: for each axis, alert, next step, tension, trait and form that fits as well, where it shows.
    """

    options: Mapping[str, tuple[str, ...]]
    principal: Diagram
    beside: Mapping[str, Diagram]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The questions by their rank in the diagrams."""
        return tuple(self.options)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The rank of each question."""
        return {question: rank for rank, question in enumerate(self.order)}

    def ranks(self, options: Options) -> dict[int, int]:
        """Return answers by the ranks of questions and options."""
        return {self.rank[one]: self.options[one].index(option) for one, option in options.items()}

    def left(self, options: Options) -> Diagram:
        """Return the diagram of the principal form once some answers are given.

        Args:
            options: the option chosen for each answered question; answers of closed branches change nothing.
        """
        answers = frozenset(options.items())
        if answers not in self._met:
            if len(self._met) >= KEPT_IN_MIND:
                self._met.clear()
            self._met[answers] = self.principal.given(self.ranks(options))
        return self._met[answers]

    @cached_property
    def _met(self) -> dict[frozenset[tuple[str, str]], Diagram]:
        """What was left after answers already met: the same are asked about again and again."""
        return {}

    def status(self, options: Options) -> dict[str, Status]:
        """Return how each outcome stands over all completions of some answers.

        Args:
            options: the option chosen for each answered question.
        """
        possible = self.left(options).possible
        open_status: Status = "certain" if len(possible) == 1 else "possible"
        return {one: open_status if one in possible else "excluded" for one in self.principal.outcomes}

    def deciding(self, options: Options) -> frozenset[str]:
        """Return the unanswered questions that can still change the principal form.

        Args:
            options: the option chosen for each answered question.
        """
        return frozenset(self.order[rank] for rank in self.left(options).questions)

    def mattering(self, options: Options) -> frozenset[str]:
        """Return the unanswered questions that can still change anything a verdict shows.

        Args:
            options: the option chosen for each answered question.
        """
        answers = self.ranks(options)
        found = set(self.left(options).questions)
        for diagram in self.beside.values():
            if not diagram.questions <= found | answers.keys():
                found |= diagram.given(answers).questions
        return frozenset(self.order[rank] for rank in found)

    # --- made, and kept on disk ----------------------------------------------------------------------------

    def packed(self) -> Any:  # noqa: ANN401 - JSON
        """Return it as JSON data."""
        questions = [[one, *options] for one, options in self.options.items()]
        return [questions, self.principal.packed(), [[one, d.packed()] for one, d in self.beside.items()]]

    @classmethod
    def unpacked(cls, data: Any) -> Lookahead:  # noqa: ANN401 - JSON
        """Return what `packed` made the data from.

        Raises:
            ValueError, TypeError, IndexError, KeyError: the data are something else.
        """
        questions, principal, beside = data
        return cls(
            {one: tuple(options) for one, *options in questions},
            Diagram.unpacked(principal),
            {one: Diagram.unpacked(diagram) for one, diagram in beside},
        )


def weight_left(left: Diagram, rank: int) -> float:
    """Return what a question is expected to leave of what is at stake, from 0 (nothing) to 1 (everything).

    Half of what is at stake is the number of outcomes still possible; the other half is the strongest of them, which
    has to be confirmed or ruled out before any weaker one can be named. Each option is taken to be equally likely.

    Args:
        left: the diagram of what is still possible.
        rank: a question it depends on.
    """
    possible = len(left.possible)
    strongest = 1 << next(number for number, name in enumerate(left.outcomes) if name in left.possible)
    masks = left.after[rank]
    return fmean((mask.bit_count() / possible + bool(mask & strongest)) / 2 for mask in masks)


def look_ahead(decisions: Decisions, most_nodes: int = MOST_NODES) -> Lookahead:
    """Compile the diagrams of a rule base.

    Args:
        decisions: the rules.
        most_nodes: how much room the functions may take, in nodes.

    Raises:
        FaultsFound: the rules need more room or time than they may take; the fault names those that grow most.
    """
    reading = compiled(decisions, most_nodes)
    with reading.bounded():
        return _made(decisions, reading)


def _made(decisions: Decisions, reading: Reading) -> Lookahead:
    space = reading.space
    principal = reading.sole(PRINCIPAL, UNDETERMINED)
    beside = {axis: space.diagram(reading.sole(axis)) for axis in decisions.base.axes}
    for subject, forms in shown_beside(decisions.base):
        held = reading.holds(subject)
        if forms:
            held &= reading.among(PRINCIPAL, forms)
        beside[subject] = space.diagram({HOLDS: held, FAILS: ~held})
    for form in decisions.base.forms:
        fits = reading.holds(form)
        beside[form] = space.diagram({HOLDS: fits, FAILS: ~fits})
    for step, when in origin_steps(decisions.base).items():
        holds = reading.truth(when)[0]
        beside[step] = space.diagram({HOLDS: holds, FAILS: ~holds})
    return Lookahead(space.options, space.diagram(principal), beside)


def shown_beside(base: RuleBase) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield what a verdict shows when it holds, with the principal forms it is shown for (all, when none is named).

    Args:
        base: the rules.
    """
    yield from ((f"{ALERT}.{one}", ()) for one in base.alerts)
    yield from ((f"{ADVICE}.{one.id}", one.forms) for one in base.advice.values())
    yield from ((f"{TENSION}.{one}", ()) for one in base.tensions)
    for form in base.forms.values():
        yield from ((argument.id, (form.id,)) for argument in form.of_kind("supports", "opposes"))


def origin_steps(base: RuleBase) -> dict[str, Condition]:
    """Return the conditions of the steps of the origin: a verdict also tells which others hold, each by its own.

    Args:
        base: the rules.
    """
    axis = base.axes.get("origin")
    return {f"{axis.id}.{step.id}": step.when for step in axis.levels if step.when} if axis else {}
