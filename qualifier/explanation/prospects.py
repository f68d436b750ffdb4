"""What would change a verdict, what it rests on, what to find out, what was not asked, which answers sit ill together.

Derived from the exact search in `qualifier.reasoning.changes`; the result is data, bilingual.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualifier.explanation.why_not import fact, listed
from qualifier.knowledge.cases import SECOND_HAND, Case
from qualifier.knowledge.conditions import Condition, In, truth
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.changes import USUAL_SIZE, Changes, Finding, Pivot
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.ways import Change, Way
from qualifier.words import Text, join, message

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A question to be answered otherwise, or at last.

    Attributes:
        then: the options that would do, as words.
        now: the option given, as words; None when there is none.
        within_reach: whether the team itself can change this fact.
    """

    question: str
    options: tuple[str, ...]
    ask: Text
    then: Text
    now: Text | None
    within_reach: bool


@dataclass(frozen=True, slots=True)
class WaySaid:
    """A set of answers that leads to another form."""

    outcome: str
    name: Text
    steps: tuple[StepSaid, ...]
    within_reach: bool


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """What some options would lead to."""

    options: tuple[str, ...]
    outcomes: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class PivotSaid:
    """An answer that alone can change the form.

    Attributes:
        second_hand: it is known by hearsay or felt: worth checking first.
    """

    question: str
    option: str
    ask: Text
    now: Text
    second_hand: bool
    findings: tuple[FindingSaid, ...]


@dataclass(frozen=True, slots=True)
class SoliditySaid:
    """How firm a verdict is, in words; never as a percentage."""

    changes: int
    unchanged: int
    text: Text
    counted: Text
    pivots: tuple[PivotSaid, ...]


