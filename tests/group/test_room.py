"""What the room sees once the facilitator reveals: what divides, never who; no number in a small group."""

import re
from dataclasses import replace

import pytest

from qualifier.group.divides import group_map
from qualifier.group.room import MOST_APART, held_words, revealed
from qualifier.group.session import SECOND, Session, Turn
from qualifier.knowledge.cases import Answer
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import Document, Heading, Picture, Table
from qualifier.words import LANGS, Lang, Text, message
from tests.group.documents import all_said, headings, missing_words, part, said
from tests.group.rooms import varied
from tests.group.sessions import SIDES, session_of
from tests.support import case_of, chance, options_of

Five = list[dict[str, str]]
GARDEN = {"house": "other", "work": "dug"}
SHARED, UNSAID = {**GARDEN, "harvest": "shared"}, {**GARDEN, "harvest": "unsaid"}
COUNTS = re.compile(r"\(\d+\)|: \d+\.|\d+ (points? de vue sur|viewpoints? of)|\d ?%")
TITLES = {key: message("group", f"{key}_title") for key in ("moved", "map", "mattering", "sides", "unknown", "aside")}


def room(reasoner: Reasoner, session: Session) -> Document:
    return revealed(reasoner, session if session.revealed else session.reveal(), "mardi")


def again(session: Session, *answers: tuple[str, dict[str, str]]) -> Session:
    """Return the session with its second round revealed, in which some answered so."""
    second = (session if session.revealed else session.reveal()).again()
    for label, options in answers:
        second = second.answered(Turn(label, SECOND, case_of(options)))
    return second.reveal()


def questions_shown(document: Document, reasoner: Reasoner) -> list[str]:
    """Return the questions that divide and matter, in the order in which they are shown."""
    shown = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    return [id_ for text in shown for id_, question in reasoner.base.questions.items() if question.ask == text]


# --- who, never ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 4, 5])
def test_no_letter_of_anyone_is_shown_in_any_round(reasoner: Reasoner, five: Five, count: int) -> None:
    session = session_of(*five[:count], sides=[SIDES[rank % 2] for rank in range(count)]).reveal()
    second = again(session, ("A", five[1])).together(case_of(five[0]))
    for one in (session, second):
        turns = tuple(replace(turn, label=f"Zz{ord(turn.label)}") for turn in one.turns)
        assert "Zz" not in all_said(room(reasoner, replace(one, turns=turns)))


def test_the_order_in_which_people_answered_shows_in_nothing(reasoner: Reasoner, five: Five) -> None:
    assert room(reasoner, session_of(*five)) == room(reasoner, session_of(*five[3:], *five[:3]))


@pytest.mark.parametrize("lang", LANGS)
def test_the_room_is_told_first_that_nobody_says_who_answered_what(reasoner: Reasoner, five: Five, lang: Lang) -> None:
    assert message("group", "room_note").to(lang) in said(room(reasoner, session_of(*five)), lang)[:10]


# --- numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 4])
def test_in_a_small_group_there_is_no_number_of_people_but_the_size_of_the_group(
    reasoner: Reasoner, five: Five, count: int
) -> None:
    session = session_of(*five[:count], sides=[SIDES[rank % 2] for rank in range(count)])
    first = room(reasoner, replace(session, named_sides=True))
    second = room(reasoner, again(session, ("A", five[4])))

    for document in (first, second):
        words = [text for lang in LANGS for text in said(document, lang)]
        assert [one for one in words if COUNTS.search(one)] == []
        assert [block for block in document.blocks if isinstance(block, Table)] == []
        assert "<circle" not in all_said(document)
        assert message("group", "no_figures", least=5).fr in said(document)


def test_in_a_small_group_nothing_tells_one_voice_from_two(reasoner: Reasoner, five: Five) -> None:
    """Which option has more voices may not be told by anything that is shown, its order included."""
    ours, other = dict(five[0]), {**five[0], "practice_change": "nobody"}
    one, two = session_of(ours, ours, other), session_of(ours, other, other)

    assert room(reasoner, one) == room(reasoner, two)
    assert room(reasoner, one).blocks != room(reasoner, session_of(ours, ours, ours)).blocks


