"""Proposes a text in which what looks personal is replaced by neutral words.

The same person keeps the same stand-in within a text, and from one text to the next through what is kept of the
replacements. Nothing is decided for the user, who may keep the text as typed; finding is in `spotting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType

from qualifier.privacy.people import Name, name_of
from qualifier.privacy.spotting import Spot, spotted
from qualifier.privacy.stand_ins import person_stand_in, stand_ins_in, thing_stand_in
from qualifier.words import Lang

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text without what looked personal in it.

    Attributes:
        text: the text, each thing found replaced.
        spots: what was found, in the order of the text as typed.
        replaced: for the words of each thing found, what stands for them; to be kept for the next text.
    """

    text: str
    spots: tuple[Spot, ...]
    replaced: Mapping[str, str]


def proposed(text: str, lang: Lang, kept: Mapping[str, str] = _NOTHING) -> Proposal:
    """Return a text with a stand-in for each thing in it that looks personal; nothing more is found in the result.

    Args:
        text: the text as typed.
        lang: the language it is written in.
        kept: what earlier texts had replaced, so that the same person keeps the same stand-in.
    """
    spots: tuple[Spot, ...] = ()
    taken = stand_ins_in(text)
    # Hiding one thing can bring out another beside it: the proposal is read again until nothing is found in it.
    while True:
        replaced = _replacements(spots, lang, kept, taken)
        proposal = _with(text, spots, replaced)
        more = spotted(proposal, lang)
        if not more:
            return Proposal(proposal, spots, replaced)
        moved = (_moved_back(spot, spots, replaced) for spot in more)
        spots = tuple(sorted((*spots, *moved), key=lambda spot: spot.start))


def _moved_back(spot: Spot, spots: tuple[Spot, ...], replaced: Mapping[str, str]) -> Spot:
    """Return a spot of a proposal as a spot of the text as typed."""
    start = spot.start
    for other in spots:
        if other.start >= start:
            break
        start += len(other.found) - len(replaced[other.found])
    return replace(spot, start=start, end=start + len(spot.found))


def _replacements(
    spots: Iterable[Spot], lang: Lang, kept: Mapping[str, str], taken: frozenset[str]
) -> Mapping[str, str]:
    spots = tuple(spots)
    persons = _persons([spot.found for spot in spots if spot.kind == "person"], lang, kept, taken)
    return {
        spot.found: persons[spot.found] if spot.kind == "person" else thing_stand_in(spot.kind, lang) for spot in spots
    }


def _persons(names: list[str], lang: Lang, kept: Mapping[str, str], taken: frozenset[str]) -> dict[str, str]:
    """Return the stand-in of each name: the one kept for that person, else the next that is free."""
    things = {thing_stand_in(kind, lang) for kind in ("phone", "email", "address")}
    known = [(name_of(found), stand_in) for found, stand_in in kept.items() if stand_in not in things]
    free = _free_stand_ins(lang, taken | set(kept.values()))
    group_of = _groups(names)
    given: dict[int, str] = {}
    for found in names:
        group = group_of[found]
        if group not in given:
            fullest = max((one for one in names if group_of[one] == group), key=lambda one: len(name_of(one).parts))
            given[group] = kept.get(found) or _known_as(name_of(fullest), known) or next(free)
    return {found: given[group_of[found]] for found in names}


def _free_stand_ins(lang: Lang, taken: frozenset[str]) -> Iterator[str]:
    return (one for one in (person_stand_in(rank, lang) for rank in count()) if one not in taken)


def _known_as(name: Name, known: list[tuple[Name, str]]) -> str | None:
    """Return the stand-in of the person of a name, unless it could be that of several."""
    same = {stand_in for other, stand_in in known if name.may_be(other)}
    return same.pop() if len(same) == 1 else None


def _groups(names: list[str]) -> dict[str, int]:
    """Return the names of a text by person, the fullest first: "Karim" and "M. Benali" both go with "Karim Benali"."""
    groups: list[list[Name]] = []
    group_of: dict[str, int] = {}
    for found in sorted(dict.fromkeys(names), key=lambda one: (-len(name_of(one).parts), names.index(one))):
        name = name_of(found)
        fitting = [rank for rank, group in enumerate(groups) if _fits(name, group)]
        if len(fitting) == 1:
            groups[fitting[0]].append(name)
            group_of[found] = fitting[0]
        else:
            groups.append([name])
            group_of[found] = len(groups) - 1
    return group_of


def _fits(name: Name, group: list[Name]) -> bool:
    """Return whether a name may be that of the person of a group, whose first name is the fullest."""
    return name.may_be(group[0]) and all(name.suits(other) for other in group)


def _with(text: str, spots: tuple[Spot, ...], replaced: Mapping[str, str]) -> str:
    for spot in reversed(spots):
        text = text[: spot.start] + replaced[spot.found] + text[spot.end :]
    return text
