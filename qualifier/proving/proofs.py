"""What a rule base must satisfy for every way of answering: each proof is a small thing that tells what breaks it.

A finding holds a fault (code, place, what happened, remedy), the fewest answers that show it, and the rules involved.
Functions over all answers come from `qualifier.reasoning.compiling`; consistency that needs no answers is checked when
the rules are loaded. What depends on the forms is proven for each school that can decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualifier.explanation.schools import places_of
from qualifier.knowledge.conditions import All, Any, Clause, Condition, In, clauses, subjects
from qualifier.knowledge.faults import Fault, Place, fault
from qualifier.knowledge.models import UNDETERMINED, Axis, Criterion, Form, RuleBase, ScaleLine
from qualifier.knowledge.readings import read_as
from qualifier.knowledge.walk import questions_behind
from qualifier.proving.coverage import SCHOOLS, talks
from qualifier.reasoning.compiling import OPEN, Open, Reading, compiled, dependents, place_of
from qualifier.reasoning.decisions import ADVICE, ALERT, HOLDS, PRINCIPAL, TENSION, Decision, Decisions, decisions_of
from qualifier.reasoning.lookahead import shown_beside
from qualifier.reasoning.verdict import MOST_RIVALS, MOST_STEPS

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Function

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold.

    Attributes:
        fault: what, where, and what to do.
        answers: the fewest answers that show it, as question and option; empty when no answers could.
        involved: the rules involved, with their places.
    """

    fault: Fault
    answers: Answers
    involved: tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement about every way of answering.

    Attributes:
        key: its sentence, in the catalogue `proofs`.
        count: of how many things it speaks.
        findings: what breaks it; it is proven when there is nothing.
        named: entries that the sentence names, by id.
    """

    key: str
    count: int
    findings: tuple[Finding, ...]
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """What is proven of the rules as one school reads them.

    Attributes:
        base: the rules in that reading.
        proofs: every statement in the usual reading, those that depend on the forms in another.
    """

    base: RuleBase
    proofs: tuple[Proof, ...]


def prove_readings(base: RuleBase) -> tuple[Proven, ...]:
    """Prove every statement in the usual reading, then in each other one those that depend on its forms.

    Args:
        base: the rules, in their usual reading.

    Raises:
        FaultsFound: the rules are too large to be read over all answers.
    """
    others = (read_as(base, reading) for reading in base.readings if reading != base.reading)
    return (Proven(base, prove(base)), *(Proven(other, _prove(other, OF_FORMS)) for other in others))


def prove(base: RuleBase) -> tuple[Proof, ...]:
    """Prove every statement over the whole answer space, or tell what breaks it.

    Args:
        base: the rules, in one reading.

    Raises:
        FaultsFound: the rules are too large to be read over all answers.
    """
    return _prove(base, CHECKS)


def _prove(base: RuleBase, checks: Iterable[Check]) -> tuple[Proof, ...]:
    prover = _Prover(base)
    with prover.reading.bounded():
        return tuple(check(prover) for check in checks)


class _Prover:
    """The rules read over all answers, and what the proofs share."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.decisions: Decisions = decisions_of(base)
        self.reading: Reading = compiled(self.decisions)
        self.space = self.reading.space
        for decision in self.decisions.all:
            self.reading.possible(decision.subject)

    def finding(self, code: str, subject: str, when: Function | None, **values: object) -> Finding:
        """Make a finding: the answers that show it, and the rules on which its subject rests."""
        answers = self.space.answers(when) if when is not None else None
        place = place_of(self.base, subject)
        return Finding(fault(code, place, id=subject, **values), tuple((answers or {}).items()), self.involved(subject))

    def involved(self, subject: str) -> tuple[tuple[str, Place], ...]:
        """Return what a subject is read from, with places."""
        decision = self.decisions.by_subject.get(subject)
        below = {one for _, when in decision.cases for one in subjects(when)} if decision else set()
        found = [(one, place_of(self.base, one)) for one in (subject, *sorted(below))]
        return tuple((one, place) for one, place in found if place.file)

    # --- functions of several proofs -----------------------------------------------------------------------

    @cached_property
    def principal(self) -> dict[str, Function]:
        return self.reading.sole(PRINCIPAL)

    def fits(self, form: str) -> Function:
        return self.reading.holds(form)

    def shown(self, subject: str, forms: tuple[str, ...]) -> Function:
        """Return where something beside the form is shown: it holds, and the principal form is one it is meant for."""
        held = self.reading.holds(subject)
        if not forms:
            return held
        named = self.space.never
        for form in forms:
            named |= self.principal[form]
        return held & named

    def levels(self) -> Iterator[tuple[str, str, Condition | None]]:
        """Yield the levels of criteria and the steps of axes, each with its condition."""
        for one in self.levelled():
            yield from ((one.id, level.id, level.when) for level in one.levels)

    def levelled(self) -> Iterator[Criterion | Axis]:
        """Yield what has levels: the criteria and the axes."""
        yield from self.base.criteria.values()
        yield from self.base.axes.values()

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """Yield what either holds or does not: arguments, reasons to name no form, alerts, steps, tensions."""
        for form in self.base.forms.values():
            yield from ((argument.id, argument.when) for argument in form.arguments)
        for reason in self.base.undetermined.values():
            if reason.when is not None:
                yield f"{UNDETERMINED}.{reason.id}", reason.when
        yield from ((f"{ALERT}.{one.id}", one.when) for one in self.base.alerts.values())
        yield from ((f"{ADVICE}.{one.id}", one.when) for one in self.base.advice.values())
        yield from ((f"{TENSION}.{one.id}", one.when) for one in self.base.tensions.values())

    def first_held(self, places: Mapping[str, Condition]) -> dict[str, Function]:
        """Return where each place is the first whose condition is established, and where none is."""
        found: dict[str, Function] = {}
        left = self.space.always
        for place, when in places.items():
            held = self.reading.truth(when)[0]
            found[place] = left & held
            left &= ~held
        return {**found, OPEN: left}

    def conflict(self, condition: Condition) -> str:
        """Say which of a condition's parts can never hold together: the fewest, for its nearest way of holding."""
        cores = [self.core(way) for way in clauses(condition, self.decisions.domains)]
        return ", ".join(written(leaf) for leaf in min(cores, key=len, default=()))

    def core(self, way: Clause) -> Clause:
        """Return the parts of a clause that already exclude one another."""
        kept = way
        for leaf in way:
            fewer = tuple(one for one in kept if one != leaf)
            if not self.together(fewer).satisfiable():
                kept = fewer
        return kept

    def together(self, way: Clause) -> Function:
        """Return where all parts of a clause are established."""
        found = self.space.always
        for leaf in way:
            found &= self.reading.truth(leaf)[0]
        return found


