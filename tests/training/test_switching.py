"""Which differences matter, held against every set of switches tried one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest

from qualifier.knowledge.cases import Scenario
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.verdict import Reasoner
from qualifier.training import switching
from qualifier.training.switching import Switches, switches
from tests.support import altered_options, chance, drawn_options, options_of

Options = Mapping[str, str]
MOST_TRIED = 9


def read(ahead: Lookahead, seat: Options, file: Options, switched: frozenset[str]) -> str | None:
    mixed = {one: option for one, option in seat.items() if one not in switched}
    return ahead.left({**mixed, **{one: file[one] for one in switched if one in file}}).outcome


def tried(ahead: Lookahead, seat: Options, file: Options) -> Switches:
    """The same, by trying every set of switches."""
    differing = tuple(one for one in ahead.order if seat.get(one) != file.get(one))
    sets = [frozenset(some) for size in range(len(differing) + 1) for some in combinations(differing, size)]
    found = {some: read(ahead, seat, file, some) for some in sets}
    before, after = found[frozenset()], found[frozenset(differing)]
    matter = {one for some in sets for one in set(differing) - some if found[some | {one}] != found[some]}
    alone = {one for one in differing if found[frozenset({one})] != before}
    enough = next(some for some in sets if found[some] == after)
    return Switches(differing, before, after, frozenset(alone), frozenset(matter), tuple(enough))


def pairs(reasoner: Reasoner, library: tuple[Scenario, ...]) -> Iterator[tuple[Options, Options]]:
    """Seats drawn by lot beside the file of a scenario, with few enough differences to try them all."""
    draw = chance(7)
    while True:
        file = options_of(draw.choice(library).case)
        seat = dict(file)
        for question in draw.sample(sorted(file), min(len(file), draw.randrange(1, MOST_TRIED + 1))):
            options = [one.id for one in reasoner.base.questions[question].options]
            if draw.random() < 0.5:
                del seat[question]
            else:
                seat[question] = draw.choice(options)
        yield seat, file


def test_what_matters_on_small_rules_is_what_trying_every_set_of_switches_finds(small_reasoner: Reasoner) -> None:
    ahead, draw = small_reasoner.ahead, chance(3)
    assert ahead is not None
    for _ in range(400):
        seat = drawn_options(small_reasoner.base, draw, draw.random())
        file = drawn_options(small_reasoner.base, draw, draw.choice([0.7, 1.0]))
        same_as_tried(ahead, seat, file)


def test_what_matters_on_the_library_is_what_trying_every_set_of_switches_finds(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    drawn = pairs(reasoner, library)
    for _ in range(30):
        same_as_tried(reasoner.ahead, *next(drawn))


def same_as_tried(ahead: Lookahead, seat: Options, file: Options) -> None:
    found, wanted = switches(ahead, seat, file), tried(ahead, seat, file)

    assert (found.questions, found.before, found.after) == (wanted.questions, wanted.before, wanted.after)
    assert (found.alone, found.together) == (wanted.alone, wanted.together)
    assert len(found.enough) == len(wanted.enough)
    assert read(ahead, seat, file, frozenset(found.enough)) == wanted.after


def test_a_seat_that_knows_next_to_nothing_is_compared_with_a_whole_file(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    for scenario in library:
        file = options_of(scenario.case)
        found = switches(reasoner.ahead, {}, file)

        assert found.after == reasoner.ahead.left(file).outcome
        assert read(reasoner.ahead, {}, file, frozenset(found.enough)) == found.after
        assert set(found.enough) <= found.together


def test_past_the_most_parts_single_switches_alone_are_looked_at(
    reasoner: Reasoner, library: tuple[Scenario, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reasoner.ahead is not None
    file = options_of(library[0].case)
    seat = altered_options(reasoner.base, library, chance(1))
    whole = switches(reasoner.ahead, seat, file)
    monkeypatch.setattr(switching, "MOST_PARTS", 1)
    rough = switches(reasoner.ahead, seat, file)

    assert rough.alone == whole.alone
    assert rough.alone <= rough.together <= whole.together
    assert rough.enough == rough.questions
