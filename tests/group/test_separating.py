"""What separates two outcomes is the fewest answers that turn one into the other: no smaller set does it."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.explanation.comparison import outcome_of
from qualifier.group.divides import GroupMap, group_map
from qualifier.group.separating import Separation, Switch
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner
from tests.group.rooms import drawn_few, varied, views_of
from tests.reasoning.test_lookahead import any_rules
from tests.support import Completions, case_of, chance, options_of

UNKNOWING = ("undetermined.missing", "undetermined.disputed")


def mixed(own: Mapping[str, str], others: Mapping[str, str], taken: frozenset[str]) -> dict[str, str]:
    """Return one's own answers with some of others in their place; what others leave open is then open."""
    kept = {question: option for question, option in own.items() if question not in taken}
    return {**kept, **{question: option for question, option in others.items() if question in taken}}


class Pairs:
    """The pairs of viewpoints that hold two outcomes, and what taking answers over makes of the first."""

    def __init__(self, reasoner: Reasoner, found: GroupMap, separation: Separation) -> None:
        self.reasoner = reasoner
        self.other = separation.other
        labels = {one.outcome: one.labels for one in found.held}
        self.here = [dict(view.options) for view in found.views if view.label in labels[separation.one]]
        self.there = [
            options_that_count(reasoner.decisions, view.case.answers)
            for view in found.views
            if view.label in labels[separation.other]
        ]

    def all(self) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        return ((own, others) for own in self.here for others in self.there)

    def possible(self, options: Mapping[str, str]) -> frozenset[str]:
        assert self.reasoner.ahead is not None
        return self.reasoner.ahead.left(options).possible

    def turned(self, own: Mapping[str, str], others: Mapping[str, str], taken: frozenset[str]) -> bool:
        """Tell whether the verdict becomes the other outcome, as firmly as it is held there."""
        answers = mixed(own, others, taken)
        outcome = outcome_of(self.reasoner.outline(case_of(answers)))
        return outcome == self.other and self.possible(answers) <= self.possible(others)


def differing(own: Mapping[str, str], others: Mapping[str, str]) -> list[str]:
    return [one for one in dict.fromkeys((*own, *others)) if own.get(one) != others.get(one)]


def it_turns(pairs: Pairs, switches: tuple[Switch, ...]) -> bool:
    """Tell whether some pair has these answers, and taking them over does it."""
    taken = frozenset(one.question for one in switches)
    return any(
        all((own.get(one.question), others.get(one.question)) == (one.here, one.there) for one in switches)
        and pairs.turned(own, others, taken)
        for own, others in pairs.all()
    )


def held_against_every_smaller_set(reasoner: Reasoner, found: GroupMap) -> int:
    """Check each separation; return how many answers they have together."""
    for one in found.separations:
        pairs = Pairs(reasoner, found, one)

        assert it_turns(pairs, one.switches)
        assert not any(
            pairs.turned(own, others, frozenset(taken))
            for own, others in pairs.all()
            for size in range(len(one.switches))
            for taken in combinations(differing(own, others), size)
        ), one
    return sum(len(one.switches) for one in found.separations)


def told_pairs(found: GroupMap) -> set[frozenset[str]]:
    return {frozenset((one.one, one.other)) for one in found.separations}


def test_in_the_small_rules_no_smaller_set_of_answers_would_do(small_reasoner: Reasoner) -> None:
    worlds, draw = Completions(small_reasoner.decisions), chance(61)
    sizes = 0
    for _ in range(60):
        views = views_of(*(drawn_few(worlds.options, draw) for _ in range(draw.randrange(2, 6))))
        sizes += held_against_every_smaller_set(small_reasoner, group_map(small_reasoner, views))
    assert sizes > 100


@settings(max_examples=25)
@given(any_rules, st.integers(0, 1000))
def test_in_any_rules_no_smaller_set_of_answers_would_do(base: RuleBase, seed: int) -> None:
    reasoner, draw = Reasoner(base), chance(seed)
    worlds = Completions(reasoner.decisions)
    views = views_of(*(drawn_few(worlds.options, draw) for _ in range(4)))
    held_against_every_smaller_set(reasoner, group_map(reasoner, views))


