"""The commands. Each reads its arguments, calls what does the work, prints, and ends with a documented code.

Codes: 0 done; 1 a scenario differs from what it expects; 2 something given cannot be used; 3 a terminal is needed;
130 interrupted, everything given being saved.
"""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from qualifier import __version__
from qualifier.cli.output import console, ready_streams, show_faults
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, near, shown_path
from qualifier.words import Lang, Text, language, message

if TYPE_CHECKING:
    from rich.console import Console

    from qualifier.knowledge.cases import Case
    from qualifier.knowledge.models import RuleBase
    from qualifier.reasoning.decisions import Decisions
    from qualifier.reasoning.verdict import Reasoner

Read = TypeVar("Read")
DONE, DIFFERS, UNUSABLE, NO_TERMINAL, INTERRUPTED = 0, 1, 2, 3, 130
# Building the engine makes many objects that stay: looking for garbage among them would take a tenth of the time.
FEWER_COLLECTIONS = 50_000
EXAMPLE = "c19_football_project.yaml"


class Format(StrEnum):
    """What `qualify` can print."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Picture(StrEnum):
    """How `rules graph` can draw."""

    SVG = "svg"
    DOT = "dot"


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


def _say(key: str, **values: object) -> str:
    return message("commands", key, **values).to(LANG)


app = typer.Typer(
    name="qualifier",
    help=_say("qualifier"),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(help=_say("rules"), rich_markup_mode=None)
scenarios_app = typer.Typer(help=_say("scenarios"), rich_markup_mode=None)
app.add_typer(rules_app, name="rules", no_args_is_help=True)
app.add_typer(scenarios_app, name="scenarios", no_args_is_help=True)

LangOption = Annotated[Language | None, typer.Option("--lang", help=_say("opt_lang"), show_default=False)]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", envvar="QUALIFIER_RULES", help=_say("opt_rules"), show_default=False)
]


@cache
def _base(folder: Path | None) -> RuleBase:
    from qualifier.cli.drafts import cache_folder
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


@cache
def _reasoner(folder: Path | None) -> Reasoner:
    from qualifier.cli.drafts import cache_folder
    from qualifier.knowledge.snapshot import load_or_make, snapshot_name
    from qualifier.reasoning.lookahead import Lookahead, look_ahead
    from qualifier.reasoning.verdict import Reasoner

    base = _base(folder)
    if folder is not None:
        return Reasoner(base)
    path = cache_folder() / snapshot_name("diagrams", base.version, "knowledge", "reasoning")

    def ahead(decisions: Decisions) -> Lookahead:
        return load_or_make(path, lambda: look_ahead(decisions), Lookahead.packed, Lookahead.unpacked)

    return Reasoner(base, ahead)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_say("opt_version"))] = False,
    lang: LangOption = None,
    rules: RulesOption = None,
) -> None:
    """Without a command: the questionnaire, or the example case when there is no terminal."""
    if version:
        print(__version__)
    elif context.invoked_subcommand is None and _terminal():
        ask(lang=lang, rules=rules)
    elif context.invoked_subcommand is None:
        from qualifier.knowledge.places import scenarios_folder

        path = scenarios_folder() / EXAMPLE
        print(message("screens", "example_used", path=shown_path(path)).to(LANG))
        qualify([path], lang=lang, rules=rules)


@app.command(help=_say("ask"))
def ask(
    file: Annotated[Path | None, typer.Option("--file", help=_say("opt_file"), show_default=False)] = None,
    full: Annotated[bool, typer.Option("--full", help=_say("opt_full"))] = False,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Ask the questionnaire."""
    if not _terminal():
        show_faults([fault("terminal_missing")], LANG)
        raise typer.Exit(NO_TERMINAL)
    from qualifier.cli import ask as asking
    from qualifier.cli.drafts import draft_path

    screen = console()
    path = file or draft_path()
    conversation = asking.Conversation(_reasoner(rules), screen, asking.prompter(screen, LANG), LANG, path)
    command = f'qualifier ask --file "{shown_path(path)}"' if file else "qualifier"
    try:
        conversation.run(asking.start(conversation, named=file is not None, full=full))
    except asking.Paused:
        _told(screen, "paused", command=command)
    except (KeyboardInterrupt, EOFError):
        _told(screen, "paused", command=command)
        raise typer.Exit(INTERRUPTED) from None
    else:
        _told(screen, "kept", path=shown_path(path))


def _told(screen: Console, key: str, **values: object) -> None:
    """Print a sentence of the screens as it is: a path or a command in it must stay whole to be copied."""
    screen.print(message("screens", key, **values).to(LANG), soft_wrap=True)


