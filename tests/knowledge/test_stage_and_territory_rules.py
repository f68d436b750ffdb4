"""Stages and territory: where real scenarios stand once the few extra questions are answered, and what stays open."""

from __future__ import annotations

import pytest

from qualifier.explanation.schools import LineSaid, ScaleSaid, Schools
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from tests.support import case_of, options_of

UNANSWERED = ""
OURS = ("stages", "territory_dimensions", "around_the_table")


@pytest.fixture(scope="module")
def placed(reasoner: Reasoner, library: tuple[Scenario, ...]) -> Placed:
    return Placed(reasoner, {one.case.id: options_of(one.case) for one in library})


class Placed:
    """Places a scenario on a scale, with some answers changed or left unanswered."""

    def __init__(self, reasoner: Reasoner, known: dict[str, dict[str, str]]) -> None:
        self.reasoner, self.known = reasoner, known

    def __call__(self, scale: str, scenario: str, **changes: str) -> ScaleSaid:
        options = {**self.known[scenario], **changes}
        case = case_of({id_: option for id_, option in options.items() if option != UNANSWERED})
        return Schools(self.reasoner, self.reasoner.qualify(case)).scales[scale]


def names(lines: tuple[LineSaid, ...]) -> list[str]:
    return [line.id.partition(".")[2] for line in lines]


def at(scale: ScaleSaid, line: str) -> str | None:
    return line_of(scale, line).at


def line_of(scale: ScaleSaid, line: str) -> LineSaid:
    return next(one for one in scale.lines if one.id == f"{scale.id}.{line}")


# --- stages -------------------------------------------------------------------------------------------------


def test_the_five_stages_are_in_order_and_say_that_the_order_is_ours(base: RuleBase) -> None:
    scale = base.scales["stages"]
    assert [line.id for line in scale.lines] == [
        f"stages.{one}" for one in ("need", "prepare", "frame", "carry", "finish")
    ]
    assert scale.caution is not None
    assert "l'ordre et ce qui marque chaque étape sont de nous" in scale.caution.fr
    assert scale.source == ("course_2022", "inference")
    assert all(line.toward is not None for line in scale.lines)


def test_a_group_that_counted_prepared_and_foresaw_its_end_has_all_five_stages_done(placed: Placed) -> None:
    stages = placed("stages", "c03_decision_aid_group", need_shown="counted", prepared="both", ending="planned")
    assert names(stages.standing("holds")) == ["need", "prepare", "frame", "carry", "finish"]
    assert stages.stage is None
    assert stages.jumped == ()


def test_a_convention_rewritten_together_without_looking_at_the_need_jumped_its_first_two_stages(
    placed: Placed,
) -> None:
    answers = {"need_shown": "not_looked", "prepared": "heads", "ending": "unspoken"}
    stages = placed("stages", "c09_convention_rewritten", **answers)
    assert names(stages.jumped) == ["need", "prepare"]
    assert stages.stage is stages.lines[0]
    assert all(line.toward is not None for line in stages.jumped)
    assert any("rien de particulier" in fact.fr for fact in stages.lines[0].facts)


def test_a_project_held_by_one_side_stands_at_the_shared_frame_and_jumped_nothing(placed: Placed) -> None:
    answers = {"need_shown": "asked_people", "prepared": "both", "ending": "unspoken"}
    stages = placed("stages", "c05b_mayenne_1996", **answers)
    assert stages.stage is line_of(stages, "frame")
    assert names(stages.standing("fails")) == ["frame", "carry", "finish"]
    assert stages.jumped == ()


def test_its_later_common_action_has_its_frame_and_its_project(placed: Placed) -> None:
    stages = placed("stages", "c05_mayenne_foster_care")
    assert names(stages.standing("holds")) == ["frame", "carry"]


def test_a_calendar_agreed_by_exchanges_alone_has_its_frame_and_is_carried_out(placed: Placed) -> None:
    stages = placed("stages", "c21_shared_calendar", need_shown="counted", prepared="both", ending="unspoken")
    assert names(stages.standing("holds")) == ["need", "prepare", "frame", "carry"]
    assert stages.stage is line_of(stages, "finish")


def test_a_network_on_stuck_situations_needs_no_single_problem_to_have_its_frame(placed: Placed) -> None:
    assert at(placed("stages", "s12_two_years_to_find_answers"), "frame") == "holds"


@pytest.mark.parametrize(
    ("ending", "evaluation", "place"),
    [
        ("closed", "joint", "holds"),
        ("closed", "none", "holds"),
        ("planned", "joint", "holds"),
        ("planned", "each_own", "fails"),
        ("stopped", "joint", "fails"),
        ("unspoken", "joint", "fails"),
    ],
)
def test_the_end_is_done_when_over_and_looked_back_on_or_foreseen_after_a_joint_review(
    placed: Placed, ending: str, evaluation: str, place: str
) -> None:
    stages = placed("stages", "c20_football_two_years_on", ending=ending, evaluation=evaluation)
    assert at(stages, "finish") == place


def test_without_the_extra_answers_the_stages_stay_open_and_name_the_question_that_would_tell(placed: Placed) -> None:
    stages = placed("stages", "c03_decision_aid_group", need_shown=UNANSWERED, prepared=UNANSWERED, ending=UNANSWERED)
    asked = {line: line_of(stages, line).ask for line in ("need", "prepare", "finish")}
    assert asked == {"need": ("need_shown",), "prepare": ("prepared",), "finish": ("ending",)}
    assert stages.stage is None
    assert stages.jumped == ()


