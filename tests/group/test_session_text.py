"""What is kept of a session comes back as it was; what is damaged is set aside, and the rest stays usable."""

import json
from dataclasses import replace

import pytest

from qualifier.group.session import SECOND, Dissent, Session, Turn
from qualifier.group.session_text import session_from, session_text
from qualifier.knowledge.faults import Fault, FaultsFound, Place
from qualifier.knowledge.models import RuleBase
from qualifier.words import LANGS
from tests.group.sessions import SIDES, session_of
from tests.support import case_of, options_of

CODES = {"record_damaged", "record_newer", "turn_unread", "joint_unread", "answers_outgrown"}
YES, NO = {"word_use": "public"}, {"word_use": "nowhere"}


def whole_session() -> Session:
    session = replace(
        session_of(YES, NO, sides=SIDES), sides=SIDES, guide="gease", named_sides=True, full=True, least=6
    )
    second = session.reveal().again().answered(Turn("B", SECOND, case_of(YES), finished=False)).reveal()
    talked = second.talking(["money"]).together(case_of(YES))
    return talked.dissenting(Dissent("une raison", "imposed"))


def read(text: str, base: RuleBase) -> tuple[Session, tuple[Fault, ...]]:
    return session_from(text, "mardi", base, ())


def test_a_session_comes_back_as_it_was(base: RuleBase) -> None:
    session = whole_session()
    found, notices = read(session_text(session, ()), base)
    assert notices == ()
    named = replace(
        session,
        turns=tuple(replace(one, case=replace(one.case, id="mardi")) for one in session.turns),
        joint=replace(session.joint, id="mardi"),
    )
    assert found == named


def test_no_name_of_a_case_is_in_what_is_kept() -> None:
    session = session_of(YES)
    turn = replace(session.turns[0], case=replace(session.turns[0].case, id="chez Madame Untel"))
    assert "Untel" not in session_text(replace(session, turns=(turn,)), ())


def test_a_damaged_turn_is_set_aside_and_the_others_serve(base: RuleBase) -> None:
    data = json.loads(session_text(session_of(YES, NO, YES), ()))
    data["turns"][1]["answers"] = {"answers": 12}
    found, notices = read(json.dumps(data), base)
    assert found.labels == ("A", "C")
    assert [one.code for one in notices] == ["turn_unread"]


def test_a_damaged_turn_is_still_there_after_the_next_change(base: RuleBase) -> None:
    data = json.loads(session_text(session_of(YES, NO, YES), ()))
    data["turns"][1]["answers"] = {"answers": 12}
    once, _ = read(json.dumps(data), base)
    twice = json.loads(session_text(once.talking(["money"]), ()))
    assert data["turns"][1] in twice["turns"]


def test_a_damaged_joint_viewpoint_is_kept_aside(base: RuleBase) -> None:
    data = json.loads(session_text(whole_session(), ()))
    data["joint"]["answers"] = "perdu"
    found, notices = read(json.dumps(data), base)
    assert [one.code for one in notices] == ["joint_unread"]
    assert found.joint is None
    assert found.dissents
    assert {"label": "joint", "was": data["joint"]} in json.loads(session_text(found, ()))["turns"]


def test_answers_made_with_other_rules_are_told_and_the_rest_is_used(base: RuleBase) -> None:
    found, notices = read(with_old_answers(), base)
    (only,) = notices
    assert (only.code, only.values) == ("answers_outgrown", (("count", 4),))
    assert found.views(1)[0].options == YES


def test_whose_answers_fit_the_rules_no_more_and_which_they_are_is_not_told(base: RuleBase) -> None:
    _, notices = read(with_old_answers(), base)
    told = FaultsFound(notices)
    for lang in LANGS:
        said = " ".join(told.lines(lang))
        assert base.questions["money"].ask.to(lang) not in said
        assert [word for word in ("money", "an_option_of_old", "a_question_of_old") if word in said] == []
    assert only_place(notices) == Place("mardi")


def with_old_answers() -> str:
    """Return a session in which a turn and the joint viewpoint hold two answers each that the rules do not know."""
    data = json.loads(session_text(session_of(YES, NO).reveal().together(case_of(YES)), ()))
    for one in (data["turns"][0], data["joint"]):
        one["answers"]["answers"] |= {"a_question_of_old": "yes", "money": "an_option_of_old"}
    return json.dumps(data)


def only_place(notices: tuple[Fault, ...]) -> Place:
    (only,) = notices
    return only.place


