"""Every fault that can be told: what triggers it at the least, where it is said to stand, in both languages.

A trial is the smallest thing that is wrong: a small rule base with one text changed, an answer file, a scenario, a
command. A code of the catalogue without a trial makes a test fail.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.cli import app as program
from qualifier.cli import common
from qualifier.cli.output import show_faults
from qualifier.knowledge.case_schema import CaseFile
from qualifier.knowledge.cases import Case, aside_faults, read_case, read_draft, read_scenario, save_case
from qualifier.knowledge.documents import read_document
from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.shapes import shaped
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import look_ahead
from qualifier.words import LANGS, messages
from tests.support import PROJECT, SMALL_RULES, small_rules

SMALL_BASE = load_rules(SMALL_RULES)
SCENARIO = """\
case: c
title: {fr: "t", en: "t"}
story: {fr: "s"}
source: [inference]
answers: {house: other}
expects:
  form: strangers
  status: settled
  accept: []
  reasons:
    must: []
    must_not: []
"""


@dataclass(frozen=True)
class Trial:
    """Something wrong.

    Attributes:
        code: the fault it must give, alone.
        make: does the wrong thing in a folder; faults are raised, or returned when they are only a notice.
        file: the file that the fault names, empty when there is none.
        at: a text of the line that the fault names, empty when no line is known.
    """

    code: str
    make: Callable[[Path], object]
    file: str = ""
    at: str = ""


def rules(code: str, file: str, old: str, new: str, at: str = "") -> Trial:
    """A small rule base with one text changed; the fault stands where the new text begins, unless told."""
    return Trial(
        code,
        lambda folder: load_rules(small_rules(folder / "rules", {file: (old, new)})),
        f"rules/{file}",
        at or new.strip().splitlines()[0],
    )


def answers(code: str, content: str | bytes, at: str = "") -> Trial:
    """An answer file to the questions of the small rule base."""
    name = "answers.yaml"
    return Trial(code, lambda folder: read_case(written(folder, name, content), SMALL_BASE), name, at)


def scenario(code: str, old: str, new: str, at: str = "") -> Trial:
    """A scenario of the small rule base with one text changed."""
    assert SCENARIO.count(old) == 1
    content = SCENARIO.replace(old, new)
    return Trial(
        code,
        lambda folder: read_scenario(written(folder, "scenario.yaml", content), SMALL_BASE),
        "scenario.yaml",
        at or new,
    )


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def huge(folder: Path) -> Path:
    """A file of 100 MB that takes no room on the disk."""
    path = folder / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    return path


def forbidden(folder: Path) -> object:
    """A file that the system refuses to open, whoever asks."""
    path = written(folder, "answers.yaml", "case: c\nanswers: {}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        return read_case(path, SMALL_BASE)


def refuse(*_: object) -> object:
    raise PermissionError(13, "Permission denied")


def unwritable(folder: Path) -> None:
    written(folder, "taken", "a file where a folder is needed")
    save_case(Case("c", {}), folder / "taken" / "case.json")


def aside(folder: Path) -> list[Fault]:
    case = read_case(written(folder, "answers.yaml", "case: c\nanswers: {huose: same}\n"), SMALL_BASE)
    return aside_faults(case, "answers.yaml", SMALL_BASE)


def two_forms_of_one_id(folder: Path) -> object:
    return load_rules(small_rules(folder / "rules", {"forms/10_house.yaml": ("  household:\n", "  strangers:\n")}))


def draft_that_is_a_scenario(folder: Path) -> object:
    return read_draft(written(folder, "scenario.yaml", SCENARIO), SMALL_BASE)


def tension(code: str, one: str, other: str, at: str) -> Trial:
    """A small rule base with one pair of answers that sit ill together."""

    def make(folder: Path) -> object:
        copied = small_rules(folder / "rules")
        content = f"{TENSION}    one: {one}\n    other: {other}\n"
        written(copied, "tensions.yaml", content)
        return load_rules(copied)

    return Trial(code, make, "rules/tensions.yaml", at)


def imagined(setting: str) -> Callable[[Path], object]:
    """Ask what another answer would change."""

    def make(folder: Path) -> object:
        path = written(folder, "answers.yaml", "case: c\nanswers: {house: same}\n")
        return command("what-if", str(path), "--set", setting, "--rules", str(SMALL_RULES))(folder)

    return make


def command(*arguments: str) -> Callable[[Path], object]:
    """Run a command of the program, in its own terms."""
    return lambda folder: program.app([one.format(folder=folder) for one in arguments], standalone_mode=False)


def without_terminal(_: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common, "terminal", lambda: False)
        program.app(["ask"], standalone_mode=False)


PAIR = "{any: [{house: [same]}, {sign: [painted]}]}"
ALERT = "when: {sign: [painted], K2: [nothing]}"
TENSION = """\
tensions:
  key_and_spade:
    say: {fr: "Une clé, deux bêches.", en: "One key, two spades."}
    source: [inference]
