"""The program: its commands put together, the questionnaire, the verdict on files, and how a run ends."""

from __future__ import annotations

import errno
import gc
import json
import os
import re
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualifier import __version__
from qualifier.cli import casebooks, common
from qualifier.cli.case_commands import cases_app
from qualifier.cli.common import LangOption, ReadingOption, RulesOption
from qualifier.cli.glossary_command import glossary
from qualifier.cli.limits_command import limits
from qualifier.cli.output import console, ready_streams, show_faults
from qualifier.cli.report_commands import enter, paper, privacy, report
from qualifier.cli.rules_commands import rules_app
from qualifier.cli.scenario_commands import scenarios_app
from qualifier.cli.schools_command import compare_schools
from qualifier.cli.session_commands import session_app
from qualifier.cli.training_commands import training_app
from qualifier.knowledge.faults import FaultsFound, fault, shown_path
from qualifier.words import Text, message

if TYPE_CHECKING:
    from qualifier.knowledge.cases import Case
    from qualifier.reasoning.verdict import Reasoner

# Building the engine makes many objects that stay: looking for garbage among them would take a tenth of the time.
FEWER_COLLECTIONS = 50_000
EXAMPLE = "c19_football_project.yaml"


class Format(StrEnum):
    """What `qualify` can print."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


app = typer.Typer(
    name="qualifier",
    help=common.help_words("qualifier"),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cases_app, name="cases", no_args_is_help=True)
app.add_typer(rules_app, name="rules", no_args_is_help=True)
app.add_typer(scenarios_app, name="scenarios", no_args_is_help=True)
app.add_typer(session_app, name="session", no_args_is_help=True)
app.add_typer(training_app, name="training", no_args_is_help=True)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=common.help_words("opt_version"))] = False,
    lang: LangOption = None,
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Without a command: the questionnaire, or the example case when there is no terminal."""
    if version:
        print(__version__)
    elif context.invoked_subcommand is not None:
        _refuse_before(context, context.invoked_subcommand)
    elif common.terminal():
        ask(lang=lang, rules=rules, reading=reading)
    else:
        from qualifier.knowledge.places import scenarios_folder

        path = scenarios_folder() / EXAMPLE
        print(message("screens", "example_used", path=shown_path(path)).to(common.LANG))
        qualify([path], lang=lang, rules=rules, reading=reading)


def _refuse_before(context: typer.Context, command: str) -> None:
    """Refuse an option that the command itself takes, given before it: it would be passed over unseen.

    Raises:
        FaultsFound: there is one.
    """
    for name in ("rules", "reading"):
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            raise FaultsFound([fault("option_too_early", option=f"--{name}", command=command)])


