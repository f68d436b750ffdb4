"""Measures the look-ahead: next question, smallest changes, proofs, memory, growth; and how few questions are asked."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rich.table import Table

from benchmarks.measures import Measure, Samples, timed
from benchmarks.synthetic import synthetic
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import RuleBase
from qualifier.proving.proofs import prove
from qualifier.reasoning.changes import Changes
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import Lookahead, look_ahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import askable, options_that_count, relevant_questions
from qualifier.reasoning.verdict import Reasoner

RUNS, SIZES, TRIES = 5, (1, 2, 4, 8), 60
BEFORE = """
from benchmarks.memory import held
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.places import rules_folder
from qualifier.reasoning.decisions import decisions_of
from qualifier.reasoning.lookahead import look_ahead
decisions = decisions_of(load_rules(rules_folder()))
"""
COMPILED, HELD = "ahead = look_ahead(decisions)\n", "print(held(traced=False))\n"


def ahead(reasoner: Reasoner, cases: list[Case]) -> Iterator[Measure]:
    """Measure the look-ahead (7), the smallest changes (8), the proofs (9), memory (10) and growth (11).

    Args:
        reasoner: the rules.
        cases: the cases of all scenarios.
    """
    compiled = timed(RUNS, lambda: look_ahead(reasoner.decisions))
    yield Measure("7. diagrams compiled", compiled)
    found = reasoner.ahead
    if found is None:
        return
    plain = ("plain reading", _plain(reasoner, cases))
    yield Measure("yardstick: which questions are relevant (plain reading)", plain[1])
    steps = tuple(seconds for case in cases for seconds in _steps(reasoner, _fresh(found), case))
    yield Measure("7. next question of the short questionnaire, worked out", steps, 0.05, "95 %", yardstick=plain)
    changes = [Changes(reasoner.decisions, _fresh(found), case.answers) for case in cases]
    ways = tuple(timed(1, one.ways)[0] for one in changes)
    yield Measure("8. one- and two-answer changes, all scenarios", ways, 0.3, "95 %", yardstick=plain)
    paths = tuple(timed(1, partial(one.path, "common_action_project"))[0] for one in changes)
    yield Measure("8. path to one form", paths, yardstick=plain)
    yield Measure("9. rules check: all proofs", timed(RUNS, lambda: prove(reasoner.base)), 10.0, yardstick=plain)
    sizes = tuple(_resident(BEFORE + made + HELD) for made in ("", COMPILED))
    yield Measure("10. memory of the diagrams and of what made them", sizes, 200.0, "growth", "MB")
    yield from _growth(reasoner.base)


def _fresh(found: Lookahead) -> Lookahead:
    """Return the same diagrams without what was already worked out from them."""
    return Lookahead.unpacked(found.packed())


def _plain(reasoner: Reasoner, cases: list[Case]) -> Samples:
    return tuple(timed(1, partial(relevant_questions, reasoner.decisions, case.answers))[0] for case in cases)


def _steps(reasoner: Reasoner, found: Lookahead, case: Case) -> Iterator[float]:
    """Answer one short questionnaire; yield the time that each next question takes to be worked out."""
    interview = Interview(reasoner.decisions, Case("", {}), found).resumed()
    while interview.question is not None:
        answer = case.answers.get(interview.question.id, Answer(unknown="not_observed"))
        held: list[Interview] = []

        def step(now: Interview = interview, given: Answer = answer, held: list[Interview] = held) -> None:
            held.append(now.answer(given))
            held[0].progress  # noqa: B018 - worked out when asked for, as the screen does

        yield timed(1, step)[0]
        interview = held[0]


def _resident(program: str) -> float:
    """Return the megabytes that a process holds at the end of a program."""
    command = (sys.executable, "-c", program)
    printed = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent
    ).stdout
    return int(printed) / 2**20


def _growth(base: RuleBase) -> Iterator[Measure]:
    """Measure rule bases wired at random, of one to eight times the size."""
    for times in SIZES:
        wired = synthetic(base, times)
        decisions = decisions_of(wired)
        name = f"11. random rules × {times} ({len(wired.questions)} questions, {len(wired.forms)} forms)"
        try:
            found: list[Lookahead] = []
            yield Measure(f"{name}: compiled", timed(1, lambda d=decisions, f=found: f.append(look_ahead(d))))
        except FaultsFound as faults:
            print(*faults.lines("en"), file=sys.stderr)
            continue
        reasoner = Reasoner(wired, lambda _, f=found: f[0])
        cases = [_drawn(found[0], number) for number in range(RUNS)]
        steps = tuple(seconds for case in cases for seconds in _steps(reasoner, _fresh(found[0]), case))
        yield Measure(f"{name}: next question", steps, statistic="95 %")
        ways = [Changes(decisions, _fresh(found[0]), case.answers).ways for case in cases]
        yield Measure(f"{name}: one- and two-answer changes", tuple(timed(1, one)[0] for one in ways))


def _drawn(found: Lookahead, seed: int) -> Case:
    """Draw an answer to every question, none of which ends the questionnaire at a gate."""
    draw = random.Random(seed)
    return Case("", {one: Answer(draw.choice(options[1:])) for one, options in found.options.items()})


# --- how few questions --------------------------------------------------------------------------------------


def questions_table(reasoner: Reasoner, cases: list[Case]) -> Table:
    """Return how many questions each way of asking needs over the library, beside the least that any could.

    Args:
        reasoner: the rules.
        cases: the cases of all scenarios.
    """
    found = reasoner.ahead
    table = Table(
        "way of asking",
        title="Questions asked over the library, until the form is settled or nothing is left",
        title_justify="left",
    )
    for name in ("mean", "median", "most", "mean (settled)", "most (settled)"):
        table.add_column(name, justify="right")
    if found is None:
        return table
    settled = [found.left(options_that_count(reasoner.decisions, case.answers)).outcome is not None for case in cases]
    files = tuple(reasoner.base.questions)
    fixed = _best_fixed_order(reasoner, found, cases)
    rows: list[tuple[str, Sequence[int]]] = [
        ("every relevant question, in the order of the files", [_everything(reasoner, case) for case in cases]),
        ("order of the files, without what cannot matter", [_in_order(reasoner, found, case, files) for case in cases]),
        (
            "best fixed order found, without what cannot matter",
            [_in_order(reasoner, found, case, fixed) for case in cases],
        ),
        ("short questionnaire", [_short(reasoner, found, case) for case in cases]),
    ]
    for name, counts in rows:
        certain = [count for count, sure in zip(counts, settled, strict=True) if sure]
        table.add_row(name, *_figures(counts), *(_figures(certain)[0], str(max(certain))))
    least = [_least(found, case) for case, sure in zip(cases, settled, strict=True) if sure]
    table.add_row(
        "least that any way could (smallest proof of the verdict)", "", "", "", _figures(least)[0], str(max(least))
    )
    return table


def _figures(counts: Sequence[int]) -> tuple[str, str, str]:
    return f"{statistics.fmean(counts):.2f}", f"{statistics.median(counts):g}", str(max(counts))


def _everything(reasoner: Reasoner, case: Case) -> int:
    return len(relevant_questions(reasoner.decisions, case.answers))


def _short(reasoner: Reasoner, found: Lookahead, case: Case) -> int:
    return sum(1 for _ in _steps(reasoner, found, case))


def _in_order(reasoner: Reasoner, found: Lookahead, case: Case, order: Sequence[str]) -> int:
    """Return how many questions are asked in a fixed order, leaving out those that can no longer matter."""
    known: dict[str, Answer] = {}
    while True:
        options = options_that_count(reasoner.decisions, known)
        deciding = found.deciding(options)
        new = [one for one in relevant_questions(reasoner.decisions, known) if one not in known and one in deciding]
        ready = askable(reasoner.decisions, Outlook(reasoner.decisions, options), new)
        if not ready:
            return len(known)
        question = min(ready, key=order.index)
        known[question] = case.answers.get(question, Answer(unknown="not_observed"))


def _best_fixed_order(reasoner: Reasoner, found: Lookahead, cases: list[Case]) -> list[str]:
    """Look for a good fixed order: moves one question at a time, and keeps what asks fewer over the library."""
    draw = random.Random(1)
    best = list(reasoner.base.questions)

    def cost(order: Sequence[str]) -> int:
        return sum(_in_order(reasoner, found, case, order) for case in cases)

    least = cost(best)
    for _ in range(TRIES):
        order = list(best)
        order.insert(draw.randrange(len(order)), order.pop(draw.randrange(len(order))))
        if (now := cost(order)) <= least:
            best, least = order, now
    return best


def _least(found: Lookahead, case: Case) -> int:
    """Return the size of the smallest set of a case's answers that settles its verdict: no way of asking needs fewer.

    Each set of answers that does not settle it leaves a way out: the answers that this way alters, one of which any
    settling set must hold. The smallest set that meets all ways out found so far is tried next, until it settles.
    """
    answers = found.ranks({one: answer.option for one, answer in case.answers.items() if answer.option})
    wanted = found.principal.given(answers).root
    outs: list[frozenset[int]] = []
    while True:
        kept = _smallest_meeting(outs)
        left = found.principal.given({rank: answers[rank] for rank in kept})
        if left.root == wanted:
            return len(kept)
        outs.append(_way_out(left.nodes, left.root, answers, wanted))


def _way_out(
    nodes: Sequence[tuple[int, tuple[int, ...]]], root: int, answers: dict[int, int], wanted: int
) -> frozenset[int]:
    """Return the fewest answers to alter so as to reach another outcome."""
    costs: list[tuple[int, int] | None] = []

    def cost(place: int) -> int | None:
        if place < 0:
            return None if place == wanted else 0
        return costs[place][0] if costs[place] else None

    for rank, places in nodes:
        ways = [
            (there + (answers.get(rank, option) != option), option)
            for option, place in enumerate(places)
            if (there := cost(place)) is not None
        ]
        costs.append(min(ways, default=None))
    altered: set[int] = set()
    place = root
    while place >= 0:
        rank, places = nodes[place]
        option = costs[place][1]
        if answers.get(rank, option) != option:
            altered.add(rank)
        place = places[option]
    return frozenset(altered)


def _smallest_meeting(outs: list[frozenset[int]]) -> frozenset[int]:
    """Return a smallest set that has something in common with each of these."""
    best: list[frozenset[int]] = [frozenset().union(*outs)]

    def extend(chosen: frozenset[int], left: list[frozenset[int]]) -> None:
        if len(chosen) + _apart(left) >= len(best[0]) and left:
            return
        if not left:
            if len(chosen) < len(best[0]):
                best[0] = chosen
            return
        for one in min(left, key=len):
            extend(chosen | {one}, [out for out in left if one not in out])

    extend(frozenset(), outs)
    return best[0]


def _apart(outs: list[frozenset[int]]) -> int:
    """Return how many of these have nothing in common, at least: each needs a member of its own."""
    count, taken = 0, frozenset()
    for out in sorted(outs, key=len):
        if out.isdisjoint(taken):
            count, taken = count + 1, taken | out
    return count
