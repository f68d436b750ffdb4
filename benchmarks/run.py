"""Measures everything in one run of about four minutes: `make bench`, or `make bench ARGS=--json`.

The promises are those of `docs/developers.md` ("Measuring"). It ends with 0 whatever it finds: figures, no test.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect
from rich.console import Console
from rich.table import Table

from benchmarks.ahead import ahead, questions_table
from benchmarks.inside import inside
from benchmarks.keeping import keeping
from benchmarks.measures import Measure, table
from benchmarks.memory import library_cases
from benchmarks.surfaces import EXAMPLE, environment, surfaces
from benchmarks.together import together
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.places import rules_folder
from qualifier.reasoning.verdict import Reasoner

WIDTH_IN_A_PIPE = 150


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure what is promised; figures, not a test.")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument("--runs", type=int, default=10, help="how many warm starts to measure (10)")
    asked = parser.parse_args()
    notes: list[str] = []
    before = os.getloadavg()[0]
    tables: list[Table] = []
    with tempfile.TemporaryDirectory() as folder, Console(stderr=True).status("measuring…"):
        found = list(_measures(Path(folder), max(asked.runs, 2), notes, tables))
    load = [round(before, 2), round(os.getloadavg()[0], 2)]
    about = {"python": platform.python_version(), "cores": os.cpu_count(), "load": load, "notes": notes}
    if asked.json:
        print(json.dumps({**about, "measures": [one.data() for one in found]}, ensure_ascii=False, indent=2))
        return
    missed = sum(one.kept is False for one in found)
    title = f"Python {about['python']}, {about['cores']} cores, load {load[0]} then {load[1]}; missed: {missed}"
    console = Console() if Console().is_terminal else Console(width=WIDTH_IN_A_PIPE)
    console.print(table(found, title), *notes, *tables, sep="\n")


def _measures(folder: Path, runs: int, notes: list[str], tables: list[Table]) -> Iterator[Measure]:
    """Yield every measurement; what stops one part is noted, and the others are still measured."""
    try:
        reasoner = Reasoner(load_rules(rules_folder()))
        cases = library_cases(reasoner.base)
    except FaultsFound as error:
        notes += error.lines("en")
        return
    example = next(case for case in cases if case.id == EXAMPLE)
    parts = (
        surfaces(reasoner, example, folder, runs),
        inside(reasoner, cases, folder),
        ahead(reasoner, cases),
        together(reasoner, cases),
        keeping(reasoner, example, {**environment(folder), "QUALIFIER_HOME": str(folder / "kept")}, runs),
    )
    for part in parts:
        try:
            yield from part
        except (pexpect.ExceptionPexpect, subprocess.SubprocessError, FaultsFound, OSError) as error:
            notes.append(f"NOT MEASURED from there on: {type(error).__name__}: {error}")
    tables.append(questions_table(reasoner, cases))


if __name__ == "__main__":
    main()
