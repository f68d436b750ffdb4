"""Walks along dependencies: everything that can be reached from some starting points."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def reached(starts: Iterable[str], following: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return the starting points and all that can be reached from them.

    Args:
        starts: where to begin.
        following: what comes directly after one point.
    """
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        point = waiting.pop()
        if point not in found:
            found.add(point)
            waiting.extend(following(point))
    return frozenset(found)
