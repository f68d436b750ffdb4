"""A mixture tells of every set of answers taken over what trying each of them shows, the smallest sets first."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.group.mixing import mixture
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from tests.group.rooms import drawn_few
from tests.reasoning.test_lookahead import any_rules
from tests.support import Completions, chance


def subsets(questions: list[str]) -> Iterator[frozenset[str]]:
    return (frozenset(taken) for size in range(len(questions) + 1) for taken in combinations(questions, size))


def tried(
    worlds: Completions, own: Mapping[str, str], others: Mapping[str, str], outcome: str
) -> dict[frozenset[str], bool]:
    """Return the sets that leave an outcome possible, and nothing that the others' answers rule out; whether alone."""
    found: dict[frozenset[str], bool] = {}
    for taken in subsets([one for one in worlds.options if own.get(one) != others.get(one)]):
        mixed = {one: (others if one in taken else own).get(one) for one in worlds.options}
        left = worlds.possible({one: option for one, option in mixed.items() if option is not None})
        if outcome in left and left <= worlds.possible(others):
            found[taken] = left == {outcome}
    return found


def held_against_each_set(ahead: Lookahead, worlds: Completions, seed: int) -> int:
    draw = chance(seed)
    own, others = drawn_few(worlds.options, draw), drawn_few(worlds.options, draw)
    count = 0
    for outcome in ahead.left(others).possible:
        ways = list(mixture(ahead, own, others, outcome).cheapest())
        sizes = [len(taken) for taken, _ in ways]
        found = {frozenset(ahead.order[rank] for rank in taken): settles for taken, settles in ways}

        assert sizes == sorted(sizes)
        assert len(found) == len(ways)
        assert found == tried(worlds, own, others, outcome)
        count += len(found)
    return count


def test_in_the_small_rules_it_yields_every_set_that_does_it_once_the_smallest_first(small_base: RuleBase) -> None:
    decisions = decisions_of(small_base)
    ahead, worlds = look_ahead(decisions), Completions(decisions)

    assert sum(held_against_each_set(ahead, worlds, seed) for seed in range(300)) > 1000


@settings(max_examples=40)
@given(any_rules, st.integers(0, 1000))
def test_in_any_rules_it_yields_every_set_that_does_it_once_the_smallest_first(base: RuleBase, seed: int) -> None:
    decisions = decisions_of(base)
    ahead, worlds = look_ahead(decisions, 1 << 14), Completions(decisions)
    for number in range(4):
        held_against_each_set(ahead, worlds, seed + number)