def written(leaf: In) -> str:
    """Return a part of a condition as it is written in the files, its values in order of the alphabet."""
    return f"{leaf.subject}: [{', '.join(sorted(leaf.values))}]"


# --- one level, one form ------------------------------------------------------------------------------------


def one_level(prover: _Prover) -> Proof:
    """Wherever a question that a criterion reads itself is asked, the criterion has exactly one level."""
    found = []
    for criterion in prover.base.criteria.values():
        asked = prover.space.never
        for question in sorted(_read_directly(prover, criterion)):
            asked |= prover.reading.asked(question)
        left_open = prover.reading.sole(criterion.id)[OPEN] & asked
        if left_open.satisfiable():
            found.append(prover.finding("criterion_left_open", criterion.id, left_open))
    return Proof("one_level", len(prover.base.criteria), tuple(found))


def _read_directly(prover: _Prover, criterion: Criterion) -> set[str]:
    found = {subject for level in criterion.levels if level.when for subject in subjects(level.when)}
    return found & prover.base.questions.keys()


def one_form(prover: _Prover) -> Proof:
    """Every way of answering all that is asked names exactly one form, or one reason that the rules give for none."""
    none = prover.principal[OPEN] | prover.principal[UNDETERMINED]
    findings = (prover.finding("no_form_named", PRINCIPAL, none),) if none.satisfiable() else ()
    return Proof("one_form", len(prover.principal) - 2, findings)


