"""The commands, their output and their exit codes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import qualifier
from qualifier.cli.app import EXAMPLE
from qualifier.explanation.entries import catalogue, entries
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, message
from qualifier.words.folding import bound
from tests.cli.conftest import PROGRAM, Ended
from tests.support import PROJECT, SMALL_RULES

Run = Callable[..., Ended]
SCENARIOS = sorted((PROJECT / "scenarios").glob("*.yaml"))
FOOTBALL = PROJECT / "scenarios" / EXAMPLE
PHONE_CALL = PROJECT / "scenarios" / "c10_phone_call.yaml"
in_both_languages = pytest.mark.parametrize("lang", LANGS)


def folded(text: str) -> str:
    return " ".join(text.split())


# --- exit codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["qualify", "-h"], 0),
        (["schema"], 0),
        (["rules", "list"], 0),
        (["rules", "show", "K1"], 0),
        (["scenarios", "list"], 0),
        (["scenarios", "test", str(PHONE_CALL)], 0),
        (["qualify", str(PHONE_CALL)], 0),
        (["qualify", "nowhere.yaml"], 2),
        (["qualify"], 2),
        (["qualify", "--format", "pdf", str(PHONE_CALL)], 2),
        (["rules", "show", "K333"], 2),
        (["rules", "list", "--rules", "nowhere"], 2),
        (["scenarios", "test", "nowhere.yaml"], 2),
        (["nonsense"], 2),
        (["--nonsense"], 2),
        (["--lang", "de", "schema"], 2),
        (["what-if", str(PHONE_CALL)], 0),
        (["what-if"], 2),
        (["what-if", "nowhere.yaml"], 2),
        (["what-if", str(PHONE_CALL), "--set", "money"], 2),
        (["what-if", str(PHONE_CALL), "--to", "nothing"], 2),
        (["ask"], 3),
        (["ask", "--full"], 3),
    ],
)
def test_each_end_has_its_code(run: Run, arguments: list[str], code: int) -> None:
    ended = run(*arguments)

    assert ended.code == code
    assert bool(ended.out) is (code == 0)
    assert bool(ended.err) is (code != 0)


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out == f"{qualifier.__version__}\n"


# --- the command line misused ------------------------------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize(
    ("arguments", "key", "name", "command"),
    [
        (["nonsense"], "no_such_command", "nonsense", "qualifier"),
        (["rules", "nonsense"], "no_such_command", "nonsense", "qualifier rules"),
        (["--nonsense"], "no_such_option", "--nonsense", "qualifier"),
        (["qualify", "--nonsense", "x"], "no_such_option", "--nonsense", "qualifier qualify"),
        (["qualify", "--format", "pdf", "x"], "bad_parameter", "--format", "qualifier qualify"),
        (["rules", "show"], "missing_parameter", "ID", "qualifier rules show"),
        (["rules", "list", "too", "much"], "not_understood", "", "qualifier rules list"),
        (["what-if"], "missing_parameter", "FILE", "qualifier what-if"),
        (["what-if", "--nonsense", "x"], "no_such_option", "--nonsense", "qualifier what-if"),
    ],
)
def test_a_misused_command_line_is_told_in_one_sentence_with_the_help_to_read(
    run: Run, lang: Lang, arguments: list[str], key: str, name: str, command: str
) -> None:
    ended = run(*arguments, lang=lang)
    said = message("commands", key, name=name)

    assert ended.code == 2
    assert ended.err == message("screens", "usage", reason=said, command=command).to(lang) + "\n"


# --- languages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "fr"),
        ([], {"LC_ALL": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "de_DE.UTF-8"}, "fr"),
        (["--lang", "en"], {"LC_ALL": "fr_FR.UTF-8"}, "en"),
        (["--lang=fr"], {"LC_ALL": "en_GB.UTF-8"}, "fr"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_system_else_french(
    start: Run, arguments: list[str], environment: dict[str, str], lang: Lang
) -> None:
    ended = start(*arguments, "--help", PYTHONUTF8="1", **environment)

    assert message("commands", "ask").to(lang)[:30] in ended.out


def test_the_language_may_be_asked_for_before_or_after_the_command(start: Run) -> None:
    before, after = start("--lang", "en", "rules", "show", "K1"), start("rules", "show", "K1", "--lang", "en")

    assert before == after
    assert "Where each comes from" in before.out


# --- without a terminal ------------------------------------------------------------------------------------


@in_both_languages
def test_without_a_terminal_the_questionnaire_ends_with_3_and_the_way_out(start: Run, lang: Lang) -> None:
    for asking in (["ask"], ["ask", "--full"]):
        ended = start(*asking, "--lang", lang)

        assert ended.code == 3
        assert ended.out == ""
        assert ended.err == f"[terminal_missing] {message('faults', 'terminal_missing').to(lang)}\n"
        assert "qualifier qualify" in ended.err


@in_both_languages
def test_without_a_terminal_and_a_command_the_example_is_qualified_and_named(
    start: Run, base: RuleBase, lang: Lang
) -> None:
    ended = start("--lang", lang)
    first, _, rest = ended.out.partition("\n")

    assert ended.code == 0
    assert first == message("screens", "example_used", path=str(FOOTBALL)).to(lang)
    assert base.forms["initiative_based"].headline.to(lang) in folded(rest)


def test_a_pipe_that_nobody_reads_any_more_ends_quietly(home: Path) -> None:
    with subprocess.Popen([PROGRAM, "rules", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.close()

        assert listing.stderr.read() == b""
        assert listing.wait() == 0


def test_a_pipe_that_only_takes_ascii_gets_readable_words(start: Run) -> None:
    ended = start("qualify", "--details", FOOTBALL, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert ended.code == 0
    assert ended.out.isascii()
    assert "Reciprocite" in ended.out


# --- qualify -----------------------------------------------------------------------------------------------


@in_both_languages
def test_one_file_gives_the_verdict_and_how_to_see_more(run: Run, base: RuleBase, lang: Lang) -> None:
    ended = run("qualify", FOOTBALL, lang=lang)

    assert base.forms["initiative_based"].headline.to(lang) in folded(ended.out)
    assert message("report", "more").to(lang) in folded(ended.out)
    assert FOOTBALL.name not in ended.out


@in_both_languages
def test_details_show_every_layer(run: Run, lang: Lang) -> None:
    shown = run("qualify", "--details", FOOTBALL, lang=lang).out

    for title in ("verdict", "axes", "proof", "solidity", "changes", "why_not", "risks", "not_asked", "sources"):
        assert message("report", title).to(lang) in shown
    assert message("report", "more").to(lang) not in folded(shown)


def test_several_files_are_told_apart_by_their_names(run: Run) -> None:
    shown = run("qualify", FOOTBALL, PHONE_CALL).out

    assert [line for line in shown.splitlines() if line.endswith(".yaml")] == [
        str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
        for path in (FOOTBALL, PHONE_CALL)
    ]


def test_one_file_gives_one_json_object_on_several_lines(run: Run) -> None:
    shown = run("qualify", "--format", "json", FOOTBALL).out

    assert json.loads(shown)["principal"] == "initiative_based"
    assert len(shown.splitlines()) > 10


def test_several_files_give_one_json_object_a_line_each_of_the_printed_schema(
    run: Run, library: tuple[Scenario, ...]
) -> None:
    schema = json.loads(run("schema").out)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    verdicts = [json.loads(line) for line in run("qualify", "--format", "json", *SCENARIOS).out.splitlines()]

    assert [verdict["case"] for verdict in verdicts] == [scenario.case.id for scenario in library]
    assert [error.message for verdict in verdicts for error in validator.iter_errors(verdict)] == []


def test_the_language_changes_sentences_and_no_id(run: Run) -> None:
    french, english = (json.loads(run("qualify", "--format", "json", FOOTBALL, lang=lang).out) for lang in LANGS)
    said = {"summary", "alerts", "next_steps", "not_asked", "proof", "schools", "lang"}

    assert {key for key in french if french[key] != english[key]} == said
    assert [one["id"] for one in french["alerts"]] == [one["id"] for one in english["alerts"]]
    assert [one["questions"] for one in french["not_asked"]] == [one["questions"] for one in english["not_asked"]]


@in_both_languages
def test_markdown_has_a_title_and_the_sections_of_the_verdict(run: Run, base: RuleBase, lang: Lang) -> None:
    one = run("qualify", "--format", "markdown", FOOTBALL, lang=lang).out
    several = run("qualify", "--format", "markdown", FOOTBALL, PHONE_CALL, lang=lang).out

    name = base.forms["initiative_based"].name.to(lang)
    assert one.startswith(f"# {bound(message('contents', 'team_title', name=name).to(lang))}\n")
    assert f"## {bound(message('report', 'proof').to(lang))}\n" in one
    assert several.startswith(one)
    assert sum(line.startswith("# ") for line in several.splitlines()) == 2


@in_both_languages
def test_an_answer_to_an_unknown_question_is_named_and_the_verdict_given_all_the_same(
    run: Run, base: RuleBase, tmp_path: Path, lang: Lang
) -> None:
    path = tmp_path / "old.yaml"
    path.write_text("case: old\nanswers: {other_side: same_organisation, other_sides: two}\n", encoding="utf-8")
    shown = run("qualify", path, lang=lang)
    data = run("qualify", path, "--format", "json", lang=lang)

    said = message("faults", "answer_aside", question="other_sides", near="other_side").to(lang)
    assert (shown.code, data.code) == (0, 0)
    assert shown.err == data.err == f"[answer_aside] {path} (other_sides) {said}\n"
    assert base.forms["internal"].headline.to(lang) in folded(shown.out)
    assert json.loads(data.out)["principal"] == "internal"


def test_another_folder_of_rules_may_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "garden.yaml"
    path.write_text("case: garden\nanswers: {house: other, work: dug, harvest: shared}\n", encoding="utf-8")

    assert "C'est un jardin partagé." in run("qualify", path, "--rules", SMALL_RULES).out


# --- bad files ---------------------------------------------------------------------------------------------


@in_both_languages
def test_the_faults_of_every_file_are_told_at_once_and_nothing_is_qualified(
    run: Run, tmp_path: Path, lang: Lang
) -> None:
    (tmp_path / "one.yaml").write_text("case: one\nanswers: {money: gold}\n", encoding="utf-8")
    (tmp_path / "two.yaml").write_text("case: two\n", encoding="utf-8")
    ended = run("qualify", FOOTBALL, tmp_path / "one.yaml", tmp_path / "two.yaml", tmp_path / "three.yaml", lang=lang)

    assert ended.code == 2
    assert ended.out == ""
    assert [line.split(" ")[:2] for line in ended.err.splitlines()[:-1]] == [
        ["[option_unknown]", f"{tmp_path}/one.yaml:2"],
        ["[file_missing]", f"{tmp_path}/three.yaml"],
        ["[key_missing]", f"{tmp_path}/two.yaml:1"],
    ]
    assert ended.err.splitlines()[-1] == message("screens", "faults_many", count=3).to(lang)


@pytest.mark.parametrize(
    "arguments",
    [["qualify", "bad.yaml"], ["scenarios", "test", "bad.yaml"], ["rules", "list", "--rules", "bad_rules"]],
)
def test_bad_input_writes_nothing_and_shows_no_traceback(
    start: Run, home: Path, tmp_path: Path, arguments: list[str]
) -> None:
    work = tmp_path / "work"
    (work / "bad.yaml").write_text("case: [\n", encoding="utf-8")
    (work / "bad_rules").mkdir()
    (work / "bad_rules" / "sources.yaml").write_text("sources: 1\n", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    ended = start(*arguments)

    assert ended.code == 2
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*")} == before
    assert {path.relative_to(home).parts[0] for path in home.rglob("*")} <= {"cache"}


# --- what is kept of the rules -----------------------------------------------------------------------------


def test_rules_and_diagrams_are_kept_for_the_next_start_and_made_anew_when_damaged(start: Run, home: Path) -> None:
    first = start("what-if", PHONE_CALL)
    kept = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert sorted(path.name.partition("-")[0] for path in kept) == ["diagrams", "rules"]

    for path in kept:
        path.write_text("[[[", encoding="utf-8")
    again = start("what-if", PHONE_CALL)

    assert (again, again.code, again.err) == (first, 0, "")
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == kept


def test_nothing_is_kept_of_rules_that_are_named(start: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "garden.yaml"
    path.write_text("case: garden\nanswers: {house: other, work: dug}\n", encoding="utf-8")

    assert start("what-if", path, "--rules", SMALL_RULES).code == 0
    assert list(home.rglob("*.json")) == []


# --- rules -------------------------------------------------------------------------------------------------


@in_both_languages
def test_the_list_of_rules_names_every_id(run: Run, base: RuleBase, lang: Lang) -> None:
    shown = run("rules", "list", lang=lang).out
    named = {line.split()[0] for line in shown.splitlines() if line.startswith("  ") and line[2:3].strip()}

    assert set(catalogue(base)) <= named


@in_both_languages
def test_every_entry_of_the_rules_is_shown_with_its_words_within_eighty_columns(
    run: Run, base: RuleBase, lang: Lang
) -> None:
    wrong = []
    for id_ in catalogue(base):
        ended = run("rules", "show", id_, lang=lang)
        words = folded(ended.out)
        named = all(folded(entry.name.to(lang)) in words and entry.id in words for entry in entries(base, id_))
        if ended.code or ended.err or not named or max(map(len, ended.out.splitlines())) > 80:
            wrong.append(id_)

    assert wrong == []


@in_both_languages
def test_an_unknown_entry_comes_with_those_that_are_like_it(run: Run, lang: Lang) -> None:
    ended = run("rules", "show", "incantatry", lang=lang)

    assert ended.code == 2
    assert (
        message("faults", "entry_unknown", id="incantatry", near="incantatory…").to(lang).partition("…")[0] in ended.err
    )


# --- scenarios ---------------------------------------------------------------------------------------------


@in_both_languages
def test_the_list_of_scenarios_gives_the_form_each_expects(run: Run, library: tuple[Scenario, ...], lang: Lang) -> None:
    assert run("scenarios", "list", lang=lang).out.splitlines() == [
        f"{one.case.id}  [{one.expected.form}]  {one.title.to(lang)}" for one in library
    ]


def test_all_the_scenarios_of_the_library_are_as_expected(run: Run) -> None:
    ended = run("scenarios", "test", lang="en")

    assert ended.out == message("scenarios", "as_expected", count=len(SCENARIOS)).en + "\n"
    assert ended.code == 0


@in_both_languages
def test_a_scenario_that_differs_is_told_in_sentences_and_ends_with_1(
    run: Run, base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...], tmp_path: Path, lang: Lang
) -> None:
    folder = tmp_path / "altered"
    folder.mkdir()
    (folder / "same.yaml").write_bytes(PHONE_CALL.read_bytes())
    text = FOOTBALL.read_text(encoding="utf-8")
    altered = text.replace("form: initiative_based", "form: cooperation").replace(
        "origin: initiative", "origin: shared"
    )
    (folder / "altered.yaml").write_text(altered, encoding="utf-8")
    ended = run("scenarios", "test", folder, lang=lang)

    names = {form: base.forms[form].name for form in ("cooperation", "initiative_based")}
    steps = {step: base.axes["origin"].level(step).name for step in ("shared", "initiative")}
    differs = [
        message("scenarios", "form_differs", expected=names["cooperation"], found=names["initiative_based"]),
        message("scenarios", "origin_differs", expected=steps["shared"], found=steps["initiative"]),
    ]
    assert ended.code == 1
    assert ended.out.splitlines() == [
        *(f"{folder}/altered.yaml: {sentence.to(lang)}" for sentence in differs),
        message("scenarios", "some_differ", count=2, differ=1).to(lang),
    ]


def test_a_folder_without_scenarios_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = run("scenarios", "test", tmp_path / "empty")

    assert ended.code == 2
    assert ended.err.startswith("[scenario_folder_missing]")
