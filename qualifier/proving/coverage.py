"""What the scenarios exercise of a rule base: which options are chosen, which rules fire, and which never do.

A goal, not a proof: a rule that no story meets may be right, and nobody would notice if it were not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from qualifier.explanation.schools import places_left, places_of
from qualifier.explanation.talks import told_of
from qualifier.knowledge.cases import Case
from qualifier.knowledge.conditions import Condition, truth
from qualifier.knowledge.faults import Place
from qualifier.knowledge.models import RuleBase, ScaleLine
from qualifier.knowledge.readings import read_as
from qualifier.reasoning.compiling import place_of
from qualifier.reasoning.decisions import ADVICE, ALERT, HOLDS, PRINCIPAL, TENSION, Decisions, decisions_of
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count, relevant_questions

# What is shown on a condition beside a verdict, and what of it other schools say.
POINTS = ("settle", "ask_partner")
SCHOOLS = ("debate", "partner_word", "right")


@dataclass(frozen=True, slots=True)
class Covered:
    """One kind of entry: how many there are, and those that no scenario exercises.

    Attributes:
        kind: `option`, `rule` (a level of a criterion), `argument`, `form`, `alert`, `advice`, `tension`, `rung` (of a
            line of a scale, `outside` included), `settle`, `ask_partner`, `debate` (those with a condition),
            `partner_word`, `right`.
        missing: their ids, each with its place in the files. What is told on a condition beside a verdict (a point, a
            debate, a right...) is exercised when one scenario shows it and the answers of another leave it out.
    """

    kind: str
    count: int
    missing: tuple[tuple[str, Place], ...]


def coverage(decisions: Decisions, cases: Iterable[Case]) -> tuple[Covered, ...]:
    """Return what cases exercise, kind by kind; what a reading alone knows is to be exercised in that reading.

    Args:
        decisions: the rules, in their usual reading.
        cases: the answers of scenarios.
    """
    base = decisions.base
    chosen = [_Answered.of(decisions, case) for case in cases]
    others = (decisions_of(read_as(base, reading)) for reading in base.readings if reading != base.reading)
    wanted: dict[str, dict[str, bool]] = {}
    for read in (decisions, *others):
        met = _met(read, chosen)
        for kind, ids in _entries(read.base):
            told = wanted.setdefault(kind, {})
            for id_ in ids:
                told.setdefault(id_, (kind, id_) in met)
    return tuple(
        Covered(kind, len(told), tuple((id_, _place(base, kind, id_)) for id_, done in told.items() if not done))
        for kind, told in wanted.items()
    )


@dataclass(frozen=True, slots=True)
class _Answered:
    """The options that count of one case, and the questions that still wait for theirs, extra ones included."""

    options: Mapping[str, str]
    waiting: Set[str]

    @classmethod
    def of(cls, decisions: Decisions, case: Case) -> _Answered:
        options = options_that_count(decisions, case.answers)
        return cls(options, frozenset(relevant_questions(decisions, case.answers, extras=True)) - options.keys())


def _met(decisions: Decisions, chosen: Iterable[_Answered]) -> set[tuple[str, str]]:
    """Return what some answers exercise, by kind and id."""
    base = decisions.base
    met: set[tuple[str, str]] = set()
    told: dict[tuple[str, str], set[bool | None]] = {one: set() for one, _ in talks(base)}
    for one in chosen:
        outlook = Outlook(decisions, one.options)
        met |= {("option", f"{question}.{option}") for question, option in one.options.items()}
        met |= set(_exercised(base, outlook))
        asked = told_of(base, one.waiting, outlook.possible)
        for key, when in talks(base):
            told[key].add(truth(when, asked))
    return met | {key for key, found in told.items() if {True, False} <= found}


def _entries(base: RuleBase) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield every entry that a scenario may exercise, by kind."""
    yield "option", (f"{one.id}.{option.id}" for one in base.questions.values() for option in one.options)
    yield "rule", (f"{one.id}.{level.id}" for one in base.criteria.values() for level in one.levels)
    yield "argument", (argument.id for form in base.forms.values() for argument in form.arguments)
    yield "form", iter(base.forms)
    yield "alert", iter(base.alerts)
    yield "advice", iter(base.advice)
    yield "tension", iter(base.tensions)
    yield "rung", (f"{line.id}.{place}" for line in _lines(base) for place in places_of(line))
    for kind in (*POINTS, *SCHOOLS):
        yield kind, (id_ for (one, id_), _ in talks(base) if one == kind)


def talks(base: RuleBase) -> Iterator[tuple[tuple[str, str], Condition]]:
    """Yield what is told beside a verdict on a condition, by kind and id: points, debates, rights, the word "partner".

    Args:
        base: the rules.
    """
    yield from ((("settle", one.id), one.when) for one in base.settle.values())
    yield from ((("ask_partner", one.id), one.when) for one in base.ask_partner.values())
    yield from ((("debate", one.id), one.when) for one in base.debates.values() if one.when is not None)
    yield from ((("partner_word", one.id), one.when) for one in base.partner_words.values())
    yield from ((("right", one.id), one.when) for one in base.rights.values())


def _lines(base: RuleBase) -> Iterator[ScaleLine]:
    return (line for scale in base.scales.values() for line in scale.lines)


def _exercised(base: RuleBase, outlook: Outlook) -> Iterator[tuple[str, str]]:
    """Yield what the answers of one case exercise besides their options."""
    principal = outlook.value(PRINCIPAL)
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
    for line in _lines(base):
        left = places_left(line, outlook.possible)
        yield from (("rung", f"{line.id}.{place}") for place in left if len(left) == 1)


def _place(base: RuleBase, kind: str, id_: str) -> Place:
    if kind == "option":
        return place_of(base, id_.partition(".")[0])
    if kind == "rung":
        return base.places[f"scale_line:{id_.rpartition('.')[0]}"]
    if kind in (*POINTS, *SCHOOLS):
        return base.places[f"{kind}:{id_}"]
    return place_of(base, f"{kind}.{id_}" if kind in (ALERT, ADVICE, TENSION) else id_)
