"""What is practised alone: a story that does not tell the facts, and the file that does.

Exercises are made from role-plays, whose scene keeps the facts back, and from generated cases. A scenario without a
role-play is no exercise, since its story tells everything. How one is done is in `practice`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qualifier.explanation.comparison import outcome_of
from qualifier.knowledge.cases import Answer
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.generator import made_case
from qualifier.training.making.made import Difficulty, MadeCase
from qualifier.training.play_files import find_play
from qualifier.training.plays import Play
from qualifier.words import Text, join

PARAGRAPH = "\n\n"
# The name of a generated case: its form, the form it nearly is if that was asked for, how hard it is, its seed.
_MADE = re.compile(rf"(\w+)(?:-(\w+))?-({'|'.join(Difficulty)})-(\d+)")


@dataclass(frozen=True)
class Exercise:
    """A story and its file.

    Attributes:
        id: what it is kept and found again by.
        title: its title, as the learner sees it.
        story: what the learner reads first; paragraphs are apart by an empty line.
        answers: the full file, by question.
        form: what the full file gives: a form, or `undetermined.reason`.
    """

    id: str
    title: Text
    story: Text
    answers: Mapping[str, Answer]
    form: str


def from_play(reasoner: Reasoner, play: Play) -> Exercise:
    """Return a role-play as an exercise: its scene and opening are the story, its scenario's answers the file.

    Args:
        reasoner: the rules with their engine.
        play: the role-play.
    """
    case = play.scenario.case
    story = join([play.scene, play.opening], PARAGRAPH)
    return Exercise(play.id, play.scenario.title, story, case.answers, outcome_of(reasoner.outline(case)))


def from_made(made: MadeCase) -> Exercise:
    """Return a case made for training as an exercise: its opening is the story, what can be answered on it the file.

    Args:
        made: the case.
    """
    title = made.play.scenario.title
    return Exercise(made.case.id, title, made.story.opening, made.case.answers, made.form)


def exercise_of(reasoner: Reasoner, name: str) -> Exercise:
    """Return an exercise by its id: that of a role-play, or of a generated case, which is made again.

    Args:
        reasoner: the rules with their engine.
        name: the id of an exercise.

    Raises:
        FaultsFound: there is no such role-play, or no such case can be made.
    """
    made = made_named(reasoner, name)
    return from_play(reasoner, find_play(name, reasoner.base)) if made is None else from_made(made)


def made_named(reasoner: Reasoner, name: str) -> MadeCase | None:
    """Return a generated case by its name, made again; None when this is no name of a generated case.

    Args:
        reasoner: the rules with their engine.
        name: its form, the form it nearly is if that was asked for, how hard it is, its seed: `imposed-hard-3`.

    Raises:
        FaultsFound: no such case can be made.
    """
    parts = _MADE.fullmatch(name)
    if parts is None:
        return None
    form, near, difficulty, seed = parts.groups()
    return made_case(reasoner, form, difficulty=Difficulty(difficulty), near=near, seed=int(seed))
