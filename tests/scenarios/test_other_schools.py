"""What other schools say is pinned by the library: four scenarios at least for each scale, debate and other reading."""

from collections import defaultdict

import pytest

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import OPEN, OUTSIDE, RuleBase

ENOUGH = 4


@pytest.fixture(scope="module")
def pins(library: tuple[Scenario, ...]) -> dict[str, dict[str, set[str]]]:
    """For each kind of thing a scenario may expect, which scenarios pin each of its entries."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for scenario in library:
        told = scenario.expected
        for line, place in told.scales.items():
            found["scale"][line.partition(".")[0]].add(scenario.case.id)
            found["line"][line].add(scenario.case.id)
            found["place"][f"{line}:{place}"].add(scenario.case.id)
        for kind, ids in (("debate", told.debates), ("right", told.rights), ("partner_word", told.partner_words)):
            for id_ in ids:
                found[kind][id_].add(scenario.case.id)
        for reading, (form, _) in told.readings.items():
            found["reading"][f"{reading}:{'same' if form == told.form else 'other'}"].add(scenario.case.id)
    return found


def test_each_scale_and_each_line_of_it_is_pinned_by_four_scenarios(
    base: RuleBase, pins: dict[str, dict[str, set[str]]]
) -> None:
    lines = [line.id for scale in base.scales.values() for line in scale.lines]

    assert {one: len(pins["scale"][one]) for one in base.scales if len(pins["scale"][one]) < ENOUGH} == {}
    assert {one: len(pins["line"][one]) for one in lines if len(pins["line"][one]) < ENOUGH} == {}


def test_each_place_of_each_line_is_pinned(base: RuleBase, pins: dict[str, dict[str, set[str]]]) -> None:
    places = {f"{line.id}:{place}" for scale in base.scales.values() for line in scale.lines for place in line.at}

    assert sorted(places - pins["place"].keys()) == []
    assert not any(place.endswith(f":{OPEN}") for place in pins["place"])
    assert any(place.endswith(f":{OUTSIDE}") for place in pins["place"])


def test_each_disagreement_of_authors_is_pinned_by_four_scenarios(
    base: RuleBase, pins: dict[str, dict[str, set[str]]]
) -> None:
    assert len(base.debates) == 13
    assert {one: len(pins["debate"][one]) for one in base.debates if len(pins["debate"][one]) < ENOUGH} == {}


def test_another_reading_is_pinned_where_it_names_another_form_and_where_it_does_not(
    pins: dict[str, dict[str, set[str]]],
) -> None:
    assert len(pins["reading"]["institutional:other"]) >= ENOUGH
    assert len(pins["reading"]["institutional:same"]) >= ENOUGH


def test_what_texts_of_law_say_and_whether_partner_is_the_word_are_pinned(
    base: RuleBase, pins: dict[str, dict[str, set[str]]]
) -> None:
    for kind, entries in (("right", base.rights), ("partner_word", base.partner_words)):
        assert len(set().union(*pins[kind].values())) >= ENOUGH
        assert sorted(entries.keys() - pins[kind].keys()) == [], kind
