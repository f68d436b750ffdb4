"""What the scenarios exercise of the rules: everything, and what is left out is named with its place."""

from pathlib import Path

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.proving.coverage import coverage
from qualifier.reasoning.decisions import decisions_of
from tests.knowledge.test_talk_rules import with_talks
from tests.support import case_of


def test_every_option_rule_argument_form_alert_step_tension_point_and_debate_is_exercised_by_a_scenario(
    base: RuleBase, library: tuple[Scenario, ...]
) -> None:
    covered = coverage(decisions_of(base), [scenario.case for scenario in library])

    assert {one.kind: [id_ for id_, _ in one.missing] for one in covered if one.missing} == {}
    assert {one.kind: one.count for one in covered} == {
        "option": sum(len(question.options) for question in base.questions.values()),
        "rule": sum(len(criterion.levels) for criterion in base.criteria.values()),
        "argument": sum(len(form.arguments) for form in base.forms.values()),
        "form": len(base.forms),
        "alert": len(base.alerts),
        "advice": len(base.advice),
        "tension": len(base.tensions),
        "settle": len(base.settle),
        "ask_partner": len(base.ask_partner),
        "debate": sum(one.when is not None for one in base.debates.values()),
    }


def test_what_no_case_exercises_is_named_with_its_place(small_base: RuleBase) -> None:
    dug = case_of({"house": "other", "sign": "none", "work": "dug", "harvest": "shared"})
    missing = {one.kind: dict(one.missing) for one in coverage(decisions_of(small_base), [dug])}

    assert list(missing["option"]) == [
        "house.same",
        "sign.painted",
        "work.nothing",
        "work.talked",
        "since.spring",
        "since.years",
        "harvest.unsaid",
    ]
    assert list(missing["form"]) == ["household", "digging_together", "good_neighbours", "strangers"]
    assert list(missing["alert"]) == ["sign_without_act"]
    assert list(missing["advice"]) == ["agree_first"]
    assert "shared_garden.dug_and_agreed" not in missing["argument"]
    assert missing["argument"]["shared_garden.sign_painted"].file == "forms/20_garden.yaml"
    assert missing["option"]["house.same"].line > 0


def test_a_point_is_exercised_when_one_case_shows_it_and_another_rules_it_out(tmp_path: Path) -> None:
    base = load_rules(with_talks(tmp_path / "rules"))
    unsaid, shared = ({"house": "other", "work": "dug", "harvest": one} for one in ("unsaid", "shared"))

    def missing(*answers: dict[str, str]) -> dict[str, list[str]]:
        covered = coverage(decisions_of(base), [case_of(one) for one in answers])
        return {one.kind: [id_ for id_, _ in one.missing] for one in covered if one.kind in ("settle", "debate")}

    assert missing(unsaid, unsaid) == {"settle": ["shares"], "debate": ["hedge"]}
    assert missing(unsaid, shared) == {"settle": [], "debate": ["hedge"]}
    assert missing({"house": "other", "work": "talked"}, shared) == {"settle": ["shares"], "debate": []}


def test_an_answer_to_a_closed_question_exercises_nothing(small_base: RuleBase) -> None:
    closed = case_of({"house": "same", "work": "dug", "harvest": "shared"})
    options = next(one for one in coverage(decisions_of(small_base), [closed]) if one.kind == "option")

    assert {"work.dug", "harvest.shared"} <= {id_ for id_, _ in options.missing}


def test_a_step_meant_for_other_forms_is_not_exercised(small_base: RuleBase) -> None:
    unsaid = case_of({"house": "other", "sign": "none", "work": "dug", "harvest": "unsaid"})
    steps = next(one for one in coverage(decisions_of(small_base), [unsaid]) if one.kind == "advice")

    assert steps.missing == ()
