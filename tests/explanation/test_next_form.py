"""The next form: only ways of which every step does what some advice asks."""

from __future__ import annotations

import pytest

from qualifier.explanation.explain import explain_case
from qualifier.explanation.next_form import next_way
from qualifier.explanation.prospects import WaySaid
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.reasoning.verdict import Reasoner


@pytest.fixture(scope="module")
def ways(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, tuple[Case, str, WaySaid | None]]:
    """The case, its form and the next way, by the name of the case."""
    found = {}
    for scenario in library:
        explained = explain_case(reasoner, scenario.case)
        found[scenario.case.id] = (scenario.case, explained.verdict.principal, next_way(reasoner.base, explained))
    return found


def test_every_step_answers_what_some_advice_on_the_present_form_calls_done(
    reasoner: Reasoner, ways: dict[str, tuple[Case, str, WaySaid | None]]
) -> None:
    for _, form, way in ways.values():
        for step in way.steps if way else ():
            advice = [one for one in reasoner.base.advice.values() if not one.forms or form in one.forms]
            done = [one.done_when for one in advice if one.done_when and one.done_when.subject == step.question]
            assert set(step.options) <= {value for one in done for value in one.values}


def test_taking_every_step_leads_to_the_form_it_names(
    reasoner: Reasoner, ways: dict[str, tuple[Case, str, WaySaid | None]]
) -> None:
    taken = 0
    for case, form, way in ways.values():
        if way is not None:
            answers = {**case.answers, **{step.question: Answer(step.options[0]) for step in way.steps}}
            assert reasoner.qualify(Case(case.id, answers)).principal == way.outcome != form
            taken += 1

    assert taken > 10


def test_a_common_action_has_no_next_form_and_words_without_acts_none_that_is_imposed(
    ways: dict[str, tuple[Case, str, WaySaid | None]],
) -> None:
    assert ways["c20_football_two_years_on"][2] is None
    assert ways["s01_agreement_in_the_binder"][2] is None
    assert {way.outcome for _, _, way in ways.values() if way} & {"imposed", "subcontracting", "internal"} == set()


def test_an_initiative_is_led_to_by_sharing_the_aim_the_decisions_and_the_meetings(
    ways: dict[str, tuple[Case, str, WaySaid | None]],
) -> None:
    way = ways["c19_football_project"][2]

    assert way is not None
    assert {step.question: step.options for step in way.steps} == {
        "object_change": ("either",),
        "last_decision": ("both",),
        "steering": ("shared",),
    }
