"""What the scenarios exercise of the rules: everything, and what is left out is named with its place."""

from pathlib import Path

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.faults import Place
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.proving.coverage import coverage
from qualifier.reasoning.decisions import decisions_of
from tests.knowledge.test_talk_rules import with_talks
from tests.support import case_of, with_schools


def test_every_entry_of_the_rules_and_of_other_schools_is_exercised_by_a_scenario(
    base: RuleBase, library: tuple[Scenario, ...]
) -> None:
    covered = coverage(decisions_of(base), [scenario.case for scenario in library])

    assert {one.kind: [id_ for id_, _ in one.missing] for one in covered if one.missing} == {}
    schools = [school for school in base.readings.values() if school.id != base.reading]
    forms = [*base.forms.values(), *(form for school in schools for form in school.forms)]
    lines = [line for scale in base.scales.values() for line in scale.lines]
    changed = [one for school in schools for change in school.changes for one in change.arguments]
    assert {one.kind: one.count for one in covered} == {
        "option": sum(len(question.options) for question in base.questions.values()),
        "rule": sum(len(criterion.levels) for criterion in base.criteria.values()),
        "argument": sum(len(form.arguments) for form in forms) + len(changed),
        "form": len(forms),
        "alert": len(base.alerts),
        "advice": len(base.advice) + sum(len(school.advice) for school in schools),
        "tension": len(base.tensions),
        "rung": sum(len(line.at) + (line.outside is not None) for line in lines),
        "settle": len(base.settle),
        "ask_partner": len(base.ask_partner),
        "debate": sum(one.when is not None for one in base.debates.values()),
        "partner_word": len(base.partner_words),
        "right": len(base.rights),
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


# --- other schools -----------------------------------------------------------------------------------------

TALKED = {"house": "other", "sign": "painted", "work": "talked"}
DUG = {"house": "other", "sign": "none", "work": "dug", "harvest": "shared"}


def missing_of(folder: Path, *answers: dict[str, str]) -> dict[str, dict[str, Place]]:
    base = load_rules(with_schools(folder / "rules"))
    return {one.kind: dict(one.missing) for one in coverage(decisions_of(base), [case_of(one) for one in answers])}


def test_a_rung_is_exercised_where_the_answers_place_the_line_there(tmp_path: Path) -> None:
    talked = missing_of(tmp_path / "talked", TALKED)["rung"]
    both = missing_of(tmp_path / "both", TALKED, {"house": "same", "sign": "none"})["rung"]

    assert "closeness.step.hedge" not in talked
    assert {"closeness.step.apart", "closeness.step.together", "closeness.step.outside"} <= set(talked)
    assert {one for one in talked if one not in both} >= {"closeness.step.outside", "signs.words.loose"}
    assert talked["closeness.step.apart"].file == "scales/10_garden.yaml"


def test_an_extra_question_is_exercised_once_it_is_answered_and_so_are_the_rungs_that_rest_on_it(
    tmp_path: Path,
) -> None:
    without = missing_of(tmp_path / "without", TALKED)
    high = missing_of(tmp_path / "high", {**TALKED, "fence": "high"})

    assert {"views.open_view.holds", "views.open_view.fails"} <= set(without["rung"])
    assert {one for one in without["rung"] if one not in high["rung"]} == {"views.open_view.fails"}
    assert {one for one in without["option"] if one not in high["option"]} == {"fence.high"}


def test_a_right_and_the_word_partner_are_exercised_when_one_case_shows_them_and_another_does_not(
    tmp_path: Path,
) -> None:
    talked, both = missing_of(tmp_path / "talked", TALKED), missing_of(tmp_path / "both", TALKED, DUG)

    assert (list(talked["right"]), list(talked["partner_word"])) == (["sign_seen"], ["neighbour"])
    assert (both["right"], both["partner_word"]) == ({}, {})
    assert talked["right"]["sign_seen"].file == "rights.yaml"


def test_a_branch_that_is_not_asked_about_leaves_out_what_rests_on_it(tmp_path: Path) -> None:
    same = {"house": "same", "sign": "none"}

    assert missing_of(tmp_path / "one", TALKED, same)["partner_word"] == {}
    assert list(missing_of(tmp_path / "open", TALKED, {"house": "other", "sign": "none"})["partner_word"]) == [
        "neighbour"
    ]


def test_what_a_reading_alone_knows_is_exercised_in_that_reading(tmp_path: Path) -> None:
    talked, both = missing_of(tmp_path / "talked", TALKED), missing_of(tmp_path / "both", TALKED, DUG)

    assert "shared_harvest" in talked["form"]
    assert "good_neighbours.talk_or_sign" not in talked["argument"]
    assert "shared_harvest.agreed" in talked["argument"]
    assert "shared_harvest" not in both["form"]
    assert "shared_harvest.agreed" not in both["argument"]
    assert (list(talked["advice"]), list(both["advice"])) == (["agree_first", "weigh_it"], ["agree_first"])


def test_a_form_named_only_in_another_reading_is_not_exercised_in_the_usual_one(tmp_path: Path) -> None:
    """Dug with a sign, nothing said of the shares: a helping hand, and good neighbours in the other reading."""
    signed = {"house": "other", "sign": "painted", "work": "dug", "harvest": "unsaid"}

    assert "good_neighbours" in missing_of(tmp_path, signed)["form"]
