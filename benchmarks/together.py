"""Measures what a group and a trainer wait for: what divides eight viewpoints, a debrief, a case made to measure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from string import ascii_uppercase

from benchmarks.measures import Measure, timed
from qualifier.group.divides import group_map
from qualifier.group.room import revealed
from qualifier.group.session import Session, Turn
from qualifier.group.viewpoints import View
from qualifier.knowledge.cases import Answer, Case
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.debrief import debrief
from qualifier.training.generator import made_case
from qualifier.training.making.made import Difficulty
from qualifier.training.play_files import find_play
from qualifier.training.plays import seat_case

PEOPLE, GROUPS, CHANGED = 8, 20, 4
PLAY, FORM = "c08_funder_convention", "cooperation"


def together(reasoner: Reasoner, cases: list[Case]) -> Iterator[Measure]:
    """Measure groups and training (12), beside the verdicts of the same viewpoints.

    Args:
        reasoner: the rules with their engine.
        cases: the stories around which viewpoints are drawn.
    """
    draw = random.Random(12)
    groups = [_viewpoints(reasoner, draw.choice(cases), draw) for _ in range(GROUPS)]
    group_map(reasoner, groups[0])
    alone = tuple(one for group in groups for one in timed(1, partial(_verdicts, reasoner, group)))
    yardstick = ("their verdicts, plain reading", alone)
    mapped = tuple(one for group in groups for one in timed(1, partial(group_map, reasoner, group)))
    yield Measure("12. what divides eight viewpoints, and what matters", mapped, yardstick=yardstick)
    shown = tuple(one for group in groups for one in timed(1, partial(_shown, reasoner, group)))
    yield Measure("12. … all that the room sees", shown, yardstick=yardstick)
    play = find_play(PLAY, reasoner.base)
    played = {card.id: seat_case(play, card.id) for card in play.roles}
    debriefed = timed(GROUPS, lambda: debrief(reasoner, play, played))
    yield Measure("13. debrief of four seats", debriefed, yardstick=yardstick)
    seeds = iter(range(10_000))
    made_case(reasoner, FORM, difficulty=Difficulty.HARD, seed=next(seeds))
    making = timed(GROUPS, lambda: made_case(reasoner, FORM, difficulty=Difficulty.HARD, seed=next(seeds)))
    yield Measure("13. a hard case made", making, yardstick=yardstick)


def _viewpoints(reasoner: Reasoner, story: Case, draw: random.Random) -> tuple[View, ...]:
    """Return eight viewpoints around one story, each with a few answers otherwise."""
    questions = list(reasoner.base.questions.values())
    views = []
    for label in ascii_uppercase[:PEOPLE]:
        changed = {one.id: Answer(draw.choice(one.options).id) for one in draw.sample(questions, CHANGED)}
        views.append(View(label, replace(story, answers={**story.answers, **changed})))
    return tuple(views)


def _verdicts(reasoner: Reasoner, group: tuple[View, ...]) -> None:
    for view in group:
        reasoner.outline(view.case)


def _shown(reasoner: Reasoner, group: tuple[View, ...]) -> None:
    turns = tuple(Turn(view.label, 1, view.case) for view in group)
    revealed(reasoner, Session(verdicts=True, turns=turns, revealed=True), "group")
