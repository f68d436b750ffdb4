"""The command `what-if`: what other answers would change, for the answers of a file, which it leaves as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.cli.app import EXAMPLE
from qualifier.explanation.prospects import Prospects, StepSaid, WaySaid
from qualifier.knowledge.cases import Answer, Case, read_case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, NOTHING, Lang, Text, message
from tests.cli.conftest import Ended
from tests.support import PROJECT, SMALL_RULES, small_rules

Run = Callable[..., Ended]
FOOTBALL = PROJECT / "scenarios" / EXAMPLE
ONE_HOUSE = PROJECT / "scenarios" / "s26_two_floors_apart.yaml"
REQUIRED, NO_WAY_OUT = "requirement=condition", "leave_now=loss"
in_both_languages = pytest.mark.parametrize("lang", LANGS)


@pytest.fixture(scope="session")
def football(base: RuleBase) -> Case:
    return read_case(FOOTBALL, base)


def folded(text: str) -> str:
    return " ".join(text.split())


def told(ended: Ended) -> str:
    """Return what was printed, its folds undone, having checked that all went well within eighty columns."""
    assert (ended.code, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80
    return folded(ended.out)


def from_one_to_another(base: RuleBase, before: str, after: str) -> Text:
    return message("verdict", "compared_other", before=base.forms[before].name, after=base.forms[after].name)


def prospects_of(reasoner: Reasoner, case: Case) -> Prospects:
    changes = reasoner.changes(case)
    assert changes is not None
    return Prospects(changes, case)


# --- answers imagined otherwise ----------------------------------------------------------------------------


@in_both_languages
def test_an_answer_set_otherwise_shows_what_becomes_of_the_form_and_what_comes_and_goes(
    run: Run, base: RuleBase, lang: Lang
) -> None:
    shown = told(run("what-if", FOOTBALL, "--set", "last_word=nobody", lang=lang))

    assert message("report", "compared").to(lang) in shown
    same = message(
        "verdict",
        "compared_same",
        name=base.forms["initiative_based"].name,
        status=message("verdict", "status_settled"),
    )
    assert same.to(lang) in shown
    gone = shown.partition(message("report", "compared_lost").to(lang))[2]
    assert folded(base.alerts["power_to_impose"].say.to(lang)) in gone


@in_both_languages
def test_several_answers_set_otherwise_count_together(run: Run, base: RuleBase, lang: Lang) -> None:
    other = from_one_to_another(base, "initiative_based", "imposed").to(lang)

    assert other in told(run("what-if", FOOTBALL, "--set", REQUIRED, "--set", NO_WAY_OUT, lang=lang))
    for alone in (REQUIRED, NO_WAY_OUT):
        assert other not in told(run("what-if", FOOTBALL, "--set", alone, lang=lang))


@in_both_languages
def test_the_questions_that_open_and_close_are_named(run: Run, base: RuleBase, lang: Lang) -> None:
    shown = told(run("what-if", FOOTBALL, "--set", "other_side=same_organisation", lang=lang))
    closed = shown.partition(message("report", "compared_closed").to(lang))[2]
    reopened = told(run("what-if", ONE_HOUSE, "--set", "other_side=other_organisation", lang=lang))
    opened = reopened.partition(message("report", "compared_opened").to(lang))[2]

    assert from_one_to_another(base, "initiative_based", "internal").to(lang) in shown
    for part in (closed, opened):
        assert folded(base.questions["own_body"].ask.to(lang)) in part
        assert folded(base.questions["word_use"].ask.to(lang)) not in part


def test_the_file_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "relation.yaml"
    path.write_bytes(FOOTBALL.read_bytes())
    told(run("what-if", path, "--set", REQUIRED, "--to", "imposed"))

    assert path.read_bytes() == FOOTBALL.read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["relation.yaml"]


# --- the path to a form ------------------------------------------------------------------------------------


@in_both_languages
def test_the_path_to_a_form_tells_each_step_apart_by_whom_it_depends_on(
    run: Run, base: RuleBase, reasoner: Reasoner, football: Case, lang: Lang
) -> None:
    path = prospects_of(reasoner, football).path("imposed")
    assert path is not None
    assert len(path.steps) > 1
    shown = told(run("what-if", FOOTBALL, "--to", "imposed", lang=lang))

    assert message("report", "path", name=base.forms["imposed"].name).to(lang) in shown
    assert message("report", "path_steps", count=len(path.steps)).to(lang) in shown
    parts = parts_of(shown, lang)
    for step in path.steps:
        assert line_of(step, lang) in parts[group_of(step)]
    assert message("report", "path_note").to(lang) in shown


@in_both_languages
def test_the_path_to_the_form_that_it_is_already_has_no_step(run: Run, lang: Lang) -> None:
    shown = told(run("what-if", FOOTBALL, "--to", "initiative_based", lang=lang))

    assert message("report", "path_here").to(lang) in shown


@in_both_languages
def test_the_path_begins_from_the_answers_set_otherwise(
    run: Run, base: RuleBase, reasoner: Reasoner, football: Case, lang: Lang
) -> None:
    required = replace(football, answers={**football.answers, "requirement": Answer("condition")})
    path = prospects_of(reasoner, required).path("imposed")
    assert path is not None
    assert "requirement" not in [step.question for step in path.steps]
    shown = told(run("what-if", FOOTBALL, "--set", REQUIRED, "--to", "imposed", lang=lang))

    before, _, after = shown.partition(message("report", "path", name=base.forms["imposed"].name).to(lang))
    assert message("report", "compared").to(lang) in before
    assert [step for step in path.steps if line_of(step, lang) not in after] == []
    assert folded(base.questions["requirement"].ask.to(lang)) not in after


@in_both_languages
def test_a_form_that_no_answers_lead_to_is_told(run: Run, tmp_path: Path, lang: Lang) -> None:
    out_of_reach = ("confirms: {K2: [talked]}", "confirms: {K1: [same], K2: [talked]}")
    rules = small_rules(tmp_path / "rules", {"forms/20_garden.yaml": out_of_reach})
    path = tmp_path / "garden.yaml"
    path.write_text("case: garden\nanswers: {house: other, work: dug}\n", encoding="utf-8")
    shown = told(run("what-if", path, "--to", "good_neighbours", "--rules", rules, lang=lang))

    name = Text("bon voisinage", "good neighbours")
    assert shown == message("report", "path_none", name=name).to(lang)


def line_of(step: StepSaid, lang: Lang) -> str:
    """Return a step as it is written."""
    key = "step" if step.now else "step_new"
    return folded(message("report", key, ask=step.ask, then=step.then, now=step.now or NOTHING).to(lang))


def group_of(step: StepSaid) -> str:
    """Return the heading under which a step of a path stands."""
    if step.within_reach:
        return "path_within_reach"
    return "path_given" if step.now else "path_to_find_out"


def parts_of(shown: str, lang: Lang) -> dict[str, str]:
    """Return what stands under each heading of a path, empty when the heading is not there."""
    keys = ("path_within_reach", "path_to_find_out", "path_given")
    titles = {key: message("report", key).to(lang) for key in keys}
    parts = {}
    for key, title in titles.items():
        part = shown.partition(title)[2]
        for other in titles.values():
            part = part.partition(other)[0]
        parts[key] = part
    return parts


# --- the fewest answers for each form ----------------------------------------------------------------------


@in_both_languages
def test_without_more_the_fewest_answers_that_lead_to_each_other_form_are_shown_by_whom_they_depend_on(
    run: Run, reasoner: Reasoner, football: Case, lang: Lang
) -> None:
    ways = prospects_of(reasoner, football).ways
    shown = told(run("what-if", FOOTBALL, lang=lang))
    reach, _, given = shown.partition(message("report", "given").to(lang))

    assert message("report", "within_reach").to(lang) in reach
    assert {way.within_reach for way in ways} == {True, False}
    for way in ways:
        assert is_told(way, reach if way.within_reach else given, lang)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_as_many_answers_at_once_are_changed_as_is_asked_for(
    run: Run, reasoner: Reasoner, football: Case, most: int
) -> None:
    prospects = prospects_of(reasoner, football)
    ways = {count: prospects.ways_of(count) for count in (1, 2, 3)}
    shown = told(run("what-if", FOOTBALL, "--most", most))

    assert [way for way in ways[most] if not is_told(way, shown, "fr")] == []
    assert {len(way.steps) for way in ways[most]} == set(range(1, most + 1))
    assert [way for way in ways[3] if len(way.steps) > most and is_told(way, shown, "fr")] == []


def is_told(way: WaySaid, shown: str, lang: Lang) -> bool:
    """Tell whether the steps of a way stand together, under the name of the form that it leads to."""
    below = shown.partition(f"- {way.name.to(lang)} -")[2]
    return " - ".join(line_of(step, lang) for step in way.steps) in below


def test_other_rules_may_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "garden.yaml"
    path.write_text("case: garden\nanswers: {house: other, work: dug, harvest: unsaid}\n", encoding="utf-8")
    shown = told(run("what-if", path, "--to", "shared_garden", "--rules", SMALL_RULES, lang="en"))

    assert "“Was the harvest shared by agreement?”: “Yes, as agreed” (instead of “Nothing had been said”)" in shown


# --- what cannot be used -----------------------------------------------------------------------------------


@in_both_languages
def test_every_setting_that_cannot_be_used_is_told_at_once_and_nothing_is_shown(
    run: Run, base: RuleBase, lang: Lang
) -> None:
    settings = ("money", "mony=gives", "money=gold", REQUIRED)
    ended = run("what-if", FOOTBALL, *(word for one in settings for word in ("--set", one)), lang=lang)
    known = ", ".join(option.id for option in base.questions["money"].options)

    assert (ended.code, ended.out) == (2, "")
    said = [
        ("option_unknown", message("faults", "option_unknown", question="money", option="gold", known=known)),
        ("question_unknown", message("faults", "question_unknown", question="mony", near="money")),
        ("setting_wrong", message("faults", "setting_wrong", given="money")),
    ]
    assert ended.err.splitlines() == [
        *(f"[{code}] {text.to(lang)}" for code, text in said),
        message("screens", "faults_many", count=3).to(lang),
    ]


@in_both_languages
@pytest.mark.parametrize(("form", "near"), [("palliatif", "palliative"), ("undetermined", "—"), ("xyz", "—")])
def test_an_unknown_form_is_told_with_those_that_are_like_it(run: Run, lang: Lang, form: str, near: str) -> None:
    ended = run("what-if", FOOTBALL, "--to", form, lang=lang)

    assert (ended.code, ended.out) == (2, "")
    said = message("faults", "form_unknown", id=form, near=near).to(lang)
    assert ended.err == f"[form_unknown] {said}\n"


@in_both_languages
@pytest.mark.parametrize("most", ["0", "4", "two"])
def test_how_many_answers_to_change_at_once_is_between_one_and_three(run: Run, lang: Lang, most: str) -> None:
    ended = run("what-if", FOOTBALL, "--most", most, lang=lang)
    said = message("commands", "bad_parameter", name="--most")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == message("screens", "usage", reason=said, command="qualifier what-if").to(lang) + "\n"


def test_a_file_that_cannot_be_used_is_told_as_everywhere(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("case: bad\nanswers: {money: gold}\n", encoding="utf-8")
    for path, code in ((tmp_path / "bad.yaml", "option_unknown"), (tmp_path / "none.yaml", "file_missing")):
        ended = run("what-if", path, "--set", REQUIRED)

        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith(f"[{code}] {path}")
