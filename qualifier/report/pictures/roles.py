"""Who does what: a row a matter, a column a place it may have between the two sides.

The questionnaire asks whether one side or both do something, never which of them: no side is pointed at.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from qualifier.proving.svg_elements import add
from qualifier.report.document import Picture
from qualifier.report.pictures.drawing import (
    ACCENT,
    HEAD,
    INK,
    LINE,
    MARGIN,
    PAPER,
    PLAIN,
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
    row_said,
    sheet,
    write,
)
from qualifier.words import NOTHING, Lang, Text, join, message

Place = Literal["one", "both", "outside", "nobody", "open"]
PLACES: tuple[Place, ...] = get_args(Place)

_COLUMN = 73.0
_WHICH = 53.5  # a last column, to write in which of the two sides it is
_BOX = (40.0, 18.0)
_LEAST = 26.0  # the height of a row of one line
_LETTER = Lettering(12, bold=True)
_LETTER_ON = Lettering(12, bold=True, fill=PAPER)
_RADIUS = 10.0
_HEAD = Lettering(12.5, bold=True)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand; the last, to write in, is there when a matter is one side's."""

    to_fill: bool

    @property
    def first(self) -> float:
        """Where the columns begin."""
        return RIGHT - _COLUMN * len(PLACES) - (_WHICH if self.to_fill else 0)

    @property
    def room(self) -> float:
        """The room for the words of a matter."""
        return self.first - MARGIN - 8

    def middle(self, rank: int) -> float:
        """The middle of the column of a place."""
        return self.first + _COLUMN * (rank + 0.5)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A matter, and who does it.

    Attributes:
        name: the matter: deciding, steering, answering for what goes wrong.
        place: one of the two sides (nobody knows which), both, somebody else, nobody, or still open.
        fact: the answer it was taken from, in words; may be empty.
    """

    name: Text
    place: Place
    fact: Text


def roles_picture(rows: tuple[RoleRow, ...], sides: tuple[Text, Text]) -> Picture:
    """Draw who does what.

    Args:
        rows: the matters, in order.
        sides: the names of the two sides.
    """
    caption = message("pictures", "roles_caption")
    first = message("pictures", "roles_sides", a=sides[0], b=sides[1])
    notes = [message("pictures", key) for key in ("roles_which", "alt_roles_box") if _alone(rows)]
    alt = join([first, *notes, *(_said(row) for row in rows)])
    return Picture(both(lambda lang: _drawn(rows, sides, lang, caption, alt)), alt, caption)


def _said(row: RoleRow) -> Text:
    return row_said(row.name, message("pictures", f"roles_{row.place}"), row.fact)


def _alone(rows: Sequence[RoleRow]) -> bool:
    """Tell whether a matter is one side's: it is not known whose."""
    return any(row.place == "one" for row in rows)


# --- the drawing -------------------------------------------------------------------------------------------


def _drawn(rows: Sequence[RoleRow], sides: tuple[Text, Text], lang: Lang, caption: Text, alt: Text) -> str:
    drawn = sheet()
    columns = _Columns(_alone(rows))
    y = _add_head(drawn, [side.to(lang) for side in sides], lang, 8.0, columns)
    # Names stand out from facts, where there are any.
    lettering = PLAIN if all(row.fact == NOTHING for row in rows) else HEAD
    for rank, row in enumerate(rows):
        y = _add_row(drawn, row, lang, y, lettering, columns, shaded=rank % 2 == 0)
    add(drawn, "path", d=f"M{MARGIN:g},{y:g} H{RIGHT:g}", stroke=LINE, stroke_width=1)
    y += 5
    if columns.to_fill:
        note = message("pictures", "roles_which").to(lang)
        y = write(drawn, folded(note, RIGHT - MARGIN, SMALL), MARGIN, y, SMALL)
    return finished(drawn, lang, y + 8, caption, alt)


def _add_head(drawn: ET.Element, sides: Sequence[str], lang: Lang, top: float, columns: _Columns) -> float:
    """Say which side is A and which is B; beside them the names of the columns, their last lines at one height."""
    keys = [f"roles_{place}" for place in PLACES]
    heads = [(folded(message("pictures", key).to(lang), _COLUMN - 2, _HEAD), _HEAD) for key in keys]
    if columns.to_fill:
        heads.append((folded(message("pictures", "roles_to_fill").to(lang), _WHICH - 2, SMALL), SMALL))
    tall = max(height_of(lines, lettering) for lines, lettering in heads)
    bottom = max(_add_sides(drawn, sides, top, columns.first), top + tall)
    middles = [*(columns.middle(rank) for rank in range(len(PLACES))), RIGHT - _WHICH / 2]
    for x, (lines, lettering) in zip(middles, heads, strict=False):
        write(drawn, lines, x, bottom - height_of(lines, lettering), lettering, "middle")
    add(drawn, "path", d=f"M{MARGIN:g},{bottom + 5:g} H{RIGHT:g}", stroke=LINE, stroke_width=1)
    return bottom + 5


