"""What the questionnaire shows around its questions, whatever the question; its keys are in tests/surfaces."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.cli import casebooks
from qualifier.cli.ask import CELLS, Conversation, bar
from qualifier.cli.keeping import CasebookKeeper, FileKeeper
from qualifier.cli.output import console
from qualifier.cli.prompts import NumberedPrompter, Prompt, Reply
from qualifier.cli.starting import from_casebook, take_in
from qualifier.cli.verdict_menu import VerdictMenu
from qualifier.interview.interview import Interview
from qualifier.interview.order import Progress
from qualifier.knowledge.cases import Answer, Case, read_case
from qualifier.knowledge.models import Question
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents.subject import subject
from qualifier.words import LANGS, Lang, Text, message
from tests.support import PROJECT

in_both_languages = pytest.mark.parametrize("lang", LANGS)


class Screen:
    """A questionnaire shown on eighty columns and read back."""

    def __init__(self, reasoner: Reasoner, lang: Lang, path: Path) -> None:
        self._shown = io.StringIO()
        screen = console(self._shown)
        self.conversation = Conversation(reasoner, screen, NumberedPrompter(screen, lang), lang, FileKeeper(path))
        self._reasoner = reasoner

    def at(self, question: str, answers: Mapping[str, Answer], *, ahead: bool = True) -> None:
        """Put a question on the screen, with the diagrams at hand or, as when rules are too large, without."""
        diagrams = self._reasoner.ahead if ahead else None
        self.conversation.interview = Interview(self._reasoner.decisions, Case("c", answers), diagrams).go_to(question)

    def shown(self) -> str:
        """Return what was shown since the last time."""
        text = self._shown.getvalue()
        self._shown.seek(0)
        self._shown.truncate()
        return text


@pytest.fixture
def screen(reasoner: Reasoner, lang: Lang, tmp_path: Path) -> Screen:
    return Screen(reasoner, lang, tmp_path / "draft.json")


def sittings(screen: Screen, reasoner: Reasoner) -> Iterator[Question]:
    """Put each question on the screen, with nothing answered and then a long story, with diagrams and then without."""
    football = read_case(PROJECT / "scenarios" / "c19_football_project.yaml", reasoner.base).answers
    for ahead in (True, False):
        for answers in ({}, football):
            for id_ in Interview(reasoner.decisions, Case("c", answers)).relevant:
                screen.at(id_, answers, ahead=ahead)
                yield reasoner.base.questions[id_]


def unfolded(text: str) -> str:
    return " ".join(text.split())


@in_both_languages
def test_the_help_of_every_question_is_whole_and_folds_to_eighty_columns(
    screen: Screen, reasoner: Reasoner, lang: Lang
) -> None:
    for question in sittings(screen, reasoner):
        screen.conversation.help(question)
        shown = screen.shown()
        told = (
            question.help,
            message("screens", "example", text=question.example),
            message("screens", "could_tell", text=question.could_tell),
        )

        assert [text for text in told if unfolded(text.to(lang)) not in unfolded(shown)] == []
        assert max(map(len, shown.splitlines())) <= 80


@in_both_languages
def test_the_why_of_every_question_is_whole_and_folds_to_eighty_columns(
    screen: Screen, reasoner: Reasoner, lang: Lang
) -> None:
    for question in sittings(screen, reasoner):
        screen.conversation.why()
        shown = screen.shown()
        stake = screen.conversation.interview.why()
        named = [] if stake.only_beside else [*stake.told_apart, *stake.untouched]
        told: list[Text] = [question.why, *named, *(name for name, _ in stake.out)]

        assert [text for text in told if unfolded(text.to(lang)) not in unfolded(shown)] == []
        assert max(map(len, shown.splitlines())) <= 80


@in_both_languages
def test_the_summary_shows_every_answer_with_its_mark_and_what_is_not_known(
    screen: Screen, reasoner: Reasoner, lang: Lang
) -> None:
    answers = {
        "other_side": Answer("other_organisation", evidence="written"),
        "word_use": Answer(unknown="disputed"),
    }
    screen.at("own_body", answers)
    screen.conversation.show_answers()
    shown = unfolded(screen.shown())

    question = reasoner.base.questions["other_side"]
    mark = message("verdict", "evidence_written").to(lang)
    assert f"{question.ask.to(lang)} {question.option('other_organisation').label.to(lang)} {mark}" in shown
    assert message("verdict", "unknown_disputed").to(lang) in shown
    waiting = len(screen.conversation.interview.waiting)
    assert message("screens", "summary_waiting", count=waiting).to(lang) in shown


class Typed:
    """A prompter that chooses what it was told to."""

    keys_once: tuple[str, ...] = ()
    keys_each: tuple[str, ...] = ()
    draws = True

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.prompts: list[Prompt] = []

    def ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        self.prompts.append(prompt)
        return self.replies.pop(0)

    def line(self, ask: str) -> str:
        return ""


@pytest.mark.parametrize("lang", ["fr"])
def test_choosing_the_same_answer_again_keeps_its_mark_and_another_one_does_not(
    screen: Screen, reasoner: Reasoner, lang: Lang
) -> None:
    before = {"other_side": Answer("other_organisation", evidence="seen")}
    question = reasoner.base.questions["other_side"]
    kept = []
    for option in ("other_organisation", "same_organisation"):
        screen.at("other_side", before)
        screen.conversation.prompter = Typed(Reply(option))
        screen.conversation.step(question)
        kept.append(screen.conversation.interview.case.answers["other_side"])

    assert kept == [before["other_side"], replace(before["other_side"], option="same_organisation", evidence=None)]


# --- how far it is -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "drawn"),
    [
        (Progress(1, 1), "░░░░░░░░░░░░░░░░░░░░░░░░"),
        (Progress(1, 12, 8), "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░░░░"),
        (Progress(4, 12, 8), "██████▒▒▒▒▒▒▒▒▒▒░░░░░░░░"),
        (Progress(12, 12, 12), "██████████████████████▒▒"),
        (Progress(3, 6), "████████░░░░░░░░░░░░░░░░"),
        (Progress(5, 29, 10), "███▒▒▒▒▒░░░░░░░░░░░░░░░░"),
        (Progress(40, 40), "███████████████████████░"),
    ],
)
def test_the_bar_shows_what_is_behind_what_is_likely_and_what_is_possible_at_most(
    progress: Progress, drawn: str
) -> None:
    assert bar(progress) == drawn


def test_the_bar_always_has_its_cells_and_never_goes_back_as_questions_pass() -> None:
    for most in (1, 3, 24, 25, 41, 60):
        for likely in (None, *range(1, most + 1)):
            bars = [bar(Progress(rank, most, max(likely, rank) if likely else None)) for rank in range(1, most + 1)]

            assert {len(one) for one in bars} == {CELLS}
            done = [one.count("█") for one in bars]
            assert done == sorted(done)
            assert done[0] == 0


@in_both_languages
def test_progress_is_told_first_as_a_rank_then_with_what_is_likely_and_what_is_possible_at_most(
    screen: Screen, reasoner: Reasoner, lang: Lang
) -> None:
    talk = screen.conversation
    assert reasoner.ahead is not None
    opened = Interview(reasoner.decisions, Case("c", {})).resumed()
    told = {}
    for name, interview in {
        "first": opened,
        "short": opened.with_ahead(reasoner.ahead),
        "full": opened.with_ahead(reasoner.ahead).go_on(),
    }.items():
        talk.interview = interview
        told[name] = talk.progress_words()

    short, full = opened.with_ahead(reasoner.ahead).progress, opened.with_ahead(reasoner.ahead).go_on().progress
    assert told == {
        "first": message("screens", "progress_first", rank=1).to(lang),
        "short": message("screens", "progress_likely", rank=1, likely=short.likely, total=short.at_most).to(lang),
        "full": message("screens", "progress", rank=1, total=full.at_most).to(lang),
    }
    assert short.at_most < full.at_most


# --- where it starts from ----------------------------------------------------------------------------------


@pytest.fixture
def keeper(reasoner: Reasoner, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CasebookKeeper]:
    """Return what keeps answers in a casebook of this test's own."""
    monkeypatch.setenv("QUALIFIER_HOME", str(tmp_path))
    found = CasebookKeeper(reasoner.base, (), lang)
    yield found
    casebooks.close_all()


