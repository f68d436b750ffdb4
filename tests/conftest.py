"""What every test may use: the rule bases, the library of scenarios and their verdicts, each made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qualifier.knowledge.cases import Scenario, read_scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from tests.casebook.cluster import Cluster, cluster, programs
from tests.support import SMALL_RULES, Qualified, case_of, chance, marked, partial_options, qualified, with_schools

PROJECT = Path(__file__).resolve().parent.parent

# The same examples at every run, and no limit of time: a slow machine is no fault of the code.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def base() -> RuleBase:
    return load_rules(PROJECT / "rules")


@pytest.fixture(scope="session")
def reasoner(base: RuleBase) -> Reasoner:
    return Reasoner(base)


@pytest.fixture(scope="session")
def library(base: RuleBase) -> tuple[Scenario, ...]:
    return tuple(read_scenario(path, base) for path in sorted((PROJECT / "scenarios").glob("*.yaml")))


@pytest.fixture(scope="session")
def library_verdicts(reasoner: Reasoner, library: tuple[Scenario, ...]) -> dict[str, Qualified]:
    """The verdict on each scenario, by the name of its case."""
    return {scenario.case.id: qualified(reasoner, scenario.case) for scenario in library}


@pytest.fixture(scope="session")
def drawn_verdicts(base: RuleBase, reasoner: Reasoner, library: tuple[Scenario, ...]) -> tuple[Qualified, ...]:
    """The verdicts on 300 sets of answers drawn by lot; one in six has answers marked as told, felt, seen, written."""
    draw = chance(300)
    return tuple(
        qualified(reasoner, case_of(options, marked(options, draw) if rank % 6 == 0 else {}))
        for rank, options in enumerate(partial_options(base, library, count=300, seed=1))
    )


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A PostgreSQL started for the tests."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: no initdb was found")
    with cluster(safe=False) as started:
        yield started


@pytest.fixture(scope="session")
def small_base() -> RuleBase:
    return load_rules(SMALL_RULES)


@pytest.fixture(scope="session")
def schooled(tmp_path_factory: pytest.TempPathFactory) -> RuleBase:
    """The small rule base with what other schools say of it."""
    return load_rules(with_schools(tmp_path_factory.mktemp("schools") / "rules"))


@pytest.fixture(scope="session")
def small_reasoner(small_base: RuleBase) -> Reasoner:
    return Reasoner(small_base)