def test_a_larger_group_sees_how_many_voices_each_option_has(reasoner: Reasoner, five: Five) -> None:
    shown = said(room(reasoner, session_of(*five)))
    label = reasoner.base.questions["practice_change"].option("nobody").label

    assert message("group", "voice_count", label=label, count=2).fr in shown
    assert message("group", "no_figures", least=5).fr not in shown


def test_the_threshold_of_the_session_counts(reasoner: Reasoner, five: Five) -> None:
    words = said(room(reasoner, replace(session_of(*five), least=6)))

    assert message("group", "no_figures", least=6).fr in words
    assert [one for one in words if COUNTS.search(one)] == []


@pytest.mark.parametrize(
    ("count", "counted", "key"),
    [
        (5, True, "held_by_all"),
        (5, False, "held_by_all"),
        (2, False, "held_by_some"),
        (1, True, "held_by_one"),
        (3, True, "held_by"),
    ],
)
def test_how_widely_a_conclusion_is_held_is_said(count: int, counted: bool, key: str) -> None:
    assert held_words(count, 5, counted=counted) == message("group", key, count=count, total=5)


# --- verdicts --------------------------------------------------------------------------------------------------


def test_without_verdicts_no_form_is_named_anywhere(reasoner: Reasoner, five: Five) -> None:
    session = replace(session_of(*five), verdicts=False)
    document = room(reasoner, session)
    without = room(reasoner, again(session, ("A", five[1])).together(case_of(five[0])))

    for shown in (document, without):
        assert [block for block in shown.blocks if isinstance(block, Picture)] == []
        assert TITLES["map"] not in headings(shown)
        # What is quoted of the rules (questions, debates) may well use the words.
        ours = [one for key in ("mattering", "aside", "unknown", "sides") for one in part(shown, TITLES[key])]
        asked = {
            text.fr for one in reasoner.base.questions.values() for text in (one.ask, *(o.label for o in one.options))
        }
        names = [form.name.fr for form in reasoner.base.forms.values()]
        assert [(name, one) for one in ours for name in names if name in one and one not in asked
                and not any(one.startswith(ask) for ask in asked)] == []  # fmt: skip


def test_with_verdicts_each_conclusion_is_named_with_the_facts_between(reasoner: Reasoner, five: Five) -> None:
    document = room(reasoner, session_of(*five))
    (picture,) = (block for block in document.blocks if isinstance(block, Picture))
    found = group_map(reasoner, session_of(*five).views(1))

    for one in found.held:
        assert reasoner.base.forms[one.outcome].name.fr in picture.alt.fr
    between = found.separations[0]
    for switch in between.switches[:MOST_APART]:
        assert reasoner.base.questions[switch.question].ask.fr in picture.alt.fr


def test_the_facts_between_lead_from_the_most_held_conclusion_to_the_other_and_not_back(
    small_reasoner: Reasoner,
) -> None:
    """Whichever of the two the rules have first, what it is comes before what it would have to be."""
    for views in ((SHARED, SHARED, UNSAID, SHARED, SHARED), (UNSAID, UNSAID, SHARED, UNSAID, SHARED)):
        (picture,) = (block for block in room(small_reasoner, session_of(*views)).blocks if isinstance(block, Picture))
        labels = [small_reasoner.base.questions["harvest"].option(one["harvest"]).label.fr for one in views]
        assert f"{labels[0]} → {labels[2]}" in picture.alt.fr


def test_the_joint_viewpoint_stands_beside_the_others(reasoner: Reasoner, five: Five) -> None:
    session = session_of(*five).reveal()
    (before,) = (block for block in room(reasoner, session).blocks if isinstance(block, Picture))
    (after,) = (
        block for block in room(reasoner, session.together(case_of(five[0]))).blocks if isinstance(block, Picture)
    )
    name = reasoner.base.forms["common_action_project"].name

    told = message("pictures", "viewpoints_joint_said", name=name)
    assert (told.fr in before.alt.fr, told.fr in after.alt.fr) == (False, True)


