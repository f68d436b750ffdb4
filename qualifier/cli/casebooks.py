"""The user's casebook, opened as the environment says, and what goes between it and the rules: marks, cases, verdicts.

How a casebook keeps things is for `qualifier.casebook`; here it meets the rules that its cases were answered with.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from qualifier import __version__
from qualifier.cli.folders import home
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.words import Lang, Text, message

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook, CaseLine, KeptVerdict, RulesMark, Viewpoint
    from qualifier.knowledge.cases import Case
    from qualifier.knowledge.kept import Kept
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration
    from qualifier.report.contents.subject import Subject
    from qualifier.report.document import Document

DATABASE, PASSPHRASE = "QUALIFIER_DATABASE", "QUALIFIER_PASSPHRASE"
_open: list[Casebook] = []


def database() -> str | None:
    """Return the address of the database that the user named, if any."""
    return os.environ.get(DATABASE) or None


def opened(lang: Lang, *, create: bool = True) -> Casebook | None:
    """Open the user's casebook; questionnaires kept in files by earlier versions go into a new one.

    Args:
        lang: the language in which a passphrase is asked for.
        create: whether to make one when there is none.

    Raises:
        FaultsFound: it cannot be opened.
    """
    from qualifier.casebook.store import open_casebook

    book = open_casebook(home(), database(), lambda: passphrase(lang), create=create)
    if book is not None:
        _open.append(book)
    return book


def close_all() -> None:
    """Close every casebook that was opened: the log beside its file is then empty."""
    while _open:
        _open.pop().close()


def last_cases(lang: Lang, most: int) -> tuple[CaseLine, ...]:
    """Return the cases changed last, at a glance where that is enough.

    Args:
        lang: the language in which a passphrase is asked for.
        most: how many at most.
    """
    from qualifier.casebook import glance

    found = None if database() else glance.last_cases(home(), most)
    if found is not None:
        return found
    book = opened(lang, create=False)
    return book.cases(most) if book is not None else ()


def latest(lang: Lang) -> tuple[Viewpoint, str] | None:
    """Return what was answered last, with the name of its case, at a glance where that is enough.

    Args:
        lang: the language in which a passphrase is asked for.
    """
    from qualifier.casebook import glance

    found = None if database() else glance.latest(home())
    if found is not None:
        return next(iter(found), None)
    book = opened(lang, create=False)
    viewpoint = book.latest() if book is not None else None
    if book is None or viewpoint is None:
        return None
    return viewpoint, book.case_numbered(viewpoint.case).name


def answers_in(viewpoint: Viewpoint) -> int:
    """Return how many answers a viewpoint holds; none when what is kept is damaged, which reading it will tell."""
    try:
        return len(json.loads(viewpoint.answers)["answers"])
    except (ValueError, KeyError, TypeError):
        return 0


def existing(lang: Lang) -> Casebook:
    """Open the user's casebook, which must be there.

    Raises:
        FaultsFound: there is none yet, or it cannot be opened.
    """
    found = opened(lang, create=False)
    if found is None:
        raise FaultsFound([fault("casebook_empty")])
    return found


def passphrase(lang: Lang, key: str = "passphrase") -> str:
    """Return the passphrase: the one of the environment, else as typed, unseen.

    Args:
        lang: the language of the prompt.
        key: the prompt, in the catalogue `screens`.
    """
    from getpass import getpass

    given = os.environ.get(PASSPHRASE)
    return given if given is not None else getpass(message("screens", key).to(lang) + " ")


def mark_of(base: RuleBase, known: tuple[Migration, ...]) -> RulesMark:
    """Return what tells which rules something was made with."""
    from qualifier.casebook.store import RulesMark
    from qualifier.knowledge.rule_migrations import last_number

    return RulesMark(__version__, base.version, last_number(known))


def read_viewpoint(viewpoint: Viewpoint, name: str, base: RuleBase, known: tuple[Migration, ...]) -> Kept:
    """Return the answers of a viewpoint as the present rules understand them.

    Args:
        viewpoint: what is kept.
        name: the name of its case.
        base: the present rules.
        known: what renamed questions and options since.

    Raises:
        FaultsFound: what is kept is damaged.
    """
    from qualifier.knowledge.kept import read_kept

    found = read_kept(viewpoint.answers, name, base, known, viewpoint.rules.migration)
    return replace(found, case=replace(found.case, id=name))


def verdict_content(about: Subject) -> str:
    """Return what is kept of a verdict: its whole report in both languages, as it was given."""
    from qualifier.report.contents.team import team
    from qualifier.report.document import document_data

    return json.dumps({"report": document_data(team(about))}, ensure_ascii=False)


def verdict_report(kept: KeptVerdict) -> Document:
    """Return the report that was kept of a verdict.

    Raises:
        FaultsFound: what is kept is damaged.
    """
    from qualifier.report.document import document_from

    try:
        return document_from(json.loads(kept.content)["report"])
    except (KeyError, TypeError, ValueError) as error:
        raise FaultsFound([fault("verdict_damaged", made=f"{kept.made:%Y-%m-%d}")]) from error


def outcome_words(base: RuleBase, outcome: str | None) -> Text:
    """Return the name of an outcome kept in a casebook; as written when the rules know it no more."""
    from qualifier.explanation.prospects import outcome_name

    if outcome is None:
        return message("screens", "no_verdict_yet")
    try:
        return outcome_name(base, outcome)
    except KeyError:
        return Text(outcome, outcome)


def cases_under_either(lang: Lang, first: RuleBase, second: RuleBase) -> list[tuple[str, Case]]:
    """Return the cases of the casebook, each read by the rules that understand it wholly, else by the second.

    Args:
        lang: the language of the user.
        first: a rule base.
        second: another.
    """
    book = opened(lang, create=False)
    if book is None:
        return []
    found = []
    for line in book.cases():
        kept = book.viewpoints(line.id)[-1]
        case = read_viewpoint(kept, line.name, first, ())
        found.append((line.name, (read_viewpoint(kept, line.name, second, ()) if case.notices else case).case))
    return found
