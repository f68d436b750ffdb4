"""What the project's rules say of kinds of partner, of the word "partner", and of networks.

Each place was held right by reading the story of the scenario and the author's words, before it was looked at.
"""

from __future__ import annotations

import pytest

from qualifier.explanation.schools import ScaleSaid, Schools
from qualifier.knowledge.models import OUTSIDE, RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS
from tests.support import Qualified, case_of, options_of

Verdicts = dict[str, Qualified]
MARKS = ("organised", "area", "complementary", "common_aim", "voluntary", "community")
PRINCIPLES = ("circulation", "coordination", "complementarity", "reciprocity")


def places(scale: ScaleSaid) -> dict[str, str]:
    """Return the place of each line, `outside` where the scale has nothing to say, `open` while facts are short."""
    return {line.id.partition(".")[2]: line.place for line in scale.lines}


def placed(reasoner: Reasoner, found: Qualified, scale: str) -> dict[str, str]:
    return places(Schools(reasoner, found.verdict).scales[scale])


def holding(reasoner: Reasoner, found: Qualified, scale: str) -> set[str]:
    """Return the lines that hold."""
    return {line for line, at in placed(reasoner, found, scale).items() if at == "holds"}


# --- kinds of partner --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        pytest.param("c15_company_recruiting", {"operational"}, id="a firm that acts and pays nothing"),
        pytest.param("c25_protocol_2012", {"operational"}, id="each does its share of a procedure"),
        pytest.param(
            "c03_decision_aid_group", {"operational", "institutional"}, id="one inspects elsewhere, acts here"
        ),
        pytest.param("c08_funder_convention", {"operational", "institutional"}, id="required for a funding"),
        pytest.param("c24_synthesis_meeting", {"operational", "institutional"}, id="a text gives each its place"),
        pytest.param("c17_retired_migrants_cafe", {"financial"}, id="a funder that sits but does not act"),
        pytest.param("s24_planks_and_tools", {"financial"}, id="a giver that asks for nothing"),
        pytest.param("s44_one_hour_in_sign_language", {"operational", "financial"}, id="a funder that acts"),
        pytest.param(
            "s45_saturdays_on_the_track", {"operational", "financial"}, id="pays for a need that both described"
        ),
        pytest.param("c27_judge_and_service", {"institutional"}, id="a judge"),
        pytest.param("c10_phone_call", set(), id="one call in a year"),
        pytest.param("c18_brochure_logos", set(), id="a name on a leaflet"),
    ],
)
def test_the_kinds_of_partner_that_the_course_would_see(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, kinds: set[str]
) -> None:
    assert holding(reasoner, library_verdicts[name], "kinds_of_partner") == kinds


@pytest.mark.parametrize("name", ["c12_family_in_ime", "c13_two_services_one_house", "c26_shared_legal_body"])
def test_whoever_is_no_distinct_organisation_is_no_kind_of_partner_and_it_says_why(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str
) -> None:
    said = Schools(reasoner, library_verdicts[name].verdict).scales["kinds_of_partner"]

    assert set(places(said).values()) == {OUTSIDE}
    assert all(line.facts for line in said.lines)
    assert not said.speaks


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("s28_same_street", id="nothing was done"),
        pytest.param("c18_brochure_logos", id="a name on a leaflet"),
        pytest.param("s10_advice_between_two", id="two friends advise each other, nobody asked them to"),
    ],
)
def test_without_a_project_between_organisations_the_course_has_nobody_to_sort(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str
) -> None:
    assert set(placed(reasoner, library_verdicts[name], "kinds_of_partner").values()) == {OUTSIDE}


