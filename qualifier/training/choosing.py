"""Which exercise comes next: what was missed and is due again, else a role-play not done yet, else a case made anew."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.exercises import Exercise, exercise_of
from qualifier.training.making.made import Difficulty
from qualifier.training.play_files import play_names
from qualifier.training.progress import Progress, Return, returns

# After so many cases of a form, the next one is harder.
EASY_UNTIL, MEDIUM_UNTIL = 1, 3


def next_exercise(reasoner: Reasoner, progress: Progress, today: dt.date) -> Exercise:
    """Return the next exercise of a learner; the same as long as nothing more is done.

    Args:
        reasoner: the rules with their engine.
        progress: the exercises done.
        today: the day, by which what was missed comes back.

    Raises:
        FaultsFound: no exercise can be made with these rules.
    """
    for back in returns(progress):
        if back.day <= today and (found := _met_again(reasoner, progress, back)) is not None:
            return found
    done = {one.exercise for one in progress.done}
    left = [name for name in play_names() if name not in done]
    if left:
        # Not the first each time: neighbours in the list tell neighbouring stories.
        return exercise_of(reasoner, left[(len(done) * 7) % len(left)])
    return _least_met(reasoner, progress)


def _met_again(reasoner: Reasoner, progress: Progress, back: Return) -> Exercise | None:
    """Return another case of a form that was missed; where none can be made, what was missed; None without either."""
    for name in (_new(progress, back.form), back.exercise):
        try:
            return exercise_of(reasoner, name)
        except FaultsFound:
            continue
    return None


def _least_met(reasoner: Reasoner, progress: Progress) -> Exercise:
    """Return a new case of the form met least so far, of those of which one can be made."""
    faults: tuple[Fault, ...] = ()
    for form in sorted(reasoner.base.forms, key=lambda form: _times(progress)[form]):
        try:
            return exercise_of(reasoner, _new(progress, form))
        except FaultsFound as found:
            faults = found.faults
    raise FaultsFound(faults)


def _times(progress: Progress) -> Counter[str]:
    return Counter(one.form for one in progress.done)


def _new(progress: Progress, form: str) -> str:
    """Return the name of a case of a form that was not met yet, the harder the more of them were."""
    met = _times(progress)[form]
    difficulty = Difficulty.EASY if met <= EASY_UNTIL else Difficulty.MEDIUM if met <= MEDIUM_UNTIL else Difficulty.HARD
    return f"{form}-{difficulty}-{len(progress.done) + 1}"
