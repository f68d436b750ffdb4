"""A + B = C, drawn as far as it is known."""

from __future__ import annotations

import pytest

from qualifier.report.document import Picture
from qualifier.report.pictures.new_space import NewSpace, new_space_picture
from qualifier.words import Text
from tests.report.pictures.drawn import SVG, lines, root, same, unsaid

BRINGS = (Text("Les deux, chacun à sa mesure", "Both, each as it can"), same("un local"))
PLACE = Text("Une permanence à nous le jeudi", "A drop-in of our own on Thursdays")
ANSWER = Text("Un accueil que ni l'un ni l'autre n'avait", "A way in that neither had")
RULES = Text("On les a faites ensemble", "We made them together")
CHANGES = Text("Chacun de nous", "Each of us")
MISSING = (Text("Aucune date pour faire le point", "No date to take stock"),)


def dashed(picture: Picture) -> int:
    return sum(rect.get("stroke-dasharray") is not None for rect in root(picture).iter(f"{SVG}rect"))


def test_all_that_is_known_is_drawn_and_told() -> None:
    picture = new_space_picture(NewSpace(BRINGS, PLACE, ANSWER, RULES, CHANGES, MISSING))

    assert unsaid(picture, [*BRINGS, PLACE, ANSWER, RULES, CHANGES, *MISSING]) == []
    assert {"A", "B", "C"} <= set(lines(picture))


def test_what_is_new_is_told_to_belong_to_neither() -> None:
    picture = new_space_picture(NewSpace(BRINGS, place=PLACE))

    assert "Entre eux, C : ce qui est né et n'est ni à A ni à B. Un espace à vous : Une permanence" in picture.alt.fr
    assert dashed(picture) == 0


def test_what_is_missing_is_an_open_place_and_no_fault() -> None:
    picture = new_space_picture(NewSpace(BRINGS, PLACE, missing=MISSING))
    words = f"{picture.alt.fr} {' '.join(lines(picture))}".casefold()

    assert dashed(picture) == 1
    assert "pas là aujourd'hui, ou pas encore connu" in words
    assert [one for one in ("manqu", "défaut", "échec", "hélas", "seulement") if one in words] == []


def test_where_nothing_is_new_the_third_place_stays_open() -> None:
    picture = new_space_picture(NewSpace(BRINGS, missing=MISSING))

    assert dashed(picture) == 2
    assert "Une place ouverte entre vous" in lines(picture)
    assert "Entre eux, une place ouverte." in picture.alt.fr


def test_when_nothing_is_known_two_sides_stand_beside_an_open_place() -> None:
    picture = new_space_picture(NewSpace())

    assert dashed(picture) == 1
    assert [line for line in lines(picture) if len(line) == 1] == ["A", "B"]
    assert "Deux côtés, A et B. Entre eux, une place ouverte." in picture.alt.fr


@pytest.mark.parametrize("field", ["place", "answer", "rules", "changes"])
def test_each_new_thing_has_its_name_beside_it(field: str) -> None:
    names = {
        "place": "Un espace à vous",
        "answer": "Une réponse nouvelle",
        "rules": "Des règles à vous",
        "changes": "Des façons de faire changées",
    }
    picture = new_space_picture(NewSpace(**{field: PLACE}))  # type: ignore[arg-type]

    assert [name for name in names.values() if name in " ".join(lines(picture))] == [names[field]]
    assert [name for name in names.values() if name in picture.alt.fr] == [names[field]]


def test_sentences_are_told_with_one_full_stop() -> None:
    whole = same("Vous avez fait ensemble vos règles de travail.")
    picture = new_space_picture(NewSpace((whole, whole), rules=whole, missing=(whole,)))

    assert ".." not in picture.alt.fr
    assert "travail. ;" not in picture.alt.fr