def test_people_sent_to_talk_take_no_hand_in_an_action(reasoner: Reasoner, library_verdicts: Verdicts) -> None:
    assert set(placed(reasoner, library_verdicts["s11_table_of_six"], "kinds_of_partner").values()) == {"fails"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("c08b_convention_never_used", id="and nothing was done"),
        pytest.param("s31_the_agencys_condition", id="after a free start"),
        pytest.param("s37_closed_for_the_summer", id="at the start only"),
    ],
)
def test_what_was_once_imposed_is_institutional_whatever_came_of_it(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str
) -> None:
    assert placed(reasoner, library_verdicts[name], "kinds_of_partner")["institutional"] == "holds"


def test_a_funder_with_power_elsewhere_is_financial_and_institutional_as_the_course_allows(reasoner: Reasoner) -> None:
    funder = {"other_side": "other_organisation", "word_use": "public", "own_body": "none", "authority_line": "aside",
              "money": "supports_their_project", "payer_part": "sits"}  # fmt: skip
    said = Schools(reasoner, reasoner.outline(case_of(funder))).scales["kinds_of_partner"]

    assert places(said) == {"operational": "fails", "institutional": "holds", "financial": "holds"}


def test_a_purchase_is_neither_funding_nor_an_action_shared_and_an_authority_is_not_asked_whether_it_acts(
    reasoner: Reasoner, library_verdicts: Verdicts
) -> None:
    bought = placed(reasoner, library_verdicts["c16_two_hundred_measures"], "kinds_of_partner")
    judged = placed(reasoner, library_verdicts["c27_judge_and_service"], "kinds_of_partner")

    assert set(bought.values()) == {OUTSIDE}
    assert (judged["operational"], judged["financial"]) == (OUTSIDE, OUTSIDE)


# --- the word "partner" ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("c12_family_in_ime", ["families_and_users"]),
        ("c31_house_rules", ["families_and_users"]),
        ("c13_two_services_one_house", ["colleagues"]),
        ("c17_retired_migrants_cafe", ["funders"]),
        ("c14_bank_bus", ["donors"]),
        ("s44_one_hour_in_sign_language", ["payers_who_act"]),
        ("c16_two_hundred_measures", ["buyers"]),
        ("c27_judge_and_service", ["authorities"]),
        ("c03_decision_aid_group", ["authority_elsewhere"]),
        ("c26_shared_legal_body", ["joint_bodies"]),
        ("c10_phone_call", ["contacts"]),
        ("s11_table_of_six", []),
        ("c20_football_two_years_on", []),
    ],
)
def test_the_word_partner_is_discussed_where_it_is_doubtful(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, words: list[str]
) -> None:
    said = Schools(reasoner, library_verdicts[name].verdict).partner_words

    assert [one.id for one in said] == words
    assert all(one.why for one in said)


def test_neither_side_of_the_word_is_said_at_greater_length_and_each_names_a_work(base: RuleBase) -> None:
    for one in base.partner_words.values():
        for lang in LANGS:
            lengths = [len(side.say.to(lang)) for side in (one.yes, one.no)]
            assert max(lengths) <= 1.5 * min(lengths), (one.id, lang, lengths)
            assert max(lengths) <= 180, (one.id, lang, lengths)
        assert all(set(side.source) - {"inference"} for side in (one.yes, one.no)), one.id


def test_a_better_word_is_offered_and_the_word_opens_no_right(base: RuleBase) -> None:
    for one in base.partner_words.values():
        assert one.better.fr.startswith("Dites "), one.id
        assert one.better.en.startswith(("Say ", "Rather say ")), one.id
        assert "«" in one.better.fr, one.id
        assert one.better.fr.count(".") >= 2, one.id


def test_the_sides_of_the_word_do_not_repeat_the_sides_of_the_debates(base: RuleBase) -> None:
    debated = {side.say for debate in base.debates.values() for side in debate.sides}

    assert debated.isdisjoint({side.say for one in base.partner_words.values() for side in (one.yes, one.no)})


