"""What would change a verdict, against every set of changes: exactly the smallest, each certain, none left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.knowledge.cases import Answer, Scenario
from qualifier.knowledge.conditions import ALWAYS, NEVER, All, Any, Condition, In
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.changes import Changes
from qualifier.reasoning.verdict import Reasoner
from qualifier.reasoning.ways import MOST_WAYS, Way
from tests.reasoning.test_lookahead import any_rules, with_arguments
from tests.support import SMALL_RULES, Oracle, case_of, chance, options_of, partial_options

Chosen = dict[str, str]
SMALL = Oracle(load_rules(SMALL_RULES))
SMALL_OPTIONS = list(SMALL.worlds.partial())


def choices(way: Way) -> Iterator[Chosen]:
    """Yield what a way proposes, one option for each question."""
    asked = [change.question for change in way.changes]
    return (dict(zip(asked, chosen, strict=True)) for chosen in product(*(change.options for change in way.changes)))


def in_any_order(found: Iterable[Mapping[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(one.items()) for one in found)


def smallest(found: list[Chosen]) -> list[Chosen]:
    least = min(map(len, found), default=0)
    return [one for one in found if len(one) == least]


def check_ways(oracle: Oracle, options: Chosen, most: int) -> None:
    about, certain = oracle.changes(options), oracle.certain(options, most)
    ways = about.ways(most)

    assert ways.keys() == certain.keys() - {about.outcome}, options
    for outcome, found in ways.items():
        reachable = smallest([one for one in certain[outcome] if oracle.can_act(one)])
        wanted = smallest(certain[outcome])
        wanted += [one for one in reachable if one not in wanted]
        told = in_any_order(one for way in found for one in choices(way))
        if len(found) < MOST_WAYS:
            assert told == in_any_order(wanted), (options, outcome)
        else:
            assert len(found) == MOST_WAYS
            assert all(one in in_any_order(wanted) for one in told)
        assert all(way.outcome == outcome for way in found)
        assert [way.within_reach for way in found] == [oracle.can_act(next(choices(way))) for way in found]


def check_path(oracle: Oracle, options: Chosen, *, least: bool) -> None:
    """Check that each path leads there with any of its options, and that no step can be left out."""
    about, certain = oracle.changes(options), oracle.certain(options, len(oracle.base.questions))
    for outcome in oracle.ahead.principal.outcomes:
        way = about.path(outcome)
        assert (way is not None) == (outcome in certain), (options, outcome, way)
        if way is None:
            continue
        for changed in choices(way):
            assert oracle.leads(options, changed) == outcome, (options, way, changed)
        changed = next(choices(way))
        for left_out in changed:
            fewer = {one: option for one, option in changed.items() if one != left_out}
            assert oracle.leads(options, fewer) != outcome, (options, way, left_out)
        if least:
            cheapest = min(oracle.cost(options, one) for one in certain[outcome])
            assert oracle.cost(options, changed) == cheapest, (options, way)


def check_solidity(oracle: Oracle, options: Chosen) -> None:
    about = oracle.changes(options)
    found = about.solidity()
    if about.outcome is None:
        assert found is None
        return
    moved: dict[str, Chosen] = {}
    others = [(q, one) for q in about.counting for one in oracle.worlds.options[q] if one != about.counting[q]]
    for question, option in others:
        if oracle.leads(options, {question: option}) != about.outcome:
            moved.setdefault(question, {})[option] = question

    assert found is not None
    assert (found.changes, found.unchanged) == (len(others), len(others) - sum(map(len, moved.values())))
    assert [pivot.question for pivot in found.pivots] == list(moved)
    for pivot in found.pivots:
        assert sorted(o for finding in pivot.findings for o in finding.options) == sorted(moved[pivot.question])
        for finding in pivot.findings:
            for option in finding.options:
                assert finding.outcomes == oracle.worlds.possible({**options, pivot.question: option})


def check_moves(oracle: Oracle, options: Chosen) -> None:
    about = oracle.changes(options)
    for question, every in oracle.worlds.options.items():
        by_option = {option: oracle.worlds.possible({**options, question: option}) for option in every}
        findings = about.moves.get(question)
        if findings is None:
            assert set(by_option.values()) == {about.possible}
        else:
            assert {option: one.outcomes for one in findings for option in one.options} == by_option
            alone = [one.options for one in findings if options.get(question) in one.options]
            assert alone == ([(options[question],)] if question in options else [])


def check_observations(oracle: Oracle, options: Chosen, unknown: Iterable[str], skipped: tuple[str, ...]) -> None:
    answers = {**case_of(options).answers, **{one: Answer(unknown="not_asked") for one in unknown}}
    about = Changes(oracle.decisions, oracle.ahead, answers)
    found = about.observations(skipped)

    assert {one.question for one in found} <= oracle.worlds.deciding(options)
    assert bool(found) == (about.outcome is None), options
    assert [one.told for one in found] == [one.question in {*unknown, *skipped} for one in found]
    assert list(found) == sorted(found, key=lambda one: (not one.told, one.weight))
    for one in found:
        named = {option: finding.outcomes for finding in one.findings for option in finding.options}
        assert named == {
            option: oracle.ahead.left({**options, one.question: option}).possible
            for option in oracle.worlds.options[one.question]
        }


@pytest.mark.parametrize("most", [1, 2, 3])
def test_in_the_small_rules_the_ways_are_exactly_the_smallest_sets_that_lead_there(most: int) -> None:
    for options in SMALL_OPTIONS:
        check_ways(SMALL, options, most)


def test_in_the_small_rules_each_path_is_certain_without_a_needless_step_and_the_cheapest() -> None:
    for options in SMALL_OPTIONS:
        check_path(SMALL, options, least=True)


def test_in_the_small_rules_every_single_change_is_counted_and_said_to_lead_where_it_leads() -> None:
    for options in SMALL_OPTIONS:
        check_solidity(SMALL, options)
        check_moves(SMALL, options)


def test_in_the_small_rules_only_questions_that_matter_are_to_be_found_out() -> None:
    for options in SMALL_OPTIONS:
        if "harvest" in options and options.get("work") != "dug":
            continue  # an answer to a question that is not asked: it does not count
        rest = [one for one in SMALL.base.questions if one not in options]
        check_observations(SMALL, options, rest[:1], tuple(rest[1:2]))
        check_observations(SMALL, options, (), ())
    # A question that waits for another is not to be found out yet, unless it was met.
    assert [one.question for one in SMALL.changes({}).observations()] == ["house"]
    assert [one.question for one in SMALL.changes({}).observations(("harvest",))] == ["harvest", "house"]


@st.composite
def altered(draw: st.DrawFn) -> tuple[Oracle, list[Chosen]]:
    """Any rules, with any facts within the team's reach, and some sets of answers."""
    base = draw(any_rules)
    reach = {id_: replace(one, team_can_act=draw(st.booleans())) for id_, one in base.questions.items()}
    answers = st.lists(st.sampled_from(SMALL_OPTIONS), min_size=3, max_size=5)
    return Oracle(replace(base, questions=reach)), draw(answers)


