"""The diagrams say of every completion what the engine and the plain reading say of each: exactly, never too much."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.conditions import ALWAYS, Condition, In
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.compiling import OPEN
from qualifier.reasoning.decisions import ADVICE, ALERT, HOLDS, PRINCIPAL, TENSION, Decisions, decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead, origin_steps, shown_beside, weight_left
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.reasoning.verdict import Reasoner
from tests.reasoning.test_two_readings import LEAVES, SMALL, joined, with_conditions
from tests.support import (
    Completions,
    Qualified,
    case_of,
    chance,
    drawn_options,
    options_of,
    outcome_of,
    partial_options,
    shown,
)

# What a condition reads comes before the questions that it opens: K1 and K2 open the questions of the garden.
FIRST = [leaf for leaf in LEAVES if leaf.subject in ("house", "sign")]
THEN = [leaf for leaf in LEAVES if leaf.subject in ("house", "sign", "work")]


def about(leaves: list[In]) -> st.SearchStrategy[Condition]:
    leaf = st.sampled_from(leaves)
    return leaf | joined(leaf) | joined(leaf | joined(leaf))


def with_arguments(base: RuleBase, found: list[Condition]) -> RuleBase:
    """Return a rule base with these conditions for the arguments of its forms, one after the other."""
    waiting = iter(found)
    forms = {
        id_: replace(form, arguments=tuple(replace(one, when=next(waiting)) for one in form.arguments))
        for id_, form in base.forms.items()
    }
    return replace(base, forms=forms)


criteria_rules = st.tuples(about(FIRST), about(THEN), about(THEN), about(LEAVES), about(LEAVES)).map(
    lambda found: with_conditions(list(found))
)
COUNT = sum(len(form.arguments) for form in SMALL.forms.values())
argument_rules = st.lists(about(LEAVES), min_size=COUNT, max_size=COUNT).map(lambda found: with_arguments(SMALL, found))
# Anything may decide anything: in such rules several forms may fit at once, or none.
any_rules = criteria_rules | argument_rules


def counting(decisions: Decisions, options: dict[str, str]) -> dict[str, str]:
    return options_that_count(decisions, case_of(options).answers)


def held_against_the_plain_reading(decisions: Decisions, ahead: Lookahead, options: dict[str, str]) -> bool:
    """Check one set of answers; tell whether the plain reading leaves open what no completion leads to."""
    left, plain = ahead.left(options).possible, Outlook(decisions, options).possible(PRINCIPAL)

    assert left
    assert left <= plain, options
    assert len(plain) > 1 or left == plain, options
    return left != plain


def test_on_every_beginning_of_every_scenario_the_diagram_never_contradicts_the_plain_reading(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    for scenario in library:
        told = list(options_of(scenario.case).items())
        for length in range(len(told) + 1):
            held_against_the_plain_reading(
                reasoner.decisions, reasoner.ahead, counting(reasoner.decisions, dict(told[:length]))
            )


def test_on_answers_drawn_by_lot_it_never_contradicts_the_plain_reading_and_is_often_sharper(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    sharper = 0
    for options in partial_options(base, library, count=15_000, seed=21):
        sharper += held_against_the_plain_reading(
            reasoner.decisions, reasoner.ahead, counting(reasoner.decisions, options)
        )
    assert sharper > 1000


def test_on_complete_answers_it_says_what_the_plain_reading_says(base: RuleBase, reasoner: Reasoner) -> None:
    assert reasoner.ahead is not None
    draw, met = chance(22), Counter[str]()
    for _ in range(5000):
        options = counting(reasoner.decisions, drawn_options(base, draw))
        outcome = reasoner.ahead.left(options).outcome

        assert {outcome} == Outlook(reasoner.decisions, options).possible(PRINCIPAL), options
        met[str(outcome)] += 1
    assert len(met) >= 20


def test_it_never_contradicts_the_engine(
    reasoner: Reasoner,
    library: tuple[Scenario, ...],
    library_verdicts: dict[str, Qualified],
    drawn_verdicts: tuple[Qualified, ...],
) -> None:
    assert reasoner.ahead is not None
    for found in (*library_verdicts.values(), *drawn_verdicts):
        options = counting(reasoner.decisions, options_of(found.case))
        left, engine = reasoner.ahead.left(options).possible, found.verdict.conclusions.possible[PRINCIPAL]

        assert left <= engine, options
        assert len(engine) > 1 or left == engine, options
        assert (found.verdict.status == "settled") == (len(left) == 1 and not min(left).startswith(UNDETERMINED))


def test_on_complete_answers_it_says_what_the_engine_says(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    draw = chance(23)
    for scenario in library[::2]:
        options = counting(reasoner.decisions, {**drawn_options(base, draw), **options_of(scenario.case)})

        assert {reasoner.ahead.left(options).outcome} == reasoner.forward.conclude(options).possible[PRINCIPAL]


def test_what_is_shown_beside_the_form_is_what_the_plain_reading_says_on_complete_answers(
    base: RuleBase, reasoner: Reasoner
) -> None:
    assert reasoner.ahead is not None
    draw, origins = chance(24), origin_steps(base)
    forms = dict.fromkeys(base.forms, ()) | dict(shown_beside(base))
    for _ in range(150):
        options = counting(reasoner.decisions, drawn_options(base, draw))
        outlook, ranks = Outlook(reasoner.decisions, options), reasoner.ahead.ranks(options)
        for subject, diagram in reasoner.ahead.beside.items():
            found = diagram.given(ranks).outcome
            if subject in base.axes:
                assert found == (outlook.value(subject) or OPEN), (subject, options)
            elif subject in origins:
                assert (found == HOLDS) == bool(outlook.truth(origins[subject])), (subject, options)
            else:
                shown = not forms[subject] or outcome_of(outlook) in forms[subject]
                assert (found == HOLDS) == (shown and outlook.value(subject) == HOLDS), (subject, options)


def test_what_a_verdict_shows_is_certain_in_the_diagrams(
    reasoner: Reasoner, library_verdicts: dict[str, Qualified]
) -> None:
    assert reasoner.ahead is not None
    for found in library_verdicts.values():
        verdict = found.verdict
        ranks = reasoner.ahead.ranks(counting(reasoner.decisions, options_of(found.case)))
        seen = {axis: step for axis, step in verdict.axes.items() if step is not None}
        seen |= dict.fromkeys((f"{ALERT}.{one}" for one in verdict.alerts), HOLDS)
        seen |= dict.fromkeys((f"{TENSION}.{one}" for one in verdict.tensions), HOLDS)
        if verdict.status == "settled":
            seen |= dict.fromkeys((f"{ADVICE}.{one}" for one in verdict.next_steps), HOLDS)
            held = verdict.forms[verdict.principal]
            traits = [one for one in (*held.supporting, *held.opposing) if one in reasoner.ahead.beside]
            seen |= dict.fromkeys(traits, HOLDS)

        assert {one: reasoner.ahead.beside[one].given(ranks).outcome for one in seen} == seen, found.case.id


def test_whatever_decides_matters_and_whatever_matters_is_to_be_asked(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    assert reasoner.ahead is not None
    for options in partial_options(base, library, count=300, seed=25):
        found = counting(reasoner.decisions, options)
        deciding, mattering = reasoner.ahead.deciding(found), reasoner.ahead.mattering(found)

        assert deciding <= mattering
        assert mattering <= {*relevant_questions(reasoner.decisions, case_of(options).answers)} - found.keys()


# --- against every completion, on rules small enough --------------------------------------------------------


def checked(decisions: Decisions, ahead: Lookahead, worlds: Completions, options: dict[str, str]) -> None:
    possible = worlds.possible(options)
    firm = "certain" if len(possible) == 1 else "possible"

    assert ahead.status(options) == {
        one: firm if one in possible else "excluded" for one in ahead.principal.outcomes
    }, options
    assert ahead.deciding(options) == worlds.deciding(options), options
    plain = Outlook(decisions, counting(decisions, options)).possible(PRINCIPAL)
    assert worlds.possible(counting(decisions, options)) - {UNDETERMINED} <= plain, options


def test_in_the_small_rules_the_status_is_that_of_all_completions(small_reasoner: Reasoner) -> None:
    ahead, worlds = small_reasoner.ahead, Completions(small_reasoner.decisions)
    assert ahead is not None
    sharper = 0
    for options in worlds.partial():
        checked(small_reasoner.decisions, ahead, worlds, options)
        sharper += held_against_the_plain_reading(
            small_reasoner.decisions, ahead, counting(small_reasoner.decisions, options)
        )
    assert sharper == 54


def test_in_the_small_rules_the_engine_agrees_on_every_complete_set_of_answers(small_reasoner: Reasoner) -> None:
    for whole, outcome in Completions(small_reasoner.decisions).found.items():
        options = counting(small_reasoner.decisions, dict(whole))

        assert small_reasoner.forward.conclude(options).possible[PRINCIPAL] == {outcome}


def test_in_the_small_rules_the_questions_that_matter_are_those_that_change_something_shown(
    small_base: RuleBase, small_reasoner: Reasoner
) -> None:
    worlds = Completions(small_reasoner.decisions, lambda outlook: shown(small_base, outlook))
    assert small_reasoner.ahead is not None
    for options in worlds.partial():
        assert small_reasoner.ahead.mattering(options) == worlds.deciding(options), options


@settings(max_examples=60)
@given(any_rules, st.booleans(), st.data())
def test_in_any_rules_the_status_is_that_of_all_completions(
    base: RuleBase, always_asked: bool, data: st.DataObject
) -> None:
    if always_asked:
        base = replace(base, questions={id_: replace(one, ask_when=ALWAYS) for id_, one in base.questions.items()})
    decisions = decisions_of(base)
    ahead, worlds = look_ahead(decisions, 1 << 14), Completions(decisions)
    partial = list(worlds.partial())
    for options in data.draw(st.lists(st.sampled_from(partial), min_size=4, max_size=10)):
        checked(decisions, ahead, worlds, options)


# --- kept, weighed ------------------------------------------------------------------------------------------


def test_diagrams_kept_as_json_come_back_the_same(reasoner: Reasoner) -> None:
    assert reasoner.ahead is not None

    assert Lookahead.unpacked(json.loads(json.dumps(reasoner.ahead.packed()))) == reasoner.ahead


def test_a_question_weighs_from_nothing_to_everything_and_less_the_more_it_rules_out(small_reasoner: Reasoner) -> None:
    ahead = small_reasoner.ahead
    assert ahead is not None
    for options in Completions(small_reasoner.decisions).partial():
        left = ahead.left(options)
        assert all(0 < weight_left(left, rank) <= 1 for rank in left.questions)
    # In two houses five outcomes are left, the strongest of them only where the harvest was shared.
    two_houses = ahead.left({"house": "other"})
    assert weight_left(two_houses, ahead.rank["harvest"]) == pytest.approx(((4 / 5 + 1) / 2 + (4 / 5 + 0) / 2) / 2)
    assert weight_left(two_houses, ahead.rank["since"]) == pytest.approx((4 / 5 + 1) / 2)
