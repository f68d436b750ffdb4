"""Which exercise comes next: what is due again first, then role-plays not done yet, then new cases, ever harder."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.reasoning.verdict import Reasoner
from qualifier.training import choosing
from qualifier.training.choosing import next_exercise
from qualifier.training.exercises import Exercise
from qualifier.training.play_files import play_names
from qualifier.training.progress import Done, Progress

DAY = dt.date(2026, 3, 2)
LATER = DAY + dt.timedelta(400)


def done(exercise: str, form: str, committed: str | None = None, day: dt.date = DAY) -> Done:
    return Done(day, exercise, form, committed or form, 3, 2)


def all_plays(reasoner: Reasoner) -> Progress:
    """Every role-play done, as a learner would do them, none of them missed."""
    progress = Progress()
    for _ in play_names():
        found = next_exercise(reasoner, progress, DAY)
        progress = progress.with_done(done(found.id, found.form))
    return progress


@pytest.fixture(scope="module")
def after_plays(reasoner: Reasoner) -> Progress:
    return all_plays(reasoner)


def parts(exercise: Exercise) -> list[str]:
    """The form, the difficulty and the seed in the name of a made case."""
    return exercise.id.split("-")


def test_the_next_exercise_is_the_same_until_one_more_is_done(reasoner: Reasoner) -> None:
    progress = Progress((done("c10_phone_call", "network_contact"),))

    assert next_exercise(reasoner, progress, DAY) == next_exercise(reasoner, progress, LATER)


def test_every_role_play_comes_once_before_any_case_is_made_up(reasoner: Reasoner, after_plays: Progress) -> None:
    assert sorted(one.exercise for one in after_plays.done) == list(play_names())
    assert next_exercise(reasoner, after_plays, DAY).id not in play_names()


def test_two_exercises_in_a_row_are_no_neighbours_in_the_list(after_plays: Progress) -> None:
    ranks = [play_names().index(one.exercise) for one in after_plays.done]

    assert all(abs(one - other) > 1 for one, other in pairwise(ranks[:6]))


def test_what_was_missed_comes_first_once_it_is_due_as_another_case_of_the_same_form(reasoner: Reasoner) -> None:
    progress = Progress((done("c04_told_to_attend", "imposed", "initiative_based"),))
    today, tomorrow = (next_exercise(reasoner, progress, DAY + dt.timedelta(days)) for days in (0, 1))

    assert today.id in play_names()
    assert today.id != "c04_told_to_attend"
    assert parts(tomorrow)[:2] == ["imposed", "easy"]
    assert tomorrow.form == "imposed"


def test_what_has_waited_longest_comes_before_the_rest(reasoner: Reasoner) -> None:
    second = DAY + dt.timedelta(1)
    progress = Progress(
        (
            done("c16_two_hundred_measures", "subcontracting", "cooperation", second),
            done("c04_told_to_attend", "imposed", "initiative_based", DAY),
        )
    )

    assert next_exercise(reasoner, progress, LATER).form == "imposed"


def test_what_cannot_be_made_anew_comes_back_as_it_was_and_what_is_gone_is_passed_over(reasoner: Reasoner) -> None:
    again = Progress((done("c10_phone_call", "undetermined.too_early", "cooperation"),))
    gone = Progress((done("a_play_taken_away", "a_form_taken_away", "cooperation"),))

    assert next_exercise(reasoner, again, LATER).id == "c10_phone_call"
    assert next_exercise(reasoner, gone, LATER).id in play_names()


def test_the_form_met_least_comes_next_and_no_case_twice(reasoner: Reasoner, after_plays: Progress) -> None:
    progress, met = after_plays, {one.form for one in after_plays.done}
    never_met = [form for form in reasoner.base.forms if form not in met]
    for form in never_met:
        found = next_exercise(reasoner, progress, DAY)
        assert found.form == form
        progress = progress.with_done(done(found.id, found.form))

    names = [one.exercise for one in progress.done]
    assert len(names) == len(set(names))


def test_a_form_met_more_often_is_met_in_a_harder_case(reasoner: Reasoner, after_plays: Progress) -> None:
    found = []
    for times in range(6):
        others = (done(f"{form}{rank}", form) for form in reasoner.base.forms for rank in range(9) if form != "imposed")
        once = (done(f"imposed{rank}", "imposed") for rank in range(times))
        progress = Progress((*(done(one, "seen") for one in play_names()), *others, *once))
        found.append(parts(next_exercise(reasoner, progress, DAY)))

    assert {form for form, _, _ in found} == {"imposed"}
    assert [level for _, level, _ in found] == ["easy", "easy", "medium", "medium", "hard", "hard"]


def test_a_form_of_which_no_case_can_be_made_gives_way_to_the_next_one_met_as_little(
    reasoner: Reasoner, after_plays: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = {one.form for one in after_plays.done}
    first, second, *_ = (form for form in reasoner.base.forms if form not in met)
    made = choosing.exercise_of

    def none_of_the_first(reasoner: Reasoner, name: str) -> Exercise:
        if name.startswith(f"{first}-"):
            raise FaultsFound([fault("form_not_made", form=first, difficulty="easy")])
        return made(reasoner, name)

    monkeypatch.setattr(choosing, "exercise_of", none_of_the_first)
    assert next_exercise(reasoner, after_plays, DAY).form == second

    def none_at_all(_: Reasoner, name: str) -> Exercise:
        raise FaultsFound([fault("form_not_made", form=name, difficulty="easy")])

    monkeypatch.setattr(choosing, "exercise_of", none_at_all)
    with pytest.raises(FaultsFound) as found:
        next_exercise(reasoner, after_plays, DAY)
    assert [one.code for one in found.value.faults] == ["form_not_made"]
