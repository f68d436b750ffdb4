"""The questionnaire that looks ahead: only what can still change something is asked, and it stops when nothing can."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import REASONS, Answer, Case, Scenario, read_case, save_case
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import Decisions, decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from tests.support import SMALL_RULES, Completions, case_of, chance, drawn_options, outcome_of, shown

MOST, MEDIAN = 18, 9
SMALL = decisions_of(load_rules(SMALL_RULES))
AHEAD = look_ahead(SMALL)
WORLDS = Completions(SMALL)
SHOWN = Completions(SMALL, lambda outlook: shown(SMALL.base, outlook))


def opened(decisions: Decisions, ahead: Lookahead | None, *, full: bool = False) -> Interview:
    return Interview(decisions, Case("c", {}, full=full), ahead).resumed()


def to_the_end(interview: Interview, answers: dict[str, Answer]) -> tuple[Interview, list[Interview]]:
    """Answer as told and pass over what is not told; return the end, and every question on the way."""
    way = []
    while interview.case.at is not None:
        way.append(interview)
        answer = answers.get(interview.case.at)
        interview = interview.skip() if answer is None else interview.answer(answer)
    return interview, way


@pytest.fixture(scope="module")
def walks(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, tuple[Scenario, Interview, list[Interview]]]:
    """The short questionnaire over each scenario: its end, and every question on the way."""
    start = opened(reasoner.decisions, reasoner.ahead)
    return {one.case.id: (one, *to_the_end(start, dict(one.case.answers))) for one in library}


Walks = dict[str, tuple[Scenario, Interview, list[Interview]]]


def test_it_ends_with_the_verdict_that_each_scenario_expects(reasoner: Reasoner, walks: Walks) -> None:
    for scenario, end, _ in walks.values():
        verdict, expected = reasoner.qualify(end.case), scenario.expected

        assert (verdict.principal, verdict.status) == (expected.form, expected.status), scenario.file
        assert expected.because in (None, verdict.because), scenario.file
        assert verdict.status != "settled" or end.settled == verdict.principal


def test_it_keeps_its_promise_of_few_questions(walks: Walks) -> None:
    counts = [len(way) for scenario, _, way in walks.values() if scenario.expected.status == "settled"]

    assert max(counts) <= MOST
    assert median(counts) <= MEDIAN


def test_it_asks_only_what_can_change_the_form_and_stops_when_nothing_can(walks: Walks) -> None:
    for scenario, end, way in walks.values():
        for now in way:
            assert now.ahead is not None
            assert now.settled is None
            assert now.case.at in now.ahead.deciding(now.options), scenario.file
        assert end.settled is not None or set(end.waiting) <= {*end.case.skipped}
        assert end.settled is not None or all(
            one in end.case.answers or one in end.case.skipped for one in end.mattering
        ), scenario.file


def test_whatever_is_answered_it_ends_when_nothing_can_change_the_form(base: RuleBase, reasoner: Reasoner) -> None:
    draw, counts = chance(51), Counter[int]()
    for _ in range(120):
        told = drawn_options(base, draw)
        end, way = to_the_end(opened(reasoner.decisions, reasoner.ahead), dict(case_of(told).answers))
        whole = Outlook(reasoner.decisions, options_that_count(reasoner.decisions, case_of(told).answers))

        assert end.settled == outcome_of(whole)
        assert all(len(way) <= now.progress.at_most for now in way)
        counts[len(way)] += 1
    assert len(counts) > 5


def test_what_is_not_known_is_asked_once(base: RuleBase, reasoner: Reasoner) -> None:
    draw = chance(52)
    for _ in range(60):
        told = {
            one: Answer(unknown=draw.choice(REASONS)) if draw.random() < 0.3 else Answer(option)
            for one, option in drawn_options(base, draw).items()
        }
        end, way = to_the_end(opened(reasoner.decisions, reasoner.ahead), told)
        asked = [now.case.at for now in way]

        assert len(asked) == len(set(asked))
        assert end.settled or all(end.case.answers[one].option is None for one in end.mattering)


def test_someone_who_goes_back_returns_to_the_question_left(walks: Walks) -> None:
    for scenario, _, way in walks.values():
        for before, now in zip(way[:-2:3], way[2::3], strict=False):
            assert now.back().back().case.at == before.case.at
            again = now.back().back().answer(scenario.case.answers[str(before.case.at)])

            assert again.case == now.case, scenario.file


# --- the whole questionnaire --------------------------------------------------------------------------------


def test_the_whole_questionnaire_asks_what_can_change_something_shown_and_nothing_else(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    for scenario in library[::6]:
        start = opened(reasoner.decisions, reasoner.ahead, full=True)
        end, way = to_the_end(start, dict(scenario.case.answers))

        assert all(now.case.at in reasoner.ahead.mattering(now.options) for now in way), scenario.file
        assert {one for one in end.relevant if one in end.mattering} <= {*end.case.answers, *end.case.skipped}
        order = [list(reasoner.base.questions).index(str(now.case.at)) for now in way]
        assert order == sorted(order), "the order of the files"


def test_going_on_asks_the_rest_and_ends_like_the_whole_questionnaire(reasoner: Reasoner, walks: Walks) -> None:
    for scenario, end, _ in list(walks.values())[::6]:
        further = end.go_on()
        assert further.case.full
        assert (further.case.at is None) == (end.beside == () and set(end.waiting) <= {*end.case.skipped})
        on, way = to_the_end(further, dict(scenario.case.answers))

        assert on.beside == ()
        assert {str(now.case.at) for now in way}.isdisjoint(end.case.answers)
        assert reasoner.qualify(on.case).outcome == reasoner.qualify(end.case).outcome
        whole = options_that_count(reasoner.decisions, scenario.case.answers)
        met = options_that_count(reasoner.decisions, on.case.answers)
        if not on.waiting:
            looks = [Outlook(reasoner.decisions, options) for options in (met, whole)]
            assert shown(reasoner.base, looks[0]) == shown(reasoner.base, looks[1])


def test_in_the_small_rules_each_way_through_both_questionnaires_is_as_short_as_the_rules_allow() -> None:
    for whole in (dict(found) for found in WORLDS.found):
        answers = dict(case_of(whole).answers)
        for worlds, full in ((WORLDS, False), (SHOWN, True)):
            end, way = to_the_end(opened(SMALL, AHEAD, full=full), answers)
            for now in way:
                assert now.case.at in worlds.deciding(now.options)
            assert worlds.deciding(end.options) == frozenset()
            assert worlds.possible(end.options) == worlds.possible(whole)


def test_without_diagrams_at_first_nothing_is_lost_when_they_come(opened_small: Interview) -> None:
    there = opened_small.answer(Answer("other"))
    assert there.case.at == "sign"

    assert there.with_ahead(AHEAD).case == there.case
    assert there.with_ahead(AHEAD).skip().case.at == "work"


@pytest.fixture
def opened_small() -> Interview:
    return opened(SMALL, None)


def test_it_resumes_at_the_same_question_and_the_whole_questionnaire_stays_whole(tmp_path: Path) -> None:
    stopped = opened(SMALL, AHEAD).answer(Answer("other")).answer(Answer("talked"))
    assert (stopped.case.at, stopped.settled) == (None, "good_neighbours")
    further = stopped.go_on()
    save_case(further.case, tmp_path / "draft.json")

    resumed = Interview(SMALL, read_case(tmp_path / "draft.json", SMALL.base), AHEAD).resumed()

    assert resumed == further
    assert further.case.at is None  # a sign has nothing to say when people talk over the hedge


# --- someone who jumps about --------------------------------------------------------------------------------


class Sitting(RuleBasedStateMachine):
    """Someone who answers, skips, goes back, jumps about, wants more and comes back later, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.interview = opened(SMALL, AHEAD)
        self.told: dict[str, Answer] = {}
        self.chosen: str | None = None
        self.asked: set[str] = set()

    def moved(self, interview: Interview) -> None:
        """Take a step that leads to a question of the program's choice."""
        self.interview, self.chosen = interview, None

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.interview.question
        if question is not None:
            options = [Answer(option.id) for option in question.options]
            given = data.draw(st.sampled_from([*options, Answer(unknown="disputed")]))
            self.told[question.id] = given
            self.moved(self.interview.answer(given))

    @rule()
    def skip(self) -> None:
        if self.interview.question is not None:
            self.moved(self.interview.skip())

    @rule()
    def back(self) -> None:
        self.interview = self.interview.back()
        self.chosen = self.interview.case.at

    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        self.chosen = data.draw(st.sampled_from(self.interview.relevant))
        self.interview = self.interview.go_to(self.chosen)

    @rule()
    def want_more(self) -> None:
        self.moved(self.interview.go_on())

    @rule()
    def quit_and_resume(self) -> None:
        self.interview = replace(self.interview, ahead=None).with_ahead(AHEAD).resumed()

    @invariant()
    def every_answer_given_is_kept(self) -> None:
        assert self.interview.case.answers == self.told
        assert {*self.interview.given, *self.interview.set_aside} == set(self.told)

    @invariant()
    def the_question_on_screen_matters_or_was_gone_to(self) -> None:
        at = self.interview.case.at
        worlds = SHOWN if self.interview.case.full else WORLDS
        if at is not None and at != self.chosen:
            assert at in worlds.deciding(self.interview.options)
            assert at not in self.told
            assert at not in self.interview.case.skipped

    @invariant()
    def it_stops_exactly_when_all_that_matters_was_met(self) -> None:
        worlds = SHOWN if self.interview.case.full else WORLDS
        left = worlds.deciding(self.interview.options) - {*self.told, *self.interview.case.skipped}
        if self.interview.case.at != self.chosen or self.chosen is None:
            assert (self.interview.case.at is None) == (not left)

    @invariant()
    def it_knows_when_nothing_can_change_the_form(self) -> None:
        possible = WORLDS.possible(self.interview.options)
        assert self.interview.settled == (str(*possible) if len(possible) == 1 else None)

    @invariant()
    def progress_stays_within_the_questions(self) -> None:
        progress = self.interview.progress
        assert 1 <= progress.rank <= progress.at_most <= len(self.interview.relevant)
        assert progress.likely is None or progress.rank <= progress.likely <= progress.at_most

    @invariant()
    def just_answering_on_never_takes_more_questions_than_were_announced(self) -> None:
        for option in (0, -1):
            now = self.interview
            while now.question is not None:
                now = now.answer(now.case.answers.get(now.question.id, Answer(now.question.options[option].id)))
            assert len(now.met) <= self.interview.progress.at_most


TestAnySitting = Sitting.TestCase
