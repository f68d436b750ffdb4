"""The page about what is kept, where, for how long and how to erase it, as data; surfaces show it.

The sentences are in the catalogue `privacy`; where the files are is told by the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualifier.words import Text, message

Section = tuple[Text, tuple[Text, ...]]

_AFTER_USER = re.compile(r"(?<=//)([^/@\s:]*):[^/\s]*@")
_IN_WORDS = re.compile(r"(?i)\b((?:ssl)?password)=(?:'[^']*'|[^\s&]*)")


@dataclass(frozen=True, slots=True)
class PrivacyPlaces:
    """Where things are kept here.

    Attributes:
        casebook: the file of the casebook, or the address of its database; a password in it is not shown.
        cache: the folder of the rules made ready.
        database: whether the casebook is in a PostgreSQL database.
        encrypted: whether the file is encrypted.
        cases: how many cases are kept; None when it is not known.
    """

    casebook: str
    cache: str
    database: bool = False
    encrypted: bool = False
    cases: int | None = None


def privacy_page(places: PrivacyPlaces) -> tuple[Section, ...]:
    """Return the page: for each part, its title and its paragraphs.

    Args:
        places: where things are kept here.
    """
    return (
        (
            message("privacy", "kept_title"),
            (message("privacy", "kept_of_a_case"), message("privacy", "kept_rules", cache=places.cache)),
        ),
        (message("privacy", "where_title"), (*_where(places), *_how_many(places.cases), _ANSWER_FILE)),
        (message("privacy", "how_long_title"), (message("privacy", "how_long"),)),
        (message("privacy", "erase_title"), _erasing(places.database)),
        (
            message("privacy", "sent_title"),
            (message("privacy", "sent_server") if places.database else message("privacy", "sent_nothing"),),
        ),
        (message("privacy", "names_title"), (message("privacy", "names_pointed_out"),)),
        (
            message("privacy", "sharing_title"),
            (message("privacy", "sharing_no_right"), message("privacy", "sharing_ask")),
        ),
    )


def without_password(address: str) -> str:
    """Return the address of a database without the password that may stand in it."""
    return _IN_WORDS.sub(r"\1=…", _AFTER_USER.sub(r"\1@", address))


_ANSWER_FILE = message("privacy", "where_answer_file")


def _where(places: PrivacyPlaces) -> tuple[Text, ...]:
    if places.database:
        # A caller that does not know the address gives the file that is not used: it is left out.
        known = "://" in places.casebook
        shown = (message("privacy", "where_database", casebook=without_password(places.casebook)),) if known else ()
        return (message("privacy", "where_server"), *shown)
    guarded = message("privacy", "where_encrypted") if places.encrypted else message("privacy", "where_plain")
    return message("privacy", "where_file", casebook=places.casebook), guarded


def _how_many(cases: int | None) -> tuple[Text, ...]:
    if cases is None:
        return ()
    if cases == 0:
        return (message("privacy", "where_no_case"),)
    return (message("privacy", "where_one_case"),) if cases == 1 else (message("privacy", "where_cases", cases=cases),)


def _erasing(database: bool) -> tuple[Text, ...]:
    return (
        message("privacy", "erase_see"),
        message("privacy", "erase_one"),
        message("privacy", "erase_many"),
        message("privacy", "erase_server") if database else message("privacy", "erase_file"),
        message("privacy", "erase_out_of_reach"),
    )
