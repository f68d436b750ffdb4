"""A path from one form to another."""

from __future__ import annotations

import pytest

from qualifier.report.document import Picture
from qualifier.report.pictures.path import PathStep, path_picture
from qualifier.words import NOTHING, Text
from tests.report.pictures.drawn import SVG, lines, root, same, unsaid

START, END = Text("partenariat imposé", "imposed partnership"), Text("projet d'action commune", "common action project")


def step(name: str = "x", *, within_reach: bool = True, known: bool = True) -> PathStep:
    now = Text(f"« là {name} »", f"“there {name}”") if known else None
    return PathStep(
        Text(f"Qui fait {name} ?", f"Who does {name}?"),
        Text(f"« voulu {name} »", f"“wanted {name}”"),
        now,
        within_reach,
    )


def outlines(picture: Picture) -> list[str]:
    """How each step is outlined, in order."""
    cards = [group[0] for group in root(picture).findall(f"{SVG}g") if group[0].get("stroke-width") in ("2", "1.5")]
    cards = [card for card in cards if card.get("rx") != "14" and card.tag != f"{SVG}circle"]
    return [
        "cut" if card.tag == f"{SVG}path" else "round"
        for card in cards
        if not (card.get("d") or "").startswith("M0,-19")
    ]


@pytest.mark.parametrize("count", [1, 8, 12])
def test_every_step_is_drawn_and_told(count: int) -> None:
    steps = tuple(step(f"{rank:02}", within_reach=rank % 2 == 0) for rank in range(count))
    picture = path_picture(START, steps, END)
    told = [text for one in steps for text in (one.ask, one.then, one.now or NOTHING)]

    assert unsaid(picture, [START, *told, END]) == []
    assert [line for line in lines(picture) if line.isdigit()] == [str(rank + 1) for rank in range(count)]


def test_what_the_team_can_do_has_another_shape_than_the_rest() -> None:
    steps = (step("a"), step("b", within_reach=False), step("c", within_reach=False, known=False))

    assert outlines(path_picture(START, steps, END)) == ["round", "cut", "cut"]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (step(), "Vous pouvez agir vous-mêmes"),
        (step(known=False), "Vous pouvez agir vous-mêmes"),
        (step(within_reach=False, known=False), "À constater"),
        (step(within_reach=False), "Ne dépend pas de vous seuls"),
    ],
)
def test_who_can_do_something_is_said_in_words(one: PathStep, words: str) -> None:
    picture = path_picture(START, (one,), END)
    kinds = ("Vous pouvez agir vous-mêmes", "À constater", "Ne dépend pas de vous seuls")

    assert [kind for kind in kinds if kind in lines(picture)] == [words]
    assert [kind for kind in kinds if kind in picture.alt.fr] == [words]


def test_what_steps_that_follow_each_other_have_in_common_is_written_once_and_told_for_each() -> None:
    picture = path_picture(START, (step("a"), step("b"), step("c", within_reach=False)), END)

    assert lines(picture).count("Vous pouvez agir vous-mêmes") == 1
    assert picture.alt.fr.count("Vous pouvez agir vous-mêmes") == 2


def test_what_is_not_known_yet_is_said() -> None:
    picture = path_picture(START, (step(known=False),), END)

    assert "Aujourd'hui : pas encore connu" in lines(picture)
    assert "Aujourd'hui : pas encore connu." in picture.alt.fr


def test_a_path_is_said_to_be_no_goal() -> None:
    picture = path_picture(START, (step(),), END)

    assert "n'est pas un but" in picture.alt.fr
    assert "n'est pas un but" in " ".join(lines(picture))


def test_the_order_is_free_where_there_is_one() -> None:
    assert "L'ordre" not in path_picture(START, (step(),), END).alt.fr
    assert "L'ordre des étapes est libre." in path_picture(START, (step("a"), step("b")), END).alt.fr


def test_a_path_without_a_step_goes_from_one_form_to_the_other() -> None:
    assert unsaid(path_picture(START, (), END), [START, END]) == []


def test_the_title_names_both_ends() -> None:
    assert path_picture(same("l'un"), (), same("l'autre")).caption.fr == "Un chemin : de « l'un » à « l'autre »"
