"""Rules turned into functions of the answers: what they say, what they depend on, and what happens when too large."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.conditions import ALWAYS, All, Any, Condition, In
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.compiling import OPEN, Open, Reading, Space, compiled, dependents, place_of, question_order
from qualifier.reasoning.decisions import FAILS, HOLDS, PRINCIPAL, Decisions, decisions_of
from qualifier.reasoning.diagram import Diagram
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count, relevant_questions
from qualifier.reasoning.verdict import Reasoner
from tests.reasoning.test_lookahead import any_rules
from tests.reasoning.test_two_readings import SMALL
from tests.support import Completions, case_of

DECISIONS = decisions_of(SMALL)
TINY, ROOM = 8, 1 << 14


def diagram(reading: Reading, subject: str) -> Diagram:
    return reading.space.diagram(reading.sole(subject))


# --- what they say ------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(any_rules)
def test_every_subject_has_the_value_that_the_plain_reading_gives_for_complete_answers(base: RuleBase) -> None:
    decisions = decisions_of(base)
    reading = compiled(decisions, ROOM)
    rank = {question: number for number, question in enumerate(reading.space.order)}
    for decision in decisions.all:
        left = diagram(reading, decision.subject)
        for whole, value in Completions(decisions, lambda outlook: outlook.value(decision.subject)).found.items():  # noqa: B023
            ranks = {rank[one]: reading.space.options[one].index(option) for one, option in whole}

            assert left.given(ranks).outcome == (value or OPEN), (decision.subject, whole)


def test_a_question_is_asked_where_the_questionnaire_asks_it() -> None:
    reading = compiled(DECISIONS, ROOM)
    for question in SMALL.questions:
        asked = reading.asked(question)
        for whole in Completions(DECISIONS).found:
            options = dict(whole)
            met = relevant_questions(DECISIONS, case_of(options).answers)

            assert reading.space.enough(options, asked) == (question in met), (question, options)


def test_with_a_question_left_open_they_say_what_the_plain_reading_says_of_partial_answers() -> None:
    reading = Open(DECISIONS, ROOM)
    for options in Completions(DECISIONS).partial():
        written = {question: options.get(question, OPEN) for question in SMALL.questions}
        outlook = Outlook(DECISIONS, options_that_count(DECISIONS, case_of(options).answers))
        for subject in (PRINCIPAL, "K3", "alert.sign_without_act"):
            values = reading.possible(subject)
            possible = {value for value in values if reading.space.enough(written, values[value])}

            assert possible == outlook.possible(subject), (subject, options)


# --- what depends on what -----------------------------------------------------------------------------------


def test_what_may_change_with_a_criterion_is_all_that_reads_it_or_a_question_it_opens() -> None:
    found = dependents(DECISIONS, frozenset({"K2"}))

    assert {"K2", "since", "harvest", "K3", "K4", "reality", "digging_together", "alert.sign_without_act"} <= found
    assert PRINCIPAL in found
    assert found.isdisjoint({"house", "sign", "work", "K1", "household", "shared_garden.sign_painted"})


@settings(max_examples=30)
@given(any_rules)
def test_rules_altered_in_one_place_are_read_as_if_read_anew(base: RuleBase) -> None:
    for criterion in SMALL.criteria:
        mixed = decisions_of(replace(SMALL, criteria={**SMALL.criteria, criterion: base.criteria[criterion]}))
        before = compiled(DECISIONS, ROOM)
        before.possible(PRINCIPAL)
        again, anew = before.altered(mixed, frozenset({criterion})), Reading(before.space, mixed)

        assert diagram(again, PRINCIPAL) == diagram(anew, PRINCIPAL)


def test_every_question_has_its_place_in_the_order_and_those_that_open_others_come_first(
    base: RuleBase, reasoner: Reasoner
) -> None:
    order = question_order(reasoner.decisions)
    opening = {one for gates in reasoner.decisions.gates.values() for one in gates}

    assert sorted(order) == sorted(base.questions)
    assert set(order[: len(opening)]) == opening


def test_every_subject_has_its_place_in_the_files(base: RuleBase, reasoner: Reasoner) -> None:
    subjects = [*base.questions, *(decision.subject for decision in reasoner.decisions.all)]

    assert [one for one in subjects if one != PRINCIPAL and not place_of(base, one).line] == []


# --- too large ----------------------------------------------------------------------------------------------


def too_large(found: FaultsFound) -> tuple[list[str], str]:
    """Return the rules that a fault names, and its file."""
    (fault,) = found.faults
    assert fault.code == "rules_too_large"
    assert all(line.strip() and "{" not in line for lang in ("fr", "en") for line in found.lines(lang))
    return str(dict(fault.values)["rules"]).split(", "), fault.place.file


def read_or_refused(decisions: Decisions, room: int) -> Lookahead | list[str]:
    """Return the diagrams, or else the rules that are named because they need more room."""
    try:
        return look_ahead(decisions, room)
    except FaultsFound as faults:
        return too_large(faults)[0]


@pytest.mark.parametrize("room", [1, 30, 40, 100, 160, 200, 1000])
def test_small_rules_are_read_whole_or_refused_by_name_whatever_room_there_is(room: int) -> None:
    found = read_or_refused(DECISIONS, room)

    assert found == look_ahead(DECISIONS) if isinstance(found, Lookahead) else set(found) <= DECISIONS.domains.keys()


@pytest.mark.parametrize("room", [256, 1024, 3000, 4000, 5000, 6000, 7000, 8000])
def test_the_rules_of_the_project_are_read_whole_or_refused_by_name_whatever_room_there_is(
    reasoner: Reasoner, room: int
) -> None:
    found = read_or_refused(reasoner.decisions, room)
    if isinstance(found, Lookahead):
        assert found == reasoner.ahead
    else:
        assert 1 <= len(found) <= 3
        assert set(found) <= reasoner.decisions.domains.keys()


def test_the_fault_says_in_which_file_the_rule_under_way_stands(reasoner: Reasoner) -> None:
    with pytest.raises(FaultsFound) as raised:
        look_ahead(reasoner.decisions, 512)

    named, file = too_large(raised.value)
    assert file.endswith(".yaml")
    assert place_of(reasoner.base, named[0]) == raised.value.faults[0].place


def paired(count: int) -> Decisions:
    """Return rules that no order of the questions keeps small: read in a row by one criterion, in pairs by another."""
    sign, house = SMALL.questions["sign"], SMALL.criteria["K1"]
    names = [f"{side}{number}" for side in "ab" for number in range(count)]
    painted = {name: In(name, frozenset({"painted"})) for name in names}
    pairs = Any(tuple(All((painted[f"a{number}"], painted[f"b{number}"])) for number in range(count)))

    def criterion(id_: str, when: Condition) -> dict[str, object]:
        return {id_: replace(house, id=id_, levels=(replace(house.levels[0], when=when), house.levels[1]))}

    forms = dict(SMALL.forms)
    either = Any((In("in_a_row", frozenset({"same"})), In("in_pairs", frozenset({"same"}))))
    confirming, *others = forms["household"].arguments
    forms["household"] = replace(forms["household"], arguments=(replace(confirming, when=either), *others))
    return decisions_of(
        replace(
            SMALL,
            questions={**SMALL.questions, **{name: replace(sign, id=name, ask_when=ALWAYS) for name in names}},
            criteria={
                **SMALL.criteria,
                **criterion("in_a_row", All(tuple(painted.values()))),
                **criterion("in_pairs", pairs),
            },  # type: ignore[arg-type]
            forms=forms,
        )
    )


def test_rules_that_would_take_millions_of_nodes_are_refused_and_the_heaviest_named() -> None:
    with pytest.raises(FaultsFound) as raised:
        look_ahead(paired(22))

    assert too_large(raised.value)[0][0] == "in_pairs"


def bounded(decisions: Decisions) -> Lookahead:
    return look_ahead(decisions, TINY)


def test_too_large_rules_still_qualify_without_looking_ahead(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    without = Reasoner(base, bounded)
    without.__dict__["forward"] = reasoner.forward  # the same rules: the engine need not be built again

    assert without.ahead is None
    assert without.too_large is not None
    assert too_large(without.too_large)[1]
    for scenario in library[::6]:
        with_it, verdict = reasoner.qualify(scenario.case), without.qualify(scenario.case)
        assert without.changes(scenario.case) is None
        if verdict.status == "settled":
            assert verdict.outcome == with_it.outcome
        assert verdict.principal == scenario.expected.form


def test_without_looking_ahead_the_questionnaire_asks_every_question_still_open() -> None:
    without = Reasoner(SMALL, bounded)
    interview = Interview(without.decisions, Case("c", {}), without.ahead).resumed()
    for option in ("other", "painted", "nothing", "spring"):
        interview = interview.answer(Answer(option))

    assert interview.case.at is None
    assert list(interview.given) == ["house", "sign", "work", "since"]
    assert not interview.short
    assert interview.progress.likely is None


def test_a_function_that_holds_nowhere_has_no_answers_and_one_that_always_does_needs_none() -> None:
    space = Space({"a": ("x", "y"), "b": ("x", "y", "z")}, ROOM)

    assert space.answers(space.never) is None
    assert space.answers(space.always) == {}
    assert space.answers(space.chosen("b", "z")) == {"b": "z"}
    assert space.enough({}, space.chosen("b", "x") | space.chosen("b", "y") | space.chosen("b", "z"))
    assert not space.chosen("a", "z").satisfiable()
    assert space.diagram({HOLDS: space.always, FAILS: space.never}).outcome == HOLDS
