"""What the pictures share: a sheet of the width of a page, colours, kinds of lettering, text folded to a width.

A drawing may stand beside others in one file: it has no id, no style sheet and no definition, only attributes. In a
group, the shape that holds words comes first and the words after it. What a picture shows is not here.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qualifier.proving.svg_elements import add, attributes, short
from qualifier.words import LANGS, NOTHING, Lang, Text, join, message
from qualifier.words.folding import bound

# Lengths in pixels; 720 is the width of the text of an A4 page at 16 cm.
WIDTH = 720.0
MARGIN = 16.0
RIGHT = WIDTH - MARGIN

INK, QUIET, ACCENT, PAPER = "#1f2430", "#4a5262", "#1f4e6b", "#ffffff"
LINE, HAIR, WASH = "#737d8d", "#d5dae1", "#f3f6f9"
DASHES = "5 4"
# The digit asks for quotes around the first name.
FONT = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif"

Anchor = Literal["start", "middle", "end"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # no-break spaces are left alone


@dataclass(frozen=True, slots=True)
class Lettering:
    """How words are written.

    Attributes:
        size: the height of the letters.
    """

    size: float
    bold: bool = False
    fill: str = INK

    @property
    def line(self) -> float:
        """The height of a line."""
        return round(self.size * 1.3, 1)


HEAD = Lettering(14, bold=True)
STRONG = Lettering(13, bold=True)
PLAIN = Lettering(13)
SMALL = Lettering(12.5, fill=QUIET)


# --- text --------------------------------------------------------------------------------------------------


# The widest that letters are in the usual fonts without serifs, as a share of their size: a text is never wider.
_SHARES = {
    letter: share
    for share, letters in (
        (0.3, "ijl'"),
        (0.36, " \u00a0\u202fI.,:;’‘/·|"),
        (0.42, "frt!()[]-"),
        (0.5, 'J"°*'),
        (0.56, "cszL?“”–_"),
        (0.61, "kvxy•"),
        (0.64, "abdeghnopquFT0123456789«»"),
        (0.7, "ABEKPSVXYZ"),
        (0.79, "CDGHNOQRU&"),
        (0.9, "wM+=<>#~^"),
        (1.1, "mW—%@…œŒæÆ"),
    )
    for letter in letters
}
_LATIN, _OTHER, _SIGN, _BOLD = 0.79, 1.1, 1.5, 1.17


def width_of(text: str, lettering: Lettering) -> float:
    """Return the most room that a line of text may take, whichever of the usual fonts is there.

    Args:
        text: the line.
        lettering: how it is written.
    """
    share = sum(map(_share, text))
    return share * lettering.size * (_BOLD if lettering.bold else 1)


@lru_cache(maxsize=1024)
def _share(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _SHARES:
        return _SHARES[base]
    return _LATIN if base <= "\u024f" else _OTHER if base <= "\uffff" else _SIGN


def folded(text: str, width: float, lettering: Lettering) -> tuple[str, ...]:
    """Return the text on lines that fit a width; a word longer than a line is cut.

    Args:
        text: one paragraph.
        width: the room there is.
        lettering: how it is written.
    """
    lines: list[str] = []
    for word in cleaned(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if width_of(longer, lettering) <= width:
            lines[-1:] = [longer]
        else:
            lines += _cut(word, width, lettering)
    return tuple(line for line in lines if line)


def unstopped(text: Text) -> Text:
    """Return a text without its full stop, to stand within a sentence."""
    return Text(*(text.to(lang).rstrip(". ") for lang in LANGS))


def parted(texts: Sequence[Text]) -> Text:
    """Join texts into one sentence, each apart from the next."""
    return join(tuple(texts), message("pictures", "between"))


def row_said(name: Text, place: Text, fact: Text) -> Text:
    """Say where a thing stands in a picture, with the fact it was taken from, if there is one."""
    key = "row" if fact == NOTHING else "row_fact"
    return message("pictures", key, name=name, place=place, fact=unstopped(fact))


def cleaned(text: str) -> str:
    """Return a text without the signs that XML refuses, every space a single one, French spaces bound."""
    return bound(_SPACES.sub(" ", _NOT_XML.sub("", text)).strip())


def _cut(word: str, width: float, lettering: Lettering) -> list[str]:
    if width_of(word, lettering) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter, lettering) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def evened(text: str, width: float, lettering: Lettering) -> tuple[str, ...]:
    """Return the text on as few lines as fit a width, those lines about as long as one another.

    Args:
        text: one paragraph.
        width: the room there is.
        lettering: how it is written.
    """
    best = folded(text, width, lettering)
    for share in range(95, 45, -5) if len(best) > 1 else ():
        tighter = folded(text, width * share / 100, lettering)
        if len(tighter) > len(best):
            break
        best = tighter
    return best


def widest(lines: Sequence[str], lettering: Lettering) -> float:
    """Return the most room that the longest of some lines may take."""
    return max((width_of(line, lettering) for line in lines), default=0)


def height_of(lines: Sequence[str], lettering: Lettering) -> float:
    """Return the height of some lines."""
    return len(lines) * lettering.line


# --- elements ----------------------------------------------------------------------------------------------


def group(parent: ET.Element, x: float = 0.0, y: float = 0.0) -> ET.Element:
    """Add a group that has its own origin."""
    return add(parent, "g", transform=f"translate({short(float(x))},{short(float(y))})")


def write(
    parent: ET.Element,
    lines: Sequence[str],
    x: float,
    top: float,
    lettering: Lettering = PLAIN,
    anchor: Anchor = "start",
) -> float:
    """Write lines one below the other, and return the height at which they end.

    Args:
        parent: what they go into.
        lines: the text, folded.
        x: where they begin, end, or have their middle.
        top: the height of the top of the first.
        lettering: how they are written.
        anchor: which part of a line stands at `x`.
    """
    for rank, line in enumerate(lines):
        add(
            parent,
            "text",
            cleaned(line),
            x=float(x),
            y=float(top + rank * lettering.line + lettering.size),
            font_size=lettering.size,
            font_weight="bold" if lettering.bold else None,
            fill=lettering.fill,
            text_anchor=None if anchor == "start" else anchor,
        )
    return top + height_of(lines, lettering)


def arrow_head(parent: ET.Element, x: float, y: float, fill: str = INK) -> None:
    """Add the head of an arrow that points down, its tip at a point."""
    add(parent, "path", d=f"M{short(x)},{short(y)} l-4.5,-8 h9 Z", fill=fill)


# --- the sheet ---------------------------------------------------------------------------------------------


def sheet() -> ET.Element:
    """Return the empty sheet that a picture is drawn on."""
    return ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})


def finished(drawn: ET.Element, lang: Lang, height: float, caption: Text, alt: Text) -> str:
    """Return a drawn sheet as an SVG with its title and its words, on white so that it also stands on a dark page.

    Args:
        drawn: the sheet.
        lang: the language of its words.
        height: how much of it is used.
        caption: its title.
        alt: all that it shows, in words.
    """
    size = attributes(width=WIDTH, height=float(height))
    drawn.attrib |= {**size, "viewBox": f"0 0 {size['width']} {size['height']}", "lang": lang, "role": "img"}
    drawn.set("font-family", FONT)
    paper = ET.Element("rect", {**size, "fill": PAPER})
    for rank, (tag, text) in enumerate((("title", caption), ("desc", alt))):
        told = ET.Element(tag)
        told.text = cleaned(text.to(lang))
        drawn.insert(rank, told)
    drawn.insert(2, paper)
    ET.indent(drawn)
    return ET.tostring(drawn, encoding="unicode") + "\n"


def both(draw: Callable[[Lang], str]) -> Text:
    """Draw in each language."""
    return Text(*(draw(lang) for lang in LANGS))
