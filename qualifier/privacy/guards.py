"""What makes a name that of a place, an organisation, a law or a book rather than that of somebody present.

Each guard looks at the words around a name that has already been found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qualifier.privacy.lists import folded, listed
from qualifier.privacy.name_parts import after_dot, is_initial
from qualifier.privacy.tokens import Token
from qualifier.words import LANGS, Lang

_ROMAN = re.compile(r"[IVX]{1,5}|Ier")
_KINGS = frozenset({"roi", "reine", "pape", "prince", "king", "queen", "pope"})
_QUOTES = frozenset("«\"“'’‘(")
_SAINTS = frozenset({"saint", "sainte", "st", "ste", "saints", "notre-dame"})
_FARTHEST = 4

Guard = Callable[[Sequence[Token], int, int], bool]


def names_no_one(tokens: Sequence[Token], start: int, end: int, lang: Lang) -> bool:
    """Return whether a name is not that of a person spoken of here.

    Args:
        tokens: the text.
        start: where the name begins.
        end: the place after it.
        lang: the language of the text, for ordinary words.
    """
    if any(guard(tokens, start, end) for guard in _GUARDS):
        return True
    return end - start == 1 and _is_something_else(tokens, start, lang)


def _of_a_saint(tokens: Sequence[Token], start: int, _end: int) -> bool:
    before = start - 1
    if before >= 0 and tokens[before].text == ".":
        before -= 1
    return before >= 0 and tokens[before].key in _SAINTS and tokens[before].capital


def _known_organisation(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether an organisation's name begins there, or a word before: "France Travail", "Abbé Pierre"."""
    for first in (start, max(0, start - 1)):
        words = " ".join(token.key for token in tokens[first : end + 2]).replace("' ", "'")
        if any(f"{words} ".startswith(f"{name} ") and " " in name for name in listed("organisations")):
            return True
    return False


def _after_an_institution(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether the word for an institution stands right before: "collège Victor Hugo", not "collège de Karim"."""
    at = start - 1
    for _ in range(_FARTHEST):
        if at < 0 or "\n" in tokens[at + 1].space:
            return False
        token = tokens[at]
        if token.kind == "word" and token.key in listed("institutions"):
            return not _is_somebody_there(tokens, start, end)
        if token.text not in _QUOTES and token.key not in listed("institution_adjectives"):
            return False
        at -= 1
    return False


def _is_somebody_there(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a name after an institution is a person's: "au foyer Karim ne vient plus", "foyer Karim B."."""
    if end - start > 1:
        return any(is_initial(tokens, at) for at in range(start, end))
    return _acts(tokens, end, ("being", "acting"))


def _before_an_institution(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether the word for an institution stands right after, as in English: "Marie Curie Hospice"."""
    at = end
    if at + 1 < len(tokens) and tokens[at].text in "'’" and tokens[at + 1].text == "s":
        at += 2
    if at < len(tokens) and tokens[at].spaced and tokens[at].capital and tokens[at].key in listed("institutions_after"):
        return True
    last = tokens[end - 1]
    if end - start < 2 or not last.capital or last.key not in listed("institutions_after"):
        return False
    return last.key not in listed("surnames_too") or _is_placed(tokens, start)


def _is_placed(tokens: Sequence[Token], start: int) -> bool:
    """Return whether what begins there is a place by its first word, or by the word before: "at Nelson Hall"."""
    if any(tokens[start].key in listed("places", lang) for lang in LANGS):
        return True
    return start > 0 and tokens[start - 1].key in listed("before", "where")


def _of_a_king(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a number closes the name: "Louis XIV", "King George V"."""
    if end - start != 2 or not _ROMAN.fullmatch(tokens[end - 1].text):
        return False
    return len(tokens[end - 1].text) > 1 or (start > 0 and tokens[start - 1].key in _KINGS)


def _cited(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a first name and a surname are followed by a year, or by "et al.": an author, not a person met."""
    if end - start < 2:
        return False
    rest = [token.text for token in tokens[end : end + 3]]
    if [folded(word) for word in rest[:2]] == ["et", "al"]:
        return True
    return rest[:1] in (["("], [","]) and bool(re.fullmatch(r"(?:1[89]|20)\d\d", "".join(rest[1:2])))


_GUARDS: tuple[Guard, ...] = (
    _of_a_saint,
    _known_organisation,
    _after_an_institution,
    _before_an_institution,
    _of_a_king,
    _cited,
)


def _is_something_else(tokens: Sequence[Token], at: int, lang: Lang) -> bool:
    """Return whether a first name alone is more likely a place, a month or an ordinary word."""
    token = tokens[at]
    before = tokens[at - 1] if at and tokens[at].follows else None
    if token.key in listed("places", lang):
        led = before is not None and before.key.strip("'") in listed("before", "place")
        return led or not _acts(tokens, at + 1, ("acting",), joined=False)
    if token.opens and token.key in listed("ordinary", lang):
        return not _acts(tokens, at + 1, ("being", "acting"))
    return False


def _acts(tokens: Sequence[Token], at: int, lists: tuple[str, ...], joined: bool = True) -> bool:
    """Return whether the words after a name say what somebody does, or join a second name to it if that counts."""
    if at >= len(tokens) or "\n" in tokens[at].space:
        return False
    token = tokens[at]
    word = tokens[at + 1] if token.text in "'’" and at + 1 < len(tokens) else token
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.key in ("et", "and"):
        return joined and following is not None and following.capital and not following.shouted
    if (
        token.key in ("a", "avait", "has", "had")
        and following is not None
        and following.key in listed("followers", "done")
    ):
        return True
    if token.kind == "elision":
        return token.key in ("m'", "n'", "s'", "t'")
    # "à" is no verb: "Grâce à la charte".
    return word.text != "à" and any(word.key in listed("followers", name) for name in lists)


def is_label(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a lone capital names an option, a plan, a group, and is no initial."""
    return at > 0 and tokens[at - 1].key in listed("before", "label")


def is_placeholder(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a name is one that stands for anybody: "M. X", "Mme Untel"."""
    words = [token for token in tokens[start:end] if token.kind == "word"]
    return len(words) == 1 and words[0].key in listed("placeholders") and after_dot(tokens, start) >= end