@app.command(help=_say("qualify"))
def qualify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_say("arg_files"), show_default=False)],
    form: Annotated[Format, typer.Option("--format", help=_say("opt_format"))] = Format.TEXT,
    details: Annotated[bool, typer.Option("--details", help=_say("opt_details"))] = False,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Qualify the cases of answer files; every file is read before anything is printed."""
    from qualifier.knowledge.cases import aside_faults, read_case

    base = _base(rules)
    read = _each(files, lambda path: (path, read_case(path, base)))
    for path, case in read:
        if case.aside:
            show_faults(aside_faults(case, shown_path(path), base), LANG)
    for path, case in read:
        _print_verdict(_reasoner(rules), case, form, details, several=len(read) > 1, path=path)


def _print_verdict(reasoner: Reasoner, case: Case, form: Format, details: bool, *, several: bool, path: Path) -> None:
    from qualifier.explanation.explain import explain_case

    explained = explain_case(reasoner, case)
    if reasoner.too_large is not None:
        show_faults(reasoner.too_large, LANG)
    if form is Format.JSON:
        from qualifier.report.data import verdict_data

        print(json.dumps(verdict_data(explained, LANG), ensure_ascii=False, indent=None if several else 2))
    elif form is Format.MARKDOWN:
        from qualifier.report.markdown import verdict_markdown

        print(verdict_markdown(explained, LANG), end="\n" if several else "")
    else:
        from qualifier.report.terminal import show_verdict

        screen = console()
        if several:
            screen.print(shown_path(path), style="bold")
        show_verdict(screen, explained, LANG, details)


@app.command("what-if", help=_say("what_if"))
def what_if(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_say("arg_file"), show_default=False)],
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="QUESTION=OPTION", help=_say("opt_set"), show_default=False)
    ] = None,
    target: Annotated[str | None, typer.Option("--to", metavar="FORM", help=_say("opt_to"), show_default=False)] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=3, help=_say("opt_most"))] = 2,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Say what other answers would change: those set, those on the path to a form, or the fewest for each form."""
    from qualifier.cli.what_if import altered, show_other_forms, show_path, show_what_if
    from qualifier.knowledge.cases import aside_faults, read_case

    reasoner = _reasoner(rules)
    case = read_case(file, reasoner.base)
    if case.aside:
        show_faults(aside_faults(case, shown_path(file), reasoner.base), LANG)
    other = altered(reasoner.base, case, setting or [])
    if setting:
        show_what_if(console(), reasoner, case, other, LANG)
    if target is not None:
        show_path(console(), reasoner, other, target, LANG)
    elif not setting:
        show_other_forms(console(), reasoner, case, most, LANG)


@app.command(help=_say("schema"))
def schema() -> None:
    """Print the JSON Schema of a verdict."""
    from qualifier.report.data import verdict_schema

    print(json.dumps(verdict_schema(), ensure_ascii=False, indent=2))


@rules_app.command("list", help=_say("rules_list"))
def rules_list(lang: LangOption = None, rules: RulesOption = None) -> None:  # noqa: ARG001
    """List every id of the rule base."""
    from qualifier.explanation.entries import catalogue
    from qualifier.report.entries import show_catalogue

    show_catalogue(console(), catalogue(_base(rules)), LANG)


@rules_app.command("show", help=_say("rules_show"))
def rules_show(
    id_: Annotated[str, typer.Argument(metavar="ID", help=_say("arg_id"), show_default=False)],
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Show one entry of the rule base."""
    from qualifier.explanation.entries import catalogue, entries
    from qualifier.report.entries import show_entry

    base = _base(rules)
    found = entries(base, id_)
    if not found:
        raise FaultsFound([fault("entry_unknown", id=id_, near=near(id_, catalogue(base)))])
    screen = console()
    for entry in found:
        show_entry(screen, base, entry, LANG)


@rules_app.command("check", help=_say("rules_check"))
def rules_check(lang: LangOption = None, rules: RulesOption = None) -> None:  # noqa: ARG001
    """Prove what must hold for every way of answering."""
    from qualifier.proving.proofs import prove
    from qualifier.report.proving import show_proofs

    base = _base(rules)
    proofs = prove(base)
    show_proofs(console(), base, proofs, LANG)
    broken = sum(len(proof.findings) for proof in proofs)
    print(message("proofs", "some_broken" if broken else "all_proven", count=broken).to(LANG))
    raise typer.Exit(DIFFERS if broken else DONE)


@rules_app.command("coverage", help=_say("rules_coverage"))
def rules_coverage(
    files: Annotated[list[Path] | None, typer.Argument(help=_say("arg_scenarios"), show_default=False)] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Tell what no scenario exercises."""
    from qualifier.knowledge.cases import read_case
    from qualifier.proving.coverage import coverage
    from qualifier.report.proving import show_coverage

    base = _base(rules)
    cases = _each(_scenario_files(files or []), lambda path: read_case(path, base))
    show_coverage(console(), coverage(_reasoner(rules).decisions, cases), len(cases), LANG)


@rules_app.command("diff", help=_say("rules_diff"))
def rules_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=_say("arg_old"), show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=_say("arg_new"), show_default=False)],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help=_say("arg_moved"))] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
) -> None:
    """Tell what a change of rules does."""
    from qualifier.cli.drafts import kept_cases
    from qualifier.knowledge.cases import read_either
    from qualifier.knowledge.loading import load_rules
    from qualifier.proving.rule_changes import rule_change
    from qualifier.report.proving import show_rule_change

    before, after = _each([old, new], load_rules)
    paths = [*_scenario_files(files or []), *([] if files else kept_cases())]
    cases = _each(paths, lambda path: (shown_path(path), read_either(path, before, after)))
    show_rule_change(console(), rule_change(before, after, cases), LANG)


