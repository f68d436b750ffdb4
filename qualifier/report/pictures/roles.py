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
    STRONG,
    WASH,
    Lettering,
    both,
    evened,
    finished,
    folded,
    group,
    height_of,
    sheet,
    unstopped,
    write,
)
from qualifier.words import NOTHING, Lang, Text, join, message

Place = Literal["one", "both", "outside", "nobody", "open"]
PLACES: tuple[Place, ...] = get_args(Place)

_COLUMN = 76.0
_FIRST = RIGHT - _COLUMN * len(PLACES)  # where the columns begin
_ROOM = _FIRST - MARGIN - 8  # for the words of a matter
_LEAST = 26.0  # the height of a row of one line
_LETTER = Lettering(12, bold=True)
_LETTER_ON = Lettering(12, bold=True, fill=PAPER)
_RADIUS = 10.0


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
    alt = join([first, *_note(rows), *(_said(row) for row in rows)])
    return Picture(both(lambda lang: _drawn(rows, sides, lang, caption, alt)), alt, caption)


def _said(row: RoleRow) -> Text:
    place = message("pictures", f"roles_{row.place}")
    key = "roles_row" if row.fact == NOTHING else "roles_row_fact"
    return message("pictures", key, name=row.name, place=place, fact=unstopped(row.fact))


def _note(rows: Sequence[RoleRow]) -> list[Text]:
    """Say, where a matter is one side's, what that may mean: it is not known whose."""
    return [message("pictures", "roles_which")] if any(row.place == "one" for row in rows) else []


# --- the drawing -------------------------------------------------------------------------------------------


def _drawn(rows: Sequence[RoleRow], sides: tuple[Text, Text], lang: Lang, caption: Text, alt: Text) -> str:
    drawn = sheet()
    y = _add_head(drawn, [side.to(lang) for side in sides], lang, 8.0)
    # Names stand out from facts, where there are any.
    lettering = PLAIN if all(row.fact == NOTHING for row in rows) else HEAD
    for rank, row in enumerate(rows):
        y = _add_row(drawn, row, lang, y, lettering, shaded=rank % 2 == 0)
    add(drawn, "path", d=f"M{MARGIN:g},{y:g} H{RIGHT:g}", stroke=LINE, stroke_width=1)
    y += 5
    for note in _note(rows):
        y = write(drawn, folded(note.to(lang), RIGHT - MARGIN, SMALL), MARGIN, y, SMALL)
    return finished(drawn, lang, y + 8, caption, alt)


def _add_head(drawn: ET.Element, sides: Sequence[str], lang: Lang, top: float) -> float:
    """Say which side is A and which is B; beside them the names of the columns, their last lines at one height."""
    heads = [folded(message("pictures", f"roles_{place}").to(lang), _COLUMN - 2, STRONG) for place in PLACES]
    bottom = max(_add_sides(drawn, sides, top), top + max(height_of(lines, STRONG) for lines in heads))
    for rank, lines in enumerate(heads):
        write(drawn, lines, _middle(rank), bottom - height_of(lines, STRONG), STRONG, "middle")
    add(drawn, "path", d=f"M{MARGIN:g},{bottom + 5:g} H{RIGHT:g}", stroke=LINE, stroke_width=1)
    return bottom + 5


def _add_sides(drawn: ET.Element, sides: Sequence[str], top: float) -> float:
    """Say which side is A and which is B, one below the other; return where they end."""
    bottom = top
    for letter, side in zip("AB", sides, strict=True):
        _add_side(drawn, letter, MARGIN + _RADIUS + 1, bottom + _RADIUS, filled=True)
        lines = folded(side, _FIRST - MARGIN - 42, PLAIN)
        bottom = max(bottom + 2 * _RADIUS, write(drawn, lines, MARGIN + 30, bottom + 1.5, PLAIN)) + 5
    return bottom - 5


def _middle(rank: int) -> float:
    return _FIRST + _COLUMN * (rank + 0.5)


def _add_row(drawn: ET.Element, row: RoleRow, lang: Lang, top: float, lettering: Lettering, *, shaded: bool) -> float:
    """Add a matter with its fact, and its sign in the column of its place."""
    names = evened(row.name.to(lang), _ROOM, lettering)
    facts = evened(row.fact.to(lang), _ROOM, SMALL)
    tall = height_of(names, lettering) + height_of(facts, SMALL)
    height = max(tall + (8 if row.fact == NOTHING else 14), _LEAST)
    one = group(drawn, 0.0, top)
    add(one, "rect", x=MARGIN, y=0, width=RIGHT - MARGIN, height=height, fill=WASH if shaded else PAPER)
    y = write(one, names, MARGIN + 8, (height - tall) / 2, lettering)
    write(one, facts, MARGIN + 8, y, SMALL)
    for rank, place in enumerate(PLACES):
        if place == row.place:
            _add_sign(one, place, _middle(rank), height / 2)
        else:
            add(one, "circle", cx=_middle(rank), cy=height / 2, r=1.8, fill=LINE)
    return top + height


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
