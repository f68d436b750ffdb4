"""Which question comes next in the short questionnaire, and how far it is still."""

from collections.abc import Iterator

import pytest

from qualifier.interview.interview import Interview
from qualifier.interview.order import CLOSE, best_question, likely_rest
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.lookahead import Lookahead, weight_left
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import askable
from qualifier.reasoning.verdict import Reasoner
from tests.support import Completions, case_of, chance, drawn_options, options_of


@pytest.fixture(scope="module")
def ahead(reasoner: Reasoner) -> Lookahead:
    assert reasoner.ahead is not None
    return reasoner.ahead


@pytest.fixture(scope="module")
def steps(reasoner: Reasoner, library: tuple[Scenario, ...]) -> tuple[tuple[Interview, Interview], ...]:
    """Each step of the short questionnaire over the library: before an answer, and after it."""

    def walked(case: Case) -> Iterator[tuple[Interview, Interview]]:
        now = Interview(reasoner.decisions, Case(case.id, {}), reasoner.ahead).resumed()
        while now.case.at is not None:
            then = now.answer(case.answers.get(now.case.at, Answer(unknown="not_asked")))
            yield now, then
            now = then

    return tuple(step for scenario in library for step in walked(scenario.case))


def choice(interview: Interview) -> tuple[str, ...]:
    """The questions that could have been put on screen instead of the one that is."""
    before = [one for one in interview.waiting if one == interview.case.at or one not in interview.met]
    return askable(interview.decisions, interview.outlook, before)


def test_the_question_that_leaves_least_comes_next_or_one_close_to_it_on_the_same_theme(
    base: RuleBase, ahead: Lookahead, steps: tuple[tuple[Interview, Interview], ...]
) -> None:
    kept, changed = 0, 0
    for before, after in steps:
        if after.case.at is None:
            continue
        left = ahead.left(after.options)
        weights = {one: weight_left(left, ahead.rank[one]) for one in choice(after)}
        theme = base.questions[str(before.case.at)].theme
        close = [one for one, weight in weights.items() if weight <= min(weights.values()) + CLOSE]
        at_hand = [one for one in close if base.questions[one].theme == theme]

        assert after.case.at in close
        if at_hand:
            assert after.case.at == at_hand[0]
            kept += weights[after.case.at] > min(weights.values())
        else:
            assert weights[after.case.at] == pytest.approx(min(weights.values()))
            changed += 1
    # Both happen: the theme is kept although another question leaves a little less, and the theme is left.
    assert kept
    assert changed


def test_a_question_comes_after_those_that_decide_whether_it_is_asked(
    steps: tuple[tuple[Interview, Interview], ...],
) -> None:
    for now, _ in steps:
        question = now.base.questions[str(now.case.at)]
        unmet = now.decisions.gates[question.id] & {one for one in now.waiting if one not in now.met}

        assert now.outlook.truth(question.ask_when) or not unmet, (question.id, now.options)


def test_in_the_small_rules_the_garden_comes_after_the_house(small_reasoner: Reasoner) -> None:
    ahead, base = small_reasoner.ahead, small_reasoner.base
    assert ahead is not None
    nothing_known = Outlook(small_reasoner.decisions, {})
    two_houses = Outlook(small_reasoner.decisions, {"house": "other"})
    deciding = [one for one in base.questions if one in ahead.deciding({})]

    assert deciding == ["house", "work", "since", "harvest"]
    assert askable(small_reasoner.decisions, nothing_known, deciding) == ("house",)
    # In two houses `since` and `harvest` wait for what was done; when that stays unknown, they wait no longer.
    assert askable(small_reasoner.decisions, two_houses, ["work", "since", "harvest"]) == ("work",)
    assert askable(small_reasoner.decisions, two_houses, ["since", "harvest"]) == ("since", "harvest")


def test_of_two_questions_that_are_close_the_one_on_the_theme_at_hand_is_asked(
    base: RuleBase, ahead: Lookahead, steps: tuple[tuple[Interview, Interview], ...]
) -> None:
    several = 0
    for now, _ in steps:
        left, asked = ahead.left(now.options), choice(now)
        weights = {one: weight_left(left, ahead.rank[one]) for one in asked}
        close = [one for one in asked if weights[one] <= min(weights.values()) + CLOSE]
        themes = {base.questions[one].theme for one in close}
        for theme in themes:
            assert best_question(base, ahead, left, asked, theme) in close
            assert base.questions[best_question(base, ahead, left, asked, theme)].theme == theme
        assert weights[best_question(base, ahead, left, asked, None)] == pytest.approx(min(weights.values()))
        several += len(themes) > 1
    assert several


def test_the_order_of_the_files_decides_between_questions_that_leave_as_much(base: RuleBase, ahead: Lookahead) -> None:
    draw = chance(42)
    for _ in range(100):
        left = ahead.left(drawn_options(base, draw, 0.4))
        asked = [ahead.order[rank] for rank in left.questions]
        if asked:
            shuffled = draw.sample(asked, len(asked))
            assert best_question(base, ahead, left, asked, None) == best_question(base, ahead, left, shuffled, None)


def test_what_is_probably_left_is_the_mean_of_the_shortest_ways(small_reasoner: Reasoner) -> None:
    ahead = small_reasoner.ahead
    assert ahead is not None
    # From nothing: one answer for a household, three to strangers, too early, a shared garden, a helping hand,
    # and two to good neighbours.
    assert likely_rest(ahead.left({})) == (1 + 2 + 4 * 3) / 6
    assert likely_rest(ahead.left({"house": "same"})) == 0
    for options in Completions(small_reasoner.decisions).partial():
        left = ahead.left(options)
        assert 0 <= likely_rest(left) <= len(left.questions)


def test_progress_stays_within_what_there_is_to_ask(steps: tuple[tuple[Interview, Interview], ...]) -> None:
    for before, after in steps:
        progress = before.progress
        assert progress.likely is not None
        assert 1 <= progress.rank <= progress.likely <= progress.at_most
        assert progress.rank == len(before.met)
        assert after.progress.at_most <= progress.at_most


def test_progress_says_at_most_as_many_questions_as_there_are_in_the_end(
    base: RuleBase, reasoner: Reasoner, steps: tuple[tuple[Interview, Interview], ...]
) -> None:
    ends: dict[str, int] = {}
    for _, after in steps:
        if after.case.at is None:
            ends[after.case.id] = len(after.met)
    for before, _ in steps:
        assert ends[before.case.id] <= before.progress.at_most


def test_the_whole_questionnaire_says_only_how_many_questions_there_are_at_most(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    case = Case("c", case_of(options_of(library[0].case)).answers, full=True)

    assert Interview(reasoner.decisions, case, reasoner.ahead).progress.likely is None
