"""A + B = C, drawn as far as it is known."""

from __future__ import annotations

import pytest

from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import parts
from qualifier.report.contents.subject import subject
from qualifier.report.document import Picture
from qualifier.report.pictures.new_space import NewSpace, new_space_picture
from qualifier.words import LANGS, Lang, Text
from tests.report.pictures.drawn import SVG, lines, root, same, unsaid

BRINGS = (Text("Les deux, chacun à sa mesure", "Both, each as it can"), same("un local"))
PLACE = (Text("Un espace à vous", "A space of your own"), Text("Une permanence le jeudi", "A drop-in on Thursdays"))
ANSWER = (Text("Une réponse nouvelle", "A new answer"), Text("Un accueil que nul n'avait", "A way in that neither had"))
RULES = (
    Text("Des règles faites ensemble.", "Rules made together."),
    Text("Celles d'un seul.", "One side's rules."),
)
CHANGES = (Text("Une façon de faire qui a changé.", "A changed way of doing things."), None)


def shapes(picture: Picture, lang: Lang = "fr") -> dict[str, tuple[str, bool]]:
    """What is written in each large shape under its heading, and whether the shape is dashed."""
    groups = [one for one in root(picture, lang).findall(f"{SVG}g") if one[0].get("rx") == "22"]
    found = {}
    for one in groups:
        heading, *inside = [(text.text or "").replace("\u00a0", " ") for text in one.iter(f"{SVG}text")]
        found[heading] = (" ".join(inside), one[0].get("stroke-dasharray") is not None)
    return found


def test_all_that_is_known_is_drawn_and_told_once() -> None:
    picture = new_space_picture(NewSpace(BRINGS, (PLACE, ANSWER), (RULES, CHANGES)))
    texts = [*BRINGS, *PLACE, *ANSWER, *RULES, CHANGES[0]]

    assert unsaid(picture, texts) == []
    assert {"A", "B", "C"} <= set(lines(picture))
    for lang in LANGS:
        drawn = " ".join(lines(picture, lang))
        assert [text.to(lang) for text in texts if drawn.count(text.to(lang)) != 1] == []


def test_what_is_not_there_stands_outside_the_shape_of_what_is() -> None:
    found = shapes(new_space_picture(NewSpace(BRINGS, (PLACE,), (RULES, CHANGES))))

    still = "Il faudrait Des règles faites ensemble. Aujourd'hui Celles d'un seul. Il faudrait Une façon de faire"

    assert list(found) == ["Ce qui est né entre vous", "Ce qui pourrait encore naître"]
    assert found["Ce qui est né entre vous"] == ("Un espace à vous Une permanence le jeudi", False)
    assert found["Ce qui pourrait encore naître"] == (f"{still} qui a changé.", True)


def test_when_all_is_there_nothing_is_dashed() -> None:
    picture = new_space_picture(NewSpace(BRINGS, (PLACE, ANSWER)))

    assert [dashed for _, dashed in shapes(picture).values()] == [False]
    assert "pointillé" not in picture.alt.fr
    assert "Entre eux, C : ce qui est né et n'est ni à A ni à B. Un espace à vous : Une permanence" in picture.alt.fr


@pytest.mark.parametrize("missing", [(), (RULES, CHANGES)])
def test_when_nothing_is_there_the_third_place_itself_is_dashed(missing: tuple[tuple[Text, Text | None], ...]) -> None:
    picture = new_space_picture(NewSpace(BRINGS, missing=missing))
    disc = next(one[0] for one in root(picture).findall(f"{SVG}g") if "".join(one.itertext()).strip() == "C")

    assert [(heading, dashed) for heading, (_, dashed) in shapes(picture).items()] == [
        ("Ce qui pourrait naître entre vous", True)
    ]
    assert list(shapes(picture, "en")) == ["What could come about between you"]
    assert disc.get("stroke-dasharray")
    assert "ce qui est né" not in picture.alt.fr.casefold()


def test_what_is_missing_is_told_with_what_is_today_and_is_no_fault() -> None:
    picture = new_space_picture(NewSpace(BRINGS, (PLACE,), (RULES, CHANGES)))
    words = f"{picture.alt.fr} {' '.join(lines(picture))}".casefold()

    assert "À part, en pointillé : ce qui pourrait encore naître." in picture.alt.fr
    assert "Il faudrait : Des règles faites ensemble. Aujourd'hui : Celles d'un seul." in picture.alt.fr
    assert picture.alt.fr.endswith("Il faudrait : Une façon de faire qui a changé.")
    assert [one for one in ("manqu", "défaut", "échec", "hélas", "seulement") if one in words] == []


def test_when_nothing_is_known_two_sides_stand_beside_an_open_place() -> None:
    picture = new_space_picture(NewSpace())

    assert [dashed for _, dashed in shapes(picture).values()] == [True]
    assert [line for line in lines(picture) if len(line) == 1] == ["A", "B"]
    assert "Deux côtés, A et B. Entre eux, une place ouverte." in picture.alt.fr


def test_sentences_are_told_with_one_full_stop() -> None:
    whole = same("Vous avez fait ensemble vos règles de travail.")
    picture = new_space_picture(NewSpace((whole, whole), ((whole, whole),), ((whole, whole),)))

    assert ".." not in picture.alt.fr
    assert "travail. ;" not in picture.alt.fr


def test_every_part_of_every_scenario_is_there_or_still_to_come_and_said_once(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    fault, whole = {}, 0
    for scenario in library:
        about = subject(reasoner, scenario.case)
        found = [block for block in parts.new_space(about) if isinstance(block, Picture)]
        said = about.new_space
        facts = [fact.fr for fact in (said.place, said.answer, said.rules, said.changes) if fact is not None]
        for picture in found:
            shown = shapes(picture)
            told = picture.alt.fr
            solid = any(not dashed for _, dashed in shown.values())
            whole += solid
            if [fact for fact in facts if told.count(fact.rstrip(".")) != 1] or (
                solid != (len(facts) > len([one for one in said.missing if one.id != "brings"]))
            ):
                fault[scenario.case.id] = told

    assert whole > 10
    assert fault == {}
