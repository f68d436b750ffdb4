"""What the questionnaire shows around its questions, whatever the question; its keys are in tests/surfaces."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.cli.ask import Conversation
from qualifier.cli.output import console
from qualifier.cli.prompts import NumberedPrompter, Prompt, Reply
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, read_case
from qualifier.knowledge.models import Question
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang, Text, message
from tests.support import PROJECT

in_both_languages = pytest.mark.parametrize("lang", LANGS)


class Screen:
    """A questionnaire shown on eighty columns and read back."""

    def __init__(self, reasoner: Reasoner, lang: Lang, path: Path) -> None:
        self._shown = io.StringIO()
        screen = console(self._shown)
        self.conversation = Conversation(reasoner, screen, NumberedPrompter(screen, lang), lang, path)
        self._reasoner = reasoner

    def at(self, question: str, answers: Mapping[str, Answer]) -> None:
        """Put a question on the screen."""
        self.conversation.interview = Interview(self._reasoner.decisions, Case("c", answers)).go_to(question)

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
    """Put each question on the screen: the first time with nothing answered, then at the end of a long story."""
    football = read_case(PROJECT / "scenarios" / "c19_football_project.yaml", reasoner.base).answers
    for answers in ({}, football):
        for id_ in Interview(reasoner.decisions, Case("c", answers)).relevant:
            screen.at(id_, answers)
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
    reason = message("screens", "disputed")
    assert message("screens", "unknown_because", reason=reason).to(lang) in shown
    waiting = len(screen.conversation.interview.waiting)
    assert message("screens", "summary_waiting", count=waiting).to(lang) in shown


class Typed:
    """A prompter that chooses what it was told to."""

    keys_once: tuple[str, ...] = ()
    keys_each: tuple[str, ...] = ()

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def ask(self, prompt: Prompt) -> Reply:
        return self.replies.pop(0)


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
