"""The questionnaire at a terminal, from the first question to the end, by its keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from qualifier.cli.ask import CELLS
from qualifier.cli.verdict_menu import GROUPS
from qualifier.explanation.explain import explain, explain_case
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, message
from tests.surfaces.conftest import LAYERS, Whole
from tests.surfaces.terminal import ENTER, Sitting, label_of

pytestmark = pytest.mark.terminal

Sit = Callable[..., Sitting]
Story = dict[str, Answer]
Answered = Callable[[Story], str]
Replayed = Callable[..., Interview]
FULL = ("ask", "--full")
SIZES = ((80, 24), (100, 40))
in_both_languages = pytest.mark.parametrize("lang", LANGS)


# --- from the first question to the last layer of the verdict ----------------------------------------------


def test_answering_every_question_by_keys_leads_to_the_verdict_of_the_same_answers(
    whole_sitting: Whole, base: RuleBase, reasoner: Reasoner, football: Story
) -> None:
    seat = whole_sitting.seat
    explained = explain(base, reasoner.qualify(Case("football", football)))

    assert explained.verdict.principal == "initiative_based"
    assert seat.shows(explained.headline.to(seat.lang))
    assert seat.until_ended() == 0


def test_the_full_questionnaire_asks_everything_that_matters_in_the_order_of_the_files(
    whole_sitting: Whole, base: RuleBase, replayed: Replayed, football: Story
) -> None:
    met = whole_sitting.met

    assert met == [id_ for id_ in base.questions if id_ in met]
    assert met == list(replayed(football, full=True).met)
    assert len(met) > 30


def test_the_answers_given_are_in_the_casebook_under_the_name_said_at_the_end(
    whole_sitting: Whole, football: Story
) -> None:
    saved = whole_sitting.seat.kept()["answers"]

    assert {id_: given if isinstance(given, str) else given["option"] for id_, given in saved.items()} == {
        id_: football[id_].option for id_ in whole_sitting.met
    }
    assert whole_sitting.seat.shows(
        whole_sitting.seat.say("kept_as", name=dt.datetime.now().astimezone().date().isoformat())
    )


def test_each_question_comes_under_its_theme_its_rank_and_the_keys(whole_sitting: Whole, base: RuleBase) -> None:
    seat = whole_sitting.seat
    total = seat.progress()[0].at_most
    asked = {1: seat.say("progress_first", rank=1), 2: seat.say("progress", rank=2, total=total)}
    for rank, progress in asked.items():
        question = base.questions[whole_sitting.met[rank - 1]]
        above, _, shown = seat.text.partition(seat.words(progress))

        assert above.rstrip("█▒░").endswith(seat.words(base.themes[question.theme].name.to(seat.lang)))
        assert 0 <= shown.find(seat.words(seat.say("keys"))) < shown.find(seat.words(question.ask.to(seat.lang)))
        assert (
            0 < shown.find(seat.words(seat.say("keys_evidence"))) < shown.find(seat.words(question.ask.to(seat.lang)))
        )


def test_every_answer_is_read_back_whole_and_once_under_its_question(
    whole_sitting: Whole, base: RuleBase, football: Story
) -> None:
    seat = whole_sitting.seat
    several = {None: "", "first": seat.say("several_first"), "last": seat.say("several_last")}
    theme = next(iter(base.themes.values())).name.to(seat.lang)
    before_the_summary = seat.text.partition(seat.words(f"{seat.say('summary_title')} {theme}"))[0]
    read_back = [
        f"{base.questions[id_].ask.to(seat.lang)} {several[base.questions[id_].if_several]} "
        f"{label_of(base.questions[id_], football[id_].option or '', seat.lang)}"
        for id_ in whole_sitting.met
    ]

    assert [line for line in read_back if before_the_summary.count(seat.words(line)) != 1] == []


def test_every_layer_of_the_verdict_is_shown_when_it_is_chosen(
    whole_sitting: Whole, reasoner: Reasoner, football: Story
) -> None:
    seat = whole_sitting.seat
    given = Case("football", {id_: football[id_] for id_ in whole_sitting.met})
    explained = explain_case(reasoner, given)
    prospects = explained.prospects
    assert explained.contrast is not None
    assert prospects is not None
    assert prospects.solidity is not None
    expected = {
        "axes": [explained.axes[-1].name],
        "proof": [explained.proof.below[0].text],
        "solidity": [prospects.solidity.text, *(one.findings[-1].text for one in prospects.solidity.pivots)],
        "changes": [prospects.ways[0].name, prospects.ways[0].steps[0].then],
        "why_not": [explained.why_not[-1].name],
        "contrast": [explained.contrast.difference],
        "risks": [explained.risks[-1]],
        "not_asked": [text for one in prospects.not_asked for text in (one.reason, *one.asks)],
        "sources": [explained.reading],
    }
    assert list(expected) == list(LAYERS)
    assert not prospects.tensions
    assert not seat.shows(seat.say("layer_tensions"))
    for layer, texts in expected.items():
        shown = shown_of(seat, layer)
        assert [text for text in texts if seat.words(text.to(seat.lang)) not in shown] == []


def shown_of(seat: Sitting, layer: str) -> str:
    """Return what was shown of a layer of the verdict, squeezed."""
    menu = next((f"group_{group}_next" for group, layers in GROUPS.items() if layer in layers), "verdict_next")
    shown = seat.after(f"{seat.say(menu)} {seat.say(f'layer_{layer}')}")
    return shown.partition(seat.words(seat.say("verdict_next")))[0]


def test_no_line_is_longer_than_the_terminal(whole_sitting: Whole) -> None:
    seat = whole_sitting.seat
    columns = {"fr": 80, "en": 100}[seat.lang]

    assert [line for line in seat.lines if len(line) > columns] == []


# --- the short questionnaire -------------------------------------------------------------------------------


def test_the_short_questionnaire_asks_far_fewer_questions_and_stops_when_none_can_change_the_form(
    short_sitting: Whole, replayed: Replayed, football: Story
) -> None:
    seat, met = short_sitting.seat, short_sitting.met

    assert met == list(replayed(football).met)
    assert len(met) <= len(replayed(football, full=True).met) / 2
    assert seat.shows(seat.say("stops_settled"))
    assert not seat.shows(seat.say("stops_open"))


def test_going_on_asks_each_of_the_other_questions_once_and_comes_back_with_the_same_verdict(
    short_sitting: Whole, base: RuleBase, replayed: Replayed, football: Story
) -> None:
    seat, met, after = short_sitting.seat, short_sitting.met, short_sitting.after
    asked = {*met, *after}

    assert len(asked) == len(met) + len(after)
    assert asked >= set(replayed(football, full=True).met)
    assert seat.kept()["full"] is True
    assert set(seat.kept()["answers"]) == asked
    assert seat.shows(base.forms["initiative_based"].headline.to(seat.lang))
    asked_again = seat.after(seat.say("summary_title"))
    assert seat.words(seat.say("go_on", count="…").partition("…")[0]) not in asked_again


def test_the_progress_says_probably_and_at_most_and_is_never_exceeded(short_sitting: Whole) -> None:
    seat, met = short_sitting.seat, short_sitting.met
    short = [one for one in seat.progress() if one.likely is not None]

    assert [one.rank for one in short] == list(range(2, len(met) + 1))
    assert all(one.rank <= (one.likely or 0) <= one.at_most for one in short)
    most = [one.at_most for one in short]
    assert most == sorted(most, reverse=True)
    assert most[-1] >= len(met)
    full = [one for one in seat.progress() if one.likely is None]
    assert [one.rank for one in full] == list(range(len(met) + 1, len(met) + len(short_sitting.after) + 1))
    assert full[-1].at_most >= len(met) + len(short_sitting.after)


def test_the_bar_is_drawn_before_each_question_in_proportion_to_what_is_behind(short_sitting: Whole) -> None:
    seat = short_sitting.seat
    drawn = [line for line in seat.lines if line.startswith(("█", "▒", "░"))]

    assert len(drawn) == len(short_sitting.met) + len(short_sitting.after) - 1
    for line, progress in zip(drawn, seat.progress(), strict=True):
        bar, _, said = line.partition(" ")
        assert said.startswith(f"· question {progress.rank} (")
        assert bar == "█" * bar.count("█") + "▒" * bar.count("▒") + "░" * bar.count("░")
        assert (bar.count("█"), len(bar)) == (round((progress.rank - 1) * CELLS / progress.at_most), CELLS)


@in_both_languages
def test_back_in_the_short_questionnaire_goes_to_the_question_met_before(
    sit: Sit, base: RuleBase, replayed: Replayed, football: Story, lang: Lang
) -> None:
    order = replayed(football).met
    here = next(rank for rank in range(3, len(order)) if is_out_of_order(base, order[rank - 1], order[rank]))
    seat = sit(lang)
    seat.tell(football, until=order[here])
    for before in (order[here - 1], order[here - 2]):
        seat.press(seat.key("back"))
        seat.until_prompt(before)
        assert seat.pointed() == seat.words(label_of(base.questions[before], football[before].option or "", lang))

    assert list(seat.kept()["answers"]) == [id_ for id_ in base.questions if id_ in order[:here]]


def is_out_of_order(base: RuleBase, before: str, after: str) -> bool:
    """Tell whether a question that comes after another on screen stands before it in the files."""
    order = list(base.questions)
    return order.index(after) < order.index(before)


@in_both_languages
def test_what_is_not_known_is_told_at_the_end_with_who_could_tell_and_what_each_finding_would_lead_to(
    sit: Sit, base: RuleBase, reasoner: Reasoner, football: Story, replayed: Replayed, lang: Lang
) -> None:
    story = {**football, "requirement": Answer(unknown="not_asked"), "way_of_acting": Answer(unknown="disputed")}
    explained = explain_case(reasoner, replayed(story).case)
    assert explained.prospects is not None
    observed = {one.question: one for one in explained.prospects.observations}
    assert set(observed) == {"requirement", "way_of_acting"}
    seat = sit(lang)
    seat.tell(story)
    seat.until_shown(seat.say("stops_open"))
    assert not seat.shows(seat.say("stops_settled"))
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_prompt("verdict_next")

    shown = seat.after(seat.say("see_verdict"))
    for id_, one in observed.items():
        told = shown.partition(seat.words(base.questions[id_].ask.to(lang) + " ("))[2]
        assert seat.words(base.questions[id_].could_tell.to(lang)) in told
        assert len(one.findings) > 1
        assert [said for said in one.findings if seat.words(said.text.to(lang)) not in told] == []


# --- at a question -----------------------------------------------------------------------------------------


@in_both_languages
def test_going_back_keeps_the_answer_and_points_at_it(sit: Sit, base: RuleBase, lang: Lang) -> None:
    seat = sit(lang, *FULL)
    seat.tell({"other_side": Answer("other_organisation")}, until="word_use")
    seat.press(seat.key("back"))
    seat.until_prompt("other_side")
    assert seat.pointed() == seat.words(label_of(base.questions["other_side"], "other_organisation", lang))
    assert seat.kept()["answers"] == {"other_side": "other_organisation"}
    seat.press(ENTER)
    seat.until_prompt("word_use")
    assert seat.kept()["answers"] == {"other_side": "other_organisation"}


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
    seat = sit(lang, *FULL, size=(100, 60))
    seat.until_prompt("other_side")
    seat.press(seat.key("why"))
    seat.until_shown(seat.say("none_out"))
    seat.until_prompt("other_side")
    assert seat.shows(base.questions["other_side"].why.to(lang))
    names = " ; ".join(form.name.to(lang) for form in base.forms.values())
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
    assert seat.kept()["answers"] == {}


@in_both_languages
def test_not_knowing_is_an_answer_with_its_reason(sit: Sit, lang: Lang) -> None:
    seat = sit(lang, *FULL)
    seat.tell({"other_side": Answer("other_organisation"), "word_use": Answer(unknown="disputed")}, until="own_body")
    assert seat.kept()["answers"]["word_use"] == {"unknown": "disputed"}


def test_not_knowing_can_be_taken_back_before_a_reason_is_given(sit: Sit) -> None:
    seat = sit("fr")
    first = seat.until_prompt()
    seat.press(seat.key("unknown"))
    seat.choose("why_unknown", seat.say("cancel"))
    seat.until_prompt(first)
    assert seat.kept()["answers"] == {}


@in_both_languages
def test_a_skipped_question_is_told_at_the_summary_and_can_be_answered_there(
    sit: Sit, base: RuleBase, two_floors: Story, lang: Lang
) -> None:
    seat = sit(lang, *FULL)
    last = list(two_floors)[-1]
    seat.tell(two_floors, until=last)
    seat.press(seat.key("skip"))
    seat.until_prompt("summary_next")
    assert seat.shows(seat.say("summary_waiting", count=1))
    assert seat.kept()["skipped"] == [last]
    seat.choose("summary_next", seat.say("change_answer"))
    seat.choose("which_answer", f"{base.questions[last].ask.to(lang)} — ({seat.say('skipped')})")
    seat.until_prompt(last)
    seat.tell(two_floors)
    assert "skipped" not in seat.kept()


@in_both_languages
def test_one_key_answers_and_notes_how_it_is_known(sit: Sit, lang: Lang) -> None:
    story = {
        "other_side": Answer("other_organisation", evidence="written"),
        "word_use": Answer("spoken", evidence="seen"),
        "own_body": Answer("none", evidence="told"),
        "authority_line": Answer("none", evidence="felt"),
    }
    seat = sit(lang, *FULL)
    seat.tell(story, until="money")

    assert seat.kept()["answers"] == {
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
    seat = sit("fr", *FULL)
    seat.tell(two_floors)
    seat.choose("summary_next", seat.say("finish"))
    assert seat.until_ended() == 0
    assert seat.shows(seat.say("paused", command="qualifier"))
    assert set(seat.kept()["answers"]) == set(two_floors)


@in_both_languages
def test_the_path_to_another_form_and_another_answer_are_tried_out_and_change_nothing(
    sit: Sit, base: RuleBase, reasoner: Reasoner, answered: Answered, football: Story, lang: Lang
) -> None:
    case = Case("answered", football)
    prospects = explain_case(reasoner, case).prospects
    assert prospects is not None
    path = prospects.path("common_action_project")
    assert path is not None
    assert len(path.steps) > 5
    seat = sit(lang, "ask", "--file", answered(football), size=SIZES[1])
    seat.choose("summary_next", seat.say("see_verdict"))
    seat.until_prompt("verdict_next")
    before = seat.draft("answered.json")

    seat.see("path")
    seat.choose("which_form", base.forms["common_action_project"].name.to(lang))
    seat.until_prompt("verdict_next")
    shown = seat.after(seat.say("which_form"))
    assert [step for step in path.steps if seat.words(f"{step.then.to(lang)}") not in shown] == []
    assert seat.words(message("report", "path_note").to(lang)) in shown

    seat.see("path")
    seat.choose("which_form", base.forms["initiative_based"].name.to(lang))
    seat.until_shown(message("report", "path_here").to(lang))

    seat.see("what_if")
    seat.choose("what_if_which", base.questions["other_side"].ask.to(lang))
    seat.choose("what_if_how", label_of(base.questions["other_side"], "same_organisation", lang))
    seat.until_prompt("verdict_next")
    names = {place: base.forms[form].name for place, form in (("before", "initiative_based"), ("after", "internal"))}
    assert seat.words(message("verdict", "compared_other", **names).to(lang)) in seat.after(seat.say("what_if_how"))

    seat.choose("verdict_next", seat.say("finish"))
    assert seat.until_ended() == 0
    assert seat.draft("answered.json") == before


def test_trying_out_can_be_left_at_each_step_and_comes_back_to_the_verdict(
    sit: Sit, base: RuleBase, answered: Answered, two_floors: Story
) -> None:
    seat = sit("fr", "ask", "--file", answered(two_floors), size=SIZES[1])
    question = base.questions["other_side"]
    seat.choose("summary_next", seat.say("see_verdict"))
    for layer, menu in (("path", "which_form"), ("what_if", "what_if_which")):
        seat.see(layer)
        seat.choose(menu, seat.say("cancel_verdict"))
    seat.see("what_if")
    seat.choose("what_if_which", question.ask.fr)
    seat.until_prompt("what_if_how")
    given = label_of(question, two_floors["other_side"].option or "", "fr")
    assert seat.words(f") {given}") not in seat.after(seat.say("what_if_how"))
    seat.choose("what_if_how", seat.say("cancel_verdict"))
    seat.until_prompt("verdict_next")

    assert not seat.shows(message("report", "compared").fr)
