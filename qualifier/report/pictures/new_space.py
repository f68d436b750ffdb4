"""A + B = C: two sides, what they put in, and the third thing that belongs to neither, as far as it is there.

What is not there is an open place, drawn dashed; it is no fault.
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
    HEAD,
    LINE,
    MARGIN,
    PAPER,
    PLAIN,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    WASH,
    WIDTH,
    Lettering,
    both,
    evened,
    finished,
    folded,
    group,
    height_of,
    parted,
    sheet,
    unstopped,
    write,
)
from qualifier.words import Lang, Text, join, message

_SIDE = 46.0  # the radius of a side
_LETTER = Lettering(30, bold=True, fill=PAPER)
_C_LETTER = Lettering(20, bold=True, fill=PAPER)
_C_OPEN = Lettering(20, bold=True, fill=QUIET)
_BRINGS_LEFT, _BRINGS_RIGHT = 156.0, WIDTH - 156
_C_LEFT, _C_RIGHT = 96.0, WIDTH - 96
_PAD = 14.0
_LABEL = 172.0  # room for what an entry is
_DROP = 72.0  # from the sides down to what is new


@dataclass(frozen=True, slots=True)
class NewSpace:
    """What is known of A + B = C.

    Attributes:
        brings: what was put in, and by whom as far as that is known.
        place: the place, meeting or tool of their own.
        answer: the answer that neither had.
        rules: the rules made together.
        changes: the ways of doing that changed.
        missing: what is not there, or not yet known; each said so that it can be read by itself.
    """

    brings: tuple[Text, ...] = ()
    place: Text | None = None
    answer: Text | None = None
    rules: Text | None = None
    changes: Text | None = None
    missing: tuple[Text, ...] = ()

    @property
    def new(self) -> tuple[tuple[Text, Text], ...]:
        """What is new: what each is, and what is said of it."""
        found = {"place": self.place, "answer": self.answer, "rules": self.rules, "changes": self.changes}
        return tuple((message("pictures", f"space_{key}"), text) for key, text in found.items() if text is not None)


def new_space_picture(said: NewSpace) -> Picture:
    """Draw two sides and what is new between them.

    Args:
        said: what is known of it.
    """
    caption = message("pictures", "space_caption")
    alt = _alt(said)
    return Picture(both(lambda lang: _drawn(said, lang, caption, alt)), alt, caption)


def _alt(said: NewSpace) -> Text:
    """Say all that is drawn."""
    parts = [message("pictures", "alt_space_sides")]
    if said.brings:
        parts.append(message("pictures", "alt_space_brings", items=_items(said.brings)))
    parts.append(message("pictures", "alt_space_new" if said.new else "alt_space_open"))
    parts += [message("pictures", "alt_space_entry", name=name, text=unstopped(text)) for name, text in said.new]
    if said.missing:
        parts.append(message("pictures", "alt_space_missing", items=_items(said.missing)))
    return join(parts)


def _items(texts: tuple[Text, ...]) -> Text:
    return parted([unstopped(text) for text in texts])


# --- the drawing -------------------------------------------------------------------------------------------


def _drawn(said: NewSpace, lang: Lang, caption: Text, alt: Text) -> str:
    drawn = sheet()
    if not (said.brings or said.new or said.missing):
        return finished(drawn, lang, _add_open_place(drawn, lang), caption, alt)
    items = [folded(text.to(lang), _BRINGS_RIGHT - _BRINGS_LEFT - 2 * _PAD - 14, PLAIN) for text in said.brings]
    tall = max(_brings_height(items) if items else 0, 2 * _SIDE)
    middle = MARGIN + tall / 2
    top = MARGIN + tall + _DROP
    _add_ways(drawn, middle, top)
    if items:
        _add_brings(drawn, items, lang, middle)
    else:
        _add_plus(drawn, middle)
    _add_sides(drawn, middle)
    return finished(drawn, lang, _add_new(drawn, said, lang, top) + MARGIN, caption, alt)


def _add_sides(drawn: ET.Element, middle: float) -> None:
    for letter, x in (("A", MARGIN + _SIDE), ("B", RIGHT - _SIDE)):
        _add_disc(drawn, letter, x, middle, _SIDE, _LETTER)


def _add_disc(drawn: ET.Element, letter: str, x: float, y: float, radius: float, lettering: Lettering) -> None:
    """Add a disc with a letter in its middle: white on a full one, else dark on an open one."""
    disc = group(drawn, x, y)
    if lettering.fill == PAPER:
        add(disc, "circle", cx=0, cy=0, r=radius, fill=ACCENT, stroke=PAPER, stroke_width=3)
    else:
        add(disc, "circle", cx=0, cy=0, r=radius, fill=PAPER, stroke=LINE, stroke_width=2, stroke_dasharray=DASHES)
    # Capitals stand about 0.7 of the size above the line that they are written on.
    write(disc, [letter], 0.0, -0.65 * lettering.size, lettering, "middle")


def _add_plus(drawn: ET.Element, middle: float) -> None:
    x = WIDTH / 2
    path = f"M{x - 14:g},{middle:g} h28 M{x:g},{middle - 14:g} v28"
    add(drawn, "path", d=path, stroke=ACCENT, stroke_width=5, fill="none")


def _add_ways(drawn: ET.Element, middle: float, top: float) -> None:
    """Add what leads from each side down to what is new."""
    turn, left, right, x = 24.0, MARGIN + _SIDE, RIGHT - _SIDE, WIDTH / 2
    level = top - 36
    path = f"M{left:g},{middle:g} V{level - turn:g} q0,{turn:g} {turn:g},{turn:g} H{right - turn:g} "
    path += f"q{turn:g},0 {turn:g},-{turn:g} V{middle:g} M{x:g},{level:g} V{top:g}"
    add(drawn, "path", d=path, fill="none", stroke=ACCENT, stroke_width=2)


def _brings_height(items: Sequence[Sequence[str]]) -> float:
    return 2 * _PAD + HEAD.line + 6 + sum(height_of(lines, PLAIN) + 4 for lines in items)


def _add_brings(drawn: ET.Element, items: Sequence[Sequence[str]], lang: Lang, middle: float) -> None:
    """Add what was put in, between the two sides and tied to both."""
    height = _brings_height(items)
    add(drawn, "path", d=f"M{MARGIN + _SIDE:g},{middle:g} H{RIGHT - _SIDE:g}", stroke=ACCENT, stroke_width=2)
    card = group(drawn, _BRINGS_LEFT, middle - height / 2)
    width = _BRINGS_RIGHT - _BRINGS_LEFT
    add(card, "rect", x=0, y=0, width=width, height=height, rx=8, fill=PAPER, stroke=ACCENT, stroke_width=1.5)
    y = write(card, [message("pictures", "space_brings").to(lang)], _PAD, _PAD, HEAD) + 6
    for lines in items:
        add(card, "circle", cx=_PAD + 4, cy=y + PLAIN.size * 0.65, r=2.5, fill=ACCENT)
        y = write(card, lines, _PAD + 14, y, PLAIN) + 4


def _add_new(drawn: ET.Element, said: NewSpace, lang: Lang, top: float) -> float:
    """Add what is new, in a shape of its own, and what is not there in dashed ones; return where it ends."""
    card = group(drawn, _C_LEFT, top)
    shape = add(card, "rect", x=0, y=0, width=_C_RIGHT - _C_LEFT, rx=22, fill=WASH if said.new else PAPER)
    shape.attrib |= {"stroke": ACCENT, "stroke-width": "2.5"}
    if not said.new:
        shape.attrib |= {"stroke": LINE, "stroke-width": "2", "stroke-dasharray": DASHES}
    width = _C_RIGHT - _C_LEFT - 2 * _PAD
    heading = message("pictures", "space_new" if said.new else "space_open").to(lang)
    y = write(card, evened(heading, width, HEAD), _PAD + width / 2, 28.0, HEAD, "middle") + 8
    for name, text in said.new:
        y = _add_entry(card, name.to(lang), text.to(lang), y) + 8
    if said.missing:
        y = write(card, folded(message("pictures", "space_missing").to(lang), width, SMALL), _PAD, y + 4, SMALL) + 4
    for text in said.missing:
        y = _add_missing(card, text.to(lang), y) + 8
    shape.set("height", f"{round(y + 8, 2):g}")
    _add_disc(drawn, "C", WIDTH / 2, top, 20.0, _C_LETTER if said.new else _C_OPEN)
    return top + y + 8


def _add_entry(card: ET.Element, name: str, text: str, top: float) -> float:
    """Add one thing that is new: what it is at the left, what is said of it at the right."""
    width = _C_RIGHT - _C_LEFT - 2 * _PAD
    names = folded(name, _LABEL, STRONG)
    lines = folded(text, width - _LABEL - 3 * 10, PLAIN)
    height = max(height_of(names, STRONG), height_of(lines, PLAIN)) + 14
    entry = group(card, _PAD, top)
    add(entry, "rect", x=0, y=0, width=width, height=height, rx=6, fill=PAPER, stroke=ACCENT, stroke_width=1)
    write(entry, names, 10.0, (height - height_of(names, STRONG)) / 2, STRONG)
    write(entry, lines, _LABEL + 20, (height - height_of(lines, PLAIN)) / 2, PLAIN)
    return top + height


def _add_missing(card: ET.Element, text: str, top: float) -> float:
    """Add one thing that is not there, as an open place."""
    width = _C_RIGHT - _C_LEFT - 2 * _PAD
    lines = folded(text, width - 20, SMALL)
    height = height_of(lines, SMALL) + 14
    entry = group(card, _PAD, top)
    shape = add(entry, "rect", x=0, y=0, width=width, height=height, rx=6, fill=PAPER, stroke=LINE)
    shape.set("stroke-dasharray", DASHES)
    write(entry, lines, 10.0, 7.0, SMALL)
    return top + height


def _add_open_place(drawn: ET.Element, lang: Lang) -> float:
    """Add the two sides with an open place between them, when nothing is known; return the height of it all."""
    width, height = _BRINGS_RIGHT - _BRINGS_LEFT, 2 * _SIDE
    place = group(drawn, _BRINGS_LEFT, MARGIN)
    shape = add(place, "rect", x=0, y=0, width=width, height=height, rx=22, fill=PAPER, stroke=LINE, stroke_width=2)
    shape.set("stroke-dasharray", DASHES)
    lines = evened(message("pictures", "space_unknown").to(lang), width - 2 * _PAD, PLAIN)
    write(place, lines, width / 2, (height - height_of(lines, PLAIN)) / 2, PLAIN, "middle")
    _add_sides(drawn, MARGIN + _SIDE)
    return height + 2 * MARGIN
