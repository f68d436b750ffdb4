"""What a verdict gives to talk about: points to settle, questions to the other side, debates, the map, A + B = C.

Read from the rules and the conclusions in plain three-valued truth, beside the engine; nothing here changes a form. A
question that is not asked says nothing: what rests on it alone is left out, neither settled nor to be checked.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from qualifier.explanation.explain import Said
from qualifier.explanation.facts import fact_said, facts_said, holding, read_directly
from qualifier.explanation.schools import LineSaid, ScaleSaid
from qualifier.knowledge.conditions import In, Possible, Values, truth
from qualifier.knowledge.models import NO, Debate, Point, Role, RuleBase, Whose
from qualifier.knowledge.walk import questions_behind
from qualifier.reasoning.verdict import Verdict
from qualifier.words import Text, join

Use = Literal["settle", "ask_partner"]
# What a subject that is not asked about is: no value of any subject, so that no condition on it holds or stays open.
NOT_ASKED: Values = frozenset({""})
# The lines of the scale `new_space` that A + B = C is told and drawn with.
SPACE_PARTS = ("brings", "place", "answer", "rules", "changes")


@dataclass(frozen=True, slots=True)
class PointSaid:
    """A point of the agreement, or a question to the other side.

    Attributes:
        use: `settle` or `ask_partner`.
        open: the answers do not tell yet; it is to be checked before it is settled.
    """

    id: str
    use: Use
    text: Text
    open: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DebateSaid:
    """What authors disagree about, each side in words; `why` holds the facts that make it matter here, if any."""

    id: str
    question: Text
    sides: tuple[Said, ...]
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RoleSaid:
    """A row of the map: its place, and the fact that gives it; while open, the question that would tell.

    Attributes:
        shared: the same fact in words that can be handed to the other side; None while open, or where there are none.
    """

    id: str
    name: Text
    place: Whose | Literal["open"]
    fact: Text
    source: tuple[str, ...]
    shared: Text | None


@dataclass(frozen=True, slots=True)
class NewSpaceSaid:
    """A + B = C: the fact known of each part, None while it is not known, and what is still missing."""

    brings: Text | None
    place: Text | None
    answer: Text | None
    rules: Text | None
    changes: Text | None
    missing: tuple[Said, ...]

    @property
    def known(self) -> bool:
        """Whether anything is known of it: with nothing known, nothing missing means nothing."""
        return any((self.brings, self.place, self.answer, self.rules, self.changes))

    @property
    def whole(self) -> bool:
        """Whether every part is known and none is missing."""
        return all((self.brings, self.place, self.answer, self.rules, self.changes)) and not self.missing


def points_said(base: RuleBase, verdict: Verdict) -> tuple[PointSaid, ...]:
    """Return the points to settle or to check, then the questions to the other side, in the order of the files.

    Args:
        base: the rules.
        verdict: the verdict.
    """
    possible = _asked(base, verdict)
    uses: tuple[tuple[Use, tuple[Point, ...]], ...] = (
        ("settle", tuple(base.settle.values())),
        ("ask_partner", tuple(base.ask_partner.values())),
    )
    return tuple(
        PointSaid(one.id, use, one.say, held is None, one.source)
        for use, points in uses
        for one in points
        if (held := truth(one.when, possible)) is not False
    )


def points_settled(base: RuleBase, verdict: Verdict) -> tuple[PointSaid, ...]:
    """Return the points of the agreement that the answers show to be settled already.

    Args:
        base: the rules.
        verdict: the verdict.
    """
    possible = _asked(base, verdict)
    return tuple(
        PointSaid(one.id, "settle", one.say, False, one.source)
        for one in base.settle.values()
        if one.settled_when is not None and truth(one.settled_when, possible)
    )


def debates_said(base: RuleBase, verdict: Verdict) -> tuple[DebateSaid, ...]:
    """Return the disagreements about what the verdict rests on, then about other facts, then those of any case.

    Args:
        base: the rules.
        verdict: the verdict; one without its proof rests on nothing that is known, and the order is that of the file.
    """
    possible = _asked(base, verdict)
    proving = {question for question, _ in verdict.rests_on}

    def aside(debate: Debate) -> bool:
        return all(proving.isdisjoint(read_directly(base, leaf.subject)) for leaf in holding(debate.when, possible))

    mattering = [one for one in base.debates.values() if one.when is not None and truth(one.when, possible)]
    always = [one for one in base.debates.values() if one.when is None]
    return tuple(_debate(base, possible, one) for one in (*sorted(mattering, key=aside), *always))


def roles_said(base: RuleBase, verdict: Verdict) -> tuple[RoleSaid, ...]:
    """Return the rows of the map whose question is asked.

    Args:
        base: the rules.
        verdict: the verdict.
    """
    return tuple(_role(base, verdict, one) for one in base.roles.values() if one.question in verdict.relevant)


def new_space_said(scale: ScaleSaid | None) -> NewSpaceSaid:
    """Return what is known of A + B = C, and what it would still take.

    Args:
        scale: the case on the scale of A + B = C, whose lines are its parts; None for rules without it, which tell
            nothing of it.
    """
    named = {line.id.partition(".")[2]: line for line in scale.lines} if scale is not None else {}
    lines = {part: named[part] for part in SPACE_PARTS if part in named}
    facts = {part: _known(line) for part, line in lines.items()}
    return NewSpaceSaid(
        facts.get("brings"),
        facts.get("place"),
        facts.get("answer"),
        facts.get("rules"),
        facts.get("changes"),
        tuple(Said(part, line.toward or line.name, line.source) for part, line in lines.items() if line.at == NO),
    )


def _asked(base: RuleBase, verdict: Verdict) -> Possible:
    answered = {question for question, answer in verdict.answers.items() if answer.option is not None}
    return told_of(base, frozenset(verdict.relevant) - answered, verdict.conclusions.possible.__getitem__)


def told_of(base: RuleBase, waiting: Set[str], possible: Possible) -> Possible:
    """Return what is possible of each subject; what is open and waits for no question that is asked is `NOT_ASKED`.

    Args:
        base: the rules.
        waiting: the questions that are to be asked and have no option yet.
        possible: what the answers leave possible, whether asked about or not.
    """

    def told(subject: str) -> Values:
        values = possible(subject)
        if len(values) > 1 and waiting.isdisjoint(questions_behind(base, In(subject, values))):
            return NOT_ASKED
        return values

    return told


def _debate(base: RuleBase, possible: Possible, debate: Debate) -> DebateSaid:
    sides = tuple(Said(side.id, side.say, side.source) for side in debate.sides)
    why = facts_said(base, possible, debate.when)
    return DebateSaid(debate.id, debate.question, sides, why)


def _role(base: RuleBase, verdict: Verdict, role: Role) -> RoleSaid:
    option = verdict.conclusions.value(role.question)
    if option is None:
        return RoleSaid(role.id, role.name, "open", base.questions[role.question].ask, role.source, None)
    told = fact_said(base, verdict.conclusions.possible.__getitem__, role.question)
    shared = base.shared.get(role.question, {}).get(option)
    return RoleSaid(role.id, role.name, role.places[option], told, role.source, shared)


def _known(line: LineSaid) -> Text | None:
    """Return the facts that place a part, one after the other; None where nothing does."""
    return join(line.facts) if line.at is not None else None
