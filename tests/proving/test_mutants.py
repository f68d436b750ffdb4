"""A rule base with one thing wrong is caught: by the proofs, or by a scenario that no longer gives what it expects."""

import os
from dataclasses import dataclass

import pytest

from qualifier.explanation.differences import differences
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.checks import whole_base_faults
from qualifier.knowledge.models import RuleBase
from qualifier.proving.proofs import prove
from qualifier.reasoning.compiling import Reading, Space, question_order
from qualifier.reasoning.decisions import PRINCIPAL, decisions_of
from qualifier.reasoning.verdict import Reasoner
from tests.proving.mutants import Mutant, mutants
from tests.support import chance

# All of them, some thirteen hundred, take two minutes: QUALIFIER_MUTANTS=2000 make test ARGS="-k mutants"
DRAWN = int(os.environ.get("QUALIFIER_MUTANTS", "400"))
MOST_MISSED = 0.05


@dataclass(frozen=True)
class Judged:
    """A mutant whose verdict differs for some answers, and what caught it, if anything did."""

    name: str
    caught_by: str


class Judge:
    """Tells of a mutant whether it changes any verdict, and what catches it."""

    def __init__(self, base: RuleBase, library: tuple[Scenario, ...]) -> None:
        decisions = decisions_of(base)
        self.library = library
        self.options = {question: decisions.domains[question] for question in question_order(decisions)}
        self.decisions = decisions

    def changes_a_verdict(self, mutant: Mutant) -> bool:
        space = Space(self.options)
        before = Reading(space, self.decisions).sole(PRINCIPAL)
        after = Reading(space, decisions_of(mutant.base)).sole(PRINCIPAL)
        return any(function != after.get(outcome, space.never) for outcome, function in before.items())

    def caught_by(self, mutant: Mutant) -> str:
        if whole_base_faults(mutant.base):
            return "loading"
        for proof in prove(mutant.base):
            if proof.findings:
                return proof.findings[0].fault.code
        reasoner = Reasoner(mutant.base)
        for scenario in self.library:
            if differences(reasoner, scenario, reasoner.outline(scenario.case)):
                return scenario.case.id
        return ""


@pytest.mark.slow
def test_nineteen_of_twenty_mutants_that_change_a_verdict_are_caught(
    base: RuleBase, library: tuple[Scenario, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    judge = Judge(base, library)
    every = list(mutants(base))
    drawn = chance(11).sample(every, min(DRAWN, len(every)))
    judged = [Judged(one.name, judge.caught_by(one)) for one in drawn if judge.changes_a_verdict(one)]
    survivors = [one.name for one in judged if not one.caught_by]

    with capsys.disabled():
        print(
            f"\n{len(drawn)} of {len(every)} mutants drawn, {len(judged)} change a verdict; not caught:",
            *survivors,
            sep="\n  ",
        )
    assert len(judged) >= len(drawn) / 4
    assert len(survivors) <= MOST_MISSED * len(judged), survivors


def test_mutants_are_the_same_at_every_run_and_each_has_its_name(small_base: RuleBase) -> None:
    first, again = ([one.name for one in mutants(small_base)] for _ in range(2))

    assert first == again
    assert any(name.startswith("delete") for name in first)
    assert any(name.startswith("flip") for name in first)
    assert any(name.startswith("swap") for name in first)


def test_the_rules_themselves_are_caught_by_nothing(base: RuleBase, library: tuple[Scenario, ...]) -> None:
    untouched = Mutant("nothing", base)
    judge = Judge(base, library)

    assert not judge.changes_a_verdict(untouched)
    assert judge.caught_by(untouched) == ""