# --- every rule can fire, and matters -----------------------------------------------------------------------


def every_level_reached(prover: _Prover) -> Proof:
    """Each level of a criterion, and each step of an axis, is the one for some answers."""
    found, count = [], 0
    for subject, level, when in prover.levels():
        count += 1
        if not prover.reading.sole(subject)[level].satisfiable():
            shadow = prover.reading.truth(when)[0] if when else prover.space.never
            values = {"level": level, "conflict": _told(prover, when)}
            code = "level_shadowed" if shadow.satisfiable() else "level_never"
            found.append(prover.finding(code, subject, shadow, **values))
    return Proof("every_level_reached", count, tuple(found))


def nothing_falls_through(prover: _Prover) -> Proof:
    """No two levels of a criterion hold together; its last level, or an axis's, takes just what it says it takes."""
    found, count = [], 0
    for one in prover.levelled():
        last = one.levels[-1]
        if last.takes is not None:
            count += 1
            left = prover.reading.sole(one.id)[last.id]
            meant = prover.reading.truth(last.takes)[0]
            for code, differing in (("falls_through", left & ~meant), ("never_falls", meant & ~left)):
                if differing.satisfiable():
                    found.append(prover.finding(code, one.id, differing, level=last.id))
    for criterion in prover.base.criteria.values():
        found += _overlaps(prover, criterion)
    return Proof("nothing_falls_through", count, tuple(found))


def _overlaps(prover: _Prover, criterion: Criterion) -> Iterator[Finding]:
    """Yield the levels of a criterion that hold together: the first would hide the other unseen."""
    before = prover.space.never
    for level in criterion.levels[:-1]:
        here = prover.reading.truth(level.when)[0] if level.when else prover.space.never
        if (here & before).satisfiable():
            yield prover.finding("levels_overlap", criterion.id, here & before, level=level.id)
        before |= here


def every_rule_fires(prover: _Prover) -> Proof:
    """Each argument, alert, step, tension and reason to name no form holds for some answers."""
    found, count = [], 0
    for subject, when in prover.conditions():
        count += 1
        if not prover.reading.holds(subject).satisfiable():
            found.append(prover.finding("rule_never_holds", subject, None, conflict=_told(prover, when)))
    return Proof("every_rule_fires", count, tuple(found))


def _told(prover: _Prover, when: Condition | None) -> str:
    return (prover.conflict(when) if when else "") or "—"


def everything_is_shown(prover: _Prover) -> Proof:
    """What holds beside a form can be shown with it: traits on their own form, steps among the first ones."""
    found, count = [], 0
    for subject, forms in shown_beside(prover.base):
        count += 1
        held = prover.reading.holds(subject)
        if held.satisfiable() and not prover.shown(subject, forms).satisfiable():
            found.append(prover.finding("never_said", subject, held, forms=", ".join(forms)))
    return Proof("everything_is_shown", count, (*found, *_steps_crowded_out(prover)))


def _steps_crowded_out(prover: _Prover) -> Iterator[Finding]:
    """Yield the steps that hold only where as many others as are shown come before them."""
    exactly = [prover.space.always, *[prover.space.never] * (MOST_STEPS - 1)]
    for one in prover.base.advice.values():
        shown = prover.shown(f"{ADVICE}.{one.id}", one.forms)
        room = prover.space.never
        for fewer in exactly:
            room |= fewer
        if shown.satisfiable() and not (shown & room).satisfiable():
            yield prover.finding("step_crowded_out", f"{ADVICE}.{one.id}", shown, most=MOST_STEPS)
        exactly = [
            (here & ~shown) | (before & shown)
            for here, before in zip(exactly, [prover.space.never, *exactly[:-1]], strict=True)
        ]


