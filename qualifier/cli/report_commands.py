"""Commands that hand something over: reports, the questionnaire on paper, the page on privacy."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import common
from qualifier.cli.common import LangOption, ReadingOption, RulesOption
from qualifier.knowledge.faults import FaultsFound, Place, fault, shown_path
from qualifier.knowledge.places import is_file
from qualifier.words import LANGS, Lang, message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualifier.knowledge.cases import Case
    from qualifier.knowledge.models import RuleBase
    from qualifier.report.document import Document


# Answer files that this command read: they are not written over.
_read_from: set[Path] = set()


class Languages(StrEnum):
    """The languages of a report: one, or both side by side."""

    FR = "fr"
    EN = "en"
    BOTH = "both"


class For(StrEnum):
    """Whom a report is for."""

    PRACTITIONER = "practitioner"
    TEAM = "team"
    STUDENT = "student"
    PARTNER = "partner"
    SCHOOLS = "schools"


class On(StrEnum):
    """On which medium."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"


class Private(StrEnum):
    """What becomes of what looks personal: other words in its place, or left as it is."""

    STAND_INS = "stand-ins"
    AS_IS = "as-is"


MediumOption = Annotated[On | None, typer.Option("--format", help=common.help_words("opt_medium"), show_default=False)]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help=common.help_words("opt_output"), show_default=False)
]
PrivateOption = Annotated[
    Private | None, typer.Option("--names", help=common.help_words("opt_names"), show_default=False)
]
LangsOption = Annotated[
    Languages | None, typer.Option("--lang", help=common.help_words("opt_langs"), show_default=False)
]
YesOption = Annotated[bool, typer.Option("--yes", help=common.help_words("opt_yes"))]
SUFFIXES = {
    ".txt": On.TEXT,
    ".md": On.MARKDOWN,
    ".html": On.HTML,
    ".htm": On.HTML,
    ".pdf": On.PDF,
    ".docx": On.DOCX,
    ".json": On.JSON,
}


