"""One sitting from its command to its end: prepares the conversation, holds it, says how to go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualifier.cli import common
from qualifier.cli.ask import Conversation, Paused, prompter
from qualifier.cli.keeping import CasebookKeeper, FileKeeper, Keeper
from qualifier.cli.output import console
from qualifier.cli.starting import fresh, from_casebook, from_file, resumed
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.words import message

if TYPE_CHECKING:
    from qualifier.casebook.store import CaseLine, Viewpoint
    from qualifier.knowledge.cases import Case


def sit(file: Path | None, rules: Path | None, full: bool) -> None:
    """Ask the questionnaire: in a file if one is named, else in the casebook.

    Args:
        file: the file.
        rules: another folder of rules.
        full: whether every question that matters is wanted.

    Raises:
        typer.Exit: it was interrupted, or there is no terminal.
        FaultsFound: answers could not be read or kept.
    """
    _needs_terminal()
    if file is not None:
        keeper = FileKeeper(file)
        conversation = _conversation(keeper, rules)
        _held(conversation, keeper, lambda: from_file(conversation, file, full))
        return
    known, kept = common.migrations_of(rules), _keeper(rules)
    talk = _conversation(kept, rules)
    _held(talk, kept, lambda: from_casebook(talk, kept, known, full))


def sit_on(viewpoint: Viewpoint, line: CaseLine, rules: Path | None, full: bool) -> None:
    """Go on with a viewpoint of the casebook.

    Args:
        viewpoint: what is kept.
        line: its case.
        rules: another folder of rules.
        full: whether every question that matters is wanted.

    Raises:
        typer.Exit: it was interrupted, or there is no terminal.
        FaultsFound: answers could not be read or kept.
    """
    _needs_terminal()
    known, keeper = common.migrations_of(rules), _keeper(rules)
    conversation = _conversation(keeper, rules)
    _held(conversation, keeper, lambda: resumed(conversation, keeper, viewpoint, line.name, known, full))


def sit_again(line: CaseLine, before: Case | None, rules: Path | None, full: bool) -> None:
    """Answer anew on a case, as of today; the further viewpoint begins with the first answer that is given.

    Args:
        line: the case.
        before: the answers to start from; None for none.
        rules: another folder of rules.
        full: whether every question that matters is wanted.

    Raises:
        typer.Exit: it was interrupted, or there is no terminal.
        FaultsFound: answers could not be read or kept.
    """
    _needs_terminal()
    today = dt.datetime.now().astimezone().date()
    case = replace(fresh(full), id=line.name) if before is None else replace(before, date=today, at=None)
    keeper = _keeper(rules)
    keeper.goes_on_anew(line, case)
    _held(_conversation(keeper, rules), keeper, lambda: case)


def _keeper(rules: Path | None) -> CasebookKeeper:
    return CasebookKeeper(common.base_of(rules), common.migrations_of(rules), common.LANG)


def _needs_terminal() -> None:
    if not common.terminal():
        raise FaultsFound([fault("terminal_missing")])


def _conversation(keeper: Keeper, rules: Path | None) -> Conversation:
    screen = console()
    return Conversation(common.reasoner_of(rules), screen, prompter(screen, common.LANG), common.LANG, keeper)


def _held(conversation: Conversation, keeper: Keeper, start: Callable[[], Case]) -> None:
    """Hold the conversation; however it ends, say how to go on."""
    try:
        conversation.run(start())
    except Paused:
        common.told(conversation.console, message("screens", "paused", command=keeper.resume))
    except (KeyboardInterrupt, EOFError):
        common.told(conversation.console, message("screens", "paused", command=keeper.resume))
        raise typer.Exit(common.INTERRUPTED) from None
    else:
        for line in keeper.kept:
            common.told(conversation.console, line)
