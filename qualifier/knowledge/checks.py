"""What a rule base must satisfy as a whole: one name each, no circle, one precedence a form, steps within reach.

Each check is a small function that yields faults. What a single entry must satisfy is in `loading`; statements about
every way of answering are for the exact reading, not for here.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.knowledge.conditions import MOST_CLAUSES, Condition, TooManyClauses, clauses, negate, subjects
from qualifier.knowledge.faults import Fault, Place, fault
from qualifier.knowledge.models import UNDETERMINED, RuleBase, domains_of
from qualifier.knowledge.readings import read_as
from qualifier.knowledge.walk import questions_behind

# What a verdict concludes, and that it names no form: neither can name anything else that is decided.
RESERVED = ("principal", UNDETERMINED)


def whole_base_faults(base: RuleBase) -> list[Fault]:
    """Return every fault of the rule base as a whole."""
    checks = (_one_name, _circles, _precedence, _asked_after, _out_of_reach, _too_wide, _extras_decide_nothing)
    return [found for check in checks for found in check(base)]


def other_readings_faults(base: RuleBase) -> list[Fault]:
    """Return every fault of what another reading makes of the rules: its names, its ranks, its conditions."""
    others = (read_as(base, one) for one in base.readings if one != base.reading)
    checks = (_one_name, _precedence, _out_of_reach, _too_wide, _extras_decide_nothing)
    found = [one for other in others for check in checks for one in check(other)]
    usual = whole_base_faults(base) if found else []
    return [one for one in found if one not in usual]


def _place(base: RuleBase, kind: str, id_: str) -> Place:
    return base.places.get(f"{kind}:{id_}", Place())


def _one_name(base: RuleBase) -> Iterator[Fault]:
    """An id given to two things that rules decide or speak of: a condition could not tell which is meant."""
    tables = (("rule", base.questions), ("rule", base.criteria), ("axis", base.axes), ("form", base.forms))
    taken: dict[str, Place] = {}
    for kind, table in tables:
        for id_ in table:
            place = _place(base, kind, id_)
            if id_ in RESERVED:
                yield fault("id_reserved", place, id=id_)
            if id_ in taken:
                yield fault("id_repeated", place, id=id_, first=str(taken[id_]))
            taken[id_] = place


def _circles(base: RuleBase) -> Iterator[Fault]:
    """A criterion that depends on itself through others; the shortest circle is told."""
    needs = {
        id_: sorted(
            subject
            for level in criterion.levels
            if level.when is not None
            for subject in subjects(level.when)
            if subject in base.criteria
        )
        for id_, criterion in base.criteria.items()
    }
    circles = [circle for id_ in needs if (circle := _way_back(id_, needs))]
    if circles:
        shortest = min(circles, key=len)
        yield fault("rules_circle", _place(base, "rule", shortest[0]), circle=" → ".join(shortest))


def _way_back(start: str, needs: dict[str, list[str]]) -> list[str] | None:
    """Return the shortest path from a criterion back to itself, or None."""
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for following in needs[path[-1]]:
            if following == start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return None


def _precedence(base: RuleBase) -> Iterator[Fault]:
    """Two forms with the same precedence: nothing would say which speaks first."""
    taken: dict[int, str] = {}
    ranked = [("form", form.id, form.precedence) for form in base.forms.values()]
    ranked += [("undetermined", one.id, one.precedence) for one in base.undetermined.values() if one.precedence]
    for kind, id_, precedence in ranked:
        if precedence in taken:
            yield fault("precedence_shared", _place(base, kind, id_), id=id_, other=taken[precedence], rank=precedence)
        taken[precedence] = id_


def _too_wide(base: RuleBase) -> Iterator[Fault]:
    """A condition that can be met in too many ways, or missed in too many: no engine and no reader could follow."""
    domains = domains_of(base)
    for kind, id_, when in (*_deciding(base), *_beside(base)):
        try:
            for one in () if when is None else (when, negate(when, domains)):
                clauses(one, domains)
        except TooManyClauses:
            yield fault("condition_too_wide", _place(base, kind, id_), id=id_, most=MOST_CLAUSES)


Conditioned = tuple[str, str, Condition | None]


def _deciding(base: RuleBase) -> Iterator[Conditioned]:
    """Yield the conditions of what a verdict is made of."""
    yield from (("argument", one.id, one.when) for form in base.forms.values() for one in form.arguments)
    yield from (("rule", one.id, level.when) for one in base.criteria.values() for level in one.levels)
    yield from (("axis", one.id, level.when) for one in base.axes.values() for level in one.levels)
    yield from (("undetermined", one.id, one.when) for one in base.undetermined.values())
    yield from (("alert", one.id, one.when) for one in base.alerts.values())
    yield from (("advice", one.id, one.when) for one in base.advice.values())
    yield from (("tension", one.id, one.when) for one in base.tensions.values())


def _beside(base: RuleBase) -> Iterator[Conditioned]:
    """Yield the conditions of what is told beside a verdict."""
    yield from (("settle", one.id, when) for one in base.settle.values() for when in (one.when, one.settled_when))
    yield from (("ask_partner", one.id, one.when) for one in base.ask_partner.values())
    yield from (("debate", one.id, one.when) for one in base.debates.values())
    for scale in base.scales.values():
        for line in scale.lines:
            yield from (("scale_line", line.id, when) for when in (*line.at.values(), line.outside))
    yield from (("partner_word", one.id, one.when) for one in base.partner_words.values())
    yield from (("right", one.id, one.when) for one in base.rights.values())


def _extras_decide_nothing(base: RuleBase) -> Iterator[Fault]:
    """A question asked only for other schools that decides of a form, or of whether another question is asked."""
    extras = {id_ for id_, one in base.questions.items() if one.extra}
    asked = (("rule", id_, one.ask_when) for id_, one in base.questions.items() if not one.extra)
    for kind, id_, when in (*_deciding(base), *asked):
        for question in sorted(extras & subjects(when)) if when is not None else ():
            yield fault("extra_decides", _place(base, kind, id_), id=id_, question=question)


def _out_of_reach(base: RuleBase) -> Iterator[Fault]:
    """A next step that works on what the team cannot change would be no help."""
    for id_, advice in base.advice.items():
        if not base.criteria[advice.works_on].team_can_act:
            yield fault("advice_out_of_reach", _place(base, "advice", id_), advice=id_, criterion=advice.works_on)


def _asked_after(base: RuleBase) -> Iterator[Fault]:
    """A question asked only in view of a later one would never be reached in order."""
    order = {id_: rank for rank, id_ in enumerate(base.questions)}
    for id_, question in base.questions.items():
        for needed in sorted(questions_behind(base, question.ask_when)):
            if order[needed] >= order[id_]:
                yield fault("asked_too_soon", _place(base, "rule", id_), question=id_, needed=needed)
