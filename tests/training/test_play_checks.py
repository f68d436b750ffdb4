"""What a role-play must hold by the engine; and that every play of the library holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.play_checks import play_faults, seat_outcomes
from qualifier.training.play_files import find_play, play_names
from tests.training.plays import PLAY, changed, read

CODES = {
    "play_pool_elsewhere",
    "play_same_from_every_seat",
    "play_nothing_explains",
    "play_levers_lead_nowhere",
    "play_names_form",
}
BELIEF = """\
      - say: {fr: "L'agence y tient, sans plus.", en: "The agency is keen on it, no more."}
        facts: {requirement: procedure}
"""
NO_BELIEF = changed("    believes:\n" + BELIEF, "    believes: []\n")
SILENT = "facts: [requirement]"
LEVER = "set: {requirement: encouraged, refuse_entry: nothing}"


def codes(reasoner: Reasoner, folder: Path, content: str) -> list[str]:
    return [one.code for one in play_faults(reasoner, read(folder, reasoner.base, content))]


@pytest.mark.parametrize("name", play_names())
def test_a_play_of_the_library_holds_by_the_engine(base: RuleBase, reasoner: Reasoner, name: str) -> None:
    assert [one.text().en for one in play_faults(reasoner, find_play(name, base))] == []


def test_the_small_play_holds(reasoner: Reasoner, tmp_path: Path) -> None:
    assert codes(reasoner, tmp_path, PLAY) == []
    assert seat_outcomes(reasoner, read(tmp_path, reasoner.base))["head"] != "imposed"


def test_seats_that_do_not_reach_the_form_even_together_are_told(reasoner: Reasoner, tmp_path: Path) -> None:
    assert "play_pool_elsewhere" in codes(reasoner, tmp_path, changed(SILENT, "facts: [word_use]"))


def test_seats_that_all_read_the_same_as_the_file_are_told_and_nothing_is_left_to_explain(
    reasoner: Reasoner, tmp_path: Path
) -> None:
    content = NO_BELIEF.replace("facts: [refuse_entry, leave_now]", "facts: [refuse_entry, leave_now, requirement]")
    nurse = "facts: [other_side, own_body, authority_line, money, terms_written, object_change, last_joint_act]"
    whole = nurse.replace("terms_written", "terms_written, refuse_entry, leave_now, way_of_acting")

    assert codes(reasoner, tmp_path, content.replace(nurse, whole)) == [
        "play_same_from_every_seat",
        "play_nothing_explains",
    ]


def test_levers_that_all_lead_where_the_file_does_are_told(reasoner: Reasoner, tmp_path: Path) -> None:
    content = changed(LEVER, "set: {word_use: nowhere}")

    assert codes(reasoner, tmp_path, content) == ["play_levers_lead_nowhere"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("On signe ?", "On signe ce partenariat imposé ?", "opening:"),
        ("Du temps.", "Un Réseau  professionnel.", "Un Réseau"),
        ("Twelve visits.", "Twelve visits, an imposed partnership.", "imposed"),
    ],
)
def test_the_name_of_a_form_on_a_card_is_told_where_it_stands(
    reasoner: Reasoner, tmp_path: Path, old: str, new: str, line: str
) -> None:
    content = changed(old, new)
    found = play_faults(reasoner, read(tmp_path, reasoner.base, content))

    assert [one.code for one in found] == ["play_names_form"]
    assert line in content.splitlines()[found[0].place.line - 1]