@app.command(help=common.help_words("ask"))
def ask(
    file: Annotated[Path | None, typer.Option("--file", help=common.help_words("opt_file"), show_default=False)] = None,
    full: Annotated[bool, typer.Option("--full", help=common.help_words("opt_full"))] = False,
    schools: Annotated[bool, typer.Option("--schools", help=common.help_words("opt_schools"))] = False,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Ask the questionnaire."""
    from qualifier.cli.sitting import sit

    sit(file, rules, full, schools, reading)


@app.command(help=common.help_words("qualify"))
def qualify(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help=common.help_words("arg_files"), show_default=False)
    ],
    form: Annotated[Format, typer.Option("--format", help=common.help_words("opt_format"))] = Format.TEXT,
    details: Annotated[bool, typer.Option("--details", help=common.help_words("opt_details"))] = False,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Qualify the cases of answer files; every file is read before anything is printed."""
    from qualifier.knowledge.cases import aside_faults, read_case

    base = common.base_of(rules)
    read = common.each(files, lambda path: (path, read_case(path, base)))
    for path, case in read:
        if case.aside:
            show_faults(aside_faults(case, shown_path(path), base), common.LANG)
    for path, case in read:
        _print_verdict(common.reasoner_of(rules, reading), case, form, details, several=len(read) > 1, path=path)


def _print_verdict(reasoner: Reasoner, case: Case, form: Format, details: bool, *, several: bool, path: Path) -> None:
    from qualifier.report.contents.subject import subject

    about = subject(reasoner, case)
    if reasoner.too_large is not None:
        show_faults(reasoner.too_large, common.LANG)
    if form is Format.JSON:
        from qualifier.report.schools_data import whole_data

        data = whole_data(about, common.LANG)
        print(json.dumps(data, ensure_ascii=False, indent=None if several else 2))
    elif form is Format.MARKDOWN:
        from qualifier.report.contents.team import team
        from qualifier.report.markdown import markdown

        print(markdown(team(about), (common.LANG,)), end="\n" if several else "")
    else:
        from qualifier.report.glossary import explained_below
        from qualifier.report.terminal import show_verdict

        screen = console()
        if several:
            screen.print(shown_path(path), style="bold")
        with explained_below(screen, about.base, common.LANG):
            show_verdict(screen, about.explained, common.LANG, details)
            if details:
                from qualifier.report.school_layers import show_schools

                show_schools(screen, about, common.LANG)


@app.command("what-if", help=common.help_words("what_if"))
def what_if(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=common.help_words("arg_file"), show_default=False)],
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="QUESTION=OPTION", help=common.help_words("opt_set"), show_default=False),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="FORM", help=common.help_words("opt_to"), show_default=False)
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=3, help=common.help_words("opt_most"))] = 2,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Say what other answers would change: those set, those on the path to a form, or the fewest for each form."""
    from qualifier.cli.what_if import altered, show_other_forms, show_path, show_what_if
    from qualifier.knowledge.cases import aside_faults, read_case
    from qualifier.report.glossary import explained_below

    reasoner = common.reasoner_of(rules, reading)
    case = read_case(file, reasoner.base)
    if case.aside:
        show_faults(aside_faults(case, shown_path(file), reasoner.base), common.LANG)
    other, screen = altered(reasoner.base, case, setting or []), console()
    with explained_below(screen, reasoner.base, common.LANG):
        if setting:
            show_what_if(screen, reasoner, case, other, common.LANG)
        if target is not None:
            show_path(screen, reasoner, other, target, common.LANG)
        elif not setting:
            show_other_forms(screen, reasoner, case, most, common.LANG)


app.command(help=common.help_words("report"))(report)
app.command("compare-schools", help=common.help_words("compare_schools"))(compare_schools)
app.command(help=common.help_words("paper"))(paper)
app.command(help=common.help_words("enter"))(enter)
app.command(help=common.help_words("privacy"))(privacy)
app.command(help=common.help_words("limits"))(limits)
app.command(help=common.help_words("glossary"))(glossary)


@app.command(help=common.help_words("schema"))
def schema() -> None:
    """Print the JSON Schema of a verdict."""
    from qualifier.report.schools_data import whole_schema

    print(json.dumps(whole_schema(), ensure_ascii=False, indent=2))


def main() -> None:
    """Run the program and end with one of the documented codes."""
    if sys.stdout is None:
        # Somebody closed it: nothing could be shown, and nothing is done unseen.
        if sys.stderr is not None:
            show_faults([fault("output_failed", reason=os.strerror(errno.EBADF))], common.LANG)
        sys.exit(common.UNUSABLE)
    ready_streams()
    gc.set_threshold(FEWER_COLLECTIONS)
    try:
        code = app(standalone_mode=False, prog_name="qualifier")
        sys.stdout.flush()
    except FaultsFound as error:
        show_faults(error, common.LANG)
        alone = {one.code for one in error.faults} == {"terminal_missing"}
        code = common.NO_TERMINAL if alone else common.UNUSABLE
    except typer.Exit as end:
        code = end.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = common.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = common.DONE
    except OSError as error:
        code = _not_written(error)
    except Exception as error:  # noqa: BLE001 - what is not about the command line is raised again
        code = _usage(error)
    finally:
        casebooks.close_all()
    sys.exit(code if isinstance(code, int) else common.DONE)


def _not_written(error: OSError) -> int:
    """Say that what was to be shown could not be written, and that it is not to be tried again at the end."""
    show_faults([fault("output_failed", reason=error.strerror or str(error))], common.LANG)
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return common.UNUSABLE


def _usage(error: Exception) -> int:
    """Say in one sentence how the command line was misused; anything else is ours to mend and is raised again.

    Args:
        error: what was raised.

    Raises:
        Exception: it is not about the command line.
    """
    if not hasattr(error, "format_message"):
        raise error
    context = getattr(error, "ctx", None)
    if context is not None and type(error).__name__ == "NoArgsIsHelpError":
        print(context.get_help(), file=sys.stderr)
        return common.UNUSABLE
    command = getattr(context, "command_path", "qualifier")
    print(message("screens", "usage", reason=_misuse(error), command=command).to(common.LANG), file=sys.stderr)
    return common.UNUSABLE


def _misuse(error: Exception) -> Text:
    """Tell what is wrong with a command line, by the kind of error that typer raised."""
    parameter = getattr(error, "param", None)
    named = [*getattr(parameter, "opts", []), getattr(error, "param_hint", None), "?"]
    name = (getattr(parameter, "metavar", None) or next(one for one in named if one)).rstrip(".")
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return message("commands", "no_such_option", name=getattr(error, "option_name", "?"))
    if kind == "MissingParameter":
        return message("commands", "missing_parameter", name=name)
    if kind == "BadParameter" and parameter is not None:
        return message("commands", "bad_parameter", name=name)
    quoted = re.search("'(.+?)'", str(error))
    key = "no_such_command" if quoted and "ommand" in str(error) else "not_understood"
    return message("commands", key, name=quoted.group(1) if quoted else "")
