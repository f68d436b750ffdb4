"""A document as a DOCX that can be rewritten and filled in. Its styles and lists are in `docx_styles.py`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualifier.report.document import Block, Document, Heading, Item, Listing, NewPage, Paragraph, Picture, Room, Table
from qualifier.report.docx_styles import (
    ACCENT,
    BOXES,
    BULLETS,
    LEVELS,
    LOCALES,
    QUIET,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    blank,
    element,
    named,
    restarted,
)
from qualifier.report.preparing import cited, prepared, said, shares, size_of, wide
from qualifier.report.typesetting import picture_png
from qualifier.words import Lang, Text, message

_PAGE, _PAGES = "\ue000", "\ue001"  # where the numbers go in "page x of y"
_FIELDS = {_PAGE: "PAGE", _PAGES: "NUMPAGES"}
_BETWEEN = 0.6  # centimetres between two languages
_LINE, _ROW = 0.85, 1.1  # centimetres of a line to write on, and of a row to write in
_SHORT = 1200  # letters of a cell that stays on one page
_TONES = {"strong": "Strong", "quiet": "Subtle Emphasis"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks go: the document itself or a cell of it, in one language.

    Attributes:
        made: the whole document.
        inside: the document or cell.
        lang: the language written there.
        main: the language of the document.
        width: the room there is, in centimetres.
    """

    made: Any
    inside: Any
    lang: Lang
    main: Lang
    width: float = TEXT_WIDTH

    def paragraph(self, style: str) -> Any:  # noqa: ANN401 - python-docx is imported only where used
        """Add an empty paragraph; a new cell has one already."""
        known = None if self.inside is self.made else _first_if_empty(self)
        if known is None:
            return self.inside.add_paragraph(style=style)
        known.style = self.made.styles[style]
        return known

    def title(self, style: str) -> Any:  # noqa: ANN401
        """Add an empty paragraph for what stands above something; in a cell it would keep whole rows together."""
        paragraph = self.paragraph(style)
        if self.inside is not self.made:
            paragraph.paragraph_format.keep_with_next = False
        return paragraph

    def write(self, paragraph: Any, text: str, style: str | None = None) -> Any:  # noqa: ANN401
        """Add words to a paragraph, marked with their language when it is not that of the document."""
        run = paragraph.add_run(text, style)
        if self.lang != self.main:
            run._r.get_or_add_rPr().append(element("w:lang", val=LOCALES[self.lang]))  # noqa: SLF001
        return run


def docx(document: Document, langs: tuple[Lang, ...]) -> bytes:
    """Return a document as a DOCX; the same document always gives the same bytes.

    Args:
        document: the report.
        langs: one language, or both in two columns, the first on the left.

    Raises:
        FaultsFound: python-docx or Typst, which draws the pictures, is not installed.
    """
    ready = prepared(document, langs)
    made = blank(" / ".join(dict.fromkeys(ready.title.to(lang) for lang in langs)), langs)
    places = [_Place(made, made, lang, langs[0]) for lang in langs]
    _foot(places, ready.foot)
    if len(places) == 1:
        _top(places[0], ready)
        for block in ready.blocks:
            _block(places[0], block)
    else:
        _side_by_side(places, ready)
    return _saved(made)


