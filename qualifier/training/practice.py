"""Practice alone, as a value: facts are asked for one at a time, each costs one, then a form is committed to.

Each step gives a new practice and loses nothing; its text is what is kept between two sittings. What it teaches is
worked out in `lesson`; the exercises are made in `exercises`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from qualifier.explanation.over_time import answer_words
from qualifier.interview.order import best_question
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.knowledge.kept import record_content, record_text
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import PRINCIPAL, Decisions
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import askable, relevant_questions
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.exercises import Exercise
from qualifier.words import Text, message

# What came back: a fact; nobody knows; the other facts of the file leave the question without an object.
Found = Literal["known", "unknown", "beside"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What asking a question gave.

    Attributes:
        answer: the answer of the file; None when it has none, or the question has no object.
    """

    question: str
    found: Found
    answer: Answer | None = None

    @property
    def option(self) -> str | None:
        """The option learnt, if any."""
        return self.answer.option if self.answer else None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the learner decided on.

    Attributes:
        form: a form, or `undetermined.reason` for a reason that facts establish; None: it cannot be told.
        why: the learner's reasons, in free text; may be empty.
    """

    form: str | None
    why: str = ""


@dataclass(frozen=True)
class Practice:
    """An exercise under way, or done.

    Attributes:
        decisions: the rules.
        exercise: the story and the full file.
        asked: the questions asked, in order.
        commitment: what was decided on; None while facts may still be asked for.
    """

    decisions: Decisions
    exercise: Exercise
    asked: tuple[str, ...] = ()
    commitment: Commitment | None = None

    @property
    def base(self) -> RuleBase:
        """The rule base."""
        return self.decisions.base

    @property
    def full(self) -> Case:
        """The full file."""
        return Case(self.exercise.id, self.exercise.answers)

    @cached_property
    def relevant(self) -> frozenset[str]:
        """The questions that have an object, going by the full file."""
        return frozenset(relevant_questions(self.decisions, self.exercise.answers))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What asking gave, in the order of asking."""
        return tuple(map(self.fact, self.asked))

    @property
    def options(self) -> dict[str, str]:
        """The options learnt so far."""
        return known_options(self.facts)

    @property
    def unasked(self) -> Mapping[str, tuple[str, ...]]:
        """The questions that were not asked, by theme; a theme of which all were asked is left out."""
        asked_of_all = self.base.asked_of_all
        left = {
            theme.id: tuple(one for one in theme.questions if one in asked_of_all and one not in self.asked)
            for theme in self.base.themes.values()
        }
        return {theme: questions for theme, questions in left.items() if questions}

    @property
    def alone(self) -> Case:
        """The facts asked for, as a case of their own."""
        answers = {fact.question: fact.answer for fact in self.facts if fact.answer is not None}
        return Case(self.exercise.id, {one: answers[one] for one in self.base.questions if one in answers})

    def fact(self, question: str) -> Fact:
        """Return what asking a question gives."""
        if question not in self.relevant:
            return Fact(question, "beside")
        answer = self.exercise.answers.get(question)
        return Fact(question, "known" if answer and answer.option else "unknown", answer)

    def ask(self, question: str) -> Practice:
        """Ask for a fact; it costs one, whatever it gives.

        Args:
            question: a question not asked yet.

        Raises:
            KeyError: there is no such question.
            ValueError: it was asked already, or a form was committed to.
        """
        if question not in self.base.questions:
            raise KeyError(question)
        if question in self.asked or self.commitment is not None:
            raise ValueError(question)
        return replace(self, asked=(*self.asked, question))

    def commit(self, form: str | None, why: str = "") -> Practice:
        """Decide on a form; facts can no longer be asked for.

        Args:
            form: as `Commitment.form`.
            why: the reasons.

        Raises:
            KeyError: there is no such form.
        """
        if form is not None and form not in self.decisions.domains[PRINCIPAL]:
            raise KeyError(form)
        return replace(self, commitment=Commitment(form, why))


