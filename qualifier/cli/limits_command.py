"""The command that hands over the page of limits: in the terminal, or on the media of the reports."""

from __future__ import annotations

from qualifier.cli import common
from qualifier.cli.common import RulesOption
from qualifier.cli.report_commands import LangsOption, MediumOption, OutputOption, YesOption, handed_over, langs_of


def limits(
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Say what these rules do not know, what is our own, and who could tell."""
    from qualifier.report.contents.limits import limits as page

    base = common.base_of(rules)
    handed_over(page(base, common.today()), base, medium, langs_of(lang), output, yes=yes)
