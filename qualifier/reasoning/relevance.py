"""Which questions still have a say, given the answers: the branches that answers close and open.

Answers of a closed branch are set aside, not lost: they count again when the branch reopens. The order of asking is
for `qualifier.interview`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualifier.knowledge.cases import Answer
from qualifier.reasoning.decisions import Decisions
from qualifier.reasoning.outlook import Outlook


def relevant_questions(decisions: Decisions, answers: Mapping[str, Answer], *, extras: bool = False) -> tuple[str, ...]:
    """Return the questions that are to be asked, answered or not, in order.

    A question is left out only when what is answered before it rules out that it matters; an unknown never does. Those
    that only other schools need are left out as well, unless they are wanted or were answered all the same.

    Args:
        decisions: the rules.
        answers: the answers so far, in any order.
        extras: whether the questions that only other schools need are wanted.
    """
    relevant: list[str] = []
    outlook = Outlook(decisions, {})
    for id_, question in decisions.base.questions.items():
        unwanted = question.extra and not extras and id_ not in answers
        if unwanted or outlook.truth(question.ask_when) is False:
            continue
        relevant.append(id_)
        option = answers[id_].option if id_ in answers else None
        if option is not None:
            # What a condition reads comes before its question: nothing that rests on this answer was worked out yet.
            outlook.learn(id_, option)
    return tuple(relevant)


def askable(decisions: Decisions, outlook: Outlook, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return, of the questions wanted, those whose own condition no longer waits for another of them.

    Args:
        decisions: the rules.
        outlook: what the answers leave possible.
        wanted: relevant questions without an answer.
    """
    return tuple(
        question
        for question in wanted
        if outlook.truth(decisions.base.questions[question].ask_when) or decisions.gates[question].isdisjoint(wanted)
    )


def options_that_count(decisions: Decisions, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return the option of each relevant question that has one.

    Args:
        decisions: the rules.
        answers: the answers, those of closed branches included.
    """
    relevant = relevant_questions(decisions, answers)
    return {id_: option for id_ in relevant if id_ in answers and (option := answers[id_].option) is not None}
