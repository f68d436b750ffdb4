"""A session, step by step: who may answer when, what a second round keeps, and what it takes to differ."""

from dataclasses import replace

import pytest

from qualifier.group.session import FIRST, SECOND, Dissent, Session, Turn
from qualifier.knowledge.faults import FaultsFound
from tests.group.sessions import SIDES, session_of
from tests.support import case_of

CODES = {
    "nothing_to_withdraw",
    "round_revealed",
    "round_over",
    "participant_doubled",
    "participant_unknown",
    "side_unknown",
    "session_too_few",
    "round_last",
    "round_not_revealed",
    "joint_missing",
    "letter_needed",
    "letter_wrong",
}
YES, NO = {"word_use": "public"}, {"word_use": "nowhere"}
TOGETHER = case_of(YES)


def code_of(error: pytest.ExceptionInfo[FaultsFound]) -> str:
    (only,) = error.value.faults
    return only.code


def test_participants_get_letters_one_after_the_other() -> None:
    assert session_of(YES, NO, YES).labels == ("A", "B", "C")


def test_letters_go_on_after_the_alphabet() -> None:
    assert session_of(*[YES] * 27).labels[-2:] == ("Z", "A2")


def test_whoever_answers_is_given_the_next_letter_or_the_one_they_ask_for() -> None:
    assert session_of(YES).letter(None) == "B"
    assert session_of(YES).letter("A") == "A"


@pytest.mark.parametrize("given", ["MARIE", "", "a", "A B", "1", "É", "joint"])
def test_a_name_is_no_letter(given: str) -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES).letter(given)
    assert code_of(error) == "letter_wrong"


def test_in_the_second_round_the_letter_must_be_given() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).reveal().again().letter(None)
    assert code_of(error) == "letter_needed"


def test_who_began_in_the_first_round_changes_nothing_of_it_once_the_second_is_open() -> None:
    second = session_of(YES, NO).reveal().again()
    with pytest.raises(FaultsFound) as error:
        second.answered(Turn("A", FIRST, case_of(NO)), again=True)
    assert code_of(error) == "round_revealed"


def test_a_participant_who_has_finished_cannot_answer_twice_by_mistake() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES).answered(Turn("A", FIRST, case_of(NO)))
    assert code_of(error) == "participant_doubled"


def test_a_participant_may_take_up_finished_answers_on_purpose() -> None:
    changed = session_of(YES, NO).answered(Turn("A", FIRST, case_of(NO)), again=True)
    assert changed.turn("A", FIRST).case.answers["word_use"].option == "nowhere"
    assert changed.labels == ("A", "B")


def test_what_was_left_unfinished_can_be_gone_on_with() -> None:
    begun = Session().answered(Turn("A", FIRST, case_of({}), finished=False))
    assert begun.waiting == ("A",)
    assert begun.answered(Turn("A", FIRST, case_of(YES))).waiting == ()


def test_once_revealed_nobody_can_answer_in_the_round() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).reveal().answered(Turn("C", FIRST, case_of(YES)))
    assert code_of(error) == "round_revealed"


def test_a_single_viewpoint_cannot_be_revealed() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES).reveal()
    assert code_of(error) == "session_too_few"


def test_a_participant_who_answered_nothing_is_no_viewpoint() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, {}).reveal()
    assert code_of(error) == "session_too_few"


def test_a_second_round_needs_the_first_revealed() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).again()
    assert code_of(error) == "round_not_revealed"


def test_there_is_no_third_round() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).reveal().again().again()
    assert code_of(error) == "round_last"


def test_in_the_second_round_only_those_of_the_first_answer() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).reveal().again().answered(Turn("C", SECOND, case_of(YES)))
    assert code_of(error) == "participant_unknown"


def test_who_does_not_answer_again_is_counted_as_before() -> None:
    second = session_of(YES, NO).reveal().again().answered(Turn("A", SECOND, case_of(NO)))
    assert [view.options["word_use"] for view in second.views(SECOND)] == ["nowhere", "nowhere"]
    assert [view.options["word_use"] for view in second.views(FIRST)] == ["public", "nowhere"]
    assert second.answered_again == ("A",)
    assert second.waiting == ("B",)