def report(
    case: Annotated[str, typer.Argument(metavar="CASE", help=common.help_words("arg_case_or_file"))],
    purpose: Annotated[For, typer.Option("--for", help=common.help_words("opt_for"))] = For.PRACTITIONER,
    medium: MediumOption = None,
    output: OutputOption = None,
    private: PrivateOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Write the report on a case of the casebook, or of an answer file."""
    from qualifier.report.contents.partner import suits_a_partner
    from qualifier.report.contents.purposes import Purpose
    from qualifier.report.contents.purposes import report as made
    from qualifier.report.contents.subject import subject

    langs = langs_of(lang)
    about = subject(common.reasoner_of(rules, reading), clean(found_case(case, rules), private))
    if purpose is For.PARTNER and not suits_a_partner(about):
        raise FaultsFound([fault("partner_not_suited", name=about.explained.name)])
    if medium_of(medium, output) is On.JSON and purpose is not For.PARTNER:
        from qualifier.report.schools_data import whole_data

        written(in_json(lambda one: whole_data(about, one), langs), output, yes=yes)
        return
    handed_over(made(about, Purpose(purpose.value)), about.base, medium, langs, output, yes=yes)


def in_json(data: Callable[[Lang], object], langs: tuple[Lang, ...]) -> bytes:
    """Return plain data as the content of a JSON file: one object, or one a language.

    Args:
        data: the data in a language.
        langs: the languages.
    """
    found = {one: data(one) for one in langs}
    return (json.dumps(found if len(langs) > 1 else found[langs[0]], ensure_ascii=False, indent=2) + "\n").encode()


def found_case(named: str, rules: Path | None) -> Case:
    """Return the case of an answer file, when there is such a file; else the last answers on a case of the casebook.

    Args:
        named: the file, or the name of the case.
        rules: the folder of rules; None for those of the program.

    Raises:
        FaultsFound: there is no such file and no such case, or it cannot be used.
    """
    from qualifier.cli.output import show_faults
    from qualifier.knowledge.cases import aside_faults, read_case

    base, path = common.base_of(rules), Path(named)
    if is_file(path) or path.suffix in (".yaml", ".yml", ".json"):
        case = read_case(path, base)
        _read_from.add(path.resolve())
        if case.aside:
            show_faults(aside_faults(case, shown_path(path), base), common.LANG)
        return case
    from qualifier.cli import casebooks

    book = casebooks.existing(common.LANG)
    line = book.case(named)
    found = casebooks.read_viewpoint(casebooks.last_of(book, line), line.name, base, common.migrations_of(rules))
    if found.notices:
        show_faults(found.notices, common.LANG)
    return found.case


# --- what looks personal, before it leaves -----------------------------------------------------------------


def clean(case: Case, private: Private | None) -> Case:
    """Return a case whose free texts may leave.

    Args:
        case: the case.
        private: what was decided beforehand about what looks personal, if anything.
    """
    from dataclasses import replace

    texts = (case.id, *(note.why for note in case.notes.values() if note.why))
    changed = dict(zip(texts, private_texts(texts, private), strict=True))
    notes = {id_: replace(note, why=changed[note.why] if note.why else None) for id_, note in case.notes.items()}
    return replace(case, id=changed[case.id], notes=notes)


def private_texts(
    texts: tuple[str, ...],
    private: Private | None,
    looked_at: tuple[str, ...] | None = None,
    *,
    leaving: bool = True,
) -> tuple[str, ...]:
    """Return texts that may leave: what looks personal is pointed out, and the user says what becomes of it.

    Args:
        texts: what is to leave.
        private: what was decided beforehand, if anything.
        looked_at: what was typed freely in them, when it is not the whole texts.
        leaving: whether they are to leave, and not only to be kept.

    Raises:
        FaultsFound: something looks personal, nothing was decided, and nobody is there to be asked.
        typer.Exit: the user would rather not.
    """
    from qualifier.cli.free_text import refuse, replaced_within, stand_ins

    found = stand_ins(texts if looked_at is None else looked_at, common.LANG)
    if not found or private is Private.AS_IS:
        return texts
    if private is None and not common.terminal():
        raise refuse(found, common.LANG)
    if private is Private.STAND_INS or _stand_ins_wanted(found, leaving):
        return tuple(replaced_within(text, found) for text in texts)
    return texts


def _stand_ins_wanted(found: Mapping[str, str], leaving: bool) -> bool:
    """Show what looks personal with what could stand in its place, and ask what to do; leaving writes nothing."""
    from qualifier.cli.ask import prompter
    from qualifier.cli.output import console
    from qualifier.cli.prompts import Command, Prompt
    from qualifier.report.folded import Folded

    screen = console(sys.stderr) if not sys.stdout.isatty() else console()
    screen.print(Folded(message("screens", "leaves_personal" if leaving else "kept_personal").to(common.LANG)))
    for one, other in found.items():
        screen.print(Folded(f"{one} → {other}", "  - "))
    keys = ("leave_stand_ins", "leave_as_is", "leave_not")
    choices = tuple((key, message("screens", key).to(common.LANG)) for key in keys)
    ask = message("screens", "looks_personal_next").to(common.LANG)
    leave = {message("screens", "key_quit").to(common.LANG): Command.QUIT}
    reply = prompter(screen, common.LANG).ask(Prompt(ask, choices, commands=leave))
    chosen = reply.value
    if reply.command is not None or chosen == "leave_not":
        print(message("screens", "nothing_done").to(common.LANG), file=sys.stderr)
        raise typer.Exit(common.DONE)
    return chosen == "leave_stand_ins"


# --- onto a medium -----------------------------------------------------------------------------------------


def medium_of(asked: On | None, output: Path | None) -> On:
    """Return the medium asked for, else the one that the name of the file tells; plain text where there is no file.

    Raises:
        FaultsFound: the name of the file tells none.
    """
    if asked is not None or output is None:
        return asked or On.TEXT
    if output.suffix.lower() not in SUFFIXES:
        raise FaultsFound([fault("medium_unknown", suffix=output.suffix or output.name, known=", ".join(SUFFIXES))])
    return SUFFIXES[output.suffix.lower()]


def handed_over(
    document: Document,
    base: RuleBase,
    medium: On | None,
    langs: tuple[Lang, ...],
    output: Path | None,
    *,
    yes: bool = False,
) -> None:
    """Print a document, or write it to a file; its words that the glossary explains are linked, or told on a screen.

    Args:
        document: what to hand over.
        base: the rules, with the glossary.
        medium: on what.
        langs: in which languages.
        output: the file; None for the standard output.
        yes: replace a file that is there without asking.

    Raises:
        FaultsFound: it cannot be made or written.
    """
    from qualifier.report.contents.words import with_words
    from qualifier.report.document import document_data
    from qualifier.report.media import Medium, rendered

    wanted = medium_of(medium, output)
    document = document if document.words else with_words(document, base)
    if wanted is On.JSON:
        written((json.dumps(document_data(document), ensure_ascii=False, indent=2) + "\n").encode(), output, yes=yes)
        return
    if output is None and wanted in (On.PDF, On.DOCX) and sys.stdout.isatty():
        raise FaultsFound([fault("needs_a_file", medium=wanted.value)])
    content = rendered(document, Medium(wanted.value), langs)
    written(content, output, yes=yes)
    if output is None and wanted is On.TEXT and sys.stdout.isatty():
        _tell_words(content.decode(), base)


def _tell_words(text: str, base: RuleBase) -> None:
    """Tell, below a text on a screen, which of its words are explained."""
    from qualifier.cli.output import console
    from qualifier.report.folded import Folded
    from qualifier.report.glossary import footer

    line = footer(base, [text], common.LANG)
    if line:
        console().print(Folded(line, "", "dim"))


def langs_of(lang: Languages | None) -> tuple[Lang, ...]:
    """Return the languages of a document: the one of the user, or both."""
    return LANGS if lang is Languages.BOTH else (common.LANG,)


def written(content: bytes, output: Path | None, *, yes: bool = False, key: str = "written") -> None:
    """Write to a file that its owner alone can read, whole or not at all; or to the standard output.

    Args:
        content: what to write.
        output: the file.
        yes: replace a file that is there without asking.
        key: what is said then, in the catalogue `screens`.

    Raises:
        FaultsFound: it cannot be written, or something is there that must stay; what was there is untouched.
        typer.Exit: the user does not want to replace what is there.
    """
    if output is None:
        sys.stdout.flush()
        try:
            sys.stdout.write(content.decode())
        except UnicodeDecodeError:
            sys.stdout.buffer.write(content)
        return
    from qualifier.knowledge.places import write_private

    _may_be_replaced(output, yes)
    write_private(output, content)
    print(message("screens", key, path=shown_path(output)).to(common.LANG), file=sys.stderr)


def _may_be_replaced(output: Path, yes: bool) -> None:
    """Make sure that nothing is lost by writing to a file: what holds answers is never replaced."""
    from qualifier.casebook.files import casebook_file
    from qualifier.cli.folders import home

    place = Place(shown_path(output))
    if output.resolve() == casebook_file(home()) or output.resolve() in _read_from:
        raise FaultsFound([fault("output_precious", place)])
    if not is_file(output) or yes:
        return
    if not common.terminal():
        raise FaultsFound([fault("output_there", place)])
    ask = message("screens", "replace_ask", path=shown_path(output)).to(common.LANG)
    if not common.agreed(ask):
        print(message("screens", "nothing_done").to(common.LANG), file=sys.stderr)
        raise typer.Exit(common.DONE)


# --- on paper ----------------------------------------------------------------------------------------------


def paper(
    output: Annotated[Path, typer.Option("--output", "-o", help=common.help_words("opt_output"))] = Path(
        "questionnaire.pdf"
    ),
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Print the questionnaire as a form to be filled in by hand."""
    from qualifier.report.paper import paper_pdf

    if output.suffix.lower() != ".pdf":
        raise FaultsFound([fault("medium_unknown", suffix=output.suffix or output.name, known=".pdf")])
    written(paper_pdf(common.base_of(rules), common.LANG), output, yes=yes, key="printed")


def enter(
    ticked: Annotated[list[str] | None, typer.Argument(metavar="ANSWERS", help=common.help_words("arg_ticked"))] = None,
    code: Annotated[str | None, typer.Option("--code", help=common.help_words("opt_code"), show_default=False)] = None,
    name: Annotated[str | None, typer.Option("--case", help=common.help_words("opt_case"), show_default=False)] = None,
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Keep in the casebook what was ticked on paper, and show the verdict."""
    from qualifier.cli.entering import entered

    entered(ticked or [], code, private_texts((name,), private, leaving=False)[0] if name else None, rules)


def privacy(lang: LangOption = None) -> None:  # noqa: ARG001
    """Say what is kept, where, for how long, and how to erase it."""
    from qualifier.cli.privacy_page import show_page

    show_page()
