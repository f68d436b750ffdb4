"""A made case as a role-play of the same kind as those of the library, so that kit, play and debrief take it unchanged.

Its name tells neither the form nor the difficulty: it is printed on what players see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from random import Random

from qualifier.knowledge.cases import Case, Expected, Scenario
from qualifier.knowledge.conditions import In
from qualifier.knowledge.models import INFERENCE, RuleBase
from qualifier.knowledge.walk import questions_behind
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.training.making.made import Story
from qualifier.training.making.telling import Teller, drawn
from qualifier.training.plays import Lever, Minutes, Play, SeatCard, options_of
from qualifier.words import join, message

MINUTES = Minutes(prepare=10, play=12, debrief=25, replay=10)
FEWEST_WATCHED, MOST_WATCHED = 4, 8


def play_of(
    reasoner: Reasoner,
    teller: Teller,
    case: Case,
    story: Story,
    cards: tuple[SeatCard, ...],
    near: str | None,
    change: Mapping[str, str],
    chance: Random,
) -> Play:
    """Return a made case as a role-play.

    Args:
        reasoner: the rules with their engine.
        teller: says the facts.
        case: what can be answered.
        story: what is told of it.
        cards: the role cards.
        near: the form it nearly is, if any.
        change: the change for the replay: it leads elsewhere.
        chance: where the draws come from.
    """
    base = reasoner.base
    verdict = reasoner.outline(case)
    name = _neutral(case.id)
    facts = join([one.say for one in teller.told(change)])
    about = message("training", "made_debrief_about", ask=base.questions[next(iter(change))].ask)
    return Play(
        scenario=_scenario(base, replace(case, id=name), verdict, story),
        minutes=MINUTES,
        scene=story.opening,
        opening=drawn("made_first_words", chance),
        roles=cards,
        watch=_watched(base, options_of(case), verdict.principal, near, change),
        levers=(Lever(message("training", "made_lever", facts=facts), dict(change)),),
        debrief=(message("training", "made_debrief_sure"), about, message("training", "made_debrief_word")),
        file="",
    )


def _neutral(name: str) -> str:
    return f"made_{sha256(name.encode()).hexdigest()[:8]}"


def _scenario(base: RuleBase, case: Case, verdict: Verdict, story: Story) -> Scenario:
    form = base.forms[verdict.principal]
    holding = verdict.forms[form.id].supporting
    return Scenario(
        case=case,
        title=message("training", "made_title", name=case.id),
        story_fr=story.text.fr,
        story_en=story.text.en,
        source=(INFERENCE,),
        expected=Expected(
            form=form.id,
            status="settled",
            because=None,
            accept=(),
            origin=verdict.axes.get("origin"),
            must=tuple(one.id for one in form.of_kind("confirms") if one.id in holding),
            must_not=(),
            alerts=(),
        ),
        file="",
    )


def _watched(
    base: RuleBase, facts: Mapping[str, str], form: str, near: str | None, change: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the criteria to watch: what separates the form from its neighbour, what decides each, then the others."""
    behind = {one: questions_behind(base, In(one, frozenset())) for one in base.criteria}
    deciders = (*base.forms[form].deciders, *(base.forms[near].deciders if near else ()))
    order = (
        *(one for one, questions in behind.items() if not questions.isdisjoint(change)),
        *deciders,
        *(one for one, questions in behind.items() if not questions.isdisjoint(facts)),
        *base.criteria,
    )
    answered = [one for one in dict.fromkeys(order) if not behind[one].isdisjoint(facts)]
    return tuple(dict.fromkeys((*answered, *deciders, *base.criteria)))[
        : max(FEWEST_WATCHED, min(MOST_WATCHED, len(answered)))
    ]
