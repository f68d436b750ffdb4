"""What a group starts from when it answers together."""

from dataclasses import replace
from datetime import date

from qualifier.group.session import SECOND, Turn
from qualifier.group.together import agreed_answers
from qualifier.knowledge.cases import Answer
from qualifier.reasoning.verdict import Reasoner
from tests.group.sessions import session_of
from tests.support import case_of, options_of

GARDEN = {"house": "other", "work": "dug"}
SHARED, UNSAID = {**GARDEN, "harvest": "shared"}, {**GARDEN, "harvest": "unsaid"}


def test_the_group_starts_from_what_several_say_and_nobody_contradicts(small_reasoner: Reasoner) -> None:
    start = agreed_answers(session_of(SHARED, SHARED, UNSAID).reveal(), small_reasoner.decisions)

    assert options_of(start) == GARDEN


def test_one_who_does_not_know_contradicts_nobody(small_reasoner: Reasoner) -> None:
    assert options_of(agreed_answers(session_of(SHARED, GARDEN, SHARED).reveal(), small_reasoner.decisions)) == SHARED


def test_what_only_one_person_answered_is_asked_of_the_group(small_reasoner: Reasoner) -> None:
    assert options_of(agreed_answers(session_of(SHARED, GARDEN, GARDEN).reveal(), small_reasoner.decisions)) == GARDEN


def test_an_answer_that_ones_own_answers_set_aside_neither_agrees_nor_contradicts(small_reasoner: Reasoner) -> None:
    """For whoever sees one house there is no garden to speak of, whatever they had answered on it before."""
    decisions = small_reasoner.decisions
    within = {"house": "same", "work": "dug", "harvest": "unsaid"}

    assert options_of(agreed_answers(session_of(SHARED, SHARED, within).reveal(), decisions)) == {
        "work": "dug",
        "harvest": "shared",
    }
    assert options_of(agreed_answers(session_of(within, SHARED).reveal(), decisions)) == {}


def test_how_each_knows_it_is_theirs_and_left_out(small_reasoner: Reasoner) -> None:
    told = case_of(GARDEN, {"work": "told"})
    session = session_of(GARDEN).answered(Turn("B", 1, told)).answered(Turn("C", 1, told)).reveal()

    assert agreed_answers(session, small_reasoner.decisions).answers["work"] == Answer("dug")


def test_after_a_second_round_the_second_answers_count(small_reasoner: Reasoner) -> None:
    second = session_of(SHARED, UNSAID).reveal().again().answered(Turn("B", SECOND, case_of(SHARED))).reveal()

    assert options_of(agreed_answers(second, small_reasoner.decisions)) == SHARED


def test_the_questions_keep_the_order_of_the_rules_and_the_latest_date_counts(small_reasoner: Reasoner) -> None:
    days = [date(2026, 5, 2), date(2026, 6, 1)]
    session = session_of(SHARED, dict(reversed(SHARED.items())))
    turns = [replace(one, case=replace(one.case, date=day)) for one, day in zip(session.turns, days, strict=True)]
    start = agreed_answers(replace(session, turns=tuple(turns)).reveal(), small_reasoner.decisions)

    assert [id_ for id_ in small_reasoner.base.questions if id_ in start.answers] == list(start.answers)
    assert start.date == days[1]
