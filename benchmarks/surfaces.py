"""Measures the program as its user meets it: whole processes, and the questionnaire on a pseudo-terminal."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.measures import Measure, Samples, timed
from benchmarks.terminal import Terminal
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.models import Question
from qualifier.knowledge.places import scenarios_folder
from qualifier.reasoning.verdict import Reasoner

EXAMPLE = "c19_football_project"
PROGRAM = str(Path(sys.executable).with_name("qualifier"))
QUALIFY = (PROGRAM, "qualify", str(scenarios_folder() / f"{EXAMPLE}.yaml"))
COLD_RUNS, BARE_MENUS = 3, 36
# The first screen has ten lines more than the others, and the casebook is opened while it is read.
SECONDS_TO_READ_FIRST, SECONDS_TO_READ = 1.0, 0.25
BARE_PROGRAM = f"""
from questionary import select
for number in range({BARE_MENUS}):
    select(f"Question {{number}} ?", [f"Option {{number}} {{rank}}" for rank in range(4)], use_shortcuts=True).ask()
"""
Environment = dict[str, str]


def surfaces(reasoner: Reasoner, case: Case, folder: Path, runs: int) -> Iterator[Measure]:
    """Measure the promises on whole processes (1, 2) and on the questionnaire (3).

    Args:
        reasoner: the rules, to know which question comes next.
        case: the answers to give.
        folder: an empty folder; what a first run leaves there makes the following ones warm.
        runs: how many warm starts to measure.
    """
    warm = environment(folder)
    first = next(iter(reasoner.base.questions.values()))
    _process(QUALIFY, warm)
    _first_question(warm, first)
    # In turns, so that whatever else the machine does weighs on all alike.
    turns = [
        (*_process((sys.executable, "-c", "pass"), warm), *_process(QUALIFY, warm), _first_question(warm, first))
        for _ in range(runs)
    ]
    python, _, whole, processor, screen = zip(*turns, strict=True)
    start = ("Python start", python)
    yield Measure("yardstick: python -c pass", python)
    yield Measure("1. qualifier qualify, whole process", whole, 0.8, yardstick=start)
    yield Measure("1. … of which processor time", processor, yardstick=start)
    cold = _cold(folder, lambda given: _process(QUALIFY, given)[0])
    yield Measure("1. … without a rules snapshot", cold, 0.8, yardstick=start)
    yield Measure("2. first question on screen", screen, 0.5, yardstick=start)
    cold = _cold(folder, lambda given: _first_question(given, first))
    yield Measure("2. … without a rules snapshot", cold, 0.5, yardstick=start)
    bare = _bare_menus(warm)
    yield Measure("yardstick: next menu of bare questionary", bare)
    following = _questionnaire(reasoner, case, warm)
    yield Measure("3. next question after an answer", following, 0.05, "95 %", yardstick=("bare menu", bare))
    yield Measure("3. … the usual one", following, yardstick=("bare menu", bare))


def environment(folder: Path) -> Environment:
    """Return an environment in which the program keeps everything, compiled modules included, in a folder of ours."""
    unwanted = ("NO_COLOR", "ACCESSIBLE", "QUALIFIER_RULES", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    places = {"QUALIFIER_HOME": str(folder / "home"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    return {**kept, **places, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


def _process(command: tuple[str, ...], given: Environment) -> tuple[float, float]:
    """Return how long a process takes, and how long it holds a processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    (whole,) = timed(1, lambda: subprocess.run(command, env=given, check=True, stdout=subprocess.DEVNULL))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return whole, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _cold(folder: Path, measured: Callable[[Environment], float]) -> Samples:
    """Measure with a new home each time: no rules snapshot, no draft; modules stay compiled."""
    homes = (tempfile.mkdtemp(dir=folder) for _ in range(COLD_RUNS))
    return tuple(measured({**environment(folder), "QUALIFIER_HOME": home}) for home in homes)


def _first_question(given: Environment, first: Question) -> float:
    """Return the time from the command to the whole first question."""
    with closing(_questionnaire_terminal(given)) as terminal:
        return terminal.seconds_until(*_words(first))


def _questionnaire(reasoner: Reasoner, case: Case, given: Environment) -> Samples:
    """Answer one questionnaire; return the time from each answer to the whole of the next question.

    Each question is read for a quarter of a second before it is answered, the first screen for a second: nobody
    answers sooner.
    """
    interview, found = Interview(reasoner.decisions, Case("", {}), reasoner.ahead).resumed(), []
    with closing(_questionnaire_terminal(given)) as terminal:
        while question := interview.question:
            found.append(terminal.seconds_until(*_words(question)))
            options = [option.id for option in question.options]
            wanted = case.answers[question.id].option if question.id in case.answers else None
            rank = options.index(wanted) if wanted else 0
            time.sleep(SECONDS_TO_READ if len(found) > 1 else SECONDS_TO_READ_FIRST)
            terminal.press(f"{rank + 1}\r")
            interview = interview.answer(Answer(options[rank]))
    return tuple(found[1:])


def _bare_menus(given: Environment) -> Samples:
    """Return the time from each answer to the next menu in a program that does nothing else."""
    found = []
    with closing(Terminal((sys.executable, "-c", BARE_PROGRAM), given)) as terminal:
        for number in range(BARE_MENUS):
            found.append(terminal.seconds_until(f"Question {number} ?", f"Option {number} 3"))
            time.sleep(SECONDS_TO_READ)
            terminal.press("1\r")
    return tuple(found[1:])


def _questionnaire_terminal(given: Environment) -> Terminal:
    """Start a new questionnaire."""
    for path in Path(given["QUALIFIER_HOME"]).glob("casebook.*"):
        path.unlink()
    return Terminal((PROGRAM, "ask", "--lang", "fr"), given)


def _words(question: Question) -> tuple[str, str]:
    """Return what is written of a question first and last."""
    return question.ask.fr, question.options[-1].label.fr
