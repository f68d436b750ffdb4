"""What other schools say, on a terminal: the parts of the reports, drawn with rich. Colour is never the only sign.

What each layer says is put together in `qualifier.report.contents`, once for every medium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.text import Text as Line

from qualifier.report.contents import schools
from qualifier.report.contents.compared import compared_blocks
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Heading, Item, Listing, Mark, Paragraph, Table, Tone
from qualifier.report.folded import Folded
from qualifier.report.pieces import body, title
from qualifier.report.preparing import cited
from qualifier.words import Lang, Text, message

SchoolLayer = Callable[[Subject, Lang], RenderableType | None]
_MARKS: dict[Mark, str] = {"bullet": "- ", "box": "[ ] "}
_STYLES: dict[Tone, str] = {"plain": "", "strong": "bold", "quiet": "dim", "note": "bold yellow"}


def _layer(blocks: Callable[[Subject], Iterable[Block]], about: Subject, lang: Lang) -> RenderableType | None:
    shown = tuple(_shown(blocks(about), lang))
    return Group(*shown) if shown else None


_BLOCKS: dict[str, Callable[[Subject], Iterable[Block]]] = {
    "readings": schools.readings,
    "compare": compared_blocks,
    "definitions": partial(schools.chapter, name="definitions", drawn=False),
    "ladders": partial(schools.chapter, name="ladders", drawn=False),
    "partners": partial(schools.partners, drawn=False),
    "networks": partial(schools.chapter, name="networks", drawn=False),
    "stages": partial(schools.chapter, name="stages", drawn=False),
    "territory": partial(schools.chapter, name="territory", drawn=False),
    "rights": schools.rights,
    "debates": schools.debates,
}
SCHOOL_LAYERS: dict[str, SchoolLayer] = {key: partial(_layer, blocks) for key, blocks in _BLOCKS.items()}


def show_school_layer(console: Console, about: Subject, lang: Lang, key: str) -> None:
    """Print one layer of what other schools say, or that there is nothing to say.

    Args:
        console: where.
        about: the case with its explained verdict.
        lang: the language.
        key: a key of `SCHOOL_LAYERS`.
    """
    shown = SCHOOL_LAYERS[key](about, lang)
    console.print()
    console.print(body(message("schools", "nothing_here").to(lang), "dim") if shown is None else shown)


def show_schools(console: Console, about: Subject, lang: Lang) -> None:
    """Print all that other schools say; what is told on one page elsewhere is told in full here.

    Args:
        console: where.
        about: the case with its explained verdict.
        lang: the language.
    """
    for key, layer in SCHOOL_LAYERS.items():
        shown = None if key == "compare" else layer(about, lang)
        if shown is not None:
            console.print()
            console.print(shown)


# --- blocks on a terminal ----------------------------------------------------------------------------------


def _shown(blocks: Iterable[Block], lang: Lang) -> Iterator[RenderableType]:
    """Yield blocks as a terminal shows them; a heading that is not the first has room above it."""
    for rank, block in enumerate(blocks):
        if rank and isinstance(block, Heading):
            yield Line("")
        yield from _block(block, lang)


def _block(block: Block, lang: Lang) -> Iterator[RenderableType]:
    if isinstance(block, Heading):
        words = block.text.to(lang)
        yield title(words) if block.level == 1 else body(words, "bold")
    elif isinstance(block, Paragraph):
        yield Folded(block.text.to(lang), "  ", _STYLES[block.tone], _works(block.cites, lang))
    elif isinstance(block, Listing):
        yield from _items(block.items, lang, block.mark, "  ")
    elif isinstance(block, Table):
        yield from _table(block, lang)


def _items(items: Iterable[Item], lang: Lang, mark: Mark, margin: str) -> Iterator[RenderableType]:
    """Yield the lines of a list, with what stands below each."""
    for number, item in enumerate(items, 1):
        first = f"{margin}{_MARKS.get(mark) or f'{number}. '}"
        yield Folded(item.text.to(lang), first, after=_works(item.cites, lang))
        yield from _items(item.below, lang, "bullet", f"{margin}  ")


def _table(block: Table, lang: Lang) -> Iterator[RenderableType]:
    """Yield each row as its first cell, then the others below it: nothing is wider than the screen."""
    if block.caption.to(lang):
        yield body(block.caption.to(lang), "dim")
    for head, *cells in block.rows:
        yield body(head.to(lang), "bold")
        for rank, cell in enumerate(cells):
            if cell.to(lang):
                yield Folded(cell.to(lang), "    - " if rank else "    ", "dim" if rank else "")


def _works(cites: Iterable[Text], lang: Lang) -> str:
    names = cited(cites, lang)
    return f" {names}" if names else ""
