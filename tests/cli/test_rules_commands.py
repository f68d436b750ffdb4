"""The commands that speak of the rules as a whole: check, coverage, diff, graph."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from qualifier.casebook.store import open_casebook
from qualifier.cli import app as program
from qualifier.cli import common
from qualifier.cli.starting import take_in
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, message
from tests.support import PROJECT, SMALL_RULES, case_of, small_rules

Printed = pytest.CaptureFixture[str]
FORMS = "forms/20_garden.yaml"
ORDER = {FORMS: ("precedence: 20", "precedence: 35")}


def run(monkeypatch: pytest.MonkeyPatch, lang: Lang, *arguments: str) -> int:
    """Run a command as the program does, and return its exit code."""
    monkeypatch.setattr(common, "LANG", lang)
    monkeypatch.setattr("sys.argv", ["qualifier", *arguments, "--lang", lang])
    with pytest.raises(SystemExit) as end:
        program.main()
    return int(end.value.code or 0)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALIFIER_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("lang", LANGS)
def test_check_says_of_each_statement_that_it_is_proven(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, lang: Lang
) -> None:
    assert run(monkeypatch, lang, "rules", "check") == 0
    shown = squeezed(capsys.readouterr().out)

    assert message("proofs", "one_form", count=25).to(lang) in shown
    assert message("proofs", "all_proven").to(lang) in shown
    assert message("report", "not_proven").to(lang) not in shown


@pytest.mark.parametrize("lang", LANGS)
def test_check_shows_what_breaks_a_statement_with_answers_rules_and_remedy_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, tmp_path: Path, lang: Lang
) -> None:
    broken = small_rules(
        tmp_path / "rules", {"criteria.yaml": ("when: {work: [talked]}", "when: {work: [talked, nothing]}")}
    )

    assert run(monkeypatch, lang, "rules", "check", "--rules", str(broken)) == 1
    shown = squeezed(capsys.readouterr().out)
    assert "[levels_overlap] criteria.yaml:" in shown
    assert message("faults", "levels_overlap", id="K2", level="talked").to(lang) in shown
    assert message("report", "shown_by", answers="house=other, work=nothing").to(lang) in shown


@pytest.mark.parametrize("lang", LANGS)
def test_coverage_counts_what_the_library_exercises(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, base: RuleBase, lang: Lang
) -> None:
    assert run(monkeypatch, lang, "rules", "coverage") == 0
    shown = squeezed(capsys.readouterr().out)
    count = len(base.forms) + sum(len(reading.forms) for reading in base.readings.values())

    assert message("report", "covered", kind=message("entries", "form"), done=count, count=count).to(lang) in shown


def test_coverage_of_one_scenario_names_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    scenario = PROJECT / "scenarios" / "s26_two_floors_apart.yaml"

    assert run(monkeypatch, "en", "rules", "coverage", str(scenario)) == 0
    assert "common_action_project.whole_definition (forms/30_types.yaml:" in squeezed(capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGS)
def test_diff_tells_the_share_that_changes_and_the_cases_that_move(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, tmp_path: Path, lang: Lang
) -> None:
    new = small_rules(tmp_path / "new", ORDER)
    case = tmp_path / "case.json"
    answers = {"house": "other", "work": "dug", "harvest": "shared"}
    case.write_text(json.dumps({"case": "garden", "answers": answers}), encoding="utf-8")

    assert run(monkeypatch, lang, "rules", "diff", str(SMALL_RULES), str(new), str(case)) == 0
    shown = squeezed(capsys.readouterr().out)
    assert "(1/12)" in shown
    assert "harvest=shared" in shown
    assert message("report", "cases_moved", count=1, cases=1).to(lang) in shown


def test_diff_looks_at_the_questionnaires_kept_too(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, tmp_path: Path, base: RuleBase
) -> None:
    book = open_casebook(tmp_path / "home")
    assert book is not None
    with book:
        take_in(book, case_of({"other_side": "same_organisation"}), Reasoner(base))
    rules = str(PROJECT / "rules")

    assert run(monkeypatch, "en", "rules", "diff", rules, rules) == 0
    library = len(list((PROJECT / "scenarios").glob("*.yaml")))
    assert message("report", "cases_same", cases=library + 1).to("en") in squeezed(capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGS)
def test_graph_prints_a_picture_or_its_description(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, lang: Lang
) -> None:
    assert run(monkeypatch, lang, "rules", "graph", "--of", "imposed") == 0
    picture = ET.fromstring(capsys.readouterr().out)  # noqa: S314 - our own output
    assert picture.tag.endswith("svg")

    assert run(monkeypatch, lang, "rules", "graph", "--format", "dot") == 0
    assert capsys.readouterr().out.startswith("digraph")


def test_graph_of_something_that_is_not_there_proposes_what_is_like_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    assert run(monkeypatch, "en", "rules", "graph", "--of", "impose") == 2
    assert "[entry_not_drawn]" in (said := capsys.readouterr().err)
    assert "imposed" in said


def test_diff_of_a_folder_that_is_not_there_is_a_fault(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    assert run(monkeypatch, "en", "rules", "diff", "nowhere", str(SMALL_RULES)) == 2
    assert "[rules_missing]" in capsys.readouterr().err


def test_check_reads_the_migrations_too_and_names_the_file_and_line_of_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed, tmp_path: Path
) -> None:
    rules = small_rules(tmp_path / "rules")
    (rules / "migrations").mkdir()
    wrong = rules / "migrations" / "0001_houses.yaml"
    wrong.write_text('why: {fr: "Un mot.", en: "A word."}\nquestions: {home: hous}\n', encoding="utf-8")

    assert run(monkeypatch, "en", "rules", "check", "--rules", str(rules)) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"[migration_target_unknown] {wrong}:2")
    assert "house" in told
