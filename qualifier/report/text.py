"""A document as plain text, folded to a width, without markup: to be read in a terminal or pasted anywhere.

Pictures are given in words. In two languages, the text stands in two columns.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Mark,
    Paragraph,
    Picture,
    Room,
    Table,
)
from qualifier.report.preparing import cited, prepared, shares
from qualifier.words import Lang, Text, message
from qualifier.words.folding import fold

Lines = list[str]
BETWEEN = 4  # columns between two languages
_CELLS_BETWEEN = 2
_NARROWEST = 12  # a column of a table; below, each row is a list
_TO_WRITE = "_" * 20
_UNDER = {0: "=", 1: "-", 2: "·"}
_NEW_PAGE = "~"
_MARKS: dict[Mark, str] = {"bullet": "- ", "number": "", "box": "[ ] "}


def text(document: Document, langs: tuple[Lang, ...], width: int = 80) -> str:
    """Return a document as plain text.

    Args:
        document: the report.
        langs: one language, or both in two columns, the first on the left.
        width: the width in one language; the two columns together are half as wide again.
    """
    ready = prepared(document, langs)
    each = width if len(langs) == 1 else (width * 3 // 2 - BETWEEN) // 2
    parts: list[Callable[[Lang], Lines]] = [lambda lang: _top(ready, lang, each)]
    parts += [lambda lang, block=block: _block(block, lang, each) for block in ready.blocks]  # type: ignore[misc]
    parts.append(lambda lang: _folded(ready.foot.to(lang), each))
    shown = (_beside([part(lang) for lang in langs], each) for part in parts)
    return "\n\n".join("\n".join(lines) for lines in shown if lines) + "\n"


def _beside(columns: list[Lines], width: int) -> Lines:
    """Set columns of lines beside each other."""
    rows = zip_longest(*columns, fillvalue="")
    return [(" " * BETWEEN).join(line.ljust(width) for line in row).rstrip() for row in rows]


# --- blocks ------------------------------------------------------------------------------------------------


def _top(document: Document, lang: Lang, width: int) -> Lines:
    pairs = [(label.to(lang), value.to(lang)) for label, value in document.about if value.to(lang)]
    lines = [line for head, words in pairs for line in _folded(_cell(head, words, lang), width)]
    return [*_headed(document.title.to(lang), 0, width), *([""] if lines else []), *lines]


def _block(block: Block, lang: Lang, width: int) -> Lines:
    if isinstance(block, Heading):
        return _headed(block.text.to(lang), block.level, width)
    if isinstance(block, Paragraph):
        words = _with_works(block.text, block.cites, lang) if block.text.to(lang) else ""
        return _folded(words, width, "| ", "| ") if block.tone == "note" else _folded(words, width)
    if isinstance(block, Listing):
        return list(_items(block.items, lang, width, block.mark))
    if isinstance(block, Table):
        return _captioned(block.caption, _table(block, lang, width), lang, width)
    if isinstance(block, Picture):
        return _captioned(block.caption, _folded(_in_words(block, lang), width), lang, width)
    if isinstance(block, Room):
        return _room(block, lang, width)
    return [_NEW_PAGE * width]


def _headed(words: str, level: int, width: int) -> Lines:
    lines = _folded(words, width)
    sign = _UNDER.get(level)
    return [*lines, sign * max(map(len, lines))] if lines and sign else lines


def _items(items: Iterable[Item], lang: Lang, width: int, mark: Mark, margin: str = "") -> Iterator[str]:
    """Yield the lines of a list; what stands below a line has bullets whatever the list has."""
    for number, item in enumerate(items, 1):
        sign = _MARKS[mark] or f"{number}. "
        first = f"{margin}{sign}"
        yield from _folded(_with_works(item.text, item.cites, lang), width, first) or [first.rstrip()]
        yield from _items(item.below, lang, width, "bullet", margin[: width // 2] + " " * len(sign))


def _captioned(caption: Text, lines: Lines, lang: Lang, width: int) -> Lines:
    above = _folded(caption.to(lang), width)
    return [*above, *([""] if above and lines else []), *lines]


def _in_words(block: Picture, lang: Lang) -> str:
    alt = block.alt.to(lang)
    return message("media", "in_words_of", words=alt).to(lang) if alt and block.svg.to(lang) else alt


def _room(block: Room, lang: Lang, width: int) -> Lines:
    lines = ["_" * width, ""] * block.lines
    return _captioned(block.ask, lines[:-1], lang, width)


# --- tables ------------------------------------------------------------------------------------------------


def _table(block: Table, lang: Lang, width: int) -> Lines:
    """Return a table in columns, or row by row when they would be too narrow."""
    parts = shares(block, lang)
    room = width - _CELLS_BETWEEN * (len(parts) - 1)
    widths = [room * part // sum(parts) for part in parts]
    if min(widths) < _NARROWEST:
        return [line for row in block.rows for line in _as_list(block.head, row, lang, width)][:-1]
    rule = (" " * _CELLS_BETWEEN).join("-" * one for one in widths)
    head = [*_row(block.head, lang, widths, ""), rule] if block.head else []
    return [*head, *(line for row in block.rows for line in _row(row, lang, widths, "_"))]


def _row(cells: Iterable[Text], lang: Lang, widths: list[int], empty: str) -> Lines:
    """Return the lines of a row, an empty cell filled with a sign."""
    folded = [_wrapped(cell.to(lang), width) or [empty * width] for cell, width in zip(cells, widths, strict=True)]
    return [
        (" " * _CELLS_BETWEEN).join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()
        for line in zip_longest(*folded, fillvalue="")
    ]


def _as_list(head: tuple[Text, ...], cells: tuple[Text, ...], lang: Lang, width: int) -> Lines:
    """Return a row as its first cell, then each other cell below it, with the head of its column."""
    heads = [one.to(lang) for one in head] or [""] * len(cells)
    lines = _folded(cells[0].to(lang), width)
    for name, cell in list(zip(heads, cells, strict=True))[1:]:
        lines += _folded(_cell(name, cell.to(lang) or _TO_WRITE, lang), width, "  - ")
    return [*lines, ""]


def _cell(head: str, words: str, lang: Lang) -> str:
    return message("media", "cell", head=head, words=words).to(lang) if head else words


# --- folding -----------------------------------------------------------------------------------------------


def _with_works(words: Text, cites: Iterable[Text], lang: Lang) -> str:
    return " ".join(part for part in (words.to(lang), cited(cites, lang)) if part)


def _folded(words: str, width: int, first: str = "", rest: str | None = None) -> Lines:
    return fold(words, width, first, rest).split("\n") if words else []


def _wrapped(words: str, width: int) -> Lines:
    """Fold a cell, which may be narrower than any paragraph."""
    return [line.replace("\u00a0", " ") for line in textwrap.wrap(words, width, break_on_hyphens=False)]
