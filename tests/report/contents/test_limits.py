"""The page of limits: what a person still has to check, the texts of law with their dates, and its command."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from qualifier.cli import app as program
from qualifier.cli import common
from qualifier.knowledge.models import RuleBase
from qualifier.report.contents.limits import limits
from qualifier.report.document import Heading, Listing, Table
from qualifier.report.media import Medium, rendered
from qualifier.words import LANGS, Lang, message
from tests.support import PROJECT, small_rules

Printed = pytest.CaptureFixture[str]
Run = Callable[..., int]
BEFORE, AFTER = dt.date(2026, 12, 1), dt.date(2027, 7, 1)
RULES = str(PROJECT / "rules")
RIGHTS = """\
texts:
  hedges:
    name: {fr: "Règlement des haies", en: "Hedge rule"}
    dated: "1999-01-01"
    check_by: "CHECK_BY"
    says: {fr: "Une haie se taille.", en: "A hedge is trimmed."}
    source: [garden_book]
rights: {}
"""

in_each_language = pytest.mark.parametrize("lang", LANGS)


def page(base: RuleBase, lang: Lang, today: dt.date = BEFORE) -> str:
    return " ".join(rendered(limits(base, today), Medium.TEXT, (lang,)).decode().replace("| ", "").split())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return what runs a command as the program does, and gives its exit code."""
    monkeypatch.setenv("QUALIFIER_HOME", str(tmp_path / "home"))

    def command(lang: Lang, *arguments: str) -> int:
        monkeypatch.setattr(common, "LANG", lang)
        monkeypatch.setattr("sys.argv", ["qualifier", *arguments, "--lang", lang])
        with pytest.raises(SystemExit) as end:
            program.main()
        return int(end.value.code or 0)

    return command


# --- what the page says ------------------------------------------------------------------------------------


@in_each_language
def test_each_limit_is_said_with_what_it_bears_on_and_who_could_tell(base: RuleBase, lang: Lang) -> None:
    shown = page(base, lang)
    told = [text.to(lang) for one in base.limits.values() for text in (one.say, one.touches, one.who)]

    assert len(told) >= 3 * 8
    assert [text for text in told if text not in shown] == []


def test_each_limit_names_the_works_it_is_about(base: RuleBase) -> None:
    items = [item for block in limits(base, BEFORE).blocks if isinstance(block, Listing) for item in block.items]

    assert [item.text.fr for item in items] == [one.say.fr for one in base.limits.values()]
    assert [item.text.fr for item in items if not item.cites] == []


@pytest.mark.parametrize(
    "word",
    ["Dhume", "Samson", "RNRSMS", "joulain", "DEIS", "Mérini", "Fourdrignier", "Vidalenc", "2018", "D'initiative"],
)
def test_the_page_names_each_thing_that_the_sources_left_to_be_checked(base: RuleBase, word: str) -> None:
    assert any(word in text.fr for one in base.limits.values() for text in (one.say, one.touches, one.who))


@in_each_language
def test_the_page_says_that_texts_of_law_are_no_advice_and_gives_their_two_dates(base: RuleBase, lang: Lang) -> None:
    shown = page(base, lang)

    assert message("schools", "rights_not_advice").to(lang) in shown
    assert {"fr": "26/01/2016", "en": "2016-01-26"}[lang] in shown
    assert {"fr": "31/05/2027", "en": "2027-05-31"}[lang] in shown


def test_a_text_is_marked_late_once_its_day_is_past(base: RuleBase) -> None:
    def late(today: dt.date) -> list[str]:
        tables = [block for block in limits(base, today).blocks if isinstance(block, Table)]
        return [row[0].en for table in tables for row in table.rows if row[2].en.endswith("(overdue)")]

    soon = [text.name.en for text in base.texts.values() if text.check_by < AFTER.isoformat()]

    assert late(BEFORE) == []
    assert late(AFTER) == soon
    assert 0 < len(soon) < len(base.texts)


def test_the_page_counts_the_works_by_how_much_of_them_was_read(base: RuleBase) -> None:
    counts = [sum(one.read == read for one in base.sources.values()) for read in ("full", "part", "through")]
    said = message("schools", "limits_read", full=counts[0], part=counts[1], through=counts[2])

    assert said.fr in page(base, "fr")


def test_rules_without_limits_or_texts_of_law_give_a_page_without_those_parts(small_base: RuleBase) -> None:
    headings = [block.text.en for block in limits(small_base, BEFORE).blocks if isinstance(block, Heading)]

    assert headings == [message("schools", "limits_works").en]


@in_each_language
def test_the_page_holds_on_three_sheets_and_in_eighty_columns(base: RuleBase, lang: Lang) -> None:
    document = limits(base, BEFORE)

    assert len(PdfReader(io.BytesIO(rendered(document, Medium.PDF, (lang,)))).pages) <= 3
    assert max(map(len, rendered(document, Medium.TEXT, (lang,)).decode().splitlines())) <= 80


def test_a_day_that_no_calendar_has_is_shown_as_written_and_comes_due(base: RuleBase) -> None:
    first, *others = base.texts.values()
    odd = replace(base, texts={one.id: one for one in (replace(first, check_by="2027-02-30"), *others)})

    assert "30/02/2027 (date passée)" in page(odd, "fr", AFTER)


# --- the command, and the warning of `rules check` ---------------------------------------------------------


@in_each_language
def test_the_command_prints_the_page(run: Run, capsys: Printed, lang: Lang) -> None:
    assert run(lang, "limits", "--rules", RULES) == 0

    assert message("schools", "limits_welcome").to(lang) in " ".join(capsys.readouterr().out.split())


def test_the_command_writes_the_page_on_the_medium_that_the_name_of_the_file_tells(run: Run, tmp_path: Path) -> None:
    for name in ("limits.html", "limits.md", "limits.json"):
        assert run("fr", "limits", "--rules", RULES, "-o", str(tmp_path / name)) == 0

    title = message("schools", "limits_title")
    assert f"# {title.fr}" in (tmp_path / "limits.md").read_text(encoding="utf-8")
    assert "<html" in (tmp_path / "limits.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "limits.json").read_text(encoding="utf-8"))["title"] == {
        "fr": title.fr,
        "en": title.en,
    }


@in_each_language
@pytest.mark.parametrize(("check_by", "warned"), [("2000-01-01", True), ("9999-12-31", False)])
def test_rules_check_warns_of_a_text_of_law_that_is_past_its_date_and_ends_as_it_would_have(
    run: Run, capsys: Printed, tmp_path: Path, lang: Lang, check_by: str, warned: bool
) -> None:
    without = run(lang, "rules", "check", "--rules", str(small_rules(tmp_path / "without")))
    capsys.readouterr()
    folder = small_rules(tmp_path / "rules")
    (folder / "rights.yaml").write_text(RIGHTS.replace("CHECK_BY", check_by), encoding="utf-8")

    assert run(lang, "rules", "check", "--rules", str(folder)) == without
    shown = " ".join(capsys.readouterr().out.split())
    name = {"fr": "Règlement des haies", "en": "Hedge rule"}[lang]
    assert (name in shown) == warned
    assert ("rights.yaml:2" in shown) == warned
    assert ("check_by" in shown) == warned
