"""The command that places one case on every school's scale, on one page: in the terminal, or as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import common
from qualifier.cli.common import ReadingOption, RulesOption
from qualifier.cli.report_commands import (
    LangsOption,
    MediumOption,
    On,
    OutputOption,
    PrivateOption,
    YesOption,
    clean,
    found_case,
    handed_over,
    in_json,
    langs_of,
    medium_of,
    written,
)

if TYPE_CHECKING:
    from qualifier.report.contents.subject import Subject
    from qualifier.words import Lang


def compare_schools(
    case: Annotated[str, typer.Argument(metavar="CASE", help=common.help_words("arg_case_or_file"))],
    medium: MediumOption = None,
    output: OutputOption = None,
    private: PrivateOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
    reading: ReadingOption = None,
) -> None:
    """Place a case on every scale, on one page; without a medium nor a file, in the terminal."""
    from qualifier.report.contents.compared import compared
    from qualifier.report.contents.subject import subject
    from qualifier.report.schools_data import compared_data

    langs, found = langs_of(lang), found_case(case, rules)
    if medium is None and output is None:
        _show(subject(common.reasoner_of(rules, reading), found), langs)
        return
    about = subject(common.reasoner_of(rules, reading), clean(found, private))
    if medium_of(medium, output) is On.JSON:
        written(in_json(lambda one: compared_data(about, one), langs), output, yes=yes)
    else:
        handed_over(compared(about), about.base, medium, langs, output, yes=yes)


def _show(about: Subject, langs: tuple[Lang, ...]) -> None:
    """Print the page, which tells neither the name of the case nor anything typed freely."""
    from qualifier.cli.output import console
    from qualifier.report.glossary import explained_below
    from qualifier.report.school_layers import show_school_layer

    screen = console()
    for one in langs:
        with explained_below(screen, about.base, one):
            show_school_layer(screen, about, one, "compare")
