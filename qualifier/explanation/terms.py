"""Which words of the glossary occur in sentences, and where: whole words, in any case, one or several.

The wordings looked for are in `rules/glossary.yaml`; what a word means is there too. How it is shown is for `report`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from qualifier.knowledge.models import RuleBase, Term
from qualifier.words import Lang, Text

# What a wording is made of: a word, or a sign as in A + B = C.
_PARTS = re.compile(r"\w+|[^\w\s]")
_HYPHENS, _APOSTROPHES = "[-\u2010\u2011]", "['\u2019]"
_SIGNS = {"-": _HYPHENS, "'": _APOSTROPHES, "\u2019": _APOSTROPHES}
_SHORTEST_WITH_PLURAL = 3
# How the end of a word becomes its plural, the first that fits; what is a plural already may be singular as well.
_PLURALS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "fr": ((r"(eau|au|eu)x?$", r"\1x?"), (r"(?:al|aux)$", "(?:al|aux)"), (r"([xz]|ss)$", r"\1"), (r"s?$", "s?")),
    "en": ((r"(ss|x|z|ch|sh)$", r"\1(?:es)?"), (r"(?<![aeiou])y$", "(?:y|ies)"), (r"s?$", "s?")),
}


class Named(Protocol):
    """What sentences name by one of several wordings."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def said(self) -> tuple[Text, ...]:
        """The wordings, in both languages."""
        ...


One = TypeVar("One", bound=Named)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text names something: from `start` to before `end`."""

    start: int
    end: int
    id: str


class Finder:
    """Finds what texts in one language name; the longest wording wins."""

    def __init__(self, wordings: Iterable[tuple[str, str]], lang: Lang) -> None:
        """Get ready to look for wordings.

        Args:
            wordings: pairs of a wording and the id of what it names; of two alike the first counts.
            lang: their language.
        """
        ids = {wording.lower(): id_ for wording, id_ in reversed(tuple(wordings)) if wording}
        longest_first = sorted(ids, key=len, reverse=True)
        self._ids = tuple(ids[wording] for wording in longest_first)
        # The group that tells which wording it was stands behind it: what begins with a letter is passed over at once.
        either = "|".join(f"{_pattern(wording, lang)}()" for wording in longest_first)
        self._pattern = re.compile(rf"(?<![\w-])(?:{either or '(?!)'})(?![\w-])")

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where a text names something, in order.

        Args:
            text: any text; a wording may be broken by the end of a line.
        """
        # Looking in small letters is ten times as fast as looking in any case.
        small = text.lower()
        if len(small) != len(text):
            small = text
        found = self._pattern.finditer(small)
        return tuple(Span(one.start(), one.end(), self._ids[(one.lastindex or 1) - 1]) for one in found)


def finder(named: Iterable[Named], lang: Lang) -> Finder:
    """Return what finds some words in texts; for the same words it is made once.

    Args:
        named: the words.
        lang: the language of the texts.
    """
    return _made(tuple((said.to(lang), one.id) for one in named for said in one.said), lang)


@lru_cache(maxsize=8)
def _made(wordings: tuple[tuple[str, str], ...], lang: Lang) -> Finder:
    return Finder(wordings, lang)


def named_in(named: Iterable[One], texts: Iterable[str], lang: Lang) -> tuple[One, ...]:
    """Return which of some words occur in texts, in the order in which they first occur.

    Args:
        named: the words.
        texts: the texts.
        lang: their language.
    """
    by_id = {one.id: one for one in named}
    looking = finder(by_id.values(), lang)
    found = dict.fromkeys(span.id for text in texts for span in looking.spans(text))
    return tuple(by_id[id_] for id_ in found)


def terms_in(base: RuleBase, texts: Iterable[str], lang: Lang) -> tuple[Term, ...]:
    """Return the terms of the glossary that occur in texts, in the order in which they first occur.

    Args:
        base: the rules.
        texts: the texts.
        lang: their language.
    """
    return named_in(base.terms.values(), texts, lang)


def _pattern(wording: str, lang: Lang) -> str:
    """Return what matches a wording in small letters, its words in the singular or the plural."""
    pattern, before = "", None
    for part in _PARTS.finditer(wording):
        if before is not None and before.end() < part.start():
            # A sign may touch the words around it, or not: A+B, A + B.
            pattern += r"\s+" if before[0].isalnum() and part[0].isalnum() else r"\s*"
        pattern += _inflected(part[0], lang) if part[0].isalnum() else _SIGNS.get(part[0], re.escape(part[0]))
        before = part
    return pattern


def _inflected(word: str, lang: Lang) -> str:
    """Return what matches a word in the singular or the plural; a short one stays as it is."""
    if len(word) < _SHORTEST_WITH_PLURAL:
        return word
    end, plural = next((end, plural) for end, plural in _PLURALS[lang] if re.search(end, word))
    return re.sub(end, plural, word, count=1)
