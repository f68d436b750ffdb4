"""Words for people: a text in both languages, and the catalogues of messages.

Here live `Text`, the choice of the language and the reading of the message catalogues (TOML files beside this module).
The words of the domain (questions, forms, advice) do not live here: they are in `rules/`.
"""

from __future__ import annotations

import datetime as dt
import locale
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Lang = Literal["fr", "en"]
LANGS: tuple[Lang, Lang] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in French and in English.

    Attributes:
        fr: the French wording.
        en: the English wording.
    """

    fr: str
    en: str

    def to(self, lang: Lang) -> str:
        """Return the wording in the language `lang`."""
        return self.fr if lang == "fr" else self.en


NOTHING = Text("", "")


def join(texts: list[Text] | tuple[Text, ...], between: Text | str = " ") -> Text:
    """Join texts language by language, leaving out the empty ones.

    Args:
        texts: the texts, in order.
        between: what stands between two of them, the same in both languages or not.
    """
    apart = between if isinstance(between, Text) else Text(between, between)
    return Text(*(apart.to(lang).join(text.to(lang) for text in texts if text.to(lang)) for lang in LANGS))


def day(date: dt.date | str) -> Text:
    """Return a day as each language writes it.

    Args:
        date: the day, or how it is written with the year first: no calendar need have it.
    """
    written = str(date)
    return Text("/".join(reversed(written.split("-"))), written)


@cache
def _catalogue(name: str) -> dict[str, Text]:
    """Read one catalogue: a table of messages, each with `fr` and `en`."""
    content = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {key: Text(entry["fr"], entry["en"]) for key, entry in tomllib.loads(content).items()}


def message(catalogue: str, key: str, /, **values: object) -> Text:
    """Return the message `key` of a catalogue, its places filled.

    Args:
        catalogue: the name of the catalogue (`screens`, `faults`, `verdict`).
        key: the message's name in it.
        **values: what fills the places; a `Text` is taken in the language of the sentence.

    Raises:
        KeyError: the catalogue has no such message, or a place is not filled.
    """
    text = _catalogue(catalogue)[key]
    return Text(*(_fill(text.to(lang), lang, values) for lang in LANGS))


def _fill(template: str, lang: Lang, values: dict[str, object]) -> str:
    if not values:
        return template
    return template.format(
        **{name: value.to(lang) if isinstance(value, Text) else value for name, value in values.items()}
    )


def messages(catalogue: str) -> dict[str, Text]:
    """Return every message of a catalogue, for the checks."""
    return dict(_catalogue(catalogue))


def language(asked: str | None = None) -> Lang:
    """Choose the language: the one asked for, else the locale's, else French.

    Args:
        asked: `fr`, `en` or nothing.
    """
    if asked in LANGS:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value[:2].lower() in LANGS:
            return "en" if value[:2].lower() == "en" else "fr"
        if value and value not in ("C", "POSIX", "C.UTF-8", "C.utf8"):
            return "fr"
    if os.name == "nt":
        return "en" if (locale.getlocale()[0] or "").lower().startswith("en") else "fr"
    return "fr"
