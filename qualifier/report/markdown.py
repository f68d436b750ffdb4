"""A document as Markdown, to be pasted into a file or a note: CommonMark, with the tables and boxes that GitHub added.

Pictures are given in words. In two languages, each block is followed by its wording in the other one, as a quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from qualifier.report.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Mark,
    NewPage,
    Paragraph,
    Picture,
    Room,
    Table,
    Tone,
)
from qualifier.report.preparing import cited, columns_of, prepared
from qualifier.words import NOTHING, Lang, Text, message

ROOM = "…" * 30
RULE = "---"
_SIGNS = re.compile(r"([\\`*_\[\]<>&|~$])")
_AT_THE_START = re.compile(r"^([#+=-]|\d+(?=[.)]))")


def markdown(document: Document, langs: tuple[Lang, ...]) -> str:
    """Return a document as Markdown; none of its texts is taken for markup.

    Args:
        document: the report.
        langs: one language, or two, the second quoted below the first.
    """
    ready = prepared(document, langs)
    parts = _each(langs, lambda lang: _marked("# ", escaped(ready.title.to(lang))))
    parts += _each(langs, lambda lang: _about(ready, lang))
    for block, again in _with_turns(ready.blocks):
        shown = langs[:1] if isinstance(block, NewPage) else langs
        parts += _each(shown, lambda lang, block=block, again=again: _block(block, lang, again))  # type: ignore[misc]
    parts += _each(langs, lambda lang: _toned(ready.foot.to(lang), "quiet"))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a text such that Markdown shows it as it is.

    Args:
        text: one paragraph.
    """
    return _AT_THE_START.sub(_guarded, _SIGNS.sub(r"\\\1", text))


def _guarded(start: re.Match[str]) -> str:
    """Keep what begins a line from being a heading, a list or a rule."""
    return f"{start[1]}\\" if start[1].isdigit() else f"\\{start[1]}"


def _each(langs: tuple[Lang, ...], build: Callable[[Lang], str]) -> list[str]:
    """Build a part in each language, the first as it is and the other as a quote."""
    first, *others = (build(lang) for lang in langs)
    quoted = ("\n".join(f"> {line}".rstrip() for line in other.split("\n")) for other in others if other)
    return [part for part in (first, *quoted) if part]


def _with_turns(blocks: Iterable[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield blocks, and for a list whether it must look other than the list just before, not to be one with it."""
    before: Block | None = None
    again = False
    for block in blocks:
        again = isinstance(block, Listing) and isinstance(before, Listing) and not again
        yield block, again
        before = block


# --- blocks ------------------------------------------------------------------------------------------------


def _about(document: Document, lang: Lang) -> str:
    pairs = [(label.to(lang), value.to(lang)) for label, value in document.about if value.to(lang)]
    return "\n".join(f"- {escaped(message('media', 'cell', head=head, words=words).to(lang))}" for head, words in pairs)


def _block(block: Block, lang: Lang, again: bool) -> str:
    if isinstance(block, Heading):
        return _marked(f"#{'#' * block.level} ", escaped(block.text.to(lang)))
    if isinstance(block, Paragraph):
        return _toned(block.text.to(lang), block.tone, cited(block.cites, lang))
    if isinstance(block, Listing):
        return "\n".join(_items(block.items, lang, block.mark, again))
    if isinstance(block, Table):
        return _table(block, lang)
    if isinstance(block, Picture):
        return _picture(block, lang)
    if isinstance(block, Room):
        return "\n\n".join(part for part in (_strong(block.ask.to(lang)), ROOM) if part)
    return RULE


def _toned(text: str, tone: Tone, works: str = "") -> str:
    if not text:
        return ""
    said = {"strong": _strong(text), "quiet": f"*{escaped(text)}*"}.get(tone, escaped(text))
    whole = f"{said} {escaped(works)}" if works else said
    return f"> {whole}" if tone == "note" else whole


def _items(items: Iterable[Item], lang: Lang, mark: Mark = "bullet", again: bool = False) -> Iterator[str]:
    """Yield the lines of a list; what stands below a line has bullets whatever the list has."""
    for number, item in enumerate(items, 1):
        bullet = f"{number}{')' if again else '.'} " if mark == "number" else "* " if again else "- "
        works = cited(item.cites, lang)
        words = " ".join(escaped(part) for part in (item.text.to(lang), works) if part)
        yield f"{bullet}{'[ ] ' if mark == 'box' else ''}{words}".rstrip()
        for line in _items(item.below, lang):
            yield " " * len(bullet) + line


def _table(block: Table, lang: Lang) -> str:
    head = block.head or (NOTHING,) * columns_of(block)
    lines = [_row(head, lang), f"|{'---|' * len(head)}", *(_row(row, lang) for row in block.rows)]
    return "\n\n".join(part for part in (_strong(block.caption.to(lang)), "\n".join(lines)) if part)


def _row(cells: Iterable[Text], lang: Lang) -> str:
    return f"| {' | '.join(escaped(cell.to(lang)) for cell in cells)} |"


def _picture(block: Picture, lang: Lang) -> str:
    alt = block.alt.to(lang)
    words = message("media", "in_words_of", words=alt).to(lang) if alt and block.svg.to(lang) else alt
    return "\n\n".join(part for part in (_strong(block.caption.to(lang)), escaped(words)) if part)


def _strong(text: str) -> str:
    return f"**{escaped(text)}**" if text else ""


def _marked(mark: str, text: str) -> str:
    return f"{mark}{text}" if text else ""
