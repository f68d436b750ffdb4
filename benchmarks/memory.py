"""A process of its own: qualifies 200 cases and prints the bytes it holds after 50 and after 200, as JSON."""

from __future__ import annotations

import gc
import json
import resource
import sys
import tracemalloc
from itertools import cycle, islice
from pathlib import Path

from qualifier.explanation.explain import explain
from qualifier.knowledge.cases import Case, read_scenario
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.places import rules_folder, scenarios_folder
from qualifier.reasoning.verdict import Reasoner

COUNTED, STATM = (50, 200), Path("/proc/self/statm")


def library_cases(base: RuleBase) -> list[Case]:
    """Return the cases of all library scenarios, in the order of their names."""
    return [read_scenario(path, base).case for path in sorted(scenarios_folder().glob("*.yaml"))]


def held(traced: bool) -> int:
    """Return the bytes held now: by Python objects, or by the process (without /proc: the most it ever held)."""
    gc.collect()
    if traced:
        return tracemalloc.get_traced_memory()[0]
    if STATM.exists():
        return int(STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Qualify, count, print."""
    traced = sys.argv[1:] == ["traced"]
    reasoner = Reasoner(load_rules(rules_folder()))
    cases = library_cases(reasoner.base)
    if traced:
        tracemalloc.start()
    sizes = []
    for number, case in enumerate(islice(cycle(cases), COUNTED[-1]), start=1):
        explain(reasoner.base, reasoner.qualify(case))
        if number in COUNTED:
            sizes.append(held(traced))
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
