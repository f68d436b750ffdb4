"""Cases made for training: all that they promise is held against the diagrams, the plain reading and the engine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from qualifier.explanation.comparison import outcome_of
from qualifier.knowledge.cases import Case, Scenario, read_case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import NewPage
from qualifier.training.generator import Difficulty, MadeCase, Maker, made_case, made_kit, written_made
from qualifier.training.making.joint import settled
from qualifier.training.making.telling import Teller
from qualifier.training.play_checks import play_faults
from qualifier.training.plays import options_of, pooled_case
from qualifier.words import LANGS
from tests.support import PROJECT, case_of

CODES = {"near_out_of_reach", "form_not_made"}
COUNT = 1000
LEVELS = tuple(Difficulty)


@pytest.fixture(scope="session")
def made_cases(base: RuleBase, reasoner: Reasoner) -> tuple[MadeCase, ...]:
    """A thousand made cases: every form, every difficulty, seeds from 0 on."""
    wishes = ((form, level, seed) for seed in range(COUNT) for level in LEVELS for form in base.forms)
    return tuple(
        made_case(reasoner, form, difficulty=level, seed=seed)
        for (form, level, seed), _ in zip(wishes, range(COUNT), strict=False)
    )


def left(reasoner: Reasoner, options: Mapping[str, str]) -> str | None:
    """The outcome of every completion of some answers, by the diagram; None when there are several."""
    assert reasoner.ahead is not None
    return reasoner.ahead.principal.given(reasoner.ahead.ranks(options)).outcome


def without(options: Mapping[str, str], hidden: object) -> dict[str, str]:
    return {question: option for question, option in options.items() if question not in hidden}  # type: ignore[operator]


# --- the thousand ------------------------------------------------------------------------------------------


def test_a_thousand_cases_give_their_form_with_what_is_known_and_with_the_whole_truth(
    base: RuleBase, reasoner: Reasoner, made_cases: tuple[MadeCase, ...]
) -> None:
    assert {(made.form, made.difficulty) for made in made_cases} == set(product(base.forms, LEVELS))
    for made in made_cases:
        for case in (made.case, Case("whole", made.full)):
            verdict = reasoner.outline(case)
            assert (verdict.principal, verdict.status) == (made.form, "settled"), made.case.id


def test_the_engine_agrees_on_a_sample_of_them(reasoner: Reasoner, made_cases: tuple[MadeCase, ...]) -> None:
    for made in made_cases[::17]:
        verdict = reasoner.qualify(made.case)
        assert (verdict.principal, verdict.status) == (made.form, "settled"), made.case.id
        if made.near:
            changed = case_of({**made.truth, **made.behind, **made.pivot})
            assert reasoner.qualify(changed).principal == made.near, made.case.id


def test_no_two_of_a_thousand_cases_or_hardly_any_have_the_same_answers(made_cases: tuple[MadeCase, ...]) -> None:
    distinct = {tuple(made.case.answers.items()) for made in made_cases}
    assert len(distinct) >= 0.99 * COUNT


def test_only_what_is_asked_is_answered_and_nothing_that_is_asked_is_left_out(
    reasoner: Reasoner, made_cases: tuple[MadeCase, ...]
) -> None:
    for made in made_cases:
        assert set(reasoner.outline(made.case).relevant) == set(made.case.answers), made.case.id


def test_no_two_answers_sit_ill_together(reasoner: Reasoner, made_cases: tuple[MadeCase, ...]) -> None:
    assert all(not reasoner.outline(Case("whole", made.full)).tensions for made in made_cases)


def test_changing_the_pivot_alone_reaches_the_near_form(reasoner: Reasoner, made_cases: tuple[MadeCase, ...]) -> None:
    for made in made_cases:
        for truth in (made.truth, options_of(made.case)):
            changed = {**truth, **made.behind, **made.pivot}
            assert made.near is None or left(reasoner, changed) == made.near, made.case.id
        assert made.near != made.form


def test_what_lies_behind_is_asked_only_once_the_pivot_is_changed(
    reasoner: Reasoner, made_cases: tuple[MadeCase, ...]
) -> None:
    for made in made_cases:
        if made.behind:
            assert made.behind.keys().isdisjoint(made.full)
            whole = case_of({**made.truth, **made.behind})
            assert outcome_of(reasoner.outline(whole)) == made.form
            changed = case_of({**made.truth, **made.behind, **made.pivot})
            assert set(made.behind) <= set(reasoner.outline(changed).relevant)


def test_one_answer_separates_hard_cases_one_or_two_medium_ones_and_three_at_least_easy_ones(
    made_cases: tuple[MadeCase, ...],
) -> None:
    close = [made for made in made_cases if made.near]
    sizes = {level: {len(made.pivot) for made in close if made.difficulty is level} for level in LEVELS}
    assert sizes[Difficulty.HARD] == {1}
    assert sizes[Difficulty.MEDIUM] == {1, 2}
    assert min(sizes[Difficulty.EASY]) >= 3


def test_of_two_answers_that_separate_neither_is_enough(reasoner: Reasoner, made_cases: tuple[MadeCase, ...]) -> None:
    pairs = [made for made in made_cases if len(made.pivot) == 2]
    assert len(pairs) > 50
    for made in pairs:
        for question, option in made.pivot.items():
            assert left(reasoner, {**made.truth, **made.behind, question: option}) != made.near, made.case.id


def test_no_two_changes_bring_an_easy_case_to_the_form_named_as_near(
    reasoner: Reasoner, made_cases: tuple[MadeCase, ...]
) -> None:
    ahead = reasoner.ahead
    assert ahead is not None
    easy = [made for made in made_cases if made.difficulty is Difficulty.EASY and made.near]
    for made in easy[::25]:
        ranks = ahead.ranks(made.truth)
        changes = [(one, option) for one in ranks for option in range(ahead.principal.sizes[one])]
        for first, second in combinations(changes, 2):
            assert settled(ahead.principal, {**ranks, **dict((first, second))}) != made.near, made.case.id


def test_the_trap_is_among_the_answers_and_does_not_decide(
    base: RuleBase, reasoner: Reasoner, made_cases: tuple[MadeCase, ...]
) -> None:
    for made in made_cases:
        trap = made.trap
        assert trap is not None or made.difficulty is Difficulty.EASY, made.case.id
        if trap is None:
            continue
        known = options_of(made.case)
        assert trap.facts.items() <= known.items(), made.case.id
        assert trap.facts.keys().isdisjoint(made.pivot)
        assert left(reasoner, without(known, trap.facts)) == made.form, made.case.id
        if trap.argument is not None:
            verdict = reasoner.outline(made.case)
            argument = base.argument(trap.argument)
            standing = verdict.forms[argument.form]
            assert trap.argument in (*standing.supporting, *standing.opposing), made.case.id
            assert argument.kind == ("opposes" if argument.form == made.form else "supports")


def test_whatever_the_unknowns_are_the_form_is_the_same_and_there_are_more_the_harder_the_case(
    reasoner: Reasoner, made_cases: tuple[MadeCase, ...]
) -> None:
    for made in made_cases:
        unknown = {question for question, answer in made.case.answers.items() if answer.option is None}
        assert unknown == set(made.unknowns)
        assert left(reasoner, options_of(made.case)) == made.form, made.case.id
    counts = {level: [len(made.unknowns) for made in made_cases if made.difficulty is level] for level in LEVELS}
    assert sum(counts[Difficulty.EASY]) < sum(counts[Difficulty.MEDIUM]) < sum(counts[Difficulty.HARD])


# --- always the same ---------------------------------------------------------------------------------------

AGAIN = """
import sys
from pathlib import Path
from qualifier.knowledge.loading import load_rules
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.generator import Difficulty, made_case
reasoner = Reasoner(load_rules(Path(sys.argv[1])))
for form, level, seed in (("imposed", "hard", 1234), ("internal", "medium", 2), ("palliative", "easy", 5)):
    print(made_case(reasoner, form, difficulty=Difficulty(level), seed=seed))
