"""The explanation on the terminal and as JSON."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from qualifier.cli.output import plain_signs
from qualifier.explanation.explain import Explanation, explain
from qualifier.knowledge.cases import Case, read_case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.data import verdict_data, verdict_schema
from qualifier.report.schools_data import whole_schema
from qualifier.report.terminal import show_verdict
from qualifier.words import LANGS, Lang

TOP = Path(__file__).parents[2]
SHOWN = ("c09_convention_rewritten", "c19_football_project", "c32_newcomer_does_not_know", "u01_signed_last_month")


@pytest.fixture(scope="module", params=SHOWN)
def explained(request: pytest.FixtureRequest, base: RuleBase, reasoner: Reasoner) -> Explanation:
    case = read_case(TOP / "scenarios" / f"{request.param}.yaml", base)
    return explain(base, reasoner.qualify(case))


def on_screen(explained: Explanation, lang: Lang, width: int = 80, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    show_verdict(console, explained, lang, details=True)
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_of_the_screen_is_wider_than_the_screen(explained: Explanation, lang: Lang, width: int) -> None:
    assert max(map(len, on_screen(explained, lang, width).splitlines())) <= width


def test_no_line_begins_with_a_lonely_french_sign(explained: Explanation) -> None:
    lonely = [line for line in on_screen(explained, "fr").splitlines() if re.match(r"[\s│├└─]*[?!:;»](\s|$)", line)]
    assert lonely == []


def test_the_first_thing_said_is_the_form(explained: Explanation) -> None:
    body = " ".join(on_screen(explained, "fr").split())
    assert body.index(explained.headline.fr) < 120


@pytest.mark.parametrize("lang", LANGS)
def test_every_axis_stands_on_the_picture_with_its_place(explained: Explanation, lang: Lang) -> None:
    screen = on_screen(explained, lang)
    for axis in explained.axes:
        line = next(line for line in screen.splitlines() if line.strip().startswith(axis.name.to(lang)))
        assert ("●" in line) == (axis.at is not None)
        assert ("?" in line) == (axis.at is None)


def test_an_ascii_terminal_gets_plain_signs_for_the_axes(explained: Explanation) -> None:
    lines = on_screen(explained, "en", encoding="ascii").splitlines()
    for axis in explained.axes:
        line = next(line for line in lines if line.strip().startswith(axis.name.en))
        assert re.search("[#+o?](-[#+o?])+", line), line
        assert ("#" in line) == (axis.at is not None)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("« déjà vu »", '" deja vu "'), ("cœur – l’été…", "coeur - l'ete..."), ("├── A→B", "+-- A>B"), ("日", "")],
)
def test_plain_signs_keep_a_text_readable(text: str, plain: str) -> None:
    assert plain_signs(text) == plain


@pytest.mark.parametrize("lang", LANGS)
def test_the_data_follow_the_published_schema(explained: Explanation, lang: Lang) -> None:
    data = verdict_data(explained, lang)
    Draft202012Validator(verdict_schema()).validate(json.loads(json.dumps(data)))
    assert data["summary"] == explained.headline.to(lang)
    assert sum(one["status"] == "principal" for one in data["forms"].values()) == (data["principal"] in data["forms"])


def test_the_schema_refuses_what_is_not_a_verdict() -> None:
    assert not Draft202012Validator(verdict_schema()).is_valid({"case": "x"})


def test_the_published_schema_is_the_one_the_program_prints() -> None:
    assert json.loads((TOP / "docs" / "verdict.schema.json").read_text(encoding="utf-8")) == whole_schema()


def test_both_languages_speak_of_the_same_things(explained: Explanation) -> None:
    french, english = verdict_data(explained, "fr"), verdict_data(explained, "en")
    worded = {"summary", "lang", "alerts", "next_steps", "look_again", "proof"}
    assert {k: v for k, v in french.items() if k not in worded} == {k: v for k, v in english.items() if k not in worded}
    assert [one["id"] for one in french["alerts"]] == [one["id"] for one in english["alerts"]]


def test_nothing_answered_is_shown_without_a_fault(base: RuleBase, reasoner: Reasoner) -> None:
    explained = explain(base, reasoner.qualify(Case("empty", {})))
    assert explained.verdict.because == "missing"
    assert explained.headline.fr in " ".join(on_screen(explained, "fr").split())
