"""The library of scenarios: each gives what it expects for its reasons, and together they cover the domain."""

from collections import Counter

import pytest

from qualifier.explanation.differences import differences
from qualifier.explanation.explain import words
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.documents import read_document
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang
from tests.support import PROJECT, Qualified

FILES = sorted((PROJECT / "scenarios").glob("*.yaml"))
NAMES = [path.stem for path in FILES]
MOST_WORDS = 60


@pytest.fixture(scope="session")
def by_file(library: tuple[Scenario, ...]) -> dict[str, Scenario]:
    return dict(zip(NAMES, library, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_gives_its_form_for_its_reasons(
    reasoner: Reasoner, by_file: dict[str, Scenario], library_verdicts: dict[str, Qualified], name: str
) -> None:
    scenario = by_file[name]
    found = library_verdicts[scenario.case.id].verdict

    assert [one.en for one in differences(reasoner, scenario, found)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_is_named_after_its_file_and_dated(by_file: dict[str, Scenario], name: str) -> None:
    assert by_file[name].case.id == name
    assert by_file[name].case.date is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_says_which_reasons_must_appear_and_which_must_not(by_file: dict[str, Scenario], name: str) -> None:
    expected = by_file[name].expected

    assert expected.must
    assert expected.must_not
    assert expected.form not in expected.accept


def test_each_type_is_expected_four_times_and_each_neighbour_twice(
    base: RuleBase, library: tuple[Scenario, ...]
) -> None:
    expected = Counter(scenario.expected.form for scenario in library)
    needed = {form.id: 4 if form.kind == "type" else 2 for form in base.forms.values()}

    assert Counter(form.kind for form in base.forms.values()) == {"type": 5, "neighbour": 18}
    assert {form: expected[form] for form, count in needed.items() if expected[form] < count} == {}


def test_six_scenarios_name_no_form_and_every_reason_for_it_is_met(
    base: RuleBase, library: tuple[Scenario, ...]
) -> None:
    reasons = Counter(scenario.expected.because for scenario in library if scenario.expected.form == UNDETERMINED)

    assert reasons.total() >= 6
    assert set(reasons) == set(base.undetermined)


def test_every_case_of_the_domain_is_there() -> None:
    contents = [read_document(path).data for path in FILES]
    told = {content.get("domain_case") for content in contents if isinstance(content, dict)}

    assert {f"C{number}" for number in range(1, 33)} - told == set()


def test_twelve_stories_at_least_are_told_in_english_too(library: tuple[Scenario, ...]) -> None:
    assert all(scenario.story_fr for scenario in library)
    assert sum(scenario.story_en is not None for scenario in library) >= 12


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_words_of_every_verdict_are_sixty_at_most(
    library_verdicts: dict[str, Qualified], drawn_verdicts: tuple[Qualified, ...], lang: Lang
) -> None:
    headlines = [found.explained.headline for found in (*library_verdicts.values(), *drawn_verdicts)]

    assert [one for one in headlines if words(one, lang) > MOST_WORDS] == []
    assert all(one.to(lang).strip() for one in headlines)


def test_a_verdict_that_names_a_form_begins_with_it_and_says_a_fact(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    for found in library_verdicts.values():
        form = base.forms.get(found.verdict.principal)
        if form is not None:
            for lang in LANGS:
                said = found.explained.headline.to(lang)
                assert said.startswith(form.headline.to(lang))
                assert len(said) > len(form.headline.to(lang)), said