def test_a_side_must_be_one_of_the_session() -> None:
    with pytest.raises(FaultsFound) as error:
        Session(sides=SIDES).answered(Turn("A", FIRST, case_of(YES), "la mairie"))
    assert code_of(error) == "side_unknown"


def test_the_side_is_remembered_in_the_second_round() -> None:
    first = Session(sides=SIDES).answered(Turn("A", FIRST, case_of(YES), SIDES[0]))
    second = first.answered(Turn("B", FIRST, case_of(NO), SIDES[1])).reveal().again()
    assert second.answered(Turn("A", SECOND, case_of(NO))).turn("A", SECOND).side == SIDES[0]


def test_anyone_may_withdraw_as_long_as_nothing_is_shown() -> None:
    session = session_of(YES, NO, YES)
    assert session.withdrawn("B").labels == ("A", "C")
    with pytest.raises(FaultsFound) as error:
        session.reveal().withdrawn("B")
    assert code_of(error) == "round_revealed"


def test_who_withdraws_in_the_second_round_is_counted_again_as_in_the_first() -> None:
    second = session_of(YES, NO).reveal().again()
    changed = second.answered(Turn("A", SECOND, case_of(NO)))
    assert changed.withdrawn("A") == second
    assert [view.options for view in changed.withdrawn("A").views(SECOND)] == [YES, NO]


def test_what_was_answered_in_the_first_round_cannot_be_withdrawn_in_the_second() -> None:
    second = session_of(YES, NO).reveal().again().answered(Turn("A", SECOND, case_of(NO)))
    with pytest.raises(FaultsFound) as error:
        second.withdrawn("B")
    assert code_of(error) == "nothing_to_withdraw"
    assert ("known", "A") in error.value.faults[0].values


def test_once_the_second_round_is_shown_it_is_said_to_be_the_last() -> None:
    over = session_of(YES, NO).reveal().again().answered(Turn("A", SECOND, case_of(NO))).reveal()
    for step in (lambda: over.withdrawn("A"), lambda: over.answered(Turn("B", SECOND, case_of(YES)))):
        with pytest.raises(FaultsFound) as error:
            step()
        assert code_of(error) == "round_over"


def test_nobody_can_withdraw_who_is_not_there() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES).withdrawn("Z")
    assert code_of(error) == "participant_unknown"


def test_the_group_answers_together_only_after_each_has_answered_alone() -> None:
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).together(TOGETHER)
    assert code_of(error) == "round_not_revealed"
    assert session_of(YES, NO).reveal().together(TOGETHER).joint == TOGETHER


def test_a_joint_viewpoint_under_way_is_none_yet_and_leaves_the_former_one_as_it_is() -> None:
    shown = session_of(YES, NO).reveal()
    begun = shown.together(TOGETHER, finished=False)
    assert (begun.joint, begun.drafted) == (None, TOGETHER)
    with pytest.raises(FaultsFound) as error:
        begun.dissenting(Dissent("trop tôt"))
    assert code_of(error) == "joint_missing"

    ended = begun.together(TOGETHER)
    assert (ended.joint, ended.drafted) == (TOGETHER, None)
    other = case_of(NO)
    taken_up = ended.together(other, finished=False)
    assert (taken_up.joint, taken_up.drafted) == (TOGETHER, other)


def test_one_can_differ_only_from_a_joint_viewpoint() -> None:
    dissent = Dissent("parce que la convention nous est dictée", "imposed")
    with pytest.raises(FaultsFound) as error:
        session_of(YES, NO).reveal().dissenting(dissent)
    assert code_of(error) == "joint_missing"
    assert session_of(YES, NO).reveal().together(TOGETHER).dissenting(dissent).dissents == (dissent,)


def test_a_question_talked_about_twice_is_noted_once() -> None:
    assert session_of(YES).talking(["money", "paper"]).talking(["paper"]).talked == ("money", "paper")


def test_figures_need_enough_viewpoints() -> None:
    assert not session_of(*[YES] * 4).counted
    assert session_of(*[YES] * 5).counted
    assert not replace(session_of(*[YES] * 5), least=6).counted
