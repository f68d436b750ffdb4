"""The picture of where several things stand among a few places."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from qualifier.report.document import Picture
from qualifier.report.pictures.places import PlaceRow, places_picture
from qualifier.words import LANGS, NOTHING, Text
from tests.report.pictures.drawn import SVG, lines, root, unsaid

COLUMNS = (Text("dedans", "inside"), Text("à côté", "beside it"), Text("manque", "missing"))
NAMES = tuple(Text(f"acteur {one}", f"actor {one}") for one in "abc")
ROWS = (
    PlaceRow(NAMES[0], 0, (), (0, 1, 2), Text("Il est là.", "It is there.")),
    PlaceRow(NAMES[1], None, (0, 2), (0, 2), Text("à savoir", "to be known")),
    PlaceRow(NAMES[2], None, (), (0, 1), NOTHING),
)
CAPTION = Text("Qui en est", "Who is there")


def signs(picture: Picture) -> list[list[str]]:
    """What stands in the columns of each row: a full sign, a question, a dot."""
    rows = [one for one in root(picture) if one.tag == f"{SVG}g" and one.find(f"{SVG}rect") is not None]
    return [[*map(_sign, row.findall(f"{SVG}circle")), *("?" for _ in row.findall(f"{SVG}g"))] for row in rows]


def _sign(circle: ET.Element) -> str:
    return "●" if float(circle.get("r", "0")) > 5 else "·"


def test_every_row_and_place_is_drawn_and_told() -> None:
    picture = places_picture(CAPTION, COLUMNS, ROWS)

    assert unsaid(picture, [text for row in ROWS for text in (row.name, row.note) if text != NOTHING]) == []
    for lang in LANGS:
        assert [one.to(lang) for one in COLUMNS if one.to(lang) not in " ".join(lines(picture, lang))] == []
    assert picture.alt.fr.startswith("acteur a : dedans (« Il est là »).")
    assert "actor b: no known place" in picture.alt.en


def test_a_place_is_full_a_possible_one_asks_and_one_that_it_could_have_is_a_dot() -> None:
    assert signs(places_picture(CAPTION, COLUMNS, ROWS)) == [["●", "·", "·"], ["?", "?"], ["·", "·"]]


def test_no_place_is_coloured_as_better_than_another() -> None:
    full = [places_picture(CAPTION, COLUMNS, (PlaceRow(NAMES[0], rank, (), (0, 1, 2), NOTHING),)) for rank in range(3)]
    fills = {circle.get("fill") for one in full for circle in root(one).iter(f"{SVG}circle") if _sign(circle) == "●"}

    assert len(fills) == 1


def test_six_places_with_long_names_hold_side_by_side() -> None:
    names = ("autour de la table", "à côté", "manque", "personne n'est concerné", "à préciser", "pas cité")
    columns = tuple(Text(one, one) for one in names)
    picture = places_picture(CAPTION, columns, (PlaceRow(NAMES[0], 5, (), tuple(range(6)), NOTHING),))

    heads = [one for one in lines(picture) if one not in ("acteur a",)]
    assert set(" ".join(names).split()) <= set(" ".join(heads).split())