"""


def test_the_same_seed_gives_the_same_case_in_another_process_with_other_hashes(reasoner: Reasoner) -> None:
    here = [
        str(made_case(reasoner, form, difficulty=level, seed=seed))
        for form, level, seed in (
            ("imposed", Difficulty.HARD, 1234),
            ("internal", Difficulty.MEDIUM, 2),
            ("palliative", Difficulty.EASY, 5),
        )
    ]
    for hashes in ("1", "4242"):
        command = [sys.executable, "-c", AGAIN, str(PROJECT / "rules")]
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": hashes}
        )
        assert ran.stdout.splitlines() == here


def test_seeds_at_any_regular_step_give_different_cases_of_a_form_of_two_questions(reasoner: Reasoner) -> None:
    for step in (1, 3, 22, 66):
        seeds = range(0, step * 20, step)
        found = [made_case(reasoner, "internal", difficulty=Difficulty.HARD, seed=seed).case for seed in seeds]
        assert len({tuple(case.answers.items()) for case in found}) == 20


# --- wishes ------------------------------------------------------------------------------------------------


def test_a_near_form_can_be_chosen(reasoner: Reasoner) -> None:
    made = made_case(reasoner, "imposed", difficulty=Difficulty.HARD, near="coordination", seed=3)
    assert made.near == "coordination"
    assert left(reasoner, {**made.truth, **made.pivot}) == "coordination"


def test_without_a_wish_the_near_form_is_one_that_the_rules_tell_apart(
    base: RuleBase, made_cases: tuple[MadeCase, ...]
) -> None:
    close = [made for made in made_cases if made.difficulty is not Difficulty.EASY]
    assert all(made.near in base.forms[made.form].confusions for made in close)


def test_a_form_that_does_not_exist_is_told_with_those_like_it(reasoner: Reasoner) -> None:
    with pytest.raises(FaultsFound) as found:
        made_case(reasoner, "impose", difficulty=Difficulty.HARD, near="coordinatio", seed=1)
    assert [one.code for one in found.value.faults] == ["form_unknown", "form_unknown"]
    assert sorted("imposed" in one.text().fr for one in found.value.faults) == [False, True]


@pytest.mark.parametrize(
    ("form", "level", "near"),
    [("imposed", Difficulty.HARD, "imposed"), ("consultation", Difficulty.EASY, "concertation")],
)
def test_a_near_form_out_of_reach_is_told_with_those_within_it(
    reasoner: Reasoner, form: str, level: Difficulty, near: str
) -> None:
    with pytest.raises(FaultsFound) as found:
        made_case(reasoner, form, difficulty=level, near=near, seed=1)
    (fault,) = found.value.faults
    assert fault.code == "near_out_of_reach"
    possible = str(dict(fault.values)["possible"]).split(", ")
    assert near not in possible
    for one in possible[:2]:
        assert made_case(reasoner, form, difficulty=level, near=one, seed=1).near == one


def test_a_form_in_which_nothing_can_mislead_has_easy_cases_only_and_that_is_told(small_reasoner: Reasoner) -> None:
    with pytest.raises(FaultsFound) as found:
        made_case(small_reasoner, "shared_garden", difficulty=Difficulty.HARD, seed=1)
    assert [one.code for one in found.value.faults] == ["form_not_made"]
    assert made_case(small_reasoner, "shared_garden", difficulty=Difficulty.EASY, seed=1).trap is None


def test_without_a_library_cases_are_made_all_the_same(reasoner: Reasoner) -> None:
    maker = Maker(reasoner, ())
    for form in ("imposed", "internal", "collaboration"):
        made = maker.made(form, difficulty=Difficulty.MEDIUM, seed=1)
        assert left(reasoner, options_of(made.case)) == form


# --- likely, by the library --------------------------------------------------------------------------------


def unmet(library: tuple[Scenario, ...], options: list[dict[str, str]], own: int) -> float:
    """The share of pairs of answers that no scenario has, those that have them counted apart."""
    met: dict[object, int] = {}
    for scenario in library:
        for pair in combinations(options_of(scenario.case).items(), 2):
            met[pair] = met.get(pair, 0) + 1
    pairs = [pair for one in options for pair in combinations(one.items(), 2)]
    return sum(met.get(pair, 0) <= own for pair in pairs) / len(pairs)


def test_answers_go_together_as_well_as_those_of_a_scenario_of_the_library_do_with_the_others(
    library: tuple[Scenario, ...], made_cases: tuple[MadeCase, ...]
) -> None:
    made = unmet(library, [one.truth for one in made_cases], 0)
    scenarios = unmet(library, [options_of(one.case) for one in library], 1)
    assert made < scenarios


# --- what is handed over -----------------------------------------------------------------------------------


def test_the_cards_hold_what_is_asked_of_a_role_play(reasoner: Reasoner, made_cases: tuple[MadeCase, ...]) -> None:
    for made in made_cases[::7]:
        assert not play_faults(reasoner, made.play), made.case.id
        assert 2 <= len(made.cards) <= 4
        assert options_of(pooled_case(made.play)) == options_of(made.case), made.case.id


def test_one_seat_takes_the_pivot_for_what_it_is_not_and_another_knows_better_and_keeps_silent(
    made_cases: tuple[MadeCase, ...],
) -> None:
    for made in made_cases:
        if made.difficulty is not Difficulty.EASY:
            assert [dict(card.options("believes")) for card in made.cards if card.believes] == [dict(made.pivot)]
            assert any(card.options("silent").keys() >= made.pivot.keys() for card in made.cards)


def test_what_players_and_learners_see_first_names_neither_the_form_nor_a_fact(
    base: RuleBase, made_cases: tuple[MadeCase, ...]
) -> None:
    for made in made_cases:
        assert made.form not in made.play.id
        seen = [made.play.scenario.title, made.play.scene, made.play.opening]
        for lang in LANGS:
            for text in seen:
                assert all(fact.say.to(lang) not in text.to(lang) for fact in made.story.facts)
                assert base.forms[made.form].name.to(lang) not in text.to(lang)


def test_the_story_tells_every_known_fact_once_and_nothing_of_the_others(made_cases: tuple[MadeCase, ...]) -> None:
    for made in made_cases:
        assert [fact.question for fact in made.story.facts] == list(options_of(made.case))


def test_every_fact_of_the_rules_can_be_said_and_no_two_answers_to_a_question_sound_alike(base: RuleBase) -> None:
    teller = Teller(base)
    for question, asked in base.questions.items():
        said = [teller.said(question, option.id) for option in asked.options]
        for lang in LANGS:
            assert len({one.to(lang) for one in said}) == len(said), question
            assert all(one.to(lang).strip().endswith((".", "?", "!")) for one in said), question


def test_the_answer_file_reads_back_as_the_same_case(
    base: RuleBase, made_cases: tuple[MadeCase, ...], tmp_path: Path
) -> None:
    for made in made_cases[::29]:
        path = tmp_path / "made.yaml"
        path.write_text(written_made(made), encoding="utf-8")
        assert read_case(path, base) == replace(made.case, id=made.play.id)


def test_the_kit_has_each_card_on_its_page_and_a_last_page_on_how_the_case_is_made(reasoner: Reasoner) -> None:
    made = made_case(reasoner, "imposed", difficulty=Difficulty.HARD, seed=1234)
    document = made_kit(made, reasoner)
    assert sum(isinstance(block, NewPage) for block in document.blocks) > len(made.cards)
    last = max(rank for rank, block in enumerate(document.blocks) if isinstance(block, NewPage))
    assert made.case.id in str(document.blocks[last:])
    assert made.case.id not in str(document.blocks[:last])
