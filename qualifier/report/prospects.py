"""What would change a verdict, on a terminal: solidity, ways elsewhere, what to find out, what was not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text as Line

from qualifier.explanation.comparison import Comparison
from qualifier.explanation.explain import Explanation
from qualifier.explanation.prospects import ObservationSaid, PivotSaid, WaySaid
from qualifier.report.folded import Folded
from qualifier.report.pieces import body, bullet, listing, title
from qualifier.report.shared import heading, step_words
from qualifier.words import Lang, Text

MOST_WAYS_SHOWN = 8
MOST_OBSERVED = 3
MOST_COMPARED = 6


def solidity_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return what the verdict rests on, in words; nothing while it is open."""
    solidity = explained.prospects.solidity if explained.prospects else None
    if solidity is None:
        return None
    return Group(
        title(heading("solidity", lang)),
        body(solidity.text.to(lang)),
        body(solidity.counted.to(lang)),
        *(line for pivot in solidity.pivots for line in _pivot(pivot, lang)),
    )


def _pivot(pivot: PivotSaid, lang: Lang) -> Iterator[RenderableType]:
    yield bullet(heading("step_now", lang, ask=pivot.ask, now=pivot.now))
    if pivot.second_hand:
        yield body(f"  {heading('second_hand', lang)}", "bold yellow")
    for finding in pivot.findings:
        yield bullet(finding.text.to(lang), depth=1)


def changes_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the smallest changes that lead to other forms: those within reach, then those that depend on others."""
    ways = explained.prospects.ways if explained.prospects else ()
    return ways_shown(ways, lang, MOST_WAYS_SHOWN) if ways else None


def ways_shown(ways: Iterable[WaySaid], lang: Lang, most: int | None = None) -> RenderableType:
    """Return ways to other forms in two groups, the first few of each when there are many.

    Args:
        ways: the ways, in the order to show them.
        lang: the language.
        most: how many of each group to show; all when None.
    """
    parts: list[RenderableType] = [title(heading("changes", lang))]
    for key, within_reach in (("within_reach", True), ("given", False)):
        group = [way for way in ways if way.within_reach is within_reach]
        if group:
            parts += [body(heading(key, lang), "bold"), *_ways(group[:most], lang)]
        if most is not None and len(group) > most:
            parts.append(body(heading("more_ways", lang, count=len(group) - most), "dim"))
    return Group(*parts)


def _ways(ways: list[WaySaid], lang: Lang) -> Iterator[RenderableType]:
    """Yield ways one under the other; the name of a form stands once over all the ways that lead to it."""
    above = ""
    for way in ways:
        if way.outcome == above:
            yield Folded(heading("or_else", lang), "      ", "dim")
        else:
            yield bullet(way.name.to(lang))
        above = way.outcome
        yield from (bullet(step_words(step).to(lang), depth=1) for step in way.steps)


def path_shown(path: WaySaid | None, name: Text, lang: Lang) -> RenderableType:
    """Return the shortest path to a form: what the team can do, what it can only find out, what depends on others.

    Args:
        path: the path; None when no answers lead there.
        name: the form's name.
        lang: the language.
    """
    if path is None:
        return body(heading("path_none", lang, name=name))
    if not path.steps:
        return Group(title(heading("path", lang, name=path.name)), body(heading("path_here", lang)))
    parts: list[RenderableType] = [
        title(heading("path", lang, name=path.name)),
        body(heading("path_steps" if len(path.steps) > 1 else "path_step", lang, count=len(path.steps))),
    ]
    groups = {
        "path_within_reach": [one for one in path.steps if one.within_reach],
        "path_to_find_out": [one for one in path.steps if not one.within_reach and one.now is None],
        "path_given": [one for one in path.steps if not one.within_reach and one.now is not None],
    }
    for key, steps in groups.items():
        if steps:
            parts += [
                Line(""),
                body(heading(key, lang), "bold"),
                *(bullet(step_words(step).to(lang)) for step in steps),
            ]
    return Group(*parts, Line(""), body(heading("path_note", lang), "dim"))


def first_observations(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the first things to look at or ask about, for the first layer; nothing when there is nothing."""
    found = explained.prospects.observations if explained.prospects else ()
    if not found:
        return None
    lines = (line for one in found[:MOST_OBSERVED] for line in _observation(one, lang))
    more = [body(heading("more_questions", lang, count=len(found) - MOST_OBSERVED), "dim")]
    title_line = body(heading("open_questions", lang), "bold")
    return Group(title_line, *lines, *(more if len(found) > MOST_OBSERVED else []))


def observations_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return all that there is to look at or ask about, what could move the verdict most first."""
    found = explained.prospects.observations if explained.prospects else ()
    if len(found) <= MOST_OBSERVED:
        return None
    return Group(title(heading("open_questions", lang)), *(line for one in found for line in _observation(one, lang)))


def _observation(one: ObservationSaid, lang: Lang) -> Iterator[RenderableType]:
    yield bullet(f"{one.ask.to(lang)} ({heading('could_tell', lang, names=one.could_tell)})")
    for finding in one.findings:
        yield bullet(finding.text.to(lang), depth=1)


def not_asked_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the questions without an answer that could not have changed the form, by reason."""
    found = explained.prospects.not_asked if explained.prospects else ()
    if not found:
        return None
    parts: list[RenderableType] = [title(heading("not_asked", lang))]
    for one in found:
        parts += [body(one.reason.to(lang), "bold"), *(bullet(ask.to(lang)) for ask in one.asks)]
    return Group(*parts)


def tensions_layer(explained: Explanation, lang: Lang) -> RenderableType | None:
    """Return the pairs of answers that sit ill together, if any."""
    found = explained.prospects.tensions if explained.prospects else ()
    if not found:
        return None
    parts: list[RenderableType] = [title(heading("tensions", lang))]
    for one in found:
        parts += [bullet(answer.to(lang)) for answer in one.answers]
        parts.append(body(one.say.to(lang)))
        if one.note is not None:
            parts.append(body(one.note.to(lang), "italic"))
    return Group(*parts)


def comparison_shown(compared: Comparison, lang: Lang) -> RenderableType:
    """Return what differs between two verdicts.

    Args:
        compared: what differs.
        lang: the language.
    """
    parts: list[RenderableType] = [title(heading("compared", lang)), body(compared.form.to(lang), "bold")]
    for key in ("facts", "gained", "lost", "opened", "closed"):
        texts: tuple[Text, ...] = getattr(compared, key)
        if texts:
            parts += [Line(""), listing(f"compared_{key}", texts[:MOST_COMPARED], lang)]
        if len(texts) > MOST_COMPARED:
            parts.append(body(heading("more_lines", lang, count=len(texts) - MOST_COMPARED), "dim"))
    return Group(*parts)
