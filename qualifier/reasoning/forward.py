"""The forward reading: experta rules generated from the decisions; every conclusion keeps its proof.

For each case of a decision, the clauses of its condition become rules that *establish* the case, and the clauses of its
complement become rules that *rule it out*; both speak of what is possible, so that an answer not given proves nothing.
Layer after layer, what is established is handed on as facts. The order of answers and of firing changes nothing: what
fired is gathered, sorted, and read afterwards.

experta looks at every rule after each firing, hence one small network a layer rather than one large one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from qualifier.knowledge.conditions import (
    Clause,
    Condition,
    Domains,
    In,
    Values,
    clauses,
    leaves,
    negate,
    subjects,
    truth,
)
from qualifier.reasoning.decisions import HOLDS, Decision, Decisions

MOST_FIRINGS = 5000
Rules = Any  # an experta engine: experta has no types
# Of these only what holds is ever looked at: that one fails, or is open, changes nothing that follows.
ONE_SIDED = ("trait", "alert", "advice", "tension")


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A rule that fired.

    Attributes:
        subject: what the rule decides.
        value: the case it speaks of.
        established: whether it establishes the case or rules it out.
        premises: the subjects it rests on.
    """

    subject: str
    value: str
    established: bool
    premises: tuple[str, ...]


@dataclass(frozen=True)
class Conclusions:
    """What a set of answers establishes.

    Attributes:
        possible: for each subject, its values still possible; an answered question has one.
        steps: for each subject, the rules that fired for it, one for each case, sorted.
    """

    possible: Mapping[str, Values]
    steps: Mapping[str, tuple[Step, ...]]

    def value(self, subject: str) -> str | None:
        """Return the value of a subject when only one is left."""
        values = self.possible[subject]
        return next(iter(values)) if len(values) == 1 else None

    def holds(self, subject: str) -> bool:
        """Tell whether an argument, a form, an alert or a step is established."""
        return self.possible[subject] == {HOLDS}

    def proof(self, subject: str) -> tuple[Step, ...]:
        """Return the rules that a subject's value rests on: the one that establishes it, else those that leave it."""
        value = self.value(subject)
        steps = self.steps.get(subject, ())
        direct = tuple(step for step in steps if step.established and step.value == value)
        return direct or tuple(step for step in steps if not step.established)


class Forward:
    """The engine: built once from the decisions, then run on any number of answers."""

    def __init__(self, decisions: Decisions) -> None:
        """Generate the rules and build the networks.

        Args:
            decisions: the rule base as decisions.

        Raises:
            TooManyClauses: a condition spreads beyond what an engine can bear.
        """
        from qualifier.reasoning.experta_repair import fact_class

        self._decisions = decisions
        self._facts = {subject: fact_class(f"Fact_{subject}") for subject in decisions.domains}
        self._fired: set[Step] = set()
        self._lock = Lock()
        self._layers = tuple((layer, self._network(layer)) for layer in decisions.strata)

    def conclude(self, options: Mapping[str, str]) -> Conclusions:
        """Draw every conclusion from answers.

        Args:
            options: the option chosen for each answered question.

        Raises:
            KeyError: an answer is to no question, or an option is not one of its question's.
        """
        domains = self._decisions.domains
        possible: dict[str, Values] = {}
        for question in self._decisions.base.questions:
            possible[question] = frozenset(domains[question])
        for question, option in options.items():
            if option not in possible[question]:
                raise KeyError(option)
            possible[question] = frozenset({option})
        steps: dict[str, tuple[Step, ...]] = {}
        with self._lock:
            for layer, (needed, network) in self._layers:
                self._run(network, needed, possible)
                for decision in layer:
                    found = _canonical(step for step in self._fired if step.subject == decision.subject)
                    steps[decision.subject] = found
                    possible[decision.subject] = _left(decision, found, self._exact(decision))
        return Conclusions(possible, steps)

    def _run(self, network: Rules, needed: tuple[str, ...], possible: Mapping[str, Values]) -> None:
        """Run one network on the facts it needs; a subject of which everything is possible gives no fact."""
        self._fired.clear()
        domains = self._decisions.domains
        known = [subject for subject in needed if len(possible[subject]) < len(domains[subject])]
        try:
            network.reset()
            network.declare(*(self._facts[subject](possible=possible[subject]) for subject in known))
            network.run(MOST_FIRINGS)
        finally:
            network.running = False

    def _network(self, layer: tuple[Decision, ...]) -> tuple[tuple[str, ...], Rules]:
        """Return the subjects a layer rests on, and the engine of its rules."""
        from qualifier.reasoning import experta_repair

        rules: dict[str, Any] = {}
        needed: dict[str, None] = {}
        for decision in layer:
            for number, (step, clause) in enumerate(_rules(decision, self._decisions.domains, self._exact(decision))):
                needed.update(dict.fromkeys(step.premises))
                name = f"{decision.subject}_{number}".replace(".", "__")
                patterns = [experta_repair.within(self._facts[leaf.subject], leaf.values) for leaf in clause]
                rules[name] = experta_repair.rule(name, patterns, self._note(step))
        return tuple(needed), experta_repair.engine(rules)

    def _exact(self, decision: Decision) -> bool:
        """Tell whether a decision rests on one question alone, each part of it on some of its options."""
        parts = [leaf for _, when in decision.cases for leaf in leaves(when)]
        about = {leaf.subject for leaf in parts}
        partly = all(leaf.values < set(self._decisions.domains[leaf.subject]) for leaf in parts)
        return len(about) == 1 and about <= set(self._decisions.base.questions) and partly

    def _note(self, step: Step) -> Callable[[object], None]:
        def note(_engine: object) -> None:
            self._fired.add(step)

        return note


