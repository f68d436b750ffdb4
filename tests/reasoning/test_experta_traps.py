"""What experta would do to us if it were let: each trap that touches the project, held shut."""

import ast
import gc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qualifier.knowledge.cases import Case, Scenario
from qualifier.reasoning import experta_repair
from qualifier.reasoning.forward import Forward
from qualifier.reasoning.verdict import Reasoner
from tests.support import PROJECT, Qualified, json_bytes, qualified

SOURCES = sorted((PROJECT / "qualifier").rglob("*.py"))
# Each takes what is not known for a "no", compares facts by value, or multiplies rules.
NEVER = {"NOT", "EXISTS", "TEST", "FORALL", "OR", "DefFacts"}

IMPORT = """
import collections, logging, warnings
warnings.simplefilter("error")
logging.getLogger().setLevel(logging.ERROR)
before = (list(logging.getLogger().handlers), logging.getLogger().level, list(warnings.filters))
import qualifier.reasoning.experta_repair
after = (list(logging.getLogger().handlers), logging.getLogger().level, list(warnings.filters))
print(hasattr(collections, "Mapping"), before == after)
"""


def names_used(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.split(".")[-1]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_importing_experta_leaves_collections_logging_and_warnings_as_they_were() -> None:
    run = subprocess.run([sys.executable, "-c", IMPORT], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert (run.stdout, run.stderr) == ("False True\n", "")


def test_experta_comes_in_by_one_door() -> None:
    doors = [path.name for path in SOURCES if any(name.split(".")[0] == "experta" for name in imported(path))]

    assert doors == ["experta_repair.py"]


def test_no_part_of_experta_that_guesses_or_explodes_is_used_anywhere() -> None:
    used = {(path.name, name) for path in SOURCES for name in names_used(path) if name in NEVER}

    assert used == set()


def test_every_class_of_facts_stands_directly_under_fact(small_reasoner: Reasoner) -> None:
    classes = list(small_reasoner.forward._facts.values())

    assert len(classes) == len(set(classes)) == len(small_reasoner.decisions.domains)
    assert {one.__bases__ for one in classes} == {(experta_repair.Fact,)}


def test_a_pattern_matches_facts_of_its_own_class_within_its_values_and_no_others() -> None:
    tea, milk = experta_repair.fact_class("Tea"), experta_repair.fact_class("Milk")
    matched: list[str] = []
    engine = experta_repair.engine(
        {
            "green": experta_repair.rule(
                "green", [experta_repair.within(tea, frozenset({"green"}))], lambda _: matched.append("green")
            ),
            "any_two": experta_repair.rule(
                "any_two", [experta_repair.within(tea, frozenset({"green", "black"}))], lambda _: matched.append("two")
            ),
        }
    )

    for facts, expected in [
        ([tea(possible=frozenset({"green"}))], ["green", "two"]),
        ([tea(possible=frozenset({"green", "black"}))], ["two"]),
        ([tea(possible=frozenset({"green", "white"}))], []),
        ([milk(possible=frozenset({"green"}))], []),
    ]:
        matched.clear()
        engine.reset()
        engine.declare(*facts)
        engine.run(100)
        assert sorted(matched) == expected


class Refusing(set[object]):
    """Raises in the middle of a run, where experta would stay marked as running."""

    def add(self, element: object) -> None:
        raise ArithmeticError(element)


def test_a_rule_that_raises_leaves_no_engine_running_and_the_next_case_is_right(
    small_reasoner: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    forward = Forward(small_reasoner.decisions)
    options = {"house": "other", "work": "dug", "harvest": "shared"}

    with monkeypatch.context() as broken:
        broken.setattr(forward, "_fired", Refusing())
        with pytest.raises(ArithmeticError):
            forward.conclude(options)

    assert not any(network.running for _, (_, network) in forward._layers)
    assert not forward._lock.locked()
    assert forward.conclude(options) == small_reasoner.forward.conclude(options)


@pytest.mark.parametrize("options", [{"shed": "other"}, {"house": "tent"}])
def test_an_option_that_does_not_exist_is_refused_before_any_rule_fires(
    small_reasoner: Reasoner, options: dict[str, str]
) -> None:
    with pytest.raises(KeyError):
        small_reasoner.forward.conclude(options)


def test_several_threads_on_one_engine_each_get_their_own_verdict(
    reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    new = Reasoner(reasoner.base)
    cases = [scenario.case for scenario in library[::4]] * 2

    def bytes_of(case: Case) -> bytes:
        return json_bytes(qualified(new, case))

    with ThreadPoolExecutor(max_workers=6) as threads:
        found = list(threads.map(bytes_of, cases))

    assert found == [json_bytes(library_verdicts[case.id]) for case in cases]


def test_two_hundred_qualifications_leave_nothing_behind(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    cases = [scenario.case for scenario in library[::14]]

    def blocks_after(count: int) -> int:
        for rank in range(count):
            qualified(reasoner, cases[rank % len(cases)])
        gc.collect()
        return sys.getallocatedblocks()

    after_fifty = blocks_after(50)
    after_two_hundred = blocks_after(150)

    # One object kept by each qualification would already be 150 blocks; one verdict is some thousands.
    assert after_two_hundred - after_fifty < 150
