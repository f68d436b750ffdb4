"""Two verdicts side by side: whether the form changed, which facts and rules moved, what appears and what goes.

For the same rules and two sets of answers (what if one were otherwise), or one set of answers and two rule bases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualifier.explanation.prospects import outcome_name
from qualifier.explanation.why_not import fact
from qualifier.knowledge.conditions import In
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.reasoning.verdict import Verdict
from qualifier.words import Text, message


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a verdict and another.

    Attributes:
        form: what becomes of the form and of how firm it is, as a sentence.
        changed: whether the outcome is another.
        facts: the criteria that moved: before, then after.
        gained: arguments and alerts that hold only afterwards, as sentences.
        lost: those that hold only before.
        opened: questions to be asked only afterwards.
        closed: questions to be asked only before.
    """

    form: Text
    changed: bool
    facts: tuple[Text, ...]
    gained: tuple[Text, ...]
    lost: tuple[Text, ...]
    opened: tuple[Text, ...]
    closed: tuple[Text, ...]


def compare(base: RuleBase, before: Verdict, after: Verdict) -> Comparison:
    """Compare two verdicts drawn from the same rules.

    Args:
        base: the rules.
        before: the verdict to start from.
        after: the other one.
    """
    earlier, later = dict(_shown(base, before, (before, after))), dict(_shown(base, after, (before, after)))
    was, now = (_asked_of_all(base, one) for one in (before, after))
    return Comparison(
        form=outcome_change(base, before, base, after),
        changed=before.outcome != after.outcome,
        facts=tuple(_moved(base, before, after)),
        gained=tuple(text for id_, text in later.items() if id_ not in earlier),
        lost=tuple(text for id_, text in earlier.items() if id_ not in later),
        opened=tuple(base.questions[one].ask for one in now if one not in was),
        closed=tuple(base.questions[one].ask for one in was if one not in now),
    )


def outcome_change(old: RuleBase, before: Verdict, new: RuleBase, after: Verdict) -> Text:
    """Say what becomes of the outcome: the same, or from one to another, and how firm each is.

    Args:
        old: the rules of the first verdict.
        before: the first verdict.
        new: the rules of the second.
        after: the second verdict.
    """
    names = [outcome_name(base, outcome_of(one)) for base, one in ((old, before), (new, after))]
    marks = [message("verdict", f"status_{one.status}") for one in (before, after)]
    if before.outcome == after.outcome:
        return message("verdict", "compared_same", name=names[1], status=marks[1])
    if before.principal == after.principal != UNDETERMINED:
        return message("verdict", "compared_status", name=names[1], before=marks[0], after=marks[1])
    return message("verdict", "compared_other", before=names[0], after=names[1])


def outcome_of(verdict: Verdict) -> str:
    """Return the outcome of a verdict as one name: a form, or `undetermined.reason`."""
    return f"{UNDETERMINED}.{verdict.because}" if verdict.because else verdict.principal


def _asked_of_all(base: RuleBase, verdict: Verdict) -> tuple[str, ...]:
    """Return the questions to be asked; no answer opens or closes one that was merely wanted, for other schools."""
    return tuple(one for one in verdict.relevant if not base.questions[one].extra)


def _moved(base: RuleBase, before: Verdict, after: Verdict) -> Iterator[Text]:
    """Yield the criteria whose level is another, as sentences."""
    for id_, criterion in base.criteria.items():
        levels = before.conclusions.possible[id_], after.conclusions.possible[id_]
        # A criterion whose questions close has nothing to say any more: they are named as closed, once.
        if levels[0] != levels[1] and len(levels[1]) == 1:
            facts = [
                fact(base, one.conclusions.possible.__getitem__, In(id_, frozenset()))
                if len(one.conclusions.possible[id_]) < len(criterion.levels)
                else message("verdict", "compared_unknown")
                for one in (before, after)
            ]
            yield message("verdict", "compared_fact", name=criterion.name, before=facts[0], after=facts[1])


def _shown(base: RuleBase, verdict: Verdict, about: Iterable[Verdict]) -> Iterator[tuple[str, Text]]:
    """Yield the arguments on the forms named by either verdict, and the alerts, that hold in one."""
    forms = dict.fromkeys(one.principal for one in about if one.principal in base.forms)
    for form in forms:
        for argument in base.forms[form].arguments:
            if verdict.conclusions.holds(argument.id):
                kind = message("verdict", f"compared_{argument.kind}", name=base.forms[form].name)
                yield argument.id, message("verdict", "criterion_line", name=kind, fact=argument.because)
    for alert in verdict.alerts:
        yield f"alert.{alert}", base.alerts[alert].say
