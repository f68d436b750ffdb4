"""Where a sitting starts from: a file, a case of the casebook, or nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.cli import casebooks, common
from qualifier.cli.ask import Conversation, Paused
from qualifier.cli.folders import home
from qualifier.cli.keeping import CasebookKeeper
from qualifier.cli.output import as_argument
from qualifier.cli.prompts import Command, Prompt
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Case, aside_faults, read_draft
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualifier.casebook.store import Casebook, Viewpoint
    from qualifier.knowledge.rule_migrations import Migration
    from qualifier.reasoning.verdict import Reasoner

# What earlier versions called the files in which they kept a questionnaire.
EARLIER = re.compile(r"draft\.json|\d{4}-\d{2}-\d{2}-\d{6}(-\d+)?\.json")
RESUME, KEEP, ERASE = "draft_resume", "draft_keep", "draft_erase"


def fresh(full: bool = False) -> Case:
    """Return a case with no answer yet, named after today."""
    today = common.today()
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
    if chosen == ERASE and _sure(conversation, keeper, viewpoint, name):
        keeper.book.delete([viewpoint.case])
    else:
        conversation.show(conversation.say("draft_kept", name=name, argument=as_argument(name)))
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
    """Take the questionnaires that earlier versions kept in files into the casebook; each file is erased once it is in.

    Args:
        conversation: the sitting, for saying what was taken in and what is wrong with a file.
        keeper: what has the casebook.
    """
    from qualifier.casebook.files import erase

    for path in sorted(one for one in home().glob("*.json") if EARLIER.fullmatch(one.name)):
        try:
            name = take_in(keeper.book, read_draft(path, conversation.reasoner.base), conversation.reasoner)
            erase(path)
        except FaultsFound as faults:
            _notices(conversation, faults.faults)
        except OSError as error:
            wrong = fault("file_unwritable", Place(shown_path(path)), reason=error.strerror or str(error))
            _notices(conversation, [wrong])
        else:
            conversation.show(conversation.say("imported", path=shown_path(path), name=name))


def take_in(book: Casebook, case: Case, reasoner: Reasoner, known: tuple[Migration, ...] = ()) -> str:
    """Keep a case read from a file in the casebook, and return the name it has there.

    Args:
        book: the casebook.
        case: the answers.
        reasoner: the rules they answer, with their engine.
        known: the migrations of the rules.
    """
    mark, text = casebooks.mark_of(reasoner.base, known), casebooks.answers_text(case)
    viewpoint, name = casebooks.begun(book, case.id, text, mark)
    book.save(viewpoint.id, text, mark, is_finished(case, reasoner))
    return name


def is_finished(case: Case, reasoner: Reasoner) -> bool:
    """Tell whether a questionnaire has nothing left to ask.

    Args:
        case: the answers.
        reasoner: the rules with their engine.
    """
    return Interview(reasoner.decisions, case, reasoner.ahead).resumed().question is None


def _sure(conversation: Conversation, keeper: CasebookKeeper, viewpoint: Viewpoint, name: str) -> bool:
    """Ask whether a case is really to be erased, with all its dates."""
    count = keeper.book.case_numbered(viewpoint.case).viewpoints
    choices = {"erase_no": conversation.say("erase_no"), "erase_yes": conversation.say("erase_yes")}
    return conversation.menu("erase_sure", choices, name=name, count=count) == "erase_yes"


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
