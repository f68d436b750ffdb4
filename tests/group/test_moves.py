"""Between two rounds: whose answer moved, whether it moved the outcome, what splits the group no longer."""

from dataclasses import replace

import pytest

from qualifier.explanation.comparison import outcome_of
from qualifier.explanation.over_time import over_time
from qualifier.group.divides import Held, group_map
from qualifier.group.moves import Move, Moved, moved
from qualifier.group.viewpoints import View
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.faults import FaultsFound
from qualifier.reasoning.verdict import Reasoner
from tests.group.rooms import varied, views_of
from tests.support import case_of, chance, options_of

GARDEN = {"house": "other", "work": "dug"}
SHARED, UNSAID = {**GARDEN, "harvest": "shared"}, {**GARDEN, "harvest": "unsaid"}


def test_one_who_comes_to_the_others_answer_moves_and_the_question_splits_no_longer(small_reasoner: Reasoner) -> None:
    found = moved(small_reasoner, views_of(SHARED, SHARED, UNSAID), views_of(SHARED, SHARED, SHARED))

    assert found == Moved(
        (Move("C", "harvest", Answer("unsaid"), Answer("shared"), decisive=True),),
        before=(Held("shared_garden", ("A", "B")), Held("digging_together", ("C",))),
        after=(Held("shared_garden", ("A", "B", "C")),),
        joined=("harvest",),
        parted=(),
    )


def test_a_question_may_split_only_afterwards(small_reasoner: Reasoner) -> None:
    found = moved(small_reasoner, views_of(SHARED, SHARED), views_of(SHARED, {**SHARED, "sign": "painted"}))
    again = moved(
        small_reasoner, views_of(SHARED, SHARED), views_of({**SHARED, "sign": "none"}, {**SHARED, "sign": "painted"})
    )

    assert (found.parted, again.parted) == ((), ("sign",))
    assert [(one.label, one.decisive) for one in again.moves] == [("A", False), ("B", False)]


def test_an_answer_that_is_given_up_or_given_at_last_has_moved(small_reasoner: Reasoner) -> None:
    unsure = Case("case", {**case_of(GARDEN).answers, "harvest": Answer(None, "not_observed")})
    found = moved(
        small_reasoner, [View("A", unsure), *views_of({}, SHARED)[1:]], [View("A", case_of(SHARED)), View("B", unsure)]
    )

    assert [(one.label, one.question, one.before, one.after) for one in found.moves] == [
        ("A", "harvest", Answer(None, "not_observed"), Answer("shared")),
        ("B", "harvest", Answer("shared"), Answer(None, "not_observed")),
    ]


def test_those_who_changed_something_are_counted_once_each_and_those_who_answered_the_same_again_are_not(
    small_reasoner: Reasoner,
) -> None:
    before = views_of(SHARED, UNSAID, SHARED)
    two_changes = {**UNSAID, "sign": "painted"}

    assert moved(small_reasoner, before, views_of(two_changes, UNSAID, SHARED)).movers == ("A",)
    assert moved(small_reasoner, before, views_of(two_changes, UNSAID, UNSAID)).movers == ("A", "C")
    assert moved(small_reasoner, before, before).movers == ()


def test_how_an_answer_is_known_does_not_make_it_another(small_reasoner: Reasoner) -> None:
    told = replace(views_of(SHARED)[0], case=case_of(SHARED, {"harvest": "told"}))

    assert moved(small_reasoner, views_of(SHARED), [told]).moves == ()


def test_whoever_answered_in_one_round_only_is_left_out_of_what_moved_and_not_of_what_is_held(
    small_reasoner: Reasoner,
) -> None:
    """C, who left, was alone to say it; that the question splits no longer is no coming together."""
    found = moved(small_reasoner, views_of(SHARED, SHARED, UNSAID), views_of(SHARED, SHARED))
    nobody = moved(small_reasoner, views_of(SHARED), [replace(views_of(UNSAID)[0], label="Z")])

    assert (found.moves, found.joined, found.parted) == ((), (), ())
    assert [one.labels for one in found.before] == [("A", "B"), ("C",)]
    assert (nobody.moves, nobody.joined, nobody.parted) == ((), (), ())
    assert (nobody.before, nobody.after) == ((Held("shared_garden", ("A",)),), (Held("digging_together", ("Z",)),))


def test_a_round_without_viewpoints_cannot_be_compared(small_reasoner: Reasoner) -> None:
    for before, after in ((views_of(SHARED), ()), ((), views_of(SHARED))):
        with pytest.raises(FaultsFound) as found:
            moved(small_reasoner, before, after)
        assert [one.code for one in found.value.faults] == ["session_no_viewpoint"]


def test_around_real_stories_what_moved_is_what_two_dates_of_one_viewpoint_would_show(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    decisive = 0
    for seed, scenario in enumerate(library[::15]):
        story, draws = options_of(scenario.case), [chance(80 + 4 * seed + n) for n in range(4)]
        first = views_of(*(varied(reasoner.base, story, draw) for draw in draws))
        second = views_of(*(varied(reasoner.base, view.options, draw) for view, draw in zip(first, draws, strict=True)))
        found = moved(reasoner, first, tuple(reversed(second)))

        for one, other in zip(first, second, strict=True):
            shown = {each.question: each.decisive for each in over_time(reasoner, one.case, other.case).moved}
            assert {move.question: move.decisive for move in found.moves if move.label == one.label} == shown
        held = {label: one.outcome for one in found.after for label in one.labels}
        assert held == {view.label: outcome_of(reasoner.outline(view.case)) for view in second}
        splits = [
            {one.question for one in (*each.mattering, *each.aside)}
            for each in (group_map(reasoner, first), group_map(reasoner, second))
        ]
        assert (set(found.joined), set(found.parted)) == (splits[0] - splits[1], splits[1] - splits[0])
        decisive += sum(one.decisive for one in found.moves)
    assert decisive > 3
