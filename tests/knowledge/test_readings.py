"""The rules as another school reads them: its forms, its ranks, its arguments; the rest as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.knowledge.checks import other_readings_faults, whole_base_faults
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.readings import read_as
from qualifier.reasoning.verdict import Reasoner
from tests.support import READING, case_of, with_schools


@pytest.fixture(scope="module")
def harvest(schooled: RuleBase) -> RuleBase:
    return read_as(schooled, "harvest")


def test_the_usual_reading_is_the_rules_as_they_are(schooled: RuleBase) -> None:
    assert read_as(schooled, schooled.reading) is schooled


def test_a_reading_that_is_not_there_cannot_be_read(schooled: RuleBase) -> None:
    with pytest.raises(KeyError):
        read_as(schooled, "tea_leaves")


def test_a_form_leaves_another_comes_and_all_speak_in_their_own_order(schooled: RuleBase, harvest: RuleBase) -> None:
    assert harvest.reading == "harvest"
    assert {id_: form.precedence for id_, form in harvest.forms.items()} == {
        "household": 10,
        "good_neighbours": 15,
        "shared_harvest": 25,
        "digging_together": 30,
        "strangers": 50,
    }
    assert list(harvest.forms) == sorted(harvest.forms, key=lambda one: harvest.forms[one].precedence)
    assert harvest.forms["strangers"] == schooled.forms["strangers"]
    assert harvest.forms["good_neighbours"].precedence_reason.en == "Talk comes first."


def test_a_changed_form_keeps_its_other_arguments_and_takes_new_ones(schooled: RuleBase, harvest: RuleBase) -> None:
    assert [one.id for one in schooled.forms["good_neighbours"].arguments] == ["good_neighbours.hedge_talk"]
    assert [one.id for one in harvest.forms["good_neighbours"].arguments] == [
        "good_neighbours.talk_or_sign",
        "good_neighbours.no_word",
    ]


def test_a_form_is_not_taken_for_one_that_the_school_does_not_know(schooled: RuleBase, harvest: RuleBase) -> None:
    assert list(schooled.forms["digging_together"].confusions) == ["shared_garden"]
    assert list(harvest.forms["digging_together"].confusions) == []
    assert list(harvest.forms["good_neighbours"].confusions) == ["digging_together", "shared_harvest"]


def test_a_school_proposes_its_own_steps_and_none_for_forms_that_it_does_not_know(schooled: RuleBase) -> None:
    step = schooled.advice["agree_first"]
    both = replace(step, id="both", forms=("shared_garden", "digging_together"))
    gone, all_forms = replace(step, id="gone", forms=("shared_garden",)), replace(step, id="all", forms=())
    more = replace(schooled, advice={one.id: one for one in (step, both, gone, all_forms)})

    assert {id_: one.forms for id_, one in read_as(more, "harvest").advice.items()} == {
        "agree_first": ("digging_together",),
        "both": ("digging_together",),
        "all": (),
        "weigh_it": ("shared_harvest",),
    }


def test_questions_criteria_scales_and_places_are_the_same_in_every_reading(
    schooled: RuleBase, harvest: RuleBase
) -> None:
    same = ("questions", "criteria", "axes", "alerts", "tensions", "scales", "rights", "readings", "places", "version")

    assert all(getattr(harvest, one) == getattr(schooled, one) for one in same)


def test_a_clash_of_ranks_in_another_reading_only_is_told_there_alone(schooled: RuleBase) -> None:
    school = schooled.readings["harvest"]
    clashing = replace(school, forms=tuple(replace(form, precedence=30) for form in school.forms))
    base = replace(schooled, readings={**schooled.readings, "harvest": clashing})

    assert whole_base_faults(base) == []
    assert [(one.code, dict(one.values)["id"]) for one in other_readings_faults(base)] == [
        ("precedence_shared", "shared_harvest")
    ]


def test_a_fault_of_the_usual_reading_is_not_told_again_for_each_other(schooled: RuleBase) -> None:
    talked = replace(schooled.forms["strangers"], precedence=30)
    base = replace(schooled, forms={**schooled.forms, "strangers": talked})

    assert [one.code for one in whole_base_faults(base)] == ["precedence_shared"]
    assert other_readings_faults(base) == []


def test_a_reasoner_reads_as_another_school_and_back_again(schooled: RuleBase) -> None:
    reasoner = Reasoner(schooled)
    other = reasoner.in_reading("harvest")
    case = case_of({"house": "other", "sign": "none", "work": "dug", "harvest": "shared"})

    assert reasoner.in_reading("harvest") is other
    assert other.in_reading("strict").base == schooled
    assert reasoner.in_reading("strict") is reasoner
    assert (reasoner.qualify(case).outcome.principal, other.qualify(case).outcome.principal) == (
        "shared_garden",
        "shared_harvest",
    )
    with pytest.raises(KeyError):
        reasoner.in_reading("tea_leaves")


def test_a_verdict_in_another_reading_has_the_steps_and_arguments_of_that_reading(schooled: RuleBase) -> None:
    other = Reasoner(schooled).in_reading("harvest")
    shared = other.qualify(case_of({"house": "other", "sign": "painted", "work": "dug", "harvest": "shared"}))

    assert shared.next_steps == ("weigh_it",)
    assert shared.forms["shared_harvest"].supporting == ("shared_harvest.agreed", "shared_harvest.sign_painted")
    assert "shared_garden" not in shared.forms


def test_a_reading_that_takes_no_argument_away_keeps_them_all(tmp_path: Path) -> None:
    base = load_rules(with_schools(tmp_path / "rules", (READING, "    without: [hedge_talk]\n", "")))
    kept = read_as(base, "harvest").forms["good_neighbours"].arguments

    assert [one.id.partition(".")[2] for one in kept] == ["hedge_talk", "talk_or_sign", "no_word"]