@pytest.mark.parametrize("lang", ["fr"])
def test_a_questionnaire_begun_short_and_resumed_as_full_asks_the_rest_and_stays_full(
    screen: Screen, keeper: CasebookKeeper, lang: Lang
) -> None:
    reasoner, wanted = screen.conversation.reasoner, []
    for kept, full in ((False, False), (False, True), (True, False)):
        take_in(keeper.book, Case("c", {"other_side": Answer("same_organisation")}, full=kept), reasoner)
        screen.conversation.prompter = Typed(Reply("draft_resume"))
        wanted.append(from_casebook(screen.conversation, keeper, (), full=full).full)

    assert wanted == [False, True, True]


@pytest.mark.parametrize("lang", ["fr"])
def test_another_questionnaire_begins_short_whatever_the_one_before_was(
    screen: Screen, keeper: CasebookKeeper, lang: Lang
) -> None:
    take_in(
        keeper.book, Case("c", {"other_side": Answer("same_organisation")}, full=True), screen.conversation.reasoner
    )
    screen.conversation.prompter = Typed(Reply("draft_erase"), Reply("erase_yes"))
    case = from_casebook(screen.conversation, keeper, (), full=False)

    assert (case.full, case.answers, case.met) == (False, {}, ())
    assert keeper.book.cases() == ()


# --- another answer imagined -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en"])
def test_any_option_but_the_one_given_can_be_imagined_and_all_of_them_when_none_is(
    screen: Screen, reasoner: Reasoner, lang: Lang
) -> None:
    given = {"other_side": Answer("other_organisation", evidence="seen"), "own_body": Answer(unknown="disputed")}
    options = {id_: [one.id for one in reasoner.base.questions[id_].options] for id_ in given}
    screen.at("money", given)
    about = subject(reasoner, screen.conversation.interview.case)
    offered = {}
    for id_ in given:
        imagined = options[id_][0]
        screen.conversation.prompter = typed = Typed(Reply(id_), Reply(imagined))
        other = VerdictMenu(screen.conversation, about).other_answer()
        offered[id_] = [value for value, _ in typed.prompts[1].choices][:-1]

        assert other is not None
        assert other.answers == {**given, id_: Answer(imagined)}

    assert offered == {
        "other_side": [one for one in options["other_side"] if one != "other_organisation"],
        "own_body": options["own_body"],
    }
    assert screen.conversation.interview.case.answers == given
