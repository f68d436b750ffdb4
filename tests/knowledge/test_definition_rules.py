"""What a partnership is made of, for Dhume and for a course: his nine parts, three ways of acting, A + B = C."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qualifier.explanation.schools import LineSaid, Schools
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import NO, OPEN, OUTSIDE, YES, RuleBase
from qualifier.reasoning.compiling import compiled
from qualifier.reasoning.decisions import PRINCIPAL, decisions_of
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Text
from tests.support import case_of, options_of

WHOLE = "common_action_project"
NINE = (
    "cooperative",
    "free",
    "mutual",
    "contractual",
    "different_but_equal",
    "collective_actor",
    "change",
    "common_object",
    "own_frame",
)
PRINCIPLES = (
    "finalised_project",
    "interest_of_each",
    "need_and_action",
    "given_time",
    "horizontal",
    "contract_advised",
)


@pytest.fixture(scope="module")
def answers(library: tuple[Scenario, ...]) -> dict[str, dict[str, str]]:
    """The options of each scenario, by the beginning of its name: `c20`."""
    return {one.case.id.partition("_")[0]: options_of(one.case) for one in library}


def lines(reasoner: Reasoner, scale: str, options: Mapping[str, str]) -> dict[str, LineSaid]:
    """Return the lines of a scale for some answers, by their own name."""
    said = Schools(reasoner, reasoner.outline(case_of(options))).scales[scale]
    return {line.id.partition(".")[2]: line for line in said.lines}


def places(reasoner: Reasoner, scale: str, options: Mapping[str, str]) -> dict[str, str]:
    """Return the place of each line: a rung, `outside` or `open`."""
    return {name: line.place for name, line in lines(reasoner, scale, options).items()}


# --- the nine parts ----------------------------------------------------------------------------------------


def test_whatever_the_answers_a_common_action_project_has_all_nine_parts_a_new_space_and_acts_together(
    base: RuleBase,
) -> None:
    reading = compiled(decisions_of(base))
    named = reading.sole(PRINCIPAL)[WHOLE]
    held = {line.id: line.at[YES] for scale in ("dhume_definition", "new_space") for line in base.scales[scale].lines}
    held["way"] = base.scales["ways_of_acting"].lines[0].at["act_together"]

    assert named.satisfiable()
    assert len(held) == len(NINE) + 5 + 1
    assert [id_ for id_, when in held.items() if (named & ~reading.truth(when)[0]).satisfiable()] == []


def test_in_the_library_the_nine_parts_hold_for_the_common_action_projects_and_for_nothing_else(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    whole, named = set(), set()
    for scenario in library:
        if set(places(reasoner, "dhume_definition", options_of(scenario.case)).values()) == {YES}:
            whole.add(scenario.case.id)
        if reasoner.outline(scenario.case).principal == WHOLE:
            named.add(scenario.case.id)

    assert len(named) > 5
    assert whole == named


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"leave_now": "loss"}, "free"),
        ({"contributions": "one_by_name_only"}, "mutual"),
        ({"last_decision": "one_after_hearing"}, "different_but_equal"),
        ({"new_answer": "two_parts"}, "collective_actor"),
        ({"common_place": "alternating"}, "collective_actor"),
        ({"practice_change": "one_side"}, "change"),
        ({"common_problem": "each_own_words"}, "common_object"),
        ({"own_rules": "one_side"}, "own_frame"),
    ],
)
def test_one_fact_less_in_a_whole_definition_makes_its_own_part_missing_and_says_what_it_would_take(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], change: dict[str, str], part: str
) -> None:
    found = lines(reasoner, "dhume_definition", {**answers["c20"], **change})

    assert [name for name, line in found.items() if line.at == NO] == [part]
    assert all(line.at == YES for name, line in found.items() if name != part)
    assert found[part].facts
    assert [name for name, line in found.items() if line.toward] == [part]


def test_rules_made_together_are_an_agreement_and_without_them_habit_is_none(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    habit = {**answers["c20"], "agreement": "habit"}

    assert places(reasoner, "dhume_definition", habit)["contractual"] == YES
    assert places(reasoner, "dhume_definition", {**habit, "own_rules": "one_side"})["contractual"] == NO


def test_a_purchase_is_no_matter_for_the_definition_and_the_fact_that_says_so_is_shown(
    reasoner: Reasoner, base: RuleBase, answers: dict[str, dict[str, str]]
) -> None:
    found = lines(reasoner, "dhume_definition", answers["c16"])

    assert {name for name, line in found.items() if line.outside} == set(NINE)
    bought = base.criteria["K29"].level("purchase").because
    assert {line.facts for line in found.values()} == {(bought,)}


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("c14", set()),  # a gift
        ("c17", set()),  # a grant, the funder sitting with one voice among others
        ("c26", set()),  # a common body that decides for all
        ("c27", set()),  # a judge and a service
        ("c13", set()),  # one house
        ("c12", set()),  # a family
        ("c18", {"cooperative"}),  # logos on a brochure
    ],
)
def test_where_almost_nothing_is_asked_only_what_the_facts_show_is_said_to_be_missing(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], name: str, missing: set[str]
) -> None:
    found = places(reasoner, "dhume_definition", answers[name])

    assert {part for part, place in found.items() if place == NO} == missing
    assert {part for part, place in found.items() if place == OUTSIDE} == set(NINE) - missing


def test_talking_only_leaves_freedom_and_agreement_to_look_at(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    found = places(reasoner, "dhume_definition", answers["c25"])

    assert (found["cooperative"], found["free"], found["contractual"]) == (NO, YES, YES)
    assert [part for part, place in found.items() if place == OUTSIDE] == [
        part for part in NINE if part not in ("cooperative", "free", "contractual")
    ]


def test_a_half_told_case_leaves_parts_open_each_with_the_questions_that_would_tell(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    found = lines(reasoner, "dhume_definition", answers["u05"])

    assert {name: line.ask for name, line in found.items() if line.open} == {
        "free": ("refuse_entry", "leave_now"),
        "mutual": ("contributions",),
        "contractual": ("agreement", "own_rules"),
        "different_but_equal": ("last_decision", "last_word"),
        "collective_actor": ("common_place", "new_answer"),
        "change": ("practice_change",),
        "common_object": ("common_problem",),
        "own_frame": ("own_rules",),
    }
    assert found["cooperative"].at == YES


@pytest.mark.parametrize(
    ("decision", "word", "dhume", "course"),
    [
        ("both", "nobody", YES, YES),
        ("both", "could", YES, YES),
        ("both", "did", YES, NO),
        ("none_to_name", "nobody", YES, YES),
        ("none_to_name", "could", NO, NO),
        ("one_after_hearing", "nobody", NO, NO),
        ("third_party", "third_party", NO, NO),
    ],
)
def test_being_equal_is_seen_in_the_last_decision_and_horizontal_also_in_who_has_settled_things_alone(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], decision: str, word: str, dhume: str, course: str
) -> None:
    options = {**answers["c20"], "last_decision": decision, "last_word": word}

    assert places(reasoner, "dhume_definition", options)["different_but_equal"] == dhume
    assert places(reasoner, "principles", options)["horizontal"] == course


# --- three ways of acting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("c16", "have_done"),  # two hundred measures bought
        ("c27", "have_done"),  # a judge's order
        ("s17", "have_done"),  # errands asked for by the ward
        ("c08", "work_with"),  # a funder's convention
        ("c11", "work_with"),  # two social workers and no decision to name
        ("c25", "work_with"),  # a form sent every day
        ("s07", "work_with"),  # a garden that one side leads
        ("c20", "act_together"),
        ("s31", "work_with"),  # a file put in together, and since then each apart
        ("s49b", "work_with"),  # asked for by one, who puts its name in, and run by the other
        ("s05", "act_together"),  # two people, decided and answered for together
        ("s37", "act_together"),  # apart last time, while the drop-in was closed
        ("c10", OUTSIDE),  # a phone call
        ("s20", OUTSIDE),  # four services side by side
        ("c14", OUTSIDE),
        ("c17", OUTSIDE),
        ("c12", OUTSIDE),
        ("c18", OUTSIDE),
        ("u05", OPEN),
    ],
)
def test_a_story_is_placed_among_the_three_ways_of_acting(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], name: str, place: str
) -> None:
    assert places(reasoner, "ways_of_acting", answers[name]) == {"way": place}


@pytest.mark.parametrize(
    "change", [{"leave_now": "loss"}, {"last_decision": "one_alone"}, {"failure": "not_yet_unsaid"}]
)
def test_acting_together_takes_choice_co_decision_and_co_responsibility_at_once(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], change: dict[str, str]
) -> None:
    assert places(reasoner, "ways_of_acting", {**answers["c20"], **change}) == {"way": "work_with"}


def test_what_one_did_at_the_others_request_is_having_it_done_unless_both_put_something_in_or_decide(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    asked = {**answers["c20"], "way_of_acting": "on_behalf", "last_decision": "one_alone"}

    def way(**change: str) -> str:
        return places(reasoner, "ways_of_acting", {**asked, **change})["way"]

    assert way(contributions="one_only") == "have_done"
    assert way(contributions="both") == "work_with"
    assert way(contributions="one_only", last_decision="both", failure="one_side") == "work_with"


# --- A + B = C ---------------------------------------------------------------------------------------------


def test_what_is_missing_of_a_new_space_is_said_part_by_part(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    garden = lines(reasoner, "new_space", answers["s07"])

    assert [name for name, line in garden.items() if line.at == YES] == ["brings", "place", "answer"]
    assert {name: line.toward for name, line in garden.items() if line.at == NO} == {
        "rules": Text("Des règles faites ensemble pour ce travail.", "Rules made together for this work."),
        "changes": Text(
            "De chaque côté, une façon de faire qui a changé et qui tient.",
            "On each side, a way of doing things that has changed and still holds.",
        ),
    }


def test_no_new_space_is_sought_where_people_talk_pay_or_command(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    for name in ("c10", "c14", "c16", "c17", "c26", "c27", "c12", "c13", "c18"):
        assert set(places(reasoner, "new_space", answers[name]).values()) == {OUTSIDE}, name


# --- principles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("c20", PRINCIPLES),
        ("s07", ("finalised_project", "interest_of_each", "need_and_action", "contract_advised")),
        ("c11", ("need_and_action", "horizontal")),
        ("c08", ("finalised_project", "given_time", "contract_advised")),
        ("c25", ("finalised_project", "contract_advised")),
    ],
)
def test_the_principles_that_a_story_shows_are_said_to_hold(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], name: str, held: tuple[str, ...]
) -> None:
    found = places(reasoner, "principles", answers[name])

    assert tuple(found) == PRINCIPLES
    assert tuple(principle for principle, place in found.items() if place == YES) == held


def test_a_spoken_agreement_is_contract_enough_and_a_paper_asleep_is_not(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    spoken = {**answers["s07"], "paper": "none"}
    unsaid = {**spoken, "agreement": "unclear"}

    def contract(**change: str) -> str:
        return places(reasoner, "principles", {**unsaid, **change})["contract_advised"]

    assert places(reasoner, "principles", spoken)["contract_advised"] == YES
    assert [contract(paper=paper) for paper in ("none", "traces", "signed_unused", "signed_used")] == [NO, NO, NO, YES]


def test_starting_from_each_ones_activities_is_no_logic_of_need(
    reasoner: Reasoner, answers: dict[str, dict[str, str]]
) -> None:
    def need(**change: str) -> str:
        return places(reasoner, "principles", {**answers["c20"], **change})["need_and_action"]

    assert [need(), need(subject="own_activities"), need(common_problem="not_stated")] == [YES, NO, NO]


@pytest.mark.parametrize("name", ["c16", "c27", "c14", "c17", "c26", "c13", "c12"])
def test_the_principles_are_not_looked_at_where_one_buys_commands_gives_or_funds_without_acting(
    reasoner: Reasoner, answers: dict[str, dict[str, str]], name: str
) -> None:
    assert set(places(reasoner, "principles", answers[name]).values()) == {OUTSIDE}


def test_a_funder_who_acts_is_looked_at_like_any_other(reasoner: Reasoner, answers: dict[str, dict[str, str]]) -> None:
    for scale in ("dhume_definition", "new_space", "principles"):
        assert OUTSIDE not in places(reasoner, scale, answers["s44"]).values()


# --- words -------------------------------------------------------------------------------------------------


def test_each_sentence_of_the_definitions_can_be_read_in_one_breath(base: RuleBase) -> None:
    for scale in ("dhume_definition", "ways_of_acting", "new_space", "principles"):
        for line in base.scales[scale].lines:
            said = (line.name, line.means, line.toward)
            for text in (one for one in said if one is not None):
                assert max(len(text.to(lang)) for lang in LANGS) <= 175, (line.id, text)
            outside = line.outside_say
            assert outside is not None
            assert max(len(outside.to(lang)) for lang in LANGS) <= 200, (line.id, outside)