def every_level_matters(prover: _Prover) -> Proof:
    """Taking a level away, so that its answers fall to the next, changes a decision or a sentence that is quoted."""
    found, count = [], 0
    for criterion in prover.base.criteria.values():
        decision = prover.decisions.by_subject[criterion.id]
        quoted = _quoted(prover, criterion.id)
        for value, _ in decision.cases:
            count += 1
            if not quoted and not _changes(prover, decision, value):
                found.append(prover.finding("level_without_effect", criterion.id, None, level=value))
    return Proof("every_level_matters", count, tuple(found))


def _quoted(prover: _Prover, criterion: str) -> bool:
    """Tell whether arguments read a criterion: its sentences are then quoted, each in its own case."""
    return any(criterion in subjects(one.when) for form in prover.base.forms.values() for one in form.arguments)


def _changes(prover: _Prover, decision: Decision, value: str) -> bool:
    """Tell whether a decision without one of its cases would change any other."""
    cases = tuple(case for case in decision.cases if case[0] != value)
    without = Decision(decision.subject, decision.about, cases, decision.otherwise)
    everything = tuple(without if one is decision else one for one in prover.decisions.all)
    changed = frozenset({decision.subject})
    other = prover.reading.altered(Decisions(prover.base, everything), changed)
    watched = dependents(prover.decisions, changed) - {decision.subject}
    return any(prover.reading.possible(one) != other.possible(one) for one in watched)


def every_argument_matters(prover: _Prover) -> Proof:
    """Taking away what confirms a form changes where it fits; what excludes it changes that, or the reason given."""
    found, count = [], 0
    for form in prover.base.forms.values():
        confirmed, excluded = _sides(prover, form)
        for argument in form.of_kind("confirms", "excludes"):
            count += 1
            held = prover.reading.holds(argument.id)
            before = prover.space.never
            for other in form.of_kind(argument.kind):
                if argument.kind == "confirms" and other is not argument:
                    before |= prover.reading.holds(other.id)
                if argument.kind == "excludes":
                    if other is argument:
                        break
                    before |= prover.reading.holds(other.id)
            alone = held & ~before & (~excluded if argument.kind == "confirms" else prover.space.always)
            if held.satisfiable() and not alone.satisfiable():
                found.append(prover.finding("argument_without_effect", argument.id, held, form=form.id))
        if (confirmed & excluded).satisfiable():
            found.append(prover.finding("form_both_ways", form.id, confirmed & excluded))
    return Proof("every_argument_matters", count, tuple(found))


def every_loss_has_its_reason(prover: _Prover) -> Proof:
    """Where a weaker form is named, each stronger one is ruled out by an argument that says so."""
    found = []
    outcomes = [one for one in prover.principal if one]
    for number, outcome in enumerate(outcomes):
        if outcome not in prover.base.forms:
            continue
        lost = prover.space.never
        for weaker in outcomes[number + 1 :]:
            lost |= prover.principal[weaker]
        unsaid = lost & ~_sides(prover, prover.base.forms[outcome])[1]
        if unsaid.satisfiable():
            found.append(prover.finding("lost_without_reason", outcome, unsaid))
    return Proof("every_loss_has_its_reason", len(prover.base.forms), tuple(found))


def _sides(prover: _Prover, form: Form) -> tuple[Function, Function]:
    """Return where a form is confirmed, and where it is excluded."""
    sides = []
    for kind in ("confirms", "excludes"):
        side = prover.space.never
        for argument in form.arguments:
            if argument.kind == kind:
                side |= prover.reading.holds(argument.id)
        sides.append(side)
    return sides[0], sides[1]


# --- every form, every question -----------------------------------------------------------------------------


def every_form_reached(prover: _Prover) -> Proof:
    """Each form is the principal one for some answers, and so is each reason to name none."""
    found = []
    for outcome, function in prover.principal.items():
        if outcome in (OPEN, UNDETERMINED) or function.satisfiable():
            continue
        fits = prover.fits(outcome)
        if fits.satisfiable():
            found.append(prover.finding("form_shadowed", outcome, fits, by=", ".join(_first_there(prover, fits))))
        else:
            found.append(prover.finding("form_never", outcome, None))
    return Proof("every_form_reached", len(prover.principal) - 2, tuple(found))


