"""Answers to the scenarios of a calibration: the story first, then the questionnaire; no verdict is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualifier.cli import common
from qualifier.cli.answering import RecordKeeper, at_the_machine, from_file_or_paper
from qualifier.cli.ask import prompter
from qualifier.cli.output import as_argument, console, show_faults
from qualifier.cli.sitting import needs_terminal
from qualifier.cli.starting import fresh
from qualifier.knowledge.cases import Scenario
from qualifier.knowledge.faults import FaultsFound, fault, near
from qualifier.report.folded import Folded
from qualifier.training.calibration import Rating
from qualifier.training.calibration_record import Run
from qualifier.training.play_files import library_scenario
from qualifier.words import message

if TYPE_CHECKING:
    from qualifier.cli.open_records import OpenRecord
    from qualifier.knowledge.cases import Case
    from qualifier.knowledge.models import RuleBase


def library_scenarios(names: Iterable[str], base: RuleBase) -> tuple[Scenario, ...]:
    """Return scenarios of the library.

    Args:
        names: their names.
        base: the rules.

    Raises:
        FaultsFound: some are not in it.
    """
    find = library_scenario(base)
    found = {name: find(name) for name in names}
    missing = [name for name, scenario in found.items() if scenario is None]
    if missing:
        known = [path.stem for path in common.scenario_files([])]
        raise FaultsFound([fault("scenario_unknown", scenario=name, near=near(name, known)) for name in missing])
    return tuple(one for one in found.values() if one is not None)


def of_the_library(run: Run, base: RuleBase) -> tuple[tuple[Scenario, ...], tuple[Rating, ...]]:
    """Return the scenarios of a calibration that the library still has, with what was answered on them; say the rest.

    Args:
        run: the calibration.
        base: the rules.
    """
    find = library_scenario(base)
    found = {name: find(name) for name in run.scenarios}
    gone = [fault("scenario_gone", scenario=name) for name, one in found.items() if one is None]
    if gone:
        show_faults(gone, common.LANG)
    scenarios = tuple(one for one in found.values() if one is not None)
    return scenarios, tuple(one for one in run.ratings if found.get(one.scenario) is not None)


def rate(
    held: OpenRecord[Run],
    scenario: str,
    rater: str,
    number: int,
    file: Path | None,
    typed: str | None,
    *,
    again: bool = False,
) -> None:
    """Take one person's answers to one scenario: from a file, from paper, else at the machine.

    Args:
        held: the calibration.
        scenario: the name of one of its scenarios.
        rater: a letter.
        number: the round.
        file: an answer file, if there is one.
        typed: what was ticked on paper, if it was.
        again: they take the place of those that were finished before.

    Raises:
        typer.Exit: it was interrupted; what was given is kept.
        FaultsFound: that person has answered it already, or what was given cannot be used.
    """
    run = held.state
    if scenario not in run.scenarios:
        raise FaultsFound([fault("scenario_unknown", scenario=scenario, near=near(scenario, run.scenarios))])
    (story,) = library_scenarios([scenario], common.base_of(held.rules))
    if file is None and typed is None:
        _at_the_machine(held, story, rater, number, again=again)
        return
    begun = run.found(rater, scenario, number)
    case = from_file_or_paper(begun.case if begun is not None else fresh(), file, typed, held.rules)
    held.change(lambda state: state.rated(Rating(rater, scenario, number, case), again=again))
    common.told(console(), message("screens", "rating_kept", rater=rater, scenario=scenario))


def _at_the_machine(held: OpenRecord[Run], story: Scenario, rater: str, number: int, *, again: bool) -> None:
    needs_terminal()
    scenario = story.case.id
    before = held.state.found(rater, scenario, number)
    begun = Rating(rater, scenario, number, before.case if before is not None else fresh(), finished=False)
    held.state.rated(begun, again=again)
    _read_story(story)
    held.change(lambda run: run.rated(begun, again=again))

    def step(run: Run, case: Case, finished: bool) -> Run:
        return run.rated(replace(begun, case=case, finished=finished))

    argument = as_argument(held.name)
    keeper = RecordKeeper(
        held,
        step,
        message("screens", "kept_in_calibration", name=held.name, rater=rater),
        f"qualifier training rate {argument} {scenario} --as {rater} --round {number}",
        (message("screens", "rating_kept", rater=rater, scenario=scenario),),
    )
    try:
        at_the_machine(keeper, held.rules, begun.case, blind=True)
    finally:
        if not _given(held.state, begun):
            held.change(lambda run: run.without(begun))


def _read_story(story: Scenario) -> None:
    """Show the story until the reader has done: the questions would push it off a small screen."""
    screen = console()
    screen.print(Folded(story.title.to(common.LANG), style="bold"))
    screen.print(Folded(story.story_en if common.LANG == "en" and story.story_en else story.story_fr))
    screen.print()
    try:
        prompter(screen, common.LANG).line(message("screens", "story_read").to(common.LANG))
    except (KeyboardInterrupt, EOFError):
        raise typer.Exit(common.INTERRUPTED) from None
    screen.print()


def _given(run: Run, begun: Rating) -> bool:
    """Tell whether anything was answered."""
    found = run.found(begun.rater, begun.scenario, begun.round)
    return found is not None and bool(found.case.answers)
