"""Commands on the casebook: list, show, resume, answer again, rename, note, compare, export, import, delete, purge.

What cannot be undone is asked about first; `--yes` answers for a script.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import casebooks, common
from qualifier.cli.common import LangOption, ReadingOption, RulesOption
from qualifier.cli.output import as_argument, console
from qualifier.cli.report_commands import (
    MediumOption,
    OutputOption,
    PrivateOption,
    YesOption,
    clean,
    handed_over,
    private_texts,
)
from qualifier.knowledge.faults import FaultsFound, fault, shown_path
from qualifier.words import Text, message

if TYPE_CHECKING:
    from qualifier.casebook.store import Casebook, CaseLine, Viewpoint
    from qualifier.knowledge.cases import Case

cases_app = typer.Typer(help=common.help_words("cases"), rich_markup_mode=None)

MOST_LISTED = 20
NameArgument = Annotated[str, typer.Argument(metavar="CASE", help=common.help_words("arg_case"), show_default=False)]


@cases_app.command("list", help=common.help_words("cases_list"))
def cases_list(
    most: Annotated[
        int, typer.Option("--most", min=1, max=1_000_000, help=common.help_words("opt_most_cases"))
    ] = MOST_LISTED,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built
    rules: RulesOption = None,
) -> None:
    """List the cases, the one changed last first."""
    lines = casebooks.last_cases(common.LANG, most + 1)
    if not lines:
        print(message("screens", "no_case").to(common.LANG))
        return
    base = common.base_of(rules) if any(one.outcome for one in lines) else None
    for line in lines[:most]:
        outcome = casebooks.outcome_words(base, line.outcome) if base else message("screens", "no_verdict_yet")
        print(_listed(line, outcome).to(common.LANG))
    if len(lines) > most:
        print(message("screens", "more_cases", most=most).to(common.LANG))


def _listed(line: CaseLine, outcome: Text) -> Text:
    state = message("screens", "state_finished" if line.finished else "state_unfinished")
    key = "case_line" if line.note is None else "case_line_noted"
    return message(
        "screens",
        key,
        number=line.id,
        name=line.name,
        day=_day(line.changed),
        state=state,
        outcome=outcome,
        note=" ".join((line.note or "").split()),
    )


def _day(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"


@cases_app.command("show", help=common.help_words("cases_show"))
def cases_show(
    name: NameArgument,
    given: Annotated[bool, typer.Option("--given", help=common.help_words("opt_given"))] = False,
    details: Annotated[bool, typer.Option("--details", help=common.help_words("opt_details"))] = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Show what is kept of a case, and its verdict: by the present rules, or as it was given."""
    book = casebooks.existing(common.LANG)
    line = book.case(name)
    reasoner = common.reasoner_of(rules, reading)
    print(_listed(line, casebooks.outcome_words(common.base_of(rules), line.outcome)).to(common.LANG))
    viewpoints = book.viewpoints(line.id)
    for viewpoint in viewpoints:
        print(_viewpoint_words(book, viewpoint, rules).to(common.LANG))
    if given:
        _show_given(book, viewpoints, line.name)
        return
    from qualifier.report.contents.subject import subject
    from qualifier.report.glossary import explained_below
    from qualifier.report.terminal import show_verdict

    about, screen = subject(reasoner, _case_of(casebooks.last_of(book, line), line, rules)), console()
    with explained_below(screen, reasoner.base, common.LANG):
        show_verdict(screen, about.explained, common.LANG, details)
        if details:
            from qualifier.report.school_layers import show_schools

            show_schools(screen, about, common.LANG)


def _viewpoint_words(book: Casebook, viewpoint: Viewpoint, rules: Path | None) -> Text:
    """Say when a viewpoint was answered, how far it is, and which verdicts were given on it, by which rules."""
    base = common.base_of(rules)
    given = [
        message(
            "screens",
            "verdict_given" if one.rules.hash == base.version else "verdict_given_before",
            outcome=casebooks.outcome_words(base, one.outcome),
            day=_day(one.made),
            rules=one.rules.hash,
        )
        for one in book.verdicts(viewpoint.id)
    ]
    said = Text("; ".join(one.fr for one in given), "; ".join(one.en for one in given))
    state = message("screens", "state_finished" if viewpoint.finished else "state_unfinished")
    return message(
        "screens",
        "viewpoint_line" if given else "viewpoint_line_open",
        number=viewpoint.number,
        day=_day(viewpoint.begun),
        state=state,
        given=said,
    )


def _show_given(book: Casebook, viewpoints: tuple[Viewpoint, ...], name: str) -> None:
    """Print the last verdict as it was given, whatever the rules have become."""
    from qualifier.report.media import Medium, rendered

    kept = [one for viewpoint in viewpoints for one in book.verdicts(viewpoint.id)]
    if not kept:
        print(message("screens", "no_verdict_yet").to(common.LANG))
        return
    last = max(kept, key=lambda one: one.made)
    print(message("screens", "as_given", day=_day(last.made), rules=last.rules.hash).to(common.LANG))
    print(rendered(casebooks.verdict_report(last, name), Medium.TEXT, (common.LANG,)).decode(), end="")


