"""Where several things stand among a few places: a row a thing, a column a place, with the fact under its name.

No place is the better one: no colour that grades, no order that is said. What the places are is for the rules.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

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
    cleaned,
    evened,
    finished,
    folded,
    group,
    height_of,
    row_said,
    sheet,
    width_of,
    write,
)
from qualifier.words import NOTHING, Lang, Text, join, message

_NARROW, _COLUMNS = 76.0, 400.0  # the least room of a column, the most of all of them
_HEAD, _HEAD_MANY, _MANY = Lettering(12.5, bold=True), Lettering(11, bold=True), 4
_ASK = Lettering(12, bold=True)
_RADIUS = 8.0
_LEAST = 28.0  # the height of a row of one line


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A thing, and where it stands.

    Attributes:
        at: the rank of its place; None where it is not known, or where it has none.
        maybe: the ranks of the places it may still have.
        own: the ranks of all the places that it could ever have.
        note: the fact that makes it so, or why nothing is known.
    """

    name: Text
    at: int | None
    maybe: tuple[int, ...]
    own: tuple[int, ...]
    note: Text


def places_picture(caption: Text, columns: tuple[Text, ...], rows: tuple[PlaceRow, ...]) -> Picture:
    """Draw where several things stand.

    Args:
        caption: what the picture shows, for who cannot see it; its place under a heading says it to the others.
        columns: the names of the places.
        rows: the things, in order.
    """
    alt = join([_said(row, columns) for row in rows])
    return Picture(both(lambda lang: _drawn(columns, rows, lang, caption, alt)), alt, NOTHING)


def _said(row: PlaceRow, columns: Sequence[Text]) -> Text:
    place = columns[row.at] if row.at is not None else message("pictures", "places_none")
    return row_said(row.name, place, row.note)


def _drawn(columns: Sequence[Text], rows: Sequence[PlaceRow], lang: Lang, caption: Text, alt: Text) -> str:
    drawn, heads = sheet(), [one.to(lang) for one in columns]
    lettering = _HEAD if len(heads) <= _MANY else _HEAD_MANY
    column = _column(heads, lettering)
    middles = [RIGHT - column * (len(heads) - rank - 0.5) for rank in range(len(heads))]
    y = _add_head(drawn, heads, middles, column, lettering)
    room = RIGHT - column * len(heads) - MARGIN - 16
    for rank, row in enumerate(rows):
        y = _add_row(drawn, row, lang, y, middles, room, shaded=rank % 2 == 0)
    add(drawn, "path", d=f"M{MARGIN:g},{y:g} H{RIGHT:g}", stroke=LINE, stroke_width=1)
    return finished(drawn, lang, y + 8, caption, alt)


def _column(heads: Sequence[str], lettering: Lettering) -> float:
    """Return the width of a column: the longest word holds in it, as long as all columns have room."""
    word = max(width_of(word, lettering) for head in heads for word in cleaned(head).split())
    return max(_NARROW, min(word + 8, _COLUMNS / len(heads)))


def _add_head(
    drawn: ET.Element, columns: Sequence[str], middles: Sequence[float], column: float, lettering: Lettering
) -> float:
    """Add the names of the columns, their last lines at one height; return where they end."""
    heads = [folded(one, column - 6, lettering) for one in columns]
    bottom = 8 + max(height_of(lines, lettering) for lines in heads)
    for x, lines in zip(middles, heads, strict=True):
        write(drawn, lines, x, bottom - height_of(lines, lettering), lettering, "middle")
    add(drawn, "path", d=f"M{MARGIN:g},{bottom + 5:g} H{RIGHT:g}", stroke=LINE, stroke_width=1)
    return bottom + 5


def _add_row(
    drawn: ET.Element, row: PlaceRow, lang: Lang, top: float, middles: Sequence[float], room: float, *, shaded: bool
) -> float:
    """Add a thing with its fact, and its sign in the column of its place."""
    lettering = PLAIN if row.note == NOTHING else HEAD
    names, notes = evened(row.name.to(lang), room, lettering), evened(row.note.to(lang), room, SMALL)
    tall = height_of(names, lettering) + height_of(notes, SMALL)
    height = max(tall + 12, _LEAST)
    one = group(drawn, 0.0, top)
    add(one, "rect", x=MARGIN, y=0, width=RIGHT - MARGIN, height=height, fill=WASH if shaded else PAPER)
    y = write(one, names, MARGIN + 8, (height - tall) / 2, lettering)
    write(one, notes, MARGIN + 8, y, SMALL)
    for rank, x in enumerate(middles):
        _add_sign(one, row, rank, x, height / 2)
    return top + height


def _add_sign(parent: ET.Element, row: PlaceRow, rank: int, x: float, y: float) -> None:
    """Add the sign of a place: full where the thing stands, a question where it may, a dot elsewhere."""
    if rank == row.at:
        add(parent, "circle", cx=x, cy=y, r=_RADIUS, fill=ACCENT)
    elif rank in row.maybe:
        mark = group(parent, x, y)
        add(mark, "circle", cx=0, cy=0, r=_RADIUS, fill=PAPER, stroke=INK, stroke_width=1.2, stroke_dasharray="3 2.5")
        write(mark, ["?"], 0.0, -_ASK.size + 4.3, _ASK, "middle")
    elif rank in row.own:
        add(parent, "circle", cx=x, cy=y, r=1.8, fill=LINE)
