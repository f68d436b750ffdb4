"""A seat at a terminal: each test starts the real program in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from qualifier.knowledge.cases import Answer, Case, read_case, save_case
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.places import rules_folder
from qualifier.knowledge.snapshot import load_or_make, snapshot_name
from qualifier.knowledge.version import content_version
from qualifier.words import Lang
from tests.support import PROJECT
from tests.surfaces.terminal import Sitting


@pytest.fixture(scope="session")
def checked_rules(base: RuleBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the checked rules that the program keeps: each sitting starts faster with a copy."""
    folder = tmp_path_factory.mktemp("checked") / "cache"
    load_or_make(folder / snapshot_name(content_version(rules_folder())), lambda: base)
    return folder


@pytest.fixture
def sit(base: RuleBase, checked_rules: Path, tmp_path: Path) -> Iterator[Callable[..., Sitting]]:
    """Return what starts the program at a terminal; all sittings share a folder and are closed at the end."""
    shutil.copytree(checked_rules, tmp_path / "cache")
    sittings: list[Sitting] = []

    def start(lang: Lang, *arguments: str, **settings: object) -> Sitting:
        sitting = Sitting(base, tmp_path, lang, *arguments, **settings)
        sittings.append(sitting)
        return sitting

    yield start
    for sitting in sittings:
        sitting.close()


@pytest.fixture
def answered(tmp_path: Path) -> Callable[[Mapping[str, Answer]], str]:
    """Return what writes a questionnaire already answered, and gives the name of its file."""

    def keep(story: Mapping[str, Answer]) -> str:
        save_case(Case("answered", story), tmp_path / "answered.json")
        return "answered.json"

    return keep


def _story(base: RuleBase, name: str) -> dict[str, Answer]:
    return dict(read_case(PROJECT / "scenarios" / f"{name}.yaml", base).answers)


@pytest.fixture(scope="session")
def football(base: RuleBase) -> dict[str, Answer]:
    """A long story: thirty-six questions, led by its initiator, several answers marked as told or seen."""
    return _story(base, "c19_football_project")


@pytest.fixture(scope="session")
def two_floors(base: RuleBase) -> dict[str, Answer]:
    """A short story: colleagues of one organisation."""
    return _story(base, "s26_two_floors_apart")


LAYERS = ("axes", "proof", "why_not", "contrast", "risks", "sources")


@pytest.fixture(scope="session", params=[("fr", (80, 24)), ("en", (100, 40))], ids=["fr 80x24", "en 100x40"])
def whole_sitting(
    request: pytest.FixtureRequest,
    base: RuleBase,
    checked_rules: Path,
    football: dict[str, Answer],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Sitting]:
    """A sitting from the first question to the last layer of the verdict, ended; several tests look at it.

    What it was shown on is wider than the terminal that the program was told of, so that a line too long shows.
    """
    lang, size = request.param
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(checked_rules, folder / "cache")
    sitting = Sitting(base, folder, lang, size=size, seen_columns=160)
    sitting.tell(football)
    sitting.choose("summary_next", sitting.say("see_verdict"))
    for layer in LAYERS:
        sitting.choose("verdict_next", sitting.say(f"layer_{layer}"))
    sitting.choose("verdict_next", sitting.say("finish"))
    sitting.until_ended()
    yield sitting
    sitting.close()