def _case_of(viewpoint: Viewpoint, line: CaseLine, rules: Path | None) -> Case:
    """Return the answers of a viewpoint by the present rules; what they ask again is said on the error stream."""
    from qualifier.cli.output import show_faults

    base = common.base_of(rules)
    found = casebooks.read_viewpoint(viewpoint, line.name, base, common.migrations_of(rules))
    if found.notices:
        show_faults(found.notices, common.LANG)
    return found.case


# --- answering ---------------------------------------------------------------------------------------------


@cases_app.command("resume", help=common.help_words("cases_resume"))
def cases_resume(
    name: NameArgument,
    full: Annotated[bool, typer.Option("--full", help=common.help_words("opt_full"))] = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Resume the questionnaire of a case where it stopped."""
    from qualifier.cli.sitting import sit_on

    book = casebooks.existing(common.LANG)
    line = book.case(name)
    sit_on(casebooks.last_of(book, line), line, rules, full, reading)


@cases_app.command("again", help=common.help_words("cases_again"))
def cases_again(
    name: NameArgument,
    copy: Annotated[bool, typer.Option("--copy", help=common.help_words("opt_copy"))] = False,
    full: Annotated[bool, typer.Option("--full", help=common.help_words("opt_full"))] = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Answer anew on a case, at another date; the answers given before stay."""
    from qualifier.cli.sitting import sit_again

    book = casebooks.existing(common.LANG)
    line = book.case(name)
    before = _case_of(casebooks.last_of(book, line), line, rules) if copy else None
    sit_again(line, before, rules, full, reading)


# --- names and notes ---------------------------------------------------------------------------------------


@cases_app.command("rename", help=common.help_words("cases_rename"))
def cases_rename(
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help=common.help_words("arg_new_name"), show_default=False)],
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Give a case another name."""
    book = casebooks.existing(common.LANG)
    line = book.case(name)
    (wanted,) = private_texts((new,), private, leaving=False)
    book.rename(line.id, wanted)
    print(message("screens", "renamed", old=line.name, new=wanted).to(common.LANG))


@cases_app.command("note", help=common.help_words("cases_note"))
def cases_note(
    name: NameArgument,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help=common.help_words("arg_note"))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=common.help_words("opt_remove"))] = False,
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Write a note on a case, or take it away."""
    book = casebooks.existing(common.LANG)
    line = book.case(name)
    if remove:
        book.note(line.id, None)
        print(message("screens", "note_removed").to(common.LANG))
        return
    wanted = _typed_note() if text is None else private_texts((text,), private, leaving=False)[0]
    if wanted:
        book.note(line.id, wanted)
    print(message("screens", "note_kept" if wanted else "note_as_before").to(common.LANG))


def _typed_note() -> str:
    """Ask for a note; what looks personal in it is pointed out as it is typed."""
    from qualifier.cli.ask import prompter
    from qualifier.cli.free_text import typed

    if not common.terminal():
        raise FaultsFound([fault("terminal_missing")])
    screen = console()
    return typed(message("screens", "note_ask").to(common.LANG), prompter(screen, common.LANG), screen, common.LANG)


# --- over time ---------------------------------------------------------------------------------------------


@cases_app.command("compare", help=common.help_words("cases_compare"))
def cases_compare(
    name: NameArgument,
    first: Annotated[
        int | None, typer.Option("--first", min=1, max=1_000_000, help=common.help_words("opt_first"))
    ] = None,
    second: Annotated[
        int | None, typer.Option("--second", min=1, max=1_000_000, help=common.help_words("opt_second"))
    ] = None,
    medium: MediumOption = None,
    output: OutputOption = None,
    private: PrivateOption = None,
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Compare the answers on a case at two dates, by the present rules."""
    from qualifier.cli.two_dates import compared

    book = casebooks.existing(common.LANG)
    line = book.case(name)
    viewpoints = book.viewpoints(line.id)
    if len(viewpoints) < 2:
        raise FaultsFound([fault("one_date_only", name=line.name, argument=as_argument(line.name))])
    number = len(viewpoints)
    earlier = book.viewpoint(line.id, first or number - 1)
    later = book.viewpoint(line.id, second or number)
    cases = [clean(_case_of(one, line, rules), private) for one in (earlier, later)]
    reasoner = common.reasoner_of(rules)
    document = compared(book, reasoner, (earlier, later), (cases[0], cases[1]))
    handed_over(document, reasoner.base, medium, (common.LANG,), output, yes=yes)


# --- in and out --------------------------------------------------------------------------------------------


@cases_app.command("export", help=common.help_words("cases_export"))
def cases_export(
    name: NameArgument,
    output: OutputOption = None,
    private: PrivateOption = None,
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Write a case with all that is kept of it to a file that another casebook can take in."""
    from qualifier.cli.report_commands import written

    book = casebooks.existing(common.LANG)
    line = book.case(name)
    text = book.exported(line.id)
    (content,) = private_texts((text,), private, looked_at=casebooks.typed_in(book, line))
    written(content.encode(), output, yes=yes)


@cases_app.command("import", help=common.help_words("cases_import"))
def cases_import(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=common.help_words("arg_import"))],
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Take in cases exported from a casebook, and answer files."""
    from qualifier.cli.taking_in import taken_in

    reasoner, known = common.reasoner_of(rules), common.migrations_of(rules)
    book = casebooks.opened(common.LANG)
    for path in files:
        if book is not None:
            name = taken_in(book, path, reasoner, known)
            print(message("screens", "imported", path=shown_path(path), name=name).to(common.LANG))


# --- away --------------------------------------------------------------------------------------------------


@cases_app.command("delete", help=common.help_words("cases_delete"))
def cases_delete(
    names: Annotated[list[str], typer.Argument(metavar="CASE...", help=common.help_words("arg_cases"))],
    only: Annotated[
        int | None, typer.Option("--only", min=1, max=1_000_000, help=common.help_words("opt_only"))
    ] = None,
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Delete cases with all that is kept of them, or one date of a case."""
    book = casebooks.existing(common.LANG)
    if only is not None:
        _delete_one_date(book, names, only, yes)
        return
    lines = list({line.id: line for line in common.each(names, book.case)}.values())
    for line in lines:
        print(message("screens", "to_delete", name=line.name, day=_day(line.changed)).to(common.LANG))
    common.confirmed(message("screens", "delete_ask", count=len(lines)), yes)
    book.delete([line.id for line in lines])
    print(message("screens", "deleted", count=len(lines)).to(common.LANG))
    print(message("screens", "deleted_elsewhere").to(common.LANG))


