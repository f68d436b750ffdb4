"""Which words may be part of a person's name, and how far a name goes once it has begun.

Whether a name is a person's or a place's is in `guards`; where to look for names is in `persons`.
"""

from __future__ import annotations

from collections.abc import Sequence

from qualifier.privacy.lists import first_names, listed
from qualifier.privacy.tokens import Token

_MOST_SURNAMES = 4
_SHORTEST_SHOUTED = 5
_SHORTEST_SMALL = 4
_OFTEN_DOUBLE = frozenset({"jean", "marie", "anne"})
_ALSO_WORDS = (("small",), ("places", "fr"), ("places", "en"), ("ordinary", "fr"), ("ordinary", "en"))
# In English the pronoun, in both languages a number: never the initial of a surname unless a dot follows.
_NOT_INITIALS = frozenset("IY")


def is_first_name(token: Token) -> bool:
    """Return whether a word is a listed first name, or two joined by a hyphen."""
    if token.kind != "word" or len(token.text) < 2:
        return False
    parts = token.key.replace("‐", "-").replace("‑", "-").split("-")
    if len(parts) > 1 and token.capital and parts[0] in _OFTEN_DOUBLE:
        return all(part[0].isupper() for part in token.text.replace("‐", "-").replace("‑", "-").split("-"))
    return all(part in first_names() for part in parts)


def written_as_name(token: Token) -> bool:
    """Return whether a listed first name is written as one: a capital, or a word that is nothing else."""
    if token.shouted:
        return len(token.text) >= _SHORTEST_SHOUTED and token.key not in listed("acronyms")
    if token.capital:
        return True
    return len(token.text) >= _SHORTEST_SMALL and not any(token.key in listed(*path) for path in _ALSO_WORDS)


def may_be_surname(token: Token) -> bool:
    """Return whether a word written with a capital may be a surname: no acronym, no organisation, no function."""
    if not token.capital or token.letter:
        return False
    if token.shouted and token.key in listed("acronyms"):
        return False
    if token.key in listed("institutions"):
        return token.key in listed("surnames_too")
    return token.key not in listed("not_surnames") and token.key not in listed("civilities")


def begins_sentences(token: Token) -> bool:
    """Return whether a word is one of those that often begin a sentence."""
    return token.key in listed("sentence", "starts")


def after_dot(tokens: Sequence[Token], at: int) -> int:
    """Return the place after the token, and after the dot that ends an abbreviation."""
    following = at + 1
    if following < len(tokens) and tokens[following].text == "." and not tokens[following].space:
        return following + 1
    return following


def is_initial(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a lone capital is the initial of a name."""
    token = tokens[at]
    if not token.letter:
        return False
    return token.text not in _NOT_INITIALS or after_dot(tokens, at) > at + 1


def end_of_initial(tokens: Sequence[Token], at: int) -> int:
    """Return where an initial at the end of a name ends; a dot that ends the sentence is left to it."""
    end = after_dot(tokens, at)
    if end == at + 1:
        return end
    rest = tokens[end] if end < len(tokens) else None
    return end - 1 if rest is None or rest.capital or "\n" in rest.space else end


def end_of_name(tokens: Sequence[Token], at: int) -> int:
    """Return where a name that has begun ends: surnames, particles and an initial are taken along.

    Args:
        tokens: the text.
        at: the place after what has been read of the name.
    """
    for _ in range(_MOST_SURNAMES):
        if at >= len(tokens) or not tokens[at].spaced:
            break
        if is_initial(tokens, at):
            return end_of_initial(tokens, at)
        following = _after_surname(tokens, at)
        if following == at:
            break
        at = following
    return at


def _after_surname(tokens: Sequence[Token], at: int) -> int:
    """Return the place after one surname with its particles, or `at` when there is none."""
    here = at
    while here < len(tokens) and _is_particle(tokens, here, at):
        here += 1
    if here >= len(tokens) or not tokens[here].follows:
        return at
    small = here > at and not tokens[at].capital
    word = tokens[here]
    if not may_be_surname(word) or (begins_sentences(word) and here == at):
        return at
    return at if small and (word.shouted or word.key in listed("towns")) else here + 1


def _is_particle(tokens: Sequence[Token], here: int, first: int) -> bool:
    token = tokens[here]
    if not token.follows or here - first > 2 or here + 1 >= len(tokens):
        return False
    if token.kind == "elision":
        return tokens[here + 1].capital and token.key in ("d'", "l'", "n'", "m'")
    if token.capital:
        return not token.letter and token.key in listed("sentence", "capital_particles") and tokens[here + 1].capital
    return token.key in listed("sentence", "particles")
