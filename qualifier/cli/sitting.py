"""One sitting from its command to its end: prepares the conversation, holds it, says how to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualifier.cli import common
from qualifier.cli.ask import Conversation, Paused, prompter
from qualifier.cli.explaining import ExplainingPrompter
from qualifier.cli.keeping import CasebookKeeper, FileKeeper, Keeper
from qualifier.cli.output import console
from qualifier.cli.starting import fresh, from_casebook, from_file, resumed
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.report.folded import Folded
from qualifier.words import message

if TYPE_CHECKING:
    from rich.console import Console

    from qualifier.casebook.store import CaseLine, Viewpoint
    from qualifier.knowledge.cases import Case


def sit(file: Path | None, rules: Path | None, full: bool, schools: bool = False, reading: str | None = None) -> None:
    """Ask the questionnaire: in a file if one is named, else in the casebook.

    Args:
        file: the file.
        rules: another folder of rules.
        full: whether every question that matters is wanted.
        schools: whether the few questions that only other schools need are wanted.
        reading: the school that decides; None for the usual one.

    Raises:
        typer.Exit: it was interrupted, or there is no terminal.
        FaultsFound: answers could not be read or kept.
    """
    needs_terminal()

    def widened(case: Case) -> Case:
        return replace(case, extras=case.extras or schools)

    if file is not None:
        keeper = FileKeeper(file)
        conversation = conversation_on(keeper, rules, reading)
        hold(conversation, lambda: widened(from_file(conversation, file, full)))
        return
    known, kept = common.migrations_of(rules), _keeper(rules)
    talk = conversation_on(kept, rules, reading)
    hold(talk, lambda: widened(from_casebook(talk, kept, known, full)))


def sit_on(viewpoint: Viewpoint, line: CaseLine, rules: Path | None, full: bool, reading: str | None = None) -> None:
    """Go on with a viewpoint of the casebook.

    Args:
        viewpoint: what is kept.
        line: its case.
        rules: another folder of rules.
        full: whether every question that matters is wanted.
        reading: the school that decides; None for the usual one.

    Raises:
        typer.Exit: it was interrupted, or there is no terminal.
        FaultsFound: answers could not be read or kept.
    """
    needs_terminal()
    known, keeper = common.migrations_of(rules), _keeper(rules)
    conversation = conversation_on(keeper, rules, reading)
    hold(conversation, lambda: resumed(conversation, keeper, viewpoint, line.name, known, full))


def sit_again(line: CaseLine, before: Case | None, rules: Path | None, full: bool, reading: str | None = None) -> None:
    """Answer anew on a case, as of today; the further viewpoint begins with the first answer that is given.

    Args:
        line: the case.
        before: the answers to start from; None for none.
        rules: another folder of rules.
        full: whether every question that matters is wanted.
        reading: the school that decides; None for the usual one.

    Raises:
        typer.Exit: it was interrupted, or there is no terminal.
        FaultsFound: answers could not be read or kept.
    """
    needs_terminal()
    case = replace(fresh(full), id=line.name) if before is None else replace(before, date=common.today(), at=None)
    keeper = _keeper(rules)
    keeper.goes_on_anew(line, case)
    hold(conversation_on(keeper, rules, reading), lambda: case)


def _keeper(rules: Path | None) -> CasebookKeeper:
    return CasebookKeeper(common.base_of(rules), common.migrations_of(rules), common.LANG)


def needs_terminal() -> None:
    """Make sure that someone is there to be asked.

    Raises:
        FaultsFound: there is no terminal.
    """
    if not common.terminal():
        raise FaultsFound([fault("terminal_missing")])


def conversation_on(
    keeper: Keeper, rules: Path | None, reading: str | None = None, *, blind: bool = False
) -> Conversation:
    """Return a sitting to be held.

    Args:
        keeper: what keeps its answers.
        rules: another folder of rules.
        reading: the school that decides; None for the usual one.
        blind: it ends with the answers; the verdict is for later.
    """
    screen = console()
    asking = ExplainingPrompter(prompter(screen, common.LANG), screen, common.base_of(rules), common.LANG)
    return Conversation(common.reasoner_of(rules, reading), screen, asking, common.LANG, keeper, blind=blind)


def hold(conversation: Conversation, start: Callable[[], Case]) -> None:
    """Hold the conversation; however it ends, say how to go on. What was answered alone leaves the screen.

    Args:
        conversation: the sitting.
        start: gives the answers to start from.

    Raises:
        typer.Exit: it was interrupted.
        FaultsFound: answers could not be read or kept.
    """
    interrupted = False
    try:
        conversation.run(start())
        said = conversation.keeper.kept
    except (Paused, KeyboardInterrupt, EOFError) as end:
        interrupted = not isinstance(end, Paused)
        said = (message("screens", "paused", command=conversation.keeper.resume),)
    if conversation.blind:
        _cleared(conversation.console)
    for line in said:
        common.told(conversation.console, line)
    if interrupted:
        raise typer.Exit(common.INTERRUPTED)


def _cleared(screen: Console) -> None:
    """Take what was answered off the screen, and out of what can be scrolled back where the terminal allows it."""
    if screen.is_dumb_terminal:
        # It cannot be cleared: what was answered is pushed off, and the next person is not told that it is gone.
        screen.print("\n" * screen.height)
        screen.print(Folded(message("screens", "screen_pushed").to(common.LANG)))
        return
    screen.clear()
    screen.file.write("\x1b[3J" if screen.is_terminal else "")
    screen.print(Folded(message("screens", "screen_cleared").to(common.LANG)))
