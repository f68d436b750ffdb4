"""What other schools say of a case: its place on each scale, the word "partner", rights, traps between languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifier.explanation.schools import LineSaid, Schools
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import CHAPTERS, RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Text
from tests.support import SCALE, Qualified, case_of, with_schools

TALKED = {"house": "other", "sign": "painted", "work": "talked"}
DUG = {"house": "other", "sign": "none", "work": "dug", "harvest": "unsaid"}
SHARED = {**DUG, "harvest": "shared"}


@pytest.fixture(scope="module")
def garden(schooled: RuleBase) -> Reasoner:
    return Reasoner(schooled)


def said(reasoner: Reasoner, options: dict[str, str]) -> Schools:
    return Schools(reasoner, reasoner.qualify(case_of(options)))


def line_of(schools: Schools, line: str) -> LineSaid:
    scale = schools.scales[line.partition(".")[0]]
    return next(one for one in scale.lines if one.id == line)


# --- a line ------------------------------------------------------------------------------------------------


def test_a_line_stands_on_the_rung_that_the_answers_establish_with_the_facts(garden: Reasoner) -> None:
    step = line_of(said(garden, TALKED), "closeness.step")

    assert (step.at, step.possible, step.open, step.outside) == ("hedge", ("hedge",), False, None)
    assert step.rung is not None
    assert (step.rung.name.en, step.rung.means) == ("the hedge", Text("On se parle.", "People talk."))
    assert step.facts == (Text("Vous vous êtes parlé.", "You talked."),)
    assert [rung.id for rung in step.rungs] == ["apart", "hedge", "together"]
    assert (step.source, step.ask) == (("garden_book", "inference"), ())


def test_where_a_scale_has_nothing_to_say_it_says_why(garden: Reasoner) -> None:
    step = line_of(said(garden, {"house": "same", "sign": "none"}), "closeness.step")

    assert (step.at, step.rung, step.open, step.possible) == (None, None, False, ())
    assert step.outside == Text("On n'est pas voisin de soi.", "Nobody is their own neighbour.")
    assert step.facts == (Text("C'est la même maison.", "It is the same house."),)


def test_an_open_line_names_the_rungs_left_and_asks_what_would_tell(garden: Reasoner) -> None:
    step = line_of(said(garden, {"house": "other"}), "closeness.step")

    assert (step.at, step.open, step.facts, step.ask) == (None, True, (), ("work",))
    assert step.possible == ("apart", "hedge", "together")


def test_an_open_line_asks_nothing_that_was_answered_or_that_is_no_longer_asked(garden: Reasoner) -> None:
    agreed = line_of(said(garden, {"house": "other", "sign": "none", "work": "dug"}), "true_garden.agreed")

    assert (agreed.open, agreed.ask) == (True, ("harvest",))


def test_the_only_rung_left_is_the_place_although_its_own_condition_is_still_open(tmp_path: Path) -> None:
    either = "together: {any: [{K2: [dug], sign: [none]}, {K2: [dug], sign: [painted]}]}"
    reasoner = Reasoner(load_rules(with_schools(tmp_path / "rules", (SCALE, "together: {K2: [dug]}", either))))
    step = line_of(said(reasoner, {"house": "other", "work": "dug"}), "closeness.step")

    assert (step.at, step.open, step.ask) == ("together", False, ())
    assert step.facts == (Text("Vous avez bêché à deux.", "You dug together."),)


def test_what_it_would_take_is_shown_only_where_a_line_fails(garden: Reasoner) -> None:
    unsaid, shared, short = (said(garden, one) for one in (DUG, SHARED, {"house": "other"}))

    assert [line.toward is not None for line in unsaid.scales["true_garden"].lines] == [False, True]
    assert [line.toward for line in shared.scales["true_garden"].lines] == [None, None]
    assert [line.toward for line in short.scales["true_garden"].lines] == [None, None]


# --- a scale -----------------------------------------------------------------------------------------------


def test_a_scale_that_has_nothing_to_say_on_any_line_does_not_speak(garden: Reasoner) -> None:
    one_house = said(garden, {"house": "same", "sign": "none"})

    assert {id_: scale.speaks for id_, scale in one_house.scales.items()} == {
        "closeness": False,
        "true_garden": True,
        "signs": True,
        "seasons": False,
        "views": False,
    }
    assert all(scale.speaks for scale in said(garden, {"house": "other"}).scales.values())


def test_a_table_whose_lines_stand_on_different_rungs_is_split(garden: Reasoner) -> None:
    split, alike = said(garden, DUG).scales["signs"], said(garden, {**DUG, "sign": "painted"}).scales["signs"]

    assert (split.split, alike.split) == (True, False)
    assert [line.id for line in split.standing("loose")] == ["signs.words"]
    assert [line.id for line in alike.standing("tight")] == ["signs.words", "signs.acts"]


def test_a_table_with_an_open_line_is_not_split_yet_and_parts_never_are(garden: Reasoner) -> None:
    assert not said(garden, {"house": "other", "sign": "none"}).scales["signs"].split
    assert not said(garden, DUG).scales["true_garden"].split


def test_a_stage_that_was_jumped_is_named_and_is_where_things_stand(garden: Reasoner) -> None:
    seasons = said(garden, DUG).scales["seasons"]

    assert [(line.id.partition(".")[2], line.at) for line in seasons.lines] == [
        ("talk", "holds"),
        ("agree", "fails"),
        ("dig", "holds"),
    ]
    assert seasons.stage is not None
    assert (seasons.stage.id, seasons.stage.toward) == (
        "seasons.agree",
        Text("Dire qui aura quoi.", "Saying who will have what."),
    )
    assert [line.id for line in seasons.jumped] == ["seasons.agree"]


def test_a_stage_not_come_to_yet_was_not_jumped(garden: Reasoner) -> None:
    seasons = said(garden, TALKED).scales["seasons"]

    assert (seasons.stage and seasons.stage.id, seasons.jumped) == ("seasons.agree", ())


@pytest.mark.parametrize("options", [SHARED, {"house": "other"}, {"house": "same"}], ids=["done", "open", "outside"])
def test_there_is_no_stage_where_all_is_done_or_nothing_is_known(garden: Reasoner, options: dict[str, str]) -> None:
    seasons = said(garden, options).scales["seasons"]

    assert (seasons.stage, seasons.jumped) == (None, ())


def test_scales_stand_in_chapters_in_the_order_of_the_files(garden: Reasoner) -> None:
    schools = said(garden, TALKED)

    assert {chapter: [scale.id for scale in schools.chapter(chapter)] for chapter in CHAPTERS} == {
        "definitions": ["true_garden"],
        "ladders": ["closeness"],
        "partners": [],
        "networks": ["signs"],
        "stages": ["seasons"],
        "territory": ["views"],
    }
    assert schools.scales["closeness"].caution == Text("Dupré n'a vu que deux jardins.", "Dupré saw two gardens only.")


# --- what only other schools need --------------------------------------------------------------------------


def test_a_line_that_reads_an_extra_question_is_open_until_it_is_answered(garden: Reasoner) -> None:
    before, after = said(garden, TALKED), said(garden, {**TALKED, "fence": "high"})

    assert (line_of(before, "views.open_view").ask, before.unasked) == (("fence",), ("fence",))
    assert (line_of(after, "views.open_view").at, after.unasked) == ("fails", ())


def test_an_extra_question_that_the_answers_close_is_not_wanted(garden: Reasoner) -> None:
    nothing = said(garden, {"house": "other", "sign": "none", "work": "nothing"})

    assert (nothing.unasked, line_of(nothing, "views.open_view").outside is not None) == ((), True)


# --- words and rights --------------------------------------------------------------------------------------


def test_a_place_whose_name_means_something_else_in_the_other_language_is_flagged(garden: Reasoner) -> None:
    flagged = [(scale.id, rung.id, rung.false_friend) for scale, rung in said(garden, TALKED).false_friends]

    assert [(scale, rung) for scale, rung, _ in flagged] == [("closeness", "hedge")]
    assert flagged[0][2] == garden.base.terms["hedge"].false_friend
    assert said(garden, DUG).false_friends == ()


def test_the_word_partner_is_discussed_where_it_matters_with_both_sides_and_a_better_word(garden: Reasoner) -> None:
    (word,) = said(garden, TALKED).partner_words

    assert (word.yes.text.en, word.yes.source) == ("Talk commits.", ("garden_book",))
    assert (word.no.text.en, word.no.source) == ("Talk commits to nothing.", ("lost_letter",))
    assert (word.better.en, word.why) == ("good neighbour", (Text("Vous vous êtes parlé.", "You talked."),))
    assert said(garden, DUG).partner_words == ()


def test_a_right_is_said_with_its_texts_and_what_is_to_be_settled(garden: Reasoner) -> None:
    (right,) = said(garden, TALKED).rights

    assert ([text.id for text in right.texts], right.settle) == (
        ["hedge_law"],
        (Text("Qui l'a peint ?", "Who painted it?"),),
    )
    assert (right.about, right.why) == (
        "frame",
        (Text("« Y a-t-il un écriteau ? » — Oui, peint", "“Is there a sign?” — Yes, painted"),),
    )
    assert said(garden, DUG).rights == ()


# --- those of the project ----------------------------------------------------------------------------------


def test_every_line_of_every_scenario_stands_somewhere_is_outside_or_asks(
    reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    for scenario in library:
        schools = Schools(reasoner, library_verdicts[scenario.case.id].verdict)
        for scale in schools.scales.values():
            for line in scale.lines:
                assert line.open == bool(line.ask), (scenario.case.id, line.id)
                assert line.at is None or line.facts, (scenario.case.id, line.id)


def test_every_false_friend_of_a_rung_is_told_in_both_languages(base: RuleBase) -> None:
    named = [rung.term for scale in base.scales.values() for rung in scale.rungs.values() if rung.term]

    assert named
    for term in named:
        trap = base.terms[term].false_friend
        assert trap is not None, term
        assert all(trap.to(lang) for lang in LANGS)
