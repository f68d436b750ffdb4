"""Rule bases wired at random, of any size: worse than real rules, whose criteria stay on their own subject."""

from __future__ import annotations

import random
from dataclasses import replace

from qualifier.knowledge.conditions import ALWAYS, All, Any, Condition, In
from qualifier.knowledge.models import Argument, Criterion, Form, Level, Option, Question, RuleBase, Theme
from qualifier.words import Text

QUESTIONS, CRITERIA, FORMS = 40, 26, 24
OPTIONS = ("a", "b", "c", "d")
GATES = 4
SAID = Text("…", "…")


def synthetic(base: RuleBase, times: int, seed: int = 0) -> RuleBase:
    """Return a rule base of so many times forty questions, with criteria and forms in proportion, wired at random.

    The first questions are gates: each has an answer that ends the questionnaire. Each form reads three criteria of its
    own part of the base, so that a base of twice the size is two bases side by side under one precedence.

    Args:
        base: a rule base to take the rest from (works, glossary).
        times: how many times the size.
        seed: which wiring.
    """
    draw = random.Random(seed)
    gates = [f"g{number}" for number in range(GATES)]
    opened: Condition = All(tuple(In(gate, frozenset(OPTIONS[1:])) for gate in gates))
    questions = {gate: _question(gate, ALWAYS) for gate in gates}
    criteria: dict[str, Criterion] = {f"c{gate}": _criterion(f"c{gate}", [gate], draw) for gate in gates}
    forms = {f"f{gate}": _form(f"f{gate}", number, In(gate, frozenset({"a"}))) for number, gate in enumerate(gates)}
    for part in range(times):
        names = [f"q{part}_{number}" for number in range(QUESTIONS - GATES)]
        questions |= {name: _question(name, opened) for name in names}
        own = [f"c{part}_{number}" for number in range(CRITERIA - GATES)]
        criteria |= {id_: _criterion(id_, draw.sample(names, draw.choice((1, 1, 2))), draw) for id_ in own}
        for number in range(FORMS - GATES):
            when = All(tuple(_some(one, criteria, draw) for one in draw.sample(own, 3)))
            id_ = f"f{part}_{number}"
            forms[id_] = _form(id_, GATES + part * FORMS + number, when)
    themes = {"all": Theme("all", SAID, tuple(questions))}
    bare = replace(base, themes=themes, questions=questions, criteria=criteria, forms=forms)
    return replace(bare, axes={}, undetermined={}, alerts={}, advice={}, tensions={}, places={}, version=f"x{times}")


def _question(id_: str, when: Condition) -> Question:
    options = tuple(Option(option, SAID) for option in OPTIONS)
    return Question(id_, "all", SAID, SAID, SAID, SAID, SAID, options, None, when, ("inference",), True)


def _criterion(id_: str, questions: list[str], draw: random.Random) -> Criterion:
    def level(name: str, when: Condition | None) -> Level:
        return Level(name, SAID, when, SAID, ("inference",))

    parts = tuple(In(one, frozenset(draw.sample(OPTIONS, 2))) for one in questions)
    first: Condition = Any(parts) if draw.random() < 0.5 else All(parts)
    other = In(questions[0], frozenset(draw.sample(OPTIONS, 1)))
    levels = (level("high", first), level("middle", other), level("low", None))
    return Criterion(id_, SAID, levels, ("inference",), True)


def _some(criterion: str, criteria: dict[str, Criterion], draw: random.Random) -> In:
    levels = [level.id for level in criteria[criterion].levels]
    return In(criterion, frozenset(draw.sample(levels, draw.choice((1, 1, 2)))))


def _form(id_: str, precedence: int, when: Condition) -> Form:
    argument = Argument(f"{id_}.yes", id_, "confirms", when, SAID, ("inference",))
    return Form(id_, "neighbour", SAID, SAID, SAID, ("inference",), precedence, SAID, (), (argument,), {}, ())
