"""The questionnaire as a value: every step gives a new one, and nothing that was answered is lost."""

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qualifier.interview.interview import Interview, Stake
from qualifier.interview.order import Progress
from qualifier.knowledge.cases import REASONS, Answer, Case, Scenario, read_case, save_case
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.verdict import Reasoner
from tests.support import SMALL_RULES, case_of, chance, partial_options

SMALL = decisions_of(load_rules(SMALL_RULES))


@pytest.fixture
def opened() -> Interview:
    """A questionnaire just opened, on rules of five questions: house, sign; in two houses work, since or harvest."""
    return Interview(SMALL, Case("c", {})).resumed()


def answered(interview: Interview, *options: str) -> Interview:
    for option in options:
        interview = interview.answer(Answer(option))
    return interview


def test_it_begins_with_the_first_question(opened: Interview) -> None:
    assert opened.case.at == "house"
    assert opened.progress == Progress(1, 5)
    assert opened.waiting == ("house", "sign", "work", "since", "harvest")


def test_each_answer_leads_to_the_next_question_that_matters_then_to_the_summary(opened: Interview) -> None:
    dug = answered(opened, "other", "none", "dug")
    done = answered(dug, "shared")

    assert (dug.case.at, dug.progress) == ("harvest", Progress(4, 4))
    assert (done.case.at, done.question, done.waiting) == (None, None, ())
    assert list(done.given) == ["house", "sign", "work", "harvest"]


def test_an_early_cut_off_leads_straight_to_the_end(opened: Interview) -> None:
    done = answered(opened, "same", "none")

    assert done.case.at is None
    assert done.relevant == ("house", "sign")


def test_back_returns_to_the_question_before_and_keeps_every_answer(opened: Interview) -> None:
    there = answered(opened, "other", "none")

    assert there.back().case.at == "sign"
    assert there.back().case.answers == there.case.answers
    assert there.back().back().case.at == "house"
    assert opened.back().case.at == "house"


def test_back_from_the_summary_returns_to_the_last_question(opened: Interview) -> None:
    assert answered(opened, "other", "none", "talked").back().case.at == "work"


def test_answering_again_after_going_back_goes_on_where_one_was(opened: Interview) -> None:
    there = answered(opened, "other", "none").back().back()

    again = answered(there, "other")

    assert again.case.at == "work"


def test_a_question_passed_over_is_kept_in_mind_without_an_answer(opened: Interview) -> None:
    passed = opened.skip()

    assert (passed.case.at, passed.case.skipped, passed.case.answers) == ("sign", ("house",), {})
    assert "house" in passed.waiting
    assert answered(passed.back(), "other").case.skipped == ()


def test_passing_over_a_question_already_answered_keeps_its_answer(opened: Interview) -> None:
    back = answered(opened, "other").back()

    assert back.skip().case.answers == {"house": Answer("other")}
    assert back.skip().case.skipped == ()


def test_all_questions_can_be_passed_over(opened: Interview) -> None:
    interview = opened
    for _ in range(5):
        interview = interview.skip()

    assert interview.case.at is None
    assert interview.waiting == ("house", "sign", "work", "since", "harvest")


@pytest.mark.parametrize("reason", REASONS)
def test_not_knowing_is_an_answer_with_its_reason_and_closes_nothing(opened: Interview, reason: str) -> None:
    unknown = opened.answer(Answer(unknown=reason))  # type: ignore[arg-type]

    assert unknown.case.answers["house"].unknown == reason
    assert unknown.options == {}
    assert (unknown.case.at, unknown.relevant) == ("sign", opened.relevant)


def test_answers_of_a_branch_that_closes_are_set_aside_and_come_back_when_it_reopens(opened: Interview) -> None:
    done = answered(opened, "other", "none", "dug", "shared")

    closed = answered(done.go_to("house"), "same")
    reopened = answered(closed.go_to("house"), "other")

    assert closed.set_aside == ("work", "harvest")
    assert list(closed.given) == ["house", "sign"]
    assert closed.case.at is None
    assert reopened.set_aside == ()
    assert reopened.given == done.given
    assert reopened.case == done.case


def test_an_answer_changed_at_the_summary_asks_only_what_it_opens(opened: Interview) -> None:
    done = answered(opened, "other", "none", "dug", "shared")

    changed = answered(done.go_to("work"), "nothing")
    settled = answered(changed, "years")

    assert (changed.case.at, changed.set_aside) == ("since", ("harvest",))
    assert settled.case.at is None
    assert answered(done.go_to("sign"), "painted").case.at is None


def test_only_a_question_that_matters_now_can_be_put_on_screen(opened: Interview) -> None:
    with pytest.raises(KeyError):
        answered(opened, "same").go_to("work")


def test_at_the_summary_there_is_nothing_to_answer(opened: Interview) -> None:
    done = answered(opened, "same", "none")

    with pytest.raises(ValueError, match="no question on screen"):
        done.answer(Answer("same"))
    with pytest.raises(ValueError, match="no question on screen"):
        done.skip()


def test_it_resumes_at_the_same_question_with_the_same_answers(opened: Interview, tmp_path: Path) -> None:
    stopped = answered(opened, "other").skip().answer(Answer(unknown="disputed"))
    save_case(stopped.case, tmp_path / "draft.json")

    resumed = Interview(SMALL, read_case(tmp_path / "draft.json", SMALL.base)).resumed()

    assert resumed == stopped.resumed()
    assert (resumed.case.at, resumed.case.skipped) == ("since", ("sign",))


