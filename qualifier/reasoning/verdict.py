"""The verdict: the outcome as data, drawn from the conclusions of the engine.

Which form is principal and how firmly, how each other form stands, what is pivotal, what is open. No words for people:
those are put by `qualifier.explanation`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from qualifier.knowledge.cases import SECOND_HAND, Answer, Case
from qualifier.knowledge.conditions import Clause, In, Values, clauses, truth
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import UNDETERMINED, Form, LookAgain, RuleBase
from qualifier.knowledge.readings import read_as
from qualifier.knowledge.walk import reached
from qualifier.reasoning.changes import Changes
from qualifier.reasoning.decisions import ADVICE, ALERT, PRINCIPAL, TENSION, Decisions, decisions_of
from qualifier.reasoning.forward import Conclusions, Forward
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.outlook import Outlook, open_behind
from qualifier.reasoning.relevance import options_that_count, relevant_questions

Status = Literal["settled", "provisional", "undetermined"]
Standing = Literal["principal", "present", "possible", "excluded"]
MOST_STEPS = 3
# A form that fits is named provisionally only when at most this many stronger ones are still possible.
MOST_RIVALS = 2


@dataclass(frozen=True, slots=True)
class FormStanding:
    """How one form stands.

    Attributes:
        status: principal; present (it fits, another speaks first); possible; excluded.
        supporting: the arguments for it that hold.
        opposing: the arguments against it that hold.
        lacking: what its nearest confirming argument needs and the answers rule out.
        waiting: what that argument needs and is still open.
        held: what that argument needs and is established.
    """

    status: Standing
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    lacking: Clause
    waiting: Clause
    held: Clause


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which form, how firmly, and why none when there is none."""

    principal: str
    status: Status
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one case.

    Attributes:
        principal: a form, or `undetermined`.
        because: why it is undetermined: `too_early`, `dormant`, `disputed` or `missing`.
        runner_up: the nearest other form worth comparing, if any.
        axes: for each axis its step, or None while open.
        origin_also: the other steps of the origin that hold too.
        rests_on: the answers that the proof of the principal form rests on.
        open_questions: the questions that would decide, what could move the outcome most first.
        look_again: when to look again, with the reason's own months and things to look at.
        facts_only: the outcome without what was told or felt, when it differs.
        tensions: the pairs of answers that sit ill together.
        closed: questions answered on a branch that other answers close; their answers are set aside.
        relevant: the questions that are to be asked, answered or not.
    """

    case: str
    date: dt.date | None
    principal: str
    status: Status
    because: str | None
    runner_up: str | None
    forms: Mapping[str, FormStanding]
    axes: Mapping[str, str | None]
    origin_also: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]
    alerts: tuple[str, ...]
    tensions: tuple[str, ...]
    next_steps: tuple[str, ...]
    open_questions: tuple[str, ...]
    look_again: LookAgain | None
    facts_only: Outcome | None
    closed: tuple[str, ...]
    relevant: tuple[str, ...]
    answers: Mapping[str, Answer]
    conclusions: Conclusions
    rules_version: str

    @property
    def outcome(self) -> Outcome:
        """The form, its status and the reason for none, together."""
        return Outcome(self.principal, self.status, self.because)


class Reasoner:
    """Qualifies cases: the rule base with its engine, built once and used for any number of cases."""

    def __init__(
        self,
        base: RuleBase,
        ahead: Callable[[Decisions], Lookahead] = look_ahead,
        usual: RuleBase | None = None,
    ) -> None:
        """Prepare the decisions; the engine itself is built at its first use, and so are the diagrams.

        Args:
            base: the rules.
            ahead: makes the diagrams, or finds them where they are kept.
            usual: the same rules in their usual reading, when `base` is in another.
        """
        self.base = base
        self._usual = usual or base
        self._others: dict[str, Reasoner] = {}
        self.decisions: Decisions = decisions_of(base)
        self._make_ahead = ahead
        self.too_large: FaultsFound | None = None

    @cached_property
    def forward(self) -> Forward:
        """The experta engine."""
        return Forward(self.decisions)

    @cached_property
    def ahead(self) -> Lookahead | None:
        """The diagrams; None when the rules are too large for them, and `too_large` then says which."""
        try:
            return self._make_ahead(self.decisions)
        except FaultsFound as faults:
            self.too_large = faults
            return None

    def in_reading(self, reading: str) -> Reasoner:
        """Return the same rules as another school reads them, made at the first use.

        Args:
            reading: one of `base.readings`.

        Raises:
            KeyError: there is no such reading.
        """
        if reading == self.base.reading:
            return self
        if reading not in self._others:
            other = read_as(self._usual, reading)
            self._others[reading] = Reasoner(other, self._make_ahead, self._usual)
        return self._others[reading]

    def qualify(self, case: Case) -> Verdict:
        """Qualify a case.

        Args:
            case: the answers; those of closed branches are set aside.
        """
        options = options_that_count(self.decisions, case.answers)
        verdict = _Reading(self, case, options, self.forward.conclude(options)).verdict()
        return replace(verdict, facts_only=self._facts_only(case, verdict.outcome))

    def changes(self, case: Case) -> Changes | None:
        """Return the search for what would change the outcome of a case; None without diagrams.

        Args:
            case: the answers.
        """
        return None if self.ahead is None else Changes(self.decisions, self.ahead, case.answers)

    def _facts_only(self, case: Case, outcome: Outcome) -> Outcome | None:
        """Return the outcome without what was told or felt, when it differs; the plain reading is enough for that."""
        firm = {question: answer for question, answer in case.answers.items() if answer.evidence not in SECOND_HAND}
        if len(firm) == len(case.answers):
            return None
        found = self._plain_reading(replace(case, answers=firm)).outcome()
        return None if found == outcome else found

    def outline(self, case: Case) -> Verdict:
        """Qualify a case by the plain reading: the same verdict without its proof, in a tenth of the time.

        Args:
            case: the answers; those of closed branches are set aside.
        """
        return self._plain_reading(case).verdict()

    def _plain_reading(self, case: Case) -> _Reading:
        options = options_that_count(self.decisions, case.answers)
        outlook = Outlook(self.decisions, options)
        conclusions = Conclusions({subject: outlook.possible(subject) for subject in self.decisions.domains}, {})
        return _Reading(self, case, options, conclusions)

    @cached_property
    def confirming(self) -> Mapping[str, tuple[Clause, ...]]:
        """For each form, the clauses of its confirming arguments."""
        return {
            form.id: tuple(
                clause
                for argument in form.of_kind("confirms")
                for clause in clauses(argument.when, self.decisions.domains)
            )
            for form in self.base.forms.values()
        }


class _Reading:
    """Reads one set of conclusions into a verdict."""

    def __init__(self, reasoner: Reasoner, case: Case, options: dict[str, str], conclusions: Conclusions) -> None:
        self.reasoner = reasoner
        self.base = reasoner.base
        self.case = case
        self.options = options
        self.conclusions = conclusions

    def verdict(self) -> Verdict:
        outcome = self.outcome()
        principal, status, because = outcome.principal, outcome.status, outcome.because
        forms = {form.id: self.standing(form, principal) for form in self.base.forms.values()}
        reason = self.base.undetermined[because] if because else None
        return Verdict(
            case=self.case.id,
            date=self.case.date,
            principal=principal,
            status=status,
            because=because,
            runner_up=self.runner_up(principal, status, forms),
            forms=forms,
            axes={axis: self.conclusions.value(axis) for axis in self.base.axes},
            origin_also=self.origin_also(),
            rests_on=self.rests_on(principal, because),
            alerts=tuple(id_ for id_ in self.base.alerts if self.conclusions.holds(f"{ALERT}.{id_}")),
            tensions=tuple(id_ for id_ in self.base.tensions if self.conclusions.holds(f"{TENSION}.{id_}")),
            next_steps=self.next_steps(principal),
            open_questions=() if status == "settled" else self.open_questions(because),
            look_again=reason.look_again if reason else None,
            facts_only=None,
            closed=tuple(q for q in self.base.questions if q in self.case.answers and q not in self.relevant),
            relevant=self.relevant,
            answers={q: a for q, a in self.case.answers.items() if q in self.relevant},
            conclusions=self.conclusions,
            rules_version=self.base.version,
        )

    def possible(self, subject: str) -> Values:
        return self.conclusions.possible[subject]

    @cached_property
    def relevant(self) -> tuple[str, ...]:
        return relevant_questions(self.reasoner.decisions, self.case.answers)

    # --- which form ----------------------------------------------------------------------------------------

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """The values of the principal form that are still possible, in order of precedence.

        The engine leaves open what it cannot rule out; over all completions some of it may be out all the same.
        """
        domain = self.reasoner.decisions.domains[PRINCIPAL]
        possible = self.conclusions.possible[PRINCIPAL]
        if len(possible) > 1 and self.reasoner.ahead is not None:
            possible &= self.reasoner.ahead.left(self.options).possible
        return tuple(value for value in domain if value in possible)

    def outcome(self) -> Outcome:
        """Return the principal form, its status, and the reason for naming none."""
        if len(self.candidates) == 1:
            form, _, reason = self.candidates[0].partition(".")
            if form == UNDETERMINED:
                return Outcome(UNDETERMINED, "undetermined", reason or "missing")
            return Outcome(form, "settled")
        fitting = [value for value in self.candidates if value in self.base.forms and self.conclusions.holds(value)]
        if fitting and self.candidates.index(fitting[0]) <= MOST_RIVALS:
            return Outcome(fitting[0], "provisional")
        return Outcome(UNDETERMINED, "undetermined", "disputed" if self.disputed() else "missing")

    def disputed(self) -> bool:
        """Tell whether a question that would decide was answered "we disagree"."""
        return any(
            question in self.case.answers and self.case.answers[question].unknown == "disputed"
            for question in self.open_questions(None)
        )

    # --- how each form stands ------------------------------------------------------------------------------

    def standing(self, form: Form, principal: str) -> FormStanding:
        held, lacking, waiting = self.nearest_clause(form.id)
        return FormStanding(
            status=self.status(form.id, principal),
            supporting=self.holding(form, "confirms", "supports"),
            opposing=self.holding(form, "opposes", "excludes"),
            lacking=lacking,
            waiting=waiting,
            held=held,
        )

    def status(self, form: str, principal: str) -> Standing:
        if form == principal:
            return "principal"
        if form in self.candidates:
            return "possible"
        return "present" if self.conclusions.holds(form) else "excluded"

    def holding(self, form: Form, *kinds: Literal["confirms", "supports", "opposes", "excludes"]) -> tuple[str, ...]:
        return tuple(one.id for one in form.of_kind(*kinds) if self.conclusions.holds(one.id))

    def nearest_clause(self, form: str) -> tuple[Clause, Clause, Clause]:
        """Return what the nearest way of confirming a form has, lacks, and still waits for."""
        best: tuple[Clause, Clause, Clause] | None = None
        for clause in self.reasoner.confirming[form]:
            parts: dict[bool | None, list[In]] = {True: [], False: [], None: []}
            for leaf in clause:
                parts[truth(leaf, self.possible)].append(leaf)
            found = (tuple(parts[True]), tuple(parts[False]), tuple(parts[None]))
            if best is None or (len(found[1]), len(found[2])) < (len(best[1]), len(best[2])):
                best = found
        return best or ((), (), ())

    def runner_up(self, principal: str, status: Status, forms: Mapping[str, FormStanding]) -> str | None:
        """Return the nearest form worth comparing: a rival still possible, else a usual confusion of the principal."""
        rivals = [form for form in self.candidates if form in self.base.forms and form != principal]
        if status == "settled":
            rivals = [form for form in self.base.forms[principal].confusions if form != principal]
        if not rivals:
            return None
        return min(rivals, key=lambda form: (len(forms[form].lacking), len(forms[form].waiting)))

    # --- what it rests on, what is open --------------------------------------------------------------------

    def rests_on(self, principal: str, because: str | None) -> tuple[tuple[str, str], ...]:
        """Return the answers that the proof of the outcome rests on, in the order of the questions."""
        if principal in self.base.forms:
            roots = [a.id for a in self.base.forms[principal].of_kind("confirms") if self.conclusions.holds(a.id)]
        else:
            roots = [f"{UNDETERMINED}.{because}"] if self.base.undetermined[because or "missing"].when else []
        behind = self.answers_behind(roots)
        return tuple((question, self.options[question]) for question in self.base.questions if question in behind)

    def answers_behind(self, subjects: list[str]) -> frozenset[str]:
        """Return what the proofs of these subjects rest on, down to the answers."""

        def beneath(subject: str) -> Iterator[str]:
            for step in self.conclusions.proof(subject):
                yield from step.premises

        return reached(subjects, beneath)

    def open_questions(self, because: str | None) -> tuple[str, ...]:
        """Return the questions that would decide, what could move the outcome most first.

        Without diagrams: the unanswered questions on which the forms still possible depend, in the order of asking.
        """
        if because in ("too_early", "dormant"):
            return ()
        changes = self.reasoner.changes(self.case)
        if changes is not None:
            return tuple(one.question for one in changes.observations(self.case.skipped))
        # What is left past every form, `undetermined`, has no condition of its own.
        forms = [candidate for candidate in self.candidates if candidate != UNDETERMINED]
        behind = {one for form in forms for one in open_behind(self.reasoner.decisions, self.possible, form)}
        return tuple(question for question in self.relevant if question in behind)

    # --- beside the form -----------------------------------------------------------------------------------

    def origin_also(self) -> tuple[str, ...]:
        """Return the other steps of the origin whose own condition holds: an origin may be mixed."""
        axis = self.base.axes.get("origin")
        main = self.conclusions.value("origin") if axis else None
        if axis is None or main is None:
            return ()
        return tuple(one.id for one in axis.levels if one.id != main and one.when and truth(one.when, self.possible))

    def next_steps(self, principal: str) -> tuple[str, ...]:
        found = (
            id_
            for id_, one in self.base.advice.items()
            if (not one.forms or principal in one.forms) and self.conclusions.holds(f"{ADVICE}.{id_}")
        )
        return tuple(list(found)[:MOST_STEPS])
