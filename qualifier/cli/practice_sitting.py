"""One sitting of practice: which exercise, kept as it goes, put down in the learner's progress at the end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualifier.cli import common, training_records
from qualifier.cli.output import console, show_faults
from qualifier.cli.practising import practise
from qualifier.cli.sitting import needs_terminal
from qualifier.cli.training_records import PRACTICE, PROGRESS
from qualifier.knowledge.faults import FaultsFound
from qualifier.training.choosing import next_exercise
from qualifier.training.exercises import Exercise, exercise_of
from qualifier.training.lesson import lesson
from qualifier.training.practice import exercise_kept
from qualifier.training.progress import Progress, finished, progress_from, progress_text
from qualifier.words import message

if TYPE_CHECKING:
    from qualifier.reasoning.verdict import Reasoner


def drop() -> None:
    """Drop the exercise under way, even one that cannot be read; what was done before stays.

    Raises:
        FaultsFound: it could not be erased.
    """
    there = training_records.kept_text(PRACTICE) is not None
    training_records.forget(PRACTICE)
    common.told(console(), message("screens", "practice_dropped" if there else "practice_none"))


def practise_one(named: str | None, rules: Path | None) -> None:
    """Hold an exercise: the one under way, the one named, else the next.

    Args:
        named: the name of an exercise.
        rules: another folder of rules.

    Raises:
        typer.Exit: it was interrupted; it is kept.
        FaultsFound: there is no terminal, no such exercise, or it could not be kept.
    """
    needs_terminal()
    reasoner = common.reasoner_of(rules)
    progress, today = _progress(), common.today()
    exercise, kept = _begun(reasoner, named, progress, today)
    try:
        done = practise(
            reasoner, exercise, kept, lambda text: training_records.keep_text(PRACTICE, text), console(), common.LANG
        )
    except (KeyboardInterrupt, EOFError):
        raise typer.Exit(common.INTERRUPTED) from None
    if done is None:
        return
    line = finished(lesson(reasoner, done), today)
    training_records.keep_text(PROGRESS, progress_text(progress.with_done(line)))
    training_records.forget(PRACTICE)
    common.told(console(), message("screens", "practice_done", count=len(progress.done) + 1))


def _progress() -> Progress:
    text = training_records.kept_text(PROGRESS)
    return Progress() if text is None else progress_from(text)


def _begun(reasoner: Reasoner, named: str | None, progress: Progress, today: dt.date) -> tuple[Exercise, str | None]:
    """Return the exercise to hold, with what was kept of it when it is under way."""
    kept = training_records.kept_text(PRACTICE)
    under_way = None if kept is None else _under_way(reasoner, exercise_kept(kept))
    if under_way is not None:
        if named not in (None, under_way.id):
            common.told(console(), message("screens", "practice_under_way"))
        return under_way, kept
    found = exercise_of(reasoner, named) if named is not None else next_exercise(reasoner, progress, today)
    return found, None


def _under_way(reasoner: Reasoner, name: str) -> Exercise | None:
    """Return the exercise under way; None, once it is said, when there is no such exercise any more."""
    try:
        return exercise_of(reasoner, name)
    except FaultsFound as faults:
        show_faults(faults, common.LANG)
        common.told(console(), message("screens", "practice_replaced"))
        return None
