"""The condition language, reduced to three primitives: `In`, `All` and `Any`.

A condition speaks of *subjects* (a question, a criterion, an argument, a form), each with a closed domain of values.
There is no negation among the primitives: what is not in a set is in its complement, so `negate` gives a condition of
the same kind. What is known of a subject is the set of its values that are *still possible*; an unanswered question
still has them all. Neither files nor reasoning strategies live here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

Values = frozenset[str]
Domains = Mapping[str, tuple[str, ...]]
Possible = Callable[[str], Values]


@dataclass(frozen=True, slots=True)
class In:
    """The subject has one of these values."""

    subject: str
    values: Values


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; with no parts it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds; with no parts it never holds."""

    parts: tuple[Condition, ...]


Condition = In | All | Any
Clause = tuple[In, ...]
ALWAYS = All(())
MOST_CLAUSES = 400
NEVER = Any(())


def at_least(count: int, parts: tuple[Condition, ...]) -> Condition:
    """Rewrite "at least `count` of the parts" into the primitives.

    Args:
        count: how many parts must hold.
        parts: the parts to count.

    Returns:
        A condition that holds exactly when enough parts hold.
    """
    if count <= 0:
        return ALWAYS
    if count > len(parts):
        return NEVER
    first, rest = parts[0], parts[1:]
    return Any((All((first, at_least(count - 1, rest))), at_least(count, rest)))


def negate(condition: Condition, domains: Domains) -> Condition:
    """Return the condition that holds exactly when this one does not.

    Args:
        condition: the condition to negate.
        domains: the closed domain of each subject.
    """
    if isinstance(condition, In):
        return In(condition.subject, frozenset(domains[condition.subject]) - condition.values)
    parts = tuple(negate(part, domains) for part in condition.parts)
    return Any(parts) if isinstance(condition, All) else All(parts)


def truth(condition: Condition, possible: Possible) -> bool | None:
    """Tell whether a condition is established (True), ruled out (False) or open (None).

    Kleene's three values: an answer still missing never counts as a no.

    Args:
        condition: what to judge.
        possible: for a subject, its values that are still possible.
    """
    if isinstance(condition, In):
        values = possible(condition.subject)
        if values <= condition.values:
            return True
        return None if values & condition.values else False
    found = {truth(part, possible) for part in condition.parts}
    decisive = isinstance(condition, Any)
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def leaves(condition: Condition) -> Iterator[In]:
    """Yield every `In` of a condition, in order."""
    if isinstance(condition, In):
        yield condition
    else:
        for part in condition.parts:
            yield from leaves(part)


def subjects(condition: Condition) -> frozenset[str]:
    """Return the subjects a condition speaks of."""
    return frozenset(leaf.subject for leaf in leaves(condition))


class TooManyClauses(ValueError):
    """A condition spreads into more clauses than a reader or an engine could bear."""


def clauses(condition: Condition, domains: Domains, most: int = MOST_CLAUSES) -> tuple[Clause, ...]:
    """Spread a condition into clauses: it holds exactly when all the leaves of one clause hold.

    Leaves on one subject are merged; leaves that always hold, impossible clauses, and clauses implied by a shorter one
    are dropped.

    Args:
        condition: what to spread.
        domains: the closed domain of each subject.
        most: the largest number of clauses allowed on the way.

    Raises:
        TooManyClauses: the condition spreads beyond `most`.
    """
    if isinstance(condition, In):
        if condition.values >= frozenset(domains[condition.subject]):
            return ((),)
        return ((condition,),) if condition.values else ()
    parts = [clauses(part, domains, most) for part in condition.parts]
    if isinstance(condition, Any):
        return _without_implied([clause for part in parts for clause in part])
    size = 1
    for part in parts:
        size *= len(part)
    if size > most:
        raise TooManyClauses(size)
    merged = (_merge(combination, domains) for combination in product(*parts))
    return _without_implied([clause for clause in merged if clause is not None])


def _merge(combination: tuple[Clause, ...], domains: Domains) -> Clause | None:
    """Merge the leaves of several clauses into one clause, or None when they cannot hold together."""
    allowed: dict[str, Values] = {}
    for leaf in (leaf for clause in combination for leaf in clause):
        allowed[leaf.subject] = allowed.get(leaf.subject, frozenset(domains[leaf.subject])) & leaf.values
    if not all(allowed.values()):
        return None
    return tuple(In(subject, values) for subject, values in allowed.items())


def _without_implied(found: list[Clause]) -> tuple[Clause, ...]:
    """Keep each clause once, leaving out those that a more general one already covers."""
    ordered = sorted(dict.fromkeys(found), key=len)
    kept: list[Clause] = []
    for clause in ordered:
        if not any(_covers(general, clause) for general in kept):
            kept.append(clause)
    return tuple(kept)


def _covers(general: Clause, special: Clause) -> bool:
    """Tell whether `general` holds whenever `special` does."""
    allowed = {leaf.subject: leaf.values for leaf in special}
    return all(leaf.subject in allowed and allowed[leaf.subject] <= leaf.values for leaf in general)
