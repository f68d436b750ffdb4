"""The trap of a case: a fact that makes one think of another form, and on which the form of the case does not rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.conditions import In, leaves
from qualifier.knowledge.models import Argument
from qualifier.knowledge.walk import questions_behind
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.verdict import Reasoner
from qualifier.training.making.joint import settled
from qualifier.training.making.made import Trap
from qualifier.training.making.prior import Prior
from qualifier.words import message

# The word itself misleads wherever the form is not one of the types that bear it.
WORD, UNUSED = "word_use", "nowhere"


class Traps:
    """Finds what misleads in a case."""

    def __init__(self, reasoner: Reasoner, ahead: Lookahead, prior: Prior) -> None:
        """Take the rules and what the library makes likely."""
        self.reasoner = reasoner
        self.base = reasoner.base
        self.ahead = ahead
        self.prior = prior
        self.lures = cache(self._lures)

    def arguments(self, form: str, near: str | None) -> list[Argument]:
        """Return the arguments that would mislead towards a near form, or away from the form itself."""
        towards = self.base.forms[near].of_kind("supports") if near else ()
        return [*towards, *self.base.forms[form].of_kind("opposes")]

    def found(self, form: str, near: str | None, truth: Mapping[str, str], held: frozenset[str]) -> list[list[Trap]]:
        """Return the traps of a case, the best kind first.

        Args:
            form: the form of the case.
            near: the form it nearly is, if any.
            truth: its answers.
            held: the questions of its pivot, on which it depends.
        """
        verdict = self.reasoner.outline(Case("trap", {one: Answer(option) for one, option in truth.items()}))
        holding = {one for standing in verdict.forms.values() for one in (*standing.supporting, *standing.opposing)}
        others = [
            argument
            for other in self.base.forms
            if other not in (form, near)
            for argument in self.base.forms[other].of_kind("supports")
        ]
        kinds = (
            self._argued(self.arguments(form, near), holding, truth, form),
            self._word(form, truth),
            self._argued(others, holding, truth, form),
            self._usual(form, near, truth),
        )
        return [good for kind in kinds if (good := [trap for trap in kind if self._harmless(trap, form, truth, held)])]

    def _harmless(self, trap: Trap, form: str, truth: Mapping[str, str], held: frozenset[str]) -> bool:
        """Tell whether the form stays certain without the facts of the trap."""
        if not trap.facts or not held.isdisjoint(trap.facts):
            return False
        rest = {question: option for question, option in truth.items() if question not in trap.facts}
        return settled(self.ahead.principal, self.ahead.ranks(rest)) == form

    def _argued(
        self, arguments: list[Argument], holding: set[str], truth: Mapping[str, str], form: str
    ) -> Iterator[Trap]:
        for argument in arguments:
            if argument.id in holding:
                behind = questions_behind(self.base, argument.when)
                facts = {question: option for question, option in truth.items() if question in behind}
                yield Trap(facts, None if argument.form == form else argument.form, argument.id, argument.because)

    def _word(self, form: str, truth: Mapping[str, str]) -> Iterator[Trap]:
        if self.base.forms[form].kind != "type" and truth.get(WORD, UNUSED) != UNUSED:
            yield Trap({WORD: truth[WORD]}, None, None, message("training", "trap_word"))

    def _usual(self, form: str, near: str | None, truth: Mapping[str, str]) -> Iterator[Trap]:
        """Yield the facts that are more usual in the library where the near form is."""
        if near is None:
            return
        here, there = self.prior.alone(form), self.prior.alone(near)
        because = message("training", "trap_usual", name=self.base.forms[near].name)
        for question, option in truth.items():
            rank = self.ahead.rank[question]
            chosen = self.ahead.options[question].index(option)
            if there[rank][chosen] > here[rank][chosen]:
                yield Trap({question: option}, near, None, because)

    def _lures(self, argument: str) -> Mapping[int, frozenset[int]]:
        """Return the options that by themselves make a part of an argument hold, by ranks."""
        found: dict[int, frozenset[int]] = {}
        for part in leaves(self.base.argument(argument).when):
            for question in sorted(questions_behind(self.base, part)):
                options = self.ahead.options[question]
                good = frozenset(rank for rank, option in enumerate(options) if self._makes(part, question, option))
                if good:
                    found[self.ahead.rank[question]] = good
        return found

    def _makes(self, part: In, question: str, option: str) -> bool:
        return Outlook(self.reasoner.decisions, {question: option}).possible(part.subject) <= part.values
