"""Entries of the rule base on a terminal: a list by kind, or one in full."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from qualifier.explanation.entries import Entry
from qualifier.knowledge.models import INFERENCE, RuleBase
from qualifier.words import Lang, Text, message


def show_catalogue(console: Console, found: dict[str, tuple[str, Text]], lang: Lang) -> None:
    """Print ids and names, by kind.

    Args:
        console: where.
        found: kind and name of each id.
        lang: the language.
    """
    kinds = dict.fromkeys(kind for kind, _ in found.values())
    for kind in kinds:
        console.print()
        console.print(message("entries", kind).to(lang), style="bold cyan")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1)
        for id_, (one, name) in found.items():
            if one == kind:
                grid.add_row(Line(f"  {id_}"), Line(name.to(lang), style="dim"))
        console.print(grid)


def show_entry(console: Console, base: RuleBase, entry: Entry, lang: Lang) -> None:
    """Print one entry in full, with the works it rests on and where it stands.

    Args:
        console: where.
        base: the rules, for the names of works.
        entry: what to print.
        lang: the language.
    """
    console.print()
    console.print(Line.assemble((message("entries", entry.kind).to(lang), "bold cyan"), f"  {entry.id}"))
    console.print(entry.name.to(lang), style="bold")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=24)
    grid.add_column(ratio=1)
    for label, text in entry.rows:
        grid.add_row(Line(f"  {message('entries', label).to(lang)}", style="dim"), Line(text.to(lang)))
    if entry.source:
        names = ", ".join(_work(base, id_, lang) for id_ in entry.source)
        grid.add_row(Line(f"  {message('entries', 'sources').to(lang)}", style="dim"), Line(names))
    if entry.place.file:
        grid.add_row(Line(f"  {message('entries', 'place').to(lang)}", style="dim"), Line(str(entry.place)))
    console.print(grid)


def _work(base: RuleBase, id_: str, lang: Lang) -> str:
    if id_ == INFERENCE:
        return message("report", "inference_short").to(lang)
    return f"{base.sources[id_].short} ({id_})"