def test_it_resumes_at_the_first_question_not_met_when_the_one_on_screen_is_gone() -> None:
    lost = Case("c", {"house": Answer("other"), "sign": Answer("none"), "work": Answer("dug")}, at="since")

    assert Interview(SMALL, lost).resumed().case.at == "harvest"


def test_the_value_never_changes(opened: Interview) -> None:
    there = answered(opened, "other", "none")
    before = copy.deepcopy(there.case)

    there.answer(Answer("dug"))
    there.skip()
    there.back()
    there.go_to("house").answer(Answer("same"))
    there.why()

    assert there.case == before
    with pytest.raises(AttributeError):
        there.case = before  # type: ignore[misc]


class Sitting(RuleBasedStateMachine):
    """Someone who answers, skips, goes back and jumps about in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.interview = Interview(SMALL, Case("c", {})).resumed()
        self.told: dict[str, Answer] = {}

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.interview.question
        if question is not None:
            option = data.draw(st.sampled_from([one.id for one in question.options]))
            self.told[question.id] = Answer(option)
            self.interview = self.interview.answer(Answer(option))

    @rule(reason=st.sampled_from(REASONS))
    def not_know(self, reason: str) -> None:
        question = self.interview.question
        if question is not None:
            self.told[question.id] = Answer(unknown=reason)  # type: ignore[arg-type]
            self.interview = self.interview.answer(Answer(unknown=reason))  # type: ignore[arg-type]

    @rule()
    def skip(self) -> None:
        if self.interview.question is not None:
            self.interview = self.interview.skip()

    @rule()
    def back(self) -> None:
        self.interview = self.interview.back()

    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        self.interview = self.interview.go_to(data.draw(st.sampled_from(self.interview.relevant)))

    @rule()
    def quit_and_resume(self) -> None:
        self.interview = Interview(SMALL, self.interview.case).resumed()

    @invariant()
    def every_answer_given_is_kept(self) -> None:
        assert self.interview.case.answers == self.told
        assert {*self.interview.given, *self.interview.set_aside} == set(self.told)

    @invariant()
    def the_question_on_screen_matters(self) -> None:
        assert self.interview.case.at is None or self.interview.case.at in self.interview.relevant

    @invariant()
    def the_summary_comes_only_when_every_question_was_met(self) -> None:
        if self.interview.case.at is None:
            assert set(self.interview.waiting) <= set(self.interview.case.skipped)

    @invariant()
    def progress_stays_within_the_questions(self) -> None:
        progress = self.interview.progress
        assert 1 <= progress.rank <= progress.at_most <= len(self.interview.relevant)


TestAnySitting = Sitting.TestCase


# --- why ----------------------------------------------------------------------------------------------------


def told_apart(stake: Stake) -> list[str]:
    return [name.en for name in stake.told_apart]


def out(stake: Stake) -> dict[str, str]:
    return {name.en: reason.text.en for name, reason in stake.out}


def test_why_tells_the_forms_a_question_may_separate_and_those_it_does_not_touch(opened: Interview) -> None:
    harvest = answered(opened, "other", "none", "dug").why()

    assert told_apart(harvest) == ["shared garden"]
    assert [name.en for name in harvest.untouched] == ["a helping hand"]
    assert out(harvest) == {
        "a household": "There are two keys.",
        "good neighbours": "You dug together.",
        "strangers": "You dug together.",
    }
    assert not harvest.only_beside


def test_why_leaves_out_the_answer_already_given_to_the_question_itself(opened: Interview) -> None:
    done = answered(opened, "other", "none", "dug", "unsaid")

    assert told_apart(done.go_to("harvest").why()) == ["shared garden"]


def test_why_says_of_a_question_that_bears_on_no_form_that_it_is_beside(opened: Interview) -> None:
    assert answered(opened, "other").why().only_beside


def test_why_says_which_form_comes_first_when_a_form_is_not_out_by_itself(opened: Interview) -> None:
    early = Interview(SMALL, case_of({"house": "other", "work": "nothing", "since": "spring"})).go_to("sign").why()
    house = Interview(SMALL, case_of({"house": "same", "work": "dug"})).go_to("sign").why()

    assert out(early)["strangers"] == "“too early” comes first. A garden takes a season."
    assert out(house)["a helping hand"] == "“a household” comes first. The house comes before the garden."


def checked(stake: Stake, base: RuleBase) -> None:
    """Each form stands once: told apart, untouched or out; each one out has a reason in both languages."""
    possible, excluded = [*stake.told_apart, *stake.untouched], [name for name, _ in stake.out]

    assert sorted(one.en for one in (*possible, *excluded)) == sorted(form.name.en for form in base.forms.values())
    for name, reason in stake.out:
        assert reason.text.fr.strip(), name
        assert reason.text.en.strip(), name


@given(st.data())
def test_why_has_each_form_once_and_a_reason_for_each_one_out(data: st.DataObject) -> None:
    options = {
        id_: data.draw(st.sampled_from([option.id for option in question.options]))
        for id_, question in SMALL.base.questions.items()
        if data.draw(st.booleans())
    }
    interview = Interview(SMALL, case_of(options))
    for question in interview.relevant:
        checked(interview.go_to(question).why(), SMALL.base)


def test_why_holds_on_the_rules_of_the_project_at_any_question(
    base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw = chance(12)
    for options in partial_options(base, library, count=200, seed=13):
        interview = Interview(reasoner.decisions, case_of(options))
        for question in draw.sample(interview.relevant, min(3, len(interview.relevant))):
            stake = interview.go_to(question).why()

            checked(stake, base)
            for form in base.forms.values():
                reasons = [reason.text for name, reason in stake.out if name == form.name]
                assert form.precedence_reason not in reasons, f"{form.id} comes before itself"