def test_an_unanswered_rule_question_leaves_the_frame_open_and_asks_for_it(placed: Placed) -> None:
    frame = line_of(placed("stages", "c03_decision_aid_group", own_rules=UNANSWERED), "frame")
    assert frame.open
    assert frame.ask == ("own_rules",)


# --- territory ----------------------------------------------------------------------------------------------


def test_moine_is_said_to_be_known_through_the_course_only(base: RuleBase) -> None:
    work = base.sources["moine_via_course"]
    assert (work.read, work.through) == ("through", "course_2022")
    assert all("moine_via_course" in base.scales[one].source for one in OURS[1:])


def test_the_three_dimensions_are_told_line_by_line(placed: Placed) -> None:
    answers = {"missing_actor": "organisation", "people_part": "decide", "same_area": "overlap", "area_seen": "differ"}
    territory = placed("territory_dimensions", "c03_decision_aid_group", **answers)
    assert {name: at(territory, name) for name in names(territory.lines)} == {
        "actors": "someone_missing",
        "space": "area_overlap",
        "place": "place_ours",
        "representations": "view_differ",
        "problem": "problem_common",
    }
    assert not territory.split


def test_people_without_a_part_are_seen_even_when_no_organisation_is_missing(placed: Placed) -> None:
    answers = {"missing_actor": "nobody", "people_part": "none"}
    territory = placed("territory_dimensions", "c08_funder_convention", **answers)
    assert at(territory, "actors") == "people_without_part"


def test_exchanges_alone_have_no_place_of_work_and_no_problem_to_place(placed: Placed) -> None:
    territory = placed("territory_dimensions", "c10_phone_call", same_area="different")
    assert [name for name in names(territory.lines) if line_of(territory, name).outside] == ["place", "problem"]
    assert at(territory, "space") == "area_own"


def test_the_map_of_the_decision_aid_group_shows_the_operators_who_do_not_come(placed: Placed) -> None:
    answers = {"missing_actor": "organisation", "people_part": "decide"}
    table = placed("around_the_table", "c03_decision_aid_group", **answers)
    assert names(table.standing("in")) == ["people", "organisations", "professionals", "managements"]
    assert names(table.standing("missing")) == ["other_organisation"]
    assert names(table.standing("not_cited")) == ["deciders", "residents"]
    assert not table.split


def test_the_map_of_two_colleagues_helping_out_shows_managements_that_do_not_know(placed: Placed) -> None:
    table = placed("around_the_table", "c11_beds_every_week", missing_actor="deciders", people_part="none")
    assert names(table.standing("missing")) == ["managements", "deciders"]
    assert names(table.standing("beside")) == ["people", "organisations"]


def test_a_funder_that_runs_the_meetings_is_at_the_table_and_one_that_only_reviews_is_beside_it(
    placed: Placed,
) -> None:
    table = placed("around_the_table", "c08_funder_convention", missing_actor="nobody")
    assert at(table, "deciders") == "in"
    table = placed("around_the_table", "c08_funder_convention", missing_actor="nobody", steering="nobody")
    assert at(table, "deciders") == "beside"


def test_several_missing_are_still_to_be_named(placed: Placed) -> None:
    table = placed("around_the_table", "c09_convention_rewritten", missing_actor="several")
    assert names(table.standing("to_say")) == ["deciders", "other_organisation", "residents"]


def test_people_who_are_told_are_beside_the_table_and_people_who_are_not_are_missing(placed: Placed) -> None:
    told = placed("around_the_table", "c09_convention_rewritten", people_part="none", people_told="told")
    untold = placed("around_the_table", "c09_convention_rewritten", people_part="none", people_told="untold")
    assert (at(told, "people"), at(untold, "people")) == ("beside", "missing")


def test_without_its_question_a_place_on_the_map_stays_open_and_asks_for_it(placed: Placed) -> None:
    table = placed("around_the_table", "c10_phone_call", missing_actor=UNANSWERED)
    assert line_of(table, "deciders").ask == ("missing_actor",)
    assert line_of(table, "deciders").possible == ("missing", "to_say", "not_cited")


# --- where they have nothing to say -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scenario",
    [
        "c12_family_in_ime",
        "c13_two_services_one_house",
        "c14_bank_bus",
        "c16_two_hundred_measures",
        "c17_retired_migrants_cafe",
        "c18_brochure_logos",
        "c26_shared_legal_body",
        "c27_judge_and_service",
    ],
)
def test_relations_of_another_kind_and_words_without_an_act_have_no_stage_and_no_table(
    placed: Placed, scenario: str
) -> None:
    said = [placed(scale, scenario) for scale in OURS]
    assert not any(scale.speaks for scale in said)
    assert all(line.outside is not None and line.facts for scale in said for line in scale.lines)


# --- the questions ------------------------------------------------------------------------------------------


def test_each_extra_question_says_that_it_decides_no_form_and_ends_its_example_on_one_of_its_options(
    base: RuleBase,
) -> None:
    extras = [question for question in base.questions.values() if question.extra]
    assert len(extras) == 10
    for question in extras:
        assert question.why.fr.startswith("Cela ne décide pas de la forme"), question.id
        assert question.why.en.startswith("This does not decide the form"), question.id
        assert question.example.fr.endswith(tuple(f"choisissez « {one.label.fr} »." for one in question.options))
        assert question.example.en.endswith(tuple(f"choose “{one.label.en}”." for one in question.options))
