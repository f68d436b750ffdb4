"""Any entry of the rules, to be read."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from qualifier.explanation.entries import catalogue, condition_words, entries
from qualifier.knowledge.conditions import All, Any, In
from qualifier.knowledge.models import RuleBase
from qualifier.report.entries import show_catalogue, show_entry
from qualifier.words import LANGS, Lang, messages


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


# --- other schools -----------------------------------------------------------------------------------------


def rows_of(base: RuleBase, id_: str) -> list[tuple[str, str]]:
    (entry,) = entries(base, id_)
    return [(label, text.en) for label, text in entry.rows]


def test_what_other_schools_say_is_listed_after_its_kind(schooled: RuleBase) -> None:
    kinds = ("reading", "scale", "partner_word", "text", "right", "limit")
    listed = {id_: kind for id_, (kind, _) in catalogue(schooled).items() if kind in (*kinds, "scale_line")}

    assert [id_ for id_ in listed if listed[id_] != "scale_line"] == [
        "reading.harvest",
        "reading.strict",
        "scale.closeness",
        "scale.true_garden",
        "scale.signs",
        "scale.seasons",
        "scale.views",
        "partner_word.neighbour",
        "text.hedge_law",
        "right.sign_seen",
        "limit.seeds",
    ]
    assert {"scale_line.closeness.step", "scale_line.signs.words"} <= set(listed)
    assert catalogue(schooled)["partner_word.neighbour"][1].en == "a neighbour people talk to"


def test_a_scale_shows_its_rungs_and_lines_and_a_line_when_each_rung_is_the_place(schooled: RuleBase) -> None:
    assert rows_of(schooled, "scale.closeness") == [
        ("about", "How far people go in the garden."),
        ("kind", "rungs in order; none is better than another"),
        ("at_rung", "apart"),
        ("at_rung", "the hedge: People talk."),
        ("at_rung", "together"),
        ("with_line", "scale_line.closeness.step: the step taken"),
        ("caution", "Dupré saw two gardens only."),
    ]
    assert rows_of(schooled, "scale_line.closeness.step") == [
        ("of_scale", "scale.closeness: Dupré's closeness"),
        ("at_rung", "apart — apart, when: “act” (K2): nothing"),
        ("at_rung", "hedge — the hedge, when: “act” (K2): talked"),
        ("false_friend", "Une haie never means a safe bet."),
        ("at_rung", "together — together, when: “act” (K2): dug"),
        ("outside", "Nobody is their own neighbour. When: “houses” (K1): one"),
    ]


def test_a_line_that_holds_or_not_shows_what_it_would_take(schooled: RuleBase) -> None:
    assert [label for label, _ in rows_of(schooled, "scale.true_garden")] == ["about", "kind", "with_line", "with_line"]
    assert rows_of(schooled, "scale_line.true_garden.agreed")[1:] == [
        ("means", "The shares are said."),
        ("at_rung", "holds — holds, when: “agreement” (K3): said"),
        (
            "at_rung",
            "fails — missing, when: “houses” (K1): one or “act” (K2): nothing / talked or “agreement” (K3): unsaid",
        ),
        ("toward", "Saying the shares."),
    ]


def test_the_word_partner_a_right_its_text_and_a_limit_are_shown_whole(schooled: RuleBase) -> None:
    assert rows_of(schooled, "partner_word.neighbour") == [
        ("when", "“act” (K2): talked"),
        ("word_suits", "Talk commits. (Dupré 1999)"),
        ("word_fails", "Talk commits to nothing. (Abel s. d.)"),
        ("better", "good neighbour"),
    ]
    assert rows_of(schooled, "right.sign_seen") == [
        ("about", "the frame that calls for working together"),
        ("when", "sign: Yes, painted"),
        ("on_text", "text.hedge_law: the hedge law"),
        ("to_settle", "Who painted it?"),
    ]
    assert rows_of(schooled, "text.hedge_law") == [
        ("dated", "1804-03-21"),
        ("check_by", "2027-01-01"),
        ("content", "A hedge has two sides."),
    ]
    assert rows_of(schooled, "limit.seeds") == [("touches", "the harvest"), ("could_tell", "the seedsman")]


def test_a_reading_shows_what_it_adds_and_what_it_changes(schooled: RuleBase) -> None:
    assert rows_of(schooled, "reading.harvest") == [
        ("partnership_is", "A garden is known by its harvest."),
        ("announced", "Harvest reading, after a letter."),
        ("own_form", "shared_harvest: shared harvest"),
        ("leaves", "shared garden"),
        ("ranked", "good neighbours: 15"),
        ("because", "Talk comes first."),
        ("without", "good_neighbours.hedge_talk: There is talk over the hedge."),
        ("confirms", "good_neighbours.talk_or_sign: A word or a sign is talk already."),
        ("excludes", "good_neighbours.no_word: There was no word."),
        ("confused_with", "good neighbours and shared harvest: It would take a harvest."),
        ("own_step", "weigh_it: Weigh the baskets together."),
    ]


def test_what_a_reading_alone_knows_can_be_read_and_what_it_changes_is_shown_as_usual(schooled: RuleBase) -> None:
    (form,) = entries(schooled, "shared_harvest")
    (argument,) = entries(schooled, "good_neighbours.talk_or_sign")
    (step,) = entries(schooled, "weigh_it")

    assert (form.kind, form.place.file) == ("form", "readings/20_harvest.yaml")
    assert ("confused_with", "a helping hand: Digging is not enough.") in rows_of(schooled, "shared_harvest")
    assert (argument.kind, argument.rows[0][1].en) == ("argument", "good neighbours")
    assert (step.kind, step.rows[-1][1].en) == ("advice", "shared harvest")
    assert ("precedence", "40. Without an act, one speaks of neighbours.") in rows_of(schooled, "good_neighbours")


def test_a_question_asked_only_for_other_schools_says_so(schooled: RuleBase) -> None:
    assert "extra" in [label for label, _ in rows_of(schooled, "fence")]
    assert "extra" not in [label for label, _ in rows_of(schooled, "work")]


def test_every_label_of_an_entry_has_its_words(base: RuleBase) -> None:
    labels = {label for id_ in catalogue(base) for entry in entries(base, id_) for label, _ in entry.rows}

    assert labels <= set(messages("entries"))
