"""The explanation on a terminal, layer by layer, with rich. Colour is never the only sign; ASCII is served."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line
from rich.tree import Tree

from qualifier.explanation.explain import AxisShown, Explanation, ProofNode
from qualifier.report.folded import Folded
from qualifier.report.pieces import body, bullet, listing, title
from qualifier.report.prospects import (
    changes_layer,
    first_observations,
    not_asked_layer,
    observations_layer,
    solidity_layer,
    tensions_layer,
)
from qualifier.report.shared import alternative_words, alternatives, axis_words, cited, heading, references
from qualifier.words import NOTHING, Lang

MOST_OPEN = 5
Layer = Callable[[Explanation, Lang], RenderableType | None]


def first_layer(explained: Explanation, lang: Lang) -> RenderableType:
    """Return what is read first: the form, what decides, what is missing; then what to watch and to do."""
    parts: list[RenderableType] = [
        title(heading("verdict", lang)),
        Line(""),
        body(explained.headline.to(lang), "bold"),
        Line(""),
        body(explained.standing.to(lang), "italic"),
        body(heading("in_reading", lang, reading=explained.school), "dim"),
        body(heading("not_a_judgement", lang), "dim"),
    ]
    for part in (facts_layer(explained, lang), alerts_layer(explained, lang), steps_layer(explained, lang)):
        if part is not None:
            parts += [Line(""), part]
    return Group(*parts)


def axes_layer(explained: Explanation, lang: Lang) -> RenderableType:
    """Return the axes as a picture: one line each, the place reached filled in."""
    return Group(title(heading("axes", lang)), _AxesPicture(explained.axes, lang))


def proof_layer(explained: Explanation, lang: Lang) -> RenderableType:
    """Return the proof as a tree, with the works each line rests on."""
    tree = Tree(_proof_line(explained.proof, explained, lang), guide_style="dim")
    _grow(tree, explained.proof.below, explained, lang)
    beside = (("traits", explained.traits), ("against", explained.against))
    return Group(
        title(heading("proof", lang)),
        body(explained.definition.to(lang)),
        Line(""),
        tree,
        *(listing(key, [said.text for said in texts], lang) for key, texts in beside if texts),
    )


def why_not_layer(explained: Explanation, lang: Lang) -> RenderableType:
    """Return one line for each other form."""
    lines = (bullet(alternative_words(row).to(lang)) for row in alternatives(explained))
    return Group(title(heading("why_not", lang)), *lines)


def contrast_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the comparison with the nearest form, if there is one."""
    contrast = explained.contrast
    if contrast is None:
        return None
    parts: list[RenderableType] = [title(heading("contrast", lang, name=contrast.name))]
    if contrast.difference != NOTHING:
        parts.append(body(contrast.difference.to(lang)))
    for key, texts in (("shared", contrast.shared), ("separating", contrast.separating)):
        if texts:
            parts.append(listing(key, texts, lang))
    return Group(*parts)


def facts_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the verdict on facts alone, when it differs."""
    return body(explained.facts_only.to(lang), "bold yellow") if explained.facts_only else None


def alerts_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the alerts, if any."""
    return listing("alerts", [one.text for one in explained.alerts], lang) if explained.alerts else None


def steps_layer(explained: Explanation, lang: Lang) -> RenderableType:
    """Return what would settle the question and the next steps."""
    parts: list[RenderableType] = []
    if explained.look_again:
        parts.append(listing("look_again", [explained.look_again], lang))
    if explained.open_questions:
        parts.append(first_observations(explained, lang) or _open(explained, lang))
    steps = [one.text for one in explained.next_steps]
    if steps:
        parts.append(listing("next_steps", steps, lang))
    elif not explained.open_questions:
        parts.append(body(heading("no_step", lang), "dim"))
    return Group(parts[0], *(one for part in parts[1:] for one in (Line(""), part)))


def risks_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return what the form risks, if the rules name anything."""
    return listing("risks", explained.risks, lang) if explained.risks else None


def closed_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the questions whose answers are set aside, if any."""
    if not explained.closed:
        return None
    return Group(listing("closed", explained.closed, lang), body(heading("closed_because", lang), "dim"))


