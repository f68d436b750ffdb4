"""What other schools say, on a terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from qualifier.cli.output import plain_signs
from qualifier.knowledge.cases import Case, Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.scales import place_words
from qualifier.report.contents.subject import Subject, subject
from qualifier.report.school_layers import SCHOOL_LAYERS, show_school_layer
from qualifier.words import LANGS, Lang, message

KEYS = (
    "readings",
    "compare",
    "definitions",
    "ladders",
    "partners",
    "networks",
    "stages",
    "territory",
    "rights",
    "debates",
)
LOOKED_AT = ("c19_football_project", "c25_protocol_2012", "c24_synthesis_meeting", "c12_family_in_ime")


@pytest.fixture(scope="module")
def subjects(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, Subject]:
    return {one.case.id: subject(reasoner, one.case) for one in library if one.case.id in LOOKED_AT}


def on_screen(about: Subject, lang: Lang, key: str, width: int = 80) -> str:
    file = io.StringIO()
    show_school_layer(Console(file=file, width=width, highlight=False, markup=False, emoji=False), about, lang, key)
    return file.getvalue()


def unfolded(shown: str) -> str:
    return " ".join(shown.split())


def test_there_is_a_layer_for_each_thing_that_the_menu_offers() -> None:
    assert tuple(SCHOOL_LAYERS) == KEYS


@pytest.mark.parametrize("case", LOOKED_AT)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_than_the_screen_nor_begins_with_a_lonely_french_sign(
    subjects: dict[str, Subject], case: str, lang: Lang, width: int
) -> None:
    lines = [line for key in KEYS for line in on_screen(subjects[case], lang, key, width).splitlines()]

    assert max(map(len, lines)) <= width
    assert [line for line in lines if re.match(r"\s*[?!:;»·─](\s|$)", line)] == []


@pytest.mark.parametrize("case", LOOKED_AT)
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_shows_every_place_under_the_name_of_its_scale(
    subjects: dict[str, Subject], case: str, lang: Lang
) -> None:
    about = subjects[case]
    shown = unfolded(on_screen(about, lang, "compare"))

    for scale in about.schools.scales.values():
        words = unfolded(f"{scale.name.to(lang)} {place_words(scale).to(lang)}")
        assert scale.speaks == (words in shown)
        assert scale.name.to(lang) in shown


@pytest.mark.parametrize("lang", LANGS)
def test_each_layer_shows_its_scales_with_every_line(subjects: dict[str, Subject], lang: Lang) -> None:
    about = subjects["c19_football_project"]
    for key in ("definitions", "ladders", "partners", "networks", "stages", "territory"):
        shown = unfolded(on_screen(about, lang, key))
        found = [one for one in about.schools.scales.values() if one.chapter == key]
        assert found
        for scale in found:
            assert unfolded(scale.name.to(lang)) in shown
            for line in scale.lines:
                names = [one.name for one in line.rungs] if len(scale.lines) == 1 else [line.name]
                assert [one.to(lang) for one in names if unfolded(one.to(lang)) not in shown] == []


@pytest.mark.parametrize("lang", LANGS)
def test_debates_and_texts_of_law_are_shown_with_both_sides_and_what_is_to_be_settled(
    subjects: dict[str, Subject], lang: Lang
) -> None:
    about = subjects["c24_synthesis_meeting"]
    debates, rights = (unfolded(on_screen(about, lang, key)) for key in ("debates", "rights"))

    assert about.schools.rights
    for debate in about.debates:
        assert all(unfolded(side.text.to(lang)) in debates for side in debate.sides)
    for right in about.schools.rights:
        assert all(unfolded(one.to(lang)) in rights for one in (right.say, *right.settle))
    assert unfolded(message("schools", "rights_not_advice").to(lang)) in rights


def test_the_word_partner_is_discussed_with_the_kinds_of_partner(subjects: dict[str, Subject]) -> None:
    about = subjects["c12_family_in_ime"]
    shown = unfolded(on_screen(about, "fr", "partners"))

    assert about.schools.partner_words
    for word in about.schools.partner_words:
        assert all(unfolded(one.fr) in shown for one in (word.yes.text, word.no.text, word.better))


def test_a_layer_with_nothing_to_say_says_so(small_reasoner: Reasoner) -> None:
    about = subject(small_reasoner, Case("empty", {}))

    assert SCHOOL_LAYERS["rights"](about, "fr") is None
    assert unfolded(on_screen(about, "fr", "rights")) == message("schools", "nothing_here").fr


def test_the_signs_of_places_stay_apart_on_a_terminal_that_only_knows_ascii() -> None:
    assert plain_signs("○ un ─ ● deux · (?) trois") == "o un - # deux - (?) trois"
