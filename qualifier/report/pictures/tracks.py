"""Tracks: steps in a row and where something stands on them, with the legend of their signs.

No end of a track is the better one: no colour that grades, no arrow but from the step left to the step reached. Where
its words stand is in `words_beside.py`; what it stands for is not here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from qualifier.proving.svg_elements import add
from qualifier.report.pictures.drawing import (
    ACCENT,
    HAIR,
    INK,
    LINE,
    MARGIN,
    PAPER,
    PLAIN,
    QUIET,
    RIGHT,
    SMALL,
    Lettering,
    arrow_head,
    cleaned,
    folded,
    group,
    widest,
    width_of,
    write,
)
from qualifier.words import Lang, Text, message


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a track.

    Attributes:
        then, now: `at` for the step reached, `also` for one that holds as well; empty for neither.
    """

    then: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """A track.

    Attributes:
        was: what is said of the first moment, where it is not what is said of the second; nothing otherwise.
        reached: the name of the step reached; nothing where it is not known.
        more: what is to be said beside: what holds as well, or why nothing is known.
        moved: the ranks of the steps left and reached, where they are not the same.
        known: some step is reached.
        ends: the names of the first and of the last step.
    """

    name: Text
    steps: tuple[Step, ...]
    was: Text
    reached: Text
    more: Text
    moved: tuple[int, int] | None
    known: bool
    ends: tuple[Text, Text]


# Half the height of the sign of what was and the width of its stroke, alone and around the sign of what is.
_DIAMONDS = {("at", False): (11, 2), ("at", True): (12.5, 2), ("also", False): (8, 1), ("also", True): (11, 1)}
END = Lettering(11.5, fill=QUIET)
_OVER = 8.0  # how far the name of an end step stands out beyond it
OVERHEAD = 19.0  # what the line of a track needs above it for an arch that stands clear of the row above

# What a sign means, and the step that has it; None for the steps of a track on which nothing is known.
Legend = tuple[Text, Step | None]


def add_line(row: ET.Element, track: Track, xs: Sequence[float], y: float) -> None:
    """Add the line of a track, the signs of its steps, and an arch from the one left to the one reached.

    Args:
        row: what it goes into.
        track: the track.
        xs: where its steps stand.
        y: its height.
    """
    dashes = None if track.known else "3 4"
    add(row, "path", d=f"M{xs[0]:g},{y:g} H{xs[-1]:g}", stroke=LINE, stroke_width=1.5, stroke_dasharray=dashes)
    for x, step in zip(xs, track.steps, strict=True):
        _add_step(row, step if track.known else None, x, y)
    if track.moved is not None:
        _add_arch(row, xs[track.moved[0]], xs[track.moved[1]], y)


def add_ends(row: ET.Element, track: Track, xs: Sequence[float], top: float, lang: Lang) -> float:
    """Add the names of the two end steps under them, on one line if they hold there; return where they end.

    Args:
        row: what it goes into.
        track: the track.
        xs: where its steps stand.
        top: where the names begin.
        lang: the language of the names.
    """
    left, right = xs[0] - _OVER, xs[-1] + _OVER
    first, last = (text.to(lang) for text in track.ends)
    if len(track.steps) == 1:
        return write(row, folded(first, right - left, END), left, top, END)
    whole = right - left - _OVER
    tight = width_of(cleaned(first), END) + width_of(cleaned(last), END) > whole
    room = whole / 2 if tight else whole
    ends = write(row, folded(first, room, END), left, top, END)
    return max(ends, write(row, folded(last, room, END), right, top, END, "end"))


def places(first: float, last: float, count: int) -> list[float]:
    """Return where the steps of a track stand, from the first to the last."""
    return [first + (last - first) * rank / max(count - 1, 1) for rank in range(count)]


def add_hair(drawn: ET.Element, y: float) -> None:
    """Add the thin line that parts two tracks."""
    add(drawn, "path", d=f"M{MARGIN:g},{y:g} H{RIGHT:g}", stroke=HAIR, stroke_width=1)


def add_foot(drawn: ET.Element, legend: Sequence[Legend], lang: Lang, top: float) -> float:
    """Add the legend, then that the order of the steps is no ranking; return where the sheet ends.

    Args:
        drawn: the sheet.
        legend: the signs to be explained, in order.
        lang: the language of the words.
        top: where the last track ends.
    """
    y = _add_legend(drawn, legend, lang, top + 9)
    told = folded(message("pictures", "axes_no_rank").to(lang), RIGHT - MARGIN, SMALL)
    return write(drawn, told, MARGIN, y + 3, SMALL) + 8


def _add_step(parent: ET.Element, step: Step | None, x: float, y: float) -> None:
    """Add the sign of a step: what was, hollow, around what is, filled; None where nothing is known."""
    if step is None:
        add(parent, "circle", cx=x, cy=y, r=4.5, fill=PAPER, stroke=LINE, stroke_width=1.2, stroke_dasharray="2 2")
    elif not (step.then or step.now):
        add(parent, "circle", cx=x, cy=y, r=4.5, fill=PAPER, stroke=LINE, stroke_width=1.5)
    if step is not None and step.then:
        _add_diamond(parent, x, y, *_DIAMONDS[step.then, bool(step.now)])
    if step is not None and step.now == "at":
        add(parent, "circle", cx=x, cy=y, r=7.0, fill=ACCENT)
    elif step is not None and step.now == "also":
        add(parent, "circle", cx=x, cy=y, r=6.2, fill=PAPER, stroke=ACCENT, stroke_width=1.6)
        add(parent, "path", d=f"M{x:.1f},{y - 6.2:.1f} a6.2,6.2 0 0,0 0,12.4 Z", fill=ACCENT)


def _add_arch(row: ET.Element, start: float, end: float, y: float) -> None:
    """Add the arch from the step that was left to the step that was reached."""
    turn = 10 if end > start else -10
    roof = y - OVERHEAD - 3
    arch = f"M{start:.1f},{y - 13:g} Q{start:.1f},{roof:g} {start + turn:.1f},{roof:g} H{end - turn:.1f} "
    arch += f"Q{end:.1f},{roof:g} {end:.1f},{y - 15:g}"
    add(row, "path", d=arch, fill="none", stroke=INK, stroke_width=1.6)
    arrow_head(row, end, y - 10)


def _add_diamond(parent: ET.Element, x: float, y: float, half: float, width: float) -> None:
    path = f"M{x:.1f},{y - half:g} l{half:g},{half:g} l-{half:g},{half:g} l-{half:g},-{half:g} Z"
    add(parent, "path", d=path, fill=PAPER, stroke=INK, stroke_width=width)


def _add_legend(drawn: ET.Element, legend: Sequence[Legend], lang: Lang, top: float) -> float:
    """Add the signs with what they mean, side by side as long as there is room, and return where they end."""
    x, bottom = MARGIN, top
    for text, step in legend:
        lines = folded(text.to(lang), RIGHT - MARGIN - 30, PLAIN)
        room = 30 + widest(lines, PLAIN)
        if x > MARGIN and x + room > RIGHT:
            x, top = MARGIN, bottom + 6
        item = group(drawn, x, top)
        bottom = max(bottom, top + write(item, lines, 32.0, 0.0, PLAIN) + 4)
        _add_step(item, step, 13.0, 9.0)
        x += room + 22
    return bottom