def test_a_joint_viewpoint_under_way_comes_back_as_such(base: RuleBase) -> None:
    session = session_of(YES, NO).reveal().together(case_of(YES), finished=False)
    found, notices = read(session_text(session, ()), base)
    assert notices == ()
    assert found.joint is None
    assert found.drafted is not None
    assert options_of(found.drafted) == YES


def test_a_damaged_draft_of_the_joint_viewpoint_is_kept_aside_and_the_finished_one_serves(base: RuleBase) -> None:
    session = session_of(YES, NO).reveal().together(case_of(YES)).together(case_of(NO), finished=False)
    data = json.loads(session_text(session, ()))
    data["drafted"]["answers"] = "perdu"
    found, notices = read(json.dumps(data), base)
    assert [one.code for one in notices] == ["joint_unread"]
    assert found.drafted is None
    assert found.joint is not None
    assert {"label": "drafted", "was": data["drafted"]} in json.loads(session_text(found, ()))["turns"]


def test_a_session_kept_before_drafts_were_is_read(base: RuleBase) -> None:
    data = json.loads(session_text(whole_session(), ()))
    del data["drafted"]
    found, notices = read(json.dumps(data), base)
    assert (found.drafted, notices) == (None, ())


def test_what_was_talked_about_or_named_under_older_rules_is_kept_though_it_is_known_no_more(base: RuleBase) -> None:
    old = whole_session().talking(["a_question_of_old"]).dissenting(Dissent("autre chose", "a_form_of_old"))
    found, notices = read(session_text(old, ()), base)
    assert (found.talked, found.dissents) == (("money", "a_question_of_old"), old.dissents)
    assert notices == ()
    assert session_text(found, ()) == session_text(old, ())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x"}', '{"format": 1}', "{" * 9])
def test_what_is_no_session_is_told(base: RuleBase, text: str) -> None:
    with pytest.raises(FaultsFound) as error:
        read(text, base)
    assert [one.code for one in error.value.faults] == ["record_damaged"]


@pytest.mark.parametrize(
    "damage",
    [
        {"number": 7},
        {"sides": 5},
        {"least": "many"},
        {"dissents": [{}]},
        {"dissents": 3},
        {"talked": 1},
        {"turns": {}},
        {"revealed": "x"},
    ],
)
def test_a_session_damaged_within_is_told_and_never_half_read(base: RuleBase, damage: dict[str, object]) -> None:
    data = json.loads(session_text(whole_session(), ())) | damage
    with pytest.raises(FaultsFound) as error:
        read(json.dumps(data), base)
    assert [one.code for one in error.value.faults] == ["record_damaged"]


@pytest.mark.parametrize("turn", ["perdu", 3, None, [], {}, {"label": "A"}, {"label": "A", "number": "x"}])
def test_a_turn_of_any_shape_is_set_aside_and_the_others_serve(base: RuleBase, turn: object) -> None:
    data = json.loads(session_text(session_of(YES, NO), ()))
    data["turns"].append(turn)
    found, notices = read(json.dumps(data), base)
    assert found.labels == ("A", "B")
    assert [one.code for one in notices] == ["turn_unread"]
    assert turn in json.loads(session_text(found, ()))["turns"]


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_turn_of_a_round_that_there_is_not_is_set_aside(base: RuleBase, number: int) -> None:
    data = json.loads(session_text(session_of(YES, NO), ()))
    turn = {**data["turns"][0], "label": "C", "number": number}
    data["turns"].append(turn)
    found, notices = read(json.dumps(data), base)
    assert found.labels == ("A", "B")
    assert [(one.code, one.place.path) for one in notices] == [("turn_unread", "C")]
    assert turn in json.loads(session_text(found, ()))["turns"]


def test_whoever_answers_again_does_not_get_the_letter_of_the_answers_set_aside(base: RuleBase) -> None:
    data = json.loads(session_text(session_of(YES, NO), ()))
    data["turns"][1]["answers"] = {"answers": 12}
    found, _ = read(json.dumps(data), base)
    assert found.labels == ("A",)
    assert found.next_label == "C"


def test_a_session_of_a_later_version_is_left_alone(base: RuleBase) -> None:
    data = json.loads(session_text(session_of(YES, NO), ())) | {"format": 99}
    with pytest.raises(FaultsFound) as error:
        read(json.dumps(data), base)
    assert [one.code for one in error.value.faults] == ["record_newer"]
