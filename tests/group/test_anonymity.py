"""An attacker who knows every answer but one reads what left the room, and tries to find the one that is missing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest

from qualifier.group.anonymity import LEAST_ON_A_SIDE, TOGETHER, common, divided, leaving
from qualifier.group.report import session_report
from qualifier.group.session import Dissent, Session
from qualifier.group.viewpoints import View
from qualifier.knowledge.cases import Answer, Scenario
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.document import document_data
from tests.group.sessions import SIDES, around, session_of
from tests.support import case_of, chance, options_of

VALUES = ("a", "b", None)
Five = list[dict[str, str]]


@pytest.fixture(scope="module")
def five(library: tuple[Scenario, ...]) -> Five:
    scenario = next(one for one in library if one.case.id == "c09_convention_rewritten")
    return around(options_of(scenario.case))


def other_answers(reasoner: Reasoner, session: Session, count: int) -> Iterator[Session]:
    """Yield the session with one answer of one participant otherwise: all that the attacker cannot tell apart."""
    draw = chance(5)
    for _ in range(count):
        rank = draw.randrange(len(session.turns))
        turn = session.turns[rank]
        question = draw.choice(list(reasoner.base.questions.values()))
        option = draw.choice([None, *(one.id for one in question.options)])
        answer = Answer(option, None if option else "not_observed")
        case = replace(turn.case, answers={**turn.case.answers, question.id: answer})
        yield replace(session, turns=(*session.turns[:rank], replace(turn, case=case), *session.turns[rank + 1 :]))


# --- a small group: nothing at all -------------------------------------------------------------------------


def test_below_the_threshold_no_answer_changes_anything_that_leaves(reasoner: Reasoner, five: Five) -> None:
    session = session_of(*five[:4], sides=(*SIDES, *SIDES)).reveal().again().reveal().together(case_of(five[0]))
    session = replace(session.dissenting(Dissent("une raison")), talked=("money",))
    known = document_data(session_report(reasoner, session, "mardi"))
    for guess in other_answers(reasoner, session, 60):
        assert document_data(session_report(reasoner, guess, "mardi")) == known


def test_below_the_threshold_even_swapping_whole_viewpoints_changes_nothing(reasoner: Reasoner, five: Five) -> None:
    one, other = session_of(*five[:4]).reveal(), session_of(*[five[4]] * 4).reveal()
    assert session_report(reasoner, one, "mardi") == session_report(reasoner, other, "mardi")


def test_a_higher_threshold_silences_a_larger_group(reasoner: Reasoner, five: Five) -> None:
    session = replace(session_of(*five, *five), least=11).reveal()
    assert leaving(reasoner, session.views(1), 11) is None
    known = session_report(reasoner, session, "mardi")
    assert all(session_report(reasoner, guess, "mardi") == known for guess in other_answers(reasoner, session, 40))


def test_before_the_reveal_nothing_leaves_of_a_large_group_either(reasoner: Reasoner, five: Five) -> None:
    session = session_of(*five)
    known = session_report(reasoner, session, "mardi")
    assert all(session_report(reasoner, guess, "mardi") == known for guess in other_answers(reasoner, session, 40))


def test_when_only_what_was_put_together_is_wanted_nothing_else_leaves_of_a_large_group(
    reasoner: Reasoner, five: Five
) -> None:
    session = session_of(*five, *five).reveal()
    known = session_report(reasoner, session, "mardi", only_together=True)
    for guess in other_answers(reasoner, session, 40):
        assert session_report(reasoner, guess, "mardi", only_together=True) == known


# --- a larger group: coarse words --------------------------------------------------------------------------


def test_what_one_alone_holds_is_never_told() -> None:
    for values in product(VALUES, repeat=5):
        told = (*divided(values, ("a", "b")), *filter(None, [common(values)]))
        assert all(values.count(one) >= TOGETHER for one in told)


def test_all_and_all_but_one_are_told_in_the_same_words() -> None:
    for last in VALUES:
        assert common(("a", "a", "a", "a", last)) == "a"
        assert divided(("a", "a", "a", "a", last), ("a", "b")) == ()


# How often the last answer is singled out for who knows all others: docs/decisions/0021 has this table.
SINGLED_OUT = {
    "a question with two options, answered by all": (("a", "b"), {5: 16, 6: 20, 7: 24, 8: 28}),
    "a question with two options, or left open": (("a", "b", None), {5: 32, 6: 110, 7: 312, 8: 798}),
    "a question with three options, answered by all": (("a", "b", "c"), {5: 132, 6: 300, 7: 666, 8: 1470}),
}
CONCLUSIONS = {
    "one of two conclusions": (("a", "b"), {5: 16, 6: 20, 7: 24, 8: 28}),
    "one of three conclusions": (("a", "b", "c"), {5: 180, 6: 360, 7: 738, 8: 1554}),
}


def singled_out_of(told: Callable[[tuple[str | None, ...]], object], values: Sequence[str | None], people: int) -> int:
    """Count the sets of values in which what is told, and all values but the last, leave one last value only."""
    found = 0
    for others in product(values, repeat=people - 1):
        known = [told((*others, last)) for last in values]
        found += sum(known.count(one) == 1 for one in known)
    return found


@pytest.mark.parametrize(
    ("values", "people", "sure"),
    [(values, people, sure) for values, counts in SINGLED_OUT.values() for people, sure in counts.items()],
)
def test_how_often_knowing_all_others_tells_the_last_answer(
    values: Sequence[str | None], people: int, sure: int
) -> None:
    order = tuple(one for one in values if one is not None)
    assert singled_out_of(lambda held: divided(held, order), values, people) == sure


@pytest.mark.parametrize(
    ("values", "people", "sure"),
    [(values, people, sure) for values, counts in CONCLUSIONS.values() for people, sure in counts.items()],
)
def test_how_often_knowing_all_others_tells_the_last_conclusion(values: Sequence[str], people: int, sure: int) -> None:
    assert singled_out_of(lambda held: (common(held), divided(held, tuple(values))), values, people) == sure


def test_sides_are_told_apart_only_when_both_are_large_enough(reasoner: Reasoner, five: Five) -> None:
    def sided(first: int, second: int) -> tuple[View, ...]:
        ours = [View(f"A{rank}", case_of(five[0]), SIDES[0]) for rank in range(first)]
        theirs = [View(f"B{rank}", case_of({**five[0], "steering": "one_side"}), SIDES[1]) for rank in range(second)]
        return (*ours, *theirs)

    enough = LEAST_ON_A_SIDE
    assert "steering" in leaving(reasoner, sided(enough, enough), 5).sides
    assert leaving(reasoner, sided(enough + 2, enough - 1), 5).sides == {}


def test_one_dissenting_voice_on_a_side_is_not_seen(reasoner: Reasoner, five: Five) -> None:
    ours = [View(f"A{rank}", case_of(five[0]), SIDES[0]) for rank in range(3)]
    theirs = [View(f"B{rank}", case_of({**five[0], "steering": "one_side"}), SIDES[1]) for rank in range(3)]
    other = replace(theirs[2], case=case_of(five[0]))
    assert leaving(reasoner, [*ours, *theirs], 5).sides == leaving(reasoner, [*ours, *theirs[:2], other], 5).sides


def test_no_label_of_anyone_is_in_the_report_of_a_large_group(reasoner: Reasoner, five: Five) -> None:
    session = session_of(*five, *five)
    turns = tuple(replace(one, label=f"Zz{rank}") for rank, one in enumerate(session.turns))
    report = str(document_data(session_report(reasoner, replace(session, turns=turns).reveal(), "mardi")))
    assert "Zz" not in report


def test_the_order_in_which_people_answered_tells_nothing(reasoner: Reasoner, five: Five) -> None:
    turned = [*five[2:], *five[:2]]
    one, other = session_of(*five).reveal(), session_of(*turned).reveal()
    assert session_report(reasoner, one, "mardi") == session_report(reasoner, other, "mardi")


def test_an_attacker_on_a_whole_report_singles_out_few_answers(reasoner: Reasoner, five: Five) -> None:
    """Each answer in turn is the missing one: how often does the whole report leave only the true one?"""
    session = session_of(*five).reveal().together(case_of(five[0]))
    questions = list(five[0])
    cells = [(rank, id_) for rank in range(5) for id_ in questions]
    report = answers_part(reasoner, session)
    found = sum(singled_out(reasoner, session, report, *cell) for cell in cells)
    assert (found, len(cells)) == (FOUND, 180)


FOUND = 11


def test_a_report_holds_nothing_of_anyone_that_did_not_go_through_the_one_gate(reasoner: Reasoner, five: Five) -> None:
    """Two groups of which the same may be told have the same report, joint viewpoint and second round included."""
    session = session_of(five[0], five[0], five[0], *five[1:3], five[4]).reveal().again().reveal()
    session = session.together(case_of(five[0]))
    known, told = leaving(reasoner, session.views(2), 5), session_report(reasoner, session, "mardi")
    assert known is not None
    assert known.conclusions
    same = [guess for guess in other_answers(reasoner, session, 120) if leaving(reasoner, guess.views(2), 5) == known]
    assert len(same) > 20
    assert all(session_report(reasoner, guess, "mardi") == told for guess in same)


def answers_part(reasoner: Reasoner, session: Session) -> tuple[object, ...]:
    """Return all of a report that may depend on anyone's own answers; the joint viewpoint is the same throughout."""
    document = session_report(reasoner, replace(session, joint=None), "mardi")
    return (document.about, document.blocks, leaving(reasoner, session.views(1), 5))


def singled_out(reasoner: Reasoner, session: Session, report: tuple[object, ...], rank: int, question: str) -> bool:
    """Tell whether only the true answer gives the report that left the room."""
    turn = session.turns[rank]
    for option in (None, *(one.id for one in reasoner.base.questions[question].options)):
        if option == turn.case.answers[question].option:
            continue
        answer = Answer(option, None if option else "not_observed")
        case = replace(turn.case, answers={**turn.case.answers, question: answer})
        turns = (*session.turns[:rank], replace(turn, case=case), *session.turns[rank + 1 :])
        if answers_part(reasoner, replace(session, turns=turns)) == report:
            return False
    return True