def test_each_two_outcomes_that_answers_lead_to_are_told_apart_once(small_reasoner: Reasoner) -> None:
    worlds, draw = Completions(small_reasoner.decisions), chance(62)
    met = 0
    for _ in range(60):
        found = group_map(small_reasoner, views_of(*(drawn_few(worlds.options, draw) for _ in range(5))))
        outcomes = [one.outcome for one in found.held]
        wanted = {frozenset(pair) for pair in combinations(outcomes, 2) if not {*pair} <= {*UNKNOWING}}

        assert told_pairs(found) == wanted
        assert len(found.separations) == len(wanted)
        for one in found.separations:
            assert one.other not in UNKNOWING
            assert one.one in UNKNOWING or outcomes.index(one.one) < outcomes.index(one.other)
            met += one.one in UNKNOWING
    assert met > 10


def test_one_answer_that_changes_everything_is_all_that_separates(small_reasoner: Reasoner) -> None:
    dug = {"house": "other", "work": "dug", "sign": "none"}
    views = views_of({**dug, "harvest": "shared"}, {**dug, "harvest": "unsaid", "sign": "painted"})

    assert group_map(small_reasoner, views).separations == (
        Separation("shared_garden", "digging_together", (Switch("harvest", "shared", "unsaid"),)),
    )


def test_whoever_does_not_know_takes_over_what_the_other_knows(small_reasoner: Reasoner) -> None:
    views = views_of({"house": "other"}, {"house": "other", "work": "talked"})

    assert group_map(small_reasoner, views).separations == (
        Separation("undetermined.missing", "good_neighbours", (Switch("work", None, "talked"),)),
    )


def test_what_was_answered_on_a_branch_counts_again_where_the_branch_reopens(small_reasoner: Reasoner) -> None:
    """A had said that they talked, before the answer about the house set it aside."""
    views = views_of({"house": "same", "work": "talked"}, {"house": "other", "work": "talked"})

    assert group_map(small_reasoner, views).separations == (
        Separation("household", "good_neighbours", (Switch("house", "same", "other"),)),
    )


def test_of_all_pairs_the_one_that_needs_fewest_is_told(small_reasoner: Reasoner) -> None:
    far, near = {"house": "same"}, {"house": "same", "work": "dug", "harvest": "shared"}
    garden = {"house": "other", "work": "dug", "harvest": "shared"}

    (found,) = group_map(small_reasoner, views_of(far, far, near, garden)).separations
    assert found == Separation("household", "shared_garden", (Switch("house", "same", "other"),))


# --- on the real rules -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def funder(library: tuple[Scenario, ...]) -> dict[str, dict[str, str]]:
    return {one.case.id: options_of(one.case) for one in library}


def test_the_imposed_agreement_and_the_rewritten_one_are_told_apart_by_answers_that_do_turn_one_into_the_other(
    reasoner: Reasoner, funder: dict[str, dict[str, str]]
) -> None:
    found = group_map(reasoner, views_of(funder["c08_funder_convention"], funder["c09_convention_rewritten"]))

    (separation,) = found.separations
    assert {separation.one, separation.other} == {one.outcome for one in found.held}
    assert held_against_every_smaller_set(reasoner, found) == len(separation.switches) > 0


def test_around_real_stories_the_answers_told_turn_one_outcome_into_the_other_and_none_can_be_left_out(
    reasoner: Reasoner, funder: dict[str, dict[str, str]]
) -> None:
    checked = 0
    for seed, story in enumerate(sorted(funder)[8::12]):
        views = views_of(
            funder[story], *(varied(reasoner.base, funder[story], chance(63 + 5 * seed + n)) for n in range(4))
        )
        found = group_map(reasoner, views)
        for one in found.separations:
            pairs = Pairs(reasoner, found, one)

            assert it_turns(pairs, one.switches)
            assert not any(
                pairs.turned(own, others, frozenset(taken))
                for own, others in pairs.all()
                for size in range(min(len(one.switches), 2))
                for taken in combinations(differing(own, others), size)
            )
            checked += 1
    assert checked > 10
