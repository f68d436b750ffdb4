"""What a verdict gives to talk about: points, questions to the other side, debates, the map, A + B = C."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifier.explanation.schools import Schools
from qualifier.explanation.talks import (
    NewSpaceSaid,
    debates_said,
    new_space_said,
    points_said,
    points_settled,
    roles_said,
)
from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import LANGS, Text
from tests.knowledge.test_talk_rules import with_talks
from tests.support import Qualified, case_of, texts

DUG = {"house": "other", "sign": "none", "work": "dug"}
SPACE = """\
scales:
  new_space:
    name: {fr: "A + B = C", en: "A + B = C"}
    about: {fr: "Ce qui est nouveau", en: "What is new"}
    kind: parts
    chapter: definitions
    source: [lost_letter]
    lines:
      answer:
        name: {fr: "La récolte", en: "The harvest"}
        at:
          holds: {harvest: [shared]}
          fails: {harvest: [unsaid]}
        outside:
          when: {any: [{K1: [same]}, {K2: [nothing, talked]}]}
          say: {fr: "Rien n'a poussé.", en: "Nothing has grown."}
        toward: {fr: "Un partage dit.", en: "A share agreed."}
        source: [inference]
      weeds:
        name: {fr: "Les herbes", en: "The weeds"}
        at:
          holds: {harvest: [shared]}
          fails: {harvest: [unsaid]}
        toward: {fr: "Désherber.", en: "Weeding."}
"""


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Reasoner:
    """The small rules with points, a debate, a map and A + B = C."""
    folder = with_talks(tmp_path_factory.mktemp("talks") / "rules")
    (folder / "scales").mkdir()
    (folder / "scales" / "space.yaml").write_text(SPACE, encoding="utf-8")
    return Reasoner(load_rules(folder))


def new_space(reasoner: Reasoner, verdict: Verdict) -> NewSpaceSaid:
    """Return A + B = C as the rules tell it of a verdict."""
    return new_space_said(Schools(reasoner, verdict).scales.get("new_space"))


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


def test_every_scenario_answered_to_the_end_has_two_debates_each_with_the_facts_that_make_it_matter(
    base: RuleBase, library_verdicts: dict[str, Qualified]
) -> None:
    for name, found in library_verdicts.items():
        said = debates_said(base, found.verdict)

        assert len(said) >= 2 or found.verdict.principal == UNDETERMINED, name
        assert all(one.why for one in said), name


def test_a_debate_without_a_condition_is_said_of_any_case_and_comes_last(garden: Reasoner) -> None:
    hedge = garden.base.debates["hedge"]
    base = replace(garden.base, debates={"always": replace(hedge, id="always", when=None), "hedge": hedge})
    talked = garden.outline(case_of({"house": "other", "sign": "none", "work": "talked"}))

    assert [(one.id, bool(one.why)) for one in debates_said(base, talked)] == [("hedge", True), ("always", False)]
    assert [one.id for one in debates_said(base, garden.outline(case_of(DUG)))] == ["always"]


@pytest.mark.parametrize(
    ("name", "debates"),
    [
        ("c13_two_services_one_house", ["order_of_words", "persons_or_bodies"]),
        ("c12_family_in_ime", ["families", "persons_or_bodies"]),
        ("c26_shared_legal_body", ["duration", "ladder"]),
        ("c16_two_hundred_measures", ["equality", "ladder"]),
        ("c14_bank_bus", ["equality", "funders"]),
        ("c27_judge_and_service", ["equality", "funders", "ladder"]),
        ("c18_brochure_logos", ["contract", "network", "persons_or_bodies"]),
        ("s18_before_the_bailiff", ["ladder", "order_of_words", "purpose"]),
        ("c25_protocol_2012", ["duration", "ladder", "network", "order_of_words", "purpose"]),
    ],
)
def test_each_sort_of_tie_has_the_debates_that_its_own_facts_call_for(
    base: RuleBase, library_verdicts: dict[str, Qualified], name: str, debates: list[str]
) -> None:
    assert sorted(one.id for one in debates_said(base, library_verdicts[name].verdict)) == debates


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
    unsaid = new_space(garden, garden.outline(case_of({**DUG, "harvest": "unsaid"})))
    shared = new_space(garden, garden.outline(case_of({**DUG, "harvest": "shared"})))
    unknown = new_space(garden, garden.outline(case_of(DUG)))
    talked = new_space(garden, garden.outline(case_of({**DUG, "work": "talked"})))

    assert unsaid.answer == Text("Personne n'a parlé de la récolte.", "Nobody spoke of the harvest.")
    assert [(one.id, one.text.en, one.source) for one in unsaid.missing] == [
        ("answer", "A share agreed.", ("inference",))
    ]
    assert (shared.missing, shared.known) == ((), True)
    assert unknown == talked == NewSpaceSaid(None, None, None, None, None, ())


def test_a_new_space_is_whole_for_every_common_action_of_the_library_and_only_where_nothing_is_missing(
    reasoner: Reasoner, library_verdicts: dict[str, Qualified]
) -> None:
    whole = {name for name, found in library_verdicts.items() if new_space(reasoner, found.verdict).whole}
    common = {name for name, found in library_verdicts.items() if found.verdict.principal == "common_action_project"}

    assert common
    assert whole == common


def test_an_organisation_asked_nothing_of_it_has_no_new_space_known_or_missing(
    reasoner: Reasoner, library_verdicts: dict[str, Qualified]
) -> None:
    said = new_space(reasoner, library_verdicts["s26_two_floors_apart"].verdict)

    assert (said.known, said.whole, said.missing) == (False, False, ())


# --- the whole ---------------------------------------------------------------------------------------------


def test_everything_said_is_in_both_languages_and_names_works_that_exist(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    for scenario in library:
        verdict = library_verdicts[scenario.case.id].verdict
        said = (
            points_said(base, verdict),
            points_settled(base, verdict),
            debates_said(base, verdict),
            roles_said(base, verdict),
            new_space(reasoner, verdict),
        )
        assert all(one.to(lang).strip() for one in texts(said) for lang in LANGS)
        points_and_rows = (*said[0], *said[1], *said[3], *(side for one in said[2] for side in one.sides))
        assert {work for one in points_and_rows for work in one.source} <= {*base.sources, "inference"}


def test_the_plain_reading_and_the_engine_give_the_same_to_talk_about_but_for_the_order_of_debates(
    reasoner: Reasoner, library_verdicts: dict[str, Qualified]
) -> None:
    for found in library_verdicts.values():
        plain = reasoner.outline(found.case)
        for say in (points_said, points_settled, roles_said):
            assert say(reasoner.base, plain) == say(reasoner.base, found.verdict)  # type: ignore[operator]
        assert new_space(reasoner, plain) == new_space(reasoner, found.verdict)
        assert set(debates_said(reasoner.base, plain)) == set(debates_said(reasoner.base, found.verdict))


def test_rules_without_points_debates_or_map_give_nothing_to_talk_about(small_reasoner: Reasoner) -> None:
    base, verdict = small_reasoner.base, small_reasoner.outline(case_of(DUG))

    assert points_said(base, verdict) == points_settled(base, verdict) == ()
    assert debates_said(base, verdict) == roles_said(base, verdict) == ()
    assert not new_space(small_reasoner, verdict).known
