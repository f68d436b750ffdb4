"""The files of role-plays: what they give, and every fault with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifier.knowledge.cases import Answer
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.training.play_files import find_play, library_scenario, play_names, read_play
from qualifier.training.plays import NOT_SEEN, lever_case, pooled_case, seat_case
from qualifier.words import LANGS
from tests.training.plays import PLAY, changed, read, written

CODES = {
    "play_missing",
    "play_scenario_unknown",
    "play_misnamed",
    "play_roles_count",
    "play_nothing_silent",
    "role_incomplete",
    "role_unknown",
    "fact_twice",
    "fact_unanswered",
    "belief_true",
    "lever_idle",
}
LEVER = "set: {requirement: encouraged, refuse_entry: nothing}"
NURSE = PLAY[PLAY.index("  nurse:") : PLAY.index("watch:")]
SILENT = """\
    silent:
      - say: {fr: "L'argent en dépend.", en: "The money hangs on it."}
        facts: [requirement]
"""
HEAD_SILENT = """\
    silent:
      - say: {fr: "Refuser coûtait la subvention.", en: "Refusing would have cost the grant."}
        facts: [refuse_entry, leave_now]
"""
KNOWS = "facts: [last_joint_act, way_of_acting"


@pytest.mark.parametrize(
    ("code", "old", "new", "at"),
    [
        ("play_scenario_unknown", "scenario: c08_funder_convention", "scenario: c08_funder", "scenario: c08_funder"),
        ("play_roles_count", NURSE, "", "roles:"),
        ("play_roles_count", NURSE, "".join(NURSE.replace("nurse", f"nurse{rank}") for rank in range(5)), "roles:"),
        ("role_incomplete", SILENT, "", "nurse:"),
        ("role_incomplete", '    wants:\n      - {fr: "Du temps.", en: "Time."}\n', "    wants: []\n", "nurse:"),
        ("subject_unknown_id", "[K11, K12", "[K99, K12", "watch:"),
        ("question_unknown", KNOWS, "facts: [joint_act, way_of_acting", "facts: [joint_act"),
        ("question_unknown", LEVER, "set: {require: encouraged}", "set: {require"),
        ("option_unknown", "{requirement: procedure}", "{requirement: required}", "{requirement: required"),
        ("option_unknown", LEVER, "set: {requirement: none}", "set: {requirement: none"),
        ("fact_twice", KNOWS, "facts: [own_body, way_of_acting", "facts: [own_body, way"),
        ("fact_twice", "{requirement: procedure}", "{leave_now: nothing}", "{leave_now: nothing"),
        ("fact_unanswered", KNOWS, "facts: [age, way_of_acting", "facts: [age"),
        ("belief_true", "{requirement: procedure}", "{requirement: condition}", "{requirement: condition"),
        ("lever_idle", LEVER, "set: {requirement: condition}", "set: {requirement: condition"),
    ],
)
def test_the_smallest_wrong_thing_is_told_with_its_place_in_each_language(
    base: RuleBase, tmp_path: Path, code: str, old: str, new: str, at: str
) -> None:
    content = changed(old, new)
    with pytest.raises(FaultsFound) as found:
        read(tmp_path, base, content)

    first = found.value.faults[0]
    assert [one.code for one in found.value.faults] == [code]
    assert at in content.splitlines()[first.place.line - 1]
    assert first.text().fr != first.text().en


def test_a_file_in_which_nobody_keeps_anything_back_is_told(base: RuleBase, tmp_path: Path) -> None:
    content = changed(SILENT, "    silent: []\n").replace(HEAD_SILENT, "    silent: []\n")
    with pytest.raises(FaultsFound) as found:
        read(tmp_path, base, content)

    assert [one.code for one in found.value.faults] == ["play_nothing_silent"]


def test_a_file_is_named_after_its_scenario(base: RuleBase, tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as found:
        read_play(written(tmp_path, name="another"), base, library_scenario(base))

    assert [(one.code, one.place.line) for one in found.value.faults] == [("play_misnamed", 1)]


def test_an_incomplete_role_is_told_with_all_that_it_lacks_at_once(base: RuleBase, tmp_path: Path) -> None:
    content = changed(SILENT, "").replace("    side: theirs\n", "")
    with pytest.raises(FaultsFound) as found:
        read(tmp_path, base, content)

    said = [found.value.faults[0].text().to(lang) for lang in LANGS]
    assert all("nurse" in one and "side, silent" in one for one in said)


def test_all_the_faults_of_a_file_are_told_at_once(base: RuleBase, tmp_path: Path) -> None:
    content = changed("[K11, K12", "[K99, K12").replace(LEVER, "set: {require: encouraged}").replace(SILENT, "")
    with pytest.raises(FaultsFound) as found:
        read(tmp_path, base, content)

    assert [one.code for one in found.value.faults] == ["role_incomplete", "subject_unknown_id", "question_unknown"]


def test_a_play_that_is_not_written_is_told_with_those_like_it(base: RuleBase) -> None:
    with pytest.raises(FaultsFound) as found:
        find_play("c10_phone_cal", base)

    assert [one.code for one in found.value.faults] == ["play_missing"]
    assert "c10_phone_call" in found.value.faults[0].text().fr


def test_a_play_of_the_library_is_found_by_the_name_of_its_scenario(base: RuleBase) -> None:
    name = play_names()[0]

    assert find_play(name, base).scenario.case.id == name


# --- the answers of a seat ---------------------------------------------------------------------------------


def test_a_seat_answers_what_it_knows_what_it_keeps_back_and_what_it_wrongly_believes(
    base: RuleBase, tmp_path: Path
) -> None:
    play = read(tmp_path, base)
    answers, full = seat_case(play, "head").answers, play.scenario.case.answers

    assert answers["last_joint_act"] == full["last_joint_act"]
    assert answers["refuse_entry"] == full["refuse_entry"]
    assert answers["requirement"] == Answer("procedure")
    assert answers["terms_written"] == NOT_SEEN
    assert list(answers) == list(full)


def test_all_seats_together_answer_what_one_of_them_knows_and_no_belief(base: RuleBase, tmp_path: Path) -> None:
    play = read(tmp_path, base)
    answers = pooled_case(play).answers

    assert answers["requirement"] == play.scenario.case.answers["requirement"]
    assert answers["terms_written"] == play.scenario.case.answers["terms_written"]
    assert answers["word_use"] == NOT_SEEN


def test_a_lever_changes_what_it_sets_and_nothing_else(base: RuleBase, tmp_path: Path) -> None:
    play = read(tmp_path, base)
    full, moved = play.scenario.case.answers, lever_case(play, play.levers[0]).answers

    assert {id_: moved[id_].option for id_ in moved if moved[id_] != full.get(id_)} == dict(play.levers[0].set)


def test_a_role_that_is_not_in_the_play_is_told_with_those_that_are(base: RuleBase, tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as found:
        seat_case(read(tmp_path, base), "funder")

    assert [one.code for one in found.value.faults] == ["role_unknown"]
    assert "head, nurse" in found.value.faults[0].text().en
