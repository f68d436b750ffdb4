"""Links from the words of an HTML page to what explains them: the first time in each section, in each language.

Where they lead to is written by `qualifier.report.html`; how words are found is in `qualifier.explanation.terms`.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from qualifier.explanation.terms import finder
from qualifier.report.document import Word
from qualifier.report.shared import first_sentence
from qualifier.words import Lang

HEADINGS = ("h1", "h2", "h3", "h4")
# Headings and names stay as they are; what is folded away or written in is not read as the text is.
_NOT_LINKED = (*HEADINGS, "svg", "details", "textarea", "small", "a")


def place_of(word: str, lang: Lang) -> str:
    """Return the name of the place that explains a word."""
    return f"word-{lang}-{word}"


def first_use_of(word: str, lang: Lang) -> str:
    """Return the name of the place that uses a word first."""
    return f"used-{lang}-{word}"


class Links:
    """The links of one page."""

    def __init__(self, words: Sequence[Word], langs: Sequence[Lang]) -> None:
        """Get ready to link words.

        Args:
            words: the words that the page explains.
            langs: its languages, the main one first.
        """
        self._words = {word.id: word for word in words}
        self._finders = {lang: finder(words, lang) for lang in langs}
        self._main: Lang = langs[0]
        self._met: set[tuple[str, Lang]] = set()
        self.used: set[tuple[str, Lang]] = set()

    def add(self, main: ET.Element) -> None:
        """Link the words of a page, and note in `used` which of them it uses, in which language.

        Args:
            main: what holds the sections of the page, each under its heading.
        """
        for block in main:
            if block.tag in HEADINGS:
                self._met.clear()
            self._within(block, self._main)

    def _within(self, place: ET.Element, lang: Lang) -> None:
        lang = next((one for one in self._finders if one == place.get("lang")), lang)
        if place.tag in _NOT_LINKED:
            return
        below = list(place)
        place.text, inside = self._linked(place.text or "", lang)
        for child in below:
            self._within(child, lang)
            child.tail, after = self._linked(child.tail or "", lang)
            inside += [child, *after]
        place[:] = inside

    def _linked(self, text: str, lang: Lang) -> tuple[str, list[ET.Element]]:
        """Return a text up to its first link, then its links, each with the text that follows it."""
        found = [span for span in self._finders[lang].spans(text) if self._first(span.id, lang)]
        ends = [span.start for span in found[1:]] + [len(text)]
        links = []
        for span, end in zip(found, ends, strict=False):
            link = self._link(span.id, lang)
            link.text, link.tail = text[span.start : span.end], text[span.end : end]
            links.append(link)
        return (text[: found[0].start] if found else text), links

    def _first(self, word: str, lang: Lang) -> bool:
        """Tell whether a word was not met yet in this section."""
        known = (word, lang) in self._met
        self._met.add((word, lang))
        return not known

    def _link(self, word: str, lang: Lang) -> ET.Element:
        link = ET.Element("a", {"class": "word", "href": f"#{place_of(word, lang)}"})
        link.set("title", first_sentence(self._words[word].means.to(lang)))
        if (word, lang) not in self.used:
            link.set("id", first_use_of(word, lang))
        self.used.add((word, lang))
        return link