def _rules(decision: Decision, domains: Domains, exact: bool) -> Iterable[tuple[Step, Clause]]:
    """Yield the rules of a decision: what establishes each case, and what rules it out."""
    if exact:
        yield from _one_question_rules(decision, domains)
        return
    for value, when in decision.cases:
        yield from _steps(decision.subject, value, True, clauses(when, domains))
        if decision.about not in ONE_SIDED:
            yield from _steps(decision.subject, value, False, clauses(negate(when, domains), domains))


def _one_question_rules(decision: Decision, domains: Domains) -> Iterable[tuple[Step, Clause]]:
    """Yield one rule a value: a question is either answered or wholly open, so each option leads to one value."""
    taken: Values = frozenset()
    (question,) = {subject for _, when in decision.cases for subject in subjects(when)}
    for value, when in decision.cases:
        options = frozenset(option for option in domains[question] if _leads_to(when, option)) - taken
        taken |= options
        yield from _steps(decision.subject, value, True, ((In(question, options),),) if options else ())
    left = frozenset(domains[question]) - taken
    yield from _steps(decision.subject, decision.otherwise, True, ((In(question, left),),) if left else ())


def _leads_to(when: Condition, option: str) -> bool:
    """Tell whether an option of the one question spoken of makes the condition hold."""
    return truth(when, lambda _: frozenset({option})) is True


def _steps(subject: str, value: str, established: bool, found: tuple[Clause, ...]) -> Iterable[tuple[Step, Clause]]:
    for clause in found:
        yield Step(subject, value, established, tuple(leaf.subject for leaf in clause)), clause


def _canonical(fired: Iterable[Step]) -> tuple[Step, ...]:
    """Keep, for each case, the one rule with the fewest premises; ties go to the alphabet."""
    best: dict[tuple[str, bool], Step] = {}
    for step in sorted(fired, key=lambda one: (len(one.premises), one)):
        best.setdefault((step.value, step.established), step)
    return tuple(sorted(best.values()))


def _left(decision: Decision, steps: tuple[Step, ...], exact: bool) -> Values:
    """Return the values left: none ruled out, and nothing after the first case established."""
    established = {step.value for step in steps if step.established}
    if exact:
        return frozenset(established or decision.domain)
    out = {step.value for step in steps if not step.established}
    left: set[str] = set()
    for value, _ in decision.cases:
        if value not in out:
            left.add(value)
        if value in established:
            return frozenset(left)
    return frozenset(left | {decision.otherwise})