@pytest.mark.parametrize("count", [2, 6])
def test_a_conclusion_that_all_come_to_needs_no_second_answer(small_reasoner: Reasoner, count: int) -> None:
    document = room(small_reasoner, session_of(*[SHARED] * count))
    shown = said(document)

    assert message("group", "held_by_all").fr in "".join(shown)
    assert message("group", "nothing_divides").fr in shown
    assert not any(one.startswith(message("group", "second_vote", ask="§").fr.partition("§")[0]) for one in shown)


# --- what divides ----------------------------------------------------------------------------------------------


def test_what_divides_and_matters_stands_first_the_one_that_settles_most_before_the_others(
    reasoner: Reasoner, five: Five
) -> None:
    document = room(reasoner, session_of(*five))
    found = group_map(reasoner, session_of(*five).views(1))
    order = headings(document)

    assert questions_shown(document, reasoner) == [one.question for one in found.mattering]
    assert order.index(TITLES["mattering"]) < order.index(TITLES["aside"])
    assert message("group", "second_vote", ask=reasoner.base.questions[found.mattering[0].question].ask).fr in said(
        document
    )


def test_what_divides_without_changing_anything_is_set_aside_with_the_reason(reasoner: Reasoner, five: Five) -> None:
    aside = part(room(reasoner, session_of(*five)), TITLES["aside"])

    assert aside[0] == message("group", "aside_same").fr
    assert reasoner.base.questions["steering"].ask.fr in aside
    assert reasoner.base.questions["practice_change"].ask.fr not in aside


def test_those_who_do_not_know_are_told_without_a_name_and_counted_in_a_larger_group_only(
    small_reasoner: Reasoner,
) -> None:
    unsure = replace(case_of(GARDEN), answers={**case_of(GARDEN).answers, "harvest": Answer(None, "not_observed")})
    session = session_of(SHARED, UNSAID, SHARED).answered(Turn("D", 1, unsure))
    larger = session.answered(Turn("E", 1, unsure))

    assert message("group", "silent").fr in said(room(small_reasoner, session))
    assert message("group", "silent_count", count=2).fr in said(room(small_reasoner, larger))


def test_what_nobody_knows_and_matters_is_told_as_a_gap(small_reasoner: Reasoner) -> None:
    document = room(small_reasoner, session_of(GARDEN, GARDEN))

    assert small_reasoner.base.questions["harvest"].ask.fr in part(document, TITLES["unknown"])


# --- sides -----------------------------------------------------------------------------------------------------


def sides_told(reasoner: Reasoner, *sides: str | None, named: bool = False) -> list[str]:
    """Return what is said of the sides when those of the first one say shared, and all others unsaid."""
    answers = [SHARED if side == SIDES[0] else UNSAID for side in sides]
    session = replace(session_of(*answers, sides=sides), named_sides=named)
    return part(room(reasoner, session), TITLES["sides"])


def test_sides_are_told_apart_when_each_has_two_people(small_reasoner: Reasoner) -> None:
    told = sides_told(small_reasoner, SIDES[0], SIDES[0], SIDES[1], SIDES[1])
    label = small_reasoner.base.questions["harvest"].option("shared").label

    assert message("group", "side_says", side=SIDES[0], labels=label).fr in told
    assert message("group", "side_matters").fr in told


def test_where_one_side_is_a_single_person_nothing_is_told_of_any_side(small_reasoner: Reasoner) -> None:
    for sides in (SIDES, (*SIDES, SIDES[0], SIDES[0]), (SIDES[0], SIDES[1], SIDES[1], None)):
        assert sides_told(small_reasoner, *sides) == [message("group", "side_too_small").fr]


def test_where_all_agreed_to_it_a_side_of_one_is_told(small_reasoner: Reasoner) -> None:
    told = sides_told(small_reasoner, SIDES[0], SIDES[0], SIDES[1], named=True)

    assert any(one.startswith(SIDES[1]) for one in told)


def test_without_sides_nothing_is_said_of_sides(small_reasoner: Reasoner) -> None:
    assert sides_told(small_reasoner, None, None, None) == []


# --- what moved ------------------------------------------------------------------------------------------------