def _first_there(prover: _Prover, fits: Function) -> Iterable[str]:
    """Return the outcomes that are named where a form fits."""
    return [one for one, function in prover.principal.items() if one and (function & fits).satisfiable()]


def provisional(prover: _Prover) -> Proof:
    """Each form can be named provisionally, unless what confirms it rules out all that comes before it."""
    reading = Open(prover.decisions)
    possible = reading.possible(PRINCIPAL)
    earlier: list[Function] = []
    never, found = [], []
    for outcome, function in possible.items():
        if outcome in prover.base.forms:
            fits = reading.holds(outcome) & function
            rivals = fits & _some_but_few(reading, earlier)
            if not rivals.satisfiable():
                undecided = reading.space.never
                for other in earlier:
                    undecided |= fits & other
                if undecided.satisfiable():
                    found.append(prover.finding("never_provisional", outcome, None, most=MOST_RIVALS))
                never.append(outcome)
        earlier.append(function)
    return Proof("provisional", len(prover.base.forms) - len(never), tuple(found), tuple(never))


def _some_but_few(reading: Reading, functions: list[Function]) -> Function:
    """Return where at least one of the functions holds, and no more than a provisional form may have before it."""
    exactly = [reading.space.always, *[reading.space.never] * MOST_RIVALS]
    for function in functions:
        exactly = [
            (here & ~function) | (before & function)
            for here, before in zip(exactly, [reading.space.never, *exactly[:-1]], strict=True)
        ]
    some = reading.space.never
    for count in exactly[1:]:
        some |= count
    return some


def every_question_matters(prover: _Prover) -> Proof:
    """Each question is asked for some answers, and can change what a verdict shows; an extra one, what schools say."""
    shown, said = _asked_by(prover, _shown(prover)), _asked_by(prover, _said_by_schools(prover))
    found = []
    for question in prover.base.questions.values():
        if not prover.reading.asked(question.id).satisfiable():
            found.append(prover.finding("question_never_asked", question.id, None))
        elif question.extra and question.id not in said:
            found.append(prover.finding("extra_without_effect", question.id, None))
        elif not question.extra and question.id not in shown:
            found.append(prover.finding("question_without_effect", question.id, None))
    return Proof("every_question_matters", len(prover.base.questions), tuple(found))


def _asked_by(prover: _Prover, shown: Iterable[Mapping[str, Function]]) -> set[str]:
    """Return the questions on which one of these outcomes depends."""
    return {prover.space.order[rank] for outcomes in shown for rank in prover.space.diagram(outcomes).questions}


def _shown(prover: _Prover) -> Iterator[Mapping[str, Function]]:
    """Yield what a verdict shows: the form, the axes, and what is shown beside them."""
    yield prover.principal
    yield from (prover.reading.sole(axis) for axis in prover.base.axes)
    for subject, forms in shown_beside(prover.base):
        held = prover.shown(subject, forms)
        yield {HOLDS: held, OPEN: ~held}


def _said_by_schools(prover: _Prover) -> Iterator[Mapping[str, Function]]:
    """Yield what other schools say that rests on a question asked for them only."""
    extras = {id_ for id_, one in prover.base.questions.items() if one.extra}
    said = [places_of(line) for scale in prover.base.scales.values() for line in scale.lines]
    said += [{HOLDS: when} for (kind, _), when in talks(prover.base) if kind in SCHOOLS]
    for places in said:
        if not extras.isdisjoint(questions_behind(prover.base, Any(tuple(places.values())))):
            yield prover.first_held(places)


# --- what is shown beside a verdict -------------------------------------------------------------------------


