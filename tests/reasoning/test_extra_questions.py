"""Questions asked only for other schools: relevant when wanted or answered, and without effect on any form."""

from __future__ import annotations

from itertools import product

import pytest

from qualifier.knowledge.cases import Answer
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import look_ahead
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.reasoning.verdict import Reasoner
from tests.support import case_of

TALKED = {"house": "other", "sign": "none", "work": "talked"}


def relevant(base: RuleBase, options: dict[str, str], *, extras: bool = False) -> tuple[str, ...]:
    return relevant_questions(decisions_of(base), case_of(options).answers, extras=extras)


def test_an_extra_question_is_asked_only_when_it_is_wanted(schooled: RuleBase) -> None:
    assert relevant(schooled, TALKED) == ("house", "sign", "work")
    assert relevant(schooled, TALKED, extras=True) == ("house", "sign", "work", "fence")


@pytest.mark.parametrize("closing", [{"house": "same"}, {"house": "other", "work": "nothing"}])
def test_an_extra_question_on_a_closed_branch_is_not_asked_even_when_wanted(
    schooled: RuleBase, closing: dict[str, str]
) -> None:
    assert "fence" not in relevant(schooled, closing, extras=True)
    assert "fence" not in relevant(schooled, {**closing, "fence": "low"})


def test_an_extra_question_that_was_answered_all_the_same_counts(schooled: RuleBase) -> None:
    answered = {**TALKED, "fence": "low"}

    assert relevant(schooled, answered) == ("house", "sign", "work", "fence")
    assert options_that_count(decisions_of(schooled), case_of(answered).answers) == answered


def test_an_extra_question_answered_with_an_unknown_is_still_asked_about(schooled: RuleBase) -> None:
    answers = {**case_of(TALKED).answers, "fence": Answer(unknown="not_observed")}

    assert "fence" in relevant_questions(decisions_of(schooled), answers)
    assert "fence" not in options_that_count(decisions_of(schooled), answers)


def test_whatever_is_answered_to_it_the_verdict_is_the_same_in_every_reading(schooled: RuleBase) -> None:
    usual = Reasoner(schooled)
    for reading, work, fence in product(schooled.readings, ("talked", "dug"), ("none", "low", "high")):
        reasoner = usual.in_reading(reading)
        options = {**TALKED, "work": work}
        without, with_it = reasoner.qualify(case_of(options)), reasoner.qualify(case_of({**options, "fence": fence}))

        assert (with_it.outcome, with_it.forms, with_it.axes, with_it.next_steps) == (
            without.outcome,
            without.forms,
            without.axes,
            without.next_steps,
        )
        assert (with_it.open_questions, with_it.rests_on) == (without.open_questions, without.rests_on)


def test_no_diagram_of_what_a_verdict_shows_asks_an_extra_question(base: RuleBase) -> None:
    extras = {id_ for id_, one in base.questions.items() if one.extra}
    ahead = look_ahead(decisions_of(base))

    assert extras
    assert extras.isdisjoint(ahead.mattering({}))
    assert extras.isdisjoint(ahead.deciding({}))
