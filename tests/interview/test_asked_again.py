"""Questions whose former answer fits the rules no more: put on screen again, each once, whatever they can change."""

from dataclasses import replace

import pytest

from qualifier.interview.interview import Interview
from qualifier.interview.order import Progress
from qualifier.knowledge.cases import Answer, Case, Note, Scenario
from qualifier.knowledge.loading import load_rules
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.verdict import Reasoner
from tests.support import SMALL_RULES, chance, small_rules

SMALL = decisions_of(load_rules(SMALL_RULES))
AHEAD = look_ahead(SMALL)
DUG = Case(
    "c",
    {"house": Answer("other"), "sign": Answer("none"), "work": Answer("dug"), "harvest": Answer("shared")},
    met=("house", "work", "harvest", "sign"),
)
WAYS = [
    pytest.param(AHEAD, False, id="short"),
    pytest.param(AHEAD, True, id="whole"),
    pytest.param(None, False, id="plain"),
]


def outgrown(case: Case, *questions: str) -> Case:
    """Return a case whose answers to some questions no longer fit."""
    answers = {id_: answer for id_, answer in case.answers.items() if id_ not in questions}
    return replace(case, answers=answers, aside=dict.fromkeys(questions, "an_old_option"))


def walked(interview: Interview, answers: dict[str, Answer]) -> tuple[Interview, list[str]]:
    """Answer as told to the end; return the end, and the questions put on screen."""
    met = []
    while interview.case.at is not None:
        met.append(interview.case.at)
        answer = answers.get(interview.case.at)
        interview = interview.skip() if answer is None else interview.answer(answer)
    return interview, met


@pytest.mark.parametrize(("ahead", "full"), WAYS)
def test_a_questionnaire_that_was_finished_asks_them_again_one_after_the_other(
    ahead: Lookahead | None, full: bool
) -> None:
    case = replace(outgrown(DUG, "sign", "work"), full=full)
    opened = Interview(SMALL, case, ahead).resumed()

    assert (opened.case.at, opened.asked_again) == ("sign", ("sign", "work"))
    end, met = walked(opened, dict(DUG.answers))
    assert met == ["sign", "work"]
    assert end.case.answers == DUG.answers
    assert end.case.aside == {"sign": "an_old_option", "work": "an_old_option"}
    assert end.asked_again == ()


def test_the_short_questionnaire_asks_again_even_what_cannot_change_the_form_any_more() -> None:
    opened = Interview(SMALL, outgrown(DUG, "sign"), AHEAD).resumed()

    assert opened.settled == "shared_garden"
    assert "sign" not in opened.mattering
    assert (opened.case.at, opened.waiting) == ("sign", ("sign",))
    assert opened.progress.rank == opened.progress.at_most == opened.progress.likely == 4


def test_the_number_of_questions_that_are_probably_left_counts_those_asked_again() -> None:
    left = replace(outgrown(DUG, "sign"), at="harvest", met=("house", "work", "harvest"))
    opened = Interview(SMALL, left, AHEAD).resumed()

    assert opened.progress == Progress(3, 4, 4)


def test_one_that_is_passed_over_is_not_asked_a_third_time() -> None:
    passed = Interview(SMALL, outgrown(DUG, "sign", "work"), AHEAD).resumed().skip()

    assert (passed.case.at, passed.asked_again) == ("work", ("work",))
    assert Interview(SMALL, passed.case, AHEAD).resumed().case.at == "work"


def test_one_on_a_branch_that_is_closed_waits_until_the_branch_reopens() -> None:
    same_house = outgrown(replace(DUG, answers={**DUG.answers, "house": Answer("same")}), "work")
    closed = Interview(SMALL, same_house, AHEAD).resumed()

    assert (closed.case.at, closed.asked_again) == (None, ())
    assert closed.go_to("house").answer(Answer("other")).case.at == "work"


def test_a_question_left_on_screen_comes_first_then_those_asked_again() -> None:
    left = replace(outgrown(DUG, "sign"), at="harvest")
    opened = Interview(SMALL, left, AHEAD).resumed()

    assert opened.case.at == "harvest"
    assert opened.answer(Answer("unsaid")).case.at == "sign"


def test_going_back_from_one_asked_again_returns_to_it() -> None:
    opened = Interview(SMALL, outgrown(DUG, "sign"), AHEAD).resumed()
    back = opened.go_to("harvest")

    assert back.answer(Answer("shared")).case.at == "sign"


def test_a_note_on_an_answer_that_fits_no_more_stays_until_the_answer_is_given_anew(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = small_rules(tmp_path_factory.mktemp("rules") / "rules")
    (folder / "tensions.yaml").write_text(
        "tensions:\n  talk:\n    one: {house: [other]}\n    other: {work: [dug]}\n"
        '    say: {fr: "Vraiment ?", en: "Really?"}\n    source: [inference]\n',
        encoding="utf-8",
    )
    case = replace(outgrown(DUG, "work"), notes={"talk": Note("kept", "Oui.")})
    opened = Interview(decisions_of(load_rules(folder)), case).resumed()

    assert (opened.tension, opened.case.notes) == (None, {"talk": Note("kept", "Oui.")})
    again = opened.answer(Answer("dug"))
    assert again.case.notes == {}
    assert again.tension is not None


def test_whatever_answers_of_the_library_fit_no_more_all_that_are_relevant_are_put_on_screen_again(
    reasoner: Reasoner, library: tuple[Scenario, ...]
) -> None:
    draw, beside = chance(77), 0
    for scenario in library[::3]:
        told = dict(scenario.case.answers)
        start = Interview(reasoner.decisions, Case("c", {}), reasoner.ahead).resumed()
        done, _ = walked(start, told)
        lost = draw.sample(sorted(done.given), min(3, len(done.given)))
        opened = Interview(reasoner.decisions, outgrown(done.case, *lost), reasoner.ahead).resumed()
        beside += sum(one not in opened.mattering for one in opened.asked_again)

        end, met = walked(opened, told)

        assert {*lost} <= {*met}, scenario.file
        assert len(met) == len(set(met))
        assert end.given.items() >= done.given.items()
        assert reasoner.qualify(end.case).principal == reasoner.qualify(done.case).principal
    assert beside, "some of them could not change the form"
