"""Screen readers, terminals without colours, or without accents."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from qualifier.explanation.explain import explain
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, message
from tests.surfaces.conftest import Whole
from tests.surfaces.terminal import ENTER, Sitting, label_of

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Story = dict[str, Answer]
Answered = Callable[[Story], str]
in_both_languages = pytest.mark.parametrize("lang", LANGS)
READER = {"ACCESSIBLE": "1"}
FULL = ("ask", "--full")
ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
CTRL_D = "\x04"
_MOVES = re.compile(rb"\x1b\[[0-9;?]*[A-HJKSTfhlr]")
_STYLES = re.compile(rb"\x1b\[([0-9;]*)m")


def colours(raw: bytes) -> set[int]:
    """Return the codes of colours among what was sent to a terminal."""
    codes = {int(code or 0) for style in _STYLES.findall(raw) for code in style.split(b";")}
    return {code for code in codes if 30 <= code <= 49 or 90 <= code <= 107}


# --- a numbered list for screen readers --------------------------------------------------------------------


@in_both_languages
def test_with_accessible_a_questionnaire_is_a_list_and_typed_numbers_to_the_verdict(
    sit: Sit, base: RuleBase, reasoner: Reasoner, two_floors: Story, lang: Lang
) -> None:
    seat = sit(lang, numbered=True, **READER)
    seat.tell(two_floors)
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_shown(explain(base, reasoner.qualify(Case("two floors", two_floors))).headline.to(lang))
    seat.see("why_not")
    seat.choose("verdict_next", seat.say("finish"))

    assert seat.until_ended() == 0
    assert _MOVES.findall(seat.raw) == []


def test_with_accessible_each_choice_has_its_number_and_is_read_back(sit: Sit, base: RuleBase) -> None:
    lang: Lang = "fr"
    seat = sit(lang, numbered=True, **READER)
    question = base.questions[seat.until_prompt()]
    for number, option in enumerate(question.options, start=1):
        assert seat.shows(f"{number}. {option.label.to(lang)}")
    seat.press("2" + ENTER)

    seat.until_shown(seat.say("chosen", label=question.options[1].label))
    seat.until_prompt()
    assert seat.kept()["answers"] == {question.id: question.options[1].id}


@in_both_languages
def test_with_accessible_what_is_not_a_choice_is_told_and_asked_again(sit: Sit, lang: Lang) -> None:
    seat = sit(lang, numbered=True, **READER)
    first = seat.until_prompt()
    for given in ("0", "9", "-1", "zz", "2x", "²", "1 2"):
        seat.press(given + ENTER)
        seat.until_shown(seat.say("not_a_choice", given=given, last=3, letters="…").partition("…")[0])
        assert seat.until_prompt() == first

    assert seat.kept()["answers"] == {}


@in_both_languages
def test_with_accessible_letters_give_help_why_back_not_knowing_and_skipping(
    sit: Sit, base: RuleBase, lang: Lang
) -> None:
    seat = sit(lang, *FULL, numbered=True, **READER)
    for hint in ("keys", "mark_after_number"):
        seat.until_shown(seat.say(hint))
    seat.tell({"other_side": Answer("other_organisation")}, until="word_use")
    seat.press(seat.key("help") + ENTER)
    seat.until_shown(base.questions["word_use"].help.to(lang))
    seat.until_prompt("word_use")
    seat.press(seat.key("why") + ENTER)
    seat.until_shown(base.questions["word_use"].why.to(lang))
    seat.until_prompt("word_use")
    seat.press(seat.key("back") + ENTER)
    seat.until_prompt("other_side")
    assert seat.shows(f"{label_of(base.questions['other_side'], 'other_organisation', lang)} {seat.say('current')}")
    seat.press("3" + ENTER)
    seat.until_prompt("word_use")
    seat.answer("word_use", Answer(unknown="not_asked"))
    seat.until_prompt("own_body")
    seat.press(seat.key("skip").upper() + ENTER)
    seat.until_prompt("authority_line")
    seat.press(seat.key("quit") + ENTER)

    assert seat.until_ended() == 0
    assert seat.kept()["answers"] == {"other_side": "other_organisation", "word_use": {"unknown": "not_asked"}}
    assert seat.kept()["skipped"] == ["own_body"]


@in_both_languages
def test_with_accessible_a_letter_after_the_number_notes_how_it_is_known(sit: Sit, lang: Lang) -> None:
    story = {
        "other_side": Answer("other_organisation", evidence="written"),
        "word_use": Answer("spoken", evidence="seen"),
        "own_body": Answer("none", evidence="told"),
        "authority_line": Answer("none", evidence="felt"),
    }
    seat = sit(lang, *FULL, numbered=True, **READER)
    seat.tell(story, until="money")

    assert seat.kept()["answers"] == {
        id_: {"option": answer.option, "evidence": answer.evidence} for id_, answer in story.items()
    }


def test_with_accessible_the_progress_is_words_only(sit: Sit) -> None:
    seat = sit("fr", numbered=True, **READER)
    seat.tell({"other_side": Answer("other_organisation")}, until="own_body")
    (progress,) = seat.progress()
    said = seat.say("progress_likely", rank=2, likely=progress.likely, total=progress.at_most)

    assert said in seat.lines
    assert not set("█▒░") & set(seat.text)


def test_with_accessible_another_answer_is_tried_out_from_numbered_lists(
    sit: Sit, base: RuleBase, answered: Answered, two_floors: Story
) -> None:
    seat = sit("fr", "ask", "--file", answered(two_floors), numbered=True, **READER)
    question = base.questions["other_side"]
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_prompt("verdict_next")
    before = seat.draft("answered.json")
    seat.see("what_if")
    seat.until_prompt("what_if_which")
    asked = seat.after(seat.say("what_if_which"))
    for number, id_ in enumerate(two_floors, start=1):
        assert seat.words(f"{number}. {base.questions[id_].ask.fr}") in asked
    assert seat.words(f"{len(two_floors) + 1}. {seat.say('cancel_verdict')}") in asked
    seat.choose("what_if_which", question.ask.fr)
    seat.choose("what_if_how", label_of(question, "person_or_family", "fr"))
    seat.until_prompt("verdict_next")

    names = {place: base.forms[id_].name for place, id_ in (("before", "internal"), ("after", "service_user_alliance"))}
    assert seat.words(message("verdict", "compared_other", **names).fr) in seat.after(seat.say("what_if_how"))
    assert seat.draft("answered.json") == before


def test_with_accessible_ctrl_c_ends_with_130_and_says_how_to_resume(sit: Sit) -> None:
    seat = sit("fr", *FULL, numbered=True, **READER)
    seat.tell({"other_side": Answer("other_organisation")}, until="word_use")

    assert seat.interrupt() == 130
    assert seat.shows(seat.say("paused", command="qualifier"))
    assert seat.kept()["answers"] == {"other_side": "other_organisation"}


def test_with_accessible_a_closed_input_ends_with_130_too(sit: Sit) -> None:
    seat = sit("en", *FULL, numbered=True, **READER)
    seat.tell({"other_side": Answer("other_organisation")}, until="word_use")
    seat.press(CTRL_D)

    assert seat.until_ended() == 130
    assert seat.shows(seat.say("paused", command="qualifier"))


def test_accessible_0_keeps_the_menu(sit: Sit, base: RuleBase) -> None:
    seat = sit("fr", ACCESSIBLE="0")
    first = base.questions[seat.until_prompt()]

    assert seat.pointed() == seat.words(first.options[0].label.fr)


# --- colours -----------------------------------------------------------------------------------------------


def test_a_usual_terminal_gets_colours(whole_sitting: Whole) -> None:
    assert colours(whole_sitting.seat.raw)


def test_no_color_gives_no_colour_code_in_questions_and_verdict(sit: Sit, answered: Answered, football: Story) -> None:
    seat = sit("fr", "ask", "--file", answered(football), NO_COLOR="1")
    seat.choose("summary_next", seat.say("change_answer"))
    seat.until_prompt("which_answer")
    seat.press(ENTER)
    seat.until_prompt("other_side")
    seat.press(seat.key("help"))
    seat.until_shown(seat.say("help"))
    seat.until_prompt("other_side")
    seat.press(ENTER)
    seat.choose("summary_next", seat.say("see_verdict"))
    for layer in ("axes", "proof", "solidity", "changes", "why_not", "not_asked"):
        seat.see(layer)
    seat.choose("verdict_next", seat.say("finish"))
    seat.until_ended()

    assert colours(seat.raw) == set()


# --- ASCII -------------------------------------------------------------------------------------------------


@in_both_languages
def test_a_terminal_that_only_knows_ascii_shows_words_without_their_accents(
    sit: Sit, base: RuleBase, reasoner: Reasoner, two_floors: Story, lang: Lang
) -> None:
    seat = sit(lang, plain=True, **ASCII)
    seat.tell(two_floors)
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_shown(explain(base, reasoner.qualify(Case("two floors", two_floors))).headline.to(lang))
    for layer in ("axes", "proof", "solidity", "changes", "why_not", "contrast", "not_asked", "sources"):
        seat.see(layer)
    seat.choose("verdict_next", seat.say("finish"))

    assert seat.until_ended() == 0
    assert seat.raw.isascii()
    title = {"fr": "On appelle ca un partenariat", "en": "We call it a partnership"}[lang]
    assert seat.shows(title)


# --- commands to copy --------------------------------------------------------------------------------------


def test_a_command_to_copy_is_never_folded(sit: Sit) -> None:
    seat = sit("fr", "ask", "--file", f"{'long' * 30}.json", seen_columns=400)
    seat.until_prompt()
    seat.press(seat.key("quit"))
    seat.until_ended()

    command = f'qualifier ask --file "{"long" * 30}.json"'
    assert message("screens", "paused", command=command).fr in seat.lines