# --- kinds of network --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("s10_advice_between_two", "primary", id="two friends from training"),
        pytest.param("c02_vendee_directors", "primary", id="three who get on and help each other out"),
        pytest.param("c11_beds_every_week", "secondary_informal", id="two act for others, nobody asked them to"),
        pytest.param("c28_two_mobile_teams", "secondary_informal", id="visits that two took to making"),
        pytest.param("s06_while_waiting_for_the_measure", "secondary_informal", id="set up by those in the field"),
        pytest.param("s35_the_monday_table", "secondary_informal", id="one proposed it, no house took it on"),
        pytest.param("s11_table_of_six", "secondary_formal", id="each house sent somebody by letter"),
        pytest.param("c10_phone_call", "secondary_formal", id="a service called for what it does"),
        pytest.param("u01_signed_last_month", "secondary_formal", id="each house named somebody, and it starts"),
        pytest.param("c27_judge_and_service", "secondary_formal", id="a court and a service"),
        pytest.param("c13_two_services_one_house", OUTSIDE, id="colleagues of one house"),
        pytest.param("s41_one_letterhead", OUTSIDE, id="two houses that became one"),
        pytest.param("c12_family_in_ime", OUTSIDE, id="a family"),
        pytest.param("c31_house_rules", OUTSIDE, id="residents who formed their own group"),
        pytest.param("c14_bank_bus", OUTSIDE, id="a cheque"),
        pytest.param("s28_same_street", OUTSIDE, id="nothing passed between them"),
    ],
)
def test_the_kind_of_network_that_the_course_would_see(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, kind: str
) -> None:
    assert placed(reasoner, library_verdicts[name], "kinds_of_network") == {"kind": kind}


# --- the marks of a network --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "area", "marks"),
    [
        pytest.param("c03_decision_aid_group", "same", set(MARKS), id="a whole department meets monthly"),
        pytest.param("s30_who_passes_when", "overlap", set(MARKS), id="two services fit their rounds"),
        pytest.param("c11_beds_every_week", "same", {"area", "complementary", "voluntary"}, id="person by person"),
        pytest.param("c08_funder_convention", "same", {"organised", "area", "complementary", "community"}, id="held"),
        pytest.param("c21_shared_calendar", "no_area", set(MARKS) - {"area"}, id="two calendars for all parents"),
    ],
)  # fmt: skip
def test_the_marks_that_the_ministry_would_see(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, area: str, marks: set[str]
) -> None:
    answers = {**options_of(library_verdicts[name].case), "same_area": area}
    said = Schools(reasoner, reasoner.outline(case_of(answers))).scales["ministry_network"]

    assert {line for line, at in places(said).items() if at == "holds"} == marks
    assert {line for line, at in places(said).items() if at == "fails"} == set(MARKS) - marks
    assert all(line.toward for line in said.lines if line.at == "fails")


def test_the_area_stays_open_until_it_is_asked(reasoner: Reasoner, library_verdicts: Verdicts) -> None:
    said = Schools(reasoner, library_verdicts["c03_decision_aid_group"].verdict).scales["ministry_network"]

    assert {line.id: line.ask for line in said.lines if line.open} == {"ministry_network.area": ("same_area",)}


def test_where_nothing_was_done_or_another_tie_holds_the_ministry_has_nothing_to_say(
    reasoner: Reasoner, library_verdicts: Verdicts
) -> None:
    for name in ("c12_family_in_ime", "c14_bank_bus", "c18_brochure_logos", "c26_shared_legal_body"):
        assert set(placed(reasoner, library_verdicts[name], "ministry_network").values()) == {OUTSIDE}, name


