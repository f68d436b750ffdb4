"""The same answers give the same bytes: whatever their order, whatever the seed of Python's hashes."""

import os
import subprocess
import sys
from dataclasses import replace

from qualifier.knowledge.cases import Answer, Scenario
from qualifier.reasoning.verdict import Reasoner
from tests.support import PROJECT, Qualified, chance, json_bytes, qualified

PROGRAM = "from qualifier.cli.app import main; main()"
SEVERAL = ["c04_told_to_attend", "c10_phone_call", "c20_football_two_years_on", "u03_sleeping_protocol"]


def test_the_order_of_answers_changes_nothing(
    reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    draw = chance(6)
    for scenario in library[::3]:
        answers = list(scenario.case.answers.items())
        draw.shuffle(answers)
        shuffled = replace(scenario.case, answers=dict(answers))

        expected = json_bytes(library_verdicts[scenario.case.id])
        assert json_bytes(qualified(reasoner, shuffled)) == expected, scenario.file


def test_the_order_of_answers_set_aside_changes_nothing(reasoner: Reasoner, library: tuple[Scenario, ...]) -> None:
    scenario = next(one for one in library if one.case.id == "c20_football_two_years_on")
    answers = {**scenario.case.answers, "other_side": Answer("same_organisation")}
    as_asked, reversed_ = (
        replace(scenario.case, answers=dict(found)) for found in (answers.items(), [*answers.items()][::-1])
    )

    assert len(qualified(reasoner, as_asked).verdict.closed) > 20
    assert json_bytes(qualified(reasoner, as_asked)) == json_bytes(qualified(reasoner, reversed_))


def test_an_engine_used_before_says_the_same_as_a_new_one(
    reasoner: Reasoner, library: tuple[Scenario, ...], library_verdicts: dict[str, Qualified]
) -> None:
    new = Reasoner(reasoner.base)
    for scenario in reversed(library[::7]):
        expected = json_bytes(library_verdicts[scenario.case.id])
        assert json_bytes(qualified(new, scenario.case)) == expected, scenario.file


def test_the_seed_of_hashes_changes_nothing() -> None:
    files = [f"scenarios/{name}.yaml" for name in SEVERAL]
    command = [sys.executable, "-c", PROGRAM, "qualify", *files, "--format", "json", "--lang", "fr", "--rules", "rules"]
    runs = [
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("0", "1", "4242")
    ]
    outputs = [run.communicate()[0] for run in runs]

    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(outputs[0].splitlines()) == len(SEVERAL)
    assert outputs[0] == outputs[1] == outputs[2]
