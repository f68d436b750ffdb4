"""A path from the present form to another: what would have to be otherwise, one step below the other.

What the team can do itself differs from the rest by its shape and by its words. A path is not a goal, and says so.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from qualifier.proving.svg_elements import add
from qualifier.report.document import Picture
from qualifier.report.pictures.drawing import (
    ACCENT,
    DASHES,
    INK,
    MARGIN,
    PAPER,
    PLAIN,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    WASH,
    Lettering,
    arrow_head,
    both,
    evened,
    finished,
    folded,
    group,
    height_of,
    sheet,
    write,
)
from qualifier.words import Lang, Text, join, message

_RAIL = MARGIN + 20  # where the line of the path runs
_LEFT = MARGIN + 52  # where the steps begin
_WIDTH = RIGHT - _LEFT
_PAD = 11.0
_CUT = 12.0  # the corners cut off
_END_LABEL = 118.0
_ASK = 236.0  # room for a question
_SAID = _PAD + _ASK + 20  # where what is and what would be begin
_GAP = 9.0
_NAME = Lettering(15, bold=True)
_NUMBER = Lettering(13, bold=True)
_NUMBER_ON = Lettering(13, bold=True, fill=PAPER)
_TAG = Lettering(12.5, bold=True, fill=QUIET)


@dataclass(frozen=True, slots=True)
class PathStep:
    """A question that would have to be answered otherwise, or at last.

    Attributes:
        ask: the question.
        then: what it would have to be.
        now: what it is; None while it is not known.
        within_reach: the team itself can change it.
    """

    ask: Text
    then: Text
    now: Text | None
    within_reach: bool

    @property
    def kind(self) -> str:
        """Who can do something about it: the key of its words."""
        return "path_yours" if self.within_reach else "path_found" if self.now is None else "path_others"


def path_picture(start: Text, steps: tuple[PathStep, ...], end: Text) -> Picture:
    """Draw a path from one form to another.

    Args:
        start: the name of the present form.
        steps: what would have to be otherwise, in order.
        end: the name of the other form.
    """
    caption = message("pictures", "path_caption", start=start, end=end)
    told = [_said(rank, step) for rank, step in enumerate(steps, 1)]
    ends = [message("pictures", "path_start_said", name=start), message("pictures", "path_end_said", name=end)]
    alt = join([ends[0], *told, ends[1], _note(steps)])
    return Picture(both(lambda lang: _drawn(start, steps, end, lang, caption, alt)), alt, caption)


def _said(rank: int, step: PathStep) -> Text:
    """Say a step."""
    key = "path_step_new" if step.now is None else "path_step"
    kind = message("pictures", step.kind)
    return message("pictures", key, rank=rank, kind=kind, ask=step.ask, now=step.now, then=step.then)


def _note(steps: Sequence[PathStep]) -> Text:
    """Say what a path is not."""
    order = [message("pictures", "path_order")] if len(steps) > 1 else []
    return join([message("pictures", "path_note"), *order])


# --- the drawing -------------------------------------------------------------------------------------------


def _drawn(start: Text, steps: Sequence[PathStep], end: Text, lang: Lang, caption: Text, alt: Text) -> str:
    drawn = sheet()
    rail = add(drawn, "path", stroke=INK, stroke_width=2)
    first = y = _add_end(drawn, "path_start", start, lang, MARGIN)
    kind = ""
    for rank, step in enumerate(steps, 1):
        y += _GAP
        if step.kind != kind:
            kind = step.kind
            y = write(drawn, [message("pictures", kind).to(lang)], _LEFT, y, _TAG) + 4
        y = _add_step(drawn, rank, step, lang, y)
    last = y + _GAP + 12
    rail.set("d", f"M{_RAIL:g},{round(first, 2):g} V{round(last - 6, 2):g}")
    arrow_head(drawn, _RAIL, last)
    y = _add_end(drawn, "path_end", end, lang, last) + 10
    note = evened(_note(steps).to(lang), RIGHT - MARGIN, SMALL)
    return finished(drawn, lang, write(drawn, note, MARGIN, y, SMALL) + 10, caption, alt)


def _add_end(drawn: ET.Element, key: str, name: Text, lang: Lang, top: float) -> float:
    """Add the form that the path leaves, or the one it comes to; return where it ends."""
    labels = folded(message("pictures", key).to(lang), _END_LABEL, SMALL)
    lines = folded(name.to(lang), RIGHT - MARGIN - _END_LABEL - 3 * _PAD, _NAME)
    height = max(height_of(labels, SMALL), height_of(lines, _NAME)) + 20
    box = group(drawn, MARGIN, top)
    add(box, "rect", x=0, y=0, width=RIGHT - MARGIN, height=height, rx=14, fill=PAPER, stroke=INK, stroke_width=2)
    write(box, labels, _PAD, (height - height_of(labels, SMALL)) / 2, SMALL)
    write(box, lines, _END_LABEL + 2 * _PAD, (height - height_of(lines, _NAME)) / 2, _NAME)
    return top + height


def _add_step(drawn: ET.Element, rank: int, step: PathStep, lang: Lang, top: float) -> float:
    """Add a step: the question, beside it what is and what would have to be; return where it ends."""
    now = message("pictures", "path_now", text=message("pictures", "path_unknown") if step.now is None else step.now)
    then = message("pictures", "path_then", text=step.then)
    asks = folded(step.ask.to(lang), _ASK, STRONG)
    said = [(folded(text.to(lang), _WIDTH - _SAID - _PAD, how), how) for text, how in ((now, SMALL), (then, PLAIN))]
    right = sum(height_of(lines, how) for lines, how in said) + 4
    height = 2 * _PAD + max(height_of(asks, STRONG), right)
    card = group(drawn, _LEFT, top)
    _add_shape(card, height, step.within_reach)
    write(card, asks, _PAD, _PAD, STRONG)
    y = _PAD
    for lines, how in said:
        y = write(card, lines, _SAID, y, how) + 4
    _add_number(drawn, rank, top + height / 2, step.within_reach)
    return top + height


def _add_shape(card: ET.Element, height: float, within_reach: bool) -> None:
    """Add the outline of a step: round and firm for what the team can do, cut and dashed for the rest."""
    if within_reach:
        add(card, "rect", x=0, y=0, width=_WIDTH, height=height, rx=10, fill=WASH, stroke=ACCENT, stroke_width=2)
        return
    across, down = _WIDTH - 2 * _CUT, height - 2 * _CUT
    path = f"M{_CUT:g},0 h{across:g} l{_CUT:g},{_CUT:g} v{down:g} l-{_CUT:g},{_CUT:g} "
    path += f"h-{across:g} l-{_CUT:g},-{_CUT:g} v-{down:g} Z"
    add(card, "path", d=path, fill=PAPER, stroke=QUIET, stroke_width=1.5, stroke_dasharray=DASHES)


def _add_number(drawn: ET.Element, rank: int, y: float, within_reach: bool) -> None:
    """Add the number of a step on the line of the path: in a disc, or in a hollow diamond."""
    mark = group(drawn, _RAIL, y)
    if within_reach:
        add(mark, "circle", cx=0, cy=0, r=14, fill=ACCENT, stroke=PAPER, stroke_width=2)
    else:
        add(mark, "path", d="M0,-19 l19,19 l-19,19 l-19,-19 Z", fill=PAPER, stroke=INK, stroke_width=1.5)
    lettering = _NUMBER_ON if within_reach else _NUMBER
    write(mark, [str(rank)], 0.0, 4.6 - lettering.size, lettering, "middle")
