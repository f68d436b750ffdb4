"""Calibration: a team answers the same scenarios apart, then again after talking; how alike the answers are.

The figures are about the questions and the team as a whole. None is about a person: nothing here says who answered
what, and the order of people is forgotten. How answers are kept is for `calibration_record`, words for
`calibration_report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualifier.explanation.agreement import RAW_MARK, Agreement, Mark, agreement, raw_agreement
from qualifier.explanation.comparison import outcome_of
from qualifier.knowledge.cases import Case, Expected, Scenario
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, near
from qualifier.knowledge.models import UNDETERMINED
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import Text

LETTER = re.compile(r"[A-Z][0-9]{0,3}")

Pair = tuple[str, str]
# Why a question stands out: a mark that people stay below among themselves, or with the library.
Why = Mark | Literal["library"]


@dataclass(frozen=True)
class Rating:
    """What one person answered on one scenario in one round.

    Attributes:
        rater: a letter, never a name.
        scenario: the name of the scenario's case.
        round: its number, from 1; the first is the one before the talk.
        case: the answers.
        finished: the person has said that they have finished.
    """

    rater: str
    scenario: str
    round: int
    case: Case
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ScenarioFound:
    """What the team made of one scenario.

    Attributes:
        expected: the outcome that the library expects.
        verdicts: how many sets of answers lead to a verdict.
        reached: how many of them lead to the expected form, or to one that the scenario accepts.
        raw: the share of pairs of verdicts that are alike; None when there are fewer than two.
    """

    scenario: str
    title: Text
    expected: str
    verdicts: int
    reached: int
    raw: float | None


@dataclass(frozen=True, slots=True)
class QuestionFound:
    """What the team made of one question.

    Attributes:
        agreement: over the scenarios; an answer counts where the question was to be asked given the person's others.
        unknown: how often it was answered that one does not know.
        compared: the answers that the library answers too.
        like_library: those of them that are the library's.
    """

    question: str
    agreement: Agreement
    unknown: int
    compared: int
    like_library: int

    @property
    def library_share(self) -> float | None:
        """How often the answers are the library's; None when there is nothing to compare."""
        return self.like_library / self.compared if self.compared else None

    @property
    def why_hard(self) -> tuple[Why, ...]:
        """Why it is a candidate for rewording; empty when it is none.

        What one person alone answered says nothing of the question, and would say something of the person.
        """
        share = self.library_share
        apart = share is not None and share < RAW_MARK and self.agreement.raters > 1
        return (*self.agreement.below, "library") if apart else self.agreement.below


@dataclass(frozen=True)
class RoundFound:
    """What a round gives.

    Attributes:
        number: the round.
        raters: how many people answered.
        ratings: how many sets of answers they gave.
        verdicts: how alike the verdicts are, over the scenarios.
        scenarios: each scenario that somebody answered, in the order of the library.
        questions: each question that somebody answered, in the order of asking.
    """

    number: int
    raters: int
    ratings: int
    verdicts: Agreement
    scenarios: tuple[ScenarioFound, ...]
    questions: tuple[QuestionFound, ...]

    @property
    def given(self) -> int:
        """How many sets of answers lead to a verdict."""
        return sum(one.verdicts for one in self.scenarios)

    @property
    def reached(self) -> int:
        """How many of them lead to the form that the library expects."""
        return sum(one.reached for one in self.scenarios)

    @property
    def hardest(self) -> tuple[QuestionFound, ...]:
        """The questions that are candidates for rewording, those that people answer most differently first."""
        return tuple(sorted((one for one in self.questions if one.why_hard), key=_easier))


@dataclass(frozen=True)
class Calibration:
    """What a team's answers give, round by round.

    Attributes:
        rounds: each round, with all that was answered in it.
        before: the first round, and
        after: the last one, both with only what the same people answered on the same scenarios in each; None when
            there is one round, or nothing in common.
        apart: how many sets of answers of these two rounds are left out of `before` and `after`.
    """

    rounds: tuple[RoundFound, ...]
    before: RoundFound | None = None
    after: RoundFound | None = None
    apart: int = 0

    def question(self, id_: str) -> tuple[QuestionFound | None, QuestionFound | None]:
        """Return what becomes of a question from before to after.

        Args:
            id_: the question.
        """
        before, after = (
            next((one for one in found.questions if one.question == id_), None) if found else None
            for found in (self.before, self.after)
        )
        return before, after


def calibration(reasoner: Reasoner, scenarios: Sequence[Scenario], ratings: Sequence[Rating]) -> Calibration:
    """Return how alike a team's answers are, with one another and with the library.

    Args:
        reasoner: the rules with their engine.
        scenarios: the scenarios that the team answers.
        ratings: the answers, in any order; what is missing is missing.

    Raises:
        FaultsFound: a scenario is unknown, the same person answered twice in a round, or a name stands for a letter.
    """
    known = {one.case.id: one for one in scenarios}
    faults = [*rating_faults(ratings), *_unknown(known, ratings)]
    if faults:
        raise FaultsFound(faults)
    reads = [_read(reasoner, one) for one in ratings]
    numbers = sorted({one.round for one in ratings})
    by_round = {number: [one for one in reads if one.rating.round == number] for number in numbers}
    figures = _Figures(reasoner, known)
    rounds = tuple(figures.round(number, found) for number, found in by_round.items())
    if len(rounds) < 2:
        return Calibration(rounds)
    first, last = by_round[numbers[0]], by_round[numbers[-1]]
    both = {one.pair for one in first} & {one.pair for one in last}
    apart = len(first) + len(last) - 2 * len(both)
    if not both:
        return Calibration(rounds, apart=apart)
    if not apart:
        return Calibration(rounds, rounds[0], rounds[-1])
    before, after = (
        figures.round(number, [one for one in found if one.pair in both])
        for number, found in ((numbers[0], first), (numbers[-1], last))
    )
    return Calibration(rounds, before, after, apart)


