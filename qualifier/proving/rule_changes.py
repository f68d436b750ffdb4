"""What a change of rules does: the exact share of all ways of answering whose form changes, and the cases that move.

Both rule bases are read over the answers that both understand: the questions of either, the options they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from qualifier.explanation.comparison import outcome_change
from qualifier.explanation.explain import explain
from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.cases import Case
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.compiling import Reading, Space, question_order
from qualifier.reasoning.decisions import PRINCIPAL
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import Text

BETWEEN = " > "


@dataclass(frozen=True, slots=True)
class Move:
    """Ways of answering that had one outcome and have another.

    Attributes:
        before: the outcome by the old rules.
        after: by the new ones.
        share: their exact share of all ways of answering, each option being equally likely.
        of_before: their exact share of those that had the first outcome.
        answers: the fewest answers that show it.
    """

    before: str
    after: str
    names: tuple[Text, Text]
    share: Fraction
    of_before: Fraction
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A case whose verdict changes, before and after, in sentences."""

    name: str
    change: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a change of rules does.

    Attributes:
        share: the exact share of all ways of answering whose outcome changes.
        moves: from what to what, the largest share first.
        only_old: questions, and options as `question.option`, that only the old rules know.
        only_new: those that only the new ones know.
        cases: how many cases were looked at.
        moved: those whose verdict changes.
    """

    share: Fraction
    moves: tuple[Move, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    cases: int
    moved: tuple[MovedCase, ...]


def rule_change(old: RuleBase, new: RuleBase, cases: Iterable[tuple[str, Case]]) -> RuleChange:
    """Tell what a change of rules does.

    Args:
        old: the rules before.
        new: the rules after.
        cases: cases to look at, each with the name to show.

    Raises:
        FaultsFound: one of the two is too large to be read over all answers.
    """
    moves = _moves(old, new)
    named = list(cases)
    return RuleChange(
        share=sum((move.share for move in moves), Fraction(0)),
        moves=moves,
        only_old=tuple(_only(old, new)),
        only_new=tuple(_only(new, old)),
        cases=len(named),
        moved=tuple(_moved(old, new, named)),
    )


def _only(base: RuleBase, other: RuleBase) -> Iterator[str]:
    """Yield the questions and options of a rule base that another does not know."""
    for question in base.questions.values():
        if question.id not in other.questions:
            yield question.id
            continue
        known = {option.id for option in other.questions[question.id].options}
        yield from (f"{question.id}.{option.id}" for option in question.options if option.id not in known)


# --- over all ways of answering -----------------------------------------------------------------------------


def _moves(old: RuleBase, new: RuleBase) -> tuple[Move, ...]:
    before, after = Reasoner(old).decisions, Reasoner(new).decisions
    order = dict.fromkeys((*question_order(after), *question_order(before)))
    space = Space({question: _shared(question, before.domains, after.domains) for question in order})
    earlier, later = Reading(space, before), Reading(space, after)
    with later.bounded():
        was, now = (reading.sole(PRINCIPAL, UNDETERMINED) for reading in (earlier, later))
        joint = {
            f"{one}{BETWEEN}{other}": there
            for one, here in was.items()
            for other, function in now.items()
            if (there := here & function).satisfiable()
        }
        shares = space.diagram(joint).shares()
    total: dict[str, Fraction] = {}
    for pair, share in shares.items():
        total[pair.partition(BETWEEN)[0]] = total.get(pair.partition(BETWEEN)[0], Fraction(0)) + share
    moves = []
    for pair, share in shares.items():
        one, _, other = pair.partition(BETWEEN)
        if one != other:
            names = (outcome_name(old, one), outcome_name(new, other))
            answers = tuple((space.answers(joint[pair]) or {}).items())
            moves.append(Move(one, other, names, share, share / total[one], answers))
    return tuple(sorted(moves, key=lambda move: (-move.share, move.before, move.after)))


def _shared(question: str, *domains: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the options of a question that all rule bases which ask it know; all options when they share none."""
    known = [domain[question] for domain in domains if question in domain]
    shared = tuple(option for option in known[-1] if all(option in options for options in known))
    return shared or tuple(dict.fromkeys(option for options in known for option in options))


# --- over cases ---------------------------------------------------------------------------------------------


def _moved(old: RuleBase, new: RuleBase, cases: list[tuple[str, Case]]) -> Iterator[MovedCase]:
    """Yield the cases whose verdict changes; only these are explained in full."""
    before, after = Reasoner(old), Reasoner(new)
    for name, case in cases:
        known = [_readable(case, base) for base in (old, new)]
        outlines = [reasoner.outline(one) for reasoner, one in zip((before, after), known, strict=True)]
        if outlines[0].outcome != outlines[1].outcome:
            verdicts = [reasoner.qualify(one) for reasoner, one in zip((before, after), known, strict=True)]
            headlines = [explain(base, one).headline for base, one in zip((old, new), verdicts, strict=True)]
            change = outcome_change(old, verdicts[0], new, verdicts[1])
            yield MovedCase(name, change, headlines[0], headlines[1])


def _readable(case: Case, base: RuleBase) -> Case:
    """Return a case with only the answers that a rule base understands."""

    def known(question: str, option: str | None) -> bool:
        return option is None or option in {one.id for one in base.questions[question].options}

    answers = {
        question: case.answers[question]
        for question in base.questions
        if question in case.answers and known(question, case.answers[question].option)
    }
    return replace(case, answers=answers)
