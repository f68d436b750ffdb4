"""The questionnaire as a value: each step (answer, skip, back, go to) gives a new one and loses nothing.

Answers of a branch that closes stay in the case and count again when the branch reopens. With the diagrams at hand,
only questions that can still change something are asked: in the short questionnaire the form, in the full one anything
that a verdict shows. Without them every relevant question is. Which comes first is worked out in `order`; but a
question whose former answer fits the rules no more is asked before any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualifier.explanation.why_not import Reason, excluded_because, speaks_first
from qualifier.interview.order import Progress, best_question, likely_rest
from qualifier.knowledge.cases import Answer, Case, Note, asked_again
from qualifier.knowledge.models import Question, RuleBase, Tension
from qualifier.reasoning.decisions import PRINCIPAL, Decisions
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.outlook import Outlook, open_behind
from qualifier.reasoning.relevance import askable, options_that_count, relevant_questions
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
        ahead: the diagrams of the rules, when they are at hand.
    """

    decisions: Decisions
    case: Case
    ahead: Lookahead | None = None

    @property
    def base(self) -> RuleBase:
        """The rule base."""
        return self.decisions.base

    @cached_property
    def relevant(self) -> tuple[str, ...]:
        """The questions to be asked, answered or not, in order."""
        return relevant_questions(self.decisions, self.case.answers, extras=self.case.extras)

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
    def short(self) -> bool:
        """Whether only what can still change the form is asked."""
        return self.ahead is not None and not self.case.full

    @cached_property
    def mattering(self) -> frozenset[str]:
        """The questions without an option that can still change what is wanted: the form, or all that is shown."""
        if self.ahead is None:
            return frozenset(self.relevant)
        found = self.ahead.deciding(self.options) if self.short else self.ahead.mattering(self.options)
        return found.union(self.extras) if self.case.extras else found

    @cached_property
    def extras(self) -> tuple[str, ...]:
        """The questions that only other schools need and that are to be asked with the present answers, if wanted."""
        wanted = relevant_questions(self.decisions, self.case.answers, extras=True)
        return tuple(id_ for id_ in wanted if self.base.questions[id_].extra)

    @property
    def extras_left(self) -> tuple[str, ...]:
        """Those of them that were neither answered nor passed over, while they are not asked yet."""
        met = {*self.case.answers, *self.case.skipped}
        return () if self.case.extras else tuple(id_ for id_ in self.extras if id_ not in met)

    @cached_property
    def asked_again(self) -> tuple[str, ...]:
        """The relevant questions whose former answer fits the rules no more, until they are answered or passed over.

        They are asked whether they can change the form or not: they were answered once, and that is not to be lost.
        """
        again = asked_again(self.case, self.base)
        return tuple(id_ for id_ in self.relevant if id_ in again)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The relevant questions without an answer that matter, or are asked again; skipped or not yet met."""
        wanted = self.mattering.union(self.asked_again)
        return tuple(id_ for id_ in self.relevant if id_ not in self.case.answers and id_ in wanted)

    @property
    def listed(self) -> tuple[str, ...]:
        """The relevant questions that were met or are waiting, in the order of the files."""
        shown = {*self.case.answers, *self.case.skipped, *self.waiting}
        return tuple(id_ for id_ in self.relevant if id_ in shown)

    @cached_property
    def settled(self) -> str | None:
        """The form, or the reason to name none, that no further answer can change; None while there is a choice."""
        if self.ahead is not None:
            return self.ahead.left(self.options).outcome
        return self.outlook.value(PRINCIPAL)

    @property
    def beside(self) -> tuple[str, ...]:
        """The questions that the full questionnaire would still ask, and the short one does not."""
        if self.ahead is None or self.case.full:
            return ()
        more = self.ahead.mattering(self.options)
        met = {*self.case.answers, *self.case.skipped}
        return tuple(id_ for id_ in self.relevant if id_ in more and id_ not in met and id_ not in self.mattering)

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The questions whose answers do not count now, their branch being closed."""
        return tuple(id_ for id_ in self.case.answers if id_ not in self.relevant)

    @cached_property
    def met(self) -> tuple[str, ...]:
        """The relevant questions met so far, in the order of meeting; those answered from a file come first."""
        kept = [id_ for id_ in self.case.met if id_ in self.relevant]
        before = [id_ for id_ in self.relevant if id_ in self.given and id_ not in kept]
        return (*before, *kept)

    @property
    def progress(self) -> Progress:
        """How far the questionnaire is: the rank of the question on screen, how many at most, how many probably."""
        at = self.case.at
        rank = self.met.index(at) + 1 if at in self.met else len(self.met) + 1
        new = [id_ for id_ in self.waiting if id_ not in self.met]
        most = max(len(self.met) + len(new), 1)
        if self.ahead is None or not self.short:
            return Progress(min(rank, most), most)
        beside = sum(id_ not in self.mattering and id_ not in self.met for id_ in self.asked_again)
        wider = sum(id_ not in self.met for id_ in self.extras) if self.case.extras else 0
        rest = round(likely_rest(self.ahead.left(self.options))) + beside + wider
        unanswered = sum(id_ in self.mattering and not self.base.questions[id_].extra for id_ in self.met)
        return Progress(min(rank, most), most, min(max(len(self.met) - unanswered + rest, rank), most))

    # --- steps ---------------------------------------------------------------------------------------------

    def answer(self, answer: Answer) -> Interview:
        """Answer the question on screen and move on."""
        at = self._here()
        answers = {**self.case.answers, at: answer}
        ordered = {id_: answers[id_] for id_ in self.base.questions if id_ in answers}
        skipped = tuple(id_ for id_ in self.case.skipped if id_ != at)
        case = replace(self.case, answers=ordered, skipped=skipped, notes=self._notes_after(at, answer))
        return self._moved_from(at, case)

    def skip(self) -> Interview:
        """Pass over the question on screen; an answer it already has is kept."""
        at = self._here()
        already = at in self.case.skipped or at in self.case.answers
        skipped = self.case.skipped if already else (*self.case.skipped, at)
        return self._moved_from(at, replace(self.case, skipped=skipped))

    def back(self) -> Interview:
        """Return to the question met before; at the first one, stay."""
        met = self.met or self.relevant[:1]
        rank = met.index(self.case.at) if self.case.at in met else len(met)
        return self.go_to(met[max(rank - 1, 0)])

    def go_on(self) -> Interview:
        """Ask from now on everything that matters to what a verdict shows."""
        return self._asking_more(replace(self.case, full=True))

    def go_wider(self) -> Interview:
        """Ask from now on the few questions that only other schools need as well."""
        return self._asking_more(replace(self.case, extras=True))

    def _asking_more(self, case: Case) -> Interview:
        whole = self._with(case)
        return whole._with(replace(whole.case, at=whole._following(None)))  # noqa: SLF001 - another of its kind

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
        return self._with(replace(self.case, at=self._following(None)))

    def with_ahead(self, ahead: Lookahead | None) -> Interview:
        """Return the same questionnaire with the diagrams at hand."""
        return Interview(self.decisions, self.case, ahead)

    def _here(self) -> str:
        if self.case.at is None:
            raise ValueError("no question on screen")
        return self.case.at

    def _moved_from(self, question: str, case: Case) -> Interview:
        """Put on screen the next question not met yet; else the summary."""
        moved = self._with(case)
        return moved._with(replace(moved.case, at=moved._following(question)))  # noqa: SLF001 - another of its kind

    def _following(self, after: str | None) -> str | None:
        """Return the question to ask next; None when nothing is left to ask.

        Args:
            after: the question just left, if any.
        """
        if self.asked_again:
            return self.asked_again[0]
        met = {*self.case.answers, *self.case.skipped}
        new = tuple(id_ for id_ in self.relevant if id_ not in met and id_ in self.mattering)
        left_waiting = [id_ for id_ in self.met if id_ in new]
        if self.short and left_waiting:
            # Someone who went back from a question returns to it.
            return left_waiting[0]
        if self.ahead is None or not self.short:
            rank = self.relevant.index(after) + 1 if after in self.relevant else 0
            return next((id_ for id_ in self.relevant[rank:] if id_ in new), next(iter(new), None))
        if not met and new:
            # The files decide how a questionnaire begins: its first question is there before any diagram is.
            return new[0]
        decide = tuple(id_ for id_ in new if not self.base.questions[id_].extra)
        choice = askable(self.decisions, self.outlook, decide)
        if not choice:
            # What decides of no form comes last, in the order of the files.
            return next((id_ for id_ in new if self.base.questions[id_].extra), None)
        last = after or (self.met[-1] if self.met else None)
        theme = self.base.questions[last].theme if last else None
        return best_question(self.base, self.ahead, self.ahead.left(self.options), choice, theme)

    def _with(self, case: Case) -> Interview:
        met = case.met if case.at is None or case.at in case.met else (*case.met, case.at)
        return Interview(self.decisions, replace(case, met=met), self.ahead)

    # --- answers that sit ill together ---------------------------------------------------------------------

    @property
    def tension(self) -> Tension | None:
        """The first two answers that sit ill together and of which nothing was said yet."""
        return next((one for one in self.tensions if one.id not in self.case.notes), None)

    @cached_property
    def tensions(self) -> tuple[Tension, ...]:
        """All pairs of answers that sit ill together now."""
        return tuple(one for one in self.base.tensions.values() if self.outlook.truth(one.when))

    def noted(self, tension: str, note: Note) -> Interview:
        """Write down what was decided about two answers that sit ill together.

        Args:
            tension: its name.
            note: what was decided.
        """
        return self._with(replace(self.case, notes={**self.case.notes, tension: note}))

    def _notes_after(self, question: str, answer: Answer) -> dict[str, Note]:
        """Return the notes that still hold: one on an answer that changes has nothing to say any more."""
        before = self.case.answers.get(question, Answer())
        tensions = self.base.tensions
        return {
            id_: note
            for id_, note in self.case.notes.items()
            if answer.option == before.option or id_ not in tensions or question not in tensions[id_].questions
        }

    # --- why -----------------------------------------------------------------------------------------------

    def why(self) -> Stake:
        """Say why the question on screen is asked, as things stand without its own answer."""
        at = self._here()
        others = {id_: option for id_, option in self.options.items() if id_ != at}
        outlook = Outlook(self.decisions, others)
        candidates, bearing = (
            self._at_stake(at, outlook) if self.ahead is None else self._exactly(self.ahead, at, others)
        )
        names = {form: self.base.forms[form].name for form in self.base.forms}
        return Stake(
            told_apart=tuple(names[form] for form in names if form in bearing),
            untouched=tuple(names[form] for form in names if form in candidates and form not in bearing),
            out=tuple((names[form], self._out(outlook, form)) for form in names if form not in candidates),
            only_beside=not self._decides(at),
        )

    def _at_stake(self, at: str, outlook: Outlook) -> tuple[frozenset[str], frozenset[str]]:
        """Return the outcomes that are not ruled out, and those that rest on a question."""
        candidates = outlook.possible(PRINCIPAL)
        behind = [form for form in candidates if form in self.base.forms]
        bearing = (form for form in behind if at in open_behind(self.decisions, outlook.possible, form))
        return candidates, frozenset(bearing)

    def _exactly(self, ahead: Lookahead, at: str, others: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the outcomes that some completion leads to, and those that some answer to a question rules out."""
        left = ahead.left(others)
        masks = left.after.get(ahead.rank[at], ())
        kept = left.possible.intersection(*(left.named(mask) for mask in masks))
        return left.possible, left.possible - kept if masks else frozenset()

    def _decides(self, question: str) -> bool:
        """Tell whether any form, or any reason to name none, depends on this question at all."""
        if self.ahead is not None:
            return question in self.ahead.deciding({})
        return question in open_behind(self.decisions, Outlook(self.decisions, {}).possible, PRINCIPAL)

    def _out(self, outlook: Outlook, form: str) -> Reason:
        """Say through what a form is out: by its own conditions, else because another speaks first."""
        own = excluded_because(self.base, outlook.possible, self.base.forms[form])
        if own is not None:
            return own
        first = speaks_first(self.base, outlook.possible)
        if first is None:
            return Reason(message("verdict", "no_way_left"))
        return Reason(
            message("verdict", "outranked", name=first.name, reason=first.precedence_reason or NOTHING), first.source
        )