def known_options(facts: Sequence[Fact]) -> dict[str, str]:
    """Return the option of each fact that has one."""
    return {fact.question: fact.option for fact in facts if fact.option is not None}


def fact_words(base: RuleBase, fact: Fact) -> Text:
    """Say what asking a question gave.

    Args:
        base: the rules.
        fact: what it gave.
    """
    if fact.found == "beside":
        return message("training", "fact_beside")
    if fact.found == "unknown":
        disputed = fact.answer is not None and fact.answer.unknown == "disputed"
        return message("training", "fact_disputed" if disputed else "fact_unknown")
    return answer_words(base, fact.question, fact.answer)


# --- what tells most apart ---------------------------------------------------------------------------------


def best_next(reasoner: Reasoner, options: Mapping[str, str], passed: Sequence[str] = ()) -> str | None:
    """Return the question that tells most apart once some facts are known, measured as the questionnaire does.

    Args:
        reasoner: the rules with their diagrams.
        options: the facts known, an option by question.
        passed: questions asked already that gave no fact.

    Returns:
        The question; None when the form is settled, when none that is left can change it, or without diagrams.
    """
    ahead = reasoner.ahead
    if ahead is None:
        return None
    wanted = deciding(reasoner.decisions, ahead, options, passed)
    choice = askable(reasoner.decisions, Outlook(reasoner.decisions, options), wanted)
    return best_question(reasoner.base, ahead, ahead.left(options), choice, None) if choice else None


def deciding(
    decisions: Decisions, ahead: Lookahead, options: Mapping[str, str], passed: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the questions that have an object and can still change the form, in the order of the files.

    Args:
        decisions: the rules.
        ahead: their diagrams.
        options: the facts known.
        passed: questions asked already that gave no fact.
    """
    answers = {question: Answer(option) for question, option in options.items()}
    bearing = ahead.deciding(options)
    return tuple(one for one in relevant_questions(decisions, answers) if one in bearing and one not in passed)


# --- kept between two sittings -----------------------------------------------------------------------------


def practice_text(practice: Practice) -> str:
    """Return what is to be kept of a practice, as JSON; the exercise itself is kept by its id only.

    Args:
        practice: an exercise under way, or done.
    """
    data: dict[str, object] = {"exercise": practice.exercise.id, "asked": list(practice.asked)}
    if practice.commitment is not None:
        data["commitment"] = {"form": practice.commitment.form, "why": practice.commitment.why}
    return record_text(data)


def exercise_kept(text: str) -> str:
    """Return the id of the exercise that a kept text is about.

    Args:
        text: what `practice_text` gave.

    Raises:
        FaultsFound: it is something else.
    """
    return str(_read(text)["exercise"])


def practice_from(text: str, decisions: Decisions, exercise: Exercise) -> Practice:
    """Return the practice that a text was kept of; what today's rules no longer ask is left out.

    Args:
        text: what `practice_text` gave.
        decisions: the rules.
        exercise: the exercise.

    Raises:
        FaultsFound: it is something else, or was kept of another exercise.
    """
    data = _read(text)
    if data["exercise"] != exercise.id:
        raise FaultsFound([fault("practice_other")])
    asked = tuple(dict.fromkeys(one for one in data["asked"] if one in decisions.base.questions))
    practice = Practice(decisions, exercise, asked)
    given = data.get("commitment")
    known = (None, *decisions.domains[PRINCIPAL])
    return practice.commit(given["form"], given["why"]) if given and given["form"] in known else practice


def _read(text: str) -> Any:  # noqa: ANN401 - JSON
    data = record_content(text, "", {"exercise": str, "asked": list})
    try:
        given = data.get("commitment") or {"form": None, "why": ""}
        sound = all(isinstance(one, str) for one in data["asked"])
        sound = sound and isinstance(given["form"], str | None) and isinstance(given["why"], str)
    except (TypeError, KeyError):
        sound = False
    if not sound:
        raise FaultsFound([fault("record_damaged")])
    return data