@settings(max_examples=150)
@given(altered())
def test_in_any_rules_ways_and_counts_are_exact(found: tuple[Oracle, list[Chosen]]) -> None:
    oracle, answers = found
    for most, options in enumerate(answers):
        check_ways(oracle, options, 2 + most % 2)
        check_solidity(oracle, options)
        check_moves(oracle, options)


def household(when: Condition, **options: str) -> Changes:
    """Return the changes from some answers, in rules whose first form is decided by one condition."""
    count = sum(len(form.arguments) for form in SMALL.base.forms.values())
    base = with_arguments(SMALL.base, [when, NEVER, *[ALWAYS] * (count - 2)])
    asked = {id_: replace(one, ask_when=ALWAYS) for id_, one in base.questions.items()}
    return Oracle(replace(base, questions=asked)).changes(options)


def here(house: str, *work: str) -> Condition:
    return All((In("house", frozenset({house})), In("work", frozenset(work))))


def test_a_question_that_asks_for_one_answer_here_and_another_there_cannot_stay_open() -> None:
    way = household(Any((here("same", "talked"), here("other", "dug")))).path("household")

    assert way is not None
    assert list(choices(way)) in ([{"house": "same", "work": "talked"}], [{"house": "other", "work": "dug"}])


def test_a_step_names_only_options_that_do_whatever_is_answered_to_what_stays_open() -> None:
    way = household(Any((here("same", "talked", "dug"), here("other", "talked")))).path("household")

    assert way is not None
    assert list(choices(way)) == [{"work": "talked"}]


EITHER = Any((In("house", frozenset({"same"})), All((In("sign", frozenset({"painted"})), here("other", "dug")))))
ELSEWHERE = {"house": "other", "sign": "none", "work": "nothing"}


def test_where_no_smallest_way_is_within_reach_the_smallest_that_is_comes_after() -> None:
    one, other = household(EITHER, **ELSEWHERE).ways()["household"]

    assert (list(choices(one)), one.within_reach) == ([{"house": "same"}], False)
    assert (list(choices(other)), other.within_reach) == ([{"sign": "painted", "work": "dug"}], True)


