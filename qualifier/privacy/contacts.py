"""Finds telephone numbers and e-mail addresses.

What a number may be besides a telephone number (a SIRET, a case number, a date) is decided here; postal addresses are
in `addresses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qualifier.words import Lang

# What users of the tool may write without a country's prefix, by the language they write in.
_REGIONS = {"fr": ("FR", "BE", "CH", "CA", "GB"), "en": ("GB", "IE", "FR", "BE", "CH", "CA")}
# Numbers there begin like any other number: only the usual ways of writing them are believed.
_AMERICAN = re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")
_RUN = re.compile(r"(?:[+(] ?)?\d(?:[ ().-]{0,3}\d){7,}")
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])([ ./-])(?:0?[1-9]|1[0-2])\1(?:1[89]|20)?\d\d(?!\1?\d)|(?:19|20)\d\d([./-])\d\d\2\d\d"
)
# Words before a number that is an identifier.
_ALWAYS_IDENTIFIER = re.compile(
    r"\b(?:siret|siren|nir|s[ée]cu(?:rit[ée] sociale)?|iban|rna|finess|rncp|ean|isbn|tva|nhs (?:number|no\.?)|insee)\b"
    r"[^\d\n]{0,12}[\d ]*$",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?:\bn°|\bnº|\b(?:num[ée]ro|no\.|dossier|matricule|r[ée]f(?:[ée]rence)?\.?|facture|contrat|allocataire|case|file|invoice"
    r"|reference|ref\.?|account|compte|id|code)\b)[^\d\n]{0,12}$",
    re.IGNORECASE,
)
_CALLING = re.compile(r"t[ée]l|phone|portable|mobile|fax|joindre|appel|call|ring|sms|whatsapp", re.IGNORECASE)
_MONEY = re.compile(r"\s?(?:€|euros?\b|eur\b|k€|£|\$|%)", re.IGNORECASE)
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007", " ") | dict.fromkeys("\u2010\u2011", "-"))
_SLASHED = re.compile(r"(?<![\d/])0[1-9](?:/\d\d){4}(?![\d/])")
_FRENCH = re.compile(r"(?<![\d+])0[1-9](?:[ .-]?\d\d){4}(?!\d)")
_LOOKS_BACK = 40

# Lengths are bounded, as in the standard, so that no text takes long to read.
_NAME = r"[\w.!#$%&+=?^`{|}~-]{0,63}\w"
_AT = r"(?:\s?@\s?|\s?[\[({<]\s?(?:at|arobase|arobas|@)\s?[\])}>]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|point|\.)\s?[\])}]\s?)"
# Said in words: "contact arobase asso point fr", "contact at charity dot org".
_SPOKEN = r"[\w.+-]{0,63}\w"
_LABEL = r"[\w-]{1,63}"
_POINT = r"(?:\.| point | dot )"
_EMAILS = (
    re.compile(
        rf"{_NAME}{_AT}[^\W_][\w-]{{0,62}}(?:{_DOT}[\w-]{{1,63}})*?{_DOT}[^\W\d_]{{2,}}(?!\w)(?:{_DOT}[^\W\d_]{{2,}}\b)*",
        re.IGNORECASE,
    ),
    re.compile(rf"{_SPOKEN} arobase? {_LABEL}(?:{_POINT}{_LABEL})*?{_POINT}[^\W\d_]{{2,6}}\b", re.IGNORECASE),
    re.compile(rf"{_SPOKEN} at {_LABEL}(?: dot {_LABEL})*? dot [^\W\d_]{{2,6}}\b", re.IGNORECASE),
)


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds what looks like an e-mail address, plain or thinly disguised ("nom (at) asso.fr")."""
    for pattern in _EMAILS:
        for match in pattern.finditer(text):
            yield match.span()


def phones(text: str, lang: Lang) -> Iterator[tuple[int, int]]:
    """Yield where a text holds what looks like a telephone number.

    Numbers with a country's prefix are read for every country; others as those of France, Belgium, Switzerland, Canada,
    Great Britain and a few more.

    Args:
        text: the text.
        lang: its language, for the countries whose numbers are read without a prefix.
    """
    plain = _SLASHED.sub(lambda match: match[0].replace("/", " "), text.translate(_SPACES))
    for run in _RUN.finditer(plain):
        read = 0
        for start, end in _numbers_in(run[0], lang):
            if _is_phone(plain, run.start() + start, run.start() + end, read):
                read = run.start() + end
                yield run.start() + start, read


@lru_cache(maxsize=256)
def _numbers_in(run: str, lang: Lang) -> tuple[tuple[int, int], ...]:
    """Return where a run of digits and signs holds numbers that can be called."""
    import phonenumbers

    found = {pairs.span() for pairs in _FRENCH.finditer(run)}
    # A prefix says enough: what follows need not be a number that is in use.
    readings: list[tuple[str | None, int]] = [(None, phonenumbers.Leniency.POSSIBLE)]
    readings += [(region, phonenumbers.Leniency.VALID) for region in _REGIONS[lang]]
    for region, leniency in readings:
        for match in phonenumbers.PhoneNumberMatcher(run, region, leniency=leniency):
            if region != "CA" or match.raw_string.startswith("+") or _AMERICAN.fullmatch(match.raw_string):
                found.add((match.start, match.end))
    return tuple(sorted(found))


def _is_phone(text: str, start: int, end: int, read: int) -> bool:
    """Return whether a possible number is written and placed as one that is called; `read` is the end of the last."""
    raw, before = text[start:end], text[max(0, start - _LOOKS_BACK) : start]
    if _DATE.match(raw) or _MONEY.match(text, end) or _in_longer_number(text, start, end, read):
        return False
    if _ALWAYS_IDENTIFIER.search(before):
        return False
    return not raw.isdigit() or not _IDENTIFIER.search(before) or bool(_CALLING.search(before))


def _in_longer_number(text: str, start: int, end: int, read: int) -> bool:
    """Return whether other digits stand right beside: the number is part of an identifier, or of several dates."""
    ahead = re.match(r"[ .-]?(\d+)", text[end : end + 6])
    behind = re.search(r"(\d+)[ .-]?$", text[max(read, start - 6) : start])
    return behind is not None or (ahead is not None and not re.match(r"[ .-]?0[1-9]", text[end : end + 4]))
