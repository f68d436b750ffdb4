"""Two answers that sit ill together are quoted side by side as soon as both are given, with three ways out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, Note, save_case
from qualifier.knowledge.models import RuleBase, Tension
from qualifier.words import LANGS, Lang, message
from tests.surfaces.terminal import ENTER, Sitting, label_of

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Story = dict[str, Answer]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
FILE = ("ask", "--file", "relation.json")
WHY = "L'action est finie depuis juin; l'atelier, lui, continue."


@pytest.fixture(scope="session")
def tension(base: RuleBase) -> Tension:
    return base.tensions["common_action_yet_last_time_apart"]


@pytest.fixture(scope="session")
def apart(football: Story) -> Story:
    """The football story, in which the last time each acted apart: the two answers sit ill together."""
    return {**football, "way_of_acting": Answer("apart")}


@pytest.fixture
def before_the_last_time(
    apart: Story, tension: Tension, replayed: Callable[..., Interview], tmp_path: Path
) -> dict[str, Answer]:
    """A questionnaire under way in a file, at the question whose answer will sit ill with another; its answers."""
    order = replayed(apart).met
    told = {id_: apart[id_] for id_ in order[: order.index("way_of_acting")]}
    assert tension.questions == ("last_joint_act", "way_of_acting")
    assert "last_joint_act" in told
    save_case(Case("relation", told, at="way_of_acting"), tmp_path / "relation.json")
    return told


def shown_since_the_answer(seat: Sitting) -> str:
    """Return what was shown since the two answers were last quoted, squeezed."""
    return seat.after(seat.say("tension_title"))


@in_both_languages
def test_two_answers_that_sit_ill_together_are_quoted_and_kept_with_a_note(
    sit: Sit, base: RuleBase, tension: Tension, apart: Story, before_the_last_time: Story, lang: Lang
) -> None:
    seat = sit(lang, *FILE)
    seat.tell(apart, until="tension_next")
    shown = shown_since_the_answer(seat)
    for id_ in tension.questions:
        question = base.questions[id_]
        label = label_of(question, apart[id_].option or "", lang)
        quoted = message("verdict", "answered", ask=question.ask.to(lang), label=label).to(lang)
        assert seat.words(quoted) in shown
        assert seat.words(seat.say("tension_correct", ask=question.ask)) in shown
    assert seat.words(tension.say.to(lang)) in shown
    assert seat.draft("relation.json")["answers"]["way_of_acting"] == "apart"
    assert "notes" not in seat.draft("relation.json")

    seat.choose("tension_next", seat.say("tension_keep"))
    seat.write("tension_why", WHY)
    seat.tell(apart)
    assert seat.draft("relation.json")["notes"] == {tension.id: {"done": "kept", "why": WHY}}
    assert seat.text.count(seat.words(seat.say("tension_title"))) == 1

    seat.choose("summary_next", seat.say("see_verdict"))
    seat.see("tensions")
    seat.until_prompt("verdict_next")
    layer = seat.after(f"{seat.say('group_more_next')} {seat.say('layer_tensions')}")
    for id_ in tension.questions:
        assert seat.words(base.questions[id_].ask.to(lang)) in layer
        assert seat.words(label_of(base.questions[id_], apart[id_].option or "", lang)) in layer
    assert seat.words(tension.say.to(lang)) in layer
    assert seat.words(message("verdict", "tension_why", why=WHY).to(lang)) in layer


def test_colleagues_may_be_asked_first(
    sit: Sit, tension: Tension, apart: Story, before_the_last_time: Story, tmp_path: Path
) -> None:
    seat = sit("fr", *FILE)
    seat.tell(apart, until="tension_next")
    seat.choose("tension_next", seat.say("tension_ask"))
    seat.tell(apart)
    assert seat.draft("relation.json")["notes"] == {tension.id: "ask"}
    assert not seat.shows(seat.say("tension_why"))

    seat.choose("summary_next", seat.say("see_verdict"))
    seat.see("tensions")
    seat.until_shown(message("verdict", "tension_ask").fr)


@pytest.mark.parametrize("which", [0, 1], ids=["the first", "the second"])
def test_one_of_the_two_answers_can_be_corrected_and_then_nothing_is_said_any_more(
    sit: Sit, base: RuleBase, tension: Tension, apart: Story, before_the_last_time: Story, which: int
) -> None:
    corrected = {"last_joint_act": Answer("acted_on_cases"), "way_of_acting": Answer("alongside")}
    question = base.questions[tension.questions[which]]
    seat = sit("en", *FILE)
    seat.tell(apart, until="tension_next")
    seat.choose("tension_next", seat.say("tension_correct", ask=question.ask))
    seat.until_prompt(question.id)
    assert seat.pointed() == seat.words(label_of(question, apart[question.id].option or "", "en"))
    seat.tell({**apart, question.id: corrected[question.id]})

    saved = seat.draft("relation.json")
    assert saved["answers"][question.id] == corrected[question.id].option
    assert "notes" not in saved
    assert seat.text.count(seat.words(seat.say("tension_title"))) == 1


def test_an_answer_looked_at_again_with_its_help_and_given_as_it_was_is_kept_and_nobody_is_asked_twice(
    sit: Sit, base: RuleBase, tension: Tension, apart: Story, before_the_last_time: Story
) -> None:
    question = base.questions[tension.questions[0]]
    seat = sit("fr", *FILE)
    seat.tell(apart, until="tension_next")
    seat.choose("tension_next", seat.say("tension_correct", ask=question.ask))
    seat.until_prompt(question.id)
    seat.press(seat.key("help"))
    seat.until_shown(seat.say("could_tell", text=question.could_tell))
    seat.until_prompt(question.id)
    seat.tell(apart)

    assert seat.draft("relation.json")["notes"] == {tension.id: "kept"}
    assert seat.text.count(seat.words(seat.say("tension_title"))) == 1


def test_an_answer_changed_after_a_note_makes_both_worth_another_look(
    sit: Sit, base: RuleBase, tension: Tension, apart: Story, replayed: Callable[..., Interview], tmp_path: Path
) -> None:
    told = {id_: apart[id_] for id_ in replayed(apart).met}
    kept = {tension.id: Note("kept", WHY)}
    save_case(Case("relation", told, at="way_of_acting", notes=kept), tmp_path / "relation.json")
    seat = sit("fr", *FILE)
    seat.until_prompt("way_of_acting")
    seat.press(ENTER)
    seat.until_prompt("summary_next")
    assert not seat.shows(seat.say("tension_title"))
    assert seat.draft("relation.json")["notes"] == {tension.id: {"done": "kept", "why": WHY}}

    seat.choose("summary_next", seat.say("change_answer"))
    question = base.questions["way_of_acting"]
    seat.choose("which_answer", f"{question.ask.fr} — {label_of(question, 'apart', 'fr')}")
    seat.until_prompt("way_of_acting")
    seat.answer("way_of_acting", "only_talked")
    seat.until_prompt("tension_next")
    assert "notes" not in seat.draft("relation.json")


def test_leaving_at_two_answers_to_look_at_loses_neither(sit: Sit, apart: Story, before_the_last_time: Story) -> None:
    seat = sit("fr", *FILE)
    seat.tell(apart, until="tension_next")
    seat.press(seat.key("quit"))

    assert seat.until_ended() == 0
    saved = seat.draft("relation.json")
    assert set(saved["answers"]) == {*before_the_last_time, "way_of_acting"}
    assert "notes" not in saved


def test_ctrl_c_while_the_note_is_written_loses_no_answer(sit: Sit, apart: Story, before_the_last_time: Story) -> None:
    seat = sit("en", *FILE)
    seat.tell(apart, until="tension_next")
    seat.choose("tension_next", seat.say("tension_keep"))
    seat.until_shown(seat.say("tension_why"))
    seat.press("half a sen")

    assert seat.interrupt() == 130
    saved = seat.draft("relation.json")
    assert set(saved["answers"]) == {*before_the_last_time, "way_of_acting"}
    assert "notes" not in saved


def test_with_accessible_the_ways_out_are_a_numbered_list_and_the_note_may_be_left_out(
    sit: Sit, base: RuleBase, tension: Tension, apart: Story, before_the_last_time: Story, tmp_path: Path
) -> None:
    seat = sit("fr", *FILE, numbered=True, ACCESSIBLE="1")
    seat.tell(apart, until="tension_next")
    shown = shown_since_the_answer(seat)
    ways = [
        *(seat.say("tension_correct", ask=base.questions[id_].ask) for id_ in tension.questions),
        seat.say("tension_keep"),
        seat.say("tension_ask"),
    ]
    assert [way for number, way in enumerate(ways, start=1) if seat.words(f"{number}. {way}") not in shown] == []

    seat.press("5" + ENTER)
    seat.until_shown(seat.say("not_a_choice", given="5", last=4, letters="…").partition("…")[0])
    seat.choose("tension_next", seat.say("tension_keep"))
    seat.write("tension_why", "")
    seat.tell(apart)
    assert json.loads((tmp_path / "relation.json").read_text(encoding="utf-8"))["notes"] == {tension.id: "kept"}

    seat.choose("summary_next", seat.say("see_verdict"))
    seat.see("tensions")
    seat.until_shown(message("verdict", "tension_kept").fr)
