"""Killed at any instant, a program that keeps answers loses none that it was told are safe, and tears none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.casebook.books import Where
from tests.casebook.cluster import cluster, programs
from tests.support import PROJECT


def killed(where: Where, kills: int, longest: float) -> dict[str, int]:
    """Run the killer, and return what it saw."""
    run = [sys.executable, "-m", "tests.casebook.killing", where.folder, where.url or "", str(kills), str(longest)]
    done = subprocess.run(run, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 0, done.stderr
    seen: dict[str, int] = json.loads(done.stdout)
    return seen


@pytest.mark.slow
def test_no_answer_is_lost_or_torn_when_the_program_is_killed_at_any_instant(tmp_path: Path) -> None:
    seen = killed(Where(tmp_path / "home"), 320, 0.04)

    assert seen["kills"] == 320
    assert seen["checks"] == 13
    # Some were killed while they opened the casebook, others between and during their writings.
    assert 100 < seen["opened"] < 320
    assert seen["answers"] > 50
    assert seen["verdicts"] > 10
    assert seen["records"] > 10


@pytest.mark.slow
@pytest.mark.database
def test_no_answer_is_lost_or_torn_in_a_database_either(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: no initdb was found")
    with cluster(safe=True) as server, server.database() as name:
        seen = killed(Where(tmp_path / "home", server.url(name)), 80, 0.08)

    assert seen["kills"] == 80
    assert 20 < seen["opened"] < 80
    assert seen["answers"] > 20
