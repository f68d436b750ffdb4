"""What a verdict gives to talk about: points, questions to the other side, debates, the map, A + B = C."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifier.explanation.talks import (
    debates_said,
    new_space_said,
    points_said,
    points_settled,
    roles_said,
)
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import LANGS, Text
from tests.knowledge.test_talk_rules import with_talks
from tests.support import Qualified, case_of, texts

DUG = {"house": "other", "sign": "none", "work": "dug"}


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Reasoner:
    """The small rules with points, a debate and a map."""
    return Reasoner(load_rules(with_talks(tmp_path_factory.mktemp("talks") / "rules")))


def points(reasoner: Reasoner, verdict: Verdict) -> dict[str, bool]:
    """Return each point said, and whether it is open."""
    return {f"{one.use}.{one.id}": one.open for one in points_said(reasoner.base, verdict)}


# --- points ------------------------------------------------------------------------------------------------


def test_a_point_whose_condition_is_established_is_to_be_settled(garden: Reasoner) -> None:
    verdict = garden.outline(case_of({**DUG, "harvest": "unsaid"}))

    assert points(garden, verdict) == {"settle.shares": False}
    assert points_settled(garden.base, verdict) == ()


@pytest.mark.parametrize("answers", [{}, {"harvest": Answer(unknown="disputed")}])
def test_a_point_that_waits_for_a_question_is_to_be_checked(garden: Reasoner, answers: dict[str, Answer]) -> None:
    case = case_of(DUG)
    verdict = garden.outline(replace(case, answers={**case.answers, **answers}))

    assert points(garden, verdict) == {"settle.shares": True}


def test_a_point_that_is_ruled_out_is_said_to_be_settled_only_where_the_rules_say_so(garden: Reasoner) -> None:
    verdict = garden.outline(case_of({**DUG, "harvest": "shared"}))

    assert points(garden, verdict) == {}
    assert [one.id for one in points_settled(garden.base, verdict)] == ["shares"]


def test_a_point_whose_question_is_not_asked_is_neither_to_be_settled_nor_checked_nor_settled(
    garden: Reasoner,
) -> None:
    same_house = garden.outline(case_of({"house": "same", "sign": "none"}))
    only_talk = garden.outline(case_of({"house": "other", "sign": "none", "work": "talked"}))

    assert points(garden, same_house) == {}
    assert points(garden, only_talk) == {"ask_partner.wish": False}
    assert points_settled(garden.base, same_house) == points_settled(garden.base, only_talk) == ()


def test_before_any_answer_everything_is_to_be_checked(garden: Reasoner) -> None:
    assert points(garden, garden.outline(Case("case", {}))) == {"settle.shares": True, "ask_partner.wish": True}


# --- debates -----------------------------------------------------------------------------------------------


def test_a_debate_comes_with_the_facts_that_make_it_matter(garden: Reasoner) -> None:
    talked = garden.outline(case_of({"house": "other", "sign": "none", "work": "talked"}))
    (said,) = debates_said(garden.base, talked)

    assert (said.id, said.why) == ("hedge", (Text("Vous vous êtes parlé.", "You talked."),))
    assert [(side.id, side.source) for side in said.sides] == [
        ("hedge", ("garden_book",)),
        ("open", ("lost_letter", "inference")),
    ]
    assert debates_said(garden.base, garden.outline(case_of(DUG))) == ()


def test_every_scenario_has_two_debates_and_those_that_its_facts_make_matter_come_first(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    for name, found in library_verdicts.items():
        said = debates_said(base, found.verdict)
        reasons = [bool(one.why) for one in said]

        assert len(said) >= 2, name
        assert reasons == sorted(reasons, reverse=True), name
        assert [one.id for one in said if not one.why] == [one.id for one in base.debates.values() if not one.when]


def test_what_the_verdict_rests_on_is_debated_before_what_else_matters(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    def order(name: str) -> list[str]:
        return [one.id for one in debates_said(base, library_verdicts[name].verdict)]

    assert order("c08_funder_convention")[:2] == ["common_aim", "imposed"]
    assert order("c19_football_project")[:2] == ["common_aim", "conflict"]
    assert order("s31_the_agencys_condition")[0] == "imposed"
    assert order("s31_the_agencys_condition").index("purpose") < order("s31_the_agencys_condition").index("contract")


def test_a_debate_that_reads_nothing_of_the_proof_keeps_its_place_in_the_file(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    ranks = {id_: rank for rank, id_ in enumerate(base.debates)}
    for name, found in library_verdicts.items():
        bare = replace(found.verdict, rests_on=())
        said = [ranks[one.id] for one in debates_said(base, bare)]

        assert said == sorted(said), name
        assert set(said) == {ranks[one.id] for one in debates_said(base, found.verdict)}, name


# --- the map -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "place"), [("nothing", "nobody"), ("talked", "one"), ("dug", "both")])
def test_an_answer_is_placed_on_the_map_with_its_fact(garden: Reasoner, option: str, place: str) -> None:
    (row,) = roles_said(garden.base, garden.outline(case_of({"house": "other", "work": option})))

    assert row.place == place
    assert row.fact == garden.base.criteria["K2"].level(option).because


@pytest.mark.parametrize(
    ("option", "shared"),
    [
        ("nothing", Text("Nous n'avons pas encore bêché.", "We have not dug yet.")),
        ("talked", Text("Nous en avons parlé.", "We have talked about it.")),
        ("dug", Text("Nous avons bêché ensemble.", "We dug together.")),
    ],
)
def test_a_row_says_its_fact_in_words_that_the_other_side_may_read(garden: Reasoner, option: str, shared: Text) -> None:
    (row,) = roles_said(garden.base, garden.outline(case_of({"house": "other", "work": option})))

    assert row.shared == shared


def test_a_row_of_rules_without_words_to_share_has_none(garden: Reasoner) -> None:
    base = replace(garden.base, shared={})
    (row,) = roles_said(base, garden.outline(case_of({"house": "other", "work": "dug"})))

    assert row.shared is None


def test_a_row_without_an_answer_is_open_and_asks_and_shares_nothing(garden: Reasoner) -> None:
    (row,) = roles_said(garden.base, garden.outline(case_of({"house": "other"})))

    assert (row.place, row.fact, row.shared) == ("open", garden.base.questions["work"].ask, None)


def test_a_row_whose_question_is_not_asked_is_left_out(garden: Reasoner) -> None:
    assert roles_said(garden.base, garden.outline(case_of({"house": "same"}))) == ()


def test_a_fact_of_the_map_is_never_the_bare_answer_of_a_questionnaire(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    rows = [row for found in library_verdicts.values() for row in roles_said(base, found.verdict)]

    assert {row.id for row in rows} == set(base.roles)
    assert [row for row in rows if row.place != "open" and "—" in row.fact.fr] == []


# --- A + B = C ---------------------------------------------------------------------------------------------


def test_a_new_space_says_what_is_known_and_what_it_would_still_take(garden: Reasoner) -> None:
    unsaid = new_space_said(garden.base, garden.outline(case_of({**DUG, "harvest": "unsaid"})))
    shared = new_space_said(garden.base, garden.outline(case_of({**DUG, "harvest": "shared"})))
    unknown = new_space_said(garden.base, garden.outline(case_of(DUG)))

    assert unsaid.answer == Text("Personne n'a parlé de la récolte.", "Nobody spoke of the harvest.")
    assert [one.text.en for one in unsaid.missing] == ["A share agreed."]
    assert (shared.missing, shared.known) == ((), True)
    assert (unknown.answer, unknown.missing, unknown.known) == (None, (), False)


def test_a_new_space_is_whole_for_every_common_action_of_the_library_and_only_where_nothing_is_missing(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    whole = {name for name, found in library_verdicts.items() if new_space_said(base, found.verdict).whole}
    common = {name for name, found in library_verdicts.items() if found.verdict.principal == "common_action_project"}

    assert common
    assert whole == common


def test_an_organisation_asked_nothing_of_it_has_no_new_space_known_or_missing(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    said = new_space_said(base, library_verdicts["s26_two_floors_apart"].verdict)

    assert (said.known, said.whole, said.missing) == (False, False, ())


# --- the whole ---------------------------------------------------------------------------------------------


def test_everything_said_is_in_both_languages_and_names_works_that_exist(
    base: RuleBase, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    for scenario in library:
        verdict = library_verdicts[scenario.case.id].verdict
        said = (
            points_said(base, verdict),
            points_settled(base, verdict),
            debates_said(base, verdict),
            roles_said(base, verdict),
            new_space_said(base, verdict),
        )
        assert all(one.to(lang).strip() for one in texts(said) for lang in LANGS)
        points_and_rows = (*said[0], *said[1], *said[3], *(side for one in said[2] for side in one.sides))
        assert {work for one in points_and_rows for work in one.source} <= {*base.sources, "inference"}


def test_the_plain_reading_and_the_engine_give_the_same_to_talk_about_but_for_the_order_of_debates(
    reasoner: Reasoner, library_verdicts: dict[str, Qualified]
) -> None:
    for found in library_verdicts.values():
        plain = reasoner.outline(found.case)
        for say in (points_said, points_settled, roles_said, new_space_said):
            assert say(reasoner.base, plain) == say(reasoner.base, found.verdict)  # type: ignore[operator]
        assert set(debates_said(reasoner.base, plain)) == set(debates_said(reasoner.base, found.verdict))


def test_rules_without_points_debates_or_map_give_nothing_to_talk_about(small_reasoner: Reasoner) -> None:
    base, verdict = small_reasoner.base, small_reasoner.outline(case_of(DUG))

    assert points_said(base, verdict) == points_settled(base, verdict) == ()
    assert debates_said(base, verdict) == roles_said(base, verdict) == ()
    assert not new_space_said(base, verdict).known
