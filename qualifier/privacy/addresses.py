"""Finds postal addresses, French and English: a street with or without a number, a postcode with its town, a box.

The kinds of streets and the small lists are in `lists.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from qualifier.privacy.lists import first_names, folded, listed

_UPPER = r"[A-ZÀ-ÖØ-ÞŒ]"
_CAPITAL = rf"(?:{_UPPER}[\w\u0300-\u036f'’.-]{{0,40}}\w|{_UPPER}\b)"
_GAP = r"[^\S\n]"
_REPEAT = rf"(?:{_GAP}?(?:bis|ter|quater|[A-Da-d](?![\w'’]))\b)"
_NUMBER = rf"(?<![\w/])(?<!\d[ .-])\d{{1,5}}{_REPEAT}?(?:{_GAP}?[-/]{_GAP}?\d{{1,4}}{_REPEAT}?)?"
_NUMBER_AFTER = rf"(?:,?{_GAP}\d{{1,3}}(?:{_GAP}?bis|[a-zA-Z])?\b(?!{_GAP}?[\w€%/]))?"
_SMALL = rf"(?:de{_GAP}la|de{_GAP}l['’]|de{_GAP}|du|des|d['’]|la|le|les|l['’]|aux?|sur|sous|et|en)"
_LINK = rf"(?:{_SMALL}{_GAP}?)"
_MONTH = r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)"
_DAY = rf"(?:du{_GAP})?\d{{1,2}}(?:er)?{_GAP}{_MONTH}(?:{_GAP}\d{{4}})?"
_INNER = rf"(?:(?:sur|sous|en|les|lès|la|le|de|du|des|aux)(?:{_GAP}|-)|[dl]['’])"
_CEDEX = rf"(?:{_GAP}(?:cedex|CEDEX|Cedex)(?:{_GAP}\d{{1,2}})?)"
# Its words hold no hyphen, and they are few: there is one way of reading "Aix-en-Provence".
_TOWN = (
    rf"{_UPPER}[\w\u0300-\u036f'’]{{0,40}}(?:(?:{_GAP}|-){_INNER}?{_UPPER}[\w\u0300-\u036f'’]{{0,40}}){{0,5}}{_CEDEX}?"
)
_DISTRICT = r"(?:0[1-9]|[1-8]\d|9[0-8])"
_COUNTRY = rf"(?:(?:F|B|L|CH){_GAP}?-{_GAP}?)"
_POSTCODE = rf"{_COUNTRY}?(?<![\d.,]){_DISTRICT}(?:\d{{3}}|{_GAP}\d{{3}}(?={_GAP}{_CAPITAL}))"
_ROOMS = (
    r"(?:b[âa]t(?:iment|\.)?|appt?\.?|appartement|esc(?:alier|\.)?|[ée]tage|porte|entr[ée]e|r[ée]sidence|bo[îi]te|hall)"
)
_INSIDE = rf"(?:{_ROOMS}{_GAP}[\w\u0300-\u036f'’-]+)"
_BOX = rf"(?<!\w)(?:B\.?P\.?|C\.?S\.?|TSA|P\.?O\.?{_GAP}Box|PO{_GAP}box){_GAP}?(?:n°{_GAP}?)?\d{{2,6}}\b"
_UK_POSTCODE = r"(?<!\w)(?:GIR 0AA|[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKPSTUW]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
_CANADIAN = r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d(?!\w)"
_TAIL = rf"(?:{_GAP}?[,–-]?{_GAP}?(?:{_INSIDE}|{_BOX}))*"
_IN_TOWN = rf"(?:{_GAP}?[,–-]?{_GAP}?(?:à{_GAP})?\(?{_POSTCODE}\)?(?:{_GAP}?,?{_GAP}{_TOWN})?|,?{_GAP}à{_GAP}{_TOWN})?"
_ENGLISH_TAIL = rf"(?:,?{_GAP}(?:{_CAPITAL}{_GAP}?){{1,2}})?(?:,?{_GAP}{_UK_POSTCODE})"


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds what looks like a postal address."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            yield match.span()
    yield from _postcodes(text)


def _either(*path: str) -> str:
    """Return a pattern for one of the words of a list, however they are accented."""
    accents = {"a": "àâ", "e": "éèê", "i": "î", "o": "ô", "u": "ûù"}
    accented = {letter: rf"[{letter}{others}][\u0300-\u0302]?" for letter, others in accents.items()}
    short = listed("streets", "shortened")
    words = sorted(listed(*path), key=len, reverse=True)
    spelt = ("".join(accented.get(one, re.escape(one)) for one in word) + r"\.?" * (word in short) for word in words)
    return f"(?:{'|'.join(spelt)})"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    plain, numbered = f"(?i:{_either('streets', 'plain')})", f"(?i:{_either('streets', 'numbered')})"
    landmarks = f"(?i:{_either('streets', 'landmarks')})"
    english, english_plain = (f"(?:{_titled(name)})" for name in ("english", "english_plain"))
    generic = "|".join(word.capitalize() for word in sorted(listed("streets", "generic")))
    more = rf"(?:{_GAP}(?:{_LINK}{{0,2}}{_CAPITAL})){{0,6}}"
    named = rf"(?:{_DAY}|{_LINK}{{0,2}}{_CAPITAL}{more})"
    small = rf"(?:{_LINK}{{0,2}}[\w\u0300-\u036f'’-]{{3,}}{more})"
    whole = rf"{_IN_TOWN}{_TAIL}{_IN_TOWN}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{_NUMBER}{_GAP}?,?{_GAP}{plain}{_GAP}(?:{named}|{small}){_TAIL}{whole}",
            rf"{_NUMBER}{_GAP}?,?{_GAP}{numbered}{_GAP}(?:{_DAY}|{_not_acronym(named)}|{_LINK}{{1,2}}{landmarks}\b){_TAIL}{whole}",
            rf"(?<!\w){plain}{_GAP}{_not_acronym(named)}{_NUMBER_AFTER}{_TAIL}{whole}",
            rf"(?<!\w)place{_GAP}{_not_acronym(_CAPITAL)}{more}{whole}",
            rf"(?i:r[ée]sidence){_GAP}{named}{_GAP}?,{_GAP}?{_INSIDE}{whole}",
            rf"(?:(?i:flat|unit|apartment){_GAP}\w{{1,4}},?{_GAP})?{_NUMBER}{_GAP}(?:{_CAPITAL}{_GAP}){{1,3}}{english}\b(?:{_ENGLISH_TAIL})?",
            rf"(?<!\w)(?!(?:{generic}){_GAP})(?:{_CAPITAL}{_GAP}){{1,2}}{english_plain}\b(?:{_ENGLISH_TAIL})?",
            _BOX + whole,
            _UK_POSTCODE,
            _CANADIAN,
        )
    )


def _titled(name: str) -> str:
    return "|".join(word.capitalize() for word in sorted(listed("streets", name), key=len, reverse=True))


def _not_acronym(pattern: str) -> str:
    """Return the pattern, but not where its first capitals are those of an acronym: "place du CCAS"."""
    return rf"(?!{_LINK}{{0,2}}[A-Z]{{2,}}(?!\w)){pattern}"


_WITH_TOWN = re.compile(rf"({_POSTCODE}){_GAP}({_TOWN})")
_TOWN_FIRST = re.compile(rf"{_TOWN}{_GAP}\(({_POSTCODE})\)")
_SHORT = re.compile(rf"(?<![\d.,/-])(?:(?:B|CH|L){_GAP}?-{_GAP}?)?\d{{4}}{_GAP}({_TOWN})")


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    for match in _WITH_TOWN.finditer(text):
        if folded(match[2]) not in first_names() and not _is_money(match[2]):
            yield match.span()
    for match in _TOWN_FIRST.finditer(text):
        yield match.span()
    for match in _SHORT.finditer(text):
        if folded(match[1].split(maxsplit=1)[0]) in listed("streets", "short_postcode_towns"):
            yield match.span()


def _is_money(word: str) -> bool:
    return folded(word.split(maxsplit=1)[0]) in ("euros", "eur", "euro")
