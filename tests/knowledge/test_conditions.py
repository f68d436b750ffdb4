"""Conditions, held against the plainest reading there is: every world of small closed domains, one by one."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifier.knowledge.conditions import (
    All,
    Any,
    Condition,
    In,
    TooManyClauses,
    at_least,
    clauses,
    leaves,
    negate,
    subjects,
    truth,
)

DOMAINS = {"weather": ("dry", "wet"), "tool": ("spade", "rake", "none")}
World = dict[str, str]
WORLDS: list[World] = [dict(zip(DOMAINS, values, strict=True)) for values in product(*DOMAINS.values())]
MANY = 100_000


def subsets(values: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(chosen) for size in range(len(values) + 1) for chosen in combinations(values, size)]


def holds(condition: Condition, world: World) -> bool:
    if isinstance(condition, In):
        return world[condition.subject] in condition.values
    return (all if isinstance(condition, All) else any)(holds(part, world) for part in condition.parts)


LEAVES = [In(subject, chosen) for subject, values in DOMAINS.items() for chosen in subsets(values)]
leaf = st.sampled_from(LEAVES)


def joined(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    return st.builds(All, parts) | st.builds(Any, parts) | st.builds(at_least, st.integers(0, 3), parts)


conditions = leaf | joined(leaf) | joined(leaf | joined(leaf))
what_is_possible = st.fixed_dictionaries({id_: st.sampled_from(subsets(found)[1:]) for id_, found in DOMAINS.items()})


@given(conditions)
def test_a_negation_holds_exactly_in_the_worlds_where_the_condition_does_not(condition: Condition) -> None:
    opposite = negate(condition, DOMAINS)

    assert [holds(opposite, world) for world in WORLDS] == [not holds(condition, world) for world in WORLDS]


@given(st.integers(-1, 5), st.lists(leaf, max_size=4))
def test_at_least_holds_exactly_where_enough_parts_do(count: int, parts: list[Condition]) -> None:
    condition = at_least(count, tuple(parts))

    for world in WORLDS:
        assert holds(condition, world) == (sum(holds(part, world) for part in parts) >= count)


@given(conditions)
def test_a_condition_holds_exactly_where_all_the_leaves_of_one_of_its_clauses_do(condition: Condition) -> None:
    spread = clauses(condition, DOMAINS, MANY)

    for world in WORLDS:
        assert any(all(holds(leaf, world) for leaf in clause) for clause in spread) == holds(condition, world)


@given(conditions)
def test_a_clause_speaks_once_of_a_subject_and_says_something_of_it(condition: Condition) -> None:
    for clause in clauses(condition, DOMAINS, MANY):
        assert len({leaf.subject for leaf in clause}) == len(clause)
        assert all(0 < len(leaf.values) < len(DOMAINS[leaf.subject]) for leaf in clause)


@given(conditions)
def test_no_clause_is_implied_by_a_shorter_one(condition: Condition) -> None:
    spread = clauses(condition, DOMAINS, MANY)

    for clause, shorter in ((clause, other) for clause in spread for other in spread if len(other) < len(clause)):
        allowed = {leaf.subject: leaf.values for leaf in clause}
        assert not all(leaf.subject in allowed and allowed[leaf.subject] <= leaf.values for leaf in shorter)


@given(conditions, what_is_possible)
def test_what_is_judged_established_or_ruled_out_is_so_in_every_world_still_possible(
    condition: Condition, possible: dict[str, frozenset[str]]
) -> None:
    left = [world for world in WORLDS if all(world[subject] in possible[subject] for subject in DOMAINS)]
    judged = truth(condition, possible.__getitem__)

    assert judged is None or {holds(condition, world) for world in left} == {judged}


@given(conditions, st.sampled_from(WORLDS))
def test_when_everything_is_known_every_condition_is_judged(condition: Condition, world: World) -> None:
    assert truth(condition, lambda subject: frozenset({world[subject]})) == holds(condition, world)


@given(leaf, what_is_possible)
def test_a_lone_leaf_is_open_exactly_when_the_worlds_disagree(leaf: In, possible: dict[str, frozenset[str]]) -> None:
    verdicts = {value in leaf.values for value in possible[leaf.subject]}

    assert truth(leaf, possible.__getitem__) == (verdicts.pop() if len(verdicts) == 1 else None)


@given(conditions, what_is_possible)
def test_a_negation_is_judged_the_other_way_round(condition: Condition, possible: dict[str, frozenset[str]]) -> None:
    judged = truth(condition, possible.__getitem__)

    assert truth(negate(condition, DOMAINS), possible.__getitem__) == (None if judged is None else not judged)


@given(conditions, what_is_possible, st.data())
def test_knowing_more_never_overturns_a_judgement(
    condition: Condition, possible: dict[str, frozenset[str]], data: st.DataObject
) -> None:
    fewer = {
        subject: data.draw(st.sampled_from(subsets(tuple(sorted(values)))[1:])) for subject, values in possible.items()
    }
    judged = truth(condition, possible.__getitem__)

    assert judged is None or truth(condition, fewer.__getitem__) == judged


def test_all_of_nothing_always_holds_and_any_of_nothing_never_does() -> None:
    assert clauses(All(()), DOMAINS) == ((),)
    assert clauses(Any(()), DOMAINS) == ()


def test_the_leaves_come_in_order_and_the_subjects_once() -> None:
    dry, wet = In("weather", frozenset({"dry"})), In("weather", frozenset({"wet"}))
    spade = In("tool", frozenset({"spade"}))
    condition = Any((All((dry, spade)), wet))

    assert list(leaves(condition)) == [dry, spade, wet]
    assert subjects(condition) == {"weather", "tool"}


def test_a_condition_that_spreads_too_far_is_refused_with_its_size() -> None:
    either = [
        Any((In(f"left_{rank}", frozenset({"yes"})), In(f"right_{rank}", frozenset({"yes"})))) for rank in range(5)
    ]
    domains = {leaf.subject: ("yes", "no") for part in either for leaf in leaves(part)}

    assert len(clauses(All(tuple(either)), domains, most=32)) == 32
    with pytest.raises(TooManyClauses, match="32"):
        clauses(All(tuple(either)), domains, most=31)
