"""A report as data, the same for every medium: headings, paragraphs, lists, tables, pictures, room to write, pages.

What a report says is put together in `qualifier.report.contents`; how it looks on a medium is for the module named
after that medium. A document is also what is kept of a verdict, so that it stays readable when the rules have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, get_args

from qualifier.words import NOTHING, Text

Json = Any
Tone = Literal["plain", "strong", "quiet", "note"]
Mark = Literal["bullet", "number", "box"]
TONES: tuple[Tone, ...] = get_args(Tone)
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within the report.

    Attributes:
        level: 1 for a part, 2 for a part of a part, 3 at most; the report's own title stands above them.
    """

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        tone: how loud it is: `note` is set apart, as what must not be missed.
        cites: the short names of the works it rests on.
    """

    text: Text
    tone: Tone = "plain"
    cites: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, with what stands below it.

    Attributes:
        cites: the short names of the works it rests on.
    """

    text: Text
    cites: tuple[Text, ...] = ()
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.

    Attributes:
        mark: a bullet, a number, or a box to tick by hand.
    """

    items: tuple[Item, ...]
    mark: Mark = "bullet"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading.

    Attributes:
        caption: what the table is about; read aloud, and shown above it.
        head: the headings of the columns.
        rows: as many cells each as there are columns; an empty cell is room to write.
    """

    caption: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, drawn once and used by every medium.

    Attributes:
        svg: the drawing, in each language; it needs no other file, font or script.
        alt: all that it shows, in words, for who cannot see it; also printed where pictures cannot be.
        caption: its title.
    """

    svg: Text
    alt: Text
    caption: Text


@dataclass(frozen=True, slots=True)
class Room:
    """Room to write by hand or at the keyboard: what to write there, and how many lines it wants."""

    ask: Text
    lines: int = 4


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a new page where there are pages, and stands apart elsewhere."""


Block = Heading | Paragraph | Listing | Table | Picture | Room | NewPage
BLOCKS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "listing": Listing,
    "table": Table,
    "picture": Picture,
    "room": Room,
    "new_page": NewPage,
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the report uses and explains.

    Attributes:
        said: the wordings by which sentences name it, the shortest name first.
        apart: what it is not to be confused with.
        trap: its false friend in the other language.
        cites: the short names of the works it rests on.
    """

    id: str
    name: Text
    said: tuple[Text, ...]
    means: Text
    apart: Text = NOTHING
    trap: Text = NOTHING
    cites: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report.

    Attributes:
        title: what it is.
        about: pairs of a label and a value, shown small under the title: the case, the date, the rules.
        blocks: what it says, in order.
        foot: what stands at the foot of every page, or at the end.
        one_page: it is to hold on one page of paper, one for each language, however small the letters must be.
        words: the words that it explains: a medium with links leads from the text to them.
        words_listed: there is room to list them where nothing can be linked.
    """

    title: Text
    about: tuple[tuple[Text, Text], ...]
    blocks: tuple[Block, ...]
    foot: Text = NOTHING
    one_page: bool = False
    words: tuple[Word, ...] = ()
    words_listed: bool = False


# Drawings hold their own words; works are named, not said.
_NOT_SAID = ("svg", "cites")


def texts_of(blocks: object) -> Iterator[Text]:
    """Yield every text of blocks, or of a part of one, but those within pictures and the names of works.

    Args:
        blocks: a tuple of blocks, a block, an item, a text.
    """
    if isinstance(blocks, Text):
        yield blocks
    elif isinstance(blocks, tuple):
        for one in blocks:
            yield from texts_of(one)
    elif is_dataclass(blocks):
        for field in fields(blocks):
            if field.name not in _NOT_SAID:
                yield from texts_of(getattr(blocks, field.name))


def document_data(document: Document) -> Json:
    """Return a document as plain data, for a file or a database.

    Args:
        document: the report.
    """
    return {
        "title": _plain(document.title),
        "about": _plain(document.about),
        "blocks": [{"kind": _kind(block), **_plain(block)} for block in document.blocks],
        "foot": _plain(document.foot),
        **({"one_page": True} if document.one_page else {}),
        **({"words": _plain(document.words), "words_listed": document.words_listed} if document.words else {}),
    }


def document_from(data: Json) -> Document:
    """Return the document that `document_data` made plain data of.

    Args:
        data: what it gave.

    Raises:
        KeyError, TypeError, ValueError: these are not the data of a document.
    """
    return Document(
        _text(data["title"]),
        tuple((_text(label), _text(value)) for label, value in data["about"]),
        tuple(_block(block) for block in data["blocks"]),
        _text(data["foot"]),
        data.get("one_page", False),
        tuple(_word(one) for one in data.get("words", ())),
        data.get("words_listed", False),
    )


def _kind(block: Block) -> str:
    return next(kind for kind, shape in BLOCKS.items() if isinstance(block, shape))


def _plain(value: object) -> Json:
    if isinstance(value, Text):
        return {"fr": value.fr, "en": value.en}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _text(data: Json) -> Text:
    return Text(data["fr"], data["en"])


def _texts(data: Iterable[Json]) -> tuple[Text, ...]:
    return tuple(_text(one) for one in data)


def _block(data: Json) -> Block:
    kind = data["kind"]
    if kind == "heading":
        return Heading(_text(data["text"]), data["level"])
    if kind == "paragraph":
        return Paragraph(_text(data["text"]), _known(data["tone"], TONES), _texts(data["cites"]))
    if kind == "listing":
        return Listing(_items(data["items"]), _known(data["mark"], MARKS))
    if kind == "table":
        return Table(_text(data["caption"]), _texts(data["head"]), tuple(_texts(row) for row in data["rows"]))
    if kind == "picture":
        return Picture(_text(data["svg"]), _text(data["alt"]), _text(data["caption"]))
    if kind == "room":
        return Room(_text(data["ask"]), data["lines"])
    if kind == "new_page":
        return NewPage()
    raise ValueError(kind)


def _word(data: Json) -> Word:
    name, means, apart, trap = (_text(data[key]) for key in ("name", "means", "apart", "trap"))
    return Word(data["id"], name, _texts(data["said"]), means, apart, trap, _texts(data["cites"]))


def _items(data: Iterable[Json]) -> tuple[Item, ...]:
    return tuple(Item(_text(one["text"]), _texts(one["cites"]), _items(one["below"])) for one in data)


def _known(value: Json, known: tuple[Any, ...]) -> Any:  # noqa: ANN401 - one of them, whatever they are
    if value not in known:
        raise ValueError(value)
    return value