"""
WORK = "{author: a, short: b, year: 1, title: t, where: w, read: full, gives: {fr: f, en: e}}"
ASK = '    ask: {fr: "Y a-t-il'
TRIALS = [
    # files
    Trial("file_missing", lambda folder: read_document(folder / "none.yaml"), "none.yaml"),
    Trial("file_is_folder", read_document, "trial"),
    Trial("file_too_large", lambda folder: read_document(huge(folder)), "huge.yaml"),
    Trial("file_unreadable", forbidden, "answers.yaml"),
    Trial("file_unwritable", unwritable, "taken/case.json"),
    answers("file_not_utf8", "case: c\n# l'été\nanswers: {}\n".encode("latin-1"), "# l'"),
    answers("file_empty", ""),
    answers("file_empty", "# nothing but a comment\n"),
    answers("file_not_yaml", "case: c\nanswers: {house: same]\n", "answers"),
    answers("file_not_yaml", '{"case": "c",\n "answers": {} {}}\n', '"answers"'),
    answers("file_alias", "case: &c c\nanswers: {}\ndomain_case: *c\n", "case: &c"),
    answers("file_too_deep", f"case: c\nanswers: {'[' * 50}{']' * 50}\n", "answers"),
    answers("key_repeated", "case: c\nanswers: {}\ncase: d\n", "case: d"),
    answers("key_not_text", "case: c\n? [a, b]\n: d\nanswers: {}\n", "? [a"),
    # what a file must hold
    answers("key_missing", "case: c\n", "case"),
    answers("key_unknown", "case: c\nanswers: {}\nanswer: {}\n", "answer: {}"),
    answers("value_wrong", "case: c\nanswers: []\n", "answers"),
    answers("value_wrong", "case: c\nanswers: {}\ndate: 2026-02-30\n", "date"),
    answers("value_wrong", f"case: c\nanswers: {{}}\ndate: {'1' * 5000}\n", "date"),
    rules("translation_missing", "glossary.yaml", ', en: "A soil that people dig."', "", "means:"),
    rules("translation_missing", "glossary.yaml", 'en: "garden"', 'en: ""'),
    # rules
    Trial("rules_missing", lambda folder: load_rules(folder / "none"), "none"),
    Trial("id_repeated", two_forms_of_one_id, "rules/forms/20_garden.yaml", "  strangers:"),
    rules("id_reserved", "sources.yaml", "sources:\n", f"sources:\n  inference: {WORK}\n", "inference"),
    rules("source_unknown", "glossary.yaml", "[garden_book]", "[garden_bok]"),
    rules("source_through", "sources.yaml", "    through: garden_book\n", "", "lost_letter"),
    rules("subject_unknown", "alerts.yaml", "{sign: [painted]", "{sing: [painted]"),
    rules("subject_unknown_id", "advice.yaml", "works_on: K3", "works_on: K33"),
    rules("level_unknown", "alerts.yaml", "[painted]", "[paint]"),
    rules("condition_wrong", "alerts.yaml", ALERT, "when: painted"),
    rules("condition_wrong", "alerts.yaml", ALERT, "when: {at_least: 3, of: [{sign: [painted]}]}"),
    rules("condition_too_wide", "alerts.yaml", ALERT, f"when: {{all: [{', '.join([PAIR] * 9)}]}}", "sign_without_act"),
    rules("condition_too_wide", "alerts.yaml", ALERT, f"when: {{at_least: 20, of: [{', '.join([PAIR] * 40)}]}}"),
    rules("levels_not_closed", "criteria.yaml", "        when: {work: [talked]}\n", "", "talked:"),
    rules("condition_wrong", "axes.yaml", "otherwise: true", "otherwise: false", "talk: {name"),
    rules("level_unknown", "axes.yaml", "otherwise: true", "otherwise: {K2: [tolked]}", "talk: {name"),
    rules("axis_not_shown", "axes.yaml", "shown: [nothing, talk, act]", "shown: [nothing, act]"),
    rules("argument_kinds", "forms/10_house.yaml", "confirms: {K1: [same]}\n", "\n", "one_house"),
    rules("form_unknown", "advice.yaml", "forms: [digging_together]", "forms: [digging]"),
    rules("undetermined_half", "forms/20_garden.yaml", "    precedence: 45\n", "", "too_early:"),
    rules("reading_mixed", "forms/20_garden.yaml", "reading: strict", "reading: broad"),
    rules("rules_circle", "criteria.yaml", "when: {work: [talked]}", "when: {K2: [dug]}", "K2:"),
    rules("precedence_shared", "forms/20_garden.yaml", "precedence: 20", "precedence: 30", "digging_together"),
    rules("advice_out_of_reach", "advice.yaml", "works_on: K3", "works_on: K1", "agree_first"),
    rules("asked_too_soon", "questions/10_houses.yaml", ASK, f"    ask_when: {{work: [dug]}}\n{ASK}", "sign:"),
    tension("tension_one_question", "{house: [same]}", "{house: [other]}", "key_and_spade"),
    tension("tension_side", "{K1: [same]}", "{work: [dug]}", "one: {K1"),
    tension("tension_side", "{house: [same]}", "{work: [dug], sign: [none]}", "other: {work"),
    tension("tension_side", "{any: [{house: [same]}, {sign: [none]}]}", "{work: [dug]}", "one: {any"),
    tension("level_unknown", "{house: [same]}", "{work: [dog]}", "other: {work"),
    # answers and scenarios
    answers("option_unknown", "case: c\nanswers:\n  house: sam\n", "house"),
    answers("answer_half", "case: c\nanswers:\n  house: {evidence: seen}\n", "house"),
    answers("answer_half", "case: c\nanswers:\n  house: {option: same, unknown: disputed}\n", "house"),
    Trial("answer_aside", aside, "answers.yaml"),
    Trial("draft_holds_more", draft_that_is_a_scenario, "scenario.yaml"),
    scenario("question_unknown", "house: other", "huose: other"),
    scenario("form_unknown", "form: strangers", "form: stranger"),
    scenario("form_unknown", "accept: []", "accept: [stranger]"),
    scenario("argument_unknown", "must: []", "must: [strangers.nothing]"),
    scenario("alert_unknown", "  reasons:", "  alerts: [sign]\n  reasons:", "alerts: [sign]"),
    scenario("level_unknown_id", "  status: settled", "  status: settled\n  origin: nowhere", "origin: nowhere"),
    scenario("key_missing", 'story: {fr: "s"}\n', "", "case: c"),
    # commands
    Trial("terminal_missing", without_terminal),
    Trial("entry_unknown", command("rules", "show", "K333", "--rules", str(SMALL_RULES))),
    Trial("entry_not_drawn", command("rules", "graph", "--of", "K333", "--rules", str(SMALL_RULES))),
    Trial("rules_too_large", lambda _: look_ahead(decisions_of(SMALL_BASE), most_nodes=64), "axes.yaml"),
    Trial("setting_wrong", imagined("house")),
    Trial("setting_wrong", imagined("")),
    Trial("question_unknown", imagined("huose=same")),
    Trial("question_unknown", imagined("=same")),
    Trial("option_unknown", imagined("house=sam")),
    Trial("option_unknown", imagined("house=")),
    Trial("scenario_folder_missing", command("scenarios", "test", "{folder}", "--rules", str(SMALL_RULES)), "trial"),
]


def faults_of(trial: Trial, folder: Path) -> tuple[Fault, ...]:
    """Do the wrong thing and return the faults, raised or told."""
    try:
        told = trial.make(folder)
    except FaultsFound as error:
        return error.faults
    assert isinstance(told, list), f"nothing was found wrong: {told}"
    return tuple(told)


@pytest.mark.parametrize("trial", [pytest.param(one, id=one.code) for one in TRIALS])
def test_the_smallest_wrong_thing_is_told_with_its_code_its_place_and_a_sentence_in_each_language(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    monkeypatch.setenv("QUALIFIER_HOME", str(tmp_path))
    found = faults_of(trial, folder)

    assert [one.code for one in found] == [trial.code]
    assert found[0].place.file.endswith(trial.file)
    if trial.at:
        content = (folder / trial.file).read_bytes().decode("utf-8", "replace").splitlines()
        assert trial.at in content[found[0].place.line - 1]
    said = {lang: FaultsFound(found).lines(lang)[0] for lang in LANGS}
    assert said["fr"] != said["en"]
    where = f"{found[0].place.file}:{found[0].place.line}" if trial.at else found[0].place.file
    for lang in LANGS:
        assert said[lang].startswith(f"[{trial.code}] {where}")
        assert "{" not in found[0].text().to(lang)


def pinned_elsewhere() -> set[str]:
    """Return the codes that other test files pin, each naming its own in `CODES`."""
    tests = [path for path in (PROJECT / "tests").rglob("test_*.py") if re.search(r"^CODES\b", path.read_text(), re.M)]
    modules = [import_module(".".join(path.relative_to(PROJECT).with_suffix("").parts)) for path in sorted(tests)]
    return {code for module in modules for code in module.CODES}


def test_every_code_of_the_catalogue_has_a_trial() -> None:
    assert {trial.code for trial in TRIALS} | pinned_elsewhere() == set(messages("faults"))


# --- several at once ---------------------------------------------------------------------------------------


def test_all_the_faults_of_an_answer_file_are_told_at_once(tmp_path: Path) -> None:
    content = (
        "case: c\nanswers:\n  house: sam\n  sign: {unknown: disputed, option: none}\n  work: dig\ndate: 2026-13-01\n"
    )
    with pytest.raises(FaultsFound) as found:
        read_case(written(tmp_path, "answers.yaml", content), SMALL_BASE)

    assert [(one.code, one.place.line) for one in found.value.faults] == [
        ("option_unknown", 3),
        ("answer_half", 4),
        ("option_unknown", 5),
        ("value_wrong", 6),
    ]


def test_all_the_faults_of_a_rule_folder_are_told_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    changes = {
        "alerts.yaml": ("{sign: [painted], K2: [nothing]}", "{sing: [painted], K2: [nothin]}"),
        "advice.yaml": ("forms: [digging_together]", "forms: [digging, strangers, digging_alone]"),
        "glossary.yaml": ("source: [garden_book]", "source: [no_book]"),
    }
    with pytest.raises(FaultsFound) as found:
        load_rules(small_rules(tmp_path / "rules", changes))

    assert [(Path(one.place.file).name, one.place.line, one.code) for one in found.value.faults] == [
        ("advice.yaml", 4, "form_unknown"),
        ("advice.yaml", 4, "form_unknown"),
        ("alerts.yaml", 3, "level_unknown"),
        ("alerts.yaml", 3, "subject_unknown"),
        ("glossary.yaml", 5, "source_unknown"),
    ]


def test_several_faults_are_shown_one_a_line_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show_faults([Fault("file_empty"), Fault("file_missing")], "en")
    shown = capsys.readouterr()

    assert shown.out == ""
    assert [line.partition(" ")[0] for line in shown.err.splitlines()] == ["[file_empty]", "[file_missing]", "2"]


def test_a_fault_proposes_the_words_that_are_like_the_wrong_one(tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as found:
        load_rules(small_rules(tmp_path / "rules", {"alerts.yaml": ("{sign:", "{sing:")}))

    assert found.value.faults[0].text().en == "“sing” is neither a question nor a criterion. Close: sign, since."


# --- what a file may hide ----------------------------------------------------------------------------------


def test_aliases_that_would_explode_are_refused_without_being_followed(tmp_path: Path) -> None:
    levels = [f"l{rank}: &l{rank} [{', '.join([f'*l{rank - 1}'] * 9)}]" for rank in range(1, 12)]
    content = "\n".join(["case: laughs", "l0: &l0 [ha]", *levels, "answers: {}"])
    with pytest.raises(FaultsFound) as found:
        read_case(written(tmp_path, "laughs.yaml", content), SMALL_BASE)

    assert {one.code for one in found.value.faults} == {"file_alias"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_a_million_nested_levels_are_refused_and_do_not_bring_the_program_down(tmp_path: Path, opening: str) -> None:
    content = "case: c\nanswers:\n " + opening * (1_000_000 // len(opening))
    with pytest.raises(FaultsFound) as found:
        read_case(written(tmp_path, "deep.yaml", content), SMALL_BASE)

    assert [(one.code, one.place.line) for one in found.value.faults] == [("file_too_deep", 3)]


def test_a_shallow_file_with_very_long_lines_is_read(tmp_path: Path) -> None:
    content = "case: c\nanswers: {}\nskipped: [" + "house, " * 2000 + "]\n"

    assert read_case(written(tmp_path, "long.yaml", content), SMALL_BASE).skipped == ("house",) * 2000


def test_yaml_tags_build_nothing(tmp_path: Path) -> None:
    content = "case: !!python/object/apply:os.mkdir [made]\nanswers: {}\n"
    with pytest.raises(FaultsFound) as found:
        read_case(written(tmp_path, "tagged.yaml", content), SMALL_BASE)

    assert [one.code for one in found.value.faults] == ["value_wrong"]
    assert not os.path.lexists("made")


TABLES = ["case: c\n", "answers:\n", "  house: same\n", "  house: {option: same}\n", "answers: {}\n", "at: house\n"]
MORE = ["skipped: [sign]\n", "date: 2026-01-01\n", "expects: ", "true", "1e400", "0x1F", "1_000", ".inf", "1:30", "~"]
SIGNS = [
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "? ",
    "\n",
    "\t",
    " ",
    "'",
    '"',
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "<<: ",
    "#",
    "@",
    "`",
]
RARE = ["---\n", "...\n", "!!set ", "!!binary aGk=", "!x ", "%YAML 1.1\n", "\x00", "\x85", "\u2028", "\ufeff", "\r\n"]
PIECES = st.lists(st.sampled_from(TABLES + MORE + SIGNS + RARE), max_size=14).map(lambda some: "".join(some).encode())


@given(PIECES | st.binary(max_size=60))
def test_whatever_a_file_holds_it_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), "whatever.yaml", content)
    for read in (read_case, read_draft, read_scenario):
        assert read_or_told(read, path)


def read_or_told(read: Callable[[Path, RuleBase], object], path: Path) -> object:
    try:
        return read(path, SMALL_BASE)
    except FaultsFound as error:
        return [error.lines(lang) for lang in LANGS]


# --- what is read all the same -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"case: c\r\nanswers:\r\n  house: same\r\n", id="lines end as on Windows"),
        pytest.param(b"\xef\xbb\xbfcase: c\nanswers:\n  house: same\n", id="a mark of order of bytes comes first"),
        pytest.param(b"\xef\xbb\xbfcase: c\r\nanswers:\r\n  house: same\r\n", id="both"),
        pytest.param(b'{"case": "c", "answers": {"house": "same"}}', id="JSON"),
        pytest.param(b'{\n\t"case": "c",\n\t"answers": {"house": {"option": "same"}}\n}\n', id="JSON with tabs"),
    ],
)
def test_a_file_written_elsewhere_reads_the_same(tmp_path: Path, content: bytes) -> None:
    case = read_case(written(tmp_path, "answers.yaml", content), SMALL_BASE)

    assert (case.id, {id_: answer.option for id_, answer in case.answers.items()}) == ("c", {"house": "same"})


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_a_fault_stands_on_the_same_line_however_lines_end(tmp_path: Path, ends: bytes) -> None:
    content = b"\xef\xbb\xbfcase: c\nanswers:\n  house: sam\n".replace(b"\n", ends)
    with pytest.raises(FaultsFound) as found:
        read_case(written(tmp_path, "answers.yaml", content), SMALL_BASE)

    assert [one.place.line for one in found.value.faults] == [3]


def test_an_answer_to_a_question_that_no_longer_exists_is_kept_as_written_and_named(tmp_path: Path) -> None:
    content = "case: c\nanswers:\n  fence: {option: high, evidence: seen}\n  house: same\n"
    path = written(tmp_path, "answers.yaml", content)
    case = read_case(path, SMALL_BASE)
    save_case(case, path)

    assert list(case.answers) == ["house"]
    assert read_case(path, SMALL_BASE).aside == {"fence": {"option": "high", "evidence": "seen"}}
    assert [one.place.path for one in aside_faults(case, "answers.yaml", SMALL_BASE)] == ["fence"]


# --- what was expected -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("case: 1\nanswers: {}", "a text"),
        ("case: ''\nanswers: {}", "a text that is not empty"),
        (f"case: {'c' * 81}\nanswers: {{}}", "a text of at most 80 characters"),
        ("case: c\nanswers: {}\nat: é", "a word made of letters without accents, digits and _, a letter first"),
        ("case: c\nanswers: {}\ndate: may", "a date, such as 2026-05-31"),
        ("case: c\nanswers: {}\nskipped: house", "a list"),
        ("case: c\nanswers: {}\nsource: []", "at least 1"),
        ("case: c\nanswers: {house: {unknown: lazy}}", "not_observed, disputed, not_asked"),
        ("case: c\nanswers: {house: 1}", "the word of an option, or “option:” or “unknown:” and its value"),
        ("case: c\nanswers: []", "lines “word: value”"),
        ("[]", "lines “word: value”"),
    ],
)
def test_a_value_that_will_not_do_comes_with_what_was_expected(tmp_path: Path, content: str, expected: str) -> None:
    with pytest.raises(FaultsFound) as found:
        shaped(read_document(written(tmp_path, "answers.yaml", content)), CaseFile)

    assert [one.code for one in found.value.faults] == ["value_wrong"]
    assert f"expected: {expected}. " in found.value.faults[0].text().en


OTHER_HOUSE = '      other: {fr: "Non, une autre", en: "No, another"}\n'
PAINTED = "      painted: {"
SEVEN = "".join(f"      o{rank}: {{fr: o, en: o}}\n" for rank in range(5)) + PAINTED
ACTS = "    team_can_act: true\n    source: [garden_book]"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("forms/10_house.yaml", "precedence: 10", "precedence: ten", "un nombre entier"),
        ("forms/20_garden.yaml", "after_months: 6", "after_months: 0", "un nombre à partir de 1"),
        ("forms/20_garden.yaml", "after_months: 6", "after_months: 61", "un nombre jusqu'à 60"),
        ("criteria.yaml", ACTS, ACTS.replace("true", "1"), "true ou false"),
        ("sources.yaml", "read: full", "read: all", "full, part, through"),
        ("questions/10_houses.yaml", OTHER_HOUSE, "", "2 au moins"),
        ("questions/10_houses.yaml", PAINTED, SEVEN, "6 au plus"),
    ],
)
def test_a_value_of_a_rule_that_will_not_do_comes_with_what_was_expected(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    with pytest.raises(FaultsFound) as found:
        load_rules(small_rules(tmp_path / "rules", {file: (old, new)}))

    assert [one.code for one in found.value.faults] == ["value_wrong"]
    assert f"attendu : {expected}. " in found.value.faults[0].text().fr
