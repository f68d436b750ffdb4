"""The page about what is kept, where, for how long and how to erase it, as data; surfaces show it.

The sentences are in the catalogue `privacy`; where the files are is told by the caller.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualifier.words import Text, message

Section = tuple[Text, tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class PrivacyPlaces:
    """Where things are kept here.

    Attributes:
        casebook: the file of the casebook, or the address of its database; a password in it is not shown.
        cache: the folder of the rules made ready.
        database: whether the casebook is in a PostgreSQL database.
        encrypted: whether the file is encrypted.
    """

    casebook: str
    cache: str
    database: bool = False
    encrypted: bool = False


def privacy_page(places: PrivacyPlaces) -> tuple[Section, ...]:
    """Return the page: for each part, its title and its paragraphs.

    Args:
        places: where things are kept here.
    """
    return (
        (
            message("privacy", "kept_title"),
            (
                message("privacy", "kept_of_a_case"),
                message("privacy", "kept_of_sessions"),
                message("privacy", "kept_rules", cache=places.cache),
            ),
        ),
        (message("privacy", "where_title"), (*_where(places), _ANSWER_FILE)),
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


_ANSWER_FILE = message("privacy", "where_answer_file")


def _where(places: PrivacyPlaces) -> tuple[Text, ...]:
    if places.database:
        # Its address may hold a password, and is not shown.
        return (message("privacy", "where_server"),)
    guarded = message("privacy", "where_encrypted") if places.encrypted else message("privacy", "where_plain")
    return message("privacy", "where_file", casebook=places.casebook), guarded


def _erasing(database: bool) -> tuple[Text, ...]:
    return (
        message("privacy", "erase_see"),
        message("privacy", "erase_one"),
        message("privacy", "erase_many"),
        message("privacy", "erase_server") if database else message("privacy", "erase_file"),
        message("privacy", "erase_out_of_reach"),
    )
