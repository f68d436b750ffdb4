"""What the tests of a group share: viewpoints made from options, or drawn by lot around one story."""

from collections.abc import Iterable, Mapping
from random import Random
from string import ascii_uppercase

from qualifier.group.viewpoints import View
from qualifier.knowledge.models import RuleBase
from tests.support import case_of


def views_of(*answers: Mapping[str, str]) -> tuple[View, ...]:
    """Return the viewpoints A, B, C… with these options."""
    return tuple(View(label, case_of(one)) for label, one in zip(ascii_uppercase, answers, strict=False))


def sided(*answers: tuple[str | None, Mapping[str, str]]) -> tuple[View, ...]:
    """Return the viewpoints A, B, C… with these sides and options."""
    return tuple(View(label, case_of(one), side) for label, (side, one) in zip(ascii_uppercase, answers, strict=False))


def varied(base: RuleBase, options: Mapping[str, str], draw: Random) -> dict[str, str]:
    """Change up to six answers, and lose one in eight."""
    found = dict(options)
    for _ in range(draw.randrange(7)):
        question = draw.choice(list(base.questions.values()))
        found[question.id] = draw.choice(question.options).id
    return {one: found[one] for one in base.questions if one in found and draw.random() >= 0.125}


def drawn_few(options: Mapping[str, Iterable[str]], draw: Random) -> dict[str, str]:
    """Draw an answer to most of these questions."""
    return {one: draw.choice(list(found)) for one, found in options.items() if draw.random() < 0.7}
