"""Where others place the library: Dumont's table, Vidalenc, Lahary, the ladders of Brachet, Landry, Himmelman, GRAINE.

Each place is argued from the story and from what is known of the author's words.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qualifier.explanation.schools import LineSaid, ScaleSaid, Schools
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.models import OUTSIDE, RuleBase
from qualifier.reasoning.verdict import Reasoner
from tests.support import Qualified, case_of, options_of

SCALES = ("dumont", "brachet", "landry", "himmelman", "vidalenc", "lahary", "graine")

# For a line: the scenario, the place its author would give it, and what in the story says so.
DUMONT = {
    "coordination": (
        (
            "c11_beds_every_week",
            "spontaneous_network",
            "they call each other when needed, who does what goes without saying",
        ),
        (
            "s06_while_waiting_for_the_measure",
            "spontaneous_network",
            "tasks shared out by word of mouth, arranged each time",
        ),
        (
            "s12_two_years_to_find_answers",
            "professional_network",
            "each situation chosen anew, within rules the three made",
        ),
        (
            "s37_closed_for_the_summer",
            "professional_network",
            "rules made for the drop-in: adjusted, then given a form",
        ),
        ("c21_shared_calendar", "professional_network", "a rule said in ten minutes, dates moved as they clash"),
        ("c25_protocol_2012", "partnership", "the same form, sent before eleven, answered in the day"),
        ("c08_funder_convention", "partnership", "always the same grid, from a text in use"),
        ("s13_programmes_by_post", OUTSIDE, "they tell each other, and no date moves"),
        ("s20_four_in_one_week", OUTSIDE, "nobody fits anything: the mother gets two contrary pieces of advice"),
    ),
    "form": (
        ("s05_sixty_kilometres", "spontaneous_network", "nothing written, managers unaware"),
        ("s30_who_passes_when", "professional_network", "both managements named two people, one page left unsigned"),
        ("c20_football_two_years_on", "professional_network", "sent by their managements, one page, nothing signed"),
        (
            "c25_protocol_2012",
            "partnership",
            "signed by both managements, reopened as soon as a case is out of the ordinary",
        ),
    ),
    "commitment": (
        ("s10_advice_between_two", "spontaneous_network", "two friends from training, heads know nothing"),
        ("s11_table_of_six", "professional_network", "each management charged two practitioners by letter"),
        ("c03_decision_aid_group", "professional_network", "teams bring stuck cases, each delegates two people"),
        ("c06_label_declined", "partnership", "three institutions hold a service under a convention they reopen"),
        ("s49b_two_names_on_the_poster", "partnership", "the managements committed to each other, nobody was charged"),
    ),
    "limit": (
        (
            "c28_two_mobile_teams",
            "spontaneous_network",
            "the nurse has the flu for three weeks, and nothing more happens",
        ),
        (
            "s12_two_years_to_find_answers",
            "professional_network",
            "for two years; in January, it will be decided what next",
        ),
        ("s03_wednesday_slot", "professional_network", "the protocol ends in December"),
        ("c25_protocol_2012", "partnership", "every day since 2012, authors retired, never reviewed"),
        ("s18_before_the_bailiff", "partnership", "a departure slowed nothing, each March it may go on"),
    ),
    "use": (
        ("c11_beds_every_week", "spontaneous_network", "a man in the street on a Friday night, a bed found by two"),
        (
            "s12_two_years_to_find_answers",
            "professional_network",
            "young people nobody takes in any more: what could be tried?",
        ),
        ("c24_synthesis_meeting", "professional_network", "a complex situation, each sent by its house"),
        (
            "c15_company_recruiting",
            "professional_network",
            "an answer neither had: Dumont leaves inventing to the network",
        ),
        ("s32_the_car_and_the_office", "professional_network", "cases with no way out, brought in turn"),
        ("c04_told_to_attend", "professional_network", "stuck situations, talked over each month"),
        ("c25_protocol_2012", "partnership", "ordinary discharges, handled every day in the same way"),
        ("s30_who_passes_when", "partnership", "ordinary situations, always handled the same way"),
    ),
}
LADDERS = {
    "brachet.attitude": (
        ("c27_judge_and_service", "authority", "the judge will decide, and she will apply it"),
        ("c08_funder_convention", "authority", "the same text for all, says the agency"),
        ("s17_errands_for_the_ward", "authority", "the hospital alone added the bank errands"),
        ("c22_opinion_asked", "consultation", "all was noted, not a line has moved"),
        ("s14_reception_plan", "consultation", "agenda set alone, the plan unchanged, though answered"),
        ("c19_football_project", "consultation", "he listened, then kept his choice"),
        ("c23_three_articles", "concertation", "three articles rewritten after the meeting"),
        ("s15_rooms_at_the_foot_of_the_block", "concertation", "closing moves from six to nine, the board decides"),
        ("s07_the_garden_behind_the_home", "concertation", "she chooses after listening; they agreed on the beds"),
        ("c20_football_two_years_on", "partnership", "nothing without the three; a page says what is open to it"),
        ("c03_decision_aid_group", "partnership", "a charter, delegates, decisions of all"),
        ("c21_shared_calendar", "concertation", "a rule found by two in ten minutes, nothing signed"),
        ("c25_protocol_2012", "partnership", "written by two, signed by both managements, opened at each odd case"),
        ("c16_two_hundred_measures", OUTSIDE, "a purchase: what was ordered gets done"),
        ("s10_advice_between_two", OUTSIDE, "they advise each other; nobody decides for the other"),
    ),
    "landry.degree": (
        ("s13_programmes_by_post", "mutual_information", "programmes exchanged four times a year, never a date moved"),
        ("s10_advice_between_two", "mutual_information", "they inform each other, one young person at a time"),
        ("s11_table_of_six", "mutual_information", "advice and leads; whose case it was goes back with them, alone"),
        ("s20_four_in_one_week", "mutual_information", "they ask each other for news of the boy both look after"),
        ("c22_opinion_asked", "consultation", "an opinion, with no effect"),
        ("c21_shared_calendar", "coordination", "dates that no longer clash"),
        ("c24_synthesis_meeting", "coordination", "the school frees Tuesday, the hospital keeps its slot"),
        ("c23_three_articles", "concertation", "talked over, and it counted"),
        ("s15_rooms_at_the_foot_of_the_block", "concertation", "closing moves from six to nine, the board decides"),
        ("c11_beds_every_week", "cooperation", "the file built by two, hours given by both"),
        ("s36_two_lists_on_the_fridge", "cooperation", "two workshops held by both in spring, each apart since then"),
        ("s12_two_years_to_find_answers", "partnership", "a charter, an aim each has amended, decisions of the three"),
        ("c01_vendee_charter", "partnership", "a charter, one problem, decisions of the three"),
        ("s37_closed_for_the_summer", "partnership", "one summer apart does not undo it"),
        ("c26_shared_legal_body", "joint_management", "at night, the body they founded decides"),
        ("s27_the_day_centre_with_three_parents", "joint_management", "a fourth association runs the day centre"),
        ("s41_one_letterhead", "merger", "one name, one board, one employer"),
        ("c10_phone_call", OUTSIDE, "one call to send a lady to the right clinic"),
        ("c13_two_services_one_house", OUTSIDE, "one house, which is no merger"),
    ),
    "himmelman.strategy": (
        ("c10_phone_call", "networking", "one useful piece of information"),
        ("s13_programmes_by_post", "networking", "each tells, nothing moves"),
        ("c21_shared_calendar", "coordinating", "the less advanced date moves"),
        ("c24_synthesis_meeting", "coordinating", "each does its part with its own means"),
        ("s03_wednesday_slot", "coordinating", "one shift after the other, each with its own means"),
        ("c11_beds_every_week", "cooperating", "hours, address books and certificates put in by both"),
        ("s18_before_the_bailiff", "cooperating", "a mixed team, hours from both, honestly nothing new"),
        ("c15_company_recruiting", "collaborating", "tutors, posts, a new course: each can do what it could not"),
        ("c06_label_declined", "collaborating", "three houses changed, and women come who used to hide"),
        ("c16_two_hundred_measures", OUTSIDE, "bought"),
    ),
    "vidalenc.kind": (
        ("c08_funder_convention", "collaboration", "they have to, and one alone answers for a missed visit"),
        ("s17_errands_for_the_ward", "collaboration", "only one side puts anything in"),
        ("c19_football_project", "collaboration", "side by side in his project"),
        ("c11_beds_every_week", "cooperation", "they apologised together, managers unaware"),
        ("s18_before_the_bailiff", "cooperation", "clear agreement, common apologies"),
        ("c25_protocol_2012", "cooperation", "each counts on the other's part, every day, as agreed"),
        ("s10_advice_between_two", OUTSIDE, "they talk; they have no task in common"),
    ),
    "lahary.organisational": (
        ("c11_beds_every_week", "informal", "no meeting, no mandate"),
        ("s16_vaccination_mornings", "partly", "people were given the task, nobody steers"),
        ("s08_bets_and_screens", "partly", "he convenes, one side only gave anyone the task"),
        ("s49b_two_names_on_the_poster", "partly", "one side steers, nobody was given the task"),
        ("c05_mayenne_foster_care", "formal", "a technical committee and an officer chosen by all"),
        ("c05b_mayenne_1996", "formal", "one leads, as Lahary allows, and all sent somebody"),
        ("c12_family_in_ime", OUTSIDE, "a family, not a body"),
    ),
    "lahary.procedural": (
        ("c05b_mayenne_1996", "informal", "letters, no date, no review"),
        ("s07_the_garden_behind_the_home", "informal", "her notebook, no date"),
        ("c25_protocol_2012", "partly", "a text in use, its yearly review never done"),
        ("s31_the_agencys_condition", "partly", "an end date; the review is the agency's own"),
        ("c28_two_mobile_teams", "partly", "the eighteenth of June, and nothing else"),
        ("c09_convention_rewritten", "formal", "each May, text in hand, a review by two"),
        ("c20_football_two_years_on", "formal", "a common review each June, though nothing is signed"),
    ),
    "graine.rung": (
        ("c16_two_hundred_measures", "service", "they do what was ordered"),
        ("s17_errands_for_the_ward", "service", "told what to do, done in the day: for, not with"),
        ("s13_programmes_by_post", "mutual_information", "each says what it will do"),
        ("s20_four_in_one_week", "mutual_information", "they ask each other for news"),
        ("c22_opinion_asked", "consultation", "an opinion nobody felt bound by"),
        ("s10_advice_between_two", "consultation", "advice, then each goes back to its own work"),
        ("c23_three_articles", "concertation", "ready to rewrite its own text"),
        ("s30_who_passes_when", "concertation", "one moves a wash, the other a meal"),
        ("s32_the_car_and_the_office", "collaboration", "one letter to a landlord written together, each apart since"),
        ("c19_football_project", "collaboration", "they coach together a project they call his"),
        ("s12_two_years_to_find_answers", "collaboration", "when a stay failed, each pointed at the other"),
        ("c11_beds_every_week", "cooperation", "both went to apologise"),
        ("s34_behind_the_bedroom_door", "cooperation", "all three explained a visit gone wrong; she decides alone"),
        ("s45_saturdays_on_the_track", "reciprocal_partnership", "on a par, but one side's ways did not change"),
        ("c03_decision_aid_group", "learning_partnership", "a common review, landlords and carers work otherwise"),
        ("s41_one_letterhead", "merger", "one employer on every payslip"),
        ("c26_shared_legal_body", OUTSIDE, "a body manages, each stays itself: GRAINE has no rung for it"),
        ("s24_planks_and_tools", OUTSIDE, "a gift"),
    ),
}
PLACES = {**{f"dumont.{line}": told for line, told in DUMONT.items()}, **LADDERS}
# What the story says of the rhythm: no scenario of the library needs to answer it, since it decides of no form.
RHYTHMS = (
    ("c07_gueret_study_day", "once", "occasional"),
    ("s16_vaccination_mornings", "now_and_then", "occasional"),
    ("c25_protocol_2012", "each_time", "recurrent"),
    ("c03_decision_aid_group", "all_year", "permanent"),
)


@pytest.fixture(scope="module")
def scales(reasoner: Reasoner, library_verdicts: Mapping[str, Qualified]) -> Mapping[str, Mapping[str, ScaleSaid]]:
    """The library on every scale, by case, then by scale."""
    return {id_: Schools(reasoner, found.verdict).scales for id_, found in library_verdicts.items()}


def line_of(scales: Mapping[str, ScaleSaid], line: str) -> LineSaid:
    return next(one for one in scales[line.partition(".")[0]].lines if one.id == line)


@pytest.mark.parametrize("line", PLACES)
def test_a_line_stands_where_its_author_would_put_the_story(
    line: str, scales: Mapping[str, Mapping[str, ScaleSaid]]
) -> None:
    told = {case: place for case, place, _ in PLACES[line]}

    assert {case: line_of(scales[case], line).place for case in told} == told


def test_every_rung_has_a_story_that_reaches_it(base: RuleBase) -> None:
    told = {line: {place for _, place, _ in stories} for line, stories in PLACES.items()}
    told["lahary.rhythm"] = {place for *_, place in RHYTHMS}

    missed = {line.id: line.at.keys() - told[line.id] for id_ in SCALES for line in base.scales[id_].lines}

    assert {line: rungs for line, rungs in missed.items() if rungs} == {}


# --- Dumont: lines that disagree -----------------------------------------------------------------------------


def test_two_home_services_are_a_partnership_by_use_and_a_network_by_form(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    table = scales["s30_who_passes_when"]["dumont"]

    assert table.split
    assert [one.id for one in table.standing("partnership")] == ["dumont.coordination", "dumont.limit", "dumont.use"]
    assert [one.id for one in table.standing("professional_network")] == ["dumont.form", "dumont.commitment"]


def test_the_protocol_used_every_day_is_a_partnership_on_every_line_of_dumont_s(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    table = scales["c25_protocol_2012"]["dumont"]

    assert not table.split
    assert len(table.standing("partnership")) == 5


def test_a_common_action_that_invents_its_answer_and_its_rules_is_a_network_for_dumont_by_these_two_alone(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    table = scales["c06_label_declined"]["dumont"]

    assert [one.id for one in table.standing("professional_network")] == ["dumont.coordination", "dumont.use"]
    assert len(table.standing("partnership")) == 3


# --- words that mean something else --------------------------------------------------------------------------


def test_himmelman_s_last_degree_is_said_not_to_be_french_collaboration(
    reasoner: Reasoner, library_verdicts: Mapping[str, Qualified]
) -> None:
    schools = Schools(reasoner, library_verdicts["c15_company_recruiting"].verdict)

    traps = {(scale.id, rung.id): rung.false_friend for scale, rung in schools.false_friends}

    trap = traps["himmelman", "collaborating"]
    assert trap is not None
    assert "collaborer" in trap.fr
    assert "Vidalenc" in trap.fr
    assert "collaborer" in trap.en


def test_no_degree_of_himmelman_goes_without_its_trap_nor_without_saying_it_is_english(base: RuleBase) -> None:
    for rung in base.scales["himmelman"].rungs.values():
        assert rung.term is not None
        assert base.terms[rung.term].false_friend is not None
        assert rung.name.fr.startswith(rung.name.en)
        assert "degré" in rung.name.fr


def test_the_same_case_is_cooperation_in_french_while_it_is_collaborating_in_english(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    case = scales["s34_behind_the_bedroom_door"]

    assert case["himmelman"].lines[0].at == "collaborating"
    assert case["vidalenc"].lines[0].at == "cooperation"
    assert case["graine"].lines[0].at == "cooperation"


@pytest.mark.parametrize(
    ("scale", "rung"),
    [
        (scale, rung)
        for scale, rungs in {
            "brachet": ("consultation", "concertation"),
            "landry": ("consultation", "coordination", "concertation", "cooperation"),
            "vidalenc": ("collaboration", "cooperation"),
            "graine": ("service", "consultation", "concertation", "collaboration", "cooperation"),
            "lahary": ("occasional",),
        }.items()
        for rung in rungs
    ],
)
def test_a_word_that_is_a_trap_between_the_languages_says_so(scale: str, rung: str, base: RuleBase) -> None:
    term = base.scales[scale].rungs[rung].term

    assert term is not None
    assert base.terms[term].false_friend is not None


# --- what a scale does not say -------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", SCALES)
def test_a_scale_says_what_is_second_hand_and_that_its_conditions_are_ours(id_: str, base: RuleBase) -> None:
    scale = base.scales[id_]

    assert scale.caution is not None
    assert "nous" in scale.caution.fr
    assert "our" in scale.caution.en
    assert all("inference" in line.source and len(line.source) > 1 for line in scale.lines)


def test_brachet_s_first_rung_says_that_its_name_is_lost(base: RuleBase) -> None:
    name = base.scales["brachet"].rungs["authority"].name

    assert "perdu" in name.fr
    assert "lost" in name.en


@pytest.mark.parametrize("id_", [*SCALES, "dhume_definition", "ways_of_acting", "new_space", "principles"])
@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("c16_two_hundred_measures", "achat"),
        ("c27_judge_and_service", "autorité"),
        ("c26_shared_legal_body", "structure qui décide"),
        ("c14_bank_bus", "don ou subvention sans agir"),
        ("c17_retired_migrants_cafe", "don ou subvention sans agir"),
        ("c13_two_services_one_house", "organismes distincts"),
        ("c12_family_in_ime", "organismes distincts"),
    ],
)
def test_why_a_line_has_nothing_to_say_names_the_kinds_of_tie_it_leaves_out_and_no_other(
    case: str, words: str, id_: str, base: RuleBase, scales: Mapping[str, Mapping[str, ScaleSaid]]
) -> None:
    said = {line.id: line.outside_say for line in base.scales[id_].lines}

    for line in scales[case][id_].lines:
        sentence = said[line.id]
        assert sentence is not None
        assert (words in sentence.fr) == (line.outside is not None), line.id


@pytest.mark.parametrize(
    "case", ["c18_brochure_logos", "s28_same_street", "u01_signed_last_month", "c12_family_in_ime"]
)
def test_where_organisations_have_done_nothing_together_no_ladder_speaks(
    case: str, scales: Mapping[str, Mapping[str, ScaleSaid]]
) -> None:
    assert [id_ for id_ in SCALES if scales[case][id_].speaks] == []


def test_a_purchase_stands_on_graine_s_first_rung_and_nowhere_else(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    assert [id_ for id_ in SCALES if scales["s22_psychologist_by_the_hour"][id_].speaks] == ["graine"]


def test_colleagues_who_disagree_are_left_between_rungs_and_never_on_one_ruled_out(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    case = scales["u04_colleagues_disagree"]
    himmelman, graine = case["himmelman"].lines[0], case["graine"].lines[0]

    assert himmelman.open
    assert himmelman.possible == ("coordinating", "cooperating", "collaborating")
    assert graine.open
    assert not {"service", "mutual_information", "consultation", "concertation", "merger"} & set(graine.possible)


def test_a_newcomer_who_does_not_know_gets_questions_to_ask_rather_than_a_rung(
    scales: Mapping[str, Mapping[str, ScaleSaid]],
) -> None:
    case = scales["c32_newcomer_does_not_know"]

    for id_ in SCALES:
        assert all(line.open and line.ask for line in case[id_].lines)
    assert case["landry"].lines[0].ask[0] == "last_joint_act"


# --- Lahary's rhythm, asked only for other schools -----------------------------------------------------------


@pytest.mark.parametrize(("case", "rhythm", "place"), RHYTHMS)
def test_the_rhythm_is_placed_once_told_and_changes_no_form(
    case: str, rhythm: str, place: str, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    options = options_of(next(one.case for one in library if one.case.id == case))
    silent = reasoner.qualify(
        case_of({question: option for question, option in options.items() if question != "rhythm"})
    )
    told = reasoner.qualify(case_of({**options, "rhythm": rhythm}))

    before, after = (line_of(Schools(reasoner, one).scales, "lahary.rhythm") for one in (silent, told))

    assert before.open
    assert before.ask == ("rhythm",)
    assert after.at == place
    assert told.principal == silent.principal
