"""The user's casebook, opened as the environment says, and what goes between it and the rules: marks, cases, verdicts.

How a casebook keeps things is for `qualifier.casebook`; here it meets the rules that its cases were answered with.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualifier import __version__
from qualifier.cli.folders import home
from qualifier.knowledge.cases import Case, written_case
from qualifier.knowledge.faults import FaultsFound, fault
from qualifier.words import Lang, Text, message

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook, CaseLine, KeptVerdict, RulesMark, Viewpoint
    from qualifier.knowledge.kept import Kept
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration
    from qualifier.report.contents.subject import Subject
    from qualifier.report.document import Document

DATABASE, PASSPHRASE = "QUALIFIER_DATABASE", "QUALIFIER_PASSPHRASE"
# No name of a case is in the texts that are kept: it may be changed, and must then be nowhere else.
NAMELESS = "case"
TRIES = 20
_open: list[Casebook] = []


def database() -> str | None:
    """Return the address of the database that the user named, if any."""
    return os.environ.get(DATABASE) or None


def opened(lang: Lang, *, create: bool = True) -> Casebook | None:
    """Open the user's casebook, once for the whole command.

    Args:
        lang: the language in which a passphrase is asked for.
        create: whether to make one when there is none.

    Raises:
        FaultsFound: it cannot be opened.
    """
    from qualifier.casebook.store import open_casebook

    if _open:
        return _open[0]
    book = _opened(lambda key: open_casebook(home(), database(), lambda: passphrase(lang, key), create=create))
    if book is not None:
        _open.append(book)
    return book


def _opened(opening: Callable[[str], Casebook | None]) -> Casebook | None:
    """Open the casebook; a passphrase that was mistyped may be typed again."""
    for key in ("passphrase", "passphrase_again"):
        try:
            return opening(key)
        except FaultsFound as faults:
            mistyped = {one.code for one in faults.faults} == {"passphrase_wrong"}
            if not mistyped or PASSPHRASE in os.environ or not sys.stdin.isatty():
                raise
    return opening("passphrase_again")


def close_all() -> None:
    """Close the casebook, if it was opened: the log beside its file is then empty."""
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


def last_of(book: Casebook, line: CaseLine) -> Viewpoint:
    """Return the last viewpoint on a case.

    Raises:
        FaultsFound: there is none left.
    """
    found = book.viewpoints(line.id)
    if not found:
        raise FaultsFound([fault("viewpoint_unknown")])
    return found[-1]


def begun(book: Casebook, wished: str, text: str, mark: RulesMark) -> tuple[Viewpoint, str]:
    """Keep a new case under the name wished, else the same with a number; return its viewpoint and its name.

    Args:
        book: the casebook.
        wished: the name.
        text: what `answers_text` gives.
        mark: the rules that are answered.
    """
    for _ in range(TRIES):
        name = book.free_name(wished)
        try:
            return book.begin(name, text, mark), name
        except FaultsFound as faults:
            # Somebody else took the name in between.
            if {one.code for one in faults.faults} != {"case_name_taken"}:
                raise
    return book.begin(name, text, mark), name


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

    Raises:
        FaultsFound: nobody is there to type it.
    """
    from getpass import getpass

    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise FaultsFound([fault("passphrase_needed")])
    return getpass(message("screens", key).to(lang) + " ")


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


def answers_text(case: Case) -> str:
    """Return what is kept of a case's answers: an answer file without the name of the case."""
    return written_case(replace(case, id=NAMELESS))


def verdict_content(about: Subject) -> str:
    """Return what is kept of a verdict: its whole report in both languages, as given, without the name of the case."""
    from qualifier.report.contents.team import team
    from qualifier.report.document import document_data

    report = team(about)
    nameless = replace(report, about=tuple(pair for pair in report.about if pair[0] != message("report", "case")))
    typed = [note.why for note in about.case.notes.values() if note.why]
    return json.dumps({"report": document_data(nameless), "typed": typed}, ensure_ascii=False)


def verdict_report(kept: KeptVerdict, name: str) -> Document:
    """Return the report that was kept of a verdict.

    Args:
        kept: the verdict.
        name: the name that its case has today.

    Raises:
        FaultsFound: what is kept is damaged.
    """
    report = report_in(kept.content, kept.made)
    return replace(report, about=((message("report", "case"), Text(name, name)), *report.about))


def report_in(content: str, made: dt.datetime) -> Document:
    """Return the report that is in what is kept of a verdict.

    Args:
        content: what `verdict_content` gave.
        made: when it was given.

    Raises:
        FaultsFound: it is damaged.
    """
    from qualifier.report.document import document_from

    try:
        return document_from(json.loads(content)["report"])
    except (KeyError, TypeError, ValueError) as error:
        raise FaultsFound([fault("verdict_damaged", made=f"{made:%Y-%m-%d}")]) from error


def typed_in(book: Casebook, line: CaseLine) -> tuple[str, ...]:
    """Return all that was typed freely about a case and is kept: names, note, reasons, what was set aside.

    Args:
        book: the casebook.
        line: the case.
    """
    found: list[str] = [line.name, *([line.note] if line.note else [])]
    for viewpoint in book.viewpoints(line.id):
        found += [viewpoint.name] if viewpoint.name else []
        found += _texts_of(viewpoint.answers)
        for kept in book.verdicts(viewpoint.id):
            found += _reasons_of(kept.content)
    return tuple(dict.fromkeys(found))


def _texts_of(answers: str) -> list[str]:
    """Return the free texts of an answer file: the name of its case, the reasons noted, what was set aside."""
    try:
        content = json.loads(answers)
    except ValueError:
        return [answers]
    if not isinstance(content, dict):
        return [answers]
    notes = content.get("notes") or {}
    reasons = [one.get("why") for one in notes.values() if isinstance(one, dict)] if isinstance(notes, dict) else []
    aside = [json.dumps(content["aside"], ensure_ascii=False)] if content.get("aside") else []
    return [one for one in (content.get("case"), *reasons, *aside) if isinstance(one, str)]


def _reasons_of(content: str) -> list[str]:
    try:
        typed = json.loads(content).get("typed", [])
    except (ValueError, AttributeError):
        return [content]
    return [one for one in typed if isinstance(one, str)]


def outcome_words(base: RuleBase, outcome: str | None) -> Text:
    """Return the name of an outcome kept in a casebook; as written when the rules know it no more.

    Args:
        base: the rules, in their usual reading: the verdict may have been given in another.
        outcome: what is kept; None when no verdict was given.
    """
    from qualifier.explanation.prospects import outcome_name
    from qualifier.knowledge.models import UNDETERMINED

    if outcome is None:
        return message("screens", "no_verdict_yet")
    elsewhere = {form.id: form.name for one in base.readings.values() for form in one.forms}
    if outcome in elsewhere:
        return elsewhere[outcome]
    reasons = {UNDETERMINED, *(f"{UNDETERMINED}.{reason}" for reason in base.undetermined)}
    return outcome_name(base, outcome) if outcome in base.forms or outcome in reasons else Text(outcome, outcome)


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
        kept = last_of(book, line)
        case = read_viewpoint(kept, line.name, first, ())
        found.append((line.name, (read_viewpoint(kept, line.name, second, ()) if case.notices else case).case))
    return found
