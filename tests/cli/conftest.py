"""The program run as a user runs it: in this process for what is only printed, in its own for the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.main import get_command

from qualifier.cli import app as program
from qualifier.cli import common
from qualifier.words import Lang

PROGRAM = Path(sys.executable).with_name("qualifier")


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, what it printed, what it said on the error stream."""

    code: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user's data, which is not there yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("QUALIFIER_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def commands() -> Callable[..., object]:
    """Return the commands, built once: typer builds them anew at each run."""
    return get_command(program.app)


@pytest.fixture
def run(
    commands: Callable[..., object],
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Ended]:
    """Return what runs a command in this process; rules and engine are loaded once for all tests."""

    def here(*arguments: str | Path, lang: Lang = "fr") -> Ended:
        monkeypatch.setattr(program, "app", commands)
        monkeypatch.setattr(common, "LANG", lang)
        monkeypatch.setattr(sys, "argv", ["qualifier", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            program.main()
        printed = capsys.readouterr()
        return Ended(int(end.value.code or 0), printed.out, printed.err)

    return here


@pytest.fixture
def start(home: Path, tmp_path: Path) -> Callable[..., Ended]:
    """Return what runs a command in a process of its own, without a terminal, in an empty working folder."""
    folder = tmp_path / "work"
    folder.mkdir()

    def apart(*arguments: str | Path, **environment: str) -> Ended:
        usual = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(home), "QUALIFIER_HOME": str(home)}
        ended = subprocess.run(
            [str(PROGRAM), *map(str, arguments)],
            env={**usual, **environment},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return apart
