"""Commands on the rules: list and show them, prove them, compare two sets of them, draw them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import common
from qualifier.cli.common import LangOption, RulesOption
from qualifier.cli.output import console
from qualifier.knowledge.faults import FaultsFound, Place, fault, near, shown_path
from qualifier.words import day, message

if TYPE_CHECKING:
    from qualifier.knowledge.models import RuleBase

rules_app = typer.Typer(help=common.help_words("rules"), rich_markup_mode=None)


class Picture(StrEnum):
    """How `rules graph` can draw."""

    SVG = "svg"
    DOT = "dot"


@rules_app.command("list", help=common.help_words("rules_list"))
def rules_list(lang: LangOption = None, rules: RulesOption = None) -> None:  # noqa: ARG001
    """List every id of the rule base."""
    from qualifier.explanation.entries import catalogue
    from qualifier.report.entries import show_catalogue
    from qualifier.report.glossary import explained_below

    base, screen = common.base_of(rules), console()
    with explained_below(screen, base, common.LANG):
        show_catalogue(screen, catalogue(base), common.LANG)


@rules_app.command("show", help=common.help_words("rules_show"))
def rules_show(
    id_: Annotated[str, typer.Argument(metavar="ID", help=common.help_words("arg_id"), show_default=False)],
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
) -> None:
    """Show one entry of the rule base."""
    from qualifier.explanation.entries import catalogue, entries
    from qualifier.report.entries import show_entry
    from qualifier.report.glossary import explained_below

    base = common.base_of(rules)
    found = entries(base, id_)
    if not found:
        raise FaultsFound([fault("entry_unknown", id=id_, near=near(id_, catalogue(base)))])
    screen = console()
    with explained_below(screen, base, common.LANG):
        for entry in found:
            show_entry(screen, base, entry, common.LANG)


@rules_app.command("check", help=common.help_words("rules_check"))
def rules_check(lang: LangOption = None, rules: RulesOption = None) -> None:  # noqa: ARG001
    """Prove what must hold for every way of answering, in every reading; the migrations are read as well."""
    from qualifier.proving.proofs import prove_readings
    from qualifier.report.proving import show_proofs

    base = common.base_of(rules)
    common.migrations_of(rules)
    usual, *others = prove_readings(base)
    show_proofs(console(), usual, others, common.LANG)
    _warn_of_overdue_law(base)
    broken = sum(len(proof.findings) for one in (usual, *others) for proof in one.proofs)
    print(message("proofs", "some_broken" if broken else "all_proven", count=broken).to(common.LANG))
    raise typer.Exit(common.DIFFERS if broken else common.DONE)


def _warn_of_overdue_law(base: RuleBase) -> None:
    """Say which texts of law should have been read again by now; that breaks no proof."""
    from qualifier.proving.due import overdue

    for text in overdue(base, common.today()):
        place = base.places.get(f"text:{text.id}", Place())
        late = message("proofs", "law_overdue", name=text.name, place=place, date=day(text.check_by))
        print(late.to(common.LANG))


@rules_app.command("coverage", help=common.help_words("rules_coverage"))
def rules_coverage(
    files: Annotated[
        list[Path] | None, typer.Argument(help=common.help_words("arg_scenarios"), show_default=False)
    ] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
) -> None:
    """Tell what no scenario exercises."""
    from qualifier.knowledge.cases import read_case
    from qualifier.proving.coverage import coverage
    from qualifier.report.proving import show_coverage

    base = common.base_of(rules)
    cases = common.each(common.scenario_files(files or []), lambda path: read_case(path, base))
    show_coverage(console(), coverage(common.reasoner_of(rules).decisions, cases), len(cases), common.LANG)


@rules_app.command("diff", help=common.help_words("rules_diff"))
def rules_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=common.help_words("arg_old"), show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=common.help_words("arg_new"), show_default=False)],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help=common.help_words("arg_moved"))] = None,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
) -> None:
    """Tell what a change of rules does."""
    from qualifier.cli.casebooks import cases_under_either
    from qualifier.knowledge.cases import read_either
    from qualifier.knowledge.loading import load_rules
    from qualifier.proving.rule_changes import rule_change
    from qualifier.report.proving import show_rule_change

    before, after = common.each([old, new], load_rules)
    cases = common.each(
        common.scenario_files(files or []), lambda path: (shown_path(path), read_either(path, before, after))
    )
    cases += [] if files else cases_under_either(common.LANG, before, after)
    show_rule_change(console(), rule_change(before, after, cases), common.LANG)


@rules_app.command("graph", help=common.help_words("rules_graph"))
def rules_graph(
    of: Annotated[
        str | None, typer.Option("--of", metavar="ID", help=common.help_words("opt_of"), show_default=False)
    ] = None,
    form: Annotated[Picture, typer.Option("--format", help=common.help_words("opt_picture"))] = Picture.SVG,
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built, see common.LANG
    rules: RulesOption = None,
) -> None:
    """Draw what rests on what."""
    from qualifier.proving.graph import dependencies
    from qualifier.proving.graph_dot import dot
    from qualifier.proving.graph_svg import svg

    base = common.base_of(rules)
    try:
        graph = dependencies(base, of)
    except KeyError:
        known = [node.id for node in dependencies(base).nodes]
        raise FaultsFound([fault("entry_not_drawn", id=of, near=near(of or "", known))]) from None
    print((svg if form is Picture.SVG else dot)(graph, common.LANG))