@dataclass(frozen=True, slots=True)
class ObservationSaid:
    """A question to find out about, with who or what could tell and what each finding would lead to."""

    question: str
    ask: Text
    could_tell: Text
    told: bool
    findings: tuple[FindingSaid, ...]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Questions not asked, or not answered, and why no answer could have changed the form."""

    reason: Text
    questions: tuple[str, ...]
    asks: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TensionSaid:
    """Two answers that sit ill together, and what was decided about them."""

    id: str
    answers: tuple[Text, Text]
    say: Text
    note: Text | None
    source: tuple[str, ...]


class Prospects:
    """Says what would change a verdict; each part is worked out when it is asked for."""

    def __init__(self, changes: Changes, case: Case) -> None:
        """Take in the search and the answers.

        Args:
            changes: the exact search, on the same answers.
            case: the answers, with their marks and notes.
        """
        self.changes = changes
        self.case = case
        self.base: RuleBase = changes.base

    # --- what would change it ------------------------------------------------------------------------------

    @cached_property
    def ways(self) -> tuple[WaySaid, ...]:
        """The smallest sets of answers, of one or two, that lead to each other form; usual confusions first."""
        return self.ways_of(USUAL_SIZE)

    def ways_of(self, most: int) -> tuple[WaySaid, ...]:
        """Return the smallest sets of at most so many answers that lead to each other form."""
        found = self.changes.ways(most)
        outcome = self.changes.outcome or UNDETERMINED
        near = list(self.base.forms[outcome].confusions) if outcome in self.base.forms else []
        far = self.changes.ahead.principal.outcomes[::-1]
        ordered = sorted(
            (way for ways in found.values() for way in ways),
            key=lambda way: (
                near.index(way.outcome) if way.outcome in near else len(near),
                not way.within_reach,
                len(way.changes),
                far.index(way.outcome),
            ),
        )
        return tuple(self.said(way) for way in ordered)

    def path(self, outcome: str) -> WaySaid | None:
        """Return the shortest path to a form; None when there is none, without steps when it is reached already.

        Args:
            outcome: a form.
        """
        way = self.changes.path(outcome)
        return None if way is None else self.said(way)

    def said(self, way: Way) -> WaySaid:
        """Say a way."""
        steps = tuple(self.step(change) for change in way.changes)
        return WaySaid(way.outcome, outcome_name(self.base, way.outcome), steps, way.within_reach)

    def step(self, change: Change) -> StepSaid:
        """Say one change."""
        question = self.base.questions[change.question]
        answer = self.case.answers.get(change.question)
        now = self.label(change.question, answer.option) if answer and answer.option else None
        return StepSaid(
            change.question,
            change.options,
            question.ask,
            self.labels(change.question, change.options),
            now,
            question.team_can_act,
        )

    def labels(self, question: str, options: Iterable[str]) -> Text:
        """Return the words of some options, quoted, joined by "or"."""
        return listed([self.label(question, option) for option in options])

    def label(self, question: str, option: str) -> Text:
        """Return the words of an option, quoted."""
        return message("verdict", "quoted", text=self.base.questions[question].option(option).label)

    # --- what it rests on ----------------------------------------------------------------------------------

    @cached_property
    def solidity(self) -> SoliditySaid | None:
        """What the verdict rests on; None while nothing is settled."""
        found = self.changes.solidity()
        if found is None:
            return None
        count = len(found.pivots)
        key = "rests_on_none" if count == 0 else "rests_on_one" if count == 1 else "rests_on_some"
        return SoliditySaid(
            found.changes,
            found.unchanged,
            message("verdict", key, count=count),
            message("verdict", "single_changes", changes=found.changes, unchanged=found.unchanged),
            tuple(sorted((self.pivot(one) for one in found.pivots), key=self.urgency)),
        )

    def urgency(self, pivot: PivotSaid) -> tuple[bool, int]:
        """Rank pivots: what is known at second hand first, then what leads to the outcomes nearest in precedence."""
        order = self.changes.ahead.principal.outcomes
        here = order.index(self.changes.outcome or UNDETERMINED)
        away = (abs(order.index(one) - here) for finding in pivot.findings for one in finding.outcomes)
        return not pivot.second_hand, min((distance for distance in away if distance), default=0)

    def pivot(self, pivot: Pivot) -> PivotSaid:
        """Say what an answer that alone can change the form would change."""
        question, answer = self.base.questions[pivot.question], self.case.answers[pivot.question]
        option = answer.option or ""
        return PivotSaid(
            pivot.question,
            option,
            question.ask,
            self.label(pivot.question, option),
            answer.evidence in SECOND_HAND,
            tuple(self.finding(pivot.question, one) for one in pivot.findings),
        )

    def finding(self, question: str, finding: Finding) -> FindingSaid:
        """Say what some options of a question lead to."""
        order = self.changes.ahead.principal.outcomes
        outcomes = tuple(one for one in order if one in finding.outcomes)
        out = tuple(one for one in order if one in self.changes.possible - finding.outcomes)
        few, names = len(outcomes) <= MOST_NAMES, outcomes
        key = "leads_to_one" if len(outcomes) == 1 else "leads_to_some" if few else "leads_to_many"
        if not few and len(self.changes.possible) > 1 and len(out) <= MOST_NAMES:
            key, names = ("rules_out", out) if out else ("rules_out_nothing", ())
        if len(finding.options) == len(self.base.questions[question].options):
            key, names = "rules_out_alone", ()
        said = [outcome_name(self.base, one) for one in names[:MOST_NAMES]]
        text = message(
            "verdict",
            key,
            labels=self.labels(question, finding.options),
            names=join(said, ", ") if key == "rules_out" else listed(said),
            count=len(outcomes),
        )
        return FindingSaid(finding.options, outcomes, text)

    # --- what to find out ----------------------------------------------------------------------------------

    @cached_property
    def observations(self) -> tuple[ObservationSaid, ...]:
        """What to look at or whom to ask, what could move the verdict most first; empty once it is settled."""
        return tuple(
            ObservationSaid(
                one.question,
                self.base.questions[one.question].ask,
                self.base.questions[one.question].could_tell,
                one.told,
                tuple(self.finding(one.question, finding) for finding in one.findings),
            )
            for one in self.changes.observations(self.case.skipped)
        )

    # --- what was not asked --------------------------------------------------------------------------------

    @cached_property
    def not_asked(self) -> tuple[NotAsked, ...]:
        """The questions left without an answer that could not have changed the form, by reason."""
        deciding = self.changes.ahead.deciding(self.changes.counting)
        beside = self.changes.ahead.mattering(self.changes.counting)
        outlook = Outlook(self.changes.decisions, self.changes.counting)
        found: dict[Text, list[str]] = {}
        for id_, question in self.base.questions.items():
            answer = self.case.answers.get(id_)
            if id_ in deciding or (answer is not None and answer.option is not None):
                continue
            closing = _closing(question.ask_when, outlook)
            if closing is not None:
                reason = message("verdict", "not_asked_closed", fact=fact(self.base, outlook.possible, closing))
            else:
                reason = self.no_effect("not_asked_beside" if id_ in beside else "not_asked_settled")
            found.setdefault(reason, []).append(id_)
        return tuple(
            NotAsked(reason, tuple(ids), tuple(self.base.questions[id_].ask for id_ in ids))
            for reason, ids in found.items()
        )

    def no_effect(self, key: str) -> Text:
        """Say that no answer would have changed the form, which is named when there is one."""
        if self.changes.outcome is None:
            return message("verdict", f"{key}_open")
        return message("verdict", key, name=outcome_name(self.base, self.changes.outcome))

    # --- answers that sit ill together ---------------------------------------------------------------------

    @cached_property
    def tensions(self) -> tuple[TensionSaid, ...]:
        """The pairs of answers that sit ill together, quoted side by side."""
        outlook = Outlook(self.changes.decisions, self.changes.counting)
        return tuple(
            TensionSaid(
                one.id,
                (fact(self.base, outlook.possible, one.one), fact(self.base, outlook.possible, one.other)),
                one.say,
                self.note(one.id),
                one.source,
            )
            for one in self.base.tensions.values()
            if outlook.truth(one.when)
        )

    def note(self, tension: str) -> Text | None:
        """Say what was decided about a pair of answers."""
        note = self.case.notes.get(tension)
        if note is None:
            return None
        key = "tension_why" if note.why else f"tension_{note.done}"
        return message("verdict", key, why=note.why or "")


def outcome_name(base: RuleBase, outcome: str) -> Text:
    """Return the name of a form, or of the reason to name none.

    Args:
        base: the rules.
        outcome: a form, `undetermined`, or `undetermined.reason`.
    """
    if outcome in base.forms:
        return base.forms[outcome].name
    _, _, reason = outcome.partition(".")
    return message("verdict", "undetermined_name", reason=base.undetermined[reason or "missing"].name)


def _closing(condition: Condition, outlook: Outlook) -> In | None:
    """Return what makes a condition fail, the first of several; None when it does not fail."""
    if truth(condition, outlook.possible) is not False:
        return None
    if isinstance(condition, In):
        return condition
    parts: Sequence[Condition] = condition.parts
    return next((found for part in parts if (found := _closing(part, outlook)) is not None), None)