def sources_layer(explained: Explanation, lang: Lang) -> RenderableType:
    """Return the works used, and which reading decided."""
    version = heading("rules_version", lang, version=explained.verdict.rules_version)
    return Group(
        title(heading("sources", lang)),
        *(bullet(line.to(lang)) for line in references(explained.bibliography)),
        Line(""),
        body(f"{explained.reading.to(lang)} {version}.", "dim"),
    )


LAYERS: dict[str, Layer] = {
    "axes": axes_layer,
    "proof": proof_layer,
    "observations": observations_layer,
    "solidity": solidity_layer,
    "changes": changes_layer,
    "why_not": why_not_layer,
    "contrast": contrast_layer,
    "tensions": tensions_layer,
    "risks": risks_layer,
    "not_asked": not_asked_layer,
    "closed": closed_layer,
    "sources": sources_layer,
}


def show_verdict(console: Console, explained: Explanation, lang: Lang, details: bool = False) -> None:
    """Print a verdict: its first layer, then all the others when details are asked for.

    Args:
        console: where.
        explained: the verdict with its explanation.
        lang: the language.
        details: whether to show every layer.
    """
    console.print(first_layer(explained, lang))
    if not details:
        console.print()
        console.print(body(heading("more", lang), "dim"))
        return
    for layer in LAYERS:
        show_layer(console, explained, lang, layer)


def show_layer(console: Console, explained: Explanation, lang: Lang, layer: str) -> None:
    """Print one layer, if it has anything to show.

    Args:
        console: where.
        explained: the verdict with its explanation.
        lang: the language.
        layer: a key of `LAYERS`.
    """
    shown = LAYERS[layer](explained, lang)
    if shown is not None:
        console.print()
        console.print(shown)


# --- pieces ------------------------------------------------------------------------------------------------


def _open(explained: Explanation, lang: Lang) -> RenderableType:
    lines = [
        Folded(one.ask.to(lang), "  - ", after=f" ({heading('could_tell', lang, names=one.could_tell)})")
        for one in explained.open_questions[:MOST_OPEN]
    ]
    return Group(body(heading("open_questions", lang), "bold"), *lines)


def _proof_line(node: ProofNode, explained: Explanation, lang: Lang) -> RenderableType:
    return Folded(node.text.to(lang), after=cited(node.source, explained, lang))


def _grow(tree: Tree, nodes: tuple[ProofNode, ...], explained: Explanation, lang: Lang) -> None:
    for node in nodes:
        _grow(tree.add(_proof_line(node, explained, lang)), node.below, explained, lang)


class _AxesPicture:
    """Draws the axes; the signs depend on what the terminal can show."""

    def __init__(self, axes: tuple[AxisShown, ...], lang: Lang) -> None:
        self.axes = axes
        self.lang = lang

    def __rich_console__(self, console: Console, options: object) -> Iterable[RenderableType]:
        plain = not (console.encoding or "utf-8").lower().startswith("utf")
        grid = Table.grid(padding=(0, 2))
        for _ in range(3):
            grid.add_column(no_wrap=False)
        for axis in self.axes:
            grid.add_row(
                Line(f"  {axis.name.to(self.lang)}"), _track(axis, plain), Line(axis_words(axis).to(self.lang))
            )
        yield grid


def _track(axis: AxisShown, plain: bool) -> Line:
    """Draw the steps of one axis: reached, holding as well, or not; question marks while it is open."""
    reached, also, other, between = ("#", "+", "o", "-") if plain else ("●", "◐", "○", "─")
    track = Line()
    for rank, (step, _) in enumerate(axis.steps):
        if rank:
            track.append(between, style="dim")
        if axis.at is None:
            track.append("?", style="dim")
        elif step == axis.at:
            track.append(reached, style="bold green")
        else:
            track.append(also if step in axis.also else other, style="" if step in axis.also else "dim")
    return track
