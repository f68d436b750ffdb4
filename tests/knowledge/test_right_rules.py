"""What texts of law say: shown where a scenario meets it and nowhere else, dated, sourced, never worded as advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from qualifier.explanation.schools import RightSaid, Schools
from qualifier.knowledge.cases import Answer, Scenario
from qualifier.knowledge.models import INFERENCE, RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import LANGS, Lang

Said = Callable[..., tuple[RightSaid, ...]]
CHILD_ALL = {"shared_in": "child_protection", "secrecy": "all"}
CHILD_SOME = {"shared_in": "child_protection", "secrecy": "some"}
CHILD_NOBODY = {"shared_in": "child_protection", "secrecy": "nobody"}
CARE_ALL = {"shared_in": "care", "secrecy": "all"}
CARE_SOME = {"shared_in": "care", "secrecy": "some"}
OTHER_ALL = {"shared_in": "other_support", "secrecy": "all"}
OTHER_SOME = {"shared_in": "other_support", "secrecy": "some"}
OTHER_NOBODY = {"shared_in": "other_support", "secrecy": "nobody"}
NO_RIGHT, UNRULED, UNTOLD = "no_right_from_the_word", "each_its_own_rules", "person_not_told"
# Of each story: what is answered besides for other schools, and the rights that must then be shown, in order.
STORIES: tuple[tuple[str, Mapping[str, str], tuple[str, ...]], ...] = (
    # A synthesis meeting in child protection, which a text prescribes; nothing is agreed on what is said of the child.
    ("c24_synthesis_meeting", {}, (NO_RIGHT, UNRULED, "place_set_by_a_procedure")),
    (
        "c24_synthesis_meeting",
        CHILD_ALL,
        (NO_RIGHT, UNRULED, "child_protection_all_bound", "place_set_by_a_procedure"),
    ),
    (
        "c24_synthesis_meeting",
        CHILD_SOME,
        (NO_RIGHT, UNRULED, "child_protection_some_bound", "place_set_by_a_procedure"),
    ),
    (
        "c24_synthesis_meeting",
        CHILD_NOBODY,
        (NO_RIGHT, UNRULED, "child_protection_nobody_bound", "place_set_by_a_procedure"),
    ),
    # Two mobile teams visit together: care, then some other support.
    ("c28_two_mobile_teams", CARE_ALL, (NO_RIGHT, UNRULED, "care")),
    ("c28_two_mobile_teams", CARE_SOME, (NO_RIGHT, UNRULED, "care", "care_not_all_bound")),
    ("c28_two_mobile_teams", OTHER_ALL, (NO_RIGHT, UNRULED, "other_support", "other_support_all_bound")),
    # What is said was agreed, and the person does not know it.
    ("s06_while_waiting_for_the_measure", {}, (NO_RIGHT, UNTOLD)),
    ("s33_you_the_papers", OTHER_SOME, (NO_RIGHT, UNTOLD, "other_support", "other_support_some_bound")),
    # What is said is agreed and the person knows it: the word still opens no right, and that is all.
    ("c03_decision_aid_group", {}, (NO_RIGHT,)),
    ("c03_decision_aid_group", OTHER_NOBODY, (NO_RIGHT, "other_support", "other_support_nobody_bound")),
    # Nobody in particular is spoken of: no text on sharing, whatever is answered besides.
    ("c21_shared_calendar", CHILD_ALL, ()),
    # Asked for from above, by a funder or a hierarchy.
    ("c08b_convention_never_used", {}, ("asked_to_work_together",)),
    ("s04_workshops_for_the_grant", {}, ("asked_to_work_together",)),
    # One body with its own staff; three organisations that only keep a tool together; no body.
    ("c26_shared_legal_body", {}, ("one_body_for_several",)),
    ("s43_three_pages_on_the_rounds", {}, (NO_RIGHT, "one_body_for_several")),
    # Money: the association's own project, a purchase, a need set together, a gift.
    ("c17_retired_migrants_cafe", {}, ("their_own_project",)),
    ("c16_two_hundred_measures", {}, ("need_set_by_the_payer",)),
    ("s45_saturdays_on_the_track", {}, (NO_RIGHT, "need_set_together")),
    ("c14_bank_bus", {}, ()),
    # Colleagues of one house, and a family: no text gathered here is about that.
    ("c13_two_services_one_house", {}, ()),
    ("c12_family_in_ime", {}, ()),
)

of_each_story = pytest.mark.parametrize(("story", "besides", "rights"), STORIES)
in_each_language = pytest.mark.parametrize("lang", LANGS)


@pytest.fixture
def said(reasoner: Reasoner, library: tuple[Scenario, ...]) -> Said:
    """Return what gives the rights shown for a scenario, with answers besides."""
    cases = {scenario.case.id: scenario.case for scenario in library}

    def shown(story: str, besides: Mapping[str, str] | None = None) -> tuple[RightSaid, ...]:
        case = cases[story]
        kept = {id_: one for id_, one in case.answers.items() if id_ not in ("shared_in", "secrecy")}
        answers = {**kept, **{id_: Answer(option) for id_, option in (besides or {}).items()}}
        return Schools(reasoner, reasoner.qualify(replace(case, answers=answers))).rights

    return shown


@of_each_story
def test_a_story_shows_what_the_texts_say_of_it_and_nothing_else(
    said: Said, story: str, besides: Mapping[str, str], rights: tuple[str, ...]
) -> None:
    assert tuple(one.id for one in said(story, besides)) == rights


def test_the_stories_show_every_right_once_at_least(base: RuleBase) -> None:
    shown = {id_ for _, _, rights in STORIES for id_ in rights}

    assert shown == set(base.rights)


def test_while_it_is_not_known_what_is_said_of_people_no_text_on_sharing_is_shown(said: Said) -> None:
    assert said("c05_mayenne_foster_care") == ()


def test_of_two_questions_on_sharing_one_answered_alone_shows_only_what_rests_on_it(said: Said) -> None:
    framed = [one.id for one in said("c28_two_mobile_teams", {"shared_in": "care"})]
    bound = [one.id for one in said("c28_two_mobile_teams", {"secrecy": "some"})]

    assert framed == [NO_RIGHT, UNRULED, "care"]
    assert bound == [NO_RIGHT, UNRULED]


def test_what_is_shown_says_which_facts_show_it_and_gives_its_texts_with_their_dates(said: Said) -> None:
    right = next(one for one in said("c24_synthesis_meeting", CHILD_ALL) if one.id == "child_protection_all_bound")

    assert [fact.fr for fact in right.why] != []
    assert [(text.id, text.dated) for text in right.texts] == [
        ("casf_l226_2_2", "2007-03-05"),
        ("casf_l221_6", "2015-03-22"),
        ("anesm_2010", "2010-12-01"),
    ]


# --- what every entry holds --------------------------------------------------------------------------------


def test_every_right_leaves_two_to_four_questions_to_settle(base: RuleBase) -> None:
    assert {id_: len(one.settle) for id_, one in base.rights.items() if not 2 <= len(one.settle) <= 4} == {}


def test_every_question_to_settle_is_a_question_in_both_languages(base: RuleBase) -> None:
    asked = [text for one in base.rights.values() for text in one.settle]

    assert [text for text in asked if not (text.fr.endswith(" ?") and text.en.endswith("?"))] == []


def test_every_text_is_used_and_comes_from_a_work_that_is_named(base: RuleBase) -> None:
    used = {id_ for one in base.rights.values() for id_ in one.texts}

    assert used == set(base.texts)
    assert [id_ for id_, text in base.texts.items() if INFERENCE in text.source] == []


def test_every_right_says_that_the_link_to_the_answers_is_ours_and_names_a_work(base: RuleBase) -> None:
    assert [id_ for id_, one in base.rights.items() if INFERENCE not in one.source or len(one.source) < 2] == []


def test_every_text_has_two_days_that_exist_the_second_ahead_of_the_first(base: RuleBase) -> None:
    days = {
        id_: (dt.date.fromisoformat(one.dated), dt.date.fromisoformat(one.check_by)) for id_, one in base.texts.items()
    }

    assert [id_ for id_, (dated, check_by) in days.items() if dated >= check_by] == []


@in_each_language
def test_no_right_tells_anybody_what_to_do(base: RuleBase, lang: Lang) -> None:
    orders = {
        "fr": ("vous devez", "vous pouvez", "il faut", "vous avez le droit", "interdit"),
        "en": ("you must", "you may", "you can", "you should", "you are allowed", "forbidden"),
    }[lang]
    told = {id_: one.say.to(lang).lower() for id_, one in base.rights.items()}

    assert {id_: order for id_, text in told.items() for order in orders if order in text} == {}
