"""Practice alone: what asking a question gives and costs, what tells most apart, the fewest facts, what is kept."""

import json
from itertools import combinations

import pytest

from qualifier.knowledge.cases import Answer, Scenario
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.exercises import Exercise, exercise_of, from_made, from_play
from qualifier.training.fewest import fewest_facts
from qualifier.training.generator import made_case
from qualifier.training.making.made import Difficulty
from qualifier.training.play_files import find_play, play_names
from qualifier.training.practice import (
    Commitment,
    Practice,
    best_next,
    exercise_kept,
    fact_words,
    practice_from,
    practice_text,
)
from qualifier.words import Text
from tests.support import chance, drawn_options, options_of

CODES = {"record_damaged", "practice_other"}
GARDEN = {
    "house": Answer("other"),
    "sign": Answer(unknown="not_observed"),
    "work": Answer("dug"),
    "harvest": Answer("shared"),
}


def exercise(answers: dict[str, Answer], form: str = "shared_garden", name: str = "garden") -> Exercise:
    return Exercise(name, Text("Le jardin", "The garden"), Text("Deux portes.", "Two doors."), answers, form)


@pytest.fixture(scope="module")
def begun(small_reasoner: Reasoner) -> Practice:
    return Practice(small_reasoner.decisions, exercise(GARDEN))


# --- asking ------------------------------------------------------------------------------------------------


def test_a_fact_that_is_asked_for_is_told_as_the_file_has_it_and_counts_for_one(begun: Practice) -> None:
    asked = begun.ask("work").ask("house")

    assert [(fact.question, fact.found, fact.option) for fact in asked.facts] == [
        ("work", "known", "dug"),
        ("house", "known", "other"),
    ]
    assert asked.options == {"work": "dug", "house": "other"}
    assert begun.asked == ()


def test_what_the_file_does_not_know_nobody_knows_and_it_counts_all_the_same(begun: Practice) -> None:
    asked = begun.ask("sign")

    assert [fact.found for fact in asked.facts] == ["unknown"]
    assert (len(asked.asked), asked.options) == (1, {})
    assert fact_words(asked.base, asked.facts[0]).fr == "personne ne le sait, dans cette histoire"


def test_a_question_that_the_file_has_no_answer_to_is_unknown_too(small_reasoner: Reasoner) -> None:
    answers = {"house": Answer("other")}

    assert Practice(small_reasoner.decisions, exercise(answers)).ask("work").facts[0].found == "unknown"


def test_a_question_on_which_people_disagree_says_so(small_reasoner: Reasoner) -> None:
    practice = Practice(small_reasoner.decisions, exercise({**GARDEN, "sign": Answer(unknown="disputed")}))

    assert "disagree" in fact_words(practice.base, practice.fact("sign")).en


def test_a_question_without_an_object_here_says_so_and_counts(begun: Practice) -> None:
    asked = begun.ask("since")

    assert (len(asked.asked), asked.facts[0].found, asked.options) == (1, "beside", {})
    assert fact_words(asked.base, asked.facts[0]) == Text("sans objet ici", "not applicable here")


def test_an_answer_on_a_branch_that_the_file_closes_is_not_told(small_reasoner: Reasoner) -> None:
    practice = Practice(small_reasoner.decisions, exercise({**GARDEN, "since": Answer("years")}))

    assert practice.fact("since").found == "beside"


def test_the_questions_left_are_listed_by_theme_without_those_asked(begun: Practice) -> None:
    assert begun.ask("house").ask("sign").unasked == {"garden": ("work", "since", "harvest")}


def test_a_fact_is_not_asked_for_twice_nor_after_a_form_is_committed_to(begun: Practice) -> None:
    asked = begun.ask("work")

    with pytest.raises(ValueError, match="work"):
        asked.ask("work")
    with pytest.raises(ValueError, match="house"):
        asked.commit("shared_garden").ask("house")
    with pytest.raises(KeyError):
        asked.ask("fence")
    with pytest.raises(KeyError):
        asked.commit("orchard")


def test_one_may_commit_to_a_form_to_a_reason_to_name_none_or_to_nothing(begun: Practice) -> None:
    forms = ("strangers", "undetermined.too_early", None)

    assert [begun.commit(form, "So.").commitment for form in forms] == [Commitment(form, "So.") for form in forms]


# --- what tells most apart ---------------------------------------------------------------------------------


def test_what_tells_most_apart_follows_from_the_facts_and_ends_with_the_form(
    begun: Practice, small_reasoner: Reasoner
) -> None:
    practice = begun
    while (following := best_next(small_reasoner, practice.options)) is not None:
        practice = practice.ask(following)

    assert practice.asked == ("house", "work", "harvest")
    assert small_reasoner.ahead is not None
    assert small_reasoner.ahead.left(practice.options).outcome == "shared_garden"


def test_a_question_that_gave_no_fact_is_passed_over(small_reasoner: Reasoner) -> None:
    options = {"house": "other", "work": "dug"}

    assert best_next(small_reasoner, options) == "harvest"
    assert best_next(small_reasoner, options, passed=["harvest"]) is None


# --- the fewest facts --------------------------------------------------------------------------------------


