"""Any entry of the rules, to be read."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from qualifier.explanation.entries import catalogue, condition_words, entries
from qualifier.knowledge.conditions import All, Any, In
from qualifier.knowledge.models import RuleBase
from qualifier.report.entries import show_catalogue, show_entry
from qualifier.words import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_of_the_rules_can_be_read_with_its_works_and_its_place(base: RuleBase, lang: Lang) -> None:
    for id_, (kind, name) in catalogue(base).items():
        found = entries(base, id_)
        assert found[0].kind == kind
        assert name.to(lang)
        for entry in found:
            console = Console(file=io.StringIO(), width=100)
            show_entry(console, base, entry, lang)
            assert entry.source or entry.kind == "source", id_
            assert entry.place.line > 0, id_


def test_an_unknown_id_gives_no_entry(base: RuleBase) -> None:
    assert entries(base, "nothing_of_the_kind") == ()


def test_the_list_shows_every_id_once(base: RuleBase) -> None:
    console = Console(file=io.StringIO(), width=200)
    show_catalogue(console, catalogue(base), "fr")
    words = console.file.getvalue().split()  # type: ignore[attr-defined]
    assert all(words.count(id_) >= 1 for id_ in catalogue(base))


def test_a_row_of_the_map_shows_how_each_answer_is_said_to_the_other_side(base: RuleBase) -> None:
    (steering,) = entries(base, "role.steering")

    assert [said for label, said in steering.rows if label == "shared"] == list(base.shared["steering"].values())


def test_a_condition_is_said_with_and_and_or(base: RuleBase) -> None:
    condition = All(
        (In("K27", frozenset({"unused"})), Any((In("K3", frozenset({"none"})), In("money", frozenset({"gives"})))))
    )
    said = condition_words(base, condition).fr
    assert "(K27)" in said
    assert " et (" in said
    assert " ou " in said
