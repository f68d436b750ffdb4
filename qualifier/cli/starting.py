"""Where a sitting starts from: a file, a case of the casebook, or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.cli import casebooks
from qualifier.cli.ask import Conversation, Paused
from qualifier.cli.folders import home
from qualifier.cli.keeping import CasebookKeeper
from qualifier.cli.prompts import Command, Prompt
from qualifier.knowledge.cases import Case, aside_faults, read_draft
from qualifier.knowledge.faults import Fault, FaultsFound, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualifier.casebook.store import Casebook, Viewpoint
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration

RESUME, KEEP, ERASE = "draft_resume", "draft_keep", "draft_erase"


def fresh(full: bool = False) -> Case:
    """Return a case with no answer yet, named after today."""
    today = dt.datetime.now().astimezone().date()
    return Case(id=today.isoformat(), answers={}, date=today, full=full)


def from_file(conversation: Conversation, path: Path, full: bool) -> Case:
    """Return the case of a file; a new one if there is no such file.

    Args:
        conversation: the sitting.
        path: the file.
        full: whether every question that matters is wanted, and not only those that decide the form.

    Raises:
        FaultsFound: the file holds something else than answers.
    """
    if not path.exists():
        return fresh(full)
    base = conversation.reasoner.base
    case = read_draft(path, base)
    _notices(conversation, aside_faults(case, shown_path(path), base))
    return replace(case, date=case.date or fresh().date, full=case.full or full)


def from_casebook(conversation: Conversation, keeper: CasebookKeeper, known: tuple[Migration, ...], full: bool) -> Case:
    """Return the case answered last, if the user wants to resume it; else a new one.

    Args:
        conversation: the sitting.
        keeper: what keeps its answers.
        known: the migrations of the rules.
        full: whether every question that matters is wanted.

    Raises:
        Paused: the user left.
        FaultsFound: the casebook cannot be used.
    """
    take_in_files(conversation, keeper)
    found = casebooks.latest(conversation.lang)
    if found is None:
        return fresh(full)
    viewpoint, name = found
    chosen = _what_about(conversation, viewpoint, name)
    if chosen == RESUME:
        return resumed(conversation, keeper, viewpoint, name, known, full)
    if chosen == KEEP:
        conversation.show(conversation.say("draft_kept", name=name))
    else:
        keeper.book.delete([viewpoint.case])
    return fresh(full)


def resumed(
    conversation: Conversation,
    keeper: CasebookKeeper,
    viewpoint: Viewpoint,
    name: str,
    known: tuple[Migration, ...],
    full: bool = False,
) -> Case:
    """Return the case of a viewpoint, to be gone on with; what the present rules ask again is said.

    Args:
        conversation: the sitting.
        keeper: what keeps its answers from now on.
        viewpoint: what is kept.
        name: the name of its case.
        known: the migrations of the rules.
        full: whether every question that matters is wanted.

    Raises:
        FaultsFound: what is kept is damaged.
    """
    found = casebooks.read_viewpoint(viewpoint, name, conversation.reasoner.base, known)
    _notices(conversation, found.notices)
    keeper.goes_on(viewpoint, name)
    return replace(found.case, full=found.case.full or full)


def take_in_files(conversation: Conversation, keeper: CasebookKeeper) -> None:
    """Take the questionnaires that earlier versions kept in files into the casebook, each file going once it is in.

    Args:
        conversation: the sitting, for saying what is wrong with a file.
        keeper: what has the casebook.
    """
    for path in sorted(home().glob("*.json")):
        try:
            case = read_draft(path, conversation.reasoner.base)
        except FaultsFound as faults:
            _notices(conversation, faults.faults)
            continue
        take_in(keeper.book, case, conversation.reasoner.base)
        path.unlink()


def take_in(book: Casebook, case: Case, base: RuleBase, known: tuple[Migration, ...] = ()) -> str:
    """Keep a case read from a file in the casebook, and return the name it has there.

    Args:
        book: the casebook.
        case: the answers.
        base: the rules they answer.
        known: the migrations of the rules.
    """
    from qualifier.knowledge.cases import written_case

    mark = casebooks.mark_of(base, known)
    name = book.free_name(case.id)
    viewpoint = book.begin(name, written_case(case), mark)
    book.save(viewpoint.id, written_case(case), mark, finished=case.at is None)
    return name


def _what_about(conversation: Conversation, viewpoint: Viewpoint, name: str) -> str:
    """Ask what to do with the questionnaire answered last."""
    say = conversation.say
    key = "draft_done" if viewpoint.finished else "draft_found"
    count = casebooks.answers_in(viewpoint)
    ask = say(key, name=name, count=count, date=f"{viewpoint.changed.astimezone():%Y-%m-%d}")
    choices = tuple((one, say(one)) for one in (RESUME, KEEP, ERASE))
    reply = conversation.prompter.ask(Prompt(ask, choices, commands={say("key_quit"): Command.QUIT}))
    if reply.command is Command.QUIT:
        raise Paused
    return reply.value


def _notices(conversation: Conversation, faults: Iterable[Fault]) -> None:
    for line in FaultsFound(faults).lines(conversation.lang):
        conversation.show(line)
