"""Several viewpoints on one relationship: which conclusions stand, how widely held, which facts lie between them.

No participant is drawn: only how many hold a conclusion, as discs to count, or in a word where a count tells too much.
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
    LINE,
    MARGIN,
    PAPER,
    PLAIN,
    QUIET,
    RIGHT,
    SMALL,
    WASH,
    Lettering,
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

_RAIL = MARGIN + 20  # where the line that ties the conclusions runs
_LEFT = MARGIN + 52  # where facts begin
_PAD = 12.0
_GAP = 10.0
_DISC = 8.0
_BETWEEN = 22.0  # from one disc to the next
_HELD = 190.0  # room for the discs, or for the word
_NAME = Lettering(15, bold=True)
_MOST_DISCS = 8


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A conclusion that viewpoints come to.

    Attributes:
        name: the conclusion.
        said: how many hold it, in words.
        count: how many, when that may be told.
        apart: what lies between it and the first: facts that, taken over, lead from the one to the other; None where
            nothing of it is to be told, empty where it is not known.
    """

    name: Text
    said: Text
    count: int | None = None
    apart: tuple[Text, ...] | None = ()


def viewpoints_picture(rows: tuple[HeldRow, ...], joint: Text | None = None) -> Picture:
    """Draw the conclusions that stand.

    Args:
        rows: the conclusions, the most held first.
        joint: what the group concludes together, if it has.
    """
    told = any(row.apart is not None for row in rows)
    caption = message("pictures", "viewpoints_caption" if told else "viewpoints_caption_alone")
    first, *others = rows
    alt = join([_held(first), *(_said(first.name, row) for row in others), *_joint(joint)])
    return Picture(both(lambda lang: _drawn(rows, joint, lang, caption, alt)), alt, caption)


def _held(row: HeldRow) -> Text:
    return message("pictures", "viewpoints_row", name=row.name, said=row.said)


def _said(first: Text, row: HeldRow) -> Text:
    """Say a conclusion, how widely it is held, and what lies between it and the first."""
    if row.apart is None:
        return _held(row)
    if not row.apart:
        return join([_held(row), message("pictures", "viewpoints_apart_none")])
    return join([_held(row), message("pictures", "viewpoints_apart_said", first=first, facts=join(row.apart, " ; "))])


def _joint(joint: Text | None) -> list[Text]:
    return [] if joint is None else [message("pictures", "viewpoints_joint_said", name=joint)]


# --- the drawing -------------------------------------------------------------------------------------------


def _drawn(rows: Sequence[HeldRow], joint: Text | None, lang: Lang, caption: Text, alt: Text) -> str:
    drawn = sheet()
    rail = add(drawn, "path", stroke=LINE, stroke_width=2)
    y, ends = 8.0, []
    for rank, row in enumerate(rows):
        if rank:
            y = _add_apart(drawn, row, lang, y + _GAP) + _GAP
        ends.append(y)
        y = _add_row(drawn, row, lang, y)
    if len(ends) > 1:
        rail.set("d", f"M{_RAIL:g},{ends[0] + 20:g} V{ends[-1] + 6:g}")
    else:
        drawn.remove(rail)
    if joint is not None:
        y = _add_joint(drawn, joint, lang, y + 2 * _GAP)
    return finished(drawn, lang, y + 10, caption, alt)


def _add_row(drawn: ET.Element, row: HeldRow, lang: Lang, top: float) -> float:
    """Add a conclusion, and how many hold it; return where it ends."""
    lines = folded(row.name.to(lang), RIGHT - MARGIN - _HELD - 3 * _PAD, _NAME)
    said = folded(row.said.to(lang), _HELD, SMALL)
    discs = row.count if row.count is not None and row.count <= _MOST_DISCS else None
    held = height_of(said, SMALL) + (2 * _DISC + 6 if discs else 0)
    height = 2 * _PAD + max(height_of(lines, _NAME), held)
    card = group(drawn, MARGIN, top)
    add(card, "rect", x=0, y=0, width=RIGHT - MARGIN, height=height, rx=12, fill=WASH, stroke=INK, stroke_width=1.5)
    y = (height - held) / 2
    if discs:
        for rank in range(discs):
            add(card, "circle", cx=_PAD + _DISC + rank * _BETWEEN, cy=y + _DISC, r=_DISC, fill=ACCENT)
        y += 2 * _DISC + 6
    write(card, said, _PAD, y, SMALL)
    write(card, lines, _HELD + 2 * _PAD, (height - height_of(lines, _NAME)) / 2, _NAME)
    return top + height


def _add_apart(drawn: ET.Element, row: HeldRow, lang: Lang, top: float) -> float:
    """Add what lies between a conclusion and the first; return where it ends."""
    if row.apart is None:
        return top
    key = "viewpoints_apart" if row.apart else "viewpoints_apart_none"
    y = write(drawn, evened(message("pictures", key).to(lang), RIGHT - _LEFT, SMALL), _LEFT, top, SMALL) + 3
    for fact in row.apart:
        y = write(drawn, folded(fact.to(lang), RIGHT - _LEFT - _PAD, PLAIN), _LEFT, y, PLAIN) + 3
    return y


def _add_joint(drawn: ET.Element, joint: Text, lang: Lang, top: float) -> float:
    """Add what the group concludes together; return where it ends."""
    label = folded(message("pictures", "viewpoints_joint").to(lang), _HELD, SMALL)
    lines = folded(joint.to(lang), RIGHT - MARGIN - _HELD - 3 * _PAD, _NAME)
    height = 2 * _PAD + max(height_of(label, SMALL), height_of(lines, _NAME))
    card = group(drawn, MARGIN, top)
    add(card, "rect", x=0, y=0, width=RIGHT - MARGIN, height=height, rx=12, fill=PAPER, stroke=QUIET, stroke_width=2,
        stroke_dasharray=DASHES)  # fmt: skip
    write(card, label, _PAD, (height - height_of(label, SMALL)) / 2, SMALL)
    write(card, lines, _HELD + 2 * _PAD, (height - height_of(lines, _NAME)) / 2, _NAME)
    return top + height
