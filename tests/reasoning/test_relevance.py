"""Branches that answers close: their answers are set aside, weigh nothing, and come back."""

import pytest

from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import PRINCIPAL
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.reasoning.verdict import Reasoner
from tests.support import case_of, json_bytes, partial_options, qualified


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["house", "sign", "work", "since", "harvest"]),
        ({"house": "same"}, ["house", "sign"]),
        ({"house": "other"}, ["house", "sign", "work", "since", "harvest"]),
        ({"house": "other", "work": "dug"}, ["house", "sign", "work", "harvest"]),
        ({"house": "other", "work": "nothing"}, ["house", "sign", "work", "since"]),
        ({"house": "other", "work": "talked"}, ["house", "sign", "work"]),
        # An answer given in advance counts only once its own branch is open.
        ({"house": "same", "work": "dug", "harvest": "shared"}, ["house", "sign"]),
    ],
)
def test_a_question_is_asked_unless_answers_before_it_rule_it_out(
    small_reasoner: Reasoner, answers: dict[str, str], asked: list[str]
) -> None:
    assert list(relevant_questions(small_reasoner.decisions, case_of(answers).answers)) == asked


def test_an_unknown_answer_closes_nothing(small_reasoner: Reasoner) -> None:
    answers = {"house": Answer(unknown="disputed"), "work": Answer(unknown="not_asked")}

    assert len(relevant_questions(small_reasoner.decisions, answers)) == 5
    assert options_that_count(small_reasoner.decisions, answers) == {}


def test_answers_of_closed_branches_weigh_nothing(small_reasoner: Reasoner) -> None:
    answers = case_of({"house": "other", "work": "talked", "harvest": "shared", "since": "spring"}).answers

    assert options_that_count(small_reasoner.decisions, answers) == {"house": "other", "work": "talked"}


def test_answers_of_closed_branches_change_no_form(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    closed = 0
    for options in partial_options(base, library, count=1500, seed=11):
        counting = options_that_count(reasoner.decisions, case_of(options).answers)
        closed += len(counting) < len(options)
        with_all, with_counting = (Outlook(reasoner.decisions, one).possible(PRINCIPAL) for one in (options, counting))

        assert with_all == with_counting, options
    assert closed > 500


def test_a_branch_that_closes_sets_its_answers_aside_and_gives_them_back_when_it_reopens(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    case = next(one.case for one in library if one.case.id == "c20_football_two_years_on")
    before = qualified(reasoner, case)

    at_home = Case(case.id, {**case.answers, "other_side": Answer("same_organisation")}, case.date)
    closed = qualified(reasoner, at_home).verdict
    back = Case(case.id, {**at_home.answers, "other_side": case.answers["other_side"]}, case.date)

    assert before.verdict.principal == "common_action_project"
    assert (closed.principal, closed.status) == ("internal", "settled")
    assert set(closed.closed) | set(closed.answers) == set(case.answers)
    assert "own_body" in closed.closed
    assert json_bytes(qualified(reasoner, back)) == json_bytes(before)
