"""What each school that can decide makes of the same answers, and why the form differs when it does.

The forms come from the rules as each school reads them; here they are only set side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualifier.explanation.why_not import excluded_because, speaks_first
from qualifier.knowledge.cases import Case
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Outcome, Reasoner, Verdict
from qualifier.words import NOTHING, Text, join, message


@dataclass(frozen=True, slots=True)
class ReadingSaid:
    """What a school decides.

    Attributes:
        name: the reading.
        says: what a partnership is for it.
        outcome: the form, its status, or the reason for none.
        form: its name.
        standing: how firm it is; nothing when none is named.
        changed: what is otherwise than in the reading that decides, and why; None when nothing is, or for that one.
        decides: whether it is the reading that decides here.
    """

    id: str
    name: Text
    says: Text
    outcome: Outcome
    form: Text
    standing: Text
    changed: Text | None
    decides: bool
    source: tuple[str, ...]


def readings_said(reasoner: Reasoner, case: Case, verdict: Verdict) -> tuple[ReadingSaid, ...]:
    """Return what each school decides on the same answers, the one that decides here first.

    Args:
        reasoner: the rules with their engine, in the reading that decides.
        case: the answers.
        verdict: the verdict in that reading.
    """
    base = reasoner.base
    here = _said(base, verdict, None, decides=True)
    others = [reasoner.in_reading(one) for one in base.readings if one != base.reading]
    found = [(other.base, other.outline(case)) for other in others]
    return (here, *(_said(one, read, _changed(base, verdict, one, read), decides=False) for one, read in found))


def _said(base: RuleBase, verdict: Verdict, changed: Text | None, *, decides: bool) -> ReadingSaid:
    reading = base.readings[base.reading]
    named = verdict.principal in base.forms
    return ReadingSaid(
        id=reading.id,
        name=reading.name,
        says=reading.says,
        outcome=verdict.outcome,
        form=_name(base, verdict),
        standing=message("verdict", f"status_{verdict.status}") if named else NOTHING,
        changed=changed,
        decides=decides,
        source=reading.source,
    )


def _name(base: RuleBase, verdict: Verdict) -> Text:
    if verdict.principal in base.forms:
        return base.forms[verdict.principal].name
    return base.undetermined[verdict.because or "missing"].name


def _changed(base: RuleBase, verdict: Verdict, other: RuleBase, read: Verdict) -> Text | None:
    """Say what another school decides otherwise, by what, and why the form named here is not its own."""
    if (read.principal, read.because) == (verdict.principal, verdict.because):
        return None
    here, there = _name(base, verdict), _name(other, read)
    said = message("schools", "reading_changed", reading=other.readings[other.reading].name, there=there, here=here)
    return join([said, *_confirmed(other, read), _not_here(base, verdict, other, read)])


def _confirmed(base: RuleBase, verdict: Verdict) -> list[Text]:
    """Return what confirms the form that is named."""
    if verdict.principal not in base.forms:
        return []
    confirming = base.forms[verdict.principal].of_kind("confirms")
    return [one.because for one in confirming if verdict.conclusions.holds(one.id)][:1]


def _not_here(base: RuleBase, verdict: Verdict, other: RuleBase, read: Verdict) -> Text:
    """Say why the form named in the first reading is not the one in the other."""
    if verdict.principal == UNDETERMINED:
        return NOTHING
    if verdict.principal not in other.forms:
        return message("schools", "reading_unknown_form", name=base.forms[verdict.principal].name)
    possible = read.conclusions.possible.__getitem__
    reason = excluded_because(other, possible, other.forms[verdict.principal])
    if reason is not None:
        return reason.text
    first = speaks_first(other, possible)
    return first.precedence_reason or NOTHING if first is not None else NOTHING
