"""A + B = C: two sides, what they put in, and the third thing that belongs to neither, as far as it is there.

What is not there is drawn dashed, apart from what is; it is no fault.
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
_LABEL, _SHORT_LABEL = 172.0, 90.0  # room for what an entry is, and for "today"
_DROP = 72.0  # from the sides down to what is new
_LINK = 16.0  # from what is there down to what could still come about
_OPEN = {"stroke": LINE, "stroke-width": "2", "stroke-dasharray": DASHES}

_Line = tuple[str, Lettering, str, Lettering]


@dataclass(frozen=True, slots=True)
class NewSpace:
    """What is known of A + B = C, each part once.

    Attributes:
        brings: what was put in, and by whom as far as that is known.
        there: what has come about: what each part is, and the fact that shows it.
        missing: what has not: what it would take, and how it is today where that is known.
    """

    brings: tuple[Text, ...] = ()
    there: tuple[tuple[Text, Text], ...] = ()
    missing: tuple[tuple[Text, Text | None], ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.brings or self.there or self.missing)


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
    third = "new" if said.there else "open" if said.known else "unknown"
    parts.append(message("pictures", f"alt_space_{third}"))
    parts += [message("pictures", "alt_space_entry", name=name, text=unstopped(text)) for name, text in said.there]
    if said.there and said.missing:
        parts.append(message("pictures", "alt_space_still"))
    return join([*parts, *(_missing_said(takes, now) for takes, now in said.missing)])


def _missing_said(takes: Text, now: Text | None) -> Text:
    if now is None:
        return message("pictures", "alt_space_missing", takes=unstopped(takes))
    return message("pictures", "alt_space_missing_now", takes=unstopped(takes), now=unstopped(now))


def _items(texts: tuple[Text, ...]) -> Text:
    return parted([unstopped(text) for text in texts])


# --- the drawing -------------------------------------------------------------------------------------------


def _drawn(said: NewSpace, lang: Lang, caption: Text, alt: Text) -> str:
    drawn = sheet()
    if not said.known:
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
    bottom = _add_there(drawn, said, lang, top) if said.there else top
    if said.missing or not said.there:
        bottom = _add_missing(drawn, said, lang, bottom)
    return finished(drawn, lang, bottom + MARGIN, caption, alt)


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


def _add_there(drawn: ET.Element, said: NewSpace, lang: Lang, top: float) -> float:
    """Add what has come about, in a shape of its own; return where it ends."""
    card, y = _add_card(drawn, message("pictures", "space_new").to(lang), top, 28.0, there=True)
    for name, text in said.there:
        lines = [(name.to(lang), STRONG, text.to(lang), PLAIN)]
        y = _add_entry(card, lines, _LABEL, y, stroke=ACCENT) + 8
    _add_disc(drawn, "C", WIDTH / 2, top, 20.0, _C_LETTER)
    return _closed(card, top, y)


def _add_missing(drawn: ET.Element, said: NewSpace, lang: Lang, top: float) -> float:
    """Add what has not come about, dashed: below what has, else in its place; return where it ends."""
    if said.there:
        link = f"M{WIDTH / 2:g},{top:g} v{_LINK:g}"
        add(drawn, "path", d=link, fill="none", stroke=LINE, stroke_width=2, stroke_dasharray=DASHES)
        top += _LINK
    heading = message("pictures", "space_still" if said.there else "space_open").to(lang)
    card, y = _add_card(drawn, heading, top, 12.0 if said.there else 28.0, there=False)
    labels = [message("pictures", key).to(lang) for key in ("space_takes", "space_now")]
    for takes, now in said.missing:
        lines = [(labels[0], SMALL, takes.to(lang), PLAIN)]
        lines += [(labels[1], SMALL, now.to(lang), SMALL)] if now is not None else []
        y = _add_entry(card, lines, _SHORT_LABEL, y) + 8
    if not said.there:
        _add_disc(drawn, "C", WIDTH / 2, top, 20.0, _C_OPEN)
    return _closed(card, top, y)


def _add_card(drawn: ET.Element, heading: str, top: float, above: float, *, there: bool) -> tuple[ET.Element, float]:
    """Add a shape with its heading, its height still open; return it and where its heading ends."""
    card = group(drawn, _C_LEFT, top)
    shape = add(card, "rect", x=0, y=0, width=_C_RIGHT - _C_LEFT, rx=22, fill=WASH if there else PAPER)
    shape.attrib |= {"stroke": ACCENT, "stroke-width": "2.5"} if there else _OPEN
    width = _C_RIGHT - _C_LEFT - 2 * _PAD
    return card, write(card, evened(heading, width, HEAD), _PAD + width / 2, above, HEAD, "middle") + 8


def _closed(card: ET.Element, top: float, bottom: float) -> float:
    """Give a shape the height of what it holds; return where it ends on the sheet."""
    card[0].set("height", f"{round(bottom + 8, 2):g}")
    return top + bottom + 8


def _add_entry(card: ET.Element, lines: Sequence[_Line], label: float, top: float, stroke: str | None = None) -> float:
    """Add one part, framed where it is there: at the left its labels, at the right what is said; return its end."""
    width = _C_RIGHT - _C_LEFT - 2 * _PAD
    entry = group(card, _PAD, top)
    shape = add(entry, "rect", x=0, y=0, width=width, rx=6, fill=PAPER if stroke else WASH, stroke=stroke)
    y = 7.0
    for name, lettering, text, plain in lines:
        names, words = folded(name, label, lettering), folded(text, width - label - 3 * 10, plain)
        # Letters of two sizes stand on one line.
        below = max(height_of(names, lettering), height_of(words, plain))
        write(entry, names, 10.0, y + max(0, plain.size - lettering.size), lettering)
        write(entry, words, label + 20, y + max(0, lettering.size - plain.size), plain)
        y += below + 2
    shape.set("height", f"{round(y + 5, 2):g}")
    return top + y + 5


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
