"""Where the sides of a relationship answer apart: a finding in itself, whether or not it changes the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qualifier.group.viewpoints import View
from qualifier.group.voices import Voices
from qualifier.reasoning.verdict import Reasoner


@dataclass(frozen=True)
class Asymmetry:
    """A question to which no two sides give a common answer.

    Attributes:
        question: the question.
        says: for each side that answers it, two at least, the options its people choose, in the rules' order.
        matters: whether the outcome depends on it, for some way of settling the rest among all the voices.
    """

    question: str
    says: Mapping[str, tuple[str, ...]]
    matters: bool


def asymmetries(reasoner: Reasoner, views: Sequence[View]) -> tuple[Asymmetry, ...]:
    """Return the questions on which the sides answer apart, those that matter first.

    A side whose people all leave a question open, or to whom it is not put, says nothing on it and is left out; a
    viewpoint without a side counts for what matters only.

    Args:
        reasoner: the rules.
        views: the viewpoints, in any order.

    Raises:
        FaultsFound: there is no viewpoint, or the rules are too large for their diagrams.
    """
    voices = Voices(reasoner, views)
    found = (
        Asymmetry(question, MappingProxyType(says), voices.matters(question))
        for question in voices.said
        if len(says := _says(voices, question)) > 1 and _apart(says)
    )
    return tuple(sorted(found, key=lambda one: not one.matters))


def _says(voices: Voices, question: str) -> dict[str, tuple[str, ...]]:
    """Return what each side that answers a question says."""
    voiced = voices.said[question]
    sides = sorted({view.side for views in voiced.values() for view in views if view.side is not None})
    return {
        side: tuple(option for option, views in voiced.items() if any(view.side == side for view in views))
        for side in sides
    }


def _apart(says: Mapping[str, tuple[str, ...]]) -> bool:
    options = [option for chosen in says.values() for option in chosen]
    return len(options) == len(set(options))
