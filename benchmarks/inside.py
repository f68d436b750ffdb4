"""Measures the program from inside: one qualification, memory, loading, the engine; each beside a yardstick."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from ruamel.yaml import YAML

from benchmarks.measures import Measure, Samples, timed
from qualifier.explanation.explain import explain
from qualifier.knowledge.cases import Case
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.places import rules_folder
from qualifier.knowledge.snapshot import load_or_make, packed, unpacked_rules
from qualifier.reasoning import experta_repair
from qualifier.reasoning.forward import Forward
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import options_that_count
from qualifier.reasoning.verdict import Reasoner

Thing = TypeVar("Thing")
RUNS = 5
PLAIN_RULES, PLAIN_QUESTIONS, PLAIN_CONDITIONS, PLAIN_OPTIONS = 500, 40, 3, "abcd"


def inside(reasoner: Reasoner, cases: list[Case], folder: Path) -> Iterator[Measure]:
    """Measure qualification (4), memory (5), loading and engine (6).

    Args:
        reasoner: the rules; its engine is not built yet.
        cases: what is qualified.
        folder: a folder to write in.
    """
    networks = timed(1, lambda: reasoner.forward) + timed(RUNS - 1, lambda: Forward(reasoner.decisions))
    yield from _qualifications(reasoner, cases)
    for way, name in (("resident", "resident"), ("traced", "objects")):
        # In processes of their own, since tracing memory takes memory.
        command = (sys.executable, "-m", "benchmarks.memory", way)
        printed = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parent.parent).stdout
        sizes = tuple(size / 2**20 for size in json.loads(printed))
        yield Measure(f"5. memory, 50th to 200th qualification: {name}", sizes, 1.0, "growth", "MB")
    yield from _loading(reasoner, folder)
    yield from _engine(reasoner, cases, networks)


def _qualifications(reasoner: Reasoner, cases: list[Case]) -> Iterator[Measure]:
    def qualify(case: Case) -> None:
        explain(reasoner.base, reasoner.qualify(case))

    def look(case: Case) -> None:
        outlook = Outlook(reasoner.decisions, options_that_count(reasoner.decisions, case.answers))
        for subject in reasoner.decisions.by_subject:
            outlook.possible(subject)

    qualify(cases[0])
    samples, plain = _each(cases, qualify), ("plain reading", _each(cases, look))
    yield Measure("yardstick: plain reading (Outlook)", plain[1])
    yield Measure("4. one qualification with explanation, all scenarios", samples, 0.08, yardstick=plain)
    yield Measure("4. … 95th percentile", samples, 0.08, "95 %", yardstick=plain)


def _loading(reasoner: Reasoner, folder: Path) -> Iterator[Measure]:
    rules, snapshot = rules_folder(), folder / "snapshot.json"
    load_or_make(snapshot, lambda: reasoner.base, packed, unpacked_rules)
    texts = [path.read_text(encoding="utf-8") for path in rules.rglob("*.yaml")]
    yaml = timed(RUNS, lambda: [YAML(typ="safe").load(text) for text in texts])
    checked = timed(RUNS, lambda: load_rules(rules))
    yield Measure("6. rule files read and checked", checked, yardstick=("ruamel alone", yaml))
    kept = timed(RUNS, lambda: load_or_make(snapshot, lambda: reasoner.base, packed, unpacked_rules))
    json_alone = timed(RUNS, lambda: json.loads(snapshot.read_bytes()))
    yield Measure("6. rules from the snapshot", kept, yardstick=("json alone", json_alone))


def _engine(reasoner: Reasoner, cases: list[Case], networks: Samples) -> Iterator[Measure]:
    build, run = _plain_experta()
    size = f"{PLAIN_RULES} rules, {PLAIN_QUESTIONS} facts"
    yield Measure(f"yardstick: plain experta ({size}), network", build)
    yield Measure("6. engine: networks built", networks, yardstick=("plain experta", build))
    yield Measure(f"yardstick: plain experta ({size}), run", run)
    options = [options_that_count(reasoner.decisions, case.answers) for case in cases]
    runs = _each(options, reasoner.forward.conclude)
    yield Measure("6. engine: one run, all scenarios", runs, yardstick=("plain experta", run))


def _each(things: list[Thing], action: Callable[[Thing], object]) -> Samples:
    return tuple(timed(1, partial(action, one))[0] for one in things)


def _plain_experta() -> tuple[Samples, Samples]:
    """Return the times to build and to run one flat network, as anyone would write it by hand."""
    chance = random.Random(0)
    facts = [experta_repair.fact_class(f"Question{number}") for number in range(PLAIN_QUESTIONS)]
    engines = []

    def build() -> None:
        rules = {}
        for name in map("rule{}".format, range(PLAIN_RULES)):
            patterns = [fact(option=chance.choice(PLAIN_OPTIONS)) for fact in chance.sample(facts, PLAIN_CONDITIONS)]
            rules[name] = experta_repair.rule(name, patterns, lambda _: None)
        engines.append(experta_repair.engine(rules))

    def run() -> None:
        engines[0].reset()
        engines[0].declare(*(fact(option=chance.choice(PLAIN_OPTIONS)) for fact in facts))
        engines[0].run(PLAIN_RULES)

    return timed(RUNS, build), timed(RUNS, run)
