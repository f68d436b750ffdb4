"""The questionnaire at a terminal, from the first question to the end, by its keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualifier.explanation.explain import explain
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang
from tests.surfaces.terminal import ENTER, Sitting, label_of

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Story = dict[str, Answer]
Answered = Callable[[Story], str]
SIZES = ((80, 24), (100, 40))
in_both_languages = pytest.mark.parametrize("lang", LANGS)


# --- from the first question to the last layer of the verdict ----------------------------------------------


def test_answering_every_question_by_keys_leads_to_the_verdict_of_the_same_answers(
    whole_sitting: Sitting, base: RuleBase, reasoner: Reasoner, football: Story
) -> None:
    explained = explain(base, reasoner.qualify(Case("football", football)))

    assert explained.verdict.principal == "initiative_based"
    assert whole_sitting.shows(explained.headline.to(whole_sitting.lang))
    assert whole_sitting.until_ended() == 0


def test_the_answers_given_are_in_the_file_named_at_the_end(whole_sitting: Sitting, football: Story) -> None:
    saved = whole_sitting.draft()["answers"]

    assert {id_: given if isinstance(given, str) else given["option"] for id_, given in saved.items()} == {
        id_: answer.option for id_, answer in football.items()
    }
    assert whole_sitting.shows(whole_sitting.say("kept", path="draft.json"))


def test_each_question_comes_under_its_theme_its_rank_and_the_keys(whole_sitting: Sitting, base: RuleBase) -> None:
    seat = whole_sitting
    first = next(iter(base.questions.values()))
    header = seat.say("progress", theme=base.themes[first.theme].name, rank=1, total="…").partition("…")[0]
    shown = seat.after(header)

    assert shown
    assert 0 < shown.find(seat.words(seat.say("keys"))) < shown.find(seat.words(first.ask.to(seat.lang)))
    assert 0 < shown.find(seat.words(seat.say("keys_evidence"))) < shown.find(seat.words(first.ask.to(seat.lang)))


def test_every_answer_is_read_back_whole_and_once_under_its_question(
    whole_sitting: Sitting, base: RuleBase, football: Story
) -> None:
    seat = whole_sitting
    several = {None: "", "first": seat.say("several_first"), "last": seat.say("several_last")}
    theme = next(iter(base.themes.values())).name.to(seat.lang)
    before_the_summary = seat.text.partition(seat.words(f"{seat.say('summary_title')} {theme}"))[0]
    read_back = [
        f"{base.questions[id_].ask.to(seat.lang)} {several[base.questions[id_].if_several]} "
        f"{label_of(base.questions[id_], answer.option or '', seat.lang)}"
        for id_, answer in football.items()
    ]

    assert [line for line in read_back if before_the_summary.count(seat.words(line)) != 1] == []


def test_every_layer_of_the_verdict_is_shown_when_it_is_chosen(
    whole_sitting: Sitting, base: RuleBase, reasoner: Reasoner, football: Story
) -> None:
    seat = whole_sitting
    explained = explain(base, reasoner.qualify(Case("football", football)))
    assert explained.contrast is not None
    expected = {
        "axes": explained.axes[-1].name,
        "proof": explained.proof.below[0].text,
        "why_not": explained.why_not[-1].name,
        "contrast": explained.contrast.difference,
        "risks": explained.risks[-1],
        "sources": explained.reading,
    }
    see_more = seat.say("verdict_next")
    for layer, text in expected.items():
        shown = seat.after(f"{see_more} {seat.say(f'layer_{layer}')}").partition(seat.words(see_more))[0]
        assert seat.words(text.to(seat.lang)) in shown


def test_no_line_is_longer_than_the_terminal(whole_sitting: Sitting) -> None:
    columns = {"fr": 80, "en": 100}[whole_sitting.lang]
    kept = whole_sitting.say("kept", path="draft.json")

    assert [line for line in whole_sitting.lines if len(line) > columns and line != kept] == []


# --- at a question -----------------------------------------------------------------------------------------


@in_both_languages
def test_going_back_keeps_the_answer_and_points_at_it(sit: Sit, base: RuleBase, lang: Lang) -> None:
    seat = sit(lang)
    seat.tell({"other_side": Answer("other_organisation")}, until="word_use")
    seat.press(seat.key("back"))
    seat.until_prompt("other_side")
    assert seat.pointed() == seat.words(label_of(base.questions["other_side"], "other_organisation", lang))
    assert seat.draft()["answers"] == {"other_side": "other_organisation"}
    seat.press(ENTER)
    seat.until_prompt("word_use")
    assert seat.draft()["answers"] == {"other_side": "other_organisation"}


def test_going_back_at_the_first_question_stays_there_and_says_so(sit: Sit) -> None:
    seat = sit("en")
    first = seat.until_prompt()
    seat.press(seat.key("back"))
    seat.until_shown(seat.say("first_question"))
    seat.until_prompt(first)


@in_both_languages
def test_why_names_what_the_question_tells_apart_and_what_is_already_out_and_through_what(
    sit: Sit, base: RuleBase, lang: Lang
) -> None:
    seat = sit(lang, size=(100, 60))
    seat.until_prompt("other_side")
    seat.press(seat.key("why"))
    seat.until_shown(seat.say("none_out"))
    seat.until_prompt("other_side")
    assert seat.shows(base.questions["other_side"].why.to(lang))
    names = " ; ".join(base.forms[form].name.to(lang) for form in ("internal", "service_user_alliance"))
    assert seat.shows(seat.say("told_apart", names=names))
    seat.answer("other_side", "other_organisation")
    seat.until_prompt("word_use")
    seat.press(seat.key("why"))
    seat.until_shown(seat.say("already_out"))
    seat.until_prompt("word_use")
    through = base.criteria["K1"].level("distinct").because.to(lang)
    out = seat.after(seat.say("already_out"))
    assert seat.words(base.forms["internal"].name.to(lang)) in out
    assert seat.words(through) in out


@in_both_languages
def test_help_says_what_is_meant_with_an_example_and_who_could_tell(sit: Sit, base: RuleBase, lang: Lang) -> None:
    seat = sit(lang)
    first = seat.until_prompt()
    question = base.questions[first]
    seat.press(seat.key("help"))
    seat.until_shown(seat.say("could_tell", text=question.could_tell))
    seat.until_prompt(first)
    assert seat.shows(question.help.to(lang))
    assert seat.shows(seat.say("example", text=question.example))
    assert seat.draft()["answers"] == {}


@in_both_languages
def test_not_knowing_is_an_answer_with_its_reason(sit: Sit, lang: Lang) -> None:
    seat = sit(lang)
    seat.tell({"other_side": Answer("other_organisation"), "word_use": Answer(unknown="disputed")}, until="own_body")
    assert seat.draft()["answers"]["word_use"] == {"unknown": "disputed"}


def test_not_knowing_can_be_taken_back_before_a_reason_is_given(sit: Sit) -> None:
    seat = sit("fr")
    first = seat.until_prompt()
    seat.press(seat.key("unknown"))
    seat.choose("why_unknown", seat.say("cancel"))
    seat.until_prompt(first)
    assert seat.draft()["answers"] == {}


@in_both_languages
def test_a_skipped_question_is_told_at_the_summary_and_can_be_answered_there(
    sit: Sit, base: RuleBase, two_floors: Story, lang: Lang
) -> None:
    seat = sit(lang)
    last = list(two_floors)[-1]
    seat.tell(two_floors, until=last)
    seat.press(seat.key("skip"))
    seat.until_prompt("summary_next")
    assert seat.shows(seat.say("summary_waiting", count=1))
    assert seat.draft()["skipped"] == [last]
    seat.choose("summary_next", seat.say("change_answer"))
    seat.choose("which_answer", f"{base.questions[last].ask.to(lang)} — ({seat.say('skipped')})")
    seat.until_prompt(last)
    seat.tell(two_floors)
    assert "skipped" not in seat.draft()


@in_both_languages
def test_one_key_answers_and_notes_how_it_is_known(sit: Sit, lang: Lang) -> None:
    story = {
        "other_side": Answer("other_organisation", evidence="written"),
        "word_use": Answer("spoken", evidence="seen"),
        "own_body": Answer("none", evidence="told"),
        "authority_line": Answer("none", evidence="felt"),
    }
    seat = sit(lang)
    seat.tell(story, until="money")

    assert seat.draft()["answers"] == {
        id_: {"option": answer.option, "evidence": answer.evidence} for id_, answer in story.items()
    }


# --- at the summary and at the verdict ---------------------------------------------------------------------


@in_both_languages
def test_an_answer_changed_at_the_summary_closes_a_branch_and_changing_it_again_reopens_it(
    sit: Sit, base: RuleBase, answered: Answered, football: Story, two_floors: Story, lang: Lang
) -> None:
    seat = sit(lang, "ask", "--file", answered(football), size=SIZES[1])
    question = base.questions["other_side"]
    answers = {id_: label_of(question, id_, lang) for id_ in ("other_organisation", "same_organisation")}

    seat.choose("summary_next", seat.say("change_answer"))
    seat.choose("which_answer", f"{question.ask.to(lang)} — {answers['other_organisation']}")
    seat.until_prompt("other_side")
    assert seat.pointed() == seat.words(answers["other_organisation"])
    seat.answer("other_side", "same_organisation")
    closed = len(set(football) - set(two_floors))
    seat.until_shown(seat.say("summary_aside", count=closed))
    seat.until_prompt("summary_next")
    assert set(seat.draft("answered.json")["answers"]) == set(football)

    seat.choose("summary_next", seat.say("change_answer"))
    seat.choose("which_answer", f"{question.ask.to(lang)} — {answers['same_organisation']}")
    seat.until_prompt("other_side")
    seat.answer("other_side", "other_organisation")
    seat.until_prompt("summary_next")
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_shown(base.forms["initiative_based"].headline.to(lang))


def test_an_answer_can_be_changed_after_the_verdict_too(
    sit: Sit, base: RuleBase, answered: Answered, two_floors: Story
) -> None:
    seat = sit("en", "ask", "--file", answered(two_floors))
    question = base.questions["word_use"]
    was = label_of(question, "internal_paper", "en")

    seat.choose("summary_next", seat.say("see_verdict"))
    seat.choose("verdict_next", seat.say("change_answer"))
    seat.choose("which_answer", f"{question.ask.to('en')} — {was} [written]")
    seat.until_prompt("word_use")
    seat.answer("word_use", "nowhere")
    seat.until_prompt("summary_next")

    assert seat.draft("answered.json")["answers"]["word_use"] == "nowhere"
    assert seat.shows(f"{question.ask.to('en')} {label_of(question, 'nowhere', 'en')}")


def test_leaving_at_the_summary_keeps_everything(sit: Sit, two_floors: Story) -> None:
    seat = sit("fr")
    seat.tell(two_floors)
    seat.choose("summary_next", seat.say("finish"))
    assert seat.until_ended() == 0
    assert seat.shows(seat.say("paused", command="qualifier"))
    assert set(seat.draft()["answers"]) == set(two_floors)
