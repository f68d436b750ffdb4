"""Commands on the library of scenarios: list them, run them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualifier.cli import common
from qualifier.cli.common import LangOption, RulesOption
from qualifier.words import message

scenarios_app = typer.Typer(help=common.help_words("scenarios"), rich_markup_mode=None)


@scenarios_app.command("list", help=common.help_words("scenarios_list"))
def scenarios_list(lang: LangOption = None, rules: RulesOption = None) -> None:  # noqa: ARG001
    """List the library scenarios with the form each expects."""
    from qualifier.knowledge.cases import read_scenario

    base = common.base_of(rules)
    for scenario in common.each(common.scenario_files([]), lambda path: read_scenario(path, base)):
        print(f"{scenario.case.id}  [{scenario.expected.form}]  {scenario.title.to(common.LANG)}")


@scenarios_app.command("test", help=common.help_words("scenarios_test"))
def scenarios_test(
    files: Annotated[
        list[Path] | None, typer.Argument(help=common.help_words("arg_scenarios"), show_default=False)
    ] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
) -> None:
    """Run scenarios and say what differs."""
    from qualifier.explanation.differences import differences
    from qualifier.knowledge.cases import read_scenario

    reasoner = common.reasoner_of(rules)
    scenarios = common.each(common.scenario_files(files or []), lambda path: read_scenario(path, reasoner.base))
    differ = 0
    for scenario in scenarios:
        found = differences(reasoner, scenario, reasoner.qualify(scenario.case))
        differ += bool(found)
        for text in found:
            print(f"{scenario.file}: {text.to(common.LANG)}")
    key = "some_differ" if differ else "as_expected"
    print(message("scenarios", key, count=len(scenarios), differ=differ).to(common.LANG))
    raise typer.Exit(common.DIFFERS if differ else common.DONE)