def _saved(made: Any) -> bytes:  # noqa: ANN401
    """Save a document without the time of its making."""
    first, last = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(zipfile.ZipInfo(name, _LONG_AGO), source.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()


def _top(place: _Place, document: Document) -> None:
    from docx.shared import Pt

    place.write(place.paragraph("Title"), document.title.to(place.lang))
    line = None
    for label, value in document.about:
        if value.to(place.lang):
            line = place.paragraph("Subtitle")
            place.write(line, f"{label.to(place.lang)}\u2002").bold = True
            place.write(line, value.to(place.lang))
    if line is not None:
        line.paragraph_format.space_after = Pt(10)


def _foot(places: list[_Place], foot: Text) -> None:
    """Write the foot of every page: its words in each language, then the number of the page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    below = places[0].made.sections[0].footer
    line = below.paragraphs[0]
    for rank, place in enumerate(places):
        text = foot.to(place.lang)
        if text and text not in [foot.to(other.lang) for other in places[:rank]]:
            place.write(line, text)
            line = below.add_paragraph(style="Footer")
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    numbered = message("media", "page_of", page=_PAGE, pages=_PAGES).to(places[0].lang)
    for part in re.split(f"([{_PAGE}{_PAGES}])", numbered):
        if part in _FIELDS:
            run = line.add_run("1")
            field = element("w:fldSimple", instr=_FIELDS[part])
            run._r.addprevious(field)  # noqa: SLF001 - python-docx knows no fields
            field.append(run._r)  # noqa: SLF001
        else:
            line.add_run(part)


# --- two languages -----------------------------------------------------------------------------------------


def _side_by_side(places: list[_Place], document: Document) -> None:
    """Write a document in two columns, one row a block; what is too wide for a column stands between two tables.

    A heading shares the row of what follows, since not every word processor keeps two rows on one page.
    """
    columns = _columns(places)
    for place in _cells(places, columns):
        _top(place, document)
    above: list[Block] = []
    for block in document.blocks:
        above.append(block)
        if isinstance(block, Heading):
            continue
        if isinstance(block, NewPage):
            if above[:-1]:
                _one_row(places, columns or _columns(places), above[:-1])
            _new_page(places[0])
            columns = None
        elif wide(block) or isinstance(block, Room):
            _whole_width(places, above)
            columns = None
        else:
            columns = columns or _columns(places)
            _one_row(places, columns, above)
        above = []
    if above:
        _one_row(places, columns or _columns(places), above)


def _one_row(places: list[_Place], columns: Any, blocks: Iterable[Block]) -> None:  # noqa: ANN401
    for place in _cells(places, columns):
        for block in blocks:
            _block(place, block)
    row = columns.rows[-1]._tr  # noqa: SLF001 - python-docx lets every row break
    if sum(len(one.text or "") for one in row.iter(named("t"))) < _SHORT * len(places):
        row.get_or_add_trPr().append(element("w:cantSplit"))


def _cells(places: list[_Place], columns: Any) -> list[_Place]:  # noqa: ANN401
    """Add a row, and return its cells as places."""
    width = TEXT_WIDTH / len(places) - _BETWEEN
    cells = zip(places, columns.add_row().cells, strict=True)
    return [_Place(place.made, cell, place.lang, place.main, width) for place, cell in cells]


def _whole_width(places: list[_Place], blocks: list[Block]) -> None:
    """Write headings and the wide block below them; only what is asked of a room stands side by side."""
    *headings, last = blocks
    for heading in headings:
        for place in places:
            _block(place, heading)
    if isinstance(last, Room):
        if said(last.ask, [place.lang for place in places]):
            for place in _cells(places, _columns(places)):
                _asked(place, last)
        _written(places[0], last)
        return
    for place in places:
        _block(place, last)


def _columns(places: list[_Place]) -> Any:  # noqa: ANN401
    """Add a table without lines, one column a language."""
    made = places[0].made
    table = made.add_table(0, len(places), "Normal Table")
    _measure(table, [TEXT_WIDTH / len(places)] * len(places))
    margins = (element("w:left", w=0, type="dxa"), element("w:right", w=round(_BETWEEN * 567), type="dxa"))
    _set(table, element("w:tblCellMar", *margins))
    return table


# --- blocks ------------------------------------------------------------------------------------------------


def _block(place: _Place, block: Block) -> None:
    if isinstance(block, Heading):
        if block.text.to(place.lang):
            place.write(place.title(f"Heading {block.level}"), block.text.to(place.lang))
    elif isinstance(block, Paragraph):
        _paragraph(place, block)
    elif isinstance(block, Listing):
        _listing(place, block)
    elif isinstance(block, Table):
        _table(place, block)
    elif isinstance(block, Picture):
        _picture(place, block)
    elif isinstance(block, NewPage):
        _new_page(place)
    else:
        _asked(place, block)
        _written(place, block)


def _paragraph(place: _Place, block: Paragraph) -> None:
    if block.text.to(place.lang):
        paragraph = place.paragraph("Intense Quote" if block.tone == "note" else "Normal")
        _told(place, paragraph, block.text, block.cites, _TONES.get(block.tone))


def _told(place: _Place, paragraph: Any, text: Text, cites: Iterable[Text], style: str | None = None) -> None:  # noqa: ANN401
    """Write a text, then small the works it rests on."""
    place.write(paragraph, text.to(place.lang), style)
    works = cited(cites, place.lang)
    if works:
        place.write(paragraph, f" {works}", "Subtle Reference")


def _listing(place: _Place, block: Listing) -> None:
    kind = {"bullet": BULLETS, "box": BOXES}.get(block.mark) or restarted(place.made)
    style = "List Number" if block.mark == "number" else "List Bullet"
    for rank, item in enumerate(block.items):
        paragraph = _item(place, item, style, kind, 0)
        if rank == 0 and len(block.items) > 1 and place.inside is place.made:
            paragraph.paragraph_format.keep_with_next = True


def _item(place: _Place, item: Item, style: str, kind: int, level: int) -> Any:  # noqa: ANN401
    """Write a line of a list, then those below it, which have bullets whatever the list has; return its paragraph."""
    paragraph = place.paragraph(style)
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx knows no levels
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = kind
    _told(place, paragraph, item.text, item.cites)
    deeper = min(level + 1, LEVELS - 1)
    for below in item.below:
        _item(place, below, "List Bullet 2" if deeper == 1 else "List Bullet 3", BULLETS, deeper)
    return paragraph


def _caption(place: _Place, text: Text) -> None:
    if text.to(place.lang):
        place.write(place.title("Caption"), text.to(place.lang))


def _table(place: _Place, block: Table) -> None:
    _caption(place, block.caption)
    parts = shares(block, place.lang)
    table = _added(place, len(parts), "Table Grid")
    _measure(table, [place.width * part / sum(parts) for part in parts])
    if block.caption.to(place.lang):
        _set(table, element("w:tblCaption", val=block.caption.to(place.lang)))
    if block.head:
        head = _row(place, table, block.head, len(parts))
        head._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - python-docx cannot repeat a row
        for cell in head.cells:
            line = element("w:bottom", val="single", sz=8, space=0, color=ACCENT)
            cell._tc.get_or_add_tcPr().append(element("w:tcBorders", line))  # noqa: SLF001
    for row in block.rows:
        _row(place, table, row, 1)
    _gap(place)


def _row(place: _Place, table: Any, cells: tuple[Text, ...], headings: int) -> Any:  # noqa: ANN401
    """Add a row whose first cells are headings; an empty cell makes it high enough to write in."""
    from docx.shared import Cm

    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(element("w:cantSplit"))
    if headings == 1 and not all(cell.to(place.lang) for cell in cells):
        row.height = Cm(_ROW)
    for rank, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Cm(0.06)
        if text.to(place.lang):
            place.write(paragraph, text.to(place.lang), "Strong" if rank < headings else None)
    return row


def _picture(place: _Place, block: Picture) -> None:
    """Add a picture and its caption; below it, since LibreOffice keeps no more than two paragraphs together."""
    from docx.shared import Cm

    svg, alt, caption = (text.to(place.lang) for text in (block.svg, block.alt, block.caption))
    if svg:
        width, height = (length / 96 * 2.54 for length in size_of(svg))
        share = min(1.0, place.width / width, TEXT_HEIGHT * 0.8 / height)
        paragraph = place.paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = bool(caption)
        drawn = paragraph.add_run().add_picture(io.BytesIO(picture_png(svg)), width=Cm(width * share))
        named = drawn._inline.docPr  # noqa: SLF001 - python-docx knows no alternative texts
        named.set("descr", alt or caption)
        named.set("title", caption)
    if caption:
        below = place.paragraph("Caption")
        below.paragraph_format.keep_with_next = not svg
        place.write(below, caption)
    if alt and not svg:
        place.write(place.paragraph("Normal"), alt)


def _new_page(place: _Place) -> None:
    """Begin a new page by a line of no height: a break in a line of its own would leave that line above the page."""
    from docx.shared import Pt

    line = place.paragraph("No Spacing")
    line.paragraph_format.page_break_before = True
    line.paragraph_format.line_spacing = Pt(1)


def _asked(place: _Place, block: Room) -> None:
    if block.ask.to(place.lang):
        paragraph = place.paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        place.write(paragraph, block.ask.to(place.lang), "Strong")


def _written(place: _Place, block: Room) -> None:
    """Add a frame to write in; it grows with what is written."""
    from docx.shared import Cm

    frame = _added(place, 1, "Table Grid")
    _measure(frame, [place.width])
    sides = ("top", "left", "bottom", "right")
    lines = (element(f"w:{side}", val="single", sz=4, space=0, color=QUIET) for side in sides)
    _set(frame, element("w:tblBorders", *lines))
    frame.add_row().height = Cm(block.lines * _LINE)
    _gap(place)


# --- tables ------------------------------------------------------------------------------------------------


def _added(place: _Place, columns: int, style: str) -> Any:  # noqa: ANN401
    """Add a table without rows; the document and its cells do it each in their own way."""
    if place.inside is place.made:
        return place.made.add_table(0, columns, style)
    empty = _first_if_empty(place)
    table = place.inside.add_table(0, columns)
    table.style = place.made.styles[style]
    place.inside.paragraphs[-1].style = place.made.styles["No Spacing"]
    if empty is not None:
        place.inside._tc.remove(empty._p)  # noqa: SLF001 - python-docx removes no paragraph
    return table


def _gap(place: _Place) -> None:
    """Keep two tables apart, which would be one otherwise; a cell ends with a paragraph already."""
    if place.inside is place.made:
        place.made.add_paragraph(style="No Spacing")


def _measure(table: Any, widths: list[float]) -> None:  # noqa: ANN401
    """Give a table and its columns fixed widths, in centimetres."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _set(table: Any, property_: Any) -> None:  # noqa: ANN401
    """Give a table a property that python-docx does not know, in the order that the format wants."""
    order = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
    name = f"w:{property_.tag.rpartition('}')[2]}"
    table._tblPr.insert_element_before(property_, *order[order.index(name) + 1 :])  # noqa: SLF001


def _first_if_empty(place: _Place) -> Any:  # noqa: ANN401
    """Return the paragraph that a new cell has, as long as nothing is written in the cell."""
    known = place.inside.paragraphs
    return known[0] if len(known) == 1 and not known[0].runs and not place.inside.tables else None
