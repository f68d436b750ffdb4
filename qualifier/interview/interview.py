"""The questionnaire as a value: each step (answer, skip, back, go to) gives a new one and loses nothing.

Answers of a branch that closes stay in the case and count again when the branch reopens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualifier.explanation.why_not import Reason, excluded_because, speaks_first
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import Question, RuleBase
from qualifier.reasoning.decisions import PRINCIPAL, Decisions
from qualifier.reasoning.outlook import Outlook, open_behind
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.words import NOTHING, Text, message


@dataclass(frozen=True, slots=True)
class Stake:
    """Why a question is asked: the forms it may tell apart, and those already out, each with its reason.

    Attributes:
        told_apart: forms still possible on which this question bears.
        untouched: forms still possible on which it does not.
        out: forms already out.
        only_beside: the question bears on no form: it serves alerts and next steps.
    """

    told_apart: tuple[Text, ...]
    untouched: tuple[Text, ...]
    out: tuple[tuple[Text, Reason], ...]
    only_beside: bool


@dataclass(frozen=True)
class Interview:
    """A questionnaire under way.

    Attributes:
        decisions: the rules.
        case: the answers so far; `case.at` is the question on screen, None at the summary.
    """

    decisions: Decisions
    case: Case

    @property
    def base(self) -> RuleBase:
        """The rule base."""
        return self.decisions.base

    @cached_property
    def relevant(self) -> tuple[str, ...]:
        """The questions to be asked, answered or not, in order."""
        return relevant_questions(self.decisions, self.case.answers)

    @cached_property
    def options(self) -> dict[str, str]:
        """The options that count: those of relevant questions."""
        return options_that_count(self.decisions, self.case.answers)

    @cached_property
    def outlook(self) -> Outlook:
        """What the answers leave possible."""
        return Outlook(self.decisions, self.options)

    @property
    def question(self) -> Question | None:
        """The question on screen, or None at the summary."""
        return self.base.questions[self.case.at] if self.case.at else None

    @property
    def given(self) -> Mapping[str, Answer]:
        """The answers that count, in the order of the questions, unknown ones included."""
        return {id_: self.case.answers[id_] for id_ in self.relevant if id_ in self.case.answers}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The relevant questions without an answer, skipped or not yet met."""
        return tuple(id_ for id_ in self.relevant if id_ not in self.case.answers)

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The questions whose answers do not count now, their branch being closed."""
        return tuple(id_ for id_ in self.case.answers if id_ not in self.relevant)

    @property
    def progress(self) -> tuple[int, int]:
        """The rank of the question on screen among those to be asked, and how many they are."""
        rank = self.relevant.index(self.case.at) + 1 if self.case.at in self.relevant else len(self.relevant)
        return rank, len(self.relevant)

    # --- steps ---------------------------------------------------------------------------------------------

    def answer(self, answer: Answer) -> Interview:
        """Answer the question on screen and move on."""
        at = self._here()
        answers = {**self.case.answers, at: answer}
        ordered = {id_: answers[id_] for id_ in self.base.questions if id_ in answers}
        skipped = tuple(id_ for id_ in self.case.skipped if id_ != at)
        return self._moved_from(at, replace(self.case, answers=ordered, skipped=skipped))

    def skip(self) -> Interview:
        """Pass over the question on screen; an answer it already has is kept."""
        at = self._here()
        already = at in self.case.skipped or at in self.case.answers
        skipped = self.case.skipped if already else (*self.case.skipped, at)
        return self._moved_from(at, replace(self.case, skipped=skipped))

    def back(self) -> Interview:
        """Return to the question before; at the first one, stay."""
        rank = self.relevant.index(self.case.at) if self.case.at in self.relevant else len(self.relevant)
        return self.go_to(self.relevant[max(rank - 1, 0)])

    def go_to(self, question: str) -> Interview:
        """Put a question on screen.

        Args:
            question: a relevant question.

        Raises:
            KeyError: the question is not relevant now.
        """
        if question not in self.relevant:
            raise KeyError(question)
        return self._with(replace(self.case, at=question))

    def resumed(self) -> Interview:
        """Return to where it stopped: the question on screen then, else the first one not met yet."""
        if self.case.at in self.relevant:
            return self
        return self._with(replace(self.case, at=_first_new(self.relevant, self.case)))

    def _here(self) -> str:
        if self.case.at is None:
            raise ValueError("no question on screen")
        return self.case.at

    def _moved_from(self, question: str, case: Case) -> Interview:
        """Put on screen the first question not met yet, after this one if possible; else the summary."""
        relevant = relevant_questions(self.decisions, case.answers)
        rank = relevant.index(question) + 1 if question in relevant else 0
        following = _first_new(relevant[rank:], case) or _first_new(relevant, case)
        return self._with(replace(case, at=following))

    def _with(self, case: Case) -> Interview:
        return Interview(self.decisions, case)

    # --- why -----------------------------------------------------------------------------------------------

    def why(self) -> Stake:
        """Say why the question on screen is asked, as things stand without its own answer."""
        at = self._here()
        others = {id_: option for id_, option in self.options.items() if id_ != at}
        outlook = Outlook(self.decisions, others)
        candidates = [value for value in outlook.possible(PRINCIPAL) if value in self.base.forms]
        bearing = [form for form in candidates if at in open_behind(self.decisions, outlook.possible, form)]
        names = {form: self.base.forms[form].name for form in self.base.forms}
        return Stake(
            told_apart=tuple(names[form] for form in names if form in bearing),
            untouched=tuple(names[form] for form in names if form in candidates and form not in bearing),
            out=tuple((names[form], self._out(outlook, form)) for form in names if form not in candidates),
            only_beside=not self._decides(at),
        )

    def _decides(self, question: str) -> bool:
        """Tell whether any form, or any reason to name none, depends on this question at all."""
        return question in open_behind(self.decisions, Outlook(self.decisions, {}).possible, PRINCIPAL)

    def _out(self, outlook: Outlook, form: str) -> Reason:
        """Say through what a form is out: by its own conditions, else because another speaks first."""
        own = excluded_because(self.base, outlook.possible, self.base.forms[form])
        if own is not None:
            return own
        first = speaks_first(self.base, outlook.possible)
        if first is None:
            return Reason(NOTHING)
        return Reason(
            message("verdict", "outranked", name=first.name, reason=first.precedence_reason or NOTHING), first.source
        )


def _first_new(questions: tuple[str, ...], case: Case) -> str | None:
    """Return the first question neither answered nor skipped."""
    return next((id_ for id_ in questions if id_ not in case.answers and id_ not in case.skipped), None)
