"""The one door to experta: repairs its import, undoes its logging set-up, and lets out only what is used.

experta 1.9.4 pins frozendict 1.2, which subclasses `collections.Mapping`, gone since Python 3.10: the name is lent back
for the time of the import. Importing experta calls `logging.basicConfig`: the handlers it adds are taken off again.
Rules and their meaning are in `forward`.
"""

from __future__ import annotations

import collections
import collections.abc
import logging
import warnings
from collections.abc import Callable
from typing import Any


def _import_experta() -> Any:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    lent = not hasattr(collections, "Mapping")
    if lent:
        collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import experta
    finally:
        if lent:
            del collections.Mapping  # type: ignore[attr-defined]
        root.handlers[:] = handlers
        root.setLevel(level)
    return experta


_experta = _import_experta()
Fact: Any = _experta.Fact
_Rete: Any = _experta.matchers.ReteMatcher
_Engine: Any = _experta.KnowledgeEngine


class _Matcher(_Rete):  # type: ignore[misc]
    """The matcher, without the rewriting of each rule into alternatives: `rule` makes none that has any.

    A third of the time that a network takes to be built went into it.
    """

    @staticmethod
    def prepare_ruleset(engine: Any) -> set[Any]:
        return {one.new_conditions(*(one or [_experta.InitialFact()])) for one in engine.get_rules()}


class Engine(_Engine):  # type: ignore[misc]
    """The engine, with that matcher."""

    __matcher__ = _Matcher


def fact_class(name: str) -> Any:
    """Return a flat class of facts: experta's patterns do not match subclasses of a pattern's class.

    Args:
        name: the name of the class.
    """
    return type(name, (Fact,), {})


def within(fact: Any, allowed: frozenset[str]) -> Any:
    """Return a pattern: a fact of this class whose `possible` values are all allowed.

    One predicate on a set, since experta's OR-constraints explode. The fact carries a frozenset of codes, never None.

    Args:
        fact: the class of facts.
        allowed: the values allowed.
    """
    return fact(possible=_experta.P(lambda possible: possible <= allowed))


def rule(name: str, patterns: list[Any], action: Callable[[Any], None]) -> Any:
    """Return a rule: when every pattern is matched, the action is called with the engine.

    Args:
        name: the rule's name (experta reads it from the function).
        patterns: what must all be matched (none: it always fires); never a NOT, an EXISTS or a TEST.
        action: what to do; it must not raise.
    """
    action.__name__ = name
    return _experta.Rule(*patterns)(action)


def engine(rules: dict[str, Any]) -> Any:
    """Return an engine with these rules, its network built.

    Args:
        rules: the rules by name.
    """
    return type("Rules", (Engine,), dict(rules))()
