"""What a scenario expects of other schools: how it is written, and what is wrong with what cannot be meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualifier.knowledge.cases import Answer, Case, Scenario, read_case, read_scenario, save_case, written_case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS

SCENARIO = """\
case: c
title: {fr: "t", en: "t"}
story: {fr: "s"}
source: [inference]
answers: {house: other, sign: painted, work: talked}
expects:
  form: good_neighbours
  status: settled
  accept: []
  reasons:
    must: []
    must_not: []
  readings:
    harvest: good_neighbours
  scales:
    closeness: hedge
    true_garden: {dug: fails, agreed: outside}
    views: open
  partner_words: [neighbour]
  rights: [sign_seen]
  debates: [hedge]
"""


def scenario(folder: Path, base: RuleBase, old: str = "", new: str = "") -> Scenario:
    assert not old or SCENARIO.count(old) == 1
    path = folder / "scenario.yaml"
    path.write_text(SCENARIO.replace(old, new) if old else SCENARIO, encoding="utf-8")
    return read_scenario(path, base)


def test_a_scenario_says_what_it_expects_of_other_schools(tmp_path: Path, schooled: RuleBase) -> None:
    expected = scenario(tmp_path, schooled).expected

    assert expected.readings == {"harvest": ("good_neighbours", "settled")}
    assert expected.scales == {
        "closeness.step": "hedge",
        "true_garden.dug": "fails",
        "true_garden.agreed": "outside",
        "views.open_view": "open",
    }
    assert (expected.partner_words, expected.rights, expected.debates) == (("neighbour",), ("sign_seen",), ("hedge",))


def test_a_reading_may_be_expected_with_its_status(tmp_path: Path, schooled: RuleBase) -> None:
    written = "harvest: {form: undetermined, status: undetermined}"
    expected = scenario(tmp_path, schooled, "harvest: good_neighbours", written).expected

    assert expected.readings == {"harvest": ("undetermined", "undetermined")}


def test_a_form_that_a_reading_alone_knows_may_be_expected_there_only(tmp_path: Path, schooled: RuleBase) -> None:
    expected = scenario(tmp_path, schooled, "harvest: good_neighbours", "harvest: shared_harvest").expected
    with pytest.raises(FaultsFound) as found:
        scenario(tmp_path, schooled, "form: good_neighbours", "form: shared_harvest")

    assert expected.readings == {"harvest": ("shared_harvest", "settled")}
    assert [one.code for one in found.value.faults] == ["form_unknown"]


def test_a_scenario_need_expect_nothing_of_other_schools(tmp_path: Path, schooled: RuleBase) -> None:
    content = SCENARIO.partition("  readings:")[0]
    path = tmp_path / "scenario.yaml"
    path.write_text(content, encoding="utf-8")
    expected = read_scenario(path, schooled).expected

    assert (expected.readings, expected.scales, expected.partner_words, expected.rights, expected.debates) == (
        {},
        {},
        (),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("code", "old", "new", "at"),
    [
        pytest.param("entry_unknown", "    harvest: good", "    harvst: good", "  readings:", id="a reading"),
        pytest.param("form_unknown", "harvest: good_n", "harvest: god_n", "    harvest:", id="a form in a reading"),
        pytest.param(
            "value_wrong",
            "harvest: good_neighbours",
            "harvest: {form: strangers, status: sure}",
            "    harvest:",
            id="a status",
        ),
        pytest.param("entry_unknown", "closeness: hedge", "closness: hedge", "    closness:", id="a scale"),
        pytest.param("entry_unknown", "{dug: fails", "{dag: fails", "    true_garden:", id="a line"),
        pytest.param(
            "entry_unknown", "{dug: fails, agreed: outside}", "fails", "    true_garden:", id="one rung for two lines"
        ),
        pytest.param("level_unknown_id", "closeness: hedge", "closeness: hegde", "    closeness:", id="a rung"),
        pytest.param("level_unknown_id", "dug: fails", "dug: hedge", "    true_garden:", id="a rung of another scale"),
        pytest.param(
            "entry_unknown", "[neighbour]", "[nieghbour]", "  partner_words:", id="a case of the word partner"
        ),
        pytest.param("entry_unknown", "[sign_seen]", "[sign_sen]", "  rights:", id="a right"),
        pytest.param("entry_unknown", "debates: [hedge]", "debates: [hegde]", "  debates:", id="a disagreement"),
    ],
)
def test_what_cannot_be_expected_is_told_with_its_line_and_what_is_close(
    tmp_path: Path, schooled: RuleBase, code: str, old: str, new: str, at: str
) -> None:
    with pytest.raises(FaultsFound) as found:
        scenario(tmp_path, schooled, old, new)
    (fault,) = found.value.faults
    lines = (tmp_path / "scenario.yaml").read_text(encoding="utf-8").splitlines()

    assert fault.code == code
    assert lines[fault.place.line - 1].startswith(at)
    assert all("{" not in fault.text().to(lang) for lang in LANGS)


# --- the questions that only other schools need ------------------------------------------------------------


def test_a_case_that_wants_the_extra_questions_says_so_in_its_file_and_is_read_back(
    tmp_path: Path, schooled: RuleBase
) -> None:
    wider = Case("c", {"house": Answer("other"), "fence": Answer("low")}, extras=True)
    path = tmp_path / "case.json"
    save_case(wider, path)

    assert json.loads(path.read_text(encoding="utf-8"))["extras"] is True
    assert read_case(path, schooled) == wider


def test_a_case_that_does_not_want_them_has_no_word_of_it(tmp_path: Path, schooled: RuleBase) -> None:
    plain = Case("c", {"house": Answer("other")})
    path = tmp_path / "case.json"
    save_case(plain, path)

    assert "extras" not in json.loads(written_case(plain))
    assert read_case(path, schooled).extras is False
