"""The few questions that only other schools need: asked when the user wants them, after all that decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, Scenario, read_case, save_case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import Decisions, decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.verdict import Reasoner


@pytest.fixture(scope="module")
def decisions(schooled: RuleBase) -> Decisions:
    return decisions_of(schooled)


@pytest.fixture(params=["with the diagrams", "without them"])
def ahead(request: pytest.FixtureRequest, decisions: Decisions) -> Lookahead | None:
    return look_ahead(decisions) if request.param == "with the diagrams" else None


def answered(interview: Interview, *options: str) -> Interview:
    for option in options:
        interview = interview.answer(Answer(option))
    return interview


@pytest.fixture
def talked(decisions: Decisions, ahead: Lookahead | None) -> Interview:
    """A questionnaire at its end: two houses, no sign, people talk; nothing that decides is left to ask."""
    case = Case("c", {"house": Answer("other"), "sign": Answer("none"), "work": Answer("talked")})
    return Interview(decisions, case, ahead).resumed()


def test_the_extra_questions_are_not_asked_unless_wanted(talked: Interview) -> None:
    assert talked.case.at is None
    assert "fence" not in (*talked.relevant, *talked.waiting, *talked.listed)
    assert (talked.extras, talked.extras_left) == (("fence",), ("fence",))


def test_once_wanted_they_are_asked_and_then_the_questionnaire_ends(talked: Interview) -> None:
    wider = talked.go_wider()
    done = answered(wider, "low")

    assert (wider.case.extras, wider.case.at, wider.waiting, wider.extras_left) == (True, "fence", ("fence",), ())
    assert (done.case.at, done.waiting, done.options["fence"]) == (None, (), "low")
    assert talked.case.extras is False


def test_one_passed_over_is_not_asked_again_and_stays_waiting(talked: Interview) -> None:
    passed = talked.go_wider().skip()

    assert (passed.case.at, passed.waiting, passed.case.skipped) == (None, ("fence",), ("fence",))


def test_one_answered_from_a_file_counts_without_being_wanted(decisions: Decisions, ahead: Lookahead | None) -> None:
    answers = {"house": "other", "sign": "none", "work": "talked", "fence": "high"}
    interview = Interview(decisions, Case("c", {id_: Answer(one) for id_, one in answers.items()}), ahead)

    assert "fence" in interview.given
    assert (interview.extras, interview.extras_left) == (("fence",), ())


def test_where_no_extra_question_fits_the_answers_none_is_left(decisions: Decisions, ahead: Lookahead | None) -> None:
    same = Interview(decisions, Case("c", {"house": Answer("same"), "sign": Answer("none")}), ahead)

    assert (same.extras, same.extras_left, same.go_wider().case.at) == ((), (), None)


def test_wanted_from_the_start_they_come_after_all_that_decides(decisions: Decisions, ahead: Lookahead | None) -> None:
    opened = Interview(decisions, Case("c", {}), ahead).go_wider()
    asked = []
    while opened.case.at is not None:
        asked.append(opened.case.at)
        chosen = {"house": "other", "sign": "none", "work": "dug", "harvest": "shared", "fence": "none"}
        opened = answered(opened, chosen[opened.case.at])

    assert asked[-1] == "fence"
    assert asked.index("harvest") < asked.index("fence")


def test_a_wide_questionnaire_stopped_and_taken_up_again_goes_on_where_it_was(
    talked: Interview, schooled: RuleBase, tmp_path: Path
) -> None:
    wider = talked.go_wider()
    save_case(wider.case, tmp_path / "case.json")
    again = Interview(wider.decisions, read_case(tmp_path / "case.json", schooled), wider.ahead).resumed()

    assert again.case == wider.case
    assert (again.case.at, again.waiting) == ("fence", ("fence",))


def test_every_extra_question_of_the_project_is_asked_of_a_case_that_acts_together(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    base = reasoner.base
    acting = next(one.case for one in library if one.expected.form == "common_action_project")
    plain = Case("c", {id_: one for id_, one in acting.answers.items() if not base.questions[id_].extra})
    wider = Interview(reasoner.decisions, plain, reasoner.ahead).go_wider()
    asked, told = [], []
    while wider.case.at is not None:
        asked.append(wider.case.at)
        told.append(wider.progress)
        # An unknown is an answer as well: nothing of it is asked again.
        given = Answer(unknown="disputed") if len(asked) == 2 else Answer(base.questions[wider.case.at].options[0].id)
        wider = wider.answer(given)

    assert {(one.at_most, one.likely) for one in told} == {(told[-1].rank, told[-1].rank)}
    assert [id_ for id_ in asked if base.questions[id_].extra] == list(wider.extras)
    assert {id_ for id_, one in base.questions.items() if one.extra} - {*asked} <= {"shared_in", "secrecy"}