@pytest.mark.parametrize(
    ("name", "there"),
    [
        pytest.param("s30_who_passes_when", set(PRINCIPLES), id="two services fit their rounds"),
        pytest.param("c11_beds_every_week", set(PRINCIPLES), id="an address from one, a certificate from the other"),
        pytest.param("s17_errands_for_the_ward", {"circulation", "coordination"}, id="one asks, the other does"),
        pytest.param("s11_table_of_six", {"circulation", "reciprocity"}, id="roles are agreed, for talks only"),
        pytest.param("s36_two_lists_on_the_fridge", {"circulation", "reciprocity"}, id="tasks set by one, two lists"),
        pytest.param("s32_the_car_and_the_office", {"circulation"}, id="neither can name what it put in"),
        pytest.param("s10_advice_between_two", {"circulation", "reciprocity"}, id="each advises the other"),
        pytest.param("s37_closed_for_the_summer", set(PRINCIPLES), id="apart last time, by rules of their own"),
        pytest.param("s28_same_street", set(), id="two neighbours who never spoke"),
    ],
)
def test_the_marks_that_simondi_would_see(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, there: set[str]
) -> None:
    assert holding(reasoner, library_verdicts[name], "simondi_network") == there


@pytest.mark.parametrize(
    ("name", "community"),
    [
        pytest.param("s13_programmes_by_post", "holds", id="outings for the retired people of a town"),
        pytest.param("s46_the_school_meals_form", "fails", id="a leaflet, and nobody concerned any more"),
        pytest.param("s44_one_hour_in_sign_language", "holds", id="one by one, with a problem that many live"),
        pytest.param("s05_sixty_kilometres", "fails", id="one child, then another, and nothing said"),
        pytest.param("s33_you_the_papers", "fails", id="each farm its own problem"),
        pytest.param("s11_table_of_six", "holds", id="blocked cases, and an aim that six wrote"),
        pytest.param("c04_told_to_attend", "fails", id="blocked cases, and an aim that others wrote"),
    ],
)
def test_a_community_is_more_than_one_person_after_another(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, community: str
) -> None:
    assert placed(reasoner, library_verdicts[name], "ministry_network")["community"] == community


@pytest.mark.parametrize(
    ("name", "complementary"),
    [
        pytest.param("s30_who_passes_when", "holds", id="shares fitted to each other"),
        pytest.param("s17_errands_for_the_ward", "fails", id="one could have done it alone"),
        pytest.param("s32_the_car_and_the_office", "fails", id="no result, and neither put anything in"),
        pytest.param("s33_you_the_papers", OUTSIDE, id="each puts hours in, with no result yet"),
        pytest.param("c02_vendee_directors", OUTSIDE, id="advice does not show it"),
    ],
)
def test_shares_complete_each_other_where_one_alone_would_not_do(
    reasoner: Reasoner, library_verdicts: Verdicts, name: str, complementary: str
) -> None:
    found = library_verdicts[name]

    assert placed(reasoner, found, "ministry_network")["complementary"] == complementary
    assert placed(reasoner, found, "simondi_network")["complementarity"] == complementary


def test_an_aim_reworked_by_two_is_common_even_if_each_case_has_its_own_problem(
    reasoner: Reasoner, library_verdicts: Verdicts
) -> None:
    assert (
        placed(reasoner, library_verdicts["s12_two_years_to_find_answers"], "ministry_network")["common_aim"] == "holds"
    )


def test_where_nothing_passed_no_share_can_be_weighed(reasoner: Reasoner, library_verdicts: Verdicts) -> None:
    assert placed(reasoner, library_verdicts["s28_same_street"], "simondi_network") == {
        "circulation": "fails",
        "coordination": "fails",
        "complementarity": OUTSIDE,
        "reciprocity": OUTSIDE,
    }


def test_to_be_told_things_is_no_sign_that_one_gives_in_return(reasoner: Reasoner, library_verdicts: Verdicts) -> None:
    listened = placed(reasoner, library_verdicts["c04_told_to_attend"], "simondi_network")

    assert listened["circulation"] == "holds"
    assert listened["reciprocity"] == OUTSIDE


def test_a_mark_that_no_question_shows_is_left_out_and_said(base: RuleBase) -> None:
    for scale in ("ministry_network", "simondi_network"):
        caution = base.scales[scale].caution
        assert caution is not None
        assert "nos questions ne montrent" in caution.fr or "nos questions ne le montrent pas" in caution.fr
