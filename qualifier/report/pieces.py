"""Small pieces that the terminal's layers are made of: a title, a paragraph, a bullet, a list."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text as Line

from qualifier.report.folded import Folded
from qualifier.report.shared import heading
from qualifier.words import Lang, Text


def title(text: str) -> RenderableType:
    """Return the title of a layer."""
    return Rule(Line(text, style="bold cyan"), align="left", style="cyan")


def body(text: str, style: str = "") -> RenderableType:
    """Return a paragraph."""
    return Folded(text, "  ", style)


def bullet(text: str, depth: int = 0) -> RenderableType:
    """Return a line of a list, indented by its depth."""
    return Folded(text, f"{'    ' * depth}  - ")


def listing(key: str, texts: Iterable[Text], lang: Lang) -> RenderableType:
    """Return a list under its heading, a key of the catalogue `report`."""
    return Group(body(heading(key, lang), "bold"), *(bullet(text.to(lang)) for text in texts))
