"""The debrief of a role-play: who holds what, what explains it, what matters; and the scene played again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.media import Medium, rendered
from qualifier.training.causes import Cause, cause_of
from qualifier.training.debrief import GROUP, Debrief, QuestionSeen, debrief, debrief_data
from qualifier.training.debrief_pages import debrief_document
from qualifier.training.plays import NOT_SEEN, Play, pooled_case, seat_case
from qualifier.training.replay import replay, replay_document
from qualifier.words import LANGS
from tests.training.plays import read


@pytest.fixture
def play(base: RuleBase, tmp_path: Path) -> Play:
    return read(tmp_path, base)


def answering(case: Case, changes: dict[str, Answer | None]) -> Case:
    """A case with some answers changed, or left out."""
    answers = {**case.answers, **changes}
    return replace(case, answers={id_: one for id_, one in answers.items() if one is not None})


def seen(found: Debrief, question: str) -> QuestionSeen:
    return next(one for one in (*found.mattering, *found.aside) if one.question == question)


def text(base: RuleBase, found: Debrief, lang: str = "en") -> str:
    shown = rendered(debrief_document(base, found), Medium.MARKDOWN, (lang,)).decode()  # type: ignore[arg-type]
    return " ".join(shown.replace("\u00a0", " ").replace("\\", "").split())


# --- what explains an answer -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "question", "answer", "cause"),
    [
        pytest.param("head", "requirement", Answer("procedure"), Cause("belief", ("head",)), id="a belief of its own"),
        pytest.param(
            "nurse", "requirement", Answer("procedure"), Cause("heard", ("head",)), id="the belief of another"
        ),
        pytest.param("nurse", "leave_now", NOT_SEEN, Cause("kept", ("head",)), id="a fact kept silent by another"),
        pytest.param(
            "nurse", "leave_now", Answer("nothing"), Cause("kept", ("head",)), id="the same, answered wrongly"
        ),
        pytest.param("head", "terms_written", NOT_SEEN, Cause("unshared", ("nurse",)), id="a fact not shared"),
        pytest.param("head", "word_use", NOT_SEEN, Cause("nobody"), id="a fact on no card"),
        pytest.param("head", "last_joint_act", Answer("talked"), Cause("reading"), id="what its own card says"),
        pytest.param("head", "word_use", Answer("nowhere"), Cause("reading"), id="an answer out of nowhere"),
        pytest.param("head", "requirement", Answer("nobody"), Cause("kept", ("nurse",)), id="its belief given up"),
        pytest.param("head", "age", Answer("never_said"), Cause("reading"), id="a question that the file leaves open"),
        pytest.param("head", "leave_now", None, Cause("unasked"), id="no answer at all"),
        pytest.param(None, "leave_now", NOT_SEEN, Cause("kept", ("head",)), id="all together, a fact kept silent"),
        pytest.param(None, "requirement", Answer("procedure"), Cause("heard", ("head",)), id="all together, a belief"),
    ],
)
def test_what_the_cards_explain(
    play: Play, role: str | None, question: str, answer: Answer | None, cause: Cause
) -> None:
    assert cause_of(play, role, question, answer) == cause


# --- seats, group, file ------------------------------------------------------------------------------------


def test_by_the_cards_alone_a_belief_explains_why_a_seat_reads_otherwise(reasoner: Reasoner, play: Play) -> None:
    found = debrief(reasoner, play)
    one = seen(found, "requirement")
    (head,) = one.differences

    assert (found.outcome, found.by_cards, found.missing) == ("imposed", True, ())
    assert found.seats[0].outcome != "imposed"
    assert (head.seat, head.held, head.cause) == ("head", "procedure", Cause("belief", ("head",)))
    assert (head.matters, head.wanted, one.agreeing) == (True, True, ("nurse",))
    assert found.mattering[0] is one


def test_what_changes_no_reading_is_set_aside(reasoner: Reasoner, play: Play) -> None:
    found = debrief(reasoner, play)
    aside = {one.question for one in found.aside}

    assert "word_use" in aside
    assert not aside & {one.question for one in found.mattering}
    assert all(not other.matters for one in found.aside for other in one.differences)


def test_seats_that_answer_each_something_else_are_named_with_the_question(reasoner: Reasoner, play: Play) -> None:
    assert debrief(reasoner, play).apart == {("head", "nurse"): ("requirement",)}


def test_a_role_without_answers_is_named_and_nothing_is_made_up_for_it(
    base: RuleBase, reasoner: Reasoner, play: Play
) -> None:
    found = debrief(reasoner, play, {"head": seat_case(play, "head")})

    assert ([one.seat for one in found.seats], found.missing) == (["head"], ("nurse",))
    assert all(other.seat == "head" for one in found.mattering for other in one.differences)
    assert "No answers from: the nurse." in text(base, found)
    assert "nobody has answered yet" not in text(base, found).lower()


def test_a_scene_that_nobody_answered_can_still_be_looked_at(base: RuleBase, reasoner: Reasoner, play: Play) -> None:
    found = debrief(reasoner, play, {})

    assert (found.seats, found.mattering, found.missing) == ((), (), ("head", "nurse"))
    assert "No difference changes what the seats conclude." in text(base, found)


def test_answers_for_a_role_that_the_play_has_not_are_refused(reasoner: Reasoner, play: Play) -> None:
    with pytest.raises(FaultsFound) as found:
        debrief(reasoner, play, {"mayor": seat_case(play, "head")})

    assert [one.code for one in found.value.faults] == ["role_unknown"]


def test_who_knew_and_read_the_scene_otherwise_all_the_same_has_made_no_mistake(
    base: RuleBase, reasoner: Reasoner, play: Play
) -> None:
    head = answering(seat_case(play, "head"), {"way_of_acting": Answer("fitted")})
    found = debrief(reasoner, play, {"head": head, "nurse": seat_case(play, "nurse")})

    causes = {other.seat: other.cause for other in seen(found, "way_of_acting").differences}
    assert causes["head"] == Cause("reading")
    assert "The cards do not explain it" in text(base, found)
    assert "An answer other than the file's is not a mistake" in text(base, found)


def test_what_the_group_found_again_and_what_it_did_not_are_told_apart(
    base: RuleBase, reasoner: Reasoner, play: Play
) -> None:
    found = debrief(reasoner, play, {"head": seat_case(play, "head")}, pooled_case(play))
    unheard = debrief(reasoner, play, {"head": seat_case(play, "head")}, seat_case(play, "head"))

    assert found.found[0] == "requirement"
    assert "By talking, the group found again" in text(base, found)
    assert unheard.found == ()
    assert Cause("heard", ("head",)) in [one.cause for one in seen(unheard, "requirement").differences]
    assert "On these points the group does not answer as the file does" in text(base, unheard)
    assert unheard.group is not None
    assert unheard.group.seat == GROUP


def test_each_reading_stands_with_what_it_would_have_been_enough_to_know(
    base: RuleBase, reasoner: Reasoner, play: Play
) -> None:
    found = debrief(reasoner, play)
    shown = text(base, found)
    head = found.seats[0].switched

    assert head is not None
    assert head.enough == ("requirement",)
    _, _, after = shown.partition("What it would have been enough to know")
    assert after.split("- the head of service")[1].split("- ")[1].startswith(base.questions["requirement"].ask.en)


def test_the_data_hold_ids_alone(reasoner: Reasoner, play: Play) -> None:
    data = debrief_data(debrief(reasoner, play, {"head": seat_case(play, "head")}, pooled_case(play)))
    first = data["mattering"][0]

    assert json.loads(json.dumps(data)) == data
    assert (data["full"]["outcome"], data["missing"], list(data["seats"])) == ("imposed", ["nurse"], ["head", GROUP])
    assert (first["question"], first["file"]) == ("requirement", "condition")
    assert first["differences"][0]["cause"] == "belief"


def test_the_pages_are_shown_on_every_medium_in_both_languages(base: RuleBase, reasoner: Reasoner, play: Play) -> None:
    document = debrief_document(base, debrief(reasoner, play, None, pooled_case(play)))

    for medium in Medium:
        assert rendered(document, medium, LANGS)


# --- played again ------------------------------------------------------------------------------------------


def test_the_file_is_compared_with_itself_with_the_lever_changed(
    base: RuleBase, reasoner: Reasoner, play: Play
) -> None:
    found = replay(reasoner, play, play.levers[0])
    shown = rendered(replay_document(base, found), Medium.MARKDOWN, ("en",)).decode()

    assert found.file.before.verdict.principal == "imposed"
    assert found.file.after.verdict.principal != "imposed"
    assert {one.question for one in found.file.moved} == set(play.levers[0].set)
    assert "Nothing is required any more." in shown
    assert "answer after each of the two scenes" in shown


def test_two_scenes_that_were_played_are_compared_and_what_was_not_noticed_is_asked_about(
    base: RuleBase, reasoner: Reasoner, play: Play
) -> None:
    before = play.scenario.case
    noticed = answering(before, {"requirement": Answer("encouraged")})
    found = replay(reasoner, play, play.levers[0], before, noticed)
    shown = rendered(replay_document(base, found), Medium.MARKDOWN, ("en",)).decode().replace("\\", "")

    assert found.followed == ("requirement",)
    assert "your second answers do not show it" in shown
    assert shown.rstrip().rpartition("- ")[2].startswith(base.questions["refuse_entry"].ask.en)


def test_a_scene_replayed_with_no_other_answers_reads_the_same(base: RuleBase, reasoner: Reasoner, play: Play) -> None:
    head = seat_case(play, "head")
    shown = rendered(
        replay_document(base, replay(reasoner, play, play.levers[0], head, head)), Medium.MARKDOWN, ("en",)
    ).decode()

    assert "The reading stays the same: working alongside" in shown
