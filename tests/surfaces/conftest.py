"""A seat at a terminal: each test starts the real program in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.store import open_casebook
from qualifier.cli.starting import take_in
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, read_case, save_case
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.places import rules_folder
from qualifier.knowledge.snapshot import load_or_make, packed, snapshot_name, unpacked_rules
from qualifier.knowledge.version import content_version
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.verdict import Reasoner
from qualifier.words import Lang
from tests.support import PROJECT
from tests.surfaces.terminal import Sitting


@pytest.fixture(scope="session")
def checked_rules(base: RuleBase, reasoner: Reasoner, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the program keeps of the rules: each sitting starts faster with a copy."""
    folder = tmp_path_factory.mktemp("checked") / "cache"
    rules = folder / snapshot_name("rules", content_version(rules_folder()), "knowledge")
    diagrams = folder / snapshot_name("diagrams", base.version, "knowledge", "reasoning")
    assert reasoner.ahead is not None
    ahead = reasoner.ahead
    load_or_make(rules, lambda: base, packed, unpacked_rules)
    load_or_make(diagrams, lambda: ahead, Lookahead.packed, Lookahead.unpacked)
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
def casebook(tmp_path: Path) -> Callable[[], Casebook]:
    """Return what opens the casebook of the sittings."""

    def opened() -> Casebook:
        found = open_casebook(tmp_path)
        assert found is not None
        return found

    return opened


@pytest.fixture
def in_casebook(reasoner: Reasoner, casebook: Callable[[], Casebook]) -> Callable[[Case], None]:
    """Return what keeps a case in the casebook of the sittings."""

    def keep(case: Case) -> None:
        with casebook() as book:
            take_in(book, case, reasoner)

    return keep


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
    """A long story: thirty-six answers, led by its initiator, several of them marked as told or seen."""
    return _story(base, "c19_football_project")


@pytest.fixture(scope="session")
def two_floors(base: RuleBase) -> dict[str, Answer]:
    """A short story: colleagues of one organisation."""
    return _story(base, "s26_two_floors_apart")


@pytest.fixture(scope="session")
def replayed(reasoner: Reasoner) -> Callable[..., Interview]:
    """Return what answers a questionnaire from a story without a terminal, up to its summary."""

    @cache
    def played(told: frozenset[tuple[str, Answer]], full: bool) -> Interview:
        story = dict(told)
        interview = Interview(reasoner.decisions, Case("replayed", {}, full=full), reasoner.ahead).resumed()
        while interview.case.at is not None:
            interview = interview.answer(story[interview.case.at])
        return interview

    def play(story: Mapping[str, Answer], *, full: bool = False) -> Interview:
        return played(frozenset(story.items()), full)

    return play


LAYERS = ("axes", "proof", "solidity", "changes", "why_not", "contrast", "risks", "not_asked", "sources")


@dataclass(frozen=True)
class Whole:
    """A sitting that has ended, with the questions met in it.

    Attributes:
        met: the questions met, in order.
        after: those met after going on, when the short questionnaire had stopped.
    """

    seat: Sitting
    met: list[str]
    after: list[str] = field(default_factory=list)


@pytest.fixture(scope="session", params=[("fr", (80, 24)), ("en", (100, 40))], ids=["fr 80x24", "en 100x40"])
def whole_sitting(
    request: pytest.FixtureRequest,
    base: RuleBase,
    checked_rules: Path,
    football: dict[str, Answer],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Whole]:
    """A full questionnaire from the first question to the last layer of the verdict; several tests look at it.

    What it was shown on is wider than the terminal that the program was told of, so that a line too long shows.
    """
    lang, size = request.param
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(checked_rules, folder / "cache")
    sitting = Sitting(base, folder, lang, "ask", "--full", size=size, seen_columns=160)
    met = sitting.tell(football)
    sitting.choose("summary_next", sitting.say("see_verdict"))
    for layer in LAYERS:
        sitting.see(layer)
    sitting.choose("verdict_next", sitting.say("finish"))
    sitting.until_ended()
    yield Whole(sitting, met)
    sitting.close()


@pytest.fixture(scope="session", params=[("fr", "summary_next"), ("en", "verdict_next")], ids=["fr", "en"])
def short_sitting(
    request: pytest.FixtureRequest,
    base: RuleBase,
    checked_rules: Path,
    football: dict[str, Answer],
    replayed: Callable[..., Interview],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Whole]:
    """A short questionnaire to its verdict, gone on with from the summary or from the verdict, to the verdict again."""
    lang, menu = request.param
    folder = tmp_path_factory.mktemp("short")
    shutil.copytree(checked_rules, folder / "cache")
    sitting = Sitting(base, folder, lang, seen_columns=160)
    met = sitting.tell(football)
    if menu == "verdict_next":
        sitting.choose("summary_next", sitting.say("see_verdict"))
    sitting.choose(menu, sitting.say("go_on", count=len(replayed(football).beside)))
    after = sitting.tell(football)
    sitting.choose("summary_next", sitting.say("see_verdict"))
    sitting.choose("verdict_next", sitting.say("finish"))
    sitting.until_ended()
    yield Whole(sitting, met, after)
    sitting.close()
