"""The command that places a case on every school's scale, and the report on other schools, run as a user runs them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS, Lang, message
from tests.cli.conftest import Ended
from tests.support import PROJECT

Run = Callable[..., Ended]
FOOTBALL = PROJECT / "scenarios" / "c19_football_project.yaml"
PROTOCOL = PROJECT / "scenarios" / "c25_protocol_2012.yaml"
NAMED = "case: Suivi de Karim Benali\nanswers: {other_side: same_organisation}\n"
STARTS = {".pdf": b"%PDF", ".docx": b"PK", ".html": b"<!DOCTYPE html>", ".json": b"{", ".md": b"# ", ".txt": b"Le m"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_case_is_placed_on_every_scale_in_the_terminal(run: Run, base: RuleBase, lang: Lang) -> None:
    ended = run("compare-schools", FOOTBALL, lang=lang)
    shown = " ".join(ended.out.split())

    assert (ended.code, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert [one.name.to(lang) for one in base.scales.values() if one.name.to(lang) not in shown] == []
    for key in ("readings", "on_each_scale", "false_friends", "debates", "not_told"):
        assert message("schools", key).to(lang) in shown


def test_both_languages_follow_one_another_in_the_terminal(run: Run) -> None:
    shown = run("compare-schools", FOOTBALL, "--lang", "both").out

    french, english = (shown.index(message("schools", "not_told").to(lang)) for lang in LANGS)
    assert french < english


def test_the_name_that_another_reading_would_give_is_told_with_its_reason(run: Run) -> None:
    shown = " ".join(run("compare-schools", PROTOCOL, lang="en").out.split())

    assert "For the strict reading (Dhume), which decides here: coordination" in shown
    assert "and not: coordination." in shown


def test_another_reading_may_decide(run: Run) -> None:
    shown = " ".join(run("compare-schools", PROTOCOL, "--reading", "institutional", lang="en").out.split())

    assert "For the institutional reading (Dumont, Lahary), which decides here:" in shown
    assert "For the strict reading (Dhume), the name would be: coordination" in shown


@pytest.mark.parametrize("suffix", STARTS)
def test_the_page_can_be_written_on_every_medium(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"page{suffix}"
    ended = run("compare-schools", FOOTBALL, "-o", out)

    assert ended.code == 0
    assert out.read_bytes().startswith(STARTS[suffix])
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("langs", "pages"), [("fr", 1), ("en", 1), ("both", 2)])
def test_the_page_is_one_page_of_paper_and_two_in_both_languages(
    run: Run, tmp_path: Path, langs: str, pages: int
) -> None:
    out = tmp_path / "page.pdf"

    assert run("compare-schools", FOOTBALL, "-o", out, "--lang", langs, lang="en" if langs == "en" else "fr").code == 0
    assert len(PdfReader(io.BytesIO(out.read_bytes())).pages) == pages


def test_plain_text_can_be_asked_for_without_a_file(run: Run) -> None:
    ended = run("compare-schools", FOOTBALL, "--format", "text")

    assert ended.code == 0
    assert ended.out.startswith(message("schools", "compared_title").fr)


def test_the_data_of_the_page_are_there_in_one_language_or_in_both(run: Run, base: RuleBase) -> None:
    one = json.loads(run("compare-schools", FOOTBALL, "--format", "json").out)
    both = json.loads(run("compare-schools", FOOTBALL, "--format", "json", "--lang", "both").out)

    assert [scale["id"] for scale in one["schools"]["scales"]] == list(base.scales)
    assert set(both) == set(LANGS)
    assert both["fr"] == one


def test_a_name_of_a_person_leaves_in_no_file_before_that_is_decided(run: Run, tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.yaml", tmp_path / "page.txt"
    answers.write_text(NAMED, encoding="utf-8")

    assert run("compare-schools", answers, "-o", out).err.startswith("[looks_personal]")
    assert not out.exists()
    assert run("compare-schools", answers, "-o", out, "--names", "stand-ins").code == 0
    assert "Karim" not in out.read_text(encoding="utf-8")
    shown = run("compare-schools", answers)
    assert shown.code == 0
    assert "Karim" not in shown.out


def test_a_case_of_the_casebook_can_be_placed_as_well(run: Run) -> None:
    assert run("enter", "--case", "house", "1a").code == 0
    ended = run("compare-schools", "house")

    assert ended.code == 0
    assert "Rien à placer, parce que : " in ended.out.replace("\u00a0", " ")


def test_what_is_no_file_and_no_case_is_told_without_a_traceback(run: Run) -> None:
    ended = run("compare-schools", "nowhere.yaml")

    assert ended.code == 2
    assert ended.err.startswith("[file_missing]")


@pytest.mark.parametrize("suffix", [one for one in STARTS if one != ".json"])
@pytest.mark.parametrize("langs", ["fr", "both"])
def test_the_report_on_other_schools_can_be_written_on_every_medium(
    run: Run, tmp_path: Path, suffix: str, langs: str
) -> None:
    out = tmp_path / f"report{suffix}"

    assert run("report", FOOTBALL, "--for", "schools", "--lang", langs, "-o", out).code == 0
    assert out.stat().st_size > 10_000
    if suffix == ".txt":
        assert message("schools", "report_title").fr in out.read_text(encoding="utf-8")[:200]


def test_the_data_of_a_verdict_hold_what_other_schools_say(run: Run) -> None:
    schema = json.loads(run("schema").out)
    for command in (("qualify", FOOTBALL), ("report", FOOTBALL), ("report", FOOTBALL, "--for", "schools")):
        data = json.loads(run(*command, "--format", "json").out)
        Draft202012Validator(schema).validate(data)
        assert data["schools"]["scales"]
