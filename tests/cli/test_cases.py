"""The commands on the casebook, run as a user runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier import __version__
from qualifier.casebook.files import casebook_file
from qualifier.casebook.store import open_casebook
from qualifier.cli import common
from qualifier.cli.casebooks import mark_of
from qualifier.cli.report_commands import For, On
from qualifier.knowledge.cases import Scenario, written_case
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.report.contents.purposes import Purpose
from qualifier.report.media import Medium
from qualifier.words import LANGS, Lang, message
from qualifier.words.folding import bound
from tests.casebook.cluster import Cluster
from tests.cli.conftest import PROGRAM, Ended
from tests.knowledge.test_kept import later_rules
from tests.support import PROJECT, small_rules

CODES = {
    "casebook_empty",
    "verdict_damaged",
    "one_date_only",
    "purge_what",
    "not_confirmed",
    "passphrase_differs",
    "looks_personal",
    "needs_a_file",
    "typed_nothing",
    "partner_not_suited",
    "viewpoint_moved",
    "medium_unknown",
    "output_there",
    "output_precious",
    "output_failed",
    "extra_missing",
}
Run = Callable[..., Ended]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
OPENING = "1c 2b:v 3a 4a 5a"
KARIM = "Suivi de Karim Benali"
FOOTBALL = PROJECT / "scenarios" / "c19_football_project.yaml"


@pytest.fixture
def entered(run: Run) -> Run:
    """Return the commands, once a case named `house` is kept with its verdict."""
    assert run("enter", "--case", "house", "1a").code == 0
    return run


@pytest.fixture
def two_dates(home: Path, base: RuleBase, library: tuple[Scenario, ...]) -> None:
    """Keep a case answered at two dates: the football project, then two years on."""
    stories = {one.case.id: one.case for one in library}
    mark = mark_of(base, ())
    book = open_casebook(home)
    assert book is not None
    with book:
        first = book.begin("football", written_case(stories["c19_football_project"]), mark)
        book.save(first.id, written_case(stories["c19_football_project"]), mark, finished=True)
        second = book.again(first.case, written_case(stories["c20_football_two_years_on"]), mark)
        book.save(second.id, written_case(stories["c20_football_two_years_on"]), mark, finished=True)


def kept_session(home: Path, name: str) -> None:
    """Keep a session beside the cases."""
    book = open_casebook(home)
    assert book is not None
    with book:
        book.records.keep("session", name, "{}", seen=None)


def names_kept(home: Path) -> list[str]:
    """Return the names of the cases in the casebook."""
    book = open_casebook(home, create=False)
    if book is None:
        return []
    with book:
        return [one.name for one in book.cases()]


# --- list and show -----------------------------------------------------------------------------------------


@in_both_languages
def test_an_empty_casebook_says_how_to_begin_and_is_not_made(run: Run, home: Path, lang: Lang) -> None:
    ended = run("cases", "list", lang=lang)

    assert (ended.code, ended.out.strip()) == (0, message("screens", "no_case").to(lang))
    assert not casebook_file(home).exists()


@in_both_languages
def test_the_list_gives_name_day_state_and_outcome_the_latest_first(entered: Run, base: RuleBase, lang: Lang) -> None:
    entered("enter", "--case", "second", "1b")
    first, second = entered("cases", "list", lang=lang).out.splitlines()

    assert "second" in first
    assert base.forms["service_user_alliance"].name.to(lang) in first
    assert "house" in second
    assert base.forms["internal"].name.to(lang) in second
    assert entered("cases", "list", "--most", "1").out.splitlines()[1] == message("screens", "more_cases", most=1).fr


@in_both_languages
def test_show_gives_the_verdict_and_says_when_it_was_given(entered: Run, base: RuleBase, lang: Lang) -> None:
    ended = entered("cases", "show", "house", lang=lang)
    whole = " ".join(ended.out.split())

    assert ended.code == 0
    assert base.forms["internal"].headline.to(lang) in whole
    assert message("screens", "verdict_given", day="…", outcome="…").to(lang).partition("…")[0] in whole


def test_the_verdict_as_it_was_given_stays_readable_when_the_rules_have_changed(
    entered: Run, home: Path, base: RuleBase
) -> None:
    book = open_casebook(home)
    assert book is not None
    with book:
        line = book.case("house")
        viewpoint = book.viewpoints(line.id)[0]
        given = book.verdicts(viewpoint.id)[0]
        before = replace(given.rules, hash="0" * 12)
        report = json.loads(given.content)
        report["report"]["blocks"][0]["text"] = {"fr": "Ce que l'on disait alors.", "en": "What was said then."}
        book.keep_verdict(viewpoint.id, "former_form", "settled", before, json.dumps(report))

    shown = entered("cases", "show", "house").out
    assert "000000000000" in shown
    assert base.forms["internal"].headline.fr in " ".join(shown.split())
    for lang, sentence in (("fr", "Ce que l'on disait alors."), ("en", "What was said then.")):
        assert sentence in entered("cases", "show", "house", "--given", lang=lang).out


def test_a_kept_verdict_that_is_damaged_is_named_and_the_answers_still_give_theirs(entered: Run, home: Path) -> None:
    book = open_casebook(home)
    assert book is not None
    with book:
        viewpoint = book.viewpoints(book.case("house").id)[0]
        mark = book.verdicts(viewpoint.id)[0].rules
        book.keep_verdict(viewpoint.id, "internal", "settled", mark, '{"report": {"title": 3}}')

    ended = entered("cases", "show", "house", "--given")
    assert ended.code == 2
    assert ended.err.startswith("[verdict_damaged]")
    assert entered("cases", "show", "house").code == 0


@pytest.mark.parametrize(
    "command", [("show", "x"), ("rename", "x", "y"), ("compare", "x"), ("export", "x"), ("delete", "x", "--yes")]
)
def test_without_a_casebook_every_command_says_how_to_begin(run: Run, command: tuple[str, ...]) -> None:
    ended = run("cases", *command)

    assert ended.code == 2
    assert ended.err.startswith("[casebook_empty]")


def test_a_case_that_does_not_exist_is_named_with_those_like_it(entered: Run) -> None:
    ended = entered("cases", "show", "hous")

    assert ended.code == 2
    assert ended.err.startswith("[case_unknown]")
    assert "house" in ended.err


# --- names and notes ---------------------------------------------------------------------------------------


def test_a_case_is_renamed_and_noted_and_the_report_bears_the_new_name(entered: Run) -> None:
    assert entered("cases", "rename", "house", "colleagues upstairs").code == 0
    assert entered("cases", "note", "colleagues upstairs", "to be seen again in spring").code == 0
    shown = entered("cases", "list").out

    assert "colleagues upstairs" in shown
    assert "to be seen again in spring" in shown
    assert "colleagues upstairs" in entered("report", "colleagues upstairs").out
    assert entered("cases", "note", "colleagues upstairs", "--remove").code == 0
    assert "in spring" not in entered("cases", "list").out


@pytest.mark.parametrize("command", [("rename", "house", KARIM), ("note", "house", KARIM)])
def test_what_looks_like_a_person_is_refused_in_a_script_until_it_is_decided(
    entered: Run, home: Path, command: tuple[str, ...]
) -> None:
    refused = entered("cases", *command)
    assert refused.code == 2
    assert refused.err.startswith("[looks_personal]")
    assert "Karim Benali" in refused.err
    book = open_casebook(home)
    assert book is not None
    with book:
        assert (book.case("house").name, book.case("house").note) == ("house", None)

    assert entered("cases", *command, "--names", "stand-ins").code == 0
    shown = entered("cases", "list").out
    assert "Karim" not in shown
    assert "Suivi de" in shown


def test_what_looks_like_a_person_is_kept_when_the_user_says_it_names_nobody(entered: Run) -> None:
    assert entered("cases", "rename", "house", KARIM, "--names", "as-is").code == 0
    assert KARIM in entered("cases", "list").out


# --- over time ---------------------------------------------------------------------------------------------


@in_both_languages
def test_two_dates_are_compared_in_sentences(run: Run, two_dates: None, base: RuleBase, lang: Lang) -> None:
    whole = " ".join(run("cases", "compare", "football", lang=lang).out.split())

    assert base.forms["initiative_based"].name.to(lang) in whole
    assert base.forms["common_action_project"].name.to(lang) in whole
    assert base.questions["last_decision"].ask.to(lang) in whole


def test_two_dates_are_compared_on_a_page_with_the_axes_then_and_now(run: Run, two_dates: None, tmp_path: Path) -> None:
    page = tmp_path / "then-and-now.html"

    assert run("cases", "compare", "football", "-o", page).code == 0
    assert "<svg" in page.read_text(encoding="utf-8")


def test_a_case_answered_once_cannot_be_compared_and_the_remedy_is_said(entered: Run) -> None:
    ended = entered("cases", "compare", "house")

    assert ended.code == 2
    assert ended.err.startswith("[one_date_only]")


# --- in and out --------------------------------------------------------------------------------------------


def test_a_case_goes_out_and_comes_back_with_all_that_was_kept_of_it(
    run: Run, two_dates: None, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "football.json"
    assert run("cases", "export", "football", "-o", out).code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    before = run("cases", "compare", "football").out
    shutil.rmtree(home)

    assert run("cases", "import", out).code == 0
    assert run("cases", "compare", "football").out == before


def test_an_export_with_a_name_in_it_is_refused_until_it_is_decided(entered: Run, tmp_path: Path) -> None:
    entered("cases", "rename", "house", KARIM, "--names", "as-is")
    out = tmp_path / "out.json"
    assert entered("cases", "export", KARIM, "-o", out).err.startswith("[looks_personal]")
    assert not out.exists()

    assert entered("cases", "export", KARIM, "-o", out, "--names", "stand-ins").code == 0
    assert "Karim" not in out.read_text(encoding="utf-8")
    assert "Benali" not in out.read_text(encoding="utf-8")
    assert entered("cases", "import", out).code == 0


def test_a_name_given_up_is_nowhere_in_what_is_kept_nor_in_what_goes_out(
    entered: Run, home: Path, tmp_path: Path
) -> None:
    entered("cases", "rename", "house", KARIM, "--names", "as-is")
    entered("cases", "note", KARIM, "house of Karim Benali", "--names", "as-is")
    entered("enter", "1b", "--case", "second")
    entered("cases", "rename", KARIM, "the neighbours")
    entered("cases", "note", "the neighbours", "--remove")

    assert b"Benali" not in bytes_kept(home)
    out = tmp_path / "out.json"
    assert entered("cases", "export", "the neighbours", "-o", out).code == 0
    assert "Benali" not in out.read_text(encoding="utf-8")
    assert "Benali" not in entered("cases", "show", "the neighbours", "--given").out
    assert "the neighbours" in entered("cases", "show", "the neighbours", "--given").out


def test_a_name_at_the_start_of_a_line_of_a_note_is_replaced_too(entered: Run, home: Path, tmp_path: Path) -> None:
    entered("cases", "note", "house", "à voir\nMarie Dupont rappellera", "--names", "as-is")
    out = tmp_path / "out.json"

    assert entered("cases", "export", "house", "-o", out, "--names", "stand-ins").code == 0
    assert "Dupont" not in out.read_text(encoding="utf-8")
    assert entered("cases", "import", out).code == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data["viewpoints"][0].update(answers="{not json"), "file_not_yaml"),
        (lambda data: data["viewpoints"][0].update(answers='{"case": "c"}'), "key_missing"),
        (lambda data: data.update(viewpoints=[], verdicts=[]), "import_damaged"),
    ],
)
def test_an_export_whose_answers_cannot_be_read_is_refused_whole(
    entered: Run, home: Path, tmp_path: Path, change: Callable[[dict[str, object]], None], code: str
) -> None:
    out = tmp_path / "out.json"
    entered("cases", "export", "house", "-o", out)
    data = json.loads(out.read_text(encoding="utf-8"))
    change(data)
    out.write_text(json.dumps(data), encoding="utf-8")

    refused = entered("cases", "import", out)
    assert refused.code == 2
    assert refused.err.startswith(f"[{code}] {out}")
    assert names_kept(home) == ["house"]


def test_a_scenario_file_is_refused_by_import_and_an_answer_file_is_taken_in(run: Run, tmp_path: Path) -> None:
    refused = run("cases", "import", PROJECT / "scenarios" / "c19_football_project.yaml")
    assert refused.code == 2
    assert "[draft_holds_more]" in refused.err

    answers = tmp_path / "answers.yaml"
    answers.write_text("case: spring\nanswers: {other_side: same_organisation}\n", encoding="utf-8")
    assert run("cases", "import", answers).code == 0
    assert "spring" in run("cases", "list").out


# --- away --------------------------------------------------------------------------------------------------


def bytes_kept(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file() and "cache" not in path.parts)


@pytest.mark.parametrize("command", [("delete", "house"), ("purge", "--all"), ("purge", "--older-than", "0")])
def test_what_is_deleted_is_gone_from_the_bytes_of_the_folder(
    entered: Run, home: Path, command: tuple[str, ...]
) -> None:
    entered("cases", "note", "house", "zanzibar at noon")
    assert b"zanzibar" in bytes_kept(home)
    refused = entered("cases", *command)
    assert refused.err.startswith("[not_confirmed]")
    assert b"zanzibar" in bytes_kept(home)

    assert entered("cases", *command, "--yes").code == 0
    assert b"zanzibar" not in bytes_kept(home)
    assert b"same_organisation" not in bytes_kept(home)
    assert names_kept(home) == []


def test_one_date_of_a_case_can_be_deleted_and_the_last_one_takes_the_case_with_it(
    run: Run, two_dates: None, home: Path
) -> None:
    assert run("cases", "delete", "football", "--only", "2", "--yes").code == 0
    assert b"carried_common" in bytes_kept(home)
    assert run("cases", "compare", "football").err.startswith("[one_date_only]")
    assert run("cases", "delete", "football", "--only", "7", "--yes").err.startswith("[viewpoint_unknown]")

    assert run("cases", "delete", "football", "--only", "1", "--yes").code == 0
    assert names_kept(home) == []


@in_both_languages
@pytest.mark.parametrize("arguments", [("--all",), ("--older-than", "0")])
def test_a_purge_names_and_counts_sessions_and_practice_beside_cases(
    entered: Run, home: Path, arguments: tuple[str, ...], lang: Lang
) -> None:
    kept_session(home, "team at the lodge")
    refused = entered("cases", "purge", *arguments, lang=lang)
    assert refused.err.startswith("[not_confirmed]")
    assert b"at the lodge" in bytes_kept(home)

    purged = entered("cases", "purge", *arguments, "--yes", lang=lang)
    assert purged.code == 0
    assert "team at the lodge" in purged.out.splitlines()[1]
    assert message("screens", "deleted_records", count=2, records=1).to(lang) in purged.out.splitlines()
    assert b"at the lodge" not in bytes_kept(home)
    assert names_kept(home) == []


def test_the_confirmation_of_a_purge_counts_sessions_and_practice(
    entered: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_session(home, "team at the lodge")
    monkeypatch.setattr(common, "terminal", lambda: True)
    monkeypatch.setattr(common, "agreed", lambda _: False)
    left = entered("cases", "purge", "--all")

    assert message("screens", "delete_ask_records", count=2, records=1).fr in left.out.splitlines()
    assert message("screens", "nothing_done").fr in left.out.splitlines()
    assert b"at the lodge" in bytes_kept(home)


def test_sessions_alone_are_purged_too_and_then_nothing_is_left(run: Run, home: Path) -> None:
    kept_session(home, "team at the lodge")
    assert run("cases", "purge", "--older-than", "30", "--yes").out.strip() == message("screens", "nothing_to_purge").fr
    assert message("screens", "deleted_records", count=1, records=1).fr in run("cases", "purge", "--all", "--yes").out
    assert run("cases", "purge", "--all", "--yes").out.strip() == message("screens", "nothing_to_purge").fr


def test_a_purge_must_say_what_it_erases(entered: Run, home: Path) -> None:
    for arguments in ((), ("--all", "--older-than", "3")):
        assert entered("cases", "purge", *arguments, "--yes").err.startswith("[purge_what]")
    assert entered("cases", "purge", "--older-than", "30", "--yes").code == 0
    assert names_kept(home) == ["house"]


# --- the passphrase ----------------------------------------------------------------------------------------


def test_a_casebook_is_encrypted_read_with_its_passphrase_only_and_decrypted(
    entered: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered("cases", "note", "house", "zanzibar at noon")
    monkeypatch.setenv("QUALIFIER_PASSPHRASE", "un « mot » d'ici")
    assert entered("cases", "encrypt").code == 0
    assert b"zanzibar" not in bytes_kept(home)
    assert "zanzibar" in entered("cases", "list").out

    monkeypatch.setenv("QUALIFIER_PASSPHRASE", "another")
    wrong = entered("cases", "list")
    assert wrong.code == 2
    assert wrong.err.startswith("[passphrase_wrong]")

    monkeypatch.setenv("QUALIFIER_PASSPHRASE", "un « mot » d'ici")
    assert entered("cases", "decrypt").code == 0
    monkeypatch.delenv("QUALIFIER_PASSPHRASE")
    assert "zanzibar" in entered("cases", "list").out


def test_two_different_passphrases_change_nothing(entered: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["one", "two"])
    monkeypatch.setattr("qualifier.cli.casebooks.passphrase", lambda *_: next(given))

    assert entered("cases", "encrypt").err.splitlines()[-1].startswith("[passphrase_differs]")
    assert casebook_file(home).read_bytes().startswith(b"SQLite format 3")


# --- reports -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["practitioner", "team", "student", "partner"])
@pytest.mark.parametrize("name", ["report.html", "report.pdf", "report.docx", "report.md", "report.json", "report.txt"])
@pytest.mark.parametrize("langs", ["fr", "en", "both"])
def test_every_report_can_be_written_on_every_medium_in_every_language(
    run: Run, tmp_path: Path, purpose: str, name: str, langs: str
) -> None:
    out = tmp_path / name
    ended = run("report", FOOTBALL, "--for", purpose, "-o", out, "--lang", langs, lang="en" if langs == "en" else "fr")

    assert ended.code == 0
    starts = {".pdf": b"%PDF", ".docx": b"PK", ".html": b"<!DOCTYPE html>", ".json": b"{", ".md": b"# "}
    assert out.read_bytes().startswith(starts.get(out.suffix, b""))
    if out.suffix in (".html", ".md", ".txt"):
        titles = [bound(message("contents", f"{purpose}_title", name="").to(one)).partition(":")[0] for one in LANGS]
        shown = [title.strip() in " ".join(out.read_text(encoding="utf-8").split()) for title in titles]
        assert shown == [langs in ("fr", "both"), langs in ("en", "both")] or out.suffix == ".txt"
    assert out.stat().st_size > 1000
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_report_with_a_name_in_it_is_refused_in_a_script_until_it_is_decided(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"case: {KARIM}\nanswers: {{other_side: same_organisation}}\n", encoding="utf-8")

    assert run("report", answers).err.startswith("[looks_personal]")
    shown = run("report", answers, "--names", "stand-ins")
    assert shown.code == 0
    assert "Karim" not in shown.out
    assert "Karim Benali" in run("report", answers, "--names", "as-is").out


@pytest.mark.parametrize("name", ["c12_family_in_ime", "c27_judge_and_service", "c13_two_services_one_house"])
def test_a_sheet_for_the_partner_is_refused_where_there_is_no_partner_to_be(
    run: Run, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "sheet.pdf"
    ended = run("report", PROJECT / "scenarios" / f"{name}.yaml", "--for", "partner", "-o", out)

    assert ended.code == 2
    assert ended.err.startswith("[partner_not_suited]")
    assert not out.exists()


def test_the_json_of_the_sheet_for_the_partner_is_that_sheet_and_no_verdict(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "sheet.json"

    assert run("report", FOOTBALL, "--for", "partner", "-o", out).code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert set(data) == {"title", "about", "blocks", "foot", "words", "words_listed"}
    assert "initiative" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["report.odt", "report.doc", "report"])
def test_a_kind_of_file_that_cannot_be_written_is_named_with_those_that_can(
    run: Run, tmp_path: Path, name: str
) -> None:
    ended = run("report", FOOTBALL, "-o", tmp_path / name)

    assert ended.code == 2
    assert ended.err.startswith("[medium_unknown]")
    assert ".docx" in ended.err
    assert list(tmp_path.glob("report*")) == []


@pytest.mark.parametrize("arguments", [("report", FOOTBALL, "-o", "."), ("report", "é" * 200), ("report", "/")])
def test_what_cannot_be_a_file_or_a_case_is_told_without_a_traceback(
    entered: Run, arguments: tuple[str | Path, ...]
) -> None:
    ended = entered(*arguments)

    assert ended.code == 2
    assert ended.err.startswith("[")


def test_the_media_and_purposes_offered_are_those_there_are() -> None:
    assert {one.value for one in On} - {"json"} == {one.value for one in Medium}
    assert {one.value for one in For} == {one.value for one in Purpose}


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "kept.pdf"
    out.write_bytes(b"something else")
    refused = run("report", FOOTBALL, "-o", out)
    assert refused.err.startswith("[output_there]")
    assert out.read_bytes() == b"something else"

    assert run("report", FOOTBALL, "-o", out, "--yes").code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_the_answers_and_the_casebook_are_never_written_over(entered: Run, home: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"case": "c", "answers": {"other_side": "same_organisation"}}', encoding="utf-8")
    before = answers.read_bytes(), casebook_file(home).read_bytes()

    for arguments in (
        ("report", answers, "-o", answers, "--yes"),
        ("cases", "export", "house", "-o", casebook_file(home), "--yes"),
    ):
        refused = entered(*arguments)
        assert refused.code == 2
        assert refused.err.startswith("[output_precious]")
    assert (answers.read_bytes(), casebook_file(home).read_bytes()) == before


def test_a_device_stays_a_device(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("report", FOOTBALL, "--for", "partner", "-o", pipe).code == 0
        assert os.read(reader, 10).startswith(b"{")
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_an_output_that_is_closed_is_told_and_nothing_is_done_unseen(home: Path) -> None:
    ended = subprocess.run(
        ["sh", "-c", '"$0" session new mardi >&-', PROGRAM], stderr=subprocess.PIPE, text=True, check=False
    )

    assert (ended.returncode, ended.stderr.startswith("[output_failed]")) == (2, True)
    assert not casebook_file(home).exists()


def test_a_closed_error_stream_keeps_nothing_from_being_done(home: Path) -> None:
    ended = subprocess.run(["sh", "-c", '"$0" --version 2>&-', PROGRAM], stdout=subprocess.PIPE, text=True, check=False)

    assert (ended.returncode, ended.stdout.strip()) == (0, __version__)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no device that is always full")
@pytest.mark.parametrize("command", [("privacy",), ("report", str(FOOTBALL)), ("qualify", str(FOOTBALL))])
def test_a_full_disk_behind_the_output_is_told_without_a_traceback(home: Path, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([PROGRAM, *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert ended.returncode == 2
    assert ended.stderr.startswith("[output_failed]")
    assert "Traceback" not in ended.stderr


def test_a_pdf_is_not_poured_into_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ended = run("report", FOOTBALL, "--format", "pdf")

    assert ended.code == 2
    assert "[needs_a_file]" in ended.err


def test_a_library_that_is_not_there_is_named_with_the_command_that_brings_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    ended = run("report", FOOTBALL, "-o", tmp_path / "report.pdf")

    assert ended.code == 2
    assert ended.err.startswith("[extra_missing]")
    assert 'pip install ".[reports]"' in ended.err
    assert not (tmp_path / "report.pdf").exists()


# --- on paper ----------------------------------------------------------------------------------------------


@in_both_languages
def test_the_questionnaire_is_printed_and_what_was_ticked_is_typed_in_by_one_command(
    run: Run, base: RuleBase, tmp_path: Path, lang: Lang
) -> None:
    sheet = tmp_path / "sheet.pdf"
    assert run("paper", "-o", sheet, lang=lang).code == 0
    assert sheet.read_bytes().startswith(b"%PDF")

    ended = run("enter", "--case", "meeting", "1c", "2b,3a;4a 5a", lang=lang)
    assert ended.code == 0
    assert message("screens", "kept_as", name="meeting").to(lang) in ended.out
    assert "meeting" in run("cases", "list").out


def test_nothing_typed_is_a_fault_and_keeps_nothing(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        ended = run("enter")

    assert ended.code == 2
    assert ended.err.startswith("[typed_nothing]")
    assert not casebook_file(home).exists()


def test_a_sheet_printed_from_other_rules_is_refused(run: Run, home: Path) -> None:
    ended = run("enter", "--code", "ffffff", "1a")

    assert ended.code == 2
    assert ended.err.startswith("[paper_other_rules]")
    assert not casebook_file(home).exists()


# --- privacy -----------------------------------------------------------------------------------------------


@in_both_languages
def test_the_page_on_privacy_says_where_things_are_and_how_to_erase_them(run: Run, home: Path, lang: Lang) -> None:
    shown = "".join(run("privacy", lang=lang).out.split())

    assert "".join(str(casebook_file(home)).split()) in shown
    assert "qualifiercasespurge" in shown
    assert common.terminal() is False


def test_no_command_opens_a_connection_of_its_own(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("something tried to reach the network")

    monkeypatch.setattr("socket.socket.connect", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    for arguments in (
        ("enter", "--case", "house", "1a"),
        ("cases", "list"),
        ("cases", "show", "house"),
        ("report", "house", "-o", tmp_path / "r.pdf"),
        ("report", "house", "-o", tmp_path / "r.docx"),
        ("cases", "export", "house", "-o", tmp_path / "r.json"),
        ("paper", "-o", tmp_path / "sheet.pdf"),
        ("privacy",),
        ("cases", "delete", "house", "--yes"),
    ):
        assert run(*arguments).code == 0


# --- old answers, new rules --------------------------------------------------------------------------------


def test_a_case_answered_under_older_rules_is_carried_over_flagged_and_its_old_verdict_still_read(
    run: Run, tmp_path: Path
) -> None:
    before = small_rules(tmp_path / "before")
    assert run("enter", "1b", "2b", "3c", "5a", "--case", "garden", "--rules", before).code == 0
    then = run("cases", "show", "garden", "--rules", before).out

    after = later_rules(tmp_path / "after", "labour", "spoke", "key_and_chores")
    shown = run("cases", "show", "garden", "--rules", after)
    assert shown.code == 0
    assert {line.partition("]")[0].lstrip("[") for line in shown.err.splitlines() if line.startswith("[")} == {
        "answer_outgrown",
        "answer_removed",
    }
    assert "Il faut dire combien de fois." in shown.err
    headline = load_rules(before).forms["shared_garden"].headline.fr
    assert headline in " ".join(then.split())
    assert headline not in " ".join(shown.out.split())
    assert headline in " ".join(run("cases", "show", "garden", "--given", "--rules", after).out.split())


# --- in PostgreSQL -----------------------------------------------------------------------------------------


@pytest.mark.database
@in_both_languages
def test_a_case_lives_in_postgresql_from_its_answers_to_its_end(
    run: Run, server: Cluster, home: Path, base: RuleBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    out = tmp_path / "house.json"
    with server.database() as name:
        monkeypatch.setenv("QUALIFIER_DATABASE", server.url(name))
        assert run("cases", "list", lang=lang).out.strip() == message("screens", "no_case").to(lang)
        assert run("enter", "1a", "--case", "house", lang=lang).code == 0
        assert run("cases", "note", "house", "zanzibar at noon", lang=lang).code == 0
        listed = run("cases", "list", lang=lang).out
        assert "zanzibar" in listed
        assert base.forms["internal"].name.to(lang) in listed
        assert run("cases", "show", "house", "--given", lang=lang).code == 0
        assert run("report", "house", "-o", tmp_path / "house.pdf", lang=lang).code == 0
        assert run("cases", "export", "house", "-o", out, lang=lang).code == 0
        assert run("cases", "encrypt", lang=lang).err.startswith("[encryption_not_here]")
        assert run("cases", "delete", "house", "--yes", lang=lang).code == 0
        assert run("cases", "list", lang=lang).out.strip() == message("screens", "no_case").to(lang)
        assert run("cases", "import", out, lang=lang).code == 0
        assert run("cases", "purge", "--all", "--yes", lang=lang).code == 0
    assert not casebook_file(home).exists()
