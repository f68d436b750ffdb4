"""Reads a rule base as another school does: the same questions and criteria, other forms, ranks and arguments.

What each school changes is in the files of `rules/readings/`; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from qualifier.knowledge.models import Advice, Change, Form, RuleBase


def read_as(base: RuleBase, reading: str) -> RuleBase:
    """Return the rule base as a school reads it.

    Args:
        base: the rules, in their usual reading.
        reading: one of `base.readings`.

    Raises:
        KeyError: there is no such reading.
    """
    school = base.readings[reading]
    if reading == base.reading:
        return base
    changes = {one.form: one for one in school.changes}
    kept = (_changed(form, changes.get(form.id)) for form in base.forms.values())
    forms = {form.id: form for form in (*(one for one in kept if one is not None), *school.forms)}
    known = forms.keys()
    advice = (_meant(step, known) for step in (*base.advice.values(), *school.advice))
    return replace(
        base,
        reading=reading,
        forms={one.id: _unconfused(one, known) for one in sorted(forms.values(), key=lambda form: form.precedence)},
        advice={step.id: step for step in advice if step is not None},
    )


def _changed(form: Form, change: Change | None) -> Form | None:
    """Return a form as a school has it, None when it has no place there."""
    if change is None:
        return form
    if change.leaves:
        return None
    kept = tuple(one for one in form.arguments if one.id not in change.without)
    return replace(
        form,
        precedence=form.precedence if change.precedence is None else change.precedence,
        precedence_reason=change.precedence_reason or form.precedence_reason,
        arguments=(*kept, *change.arguments),
        confusions={**form.confusions, **change.confusions},
    )


def _unconfused(form: Form, known: Container[str]) -> Form:
    """Leave out what a form is taken for that the school does not know."""
    kept = {other: text for other, text in form.confusions.items() if other in known}
    return form if len(kept) == len(form.confusions) else replace(form, confusions=kept)


def _meant(step: Advice, known: Container[str]) -> Advice | None:
    """Return a step for the forms that the school knows; None when it was for others only."""
    forms = tuple(one for one in step.forms if one in known)
    return None if step.forms and not forms else replace(step, forms=forms)
