"""A role-play under way: who answered from where, once a scene; one lever for the second; what is damaged waits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration
from qualifier.training.played import FIRST, REPLAYED, TOGETHER, Played, SeatAnswers, played_from, played_text
from qualifier.words import NOTHING
from tests.training.plays import changed, read

CODES = {"seat_doubled", "seat_unread", "lever_taken", "role_reserved"}
OURS = Case("whatever it was called", {"other_side": Answer("other_organisation"), "word_use": Answer("spoken")})
THEIRS = Case("c", {"other_side": Answer("other_organisation"), "word_use": Answer(unknown="not_observed")})
PLAY = Played("c08_funder_convention")


def codes(found: pytest.ExceptionInfo[FaultsFound]) -> list[str]:
    return [one.code for one in found.value.faults]


def seat(name: str, case: Case = OURS, number: int = FIRST, *, finished: bool = True) -> SeatAnswers:
    return SeatAnswers(name, number, case, finished)


# --- answering ---------------------------------------------------------------------------------------------


def test_seats_answer_in_any_order_and_all_together_is_no_seat() -> None:
    played = PLAY.answered(seat("nurse", THEIRS)).answered(seat(TOGETHER)).answered(seat("head"))

    assert played.answers(FIRST) == {"nurse": THEIRS, "head": OURS}
    assert played.together(FIRST) == OURS
    assert (played.answers(REPLAYED), played.together(REPLAYED)) == ({}, None)


def test_a_seat_that_has_answered_is_not_answered_from_again_by_mistake() -> None:
    played = PLAY.answered(seat("nurse", THEIRS))
    with pytest.raises(FaultsFound) as found:
        played.answered(seat("nurse"))

    assert codes(found) == ["seat_doubled"]
    assert found.value.lines("en")[0].startswith("[seat_doubled] This seat (nurse)")
    assert played.answered(seat("nurse"), again=True).answers(FIRST) == {"nurse": OURS}


def test_what_was_left_unfinished_is_gone_on_with() -> None:
    played = PLAY.answered(seat("nurse", THEIRS, finished=False)).answered(seat("head"))
    assert played.unfinished(FIRST) == ("nurse",)

    played = played.answered(seat("nurse"))
    assert played.unfinished(FIRST) == ()
    assert played.answers(FIRST)["nurse"] == OURS


def test_after_a_lever_every_seat_answers_anew_and_the_first_answers_stay() -> None:
    played = PLAY.answered(seat("nurse", THEIRS)).replayed(1)
    after = played.answered(seat("nurse", OURS, played.number))

    assert (PLAY.number, played.number) == (FIRST, REPLAYED)
    assert (after.answers(FIRST), after.answers(REPLAYED)) == ({"nurse": THEIRS}, {"nurse": OURS})


def test_another_lever_may_be_taken_until_somebody_has_answered_after_it() -> None:
    played = PLAY.answered(seat("nurse")).replayed(0).replayed(2)
    assert played.lever == 2

    answered = played.answered(seat("nurse", OURS, REPLAYED))
    assert answered.replayed(2) == answered
    with pytest.raises(FaultsFound) as found:
        answered.replayed(0)
    assert codes(found) == ["lever_taken"]
    assert "(3)" in found.value.lines("en")[0]


def test_the_second_scene_is_answered_once_somebody_has_given_an_answer_after_it() -> None:
    opened = PLAY.answered(seat("nurse")).replayed(0)
    assert not opened.answered_again
    assert not opened.answered(seat("head", Case("c", {}), REPLAYED, finished=False)).answered_again
    assert not opened.answered(seat("head")).answered_again
    assert opened.answered(seat("head", OURS, REPLAYED)).answered_again


def test_no_role_of_a_play_is_called_as_all_together_are(tmp_path: Path, base: RuleBase) -> None:
    with pytest.raises(FaultsFound) as found:
        read(tmp_path, base, changed("  nurse:\n", f"  {TOGETHER}:\n"))

    assert codes(found) == ["role_reserved"]


# --- kept and read again -----------------------------------------------------------------------------------


def test_what_is_kept_is_read_again_as_it_was_and_no_name_of_a_case_is_in_it(base: RuleBase) -> None:
    played = PLAY.answered(seat("nurse", THEIRS, finished=False)).answered(seat(TOGETHER)).replayed(1)
    played = played.answered(seat("head", OURS, REPLAYED))
    text = played_text(played, ())
    read_again, notices = played_from(text, "monday", base, ())

    assert "whatever" not in text
    assert notices == ()
    assert (read_again.play, read_again.lever) == (played.play, 1)
    assert read_again.unfinished(FIRST) == ("nurse",)
    assert read_again.answers(REPLAYED)["head"].answers == OURS.answers
    assert played_text(read_again, ()) == text


def test_answers_kept_under_older_rules_meet_the_names_of_today(base: RuleBase) -> None:
    text = played_text(PLAY.answered(seat("nurse")), ()).replace('"word_use"', '"what_it_is_called"')
    renamed = Migration(1, "0001_word.yaml", NOTHING, {"what_it_is_called": "word_use"}, {}, {}, {}, {})
    played, notices = played_from(text, "monday", base, (renamed,))

    assert (played.answers(FIRST)["nurse"].answers, notices) == (OURS.answers, ())


def test_an_answer_that_fits_no_more_is_counted_under_the_name_of_the_play_and_of_no_seat(base: RuleBase) -> None:
    text = played_text(PLAY.answered(seat("nurse")).answered(seat("head", THEIRS)), ())
    played, notices = played_from(text.replace('"spoken"', '"whispered"'), "monday", base, ())

    assert [(one.code, one.place.file) for one in notices] == [("answers_outgrown", "monday")]
    assert "word_use" not in played.answers(FIRST)["nurse"].answers
    assert played.answers(FIRST)["head"].answers == THEIRS.answers


@pytest.mark.parametrize(
    "damage",
    [
        {"answers": None},
        {"answers": {"case": "c", "answers": {"word_use": {"option": None}}}},
        {"migration": "one"},
        {"number": None},
        {"number": 3},
    ],
)
def test_answers_that_are_damaged_are_kept_as_they_are_and_the_rest_stays_usable(
    base: RuleBase, damage: dict[str, object]
) -> None:
    data = json.loads(played_text(PLAY.answered(seat("nurse")).answered(seat("head")), ()))
    data["seats"][0] |= damage
    played, notices = played_from(json.dumps(data), "monday", base, ())

    assert [(one.code, one.place.path) for one in notices] == [("seat_unread", "nurse")]
    assert list(played.answers(FIRST)) == ["head"]
    assert data["seats"][0] in json.loads(played_text(played.answered(seat("nurse")), ()))["seats"]


@pytest.mark.parametrize("lost", ["lost", 3, None, {}, {"seat": "nurse"}, {"seat": "nurse", "number": 1}])
def test_whatever_stands_in_the_place_of_answers_is_told_and_kept(base: RuleBase, lost: object) -> None:
    text = json.dumps({"format": 1, "play": PLAY.play, "lever": None, "seats": [lost]})
    played, notices = played_from(text, "monday", base, ())

    assert [one.code for one in notices] == ["seat_unread"]
    assert json.loads(played_text(played, ())) == json.loads(text)


@pytest.mark.parametrize("lever", [-1, "0", None, 1.5, []])
def test_a_lever_that_is_none_is_taken_for_a_first_scene(base: RuleBase, lever: object) -> None:
    text = json.dumps({"format": 1, "play": PLAY.play, "lever": lever, "seats": []})

    assert played_from(text, "monday", base, ())[0] == PLAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "record_damaged"),
        ("[]", "record_damaged"),
        ('{"format": 1, "play": "c"}', "record_damaged"),
        ('{"format": 1, "play": 3, "seats": []}', "record_damaged"),
        ('{"format": 1, "seats": []}', "record_damaged"),
        ('{"format": 2, "whatever": []}', "record_newer"),
    ],
)
def test_a_play_that_cannot_be_read_at_all_is_told(base: RuleBase, text: str, code: str) -> None:
    with pytest.raises(FaultsFound) as found:
        played_from(text, "monday", base, ())

    assert codes(found) == [code]
