"""The verdict drawn from the conclusions, on rules small enough to be checked by hand."""

import datetime as dt

import pytest

from qualifier.knowledge.cases import Answer, Case
from qualifier.reasoning.verdict import Reasoner, Verdict
from tests.support import case_of

SHARED = {"house": "other", "sign": "none", "work": "dug", "harvest": "shared"}


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"house": "same"}, ("household", "settled", None)),
        (SHARED, ("shared_garden", "settled", None)),
        ({**SHARED, "harvest": "unsaid"}, ("digging_together", "settled", None)),
        ({"house": "other", "work": "talked"}, ("good_neighbours", "settled", None)),
        ({"house": "other", "work": "nothing", "since": "years"}, ("strangers", "settled", None)),
        ({"house": "other", "work": "nothing", "since": "spring"}, ("undetermined", "undetermined", "too_early")),
        # A form that fits is named, provisionally, while a stronger one or two may still come first.
        ({"house": "other", "work": "dug"}, ("digging_together", "provisional", None)),
        ({"work": "dug"}, ("digging_together", "provisional", None)),
        ({"house": "other", "work": "nothing"}, ("strangers", "provisional", None)),
        ({"house": "other"}, ("undetermined", "undetermined", "missing")),
        ({}, ("undetermined", "undetermined", "missing")),
    ],
)
def test_the_outcome_follows_from_the_answers(
    small_reasoner: Reasoner, answers: dict[str, str], outcome: tuple[str, str, str | None]
) -> None:
    verdict = small_reasoner.qualify(case_of(answers))

    assert (verdict.principal, verdict.status, verdict.because) == outcome


def test_facts_that_those_concerned_see_differently_are_disputed_and_not_missing(small_reasoner: Reasoner) -> None:
    disputed = {"house": Answer("other"), "work": Answer(unknown="disputed")}
    beside = {"sign": Answer(unknown="disputed"), "work": Answer(unknown="not_asked")}

    assert small_reasoner.qualify(Case("c", disputed)).because == "disputed"
    # The sign decides of no form: disagreeing about it disputes nothing.
    assert small_reasoner.qualify(Case("c", beside)).because == "missing"


def test_each_form_stands_somewhere(small_reasoner: Reasoner) -> None:
    def standings(answers: dict[str, str]) -> dict[str, str]:
        return {form: one.status for form, one in small_reasoner.qualify(case_of(answers)).forms.items()}

    assert standings(SHARED) == {
        "household": "excluded",
        "shared_garden": "principal",
        "digging_together": "present",
        "good_neighbours": "excluded",
        "strangers": "excluded",
    }
    assert standings({"house": "other", "work": "dug"}) == {
        "household": "excluded",
        "shared_garden": "possible",
        "digging_together": "principal",
        "good_neighbours": "excluded",
        "strangers": "excluded",
    }


def test_arguments_that_hold_are_told_for_and_against(small_reasoner: Reasoner) -> None:
    painted = small_reasoner.qualify(case_of({**SHARED, "sign": "painted"})).forms
    unsaid = small_reasoner.qualify(case_of({**SHARED, "harvest": "unsaid"})).forms

    assert painted["shared_garden"].supporting == ("shared_garden.dug_and_agreed", "shared_garden.sign_painted")
    assert painted["household"].opposing == ("household.two_houses",)
    assert unsaid["shared_garden"].opposing == ("shared_garden.not_agreed",)


def test_the_proof_rests_on_the_answers_that_decide_and_on_no_others(small_reasoner: Reasoner) -> None:
    def rests_on(answers: dict[str, str]) -> tuple[tuple[str, str], ...]:
        return small_reasoner.qualify(case_of(answers)).rests_on

    assert rests_on({**SHARED, "sign": "painted"}) == (("work", "dug"), ("harvest", "shared"))
    assert rests_on({"house": "same", "sign": "none"}) == (("house", "same"),)
    assert rests_on({"house": "other", "work": "nothing", "since": "spring"}) == (
        ("work", "nothing"),
        ("since", "spring"),
    )


def test_the_questions_left_open_are_those_that_would_decide(small_reasoner: Reasoner) -> None:
    def still_open(answers: dict[str, str]) -> tuple[str, ...]:
        return small_reasoner.qualify(case_of(answers)).open_questions

    assert still_open({"house": "other", "work": "dug"}) == ("harvest",)
    assert still_open({"house": "other", "work": "nothing"}) == ("since",)
    assert "sign" not in still_open({})
    # Once settled, what was not answered would change nothing; when it is too early, no answer would help.
    assert still_open({"house": "same"}) == ()
    assert still_open({"house": "other", "work": "nothing", "since": "spring"}) == ()


def test_the_runner_up_is_a_rival_still_possible_else_what_the_form_is_often_taken_for(
    small_reasoner: Reasoner,
) -> None:
    assert small_reasoner.qualify(case_of({"house": "other", "work": "dug"})).runner_up == "shared_garden"
    assert small_reasoner.qualify(case_of(SHARED)).runner_up == "digging_together"


def test_alerts_and_steps_are_said_when_they_hold_and_the_step_is_for_that_form(small_reasoner: Reasoner) -> None:
    unsaid = small_reasoner.qualify(case_of({**SHARED, "harvest": "unsaid"}))
    promised = small_reasoner.qualify(
        case_of({"house": "other", "sign": "painted", "work": "nothing", "since": "years"})
    )

    assert (unsaid.alerts, unsaid.next_steps) == ((), ("agree_first",))
    assert (promised.alerts, promised.next_steps) == (("sign_without_act",), ())


def test_axes_tell_the_place_reached_and_nothing_while_it_is_open(small_reasoner: Reasoner) -> None:
    assert small_reasoner.qualify(case_of({"work": "talked"})).axes == {"reality": "talk"}
    assert small_reasoner.qualify(case_of({"house": "other"})).axes == {"reality": None}


def told(small_reasoner: Reasoner, **marks: str) -> Verdict:
    evidence = {**dict.fromkeys(SHARED, "seen"), **marks}
    return small_reasoner.qualify(case_of(SHARED, evidence))  # type: ignore[arg-type]


def test_the_facts_alone_are_told_apart_when_they_say_something_else(small_reasoner: Reasoner) -> None:
    assert told(small_reasoner).facts_only is None
    assert told(small_reasoner, sign="felt").facts_only is None

    facts = told(small_reasoner, harvest="told").facts_only
    assert facts is not None
    assert (facts.principal, facts.status) == ("digging_together", "provisional")

    facts = told(small_reasoner, work="felt").facts_only
    assert facts is not None
    assert (facts.principal, facts.because) == ("undetermined", "missing")


def test_the_facts_alone_may_name_no_form_for_another_reason(small_reasoner: Reasoner) -> None:
    early = {"house": "other", "work": "nothing", "since": "spring"}

    facts = small_reasoner.qualify(case_of(early, {"work": "told"})).facts_only

    assert facts is not None
    assert (facts.principal, facts.because) == ("undetermined", "missing")


def test_a_verdict_carries_its_case_its_date_and_the_version_of_the_rules(small_reasoner: Reasoner) -> None:
    verdict = small_reasoner.qualify(Case("the_hedge", {}, dt.date(2026, 5, 31)))

    assert (verdict.case, verdict.date) == ("the_hedge", dt.date(2026, 5, 31))
    assert verdict.rules_version == small_reasoner.base.version
