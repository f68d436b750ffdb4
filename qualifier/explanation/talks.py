"""What a verdict gives to talk about: points to settle, questions to the other side, debates, the map, A + B = C.

Read from the rules and the conclusions in plain three-valued truth, beside the engine; nothing here changes a form. A
question that is not asked says nothing: what rests on it alone is left out, neither settled nor to be checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualifier.explanation.explain import Said
from qualifier.explanation.why_not import fact
from qualifier.knowledge.conditions import Condition, In, Possible, Values, subjects, truth
from qualifier.knowledge.models import Debate, Point, Role, RuleBase, SpacePart, Whose
from qualifier.knowledge.walk import questions_behind
from qualifier.reasoning.verdict import Verdict
from qualifier.words import Text, join

Use = Literal["settle", "ask_partner"]
# What a subject that is not asked about is: no value of any subject, so that no condition on it holds or stays open.
NOT_ASKED: Values = frozenset({""})


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
        return all(proving.isdisjoint(_read(base, leaf.subject)) for leaf in _holding(debate.when, possible))

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


def new_space_said(base: RuleBase, verdict: Verdict) -> NewSpaceSaid:
    """Return what is known of A + B = C, and what it would still take.

    Args:
        base: the rules.
        verdict: the verdict.
    """
    possible = _asked(base, verdict)
    facts = {name: _part(base, verdict, part) for name, part in base.new_space.items()}
    return NewSpaceSaid(
        facts.get("brings"),
        facts.get("place"),
        facts.get("answer"),
        facts.get("rules"),
        facts.get("changes"),
        tuple(Said(one.id, one.say, one.source) for one in base.new_space.values() if truth(one.missing, possible)),
    )


def _asked(base: RuleBase, verdict: Verdict) -> Possible:
    """Return what is possible of each subject; what is open and waits for no question that is asked is `NOT_ASKED`."""
    answered = {question for question, answer in verdict.answers.items() if answer.option is not None}
    waiting = frozenset(verdict.relevant) - answered

    def possible(subject: str) -> Values:
        values = verdict.conclusions.possible[subject]
        if len(values) > 1 and waiting.isdisjoint(questions_behind(base, In(subject, values))):
            return NOT_ASKED
        return values

    return possible


def _debate(base: RuleBase, possible: Possible, debate: Debate) -> DebateSaid:
    sides = tuple(Said(side.id, side.say, side.source) for side in debate.sides)
    holding = dict.fromkeys(leaf.subject for leaf in _holding(debate.when, possible))
    why = tuple(_fact(base, possible, subject) for subject in holding)
    return DebateSaid(debate.id, debate.question, sides, why)


def _holding(condition: Condition | None, possible: Possible) -> Iterator[In]:
    """Yield the leaves by which a condition holds; none when there is no condition."""
    if condition is None or not truth(condition, possible):
        return
    if isinstance(condition, In):
        yield condition
        return
    for part in condition.parts:
        yield from _holding(part, possible)


def _role(base: RuleBase, verdict: Verdict, role: Role) -> RoleSaid:
    option = verdict.conclusions.value(role.question)
    if option is None:
        return RoleSaid(role.id, role.name, "open", base.questions[role.question].ask, role.source, None)
    told = _fact(base, verdict.conclusions.possible.__getitem__, role.question)
    shared = base.shared.get(role.question, {}).get(option)
    return RoleSaid(role.id, role.name, role.places[option], told, role.source, shared)


def _part(base: RuleBase, verdict: Verdict, part: SpacePart) -> Text | None:
    """Return the facts known of a part, one after the other; None when none is."""
    known = [one for one in part.facts if verdict.conclusions.value(one) is not None]
    possible = verdict.conclusions.possible.__getitem__
    return join([_fact(base, possible, one) for one in known]) if known else None


def _fact(base: RuleBase, possible: Possible, subject: str) -> Text:
    """Say what is known of a subject: in the words of the map, else in those of its criterion, else of the answer."""
    values = possible(subject)
    if subject in base.said and len(values) == 1:
        return base.said[subject][next(iter(values))]
    return fact(base, possible, In(_reader(base, subject), frozenset()))


def _read(base: RuleBase, subject: str) -> set[str]:
    """Return a subject with what its levels read themselves: further down, nearly all of them rest on the last act."""
    levels = base.criteria[subject].levels if subject in base.criteria else ()
    return {subject}.union(*(subjects(level.when) for level in levels if level.when is not None))


def _reader(base: RuleBase, subject: str) -> str:
    """Return what to quote for a subject: for a question that alone makes a criterion, that criterion's sentence."""
    for criterion in base.criteria.values() if subject in base.questions else ():
        if _read(base, criterion.id) == {criterion.id, subject}:
            return criterion.id
    return subject