def test_in_the_second_round_what_moved_stands_first_with_what_was_enough_to_move_a_conclusion(
    small_reasoner: Reasoner,
) -> None:
    second = again(session_of(SHARED, SHARED, UNSAID), ("A", {**SHARED, "sign": "painted"}), ("C", SHARED))
    document = room(small_reasoner, second)
    asks = {id_: one.ask for id_, one in small_reasoner.base.questions.items()}
    told = part(document, TITLES["moved"])

    assert headings(document)[0] == TITLES["moved"]
    assert told[0] == message("group", "left_as_before").fr
    assert message("group", "moved_decisive", ask=asks["harvest"]).fr in told
    assert asks["sign"].fr in told
    assert told[told.index(message("group", "joined").fr) + 1] == asks["harvest"].fr


def test_when_nothing_moved_it_is_neither_failure_nor_success(small_reasoner: Reasoner) -> None:
    second = again(session_of(SHARED, UNSAID), ("A", SHARED), ("B", UNSAID))

    assert part(room(small_reasoner, second), TITLES["moved"]) == [message("group", "nothing_moved").fr]


def test_a_larger_group_sees_how_alike_answers_were_and_are(small_reasoner: Reasoner) -> None:
    second = again(session_of(SHARED, SHARED, UNSAID, UNSAID, UNSAID), ("D", SHARED), ("E", SHARED))
    (table,) = (block for block in room(small_reasoner, second).blocks if isinstance(block, Table))

    assert [tuple(cell.fr for cell in row[1:]) for row in table.rows] == [("40 %", "60 %")]


def test_how_alike_answers_are_counts_no_answer_that_its_own_author_set_aside(small_reasoner: Reasoner) -> None:
    """Two come to see one house in the second round: what they had said of the harvest counts there no more."""
    within = {**UNSAID, "house": "same"}
    second = again(
        session_of(SHARED, SHARED, SHARED, UNSAID, UNSAID), ("D", within), ("E", {**within, "harvest": "shared"})
    )
    (table,) = (block for block in room(small_reasoner, second).blocks if isinstance(block, Table))
    asks = {id_: one.ask for id_, one in small_reasoner.base.questions.items()}

    assert {row[0]: tuple(cell.fr for cell in row[1:]) for row in table.rows} == {
        asks["house"]: ("100 %", "40 %"),
        asks["harvest"]: ("40 %", "100 %"),
    }


def test_what_one_person_alone_changed_is_not_shown(small_reasoner: Reasoner) -> None:
    first = session_of(SHARED, SHARED, SHARED, UNSAID, UNSAID)
    for reopened in ((), ("A",), ("A", "B", "C")):
        # Those who only read their answers again do not hide whose the change is.
        second = again(first, ("E", SHARED), *((label, SHARED) for label in reopened))
        assert part(room(small_reasoner, second), TITLES["moved"]) == [
            message("group", "left_as_before").fr,
            message("group", "one_moved").fr,
        ]


def test_nothing_is_said_of_moves_in_the_first_round(reasoner: Reasoner, five: Five) -> None:
    assert TITLES["moved"] not in headings(room(reasoner, session_of(*five)))


# --- whatever the answers --------------------------------------------------------------------------------------


def test_whatever_the_answers_the_room_is_shown_something_in_both_languages(
    reasoner: Reasoner, library: tuple, five: Five
) -> None:
    draw = chance(11)
    for scenario in library[::12]:
        options = options_of(scenario.case)
        session = session_of(*(varied(reasoner.base, options, draw) for _ in range(5)), sides=(*SIDES, None, *SIDES))
        second = again(session, ("B", varied(reasoner.base, options, draw)))
        for one in (session, second):
            document = room(reasoner, one)
            assert missing_words(document) == []
            assert {TITLES["map"], TITLES["mattering"]} <= set(headings(document))


def test_the_round_and_the_size_of_the_group_are_told(reasoner: Reasoner, five: Five) -> None:
    about = dict(room(reasoner, again(session_of(*five), ("A", five[1]))).about)

    assert about[message("group", "round")] == message("group", "round_2")
    assert about[message("group", "viewpoints")] == Text("5", "5")
