"""The conclusions that stand in a group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifier.report.document import Picture
from qualifier.report.pictures.viewpoints import HeldRow, viewpoints_picture
from qualifier.words import LANGS, Lang, Text, message
from tests.report.pictures.drawn import SVG, lines, root, squeezed, unsaid, written

FIRST = HeldRow(Text("un réseau", "a network"), Text("3 points de vue sur 5", "3 viewpoints of 5"), 3)
FACTS = (Text("Qui décide ? Un seul → Les deux", "Who decides? One → Both"), Text("Quand ? Hier → Demain", "When? Now"))
SECOND = HeldRow(
    Text("une coordination", "a coordination"), Text("2 points de vue sur 5", "2 viewpoints of 5"), 2, FACTS
)
THIRD = HeldRow(Text("une coopération", "a cooperation"), Text("une personne", "one person"))
JOINT = Text("une concertation", "a concertation")
in_both_languages = pytest.mark.parametrize("lang", LANGS)


def discs(picture: Picture) -> int:
    return len(list(root(picture).iter(f"{SVG}circle")))


def heading(key: str, lang: Lang) -> str:
    return squeezed(message("pictures", key).to(lang))


def test_every_conclusion_with_its_share_and_its_facts_is_drawn_and_told() -> None:
    picture = viewpoints_picture((FIRST, SECOND, THIRD), JOINT)

    rows = (FIRST, SECOND, THIRD)
    assert unsaid(picture, [*(text for row in rows for text in (row.name, row.said)), *FACTS, JOINT]) == []


def test_the_conclusions_stand_in_the_order_given_and_facts_before_the_one_they_lead_to() -> None:
    shown = " ".join(lines(viewpoints_picture((FIRST, SECOND))))

    places = [shown.index(text) for text in ("un réseau", "Qui décide", "Quand", "une coordination")]
    assert places == sorted(places)


@pytest.mark.parametrize("count", range(1, 9))
def test_there_are_as_many_discs_as_viewpoints(count: int) -> None:
    assert discs(viewpoints_picture((HeldRow(FIRST.name, FIRST.said, count),))) == count


@pytest.mark.parametrize("count", [None, 9, 40])
def test_where_no_count_may_be_told_or_it_is_too_many_to_count_there_is_no_disc(count: int | None) -> None:
    picture = viewpoints_picture((HeldRow(FIRST.name, FIRST.said, count),))

    assert discs(picture) == 0
    assert FIRST.said.fr in " ".join(lines(picture))


@in_both_languages
def test_where_the_facts_between_are_not_told_the_picture_says_so(lang: Lang) -> None:
    picture = viewpoints_picture((FIRST, THIRD))

    assert heading("viewpoints_apart_none", lang) in written(picture, lang)
    assert message("pictures", "viewpoints_apart_none").to(lang) in picture.alt.to(lang)
    assert heading("viewpoints_apart", lang) not in written(picture, lang)


@in_both_languages
def test_where_nothing_of_what_lies_between_is_to_be_told_the_picture_does_not_speak_of_it(lang: Lang) -> None:
    quiet = [replace(row, apart=None) for row in (FIRST, THIRD)]
    picture = viewpoints_picture(tuple(quiet))

    assert heading("viewpoints_apart_none", lang) not in written(picture, lang)
    assert message("pictures", "viewpoints_apart_none").to(lang) not in picture.alt.to(lang)
    assert picture.caption == message("pictures", "viewpoints_caption_alone")


@in_both_languages
def test_a_single_conclusion_is_apart_from_nothing(lang: Lang) -> None:
    picture = viewpoints_picture((FIRST,))

    for key in ("viewpoints_apart", "viewpoints_apart_none", "viewpoints_joint"):
        assert heading(key, lang) not in written(picture, lang)
    assert list(root(picture, lang).iter(f"{SVG}path")) == []


@in_both_languages
def test_what_the_group_concludes_together_is_told_apart_by_a_dashed_frame(lang: Lang) -> None:
    def dashed(picture: Picture) -> int:
        return sum(rect.get("stroke-dasharray") is not None for rect in root(picture, lang).iter(f"{SVG}rect"))

    assert dashed(viewpoints_picture((FIRST, SECOND), JOINT)) == 1
    assert dashed(viewpoints_picture((FIRST, SECOND))) == 0
    assert heading("viewpoints_joint", lang) in written(viewpoints_picture((FIRST,), JOINT), lang)