def every_point_matters(prover: _Prover) -> Proof:
    """Each point, debate, right and partner word holds for some answers and not for others; none is settled and not.

    Where all that is asked is answered, what is not established is not shown: a question not asked says nothing.
    """
    found, count = [], 0
    for (kind, id_), when in talks(prover.base):
        count += 1
        established = prover.reading.truth(when)[0]
        if not established.satisfiable():
            found.append(_beside(prover, "rule_never_holds", kind, id_, when, conflict=_told(prover, when)))
        elif not (~established).satisfiable():
            found.append(_beside(prover, "never_ruled_out", kind, id_, when))
    return Proof("every_point_matters", count, (*found, *_settled_and_not(prover)))


def _settled_and_not(prover: _Prover) -> Iterator[Finding]:
    """Yield the points said to be settled where they are still to settle, or never said to be."""
    for one in prover.base.settle.values():
        if one.settled_when is None:
            continue
        settled = prover.reading.truth(one.settled_when)[0]
        both = settled & prover.reading.truth(one.when)[0]
        if not settled.satisfiable():
            conflict = _told(prover, one.settled_when)
            yield _beside(prover, "rule_never_holds", "settle", one.id, one.settled_when, conflict=conflict)
        elif both.satisfiable():
            yield _beside(prover, "settled_and_not", "settle", one.id, All((one.when, one.settled_when)), shown=both)


def _beside(
    prover: _Prover, code: str, kind: str, id_: str, when: Condition, shown: Function | None = None, **values: object
) -> Finding:
    """Make a finding about what is no decision: its place is its own, and it rests on what its condition speaks of."""
    place = prover.base.places.get(f"{kind}:{id_}", Place())
    answers = prover.space.answers(shown) if shown is not None else None
    below = [(one, place_of(prover.base, one)) for one in sorted(subjects(when))]
    involved = ((f"{kind}.{id_}", place), *below)
    return Finding(fault(code, place, id=f"{kind}.{id_}", **values), tuple((answers or {}).items()), involved)


# --- what other schools say ---------------------------------------------------------------------------------


def every_line_has_one_place(prover: _Prover) -> Proof:
    """Each line of a scale has one place, or nothing to say, for every way of answering; each is met for some."""
    lines = [line for scale in prover.base.scales.values() for line in scale.lines]
    found = [finding for line in lines for finding in _placed(prover, line)]
    return Proof("every_line_has_one_place", len(lines), tuple(found))


def _placed(prover: _Prover, line: ScaleLine) -> Iterator[Finding]:
    """Yield what is wrong with a line: a place that is never reached, two that hold together, answers without any."""
    places = places_of(line)
    everything = Any(tuple(places.values()))
    held: dict[str, Function] = {}
    for rung, when in places.items():
        here = prover.reading.truth(when)[0]
        if not here.satisfiable():
            yield _on_line(prover, "rung_never", line, everything, None, rung=rung, conflict=_told(prover, when))
        for other, there in held.items():
            if (here & there).satisfiable():
                yield _on_line(prover, "rungs_overlap", line, everything, here & there, rung=rung, other=other)
        held[rung] = here
    left = prover.first_held(places)[OPEN]
    if left.satisfiable():
        yield _on_line(prover, "line_left_open", line, everything, left)


def _on_line(
    prover: _Prover, code: str, line: ScaleLine, when: Condition, shown: Function | None, **values: object
) -> Finding:
    return _beside(prover, code, "scale_line", line.id, when, shown=shown, **values)


Check = Callable[[_Prover], Proof]
CHECKS: tuple[Check, ...] = (
    one_level,
    one_form,
    nothing_falls_through,
    every_level_reached,
    every_rule_fires,
    everything_is_shown,
    every_level_matters,
    every_argument_matters,
    every_loss_has_its_reason,
    every_form_reached,
    provisional,
    every_question_matters,
    every_point_matters,
    every_line_has_one_place,
)
# What another school changes: the rest is proven once. A level or a question need not matter to every school.
OF_FORMS: tuple[Check, ...] = (
    one_form,
    every_rule_fires,
    everything_is_shown,
    every_argument_matters,
    every_loss_has_its_reason,
    every_form_reached,
    provisional,
)
