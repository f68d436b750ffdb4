"""The next form: one that the advice already leads to, by acts that are within the team's reach.

Many changes of answers lead to another form, and most are nothing to wish for: this keeps those of which every step
does what a piece of advice asks (`done_when` in `rules/advice.yaml`). It is no goal either; a report says so beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualifier.explanation.explain import Explanation
from qualifier.explanation.prospects import Prospects, WaySaid
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.outlook import Outlook


def next_way(base: RuleBase, explained: Explanation) -> WaySaid | None:
    """Return the shortest way to another form of which every step does what advice asks; None when there is none.

    Args:
        base: the rules.
        explained: the verdict with its explanation.
    """
    prospects, here = explained.prospects, explained.verdict.principal
    if prospects is None or here not in base.forms:
        return None
    asked = _asked(base, prospects, here)
    ways = (_followed(base, prospects, asked, way) for way in _candidates(base, prospects, here))
    return min((way for way in ways if way is not None), key=lambda way: len(way.steps), default=None)


def _asked(base: RuleBase, prospects: Prospects, here: str) -> dict[str, frozenset[str]]:
    """Return, by question, the answers that would show that some advice given here was followed."""
    outlook = Outlook(prospects.changes.decisions, prospects.changes.counting)
    asked: dict[str, frozenset[str]] = {}
    for one in base.advice.values():
        given = (not one.forms or here in one.forms) and outlook.truth(one.when)
        if given and one.done_when is not None:
            done = one.done_when
            asked[done.subject] = asked.get(done.subject, frozenset()) | done.values
    return asked


def _candidates(base: RuleBase, prospects: Prospects, here: str) -> Iterator[WaySaid]:
    """Yield the smallest ways, then the paths to every other form."""
    yield from prospects.ways
    for form in base.forms:
        path = prospects.path(form) if form != here else None
        if path is not None and path.steps:
            yield path


def _followed(base: RuleBase, prospects: Prospects, asked: dict[str, frozenset[str]], way: WaySaid) -> WaySaid | None:
    """Return a way with only those options that advice asks for; None when a step has none."""
    if way.outcome not in base.forms:
        return None
    steps = []
    for step in way.steps:
        options = tuple(one for one in step.options if one in asked.get(step.question, ()))
        if not options or step.now is None:
            return None
        steps.append(replace(step, options=options, then=prospects.labels(step.question, options)))
    return replace(way, steps=tuple(steps))