def rating_faults(ratings: Sequence[Rating]) -> Iterator[Fault]:
    """Yield what is wrong with sets of answers taken together: a name for a letter, the same person twice.

    Args:
        ratings: the sets of answers.
    """
    seen: set[tuple[Pair, int]] = set()
    for one in ratings:
        place = Place(path=f"{one.rater}, {one.scenario}")
        if not LETTER.fullmatch(one.rater):
            yield fault("rater_not_letter", place, rater=one.rater)
        key = ((one.rater, one.scenario), one.round)
        if key in seen:
            yield fault("rating_doubled", place, rater=one.rater, scenario=one.scenario, round=one.round)
        seen.add(key)


def _unknown(known: Mapping[str, Scenario], ratings: Sequence[Rating]) -> Iterator[Fault]:
    for name in dict.fromkeys(one.scenario for one in ratings if one.scenario not in known):
        yield fault("scenario_unknown", Place(path=name), scenario=name, near=near(name, known))


def _easier(one: QuestionFound) -> tuple[float, float]:
    """Return what to sort by: agreement among people, then with the library; what is not known counts as full."""
    raw, share = one.agreement.raw, one.library_share
    return 1.0 if raw is None else raw, 1.0 if share is None else share


# --- one set of answers ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Read:
    """A set of answers as the rules read it.

    Attributes:
        options: the options of the questions that were to be asked.
        unknown: the questions to be asked that were answered "I do not know".
        verdict: the verdict; None when the questionnaire was left before the facts gave one.
    """

    rating: Rating
    options: Mapping[str, str]
    unknown: frozenset[str]
    verdict: Verdict | None

    @property
    def pair(self) -> Pair:
        return self.rating.rater, self.rating.scenario


def _read(reasoner: Reasoner, rating: Rating) -> _Read:
    answers = rating.case.answers
    relevant = relevant_questions(reasoner.decisions, answers)
    unknown = frozenset(one for one in relevant if one in answers and answers[one].option is None)
    return _Read(rating, options_that_count(reasoner.decisions, answers), unknown, _verdict(reasoner, rating.case))


def _verdict(reasoner: Reasoner, case: Case) -> Verdict | None:
    """Return the verdict; none when facts are missing because nobody was asked, or not to the end."""
    if not case.answers:
        return None
    found = reasoner.outline(case)
    return None if found.because == "missing" and case.at is not None else found


def _reaches(verdict: Verdict, expected: Expected) -> bool:
    wanted = (expected.form, expected.because)
    return (verdict.principal, verdict.because if expected.because else None) == wanted or (
        verdict.principal in expected.accept
    )


# --- a round -----------------------------------------------------------------------------------------------


class _Figures:
    """Works out rounds over the same scenarios."""

    def __init__(self, reasoner: Reasoner, scenarios: Mapping[str, Scenario]) -> None:
        self.base = reasoner.base
        self.scenarios = scenarios
        self.library = {
            name: options_that_count(reasoner.decisions, one.case.answers) for name, one in scenarios.items()
        }

    def round(self, number: int, reads: Sequence[_Read]) -> RoundFound:
        """Return what a round gives.

        Args:
            number: the round.
            reads: what was answered in it.
        """
        raters = sorted({one.rating.rater for one in reads})
        answered = {one.rating.scenario for one in reads}
        verdicts = {one.pair: outcome_of(one.verdict) for one in reads if one.verdict}
        return RoundFound(
            number,
            len(raters),
            len(reads),
            agreement(_table(raters, self.scenarios, verdicts)),
            tuple(self.scenario(name, reads) for name in self.scenarios if name in answered),
            tuple(self.questions(raters, reads)),
        )

    def scenario(self, name: str, reads: Iterable[_Read]) -> ScenarioFound:
        told = self.scenarios[name]
        verdicts = [one.verdict for one in reads if one.rating.scenario == name and one.verdict]
        return ScenarioFound(
            name,
            told.title,
            _expected_outcome(told.expected),
            len(verdicts),
            sum(_reaches(one, told.expected) for one in verdicts),
            raw_agreement([outcome_of(one) for one in verdicts]),
        )

    def questions(self, raters: Sequence[str], reads: Sequence[_Read]) -> Iterator[QuestionFound]:
        for question in self.base.questions:
            options = {one.pair: one.options[question] for one in reads if question in one.options}
            unknown = sum(question in one.unknown for one in reads)
            if not options and not unknown:
                continue
            like = [
                self.library[scenario][question] == option
                for (_, scenario), option in options.items()
                if question in self.library[scenario]
            ]
            found = agreement(_table(raters, self.scenarios, options))
            yield QuestionFound(question, found, unknown, len(like), sum(like))


def _expected_outcome(expected: Expected) -> str:
    return f"{UNDETERMINED}.{expected.because or 'missing'}" if expected.form == UNDETERMINED else expected.form


def _table(raters: Iterable[str], units: Iterable[str], told: Mapping[Pair, str]) -> list[list[str | None]]:
    """Return what each person told of each unit, None for nothing."""
    return [[told.get((rater, unit)) for unit in units] for rater in raters]
