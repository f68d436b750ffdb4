"""The neutral words that stand for what was found: « personne A », "[téléphone]"; and how they are known again.

Which of them stands for what is decided in `pseudonyms`.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_uppercase

from qualifier.privacy.tokens import HIDDEN
from qualifier.words import LANGS, Lang, Text, message

_PLACE = "\0"
_THINGS: dict[str, Text] = {
    "phone": message("privacy", "stand_in_phone"),
    "email": message("privacy", "stand_in_email"),
    "address": message("privacy", "stand_in_address"),
}


def person_stand_in(rank: int, lang: Lang) -> str:
    """Return the stand-in of the person of a rank: A to Z, then AA, AB and so on.

    Args:
        rank: from 0.
        lang: the language of the text.
    """
    letters, rest = "", rank + 1
    while rest:
        rest, last = divmod(rest - 1, len(ascii_uppercase))
        letters = ascii_uppercase[last] + letters
    return message("privacy", "stand_in_person", letter=letters).to(lang)


def thing_stand_in(kind: str, lang: Lang) -> str:
    """Return the stand-in of a telephone number, an e-mail or a postal address.

    Raises:
        KeyError: the kind has none.
    """
    return _THINGS[kind].to(lang)


def hidden(text: str) -> str:
    """Return a text of the same length in which every stand-in is made of signs that no pattern reads."""
    return _stand_ins().sub(lambda match: HIDDEN * len(match[0]), text)


def stand_ins_in(text: str) -> frozenset[str]:
    """Return the stand-ins that a text already holds."""
    return frozenset(match[0] for match in _stand_ins().finditer(text))


@cache
def _stand_ins() -> re.Pattern[str]:
    """Return the pattern of every stand-in, in both languages."""
    person = message("privacy", "stand_in_person", letter=_PLACE)
    persons = [re.escape(person.to(lang)).replace(re.escape(_PLACE), r"[A-Z]{1,2}(?![^\W\d_])") for lang in LANGS]
    things = [re.escape(text.to(lang)) for text in _THINGS.values() for lang in LANGS]
    return re.compile("|".join((*persons, *things)))
