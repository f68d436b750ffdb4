"""One relationship at two dates: which answers moved, which of them made the form change, which rules switched.

Both sets of answers are read with the same rules, so that what differs comes from the answers. What was said at the
first date, under the rules of that day, is kept by the casebook and not worked out again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualifier.explanation.comparison import Comparison, compare, outcome_of
from qualifier.explanation.explain import AxisShown, Explanation, explain_case
from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Outcome, Reasoner, Verdict
from qualifier.words import NOTHING, Text, join, message

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class AnswerMoved:
    """An answer that is not the same at the second date.

    Attributes:
        before: the answer then, as words.
        after: the answer now, as words.
        decisive: whether the form would be the former one again if this answer alone had not moved.
    """

    question: str
    ask: Text
    before: Text
    after: Text
    decisive: bool


@dataclass(frozen=True)
class OverTime:
    """A relationship then and now.

    Attributes:
        before: the first verdict, explained.
        after: the second.
        compared: what differs between the verdicts.
        moved: the answers that moved, the decisive ones first.
        because: why the form changed, as a sentence; nothing when it did not.
    """

    before: Explanation
    after: Explanation
    compared: Comparison
    moved: tuple[AnswerMoved, ...]
    because: Text

    @property
    def axes(self) -> tuple[tuple[AxisShown, ...], tuple[AxisShown, ...]]:
        """The axes then, and now."""
        return self.before.axes, self.after.axes


def over_time(reasoner: Reasoner, earlier: Case, later: Case) -> OverTime:
    """Compare the answers on one relationship at two dates.

    Args:
        reasoner: the rules with their engine.
        earlier: the answers at the first date.
        later: those at the second.
    """
    before, after = explain_case(reasoner, earlier), explain_case(reasoner, later)
    moved = tuple(sorted(_moved(reasoner, earlier, later, before.verdict, after.verdict), key=_least_decisive))
    return OverTime(
        before,
        after,
        compare(reasoner.base, before.verdict, after.verdict),
        moved,
        _because(reasoner.base, before.verdict, after.verdict, moved),
    )


def answer_words(base: RuleBase, question: str, answer: Answer | None) -> Text:
    """Say an answer in the words of its option, or why there is none; with how it is known, when that was marked.

    Args:
        base: the rules.
        question: the question answered.
        answer: the answer, if any.
    """
    if answer is None:
        return message("verdict", "no_answer")
    if answer.option is None:
        return message("verdict", f"unknown_{answer.unknown or 'not_observed'}")
    label = base.questions[question].option(answer.option).label
    return join([label, message("verdict", f"evidence_{answer.evidence}") if answer.evidence else NOTHING])


def what_moved(
    reasoner: Reasoner, earlier: Case, later: Case, before: Verdict, after: Verdict
) -> Iterator[tuple[str, bool]]:
    """Yield the questions whose answer is not the same at the second date, in the rules' order.

    With each: whether the outcome would be the former one again if this answer alone had not moved.

    Args:
        reasoner: the rules with their engine.
        earlier: the answers at the first date.
        later: those at the second.
        before: the first verdict.
        after: the second.
    """
    counted = {*before.relevant, *after.relevant}
    changed = _form(before.outcome) != _form(after.outcome)
    for id_ in reasoner.base.questions:
        then, now = earlier.answers.get(id_), later.answers.get(id_)
        if not _same(then, now) and id_ in counted:
            yield (
                id_,
                changed
                and now is not None
                and _form(reasoner.outline(_put_back(earlier, later, id_)).outcome) == _form(before.outcome),
            )


def _moved(reasoner: Reasoner, earlier: Case, later: Case, before: Verdict, after: Verdict) -> Iterator[AnswerMoved]:
    for id_, decisive in what_moved(reasoner, earlier, later, before, after):
        yield AnswerMoved(
            id_,
            reasoner.base.questions[id_].ask,
            answer_words(reasoner.base, id_, earlier.answers.get(id_)),
            answer_words(reasoner.base, id_, later.answers.get(id_)),
            decisive,
        )


def _same(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers say the same: how it is known is not what is known."""
    before, after = one or Answer(), other or Answer()
    return (before.option, before.unknown) == (after.option, after.unknown)


def _form(outcome: Outcome) -> tuple[str, str | None]:
    return outcome.principal, outcome.because


def _put_back(earlier: Case, later: Case, question: str) -> Case:
    """Return the second set of answers as if one of them had not moved; what it says nothing of is as it was."""
    answers = {**earlier.answers, **{id_: answer for id_, answer in later.answers.items() if id_ != question}}
    return replace(later, answers=answers)


def _least_decisive(moved: AnswerMoved) -> bool:
    return not moved.decisive


def _because(base: RuleBase, before: Verdict, after: Verdict, moved: tuple[AnswerMoved, ...]) -> Text:
    """Say why the form changed: the answers that made it alone, else those that the new form rests on."""
    if _form(before.outcome) == _form(after.outcome) or not moved:
        return NOTHING
    decisive = [one for one in moved if one.decisive]
    rests_on = {question for question, _ in after.rests_on}
    reasons = decisive or [one for one in moved if one.question in rests_on] or list(moved)
    said = [message("verdict", "over_time_moved", ask=one.ask, now=one.after) for one in reasons[:MOST_REASONS]]
    return message(
        "verdict",
        "over_time_because" if decisive or len(reasons) == 1 else "over_time_together",
        before=outcome_name(base, outcome_of(before)),
        after=outcome_name(base, outcome_of(after)),
        reasons=Text(" ; ".join(one.fr for one in said), "; ".join(one.en for one in said)),
    )
