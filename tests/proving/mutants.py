"""Rule bases with one thing wrong: a rule deleted, an option flipped, two forms that change places, a rung that moves.

Made from the loaded rules, in an order that depends on nothing but them, so that a test can draw some and name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualifier.knowledge.conditions import All, Any, Condition, In
from qualifier.knowledge.models import Argument, Criterion, Form, RuleBase, Scale, ScaleLine, domains_of


@dataclass(frozen=True)
class Mutant:
    """A rule base with one thing wrong, and what that is."""

    name: str
    base: RuleBase


def mutants(base: RuleBase) -> Iterator[Mutant]:
    """Yield every mutant: rules deleted, options flipped, precedences swapped."""
    yield from _without_a_level(base)
    yield from _without_an_argument(base)
    yield from _flipped_in_levels(base)
    yield from _flipped_in_arguments(base)
    yield from _swapped(base)


def scale_mutants(base: RuleBase) -> Iterator[Mutant]:
    """Yield every mutant of a scale: one value more, or one less, in the condition of a rung."""
    for scale in base.scales.values():
        for number, line in enumerate(scale.lines):
            for rung, when in line.at.items():
                for what, flipped in _flips(base, when):
                    altered = replace(line, at={**line.at, rung: flipped})
                    yield Mutant(f"flip {what} in {line.id}.{rung}", _with_line(base, scale, number, altered))


def _with_line(base: RuleBase, scale: Scale, number: int, line: ScaleLine) -> RuleBase:
    lines = (*scale.lines[:number], line, *scale.lines[number + 1 :])
    return replace(base, scales={**base.scales, scale.id: replace(scale, lines=lines)})


def _without_a_level(base: RuleBase) -> Iterator[Mutant]:
    for criterion in base.criteria.values():
        for level in criterion.levels[:-1]:
            kept = tuple(one for one in criterion.levels if one is not level)
            if len(kept) > 1:
                yield Mutant(
                    f"delete {criterion.id}.{level.id}", _with_criterion(base, replace(criterion, levels=kept))
                )


def _without_an_argument(base: RuleBase) -> Iterator[Mutant]:
    for form in base.forms.values():
        for argument in form.of_kind("confirms", "excludes"):
            kept = tuple(one for one in form.arguments if one is not argument)
            yield Mutant(f"delete {argument.id}", _with_form(base, replace(form, arguments=kept)))


def _flipped_in_levels(base: RuleBase) -> Iterator[Mutant]:
    for criterion in base.criteria.values():
        for number, level in enumerate(criterion.levels[:-1]):
            for what, when in _flips(base, level.when):
                levels = list(criterion.levels)
                levels[number] = replace(level, when=when)
                altered = replace(criterion, levels=tuple(levels))
                yield Mutant(f"flip {what} in {criterion.id}.{level.id}", _with_criterion(base, altered))


def _flipped_in_arguments(base: RuleBase) -> Iterator[Mutant]:
    for form in base.forms.values():
        for number, argument in enumerate(form.arguments):
            if argument.kind in ("confirms", "excludes"):
                for what, when in _flips(base, argument.when):
                    yield Mutant(f"flip {what} in {argument.id}", _with_argument(base, form, number, argument, when))


def _with_argument(base: RuleBase, form: Form, number: int, argument: Argument, when: Condition) -> RuleBase:
    arguments = list(form.arguments)
    arguments[number] = replace(argument, when=when)
    return _with_form(base, replace(form, arguments=tuple(arguments)))


def _swapped(base: RuleBase) -> Iterator[Mutant]:
    ranked = sorted(base.forms.values(), key=lambda form: form.precedence)
    for distance in (1, 2, 3):
        for one, other in zip(ranked, ranked[distance:], strict=False):
            swapped = _with_form(base, replace(one, precedence=other.precedence))
            yield Mutant(
                f"swap {one.id} and {other.id}", _with_form(swapped, replace(other, precedence=one.precedence))
            )


def _flips(base: RuleBase, condition: Condition | None) -> Iterator[tuple[str, Condition]]:
    """Yield the condition with one value more, or one less, in one place."""
    if isinstance(condition, In):
        for value in domains_of(base)[condition.subject]:
            yield f"{condition.subject}={value}", In(condition.subject, condition.values ^ {value})
    elif condition is not None:
        for number, part in enumerate(condition.parts):
            for what, flipped in _flips(base, part):
                parts = (*condition.parts[:number], flipped, *condition.parts[number + 1 :])
                yield what, All(parts) if isinstance(condition, All) else Any(parts)


def _with_criterion(base: RuleBase, criterion: Criterion) -> RuleBase:
    return replace(base, criteria={**base.criteria, criterion.id: criterion})


def _with_form(base: RuleBase, form: Form) -> RuleBase:
    return replace(base, forms={**base.forms, form.id: form})
