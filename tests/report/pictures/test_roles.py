"""The map of who does what."""

from __future__ import annotations

import pytest

from qualifier.knowledge.models import RuleBase
from qualifier.report.document import Picture
from qualifier.report.pictures.roles import PLACES, RoleRow, roles_picture
from qualifier.words import LANGS, NOTHING, Lang, Text
from tests.report.pictures.drawn import SVG, lines, of_length, root, unsaid

SIDES = (Text("le foyer (nous)", "the hostel (us)"), Text("la mission locale", "the youth service"))
ROWS = tuple(
    RoleRow(Text(f"affaire {place}", f"matter {place}"), place, Text(f"fait {place}", f"fact {place}"))
    for place in PLACES
)
# What "one side" may mean.
ALONE = {"fr": ("pas lequel", "chacun de son côté"), "en": ("do not say which", "each on its own")}


def test_every_matter_with_its_fact_is_drawn_and_told() -> None:
    picture = roles_picture(ROWS, SIDES)

    assert unsaid(picture, [text for row in ROWS for text in (row.name, row.fact)]) == []
    assert unsaid(picture, SIDES) == []


def test_every_place_has_its_column_and_its_words() -> None:
    picture = roles_picture(ROWS, SIDES)

    for said in ("un seul côté", "les deux", "un tiers", "personne", "à savoir"):
        assert said in " ".join(lines(picture))
        assert f" : {said} (« fait" in picture.alt.fr


def test_where_only_one_does_it_neither_side_is_pointed_at() -> None:
    picture = roles_picture((ROWS[PLACES.index("one")],), SIDES)
    fills = [circle.get("fill") for circle in root(picture).iter(f"{SVG}circle") if circle.get("stroke-dasharray")]

    assert fills == ["#ffffff", "#ffffff"]
    for lang in LANGS:
        for said in ALONE[lang]:
            assert said in picture.alt.to(lang)
            assert said in " ".join(lines(picture, lang))


def boxes(picture: Picture) -> list[int]:
    """How many boxes to fill in there are on each line, beside the shape of the line itself."""
    groups = [one for one in root(picture) if one.find(f"{SVG}rect") is not None and one.tag == f"{SVG}g"]
    return [sum(rect.get("stroke") is not None for rect in one.findall(f"{SVG}rect")) for one in groups]


def test_which_side_it_is_may_be_written_in_a_box_on_the_lines_of_one_side_and_no_other() -> None:
    picture = roles_picture(ROWS, SIDES)

    assert boxes(picture) == [int(row.place == "one") for row in ROWS]
    assert {"lequel ?"} <= set(lines(picture))
    assert "which one?" in " ".join(lines(picture, "en"))
    assert "Une case vide permet d'écrire lequel" in picture.alt.fr
    assert "An empty box is there to write in which" in picture.alt.en


def test_there_is_no_column_to_fill_in_where_it_is_known_who_does_what() -> None:
    picture = roles_picture(tuple(row for row in ROWS if row.place != "one"), SIDES)

    assert "lequel ?" not in lines(picture)
    assert "case vide" not in picture.alt.fr


def test_nothing_is_said_of_one_side_where_none_acts_alone() -> None:
    picture = roles_picture((ROWS[PLACES.index("both")],), SIDES)

    assert "pas lequel" not in picture.alt.fr
    assert "pas lequel" not in " ".join(lines(picture))


def test_each_place_has_a_sign_of_its_own() -> None:
    def signs(row: RoleRow) -> list[tuple[str, str | None]]:
        group = next(one for one in root(roles_picture((row,), SIDES)) if one.find(f"{SVG}rect") is not None)
        drawn = [one for one in list(group.iter())[2:] if one.tag != f"{SVG}text" and one.get("r") != "1.8"]
        return [(one.tag, one.get("stroke-dasharray")) for one in drawn]

    found = [signs(row) for row in ROWS]
    assert all(found)
    assert len({str(one) for one in found}) == len(PLACES)


def test_a_matter_without_a_fact_says_only_its_place() -> None:
    picture = roles_picture((RoleRow(Text("Décider", "Deciding"), "open", NOTHING),), SIDES)

    assert picture.alt.fr.endswith("Décider : à savoir.")
    assert "Décider" in lines(picture)


@pytest.mark.parametrize("lang", LANGS)
def test_the_matters_of_the_rules_take_less_than_half_a_page_without_their_facts(base: RuleBase, lang: Lang) -> None:
    rows = tuple(RoleRow(role.name, "one", NOTHING) for role in base.roles.values())
    drawn = root(roles_picture(rows, SIDES), lang)

    assert len(rows) == 14
    assert float(drawn.get("height", "0")) <= 490


def test_a_long_matter_takes_two_lines_and_its_row_is_taller() -> None:
    names = (of_length(45), of_length(30))
    picture = roles_picture(tuple(RoleRow(name, "both", NOTHING) for name in names), SIDES)
    groups = [one for one in root(picture) if one.find(f"{SVG}rect") is not None]
    written = [[text.text for text in one.findall(f"{SVG}text")] for one in groups]
    heights = [float(one[0].get("height", "0")) for one in groups]

    assert [len(one) for one in written] == [2, 1]
    assert heights[0] > heights[1] == 26


def test_no_matter_at_all_still_makes_a_picture() -> None:
    assert "les deux" in lines(roles_picture((), SIDES))