def _add_sides(drawn: ET.Element, sides: Sequence[str], top: float, right: float) -> float:
    """Say which side is A and which is B, one below the other; return where they end."""
    bottom = top
    for letter, side in zip("AB", sides, strict=True):
        _add_side(drawn, letter, MARGIN + _RADIUS + 1, bottom + _RADIUS, filled=True)
        lines = folded(side, right - MARGIN - 42, PLAIN)
        bottom = max(bottom + 2 * _RADIUS, write(drawn, lines, MARGIN + 30, bottom + 1.5, PLAIN)) + 5
    return bottom - 5


def _add_row(
    drawn: ET.Element, row: RoleRow, lang: Lang, top: float, lettering: Lettering, columns: _Columns, *, shaded: bool
) -> float:
    """Add a matter with its fact, and its sign in the column of its place."""
    names = evened(row.name.to(lang), columns.room, lettering)
    facts = evened(row.fact.to(lang), columns.room, SMALL)
    tall = height_of(names, lettering) + height_of(facts, SMALL)
    height = max(tall + (8 if row.fact == NOTHING else 14), _LEAST)
    one = group(drawn, 0.0, top)
    add(one, "rect", x=MARGIN, y=0, width=RIGHT - MARGIN, height=height, fill=WASH if shaded else PAPER)
    y = write(one, names, MARGIN + 8, (height - tall) / 2, lettering)
    write(one, facts, MARGIN + 8, y, SMALL)
    for rank, place in enumerate(PLACES):
        if place == row.place:
            _add_sign(one, place, columns.middle(rank), height / 2)
        else:
            add(one, "circle", cx=columns.middle(rank), cy=height / 2, r=1.8, fill=LINE)
    if row.place == "one":
        _add_box(one, height / 2)
    return top + height


def _add_box(parent: ET.Element, y: float) -> None:
    """Add an empty box, to write in which of the two it is."""
    wide, tall = _BOX
    x = RIGHT - _WHICH / 2 - wide / 2
    add(parent, "rect", x=x, y=y - tall / 2, width=wide, height=tall, fill=PAPER, stroke=LINE, stroke_width=1.2)


def _add_sign(parent: ET.Element, place: Place, x: float, y: float) -> None:
    """Add the sign of a place: both sides tied, one or the other, a square for somebody else, a gap, a question."""
    if place == "both":
        add(parent, "path", d=f"M{x - 18:g},{y:g} H{x + 18:g}", stroke=ACCENT, stroke_width=4)
        _add_side(parent, "A", x - 18, y, filled=True)
        _add_side(parent, "B", x + 18, y, filled=True)
    elif place == "one":
        _add_side(parent, "A", x - 20, y, filled=False)
        _add_side(parent, "B", x + 20, y, filled=False)
        add(parent, "path", d=f"M{x - 3:g},{y + 9:g} l6,-18", stroke=INK, stroke_width=1.5)
    elif place == "outside":
        add(parent, "rect", x=x - 10, y=y - 10, width=20, height=20, fill=ACCENT)
    elif place == "nobody":
        add(parent, "circle", cx=x, cy=y, r=_RADIUS, fill=PAPER, stroke=INK, stroke_width=1.5)
    else:
        mark = group(parent, x, y)
        add(mark, "circle", cx=0, cy=0, r=_RADIUS, fill=PAPER, stroke=INK, stroke_width=1.5, stroke_dasharray="3 2.5")
        write(mark, ["?"], 0.0, -_LETTER.size + 4.3, _LETTER, "middle")


def _add_side(parent: ET.Element, letter: str, x: float, y: float, *, filled: bool) -> None:
    """Add the circle of a side with its letter: filled, or hollow for one of the two."""
    mark = group(parent, x, y)
    add(
        mark,
        "circle",
        cx=0,
        cy=0,
        r=_RADIUS,
        fill=ACCENT if filled else PAPER,
        stroke=ACCENT,
        stroke_width=1.5,
        stroke_dasharray=None if filled else "3 2.5",
    )
    lettering = _LETTER_ON if filled else _LETTER
    write(mark, [letter], 0.0, -lettering.size + 4.3, lettering, "middle")
