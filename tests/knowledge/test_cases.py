"""Cases: read from files, written back, kept whole."""

import datetime as dt
import json
import os
import stat
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.knowledge.cases import (
    EVIDENCE,
    REASONS,
    Answer,
    Case,
    Evidence,
    Reason,
    aside_faults,
    read_case,
    read_scenario,
    save_case,
    written_case,
)
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from tests.support import SMALL_RULES

SMALL = load_rules(SMALL_RULES)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)
EVIDENCES = st.none() | st.sampled_from(EVIDENCE)


def written(folder: Path, content: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def codes(path: Path, base: RuleBase) -> list[str]:
    with pytest.raises(FaultsFound) as found:
        read_case(path, base)
    return [one.code for one in found.value.faults]


def answers_to(question: str) -> st.SearchStrategy[Answer]:
    options = st.sampled_from([option.id for option in SMALL.questions[question].options])
    return st.builds(Answer, option=options, evidence=EVIDENCES) | st.builds(
        Answer, unknown=st.sampled_from(REASONS), evidence=EVIDENCES
    )


cases = st.builds(
    Case,
    id=WORDS,
    answers=st.fixed_dictionaries({}, optional={question: answers_to(question) for question in SMALL.questions}).map(
        lambda answers: {question: answers[question] for question in SMALL.questions if question in answers}
    ),
    date=st.none() | st.dates(),
    aside=st.dictionaries(
        st.sampled_from(["old_question", "gone", "gone (2)", *SMALL.questions]),
        st.sampled_from(["an_option", {"option": "old", "evidence": "seen"}, {"unknown": "forgotten"}, ["a", 1], None]),
    ),
    at=st.none() | st.sampled_from(list(SMALL.questions)),
    skipped=st.lists(st.sampled_from(list(SMALL.questions)), unique=True).map(tuple),
)


@given(cases)
def test_a_case_written_and_read_back_is_the_same(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    path = tmp_path_factory.getbasetemp() / "case.json"
    save_case(case, path)

    assert read_case(path, SMALL) == case


def test_a_case_is_written_as_json_that_a_person_can_read() -> None:
    case = Case("voisins", {"house": Answer("other"), "work": Answer("dug", None, "seen")}, dt.date(2026, 5, 31))

    assert json.loads(written_case(case)) == {
        "case": "voisins",
        "date": "2026-05-31",
        "answers": {"house": "other", "work": {"option": "dug", "evidence": "seen"}},
    }
    assert "\n  " in written_case(case)


def test_yaml_and_json_say_the_same_case(tmp_path: Path, small_base: RuleBase) -> None:
    yaml = "case: c\ndate: 2026-05-31\nanswers:\n  house: other\n  work: {unknown: disputed, evidence: told}\n"
    answers = {"work": {"unknown": "disputed", "evidence": "told"}, "house": "other"}
    other = tmp_path / "case.json"
    other.write_text(json.dumps({"answers": answers, "date": "2026-05-31", "case": "c"}), encoding="utf-8")

    assert read_case(written(tmp_path, yaml), small_base) == read_case(other, small_base)


def test_answers_stand_in_the_order_of_the_questions_whatever_the_order_of_the_file(
    tmp_path: Path, small_base: RuleBase
) -> None:
    case = read_case(written(tmp_path, "case: c\nanswers: {harvest: shared, work: dug, house: other}\n"), small_base)

    assert list(case.answers) == ["house", "work", "harvest"]


def test_an_answer_to_a_question_that_no_longer_exists_is_kept_aside_named_and_written_back(
    tmp_path: Path, small_base: RuleBase
) -> None:
    path = written(tmp_path, "case: c\nanswers: {house: other, wrok: {option: dug, evidence: seen}}\n")

    case = read_case(path, small_base)

    assert case.aside == {"wrok": {"option": "dug", "evidence": "seen"}}
    assert list(case.answers) == ["house"]
    assert [one.code for one in aside_faults(case, "case.yaml", small_base)] == ["answer_aside"]
    assert "work" in aside_faults(case, "case.yaml", small_base)[0].text().en
    save_case(case, path)
    assert json.loads(path.read_text(encoding="utf-8"))["aside"] == {"wrok": {"option": "dug", "evidence": "seen"}}
    assert read_case(path, small_base) == case


ASIDE = "case: c\nanswers: {house: other}\naside:\n  work: {option: dug, evidence: seen}\n"


def test_an_answer_kept_aside_counts_again_when_the_rules_know_its_option_again(
    tmp_path: Path, small_base: RuleBase
) -> None:
    case = read_case(written(tmp_path, ASIDE), small_base)

    assert (case.answers["work"], case.aside) == (Answer("dug", None, "seen"), {})


def test_an_answer_kept_aside_never_takes_the_place_of_one_given_since(tmp_path: Path, small_base: RuleBase) -> None:
    case = read_case(written(tmp_path, ASIDE.replace("house: other", "house: other, work: talked")), small_base)

    assert (case.answers["work"].option, list(case.aside)) == ("talked", ["work"])
    assert aside_faults(case, "case.yaml", small_base) == []


def test_an_answer_kept_aside_that_still_does_not_fit_stays_there_and_is_named(
    tmp_path: Path, small_base: RuleBase
) -> None:
    case = read_case(written(tmp_path, ASIDE.replace("dug", "dug_deep")), small_base)

    assert case.aside == {"work": {"option": "dug_deep", "evidence": "seen"}}
    assert [(one.code, dict(one.values)["option"]) for one in aside_faults(case, "case.yaml", small_base)] == [
        ("answer_outgrown", "dug_deep")
    ]


def test_a_second_answer_to_a_question_that_does_not_exist_leaves_the_first_beside_it(
    tmp_path: Path, small_base: RuleBase
) -> None:
    path = written(tmp_path, "case: c\nanswers: {wrok: dug}\naside: {wrok: talked, gone: a}\n")

    case = read_case(path, small_base)

    assert case.aside == {"wrok": "dug", "wrok (2)": "talked", "gone": "a"}
    save_case(case, path)
    assert read_case(path, small_base) == case


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ("{house: another}", "option_unknown"),
        ("{house: {option: another}}", "option_unknown"),
        ("{house: {evidence: seen}}", "answer_half"),
        ("{house: {option: other, unknown: disputed}}", "answer_half"),
        ("{house: {unknown: forgotten}}", "value_wrong"),
        ("{house: {option: other, evidence: heard}}", "value_wrong"),
        ("{house: {option: other, mark: seen}}", "key_unknown"),
    ],
)
def test_an_answer_that_means_nothing_is_a_fault_with_its_line(
    tmp_path: Path, small_base: RuleBase, answers: str, code: str
) -> None:
    path = written(tmp_path, f"case: c\nanswers:\n  {answers[1:-1]}\n")

    with pytest.raises(FaultsFound) as found:
        read_case(path, small_base)

    assert {(one.code, one.place.line) for one in found.value.faults} == {(code, 3)}


