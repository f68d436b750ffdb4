"""One relationship at two dates: what moved, what made the form change, in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifier.explanation.over_time import OverTime, over_time
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, NOTHING
from tests.support import case_of, chance, partial_options


@pytest.fixture(scope="module")
def football(reasoner: Reasoner, library: tuple[Scenario, ...]) -> OverTime:
    """The football project, then two years on: from an initiative to a common action project."""
    cases = {one.case.id: one.case for one in library}
    return over_time(reasoner, cases["c19_football_project"], cases["c20_football_two_years_on"])


def test_the_sentence_names_both_forms_and_the_answers_that_made_the_change(football: OverTime) -> None:
    decisive = [one for one in football.moved if one.decisive]

    assert {one.question for one in decisive} == {"object_change", "last_decision"}
    for lang in LANGS:
        said = football.because.to(lang)
        assert football.before.name.to(lang) in said
        assert football.after.name.to(lang) in said
        for one in decisive:
            assert one.ask.to(lang) in said
            assert one.after.to(lang) in said


def test_decisive_answers_come_first_and_each_says_then_and_now(football: OverTime) -> None:
    marks = [one.decisive for one in football.moved]

    assert marks == sorted(marks, reverse=True)
    assert all(one.before != one.after for one in football.moved)


def test_an_answer_put_back_brings_the_former_form_back_just_when_it_is_called_decisive(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    cases = {one.case.id: one.case for one in library}
    earlier, later = cases["c19_football_project"], cases["c20_football_two_years_on"]
    found = over_time(reasoner, earlier, later)
    former = reasoner.qualify(earlier).principal

    for one in found.moved:
        given = {id_: answer for id_, answer in later.answers.items() if id_ != one.question}
        back = reasoner.qualify(replace(later, answers={**earlier.answers, **given})).principal
        assert (back == former and one.question in later.answers) is one.decisive


def test_one_answer_that_ends_the_questionnaire_at_once_is_the_whole_reason(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    earlier = next(one.case for one in library if one.case.id == "c19_football_project")
    later = case_of({"other_side": "other_organisation", "own_body": "merged"})
    found = over_time(reasoner, earlier, later)

    assert [one.question for one in found.moved if one.decisive] == ["own_body"]
    assert "parce que" in found.because.fr
    assert "because" in found.because.en


def test_when_no_answer_does_it_alone_the_sentence_says_that_they_do_it_together(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    cases = {one.case.id: one.case for one in library}
    found = over_time(reasoner, cases["c19_football_project"], cases["c25_protocol_2012"])

    assert not any(one.decisive for one in found.moved)
    assert found.compared.changed
    assert "ensemble" in found.because.fr
    assert "together" in found.because.en


def test_the_same_answers_at_two_dates_say_that_nothing_moved(reasoner: Reasoner) -> None:
    case = case_of({"other_side": "same_organisation"})
    found = over_time(reasoner, case, case)

    assert (found.moved, found.because, found.compared.changed) == ((), NOTHING, False)


def test_how_an_answer_is_known_is_no_change_and_another_reason_for_not_knowing_is_one(reasoner: Reasoner) -> None:
    then = Case(
        "c", {"other_side": Answer("other_organisation", evidence="told"), "own_body": Answer(unknown="not_asked")}
    )
    now = Case(
        "c", {"other_side": Answer("other_organisation", evidence="seen"), "own_body": Answer(unknown="disputed")}
    )

    assert [one.question for one in over_time(reasoner, then, now).moved] == ["own_body"]


def test_a_change_of_form_is_always_explained(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    base, draw = reasoner.base, chance(41)
    drawn = [case_of(options) for options in partial_options(base, library, count=40, seed=5)]

    for earlier, later in zip(drawn, draw.sample(drawn, len(drawn)), strict=True):
        found = over_time(reasoner, earlier, later)
        outcomes = [(one.verdict.principal, one.verdict.because) for one in (found.before, found.after)]
        assert (found.because != NOTHING) is (outcomes[0] != outcomes[1])
        assert all(one.ask.fr for one in found.moved)
