"""Diagrams against tables that hold an outcome for every way of answering: each reading is what the table says."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.reasoning.compiling import Space
from qualifier.reasoning.diagram import Answers, Diagram, leaf

NAMES = ("red", "green", "blue")
ROOM = 1 << 12


@dataclass(frozen=True)
class Table:
    """An outcome for every complete set of answers, written out."""

    sizes: tuple[int, ...]
    cells: tuple[int, ...]

    def rows(self) -> Iterator[tuple[tuple[int, ...], str]]:
        wholes = product(*(range(size) for size in self.sizes))
        return ((whole, NAMES[cell]) for whole, cell in zip(wholes, self.cells, strict=True))

    def of(self, answers: Answers) -> Counter[str]:
        """Count the outcomes of the completions of some answers."""
        return Counter(
            name for whole, name in self.rows() if all(whole[rank] == option for rank, option in answers.items())
        )

    def possible(self, answers: Answers) -> set[str]:
        return set(self.of(answers))

    def partial(self) -> Iterator[dict[int, int]]:
        for chosen in product(*((None, *range(size)) for size in self.sizes)):
            yield {rank: option for rank, option in enumerate(chosen) if option is not None}

    def deciding(self, answers: Answers) -> set[int]:
        """The unanswered questions that alone, the others being answered somehow, change the outcome."""
        named = {whole: name for whole, name in self.rows() if all(whole[r] == o for r, o in answers.items())}
        return {
            rank
            for rank in set(range(len(self.sizes))) - answers.keys()
            for whole, name in named.items()
            if any(named[(*whole[:rank], o, *whole[rank + 1 :])] != name for o in range(self.sizes[rank]))
        }

    def among(self, some: dict[int, tuple[int, ...]]) -> "Table":
        """Return the table of the ways of answering in which some questions have only some of their options."""
        ranges = [some.get(rank, tuple(range(size))) for rank, size in enumerate(self.sizes)]
        wholes = product(*(range(size) for size in self.sizes))
        kept = dict(zip(wholes, self.cells, strict=True))
        return Table(tuple(map(len, ranges)), tuple(kept[whole] for whole in product(*ranges)))

    def diagram(self) -> Diagram:
        """Compile the table."""
        questions = {f"q{rank}": tuple(f"o{option}" for option in range(size)) for rank, size in enumerate(self.sizes)}
        space = Space(questions, ROOM)
        found = dict.fromkeys(NAMES, space.never)
        for whole, name in self.rows():
            here = space.always
            for rank, option in enumerate(whole):
                here &= space.chosen(f"q{rank}", f"o{option}")
            found[name] |= here
        return space.diagram(found)


sizes = st.lists(st.integers(2, 5), min_size=1, max_size=3).map(tuple)
tables = sizes.flatmap(
    lambda found: st.builds(
        Table,
        st.just(found),
        st.lists(st.integers(0, len(NAMES) - 1), min_size=prod(found), max_size=prod(found)).map(tuple),
    )
)


def lean(diagram: Diagram) -> bool:
    """Tell whether each part is kept once: no node leads to one place only, no two are alike, all can be reached."""
    met: set[int] = set()
    waiting = [diagram.root]
    while waiting:
        place = waiting.pop()
        if place >= 0 and place not in met:
            met.add(place)
            waiting.extend(diagram.nodes[place][1])
    return (
        diagram.sound()
        and all(len(set(places)) > 1 for _, places in diagram.nodes)
        and len(set(diagram.nodes)) == len(diagram.nodes)
        and met == set(range(len(diagram.nodes)))
        and all(diagram.nodes[p][0] > rank for rank, places in diagram.nodes for p in places if p >= 0)
    )


@settings(max_examples=50)
@given(tables)
def test_what_is_left_after_any_answers_is_what_the_table_says(table: Table) -> None:
    diagram = table.diagram()
    for answers in table.partial():
        left = diagram.given(answers)

        assert left.possible == table.possible(answers)
        assert left.questions == table.deciding(answers)
        assert (left.outcome,) == (tuple(left.possible) if len(left.possible) == 1 else (None,))
        assert lean(left)


@settings(max_examples=50)
@given(tables, st.data())
def test_what_is_left_when_a_question_keeps_some_of_its_options_is_what_each_of_them_leaves(
    table: Table, data: st.DataObject
) -> None:
    some = {
        rank: tuple(sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1))))
        for rank, size in enumerate(table.sizes)
        if data.draw(st.booleans())
    }
    each = (dict(zip(some, chosen, strict=True)) for chosen in product(*some.values()))
    left, narrow = table.diagram().among(some), table.among(some)

    assert left.possible == set().union(*(table.possible(one) for one in each))
    assert left.questions == narrow.deciding({})
    assert {rank: [left.named(mask) for mask in masks] for rank, masks in left.after.items()} == {
        rank: [narrow.possible({rank: option}) for option in range(narrow.sizes[rank])] for rank in left.questions
    }
    assert (left.sizes, lean(left)) == (narrow.sizes, True)


@settings(max_examples=50)
@given(tables)
def test_answers_may_be_given_one_by_one_or_together(table: Table) -> None:
    diagram = table.diagram()
    for answers in table.partial():
        left = diagram
        for rank, option in reversed(answers.items()):
            left = left.given({rank: option})

        assert left == diagram.given(answers)


@settings(max_examples=50)
@given(tables)
def test_complete_answers_lead_to_their_outcome_and_incomplete_ones_to_the_next_question(table: Table) -> None:
    diagram = table.diagram()
    for whole, name in table.rows():
        assert diagram.outcomes[leaf(diagram.read(dict(enumerate(whole))))] == name
    for answers in table.partial():
        place = diagram.read(answers)
        assert place < 0 or diagram.nodes[place][0] not in answers


@settings(max_examples=50)
@given(tables)
def test_the_moves_from_some_answers_are_what_each_other_answer_alone_would_leave(table: Table) -> None:
    diagram = table.diagram()
    for answers in table.partial():
        moves = diagram.moves(answers)
        for rank, size in enumerate(table.sizes):
            by_table = [table.possible({**answers, rank: option}) for option in range(size)]
            named = [diagram.named(mask) for mask in moves[rank]] if rank in moves else None

            assert named == by_table if named else all(one == table.possible(answers) for one in by_table)


@settings(max_examples=50)
@given(tables)
def test_what_each_option_of_a_question_leaves_is_known_for_each_question_that_matters(table: Table) -> None:
    diagram = table.diagram()

    assert diagram.after.keys() == diagram.questions
    for rank, masks in diagram.after.items():
        assert [diagram.named(mask) for mask in masks] == [
            table.possible({rank: option}) for option in range(table.sizes[rank])
        ]


@settings(max_examples=50)
@given(tables)
def test_the_shares_are_counted_over_the_whole_space(table: Table) -> None:
    diagram = table.diagram()
    for answers in table.partial():
        counted, shares = table.of(answers), diagram.given(answers).shares()

        assert sum(shares.values()) == 1
        assert shares == {name: Fraction(count, counted.total()) for name, count in counted.items()}


@settings(max_examples=50)
@given(tables)
def test_the_shortest_way_to_an_outcome_leads_there_with_as_few_answers_as_are_counted(table: Table) -> None:
    diagram = table.diagram()

    def asked(whole: tuple[int, ...]) -> int:
        """How many questions are read on the way of complete answers."""
        place, count = diagram.root, 0
        while place >= 0:
            rank, places = diagram.nodes[place]
            place, count = places[whole[rank]], count + 1
        return count

    for name in NAMES:
        way = diagram.shortest(name)
        counts = [asked(whole) for whole, found in table.rows() if found == name]

        assert (way is None) == (not counts)
        assert diagram.fewest.get(name) == min(counts, default=None)
        if way is not None:
            assert table.possible(way) == {name}
            assert len(way) == diagram.fewest[name]


@settings(max_examples=50)
@given(tables)
def test_enough_answers_for_an_outcome_are_enough_and_none_can_be_left_out(table: Table) -> None:
    space = Space({f"q{rank}": tuple("abcde"[:size]) for rank, size in enumerate(table.sizes)}, ROOM)
    red = space.never
    for whole, name in table.rows():
        if name == "red":
            here = space.always
            for rank, option in enumerate(whole):
                here &= space.chosen(f"q{rank}", "abcde"[option])
            red |= here
    found = space.answers(red)

    assert (found is None) == ("red" not in table.possible({}))
    if found is not None:
        ranks = {int(question[1:]): "abcde".index(option) for question, option in found.items()}
        assert table.possible(ranks) == {"red"}
        assert all(table.possible({r: o for r, o in ranks.items() if r != out}) != {"red"} for out in ranks)


@settings(max_examples=50)
@given(tables)
def test_a_diagram_kept_as_json_comes_back_the_same(table: Table) -> None:
    diagram = table.diagram()

    assert Diagram.unpacked(json.loads(json.dumps(diagram.packed()))) == diagram


KEPT = Diagram(("red", "green"), (2, 3), ((1, (-1, -2, -2)), (1, (-2, -1, -1)), (0, (0, 1))), 2)


@pytest.mark.parametrize(
    ("place", "damage"),
    [
        ((3,), 3),  # no such node
        ((3,), -3),  # no such outcome
        ((3,), "2"),
        ((3,), None),
        ((2, 0, 0), 2),  # no such question
        ((2, 0, 0), -1),
        ((2, 0, 1), -3),  # no such outcome
        ((2, 0, 1), 0),  # leads to itself
        ((2, 0, 1), 2),  # leads to what stands after it
        ((2, 0, 1), 0.5),
        ((2, 0), [1, -1, -2]),  # an option short
        ((2, 0), [1, -1, -2, -2, -2]),  # an option too many
        ((2, 0), []),
        ((2, 0), None),
        ((2, 1), "lost"),  # were it passed over, those after it would stand elsewhere
        ((2, 2, 0), 1),  # asks again what is asked above it
        ((1, 1), 2),  # another number of options
        ((1,), [2]),
        ((0,), ["red"]),
        ((2,), None),
    ],
)
def test_damaged_data_are_refused(place: tuple[int, ...], damage: object) -> None:
    data: Any = json.loads(json.dumps(KEPT.packed()))
    assert Diagram.unpacked(data) == KEPT

    there = data
    for step in place[:-1]:
        there = there[step]
    there[place[-1]] = damage

    with pytest.raises((ValueError, TypeError, IndexError, KeyError)):
        Diagram.unpacked(data)


def test_a_diagram_without_questions_has_its_outcome_and_no_way_to_another() -> None:
    always = replace(KEPT, nodes=(), root=-2)

    assert (always.outcome, always.possible, always.questions) == ("green", {"green"}, frozenset())
    assert (always.shares(), always.fewest) == ({"green": 1}, {"green": 0})
    assert (always.shortest("green"), always.shortest("red")) == ({}, None)
    assert (always.moves({0: 1}), always.given({0: 1})) == ({}, always)
