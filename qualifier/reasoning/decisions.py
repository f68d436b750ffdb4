"""The rule base as a list of decisions: the one thing that every reading translates.

A decision gives one value of a closed domain to a subject: read its values in order, the first whose condition holds is
the one, the last takes what is left. Criteria, axes, arguments, forms, alerts, steps and the principal form are all
decisions; they differ only in what they are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qualifier.knowledge.conditions import All, Any, Condition, Domains, In, subjects
from qualifier.knowledge.models import UNDETERMINED, Argument, Axis, Criterion, Form, RuleBase
from qualifier.knowledge.walk import questions_behind

About = Literal["criterion", "axis", "argument", "trait", "form", "alert", "advice", "tension", "principal"]
HOLDS, FAILS = "holds", "fails"
PRINCIPAL = "principal"
# What begins the subjects that share no names with forms and criteria: `alert.paper_unused`.
ALERT, ADVICE, TENSION = "alert", "advice", "tension"


@dataclass(frozen=True, slots=True)
class Decision:
    """How one subject gets its value.

    Attributes:
        subject: what is decided.
        about: what kind of thing it is.
        cases: the values with their conditions, in order.
        otherwise: the value left when none holds.
    """

    subject: str
    about: About
    cases: tuple[tuple[str, Condition], ...]
    otherwise: str

    @property
    def domain(self) -> tuple[str, ...]:
        """The values, in order."""
        return (*(value for value, _ in self.cases), self.otherwise)


@dataclass(frozen=True)
class Decisions:
    """Every decision of a rule base, with the domains of all subjects and the order of dependence."""

    base: RuleBase
    all: tuple[Decision, ...]

    @cached_property
    def domains(self) -> Domains:
        """The closed domain of each subject: questions and decisions."""
        questions = {id_: tuple(option.id for option in q.options) for id_, q in self.base.questions.items()}
        return {**questions, **{decision.subject: decision.domain for decision in self.all}}

    @cached_property
    def gates(self) -> Mapping[str, frozenset[str]]:
        """For each question, those on which it depends whether it is asked."""
        return {id_: questions_behind(self.base, one.ask_when) for id_, one in self.base.questions.items()}

    @cached_property
    def by_subject(self) -> dict[str, Decision]:
        """Each decision by its subject."""
        return {decision.subject: decision for decision in self.all}

    @cached_property
    def strata(self) -> tuple[tuple[Decision, ...], ...]:
        """The decisions in layers: each depends only on questions and on the layers before it.

        Within a layer, decisions about different kinds of thing stand apart: small groups are cheaper to match.
        """
        depth: dict[str, int] = {}

        def deep(subject: str) -> int:
            if subject not in self.by_subject:
                return -1
            if subject not in depth:
                cases = self.by_subject[subject].cases
                depth[subject] = 1 + max((deep(on) for _, when in cases for on in subjects(when)), default=-1)
            return depth[subject]

        layers: dict[tuple[int, str], list[Decision]] = {}
        for decision in self.all:
            layers.setdefault((deep(decision.subject), decision.about), []).append(decision)
        return tuple(tuple(layers[key]) for key in sorted(layers, key=lambda key: key[0]))


def decisions_of(base: RuleBase) -> Decisions:
    """Turn a rule base into its decisions.

    Args:
        base: the rules.
    """
    found = [_levels(one, "criterion") for one in base.criteria.values()]
    found += [_levels(one, "axis") for one in base.axes.values()]
    found += [_holds(one.id, _weight(one), one.when) for form in base.forms.values() for one in form.arguments]
    found += [_holds(f"undetermined.{one.id}", "argument", one.when) for one in base.undetermined.values() if one.when]
    found += [_holds(form.id, "form", _fits(form)) for form in base.forms.values()]
    found += [_holds(f"{ALERT}.{one.id}", "alert", one.when) for one in base.alerts.values()]
    found += [_holds(f"{ADVICE}.{one.id}", "advice", one.when) for one in base.advice.values()]
    found += [_holds(f"{TENSION}.{one.id}", "tension", one.when) for one in base.tensions.values()]
    found.append(Decision(PRINCIPAL, "principal", _principal_cases(base), UNDETERMINED))
    return Decisions(base, tuple(found))


def _levels(one: Criterion | Axis, about: About) -> Decision:
    cases = tuple((level.id, level.when) for level in one.levels if level.when is not None)
    return Decision(one.id, about, cases, one.levels[-1].id)


def _weight(argument: Argument) -> About:
    """Arguments that confirm or exclude decide; those that support or oppose are traits, told and no more."""
    return "argument" if argument.kind in ("confirms", "excludes") else "trait"


def _holds(subject: str, about: About, when: Condition) -> Decision:
    return Decision(subject, about, ((HOLDS, when),), FAILS)


def holds(subject: str) -> In:
    """Return the condition that an argument, an alert, a step or a form holds."""
    return In(subject, frozenset({HOLDS}))


def fails(subject: str) -> In:
    """Return the condition that it does not."""
    return In(subject, frozenset({FAILS}))


def _fits(form: Form) -> Condition:
    """A form fits when one of its confirming arguments holds and none of those that exclude it does."""
    confirmed = Any(tuple(holds(argument.id) for argument in form.of_kind("confirms")))
    return All((confirmed, *(fails(argument.id) for argument in form.of_kind("excludes"))))


def _principal_cases(base: RuleBase) -> tuple[tuple[str, Condition], ...]:
    """The forms and the reasons to name none, in order of precedence: the first that fits is the principal one."""
    ranked = [(form.precedence, form.id, holds(form.id)) for form in base.forms.values()]
    for one in base.undetermined.values():
        if one.precedence is not None:
            subject = f"{UNDETERMINED}.{one.id}"
            ranked.append((one.precedence, subject, holds(subject)))
    return tuple((value, when) for _, value, when in sorted(ranked, key=lambda case: case[0]))