def test_a_path_takes_more_steps_rather_than_have_a_fact_otherwise_that_the_team_cannot_change() -> None:
    way = household(EITHER, **ELSEWHERE).path("household")

    assert way is not None
    assert list(choices(way)) == [{"sign": "painted", "work": "dug"}]
    # A fact still to be found out is another matter: it may well be so.
    to_find_out = household(EITHER, sign="none", work="nothing").path("household")
    assert to_find_out is not None
    assert list(choices(to_find_out)) == [{"house": "same"}]


def test_a_path_may_ask_for_an_answer_where_the_lightest_one_seems_to_come_first() -> None:
    shared = All((In("sign", frozenset({"painted"})), In("harvest", frozenset({"shared"}))))
    way = household(Any((here("same", "talked"), here("other", "dug"), shared))).path("household")

    assert way is not None
    assert (list(choices(way)), way.within_reach) == ([{"sign": "painted", "harvest": "shared"}], True)


def test_where_every_answer_leads_to_one_form_there_is_no_path_to_another() -> None:
    about = household(ALWAYS)

    assert about.path("household") == Way("household", (), within_reach=True)
    assert [about.path(form) for form in SMALL.base.forms if form != "household"] == [None] * 4
    assert about.ways() == {}


@settings(max_examples=150)
@given(altered())
def test_in_any_rules_each_path_is_certain_and_without_a_needless_step(found: tuple[Oracle, list[Chosen]]) -> None:
    oracle, answers = found
    for options in answers:
        check_path(oracle, options, least=False)


# --- on the rules of the project ----------------------------------------------------------------------------


def changes(reasoner: Reasoner, options: Chosen) -> Changes:
    found = reasoner.changes(case_of(options))
    assert found is not None
    return found


def leads(about: Changes, options: Chosen, changed: Chosen) -> str | None:
    return about.ahead.left({**options, **changed}).outcome


def needless(about: Changes, options: Chosen, changed: Chosen, outcome: str) -> list[str]:
    """Return the changes without which others lead there all the same."""
    parts = {one: {other: option for other, option in changed.items() if other != one} for one in changed}
    return [one for one, fewer in parts.items() if leads(about, options, fewer) == outcome]


def test_over_the_library_each_path_leads_to_its_form_and_no_step_can_be_left_out(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    for scenario in library[::4]:
        options = options_of(scenario.case)
        about = changes(reasoner, options)
        for form in reasoner.base.forms:
            way = about.path(form)
            assert way is not None, (scenario.file, form)
            assert (way.changes == ()) == (about.outcome == form)
            every = list(islice(choices(way), 4096))
            for changed in (every[0], every[len(every) // 2], every[-1]):
                assert leads(about, options, changed) == form, (scenario.file, way, changed)
            assert needless(about, options, every[0], form) == [], (scenario.file, way)


def test_over_the_library_and_answers_drawn_by_lot_each_way_leads_to_its_form(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    drawn = list(partial_options(base, library, count=25, seed=31))
    for options in (*(options_of(scenario.case) for scenario in library[1::4]), *drawn):
        about = changes(reasoner, options)
        for outcome, ways in about.ways().items():
            assert 0 < len(ways) <= MOST_WAYS
            for way in ways:
                assert way.within_reach == all(about.start.can_act(change.question) for change in way.changes)
                for changed in choices(way):
                    assert leads(about, options, changed) == outcome != about.outcome, (options, way)
                    assert needless(about, options, changed, outcome) == [], (options, way)


def test_on_answers_drawn_by_lot_what_to_find_out_matters_and_what_was_told_comes_first(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw, mixed = chance(32), 0
    assert reasoner.ahead is not None
    for options in partial_options(base, library, count=60, seed=33):
        rest = [one for one in base.questions if one not in options]
        unknown, skipped = draw.sample(rest, len(rest) // 4), tuple(draw.sample(rest, len(rest) // 4))
        answers = {**case_of(options).answers, **{one: Answer(unknown="disputed") for one in unknown}}
        about = Changes(reasoner.decisions, reasoner.ahead, answers)
        found = about.observations(skipped)

        assert {one.question for one in found} <= reasoner.ahead.deciding(about.counting)
        assert bool(found) == (about.outcome is None)
        assert [one.told for one in found] == [one.question in {*unknown, *skipped} for one in found]
        assert list(found) == sorted(found, key=lambda one: (not one.told, one.weight))
        mixed += list(found) != sorted(found, key=lambda one: one.weight)
        for one in found[:3]:
            for option, outcomes in ((option, f.outcomes) for f in one.findings for option in f.options):
                assert outcomes == reasoner.ahead.left({**about.counting, one.question: option}).possible
    assert mixed