def _delete_one_date(book: Casebook, names: list[str], number: int, yes: bool) -> None:
    """Delete the answers given on a case at one date; the last ones take the case with them."""
    for line in common.each(names, book.case):
        viewpoint = book.viewpoint(line.id, number)
        print(message("screens", "to_delete", name=line.name, day=_day(viewpoint.changed)).to(common.LANG))
        common.confirmed(message("screens", "delete_ask", count=1), yes)
        if line.viewpoints == 1:
            book.delete([line.id])
        else:
            book.delete_viewpoint(viewpoint.id)
        print(message("screens", "deleted", count=1).to(common.LANG))
    print(message("screens", "deleted_elsewhere").to(common.LANG))


@cases_app.command("purge", help=common.help_words("cases_purge"))
def cases_purge(
    days: Annotated[
        int | None, typer.Option("--older-than", min=0, max=36_500, metavar="DAYS", help=common.help_words("opt_older"))
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=common.help_words("opt_all"))] = False,
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Delete the cases, sessions and practice that were not changed for so many days, or all of them."""
    if (days is None) != everything:
        raise FaultsFound([fault("purge_what")])
    book = casebooks.existing(common.LANG)
    before = None if days is None else dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    cases = book.cases() if before is None else book.older_than(before)
    records = book.records.lines(before)
    if not cases and not records:
        print(message("screens", "nothing_to_purge").to(common.LANG))
        return
    for key, lines in (("to_delete", cases), ("to_delete_record", records)):
        for line in lines[:MOST_LISTED]:
            print(message("screens", key, name=line.name, day=_day(line.changed)).to(common.LANG))
    common.confirmed(_counted("delete_ask", len(cases), len(records)), yes)
    gone = book.purge(before)
    print(_counted("deleted", gone.cases, gone.records).to(common.LANG))
    print(message("screens", "deleted_elsewhere").to(common.LANG))


def _counted(key: str, cases: int, records: int) -> Text:
    """Say how much is erased, and how much of it is no case."""
    if not records:
        return message("screens", key, count=cases)
    return message("screens", f"{key}_records", count=cases + records, records=records)


# --- the passphrase ----------------------------------------------------------------------------------------


@cases_app.command("encrypt", help=common.help_words("cases_encrypt"))
def cases_encrypt(lang: LangOption = None) -> None:  # noqa: ARG001
    """Encrypt the casebook with a passphrase."""
    from qualifier.casebook.encryption import convertible, encrypt, is_encrypted
    from qualifier.cli.folders import home

    _, place = convertible(home(), casebooks.database())
    if is_encrypted(home()):
        raise FaultsFound([fault("encryption_there", place)])
    print(message("screens", "encrypt_final").to(common.LANG), file=sys.stderr)
    chosen = casebooks.passphrase(common.LANG, "passphrase_new")
    if chosen != casebooks.passphrase(common.LANG, "passphrase_repeat"):
        raise FaultsFound([fault("passphrase_differs")])
    encrypt(home(), chosen)
    print(message("screens", "encrypted").to(common.LANG))


@cases_app.command("decrypt", help=common.help_words("cases_decrypt"))
def cases_decrypt(lang: LangOption = None) -> None:  # noqa: ARG001
    """Take the encryption of the casebook away."""
    from qualifier.casebook.encryption import convertible, decrypt
    from qualifier.cli.folders import home

    convertible(home(), casebooks.database())
    decrypt(home(), casebooks.passphrase(common.LANG))
    print(message("screens", "decrypted").to(common.LANG))
