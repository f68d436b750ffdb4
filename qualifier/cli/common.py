"""What the commands share: the language, the options, the rules with their engine, reading of several files.

Each command reads its arguments, calls what does the work, prints, and ends with a documented code: 0 done; 1 a
scenario differs from what it expects; 2 something given cannot be used; 3 a terminal is needed; 130 interrupted,
everything given being saved.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, shown_path
from qualifier.words import Lang, Text, language, message

if TYPE_CHECKING:
    from rich.console import Console

    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration
    from qualifier.reasoning.decisions import Decisions
    from qualifier.reasoning.verdict import Reasoner

Named = TypeVar("Named")
Read = TypeVar("Read")
DONE, DIFFERS, UNUSABLE, NO_TERMINAL, INTERRUPTED = 0, 1, 2, 3, 130


class Language(StrEnum):
    """The two languages."""

    FR = "fr"
    EN = "en"


def _asked_language(arguments: list[str]) -> str | None:
    """Find `--lang` among the arguments before they are read, so that help and faults speak it too."""
    for rank, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and rank + 1 < len(arguments):
            return arguments[rank + 1]
    return None


LANG: Lang = language(_asked_language(sys.argv[1:]))


def help_words(key: str, **values: object) -> str:
    """Return a sentence about the commands themselves."""
    return message("commands", key, **values).to(LANG)


LangOption = Annotated[Language | None, typer.Option("--lang", help=help_words("opt_lang"), show_default=False)]
TypedOption = Annotated[str | None, typer.Option("--typed", help=help_words("opt_typed"), show_default=False)]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", envvar="QUALIFIER_RULES", help=help_words("opt_rules"), show_default=False)
]


ReadingOption = Annotated[
    str | None, typer.Option("--reading", metavar="READING", help=help_words("opt_reading"), show_default=False)
]


@cache
def base_of(folder: Path | None) -> RuleBase:
    """Return the rules of a folder, or those of the program when none is named."""
    from qualifier.cli.folders import cache_folder
    from qualifier.knowledge.places import rules_folder
    from qualifier.knowledge.snapshot import load_or_make, packed, snapshot_name, unpacked_rules
    from qualifier.knowledge.version import content_version

    rules = folder or rules_folder()

    def load() -> RuleBase:
        from qualifier.knowledge.loading import load_rules

        return load_rules(rules)

    if folder is not None:
        return load()
    name = snapshot_name("rules", content_version(rules), "knowledge")
    return load_or_make(cache_folder() / name, load, packed, unpacked_rules)


def reasoner_of(folder: Path | None, reading: str | None = None) -> Reasoner:
    """Return the rules of a folder with their engine.

    Args:
        folder: the folder of rules; None for those of the program.
        reading: the school that decides; None for the usual one.

    Raises:
        FaultsFound: no such reading is known.
    """
    usual = _usual_reasoner(folder)
    if reading is None:
        return usual
    if reading not in usual.base.readings:
        known = ", ".join(usual.base.readings)
        raise FaultsFound([fault("reading_not_known", reading=reading, known=known)])
    return usual.in_reading(reading)


@cache
def _usual_reasoner(folder: Path | None) -> Reasoner:
    from qualifier.cli.folders import cache_folder
    from qualifier.knowledge.snapshot import load_or_make, snapshot_name
    from qualifier.reasoning.lookahead import Lookahead, look_ahead
    from qualifier.reasoning.verdict import Reasoner

    base = base_of(folder)
    if folder is not None:
        return Reasoner(base)

    def ahead(decisions: Decisions) -> Lookahead:
        reading = decisions.base.reading
        kind = "diagrams" if reading == base.reading else f"diagrams_{reading}"
        path = cache_folder() / snapshot_name(kind, base.version, "knowledge", "reasoning")
        return load_or_make(path, lambda: look_ahead(decisions), Lookahead.packed, Lookahead.unpacked)

    return Reasoner(base, ahead)


@cache
def migrations_of(folder: Path | None) -> tuple[Migration, ...]:
    """Return what renamed questions and options of the rules since their first version."""
    from qualifier.knowledge.places import rules_folder
    from qualifier.knowledge.rule_migrations import read_migrations

    return read_migrations((folder or rules_folder()) / "migrations", base_of(folder))


def scenario_files(named: list[Path]) -> list[Path]:
    """Return the files named, those of a folder when one is named, else the library's."""
    from qualifier.knowledge.places import scenarios_folder

    found: list[Path] = []
    for path in named or [scenarios_folder()]:
        found += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not found:
        raise FaultsFound([fault("scenario_folder_missing", Place(", ".join(shown_path(one) for one in named)))])
    return found


def each(named: list[Named], read: Callable[[Named], Read]) -> list[Read]:
    """Read every file or case named, gathering the faults of all of them."""
    found: list[Read] = []
    faults: list[Fault] = []
    for one in named:
        try:
            found.append(read(one))
        except FaultsFound as error:
            faults.extend(error.faults)
    if faults:
        raise FaultsFound(faults)
    return found


def today() -> dt.date:
    """Return the day it is where the program runs."""
    return dt.datetime.now().astimezone().date()


def terminal() -> bool:
    """Tell whether someone is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(ask: str) -> bool:
    """Ask for a yes, in either language; anything else is a no."""
    given = input(ask + " ").strip().lower()
    return given in (message("screens", "word_yes").fr, message("screens", "word_yes").en)


def confirmed(ask: Text, yes: bool, key: str = "type_yes") -> None:
    """Ask whether to go on with what cannot be undone; without an answer nothing is done.

    Args:
        ask: what is about to be done.
        yes: a yes was given beforehand.
        key: how a yes is asked for, in the catalogue `screens`.

    Raises:
        FaultsFound: nobody is there to be asked, and `--yes` was not given.
        typer.Exit: the user does not want to.
    """
    if yes:
        return
    if not terminal():
        raise FaultsFound([fault("not_confirmed")])
    print(ask.to(LANG))
    if not agreed(message("screens", key).to(LANG)):
        print(message("screens", "nothing_done").to(LANG))
        raise typer.Exit(DONE)


def told(screen: Console, text: Text) -> None:
    """Print a sentence as it is: a path or a command in it must stay whole to be copied."""
    screen.print(text.to(LANG), soft_wrap=True)


def said(key: str, **values: object) -> None:
    """Print a sentence of the screens.

    Args:
        key: the sentence.
        **values: what fills it.
    """
    from qualifier.cli.output import console

    told(console(), message("screens", key, **values))
