"""A document as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.

It is read in a browser, on a phone, aloud, or printed. Its style is `templates/report.css`. What it says is not here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from itertools import count

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
)
from qualifier.report.html_links import Links, first_use_of, place_of
from qualifier.report.preparing import cited, prepared, said, shares, size_of, to_fill, wide
from qualifier.words import NOTHING, Lang, Text, message

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
_SMALLEST_DRAWING = 0.75  # of its own size: below, its letters cannot be read, and it scrolls instead
_LONGEST_WORD = 30
_NOT_DRAWN = ("script", "foreignObject", "title", "desc", "metadata", "a")


@dataclass(frozen=True, slots=True)
class _Page:
    """The languages of a page, and numbers for what must be told apart on it."""

    langs: tuple[Lang, ...]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def name(self) -> str:
        """Return a name that nothing else on the page has."""
        return f"n{next(self.numbers)}"


def html(document: Document, langs: tuple[Lang, ...]) -> str:
    """Return a document as one HTML file.

    Args:
        document: the report.
        langs: one language, or both side by side, the first on the left.
    """
    page = _Page(langs)
    ready = prepared(document, langs, linking=True)
    root = ET.Element("html", lang=langs[0])
    _head(root, ready, langs)
    body = _add(root, "body", **{"class": "both" if len(langs) > 1 else "one"})
    _add(body, "a", _words("skip", langs[0]), href="#text", **{"class": "skip"})
    _title(_add(body, "header"), ready, page)
    main = _add(body, "main", id="text", tabindex="-1")
    if any(isinstance(block, Room) or (isinstance(block, Listing) and block.mark == "box") for block in ready.blocks):
        _each(main, page, _not_kept)
    under = NOTHING
    for block in ready.blocks:
        under = block.text if isinstance(block, Heading) else under
        _block(main, block, page, under)
    _explain(main, ready.words, page, on_paper=document.words_listed)
    if said(ready.foot, langs):
        _each(_add(body, "footer"), page, lambda place, lang: _sentence(place, ready.foot.to(lang)))
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html") + "\n"


def _head(root: ET.Element, document: Document, langs: tuple[Lang, ...]) -> None:
    head = _add(root, "head")
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", content=POLICY, **{"http-equiv": "Content-Security-Policy"})
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "meta", name="referrer", content="no-referrer")
    _add(head, "title", " / ".join(dict.fromkeys(document.title.to(lang) for lang in langs)))
    sheet = files(__package__).joinpath("templates", "report.css").read_text(encoding="utf-8")
    _add(head, "style", sheet + _paper(langs[0]))


def _paper(lang: Lang) -> str:
    """Return the style of the printed page, its number told in a language."""
    numbered = message("media", "page_of", page='" counter(page) "', pages='" counter(pages) "').to(lang)
    foot = f'@bottom-right {{ content: "{numbered}"; font: 8pt sans-serif; color: #4a5262; }}'
    return f"@page {{ size: A4; margin: 16mm 17mm 18mm; {foot} }}\n"


def _title(header: ET.Element, document: Document, page: _Page) -> None:
    _spoken(header, "h1", document.title, page)
    if document.about:
        _each(header, page, lambda place, lang: _about(place, document, lang))


def _about(place: ET.Element, document: Document, lang: Lang) -> None:
    pairs = _add(place, "dl")
    for label, value in document.about:
        if value.to(lang):
            pair = _add(pairs, "div")
            _add(pair, "dt", label.to(lang))
            _add(pair, "dd", value.to(lang))


def _not_kept(place: ET.Element, lang: Lang) -> None:
    _sentence(place, _words("not_kept", lang), "quiet screen")


# --- blocks ------------------------------------------------------------------------------------------------


def _block(main: ET.Element, block: Block, page: _Page, under: Text) -> None:
    """Add a block, in every language.

    Args:
        main: where.
        block: the block.
        page: the page.
        under: the heading it stands under, which names what has no name of its own.
    """
    if isinstance(block, Heading):
        _spoken(main, f"h{block.level + 1}", block.text, page)
    elif isinstance(block, Room):
        _room(main, block, page)
    elif isinstance(block, NewPage):
        _add(main, "hr", **{"class": "page"})
    else:
        _each(
            main, page, lambda place, lang: _in_one(place, block, lang, page, under), "stack" if wide(block) else "pair"
        )


def _in_one(place: ET.Element, block: Block, lang: Lang, page: _Page, under: Text) -> None:
    """Add a block in one language."""
    if isinstance(block, Paragraph):
        _paragraph(place, block, lang)
    elif isinstance(block, Listing):
        _listing(place, block, lang)
    elif isinstance(block, Table):
        _table(place, block, lang, page.name(), under.to(lang))
    elif isinstance(block, Picture):
        _picture(place, block, lang, page.name(), under.to(lang))


def _paragraph(place: ET.Element, block: Paragraph, lang: Lang) -> None:
    text = block.text.to(lang)
    if not text:
        return
    if block.tone == "note":
        place = _add(place, "div", role="note", **{"class": "note"})
    paragraph = _add(place, "p", **({"class": block.tone} if block.tone in ("strong", "quiet") else {}))
    _told(_add(paragraph, "strong") if block.tone == "strong" else paragraph, text, cited(block.cites, lang))


def _listing(place: ET.Element, block: Listing, lang: Lang) -> None:
    tag = "ol" if block.mark == "number" else "ul"
    among = _add(place, tag, **({"class": "boxes"} if block.mark == "box" else {}))
    _items(among, block.items, lang, boxes=block.mark == "box")


def _items(among: ET.Element, items: tuple[Item, ...], lang: Lang, boxes: bool = False) -> None:
    for item in items:
        line = _add(among, "li")
        _told(_box(line) if boxes else line, item.text.to(lang), cited(item.cites, lang))
        if item.below:
            _items(_add(line, "ul"), item.below, lang)


def _box(line: ET.Element) -> ET.Element:
    """Add a box to tick; return where its words go."""
    label = _add(line, "label")
    _add(label, "input", type="checkbox", autocomplete="off")
    return _add(label, "span")


def _table(place: ET.Element, block: Table, lang: Lang, name: str, under: str) -> None:
    caption = block.caption.to(lang)
    named = {"aria-labelledby": name} if caption or under else {}
    frame = _add(place, "div", role="group", tabindex="0", **{"class": "scroll"}, **named)
    table = _add(frame, "table", **({"class": "long"} if _has_long_word(block, lang) else {}))
    if named:
        _add(table, "caption", caption or under, id=name, **({} if caption else {"class": "heard"}))
    if to_fill(block, lang):
        _columns(table, shares(block, lang))
    if block.head:
        _row(_add(table, "thead"), block.head, lang, "col", len(block.head))
    body = _add(table, "tbody")
    for row in block.rows:
        _row(body, row, lang, "row", 1)


def _columns(table: ET.Element, parts: tuple[int, ...]) -> None:
    """Give columns their widths: a browser would make those that are empty the narrowest."""
    columns = _add(table, "colgroup")
    for part in parts:
        _add(columns, "col", style=f"width: {100 * part / sum(parts):.1f}%")


def _has_long_word(block: Table, lang: Lang) -> bool:
    """Tell whether a word is too long for a column, so that it must be cut."""
    texts = [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
    return any(len(word) > _LONGEST_WORD for text in texts for word in text.to(lang).split())


def _row(part: ET.Element, cells: tuple[Text, ...], lang: Lang, scope: str, headings: int) -> None:
    """Add a row whose first cells are headings; an empty cell heads nothing."""
    row = _add(part, "tr")
    for rank, cell in enumerate(cells):
        text = cell.to(lang)
        if text and rank < headings:
            _add(row, "th", text, scope=scope)
        else:
            _add(row, "td", text)


def _room(main: ET.Element, block: Room, page: _Page) -> None:
    name = page.name()
    room = _add(main, "div", **{"class": "room"})
    if said(block.ask, page.langs):
        label = _spoken(room, "label", block.ask, page)
        label.set("for", name)
    written = _add(room, "textarea", id=name, rows=str(block.lines), autocomplete="off", spellcheck="false")
    written.set("style", f"--lines: {block.lines}")
    if not said(block.ask, page.langs):
        written.set("aria-label", _words("room", page.langs[0]))


# --- words explained ---------------------------------------------------------------------------------------


def _explain(main: ET.Element, words: tuple[Word, ...], page: _Page, *, on_paper: bool) -> None:
    """Link the text to the words that explain it, at the end of the page.

    Args:
        main: the text.
        words: the words.
        page: the page.
        on_paper: whether they are printed too.
    """
    links = Links(words, page.langs)
    links.add(main)
    used = {word for word, _ in links.used}
    if not used:
        return
    name = page.name()
    section = _add(main, "section", **{"class": "words" if on_paper else "words screen", "aria-labelledby": name})
    _spoken(section, "h2", message("media", "words"), page).set("id", name)
    for word in sorted(words, key=lambda one: one.name.to(page.langs[0]).casefold()):
        if word.id in used:
            _each(section, page, partial(_entry, word=word, links=links))


def _entry(place: ET.Element, lang: Lang, word: Word, links: Links) -> None:
    """Add what explains a word, with the way back to where it is used first."""
    entry = _add(place, "div", id=place_of(word.id, lang), tabindex="-1", **{"class": "entry"})
    _add(entry, "h3", word.name.to(lang))
    _told(_add(entry, "p"), word.means.to(lang), cited(word.cites, lang))
    for key, text in (("term_apart", word.apart), ("term_trap", word.trap)):
        if text.to(lang):
            _sentence(entry, message("contents", key, text=text).to(lang))
    if (word.id, lang) in links.used:
        back = message("media", "word_back")
        way = _add(_add(entry, "p", **{"class": "screen"}), "a", back.to(lang), href=f"#{first_use_of(word.id, lang)}")
        way.set("aria-label", message("media", "cell", head=back, words=word.name).to(lang))


# --- pictures ----------------------------------------------------------------------------------------------


def _picture(place: ET.Element, block: Picture, lang: Lang, name: str, under: str) -> None:
    svg, alt, caption = (text.to(lang) for text in (block.svg, block.alt, block.caption))
    if not (svg or alt or caption):
        return
    figure = _add(place, "figure")
    if caption:
        _add(figure, "figcaption", caption)
    if not svg:
        _sentence(figure, alt)
        return
    about = {"aria-label": caption or under} if caption or under else {}
    frame = _add(figure, "div", id=name, role="group", tabindex="0", **{"class": "drawing"}, **about)
    frame.append(_drawing(svg, name, alt or caption))
    if alt:
        details = _add(figure, "details")
        _add(details, "summary", _words("in_words", lang))
        _sentence(details, alt)


def _drawing(svg: str, name: str, alt: str) -> ET.Element:
    """Return a drawing as part of a page: named for who cannot see it, harmless, its own names kept apart."""
    width, height = size_of(svg)
    drawing = ET.fromstring(svg)  # noqa: S314 - expat itself bounds what entities expand to
    _tamed(drawing, name)
    drawing.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    drawing.attrib |= {"width": f"{width:g}", "height": f"{height:g}", "role": "img", "focusable": "false"}
    drawing.set("style", f"min-width: {width * _SMALLEST_DRAWING:g}px")
    drawing.attrib.pop("aria-labelledby", None)
    drawing.attrib |= {"aria-label": alt} if alt else {"aria-hidden": "true"}
    drawing.tail = None
    return drawing


def _tamed(element: ET.Element, name: str) -> None:
    """Take from a drawing what could act or reach out, and make its names and styles its own."""
    element.tag = _local(element.tag)
    known = {_local(key): value for key, value in element.attrib.items()}
    ids = {key: value for key, value in known.items() if not _acts(key, value)}
    element.attrib = {key: _own(key, value, name) for key, value in ids.items()}
    if element.tag == "style":
        text = "".join(element.itertext())
        element.text = "" if "<" in text or "@import" in text else f"#{name} {{ {text} }}"
    for below in list(element):
        if _local(below.tag) in _NOT_DRAWN:
            element.remove(below)
        else:
            _tamed(below, name)


def _acts(key: str, value: str) -> bool:
    """Tell whether an attribute runs something or leads out of the page."""
    return key.startswith("on") or (key == "href" and not value.startswith(("#", "data:image/")))


def _own(key: str, value: str, name: str) -> str:
    """Return the value of an attribute, the names of the drawing made different from those of others."""
    if key == "id":
        return f"{name}-{value}"
    if key == "href" and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    return value.replace("url(#", f"url(#{name}-")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


# --- pieces ------------------------------------------------------------------------------------------------


def _add(place: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    element = ET.SubElement(place, tag, attributes)
    element.text = text or None
    return element


def _each(place: ET.Element, page: _Page, build: Callable[[ET.Element, Lang], None], arranged: str = "pair") -> None:
    """Build the same thing in each language: alone, or side by side, each part marked with its language."""
    if len(page.langs) == 1:
        build(place, page.langs[0])
        return
    pair = _add(place, "div", **{"class": arranged})
    for lang in page.langs:
        build(_add(pair, "div", lang=lang), lang)


def _spoken(place: ET.Element, tag: str, text: Text, page: _Page) -> ET.Element:
    """Add one element that holds a text in every language."""
    if len(page.langs) == 1:
        return _add(place, tag, text.to(page.langs[0]))
    element = _add(place, tag, **{"class": "pair"})
    for lang in page.langs:
        part = _add(element, "span", text.to(lang), lang=lang)
        part.tail = " "
    return element


def _sentence(place: ET.Element, text: str, look: str = "") -> None:
    if text:
        _add(place, "p", text, **({"class": look} if look else {}))


def _told(place: ET.Element, text: str, works: str) -> None:
    """Write a text, then small the works it rests on."""
    place.text = f"{text} " if works else text
    if works:
        _add(place, "small", works, **{"class": "cites"})


def _words(key: str, lang: Lang) -> str:
    return message("media", key).to(lang)
