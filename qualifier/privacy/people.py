"""Whether two names found in texts are the same person's, as far as the words tell.

"Karim Benali", "Karim", "K. Benali" and "M. Benali" may be one person; "M. Benali" and "Mme Benali" are two. A
name says no more than that: two people of the same name are taken for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualifier.privacy.lists import listed
from qualifier.privacy.tokens import Token, tokens_of


@dataclass(frozen=True, slots=True)
class Name:
    """What a name says of somebody.

    Attributes:
        parts: its words and initials, folded, without civilities and particles.
        gender: `m` or `f` when a civility tells, `both` for "M. et Mme", else empty.
    """

    parts: frozenset[str]
    gender: str

    def suits(self, other: Name) -> bool:
        """Return whether the civilities of the two names agree."""
        if "both" in (self.gender, other.gender):
            return self.gender == other.gender
        return not (self.gender and other.gender) or self.gender == other.gender

    def may_be(self, other: Name) -> bool:
        """Return whether the two names share a word, and one says nothing that the other contradicts."""
        if not self.suits(other):
            return False
        small, large = sorted((self.parts, other.parts), key=len)
        shared = any(one in large for one in small)
        return shared and all(any(_alike(one, two) for two in large) for one in small)


def name_of(found: str) -> Name:
    """Return what the words of a name say."""
    words = [token for token in tokens_of(found) if token.kind == "word"]
    civilities = [token for token in words if _is_civility(token, words)]
    parts = [token.key for token in words if token not in civilities]
    heavy = [part for part in parts if part not in listed("sentence", "particles")]
    return Name(frozenset(heavy or parts), _gender({token.key for token in civilities}))


def _is_civility(token: Token, words: list[Token]) -> bool:
    """Return whether a word is a civility; the last word never is: "Marie M."."""
    return token.key in listed("civilities") and token is not words[-1]


def _gender(civilities: set[str]) -> str:
    women, men = bool(civilities & listed("women")), bool(civilities & listed("men"))
    return "both" if women and men else "f" if women else "m" if men else ""


def _alike(one: str, two: str) -> bool:
    """Return whether two words are the same, or one is the initial of the other."""
    short, long = sorted((one, two), key=len)
    return one == two or (len(short) == 1 and long.startswith(short))
