"""What every medium does alike before it shows a document: texts made clean, empty blocks left out, levels in order.

How a document looks is for the module named after each medium.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualifier.explanation.terms import named_in
from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    NewPage,
    Paragraph,
    Picture,
    Room,
    Table,
    Word,
    texts_of,
)
from qualifier.words import NOTHING, Lang, Text, message
from qualifier.words.folding import bound

DEEPEST = 3
MOST_SIDE_BY_SIDE = 2
_AROUND_A_WORD, _TO_WRITE, _WIDEST = 4, 22, 100  # letters of a column
_EMPTY = 0.4  # of the width of a table, for the columns left empty
# What XML and databases refuse, and what no reader sees.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = " \u00a0\u202f"
# No-break spaces are left alone.
_SPACES = re.compile("[ \t\n\v\f\r\x85\u2028\u2029]+")


def prepared(document: Document, langs: Sequence[Lang], *, linking: bool = False) -> Document:
    """Return a document ready to be shown: nothing empty in it, no level of heading skipped, French spaces bound.

    A picture that cannot be drawn loses its drawing and keeps its words; a caption that only repeats the heading just
    above goes; a new page is begun only for something to stand on it.

    Args:
        document: the report.
        langs: the languages it will be shown in; what is empty in all of them is left out.
        linking: the medium leads from the text to the words explained; else they are listed at the end, where there
            is room for them.
    """
    listed = () if linking or not document.words_listed else _listed(document, langs)
    blocks = (_block(block, langs) for block in (*document.blocks, *listed))
    return Document(
        _clean(document.title),
        tuple((_clean(label), _clean(value)) for label, value in document.about if said(value, langs)),
        tuple(_in_order(_turned(block for block in blocks if block is not None))),
        _clean(document.foot),
        document.one_page,
        tuple(map(_word, document.words)) if linking else (),
    )


def said(text: Text, langs: Sequence[Lang]) -> bool:
    """Tell whether a text says anything in one of the languages."""
    return any(text.to(lang).strip() for lang in langs)


def cited(cites: Iterable[Text], lang: Lang) -> str:
    """Return, between brackets, the works that a line rests on; nothing for none."""
    names = [cite.to(lang) for cite in cites if cite.to(lang)]
    return f"[{', '.join(names)}]" if names else ""


def wide(block: Block) -> bool:
    """Tell whether half the width of a page is too little for a block, so that two languages stand above each other."""
    return isinstance(block, Picture) or (isinstance(block, Table) and columns_of(block) > MOST_SIDE_BY_SIDE)


def columns_of(table: Table) -> int:
    """Return how many columns a table has."""
    return max(map(len, (table.head, *table.rows)), default=0)


def shares(table: Table, lang: Lang) -> tuple[int, ...]:
    """Return how the width of a table is shared: a column holds its longest word, and an empty cell can be filled.

    Long texts take more, but by their square root: twice as long a text is as well read on more lines. Columns left
    empty to be written in are the widest, and take two fifths of the width at least.

    Args:
        table: a table that `prepared` has evened out.
        lang: the language.
    """
    heads = [cell.to(lang) for cell in table.head] or [""] * columns_of(table)
    columns = [[row[rank].to(lang) for row in table.rows] for rank in range(len(heads))]
    found = [_share(head, cells) for head, cells in zip(heads, columns, strict=True)]
    empty = to_fill(table, lang)
    full = [share for rank, share in enumerate(found) if rank not in empty]
    least = max([*(one + 1 for one in full), math.ceil(sum(full) * _EMPTY / (1 - _EMPTY) / max(len(empty), 1))])
    return tuple(max(share, least) if rank in empty else share for rank, share in enumerate(found))


def to_fill(table: Table, lang: Lang) -> tuple[int, ...]:
    """Return the ranks of the columns that are left empty, to be written in.

    Args:
        table: a table that `prepared` has evened out.
        lang: the language.
    """
    ranks = range(columns_of(table)) if table.rows else ()
    return tuple(rank for rank in ranks if not any(row[rank].to(lang) for row in table.rows))


def size_of(svg: str) -> tuple[float, float]:
    """Return the width and height of a drawing, in pixels.

    Args:
        svg: a drawing that `prepared` has kept.
    """
    return _size(ET.fromstring(svg)) or (0.0, 0.0)  # noqa: S314 - expat itself bounds what entities expand to


def _share(head: str, cells: Sequence[str]) -> int:
    texts = [head, *cells]
    word = max((len(word) for text in texts for word in text.split()), default=0)
    longest = min(_WIDEST, max(map(len, texts)))
    room = 0 if all(cells) else _TO_WRITE
    return round(max(room, min(word, _TO_WRITE) + _AROUND_A_WORD, 3 * math.sqrt(longest)))


def _clean(text: Text) -> Text:
    return Text(*(bound(_SPACES.sub(" ", _UNPRINTABLE.sub("", one)).strip(_BLANKS)) for one in (text.fr, text.en)))


def _cleaned(texts: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(_clean(text) for text in texts)


def _block(block: Block, langs: Sequence[Lang]) -> Block | None:
    """Return a block with clean texts, or nothing if it would show nothing."""
    if isinstance(block, Heading):
        return replace(block, text=_clean(block.text)) if said(block.text, langs) else None
    if isinstance(block, Paragraph):
        shown = replace(block, text=_clean(block.text), cites=_cleaned(block.cites))
        return shown if said(block.text, langs) else None
    if isinstance(block, Listing):
        items = tuple(_items(block.items, langs))
        return replace(block, items=items) if items else None
    if isinstance(block, Table):
        return _table(block, langs)
    if isinstance(block, Picture):
        return _picture(block, langs)
    return Room(_clean(block.ask), max(1, block.lines)) if isinstance(block, Room) else block


def _listed(document: Document, langs: Sequence[Lang]) -> Iterator[Block]:
    """Yield the words that a document uses in some languages as a list: what each means, and no more."""
    texts = tuple(texts_of(document.blocks))
    used = {one.id for lang in langs for one in named_in(document.words, (text.to(lang) for text in texts), lang)}
    words = (one for one in document.words if one.id in used)
    lines = tuple(Item(message("contents", "term_line", term=one.name, means=one.means), one.cites) for one in words)
    if lines:
        yield Heading(message("media", "words"))
        yield Listing(lines)


def _word(word: Word) -> Word:
    name, means, apart, trap = (_clean(one) for one in (word.name, word.means, word.apart, word.trap))
    return Word(word.id, name, word.said, means, apart, trap, _cleaned(word.cites))


def _items(items: Iterable[Item], langs: Sequence[Lang]) -> Iterator[Item]:
    for item in items:
        below = tuple(_items(item.below, langs))
        if below or said(item.text, langs):
            yield Item(_clean(item.text), _cleaned(item.cites), below)


def _table(table: Table, langs: Sequence[Lang]) -> Table | None:
    """Return a table whose rows all have as many cells; one without any named column has no head."""
    width = columns_of(table)
    rows = tuple(_cleaned(row) + (NOTHING,) * (width - len(row)) for row in table.rows)
    named = any(said(text, langs) for text in table.head)
    head = _cleaned(table.head) + (NOTHING,) * (width - len(table.head)) if named else ()
    return Table(_clean(table.caption), head, rows) if width and (head or rows) else None


def _picture(picture: Picture, langs: Sequence[Lang]) -> Picture | None:
    svg = Text(*(one if _drawable(one) else "" for one in (picture.svg.fr, picture.svg.en)))
    found = Picture(svg, _clean(picture.alt), _clean(picture.caption))
    return found if any(said(text, langs) for text in (found.svg, found.alt, found.caption)) else None


def _drawable(svg: str) -> bool:
    try:
        return _size(ET.fromstring(svg)) is not None  # noqa: S314 - expat itself bounds what entities expand to
    except (ET.ParseError, ValueError):
        return False


def _size(drawing: ET.Element) -> tuple[float, float] | None:
    """Return the size that a drawing gives itself, else that of its view; nothing if it has neither."""
    if drawing.tag != "{http://www.w3.org/2000/svg}svg":
        return None
    view = re.split(r"[ ,]+", drawing.get("viewBox", "").strip())
    given = [drawing.get("width", ""), drawing.get("height", "")]
    for width, height in (given, view[2:] if len(view) == 4 else ("", "")):
        numbers = [re.fullmatch(r"(\d+(?:\.\d*)?)(?:px)?", one) for one in (width, height)]
        if all(numbers):
            found = [float(one[1]) for one in numbers if one]
            return (found[0], found[1]) if min(found) > 0 else None
    return None


def _turned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, a new page only when something follows on it."""
    waiting: NewPage | None = None
    for block in blocks:
        if isinstance(block, NewPage):
            waiting = block
            continue
        if waiting is not None:
            yield waiting
        waiting = None
        yield block


def _in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, no heading more than one level below the one before, and no caption that repeats a heading."""
    above = 0
    before = NOTHING
    for block in blocks:
        if isinstance(block, Heading):
            above = max(1, min(block.level, above + 1, DEEPEST))
            yield replace(block, level=above)
        elif isinstance(block, Table | Picture) and block.caption == before:
            yield replace(block, caption=NOTHING)
        else:
            yield block
        before = block.text if isinstance(block, Heading) else NOTHING