def test_every_wrong_answer_of_a_file_is_told_at_once(tmp_path: Path, small_base: RuleBase) -> None:
    path = written(tmp_path, "case: c\ndate: 2026-13-01\nanswers:\n  house: another\n  work: {evidence: seen}\n")

    assert codes(path, small_base) == ["value_wrong", "option_unknown", "answer_half"]


def test_a_scenario_that_speaks_of_what_does_not_exist_is_refused(tmp_path: Path, small_base: RuleBase) -> None:
    content = """
case: c
title: {fr: "t", en: "t"}
story: {fr: "s"}
source: [inference, no_book]
answers: {house: other, wrok: dug}
expects:
  form: gardening
  status: settled
  accept: [strangers]
  reasons: {must: [strangers.nothing_done, strangers.no_such], must_not: []}
  alerts: [no_alert]
"""
    with pytest.raises(FaultsFound) as question:
        read_scenario(written(tmp_path, content), small_base)
    with pytest.raises(FaultsFound) as rest:
        read_scenario(written(tmp_path, content.replace(", wrok: dug", "")), small_base)

    assert [one.code for one in question.value.faults] == ["question_unknown"]
    assert sorted(one.code for one in rest.value.faults) == [
        "alert_unknown",
        "argument_unknown",
        "form_unknown",
        "source_unknown",
    ]


def test_a_scenario_keeps_nothing_aside(tmp_path: Path, small_base: RuleBase) -> None:
    with pytest.raises(FaultsFound) as found:
        read_scenario(written(tmp_path, ASIDE), small_base)

    assert [(one.code, one.place.line) for one in found.value.faults] == [("key_unknown", 3)]


def test_a_scenario_needs_its_title_story_source_and_expectation(tmp_path: Path, small_base: RuleBase) -> None:
    with pytest.raises(FaultsFound) as found:
        read_scenario(written(tmp_path, "case: c\nanswers: {}\n"), small_base)

    assert {dict(one.values)["key"] for one in found.value.faults} == {"title", "story", "source", "expects"}


def test_a_saved_case_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "cases" / "case.json"
    save_case(Case("c", {}), path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace")])
def test_a_case_that_cannot_be_written_leaves_the_one_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_base: RuleBase, owner: object, step: str
) -> None:
    path = tmp_path / "case.json"
    before = Case("before", {"house": Answer("other")})
    save_case(before, path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(owner, step, full)
        with pytest.raises(FaultsFound) as found:
            save_case(Case("after", {}), path)

    assert [one.code for one in found.value.faults] == ["file_unwritable"]
    assert read_case(path, small_base) == before
    assert [one.name for one in tmp_path.iterdir()] == ["case.json"]


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(FaultsFound) as found:
        save_case(Case("new", {}), tmp_path / "new" / "case.json")

    assert [one.code for one in found.value.faults] == ["file_unwritable"]
    assert list(tmp_path.iterdir()) == []


def test_every_folder_made_for_a_case_is_for_its_owner_only(tmp_path: Path) -> None:
    save_case(Case("c", {}), tmp_path / "home" / "cases" / "case.json")

    for folder in (tmp_path / "home", tmp_path / "home" / "cases"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_words_for_reasons_and_evidence_are_those_of_the_types() -> None:
    assert set(REASONS) == set(get_args(Reason))
    assert set(EVIDENCE) == set(get_args(Evidence))
