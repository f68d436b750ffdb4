"""The jumps of a printed questionnaire: they stand in for the screen, which does not ask what no longer has a say.

On paper this is said by an arrow after an option, or by a line before a question. They are worked out from the rules:
nobody is led past a question that the screen would ask. How they are worded and printed is in `paper`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from qualifier.knowledge.conditions import All, Any, Condition, TooManyClauses, clauses, negate
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.sheet import lettered, printed
from qualifier.reasoning.decisions import Decisions, decisions_of

Tick = tuple[int, str]  # the number of a question, the letter of an option
Ticks = frozenset[Tick]
Closings = Mapping[int, tuple[Ticks, ...]]  # for each question by number, the smallest sets of ticks that close it
# A condition that spreads wider is not put on paper: its question is then asked of everyone.
MOST_CLAUSES = 20_000


@dataclass(frozen=True, slots=True)
class Jump:
    """Where to go on.

    Attributes:
        when: ways of having ticked that lead there; one is enough.
        to: the number of the question to go to; None when nothing is left to ask.
    """

    when: tuple[Ticks, ...]
    to: int | None


@dataclass(frozen=True, slots=True)
class Jumps:
    """All the jumps of a sheet.

    Attributes:
        after: the arrow after an option, read as soon as it is ticked.
        before: the lines before a question, read on reaching it.
    """

    after: Mapping[Tick, Jump]
    before: Mapping[int, tuple[Jump, ...]]


# --- the jumps ---------------------------------------------------------------------------------------------


def paper_jumps(base: RuleBase) -> Jumps:
    """Work out the jumps: arrows first, then a line before each question that arrows do not pass over.

    Args:
        base: the rules.
    """
    closings = _closings(decisions_of(base))
    after: dict[Tick, Jump] = {}
    for number, question in printed(base).items():
        for letter in lettered(question):
            ticks = frozenset({(number, letter)})
            if _is_closed(closings, number + 1, ticks):
                after[number, letter] = Jump((ticks,), _run_end(closings, number + 1, ticks))
    return Jumps(after, _lines_before(closings, after))


def _lines_before(closings: Closings, after: Mapping[Tick, Jump]) -> dict[int, tuple[Jump, ...]]:
    """Return the jumps before each question: those who should not answer it and whom nothing led past it."""
    before: dict[int, tuple[Jump, ...]] = {}
    passed: dict[Ticks, int | None] = {jump.when[0]: jump.to for jump in after.values()}
    for number in closings:
        ends: dict[int | None, list[Ticks]] = {}
        for ticks in closings[number]:
            if not any(when <= ticks and (to is None or to > number) for when, to in passed.items()):
                ends.setdefault(_run_end(closings, number, ticks), []).append(ticks)
        before[number] = tuple(Jump(tuple(when), to) for to, when in ends.items())
        passed |= {ticks: jump.to for jump in before[number] for ticks in jump.when}
    return {number: jumps for number, jumps in before.items() if jumps}


def _is_closed(closings: Closings, number: int, ticks: Ticks) -> bool:
    return any(enough <= ticks for enough in closings.get(number, ()))


def _run_end(closings: Closings, start: int, ticks: Ticks) -> int | None:
    """Return the first question from `start` on that these ticks leave open; None when there is none."""
    return next((number for number in closings if number >= start and not _is_closed(closings, number, ticks)), None)


def _closings(decisions: Decisions) -> Closings:
    """Return, for each question by number, the smallest sets of ticks that close it."""
    questions = printed(decisions.base)
    numbers = {question.id: number for number, question in questions.items()}
    letters = {one.id: {option: letter for letter, option in lettered(one).items()} for one in questions.values()}
    found: dict[int, tuple[Ticks, ...]] = {}
    for number, question in questions.items():
        never = _of_questions(decisions, negate(question.ask_when, decisions.domains))
        try:
            spread = clauses(never, decisions.domains, MOST_CLAUSES)
        except TooManyClauses:
            spread = ()
        ways = (
            frozenset(
                (numbers[leaf.subject], letters[leaf.subject][value]) for leaf, value in zip(clause, one, strict=True)
            )
            for clause in spread
            for one in product(*(sorted(leaf.values) for leaf in clause))
        )
        found[number] = tuple(sorted(set(ways), key=sorted))
    return found


def _of_questions(decisions: Decisions, condition: Condition) -> Condition:
    """Rewrite a condition so that it speaks of questions only, and is established just when it was.

    A subject has a value among some when every other is ruled out: by its own condition, or by one read before it.
    """
    if isinstance(condition, All | Any):
        return type(condition)(tuple(_of_questions(decisions, part) for part in condition.parts))
    decision = decisions.by_subject.get(condition.subject)
    if decision is None:
        return condition
    ruled_out: list[Condition] = []
    earlier: list[Condition] = []
    for value, when in decision.cases:
        if value not in condition.values:
            ruled_out.append(Any((negate(when, decisions.domains), *earlier)))
        earlier.append(when)
    if decision.otherwise not in condition.values:
        ruled_out.append(Any(tuple(earlier)))
    return _of_questions(decisions, All(tuple(ruled_out)))
