"""What the scenarios exercise of a rule base: which options are chosen, which rules fire, and which never do.

A goal, not a proof: a rule that no story meets may be right, and nobody would notice if it were not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualifier.knowledge.cases import Case
from qualifier.knowledge.conditions import Condition
from qualifier.knowledge.faults import Place
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.compiling import place_of
from qualifier.reasoning.decisions import ADVICE, ALERT, HOLDS, PRINCIPAL, TENSION, Decisions
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count


@dataclass(frozen=True, slots=True)
class Covered:
    """One kind of entry: how many there are, and those that no scenario exercises.

    Attributes:
        kind: `option`, `rule` (a level of a criterion), `argument`, `form`, `alert`, `advice`, `tension`, `settle`,
            `ask_partner`, `debate` (those with a condition).
        missing: their ids, each with its place in the files. A point or a debate is exercised when one scenario shows
            it and the answers of another rule it out.
    """

    kind: str
    count: int
    missing: tuple[tuple[str, Place], ...]


def coverage(decisions: Decisions, cases: Iterable[Case]) -> tuple[Covered, ...]:
    """Return what cases exercise, kind by kind.

    Args:
        decisions: the rules.
        cases: the answers of scenarios.
    """
    wanted = {kind: tuple(ids) for kind, ids in _entries(decisions.base)}
    met: set[tuple[str, str]] = set()
    shown: dict[tuple[str, str], set[bool | None]] = {one: set() for one, _ in talks(decisions.base)}
    for case in cases:
        outlook = Outlook(decisions, options_that_count(decisions, case.answers))
        met |= set(_exercised(decisions, case))
        for one, when in talks(decisions.base):
            shown[one].add(outlook.truth(when))
    met |= {one for one, found in shown.items() if {True, False} <= found}
    return tuple(
        Covered(
            kind, len(ids), tuple((id_, _place(decisions.base, kind, id_)) for id_ in ids if (kind, id_) not in met)
        )
        for kind, ids in wanted.items()
    )


def _entries(base: RuleBase) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield every entry that a scenario may exercise, by kind."""
    yield "option", (f"{one.id}.{option.id}" for one in base.questions.values() for option in one.options)
    yield "rule", (f"{one.id}.{level.id}" for one in base.criteria.values() for level in one.levels)
    yield "argument", (argument.id for form in base.forms.values() for argument in form.arguments)
    yield "form", iter(base.forms)
    yield "alert", iter(base.alerts)
    yield "advice", iter(base.advice)
    yield "tension", iter(base.tensions)
    for kind in ("settle", "ask_partner", "debate"):
        yield kind, (id_ for (one, id_), _ in talks(base) if one == kind)


def talks(base: RuleBase) -> Iterator[tuple[tuple[str, str], Condition]]:
    """Yield what is shown beside a verdict on a condition, by kind and id: points, questions to the other, debates.

    Args:
        base: the rules.
    """
    yield from ((("settle", one.id), one.when) for one in base.settle.values())
    yield from ((("ask_partner", one.id), one.when) for one in base.ask_partner.values())
    yield from ((("debate", one.id), one.when) for one in base.debates.values() if one.when is not None)


def _exercised(decisions: Decisions, case: Case) -> Iterator[tuple[str, str]]:
    """Yield what the answers of one case exercise."""
    base, options = decisions.base, options_that_count(decisions, case.answers)
    outlook = Outlook(decisions, options)
    principal = outlook.value(PRINCIPAL)
    yield from (("option", f"{question}.{option}") for question, option in options.items())
    yield from (("rule", f"{one}.{level}") for one in base.criteria if (level := outlook.value(one)))
    for form in base.forms.values():
        yield from (("argument", one.id) for one in form.arguments if outlook.possible(one.id) == {HOLDS})
    if principal is not None and principal in base.forms:
        yield "form", principal
    yield from (("alert", one) for one in base.alerts if outlook.possible(f"{ALERT}.{one}") == {HOLDS})
    yield from (("tension", one) for one in base.tensions if outlook.possible(f"{TENSION}.{one}") == {HOLDS})
    for step in base.advice.values():
        meant = not step.forms or principal in step.forms
        if meant and outlook.possible(f"{ADVICE}.{step.id}") == {HOLDS}:
            yield "advice", step.id


def _place(base: RuleBase, kind: str, id_: str) -> Place:
    if kind == "option":
        return place_of(base, id_.partition(".")[0])
    if kind in ("settle", "ask_partner", "debate"):
        return base.places[f"{kind}:{id_}"]
    return place_of(base, f"{kind}.{id_}" if kind in (ALERT, ADVICE, TENSION) else id_)
