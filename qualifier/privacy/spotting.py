"""Says what in a free text looks like a person's name, a telephone number, an e-mail or a postal address.

It is a pointer, never a guarantee: it misses names that it does not know, and may take a word for a name. How each kind
is found is in `persons`, `contacts` and `addresses`; replacing what is found is in `pseudonyms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualifier.privacy.addresses import addresses
from qualifier.privacy.contacts import emails, phones
from qualifier.privacy.persons import persons
from qualifier.privacy.stand_ins import hidden
from qualifier.privacy.tokens import HIDDEN
from qualifier.words import Lang

Kind = Literal["person", "phone", "email", "address"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Something in a text that looks personal.

    Attributes:
        kind: what it looks like.
        start: where it begins in the text.
        end: where it ends.
        found: the words themselves.
    """

    kind: Kind
    start: int
    end: int
    found: str


def spotted(text: str, lang: Lang) -> tuple[Spot, ...]:
    """Return what in a text looks personal, in the order of the text, without overlaps.

    Stand-ins such as « personne A » are never taken for anything personal.

    Args:
        text: a name, a note, a reason: up to a few hundred words.
        lang: the language it is written in.
    """
    masked = hidden(text)
    found = sorted(_everything(masked, lang), key=lambda spot: (spot.start - spot.end, spot.start, spot.kind))
    kept: list[Spot] = []
    for spot in found:
        if all(spot.end <= other.start or other.end <= spot.start for other in kept):
            kept.append(spot)
    return tuple(sorted(kept, key=lambda spot: spot.start))


def _everything(text: str, lang: Lang) -> Iterator[Spot]:
    ranges: tuple[tuple[Kind, Iterator[tuple[int, int]]], ...] = (
        ("email", emails(text)),
        ("phone", phones(text, lang)),
        ("address", addresses(text)),
        ("person", persons(text, lang)),
    )
    for kind, found in ranges:
        for start, end in found:
            if HIDDEN not in text[start:end]:
                yield Spot(kind, start, end, text[start:end])
