"""Why a form is not the one: one reason each, taken from the rules themselves.

Works on anything that tells what is still possible, so that the questionnaire and the verdict give the same reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualifier.knowledge.conditions import In, Possible, clauses, truth
from qualifier.knowledge.models import UNDETERMINED, Form, RuleBase, Undetermined, domains_of
from qualifier.reasoning.decisions import HOLDS
from qualifier.words import Text, message


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with the works it rests on."""

    text: Text
    source: tuple[str, ...] = ()


def fact(base: RuleBase, possible: Possible, leaf: In) -> Text:
    """Say what is known of the subject of a leaf: the level reached, or the option chosen.

    Args:
        base: the rules.
        possible: what is still possible of each subject.
        leaf: the condition spoken of.
    """
    values = possible(leaf.subject)
    if leaf.subject in base.criteria:
        criterion = base.criteria[leaf.subject]
        if len(values) == 1:
            return criterion.level(next(iter(values))).because
        names = [level.name for level in criterion.levels if level.id in values]
        return message("verdict", "still_one_of", name=criterion.name, names=listed(names))
    question = base.questions[leaf.subject]
    labels = [option.label for option in question.options if option.id in values]
    return message("verdict", "answered", ask=question.ask, label=listed(labels))


def excluded_because(base: RuleBase, possible: Possible, form: Form) -> Reason | None:
    """Return why a form is ruled out by its own conditions, or None when it is not.

    An argument that excludes it speaks first; else the first thing its confirming argument lacks.

    Args:
        base: the rules.
        possible: what is still possible of each subject.
        form: the form.
    """
    for argument in form.of_kind("excludes"):
        if possible(argument.id) == {HOLDS}:
            return Reason(argument.because, argument.source)
    lacking = first_lacking(base, possible, form)
    if lacking is None:
        return None
    return Reason(fact(base, possible, lacking), _source(base, lacking))


def speaks_first(base: RuleBase, possible: Possible) -> Form | Undetermined | None:
    """Return what is established and comes before all else that is: a form, or a reason to name none.

    Args:
        base: the rules.
        possible: what is still possible of each subject.
    """
    ranked: list[tuple[int, str, Form | Undetermined]] = [(f.precedence, f.id, f) for f in base.forms.values()]
    ranked += [
        (one.precedence, f"{UNDETERMINED}.{one.id}", one)
        for one in base.undetermined.values()
        if one.precedence is not None
    ]
    established = (one for _, subject, one in sorted(ranked, key=lambda row: row[0]) if possible(subject) == {HOLDS})
    return next(established, None)


def reason_line(name: Text, reason: Reason) -> Text:
    """Return a form's name followed by its reason, as one line."""
    return message("verdict", "criterion_line", name=name, fact=reason.text)


def first_lacking(base: RuleBase, possible: Possible, form: Form) -> In | None:
    """Return the most telling condition that a form lacks: one of its deciders if any, else the first."""
    domains = domains_of(base)
    lacking: list[In] = []
    for argument in form.of_kind("confirms"):
        if truth(argument.when, possible) is not False:
            return None
        ways = clauses(argument.when, domains)
        missing: list[list[In]] = [[leaf for leaf in way if truth(leaf, possible) is False] for way in ways]
        lacking += sorted(missing, key=len)[0] if missing else []
    decisive = [leaf for decider in form.deciders for leaf in lacking if leaf.subject == decider]
    return next(iter(decisive or lacking), None)


def _source(base: RuleBase, leaf: In) -> tuple[str, ...]:
    table: Mapping[str, object] = base.criteria if leaf.subject in base.criteria else base.questions
    return tuple(getattr(table[leaf.subject], "source", ()))


def listed(texts: list[Text]) -> Text:
    """Join alternatives with the word for "or".

    Args:
        texts: the alternatives.
    """
    last = message("verdict", "or")
    return Text(f" {last.fr} ".join(text.fr for text in texts), f" {last.en} ".join(text.en for text in texts))
