"""Reads the lists that spotting goes by: first names, and words that make or unmake a name.

The lists are data, in `first_names.txt` and `lists.toml` beside this module; what is done with them is not here.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Letters that do not come apart into a plain letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "Oe", "æ": "ae", "’": "'"}
)


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Return a word without accents or capitals, as the lists are compared."""
    apart = unicodedata.normalize("NFD", word.translate(_WHOLE_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


@cache
def first_names() -> frozenset[str]:
    """Return the listed first names, folded."""
    content = files(__package__).joinpath("first_names.txt").read_text(encoding="utf-8")
    return frozenset(folded(line) for line in content.split())


@cache
def _content() -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath("lists.toml").read_text(encoding="utf-8"))


@cache
def listed(*path: str) -> frozenset[str]:
    """Return one list of `lists.toml`.

    Args:
        *path: its name, after that of its table if it stands in one.

    Raises:
        KeyError: there is no such list.
    """
    found: object = _content()
    for key in path:
        found = found[key] if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise KeyError(path)
    return frozenset(str(word) for word in found)