def test_the_fewest_facts_are_as_few_as_trying_every_set_of_them_finds(
    small_base: RuleBase, small_reasoner: Reasoner
) -> None:
    ahead = small_reasoner.ahead
    assert ahead is not None
    draw = chance(5)
    for _ in range(60):
        options = drawn_options(small_base, draw, draw.random())
        ranks = ahead.ranks(options)
        found = fewest_facts(ahead.principal, ranks)
        settling = [
            size
            for size in range(len(ranks) + 1)
            for kept in combinations(ranks, size)
            if ahead.principal.given({rank: ranks[rank] for rank in kept}).outcome is not None
        ]

        assert (None if found is None else len(found)) == min(settling, default=None)
        assert found is None or ahead.principal.given({rank: ranks[rank] for rank in found}).outcome is not None


def test_the_fewest_facts_of_the_library_settle_it_and_none_of_them_can_be_done_without(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    ahead = reasoner.ahead
    assert ahead is not None
    counts = []
    for scenario in library[::6]:
        ranks = ahead.ranks(options_of(scenario.case))
        found = fewest_facts(ahead.principal, ranks)
        if found is None:
            continue
        counts.append(len(found))
        assert ahead.principal.given({rank: ranks[rank] for rank in found}).outcome is not None
        for without in found:
            rest = {rank: ranks[rank] for rank in found if rank != without}
            assert ahead.principal.given(rest).outcome is None
    assert len(counts) > 5


# --- kept between two sittings -----------------------------------------------------------------------------


def test_a_practice_is_kept_as_text_and_resumed_where_it_was(begun: Practice) -> None:
    for practice in (begun, begun.ask("since").ask("work"), begun.ask("work").commit(None, "Été « gris » ; 1/2")):
        assert practice_from(practice_text(practice), begun.decisions, begun.exercise) == practice
        assert exercise_kept(practice_text(practice)) == "garden"


def test_what_the_rules_no_longer_ask_or_name_is_left_out_when_a_practice_is_resumed(begun: Practice) -> None:
    commitment = {"form": "orchard", "why": ""}
    asked = ["fence", "work", "work"]
    text = json.dumps({"format": 1, "exercise": "garden", "asked": asked, "commitment": commitment})

    assert practice_from(text, begun.decisions, begun.exercise) == begun.ask("work")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"format": 1, "exercise": "garden"}',
        '{"format": 1, "exercise": 1, "asked": []}',
        '{"format": 1, "exercise": "garden", "asked": 3}',
        '{"format": 1, "exercise": "garden", "asked": [["work"]]}',
        '{"format": 1, "exercise": "garden", "asked": [], "commitment": {"form": 1, "why": ""}}',
        '{"format": 1, "exercise": "garden", "asked": [], "commitment": {"form": null}}',
        '{"format": 1, "exercise": "garden", "asked": [], "commitment": "strangers"}',
        "[" * 100_000,
    ],
)
def test_a_damaged_text_is_told_and_brings_nothing_down(begun: Practice, text: str) -> None:
    with pytest.raises(FaultsFound) as found:
        practice_from(text, begun.decisions, begun.exercise)

    assert [one.code for one in found.value.faults] == ["record_damaged"]


def test_a_text_of_another_exercise_is_not_taken_for_this_one(begun: Practice) -> None:
    other = Practice(begun.decisions, exercise(GARDEN, name="orchard"))
    with pytest.raises(FaultsFound) as found:
        practice_from(practice_text(other), begun.decisions, begun.exercise)

    assert [one.code for one in found.value.faults] == ["practice_other"]


# --- exercises ---------------------------------------------------------------------------------------------


def test_a_role_play_makes_an_exercise_whose_story_is_its_scene_and_whose_file_is_the_scenario(
    reasoner: Reasoner, base: RuleBase
) -> None:
    play = find_play(play_names()[0], base)
    made = from_play(reasoner, play)

    assert (made.id, made.answers) == (play.id, play.scenario.case.answers)
    assert made.story.fr == f"{play.scene.fr}\n\n{play.opening.fr}"
    assert made.form.partition(".")[0] == play.scenario.expected.form


@pytest.mark.parametrize("near", [None, "juxtaposition"])
def test_a_generated_case_makes_an_exercise_that_its_id_alone_makes_again(reasoner: Reasoner, near: str | None) -> None:
    case = made_case(reasoner, "coordination", difficulty=Difficulty.MEDIUM, near=near, seed=11)
    made = from_made(case)

    assert exercise_of(reasoner, made.id) == made
    assert (made.form, made.story) == ("coordination", case.story.opening)
    assert "coordination" not in made.title.fr + made.story.fr
    assert {Practice(reasoner.decisions, made).fact(one).found for one in case.unknowns} <= {"unknown", "beside"}


def test_a_role_play_is_found_again_by_its_id_and_an_unknown_one_is_told(reasoner: Reasoner, base: RuleBase) -> None:
    name = play_names()[0]

    assert exercise_of(reasoner, name) == from_play(reasoner, find_play(name, base))
    with pytest.raises(FaultsFound):
        exercise_of(reasoner, "no_such_play")