@rules_app.command("graph", help=_say("rules_graph"))
def rules_graph(
    of: Annotated[str | None, typer.Option("--of", metavar="ID", help=_say("opt_of"), show_default=False)] = None,
    form: Annotated[Picture, typer.Option("--format", help=_say("opt_picture"))] = Picture.SVG,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Draw what rests on what."""
    from qualifier.proving.graph import dependencies
    from qualifier.proving.graph_dot import dot
    from qualifier.proving.graph_svg import svg

    base = _base(rules)
    try:
        graph = dependencies(base, of)
    except KeyError:
        known = [*base.questions, *base.criteria, *base.forms]
        raise FaultsFound([fault("entry_not_drawn", id=of, near=near(of or "", known))]) from None
    print((svg if form is Picture.SVG else dot)(graph, LANG))


@scenarios_app.command("list", help=_say("scenarios_list"))
def scenarios_list(lang: LangOption = None, rules: RulesOption = None) -> None:  # noqa: ARG001
    """List the library scenarios with the form each expects."""
    from qualifier.knowledge.cases import read_scenario

    base = _base(rules)
    for scenario in _each(_scenario_files([]), lambda path: read_scenario(path, base)):
        print(f"{scenario.case.id}  [{scenario.expected.form}]  {scenario.title.to(LANG)}")


@scenarios_app.command("test", help=_say("scenarios_test"))
def scenarios_test(
    files: Annotated[list[Path] | None, typer.Argument(help=_say("arg_scenarios"), show_default=False)] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see LANG
    rules: RulesOption = None,
) -> None:
    """Run scenarios and say what differs."""
    from qualifier.explanation.differences import differences
    from qualifier.knowledge.cases import read_scenario

    reasoner = _reasoner(rules)
    scenarios = _each(_scenario_files(files or []), lambda path: read_scenario(path, reasoner.base))
    differ = 0
    for scenario in scenarios:
        found = differences(reasoner.base, scenario, reasoner.qualify(scenario.case))
        differ += bool(found)
        for text in found:
            print(f"{scenario.file}: {text.to(LANG)}")
    key = "some_differ" if differ else "as_expected"
    print(message("scenarios", key, count=len(scenarios), differ=differ).to(LANG))
    raise typer.Exit(DIFFERS if differ else DONE)


def _scenario_files(named: list[Path]) -> list[Path]:
    """Return the files named, those of a folder when one is named, else the library's."""
    from qualifier.knowledge.places import scenarios_folder

    found: list[Path] = []
    for path in named or [scenarios_folder()]:
        found += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not found:
        raise FaultsFound([fault("scenario_folder_missing", Place(", ".join(shown_path(one) for one in named)))])
    return found


def _each(paths: list[Path], read: Callable[[Path], Read]) -> list[Read]:
    """Read every file, gathering the faults of all of them."""
    found: list[Read] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(read(path))
        except FaultsFound as error:
            faults.extend(error.faults)
    if faults:
        raise FaultsFound(faults)
    return found


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def main() -> None:
    """Run the program and end with one of the documented codes."""
    ready_streams()
    gc.set_threshold(FEWER_COLLECTIONS)
    try:
        code = app(standalone_mode=False, prog_name="qualifier")
    except FaultsFound as error:
        show_faults(error, LANG)
        code = UNUSABLE
    except typer.Exit as end:
        code = end.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = DONE
    except Exception as error:  # noqa: BLE001 - what is not about the command line is raised again
        code = _usage(error)
    sys.exit(code if isinstance(code, int) else DONE)


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
        return UNUSABLE
    command = getattr(context, "command_path", "qualifier")
    print(message("screens", "usage", reason=_misuse(error), command=command).to(LANG), file=sys.stderr)
    return UNUSABLE


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
