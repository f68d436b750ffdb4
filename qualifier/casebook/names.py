"""The names of cases and records, and the texts a database can keep: what is taken or refused, what a wish becomes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from qualifier.knowledge.faults import FaultsFound, Place, fault

MOST = 200
# Numbers of more digits are no numbers of cases or records, and would not fit the column.
_DIGITS = 9


def plain(name: str) -> str:
    """Return a name in its usual form: accents composed, nothing empty around it."""
    return unicodedata.normalize("NFC", name).strip()


def number_in(name: str) -> int | None:
    """Return the number of a case or of a record, when that is what was typed in the place of its name."""
    return int(name) if name.isascii() and name.isdecimal() and len(name) <= _DIGITS else None


def good_name(name: str, place: Place) -> str:
    """Return a name as it will be kept.

    Args:
        name: as it was given.
        place: the casebook.

    Raises:
        FaultsFound: it is empty, too long, more than one line, only digits, or begins with a dash.
    """
    kept = plain(name)
    several_lines = any(unicodedata.category(sign) == "Cc" for sign in kept)
    # Digits would be taken for the number of a case, and a dash for an option of a command.
    if not 1 <= len(kept) <= MOST or several_lines or kept.isdecimal() or kept.startswith("-"):
        raise FaultsFound([fault("case_name_wrong", place, most=MOST)])
    keepable(place, kept)
    return kept


def keepable(place: Place, *texts: str | None) -> None:
    """Check that texts can be kept in either database.

    Args:
        place: the casebook.
        *texts: the texts; None counts as kept.

    Raises:
        FaultsFound: one holds half a character, or the null character.
    """
    for text in texts:
        if text is not None and ("\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)):
            raise FaultsFound([fault("text_not_kept", place)])


def free_name(wished: str, taken: Callable[[str], bool], place: Place) -> str:
    """Return a name that no case has: the one wished, else the same with a number.

    Args:
        wished: a name; it is shortened and put on one line if need be.
        taken: tells whether a case has a name.
        place: the casebook.

    Raises:
        FaultsFound: nothing is left of the wish.
    """
    line = " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in wished).split())
    name = first = good_name(plain(line)[:MOST], place)
    number = 2
    while taken(name):
        ending = f" ({number})"
        name = first[: MOST - len(ending)].rstrip() + ending
        number += 1
    return name
