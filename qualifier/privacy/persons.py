"""Finds what looks like a person's name: after a civility, a listed first name, an initial, a role.

What may be part of a name is in `name_parts`; what makes it no person's is in `guards`.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.privacy.guards import is_label, is_placeholder, names_no_one
from qualifier.privacy.lists import listed
from qualifier.privacy.name_parts import (
    after_dot,
    begins_sentences,
    end_of_initial,
    end_of_name,
    is_first_name,
    is_initial,
    may_be_surname,
    written_as_name,
)
from qualifier.privacy.tokens import Token, tokens_of
from qualifier.words import Lang

_AND = frozenset({"et", "and", "&", "ou", "or", "/"})
_ARTICLES = frozenset({"le", "la", "l'", "du", "au", "un", "une", "the", "a", "ce", "cette"})
_SHORTEST_SHOUTED = 5
_MOST_INITIALS = 3
_FAMILIES = frozenset({"family", "household", "siblings", "children"})


def persons(text: str, lang: Lang) -> Iterator[tuple[int, int]]:
    """Yield where a text holds what looks like a person's name.

    Args:
        text: the text.
        lang: its language, for words that are a first name in one and an ordinary word in the other.
    """
    tokens = tokens_of(text)
    reader = _Reader(tokens)
    at = 0
    while at < len(tokens):
        found = reader.name_at(at)
        if found is not None and (_addressed(tokens[found[0]]) or not names_no_one(tokens, *found, lang)):
            yield tokens[found[0]].start, tokens[found[1] - 1].end
        at = at + 1 if found is None else found[1]


def _addressed(token: Token) -> bool:
    """Return whether a name begins with a civility that places are not named with: "au foyer Mme Benali dort"."""
    return token.key in listed("men") or token.key in listed("women")


class _Reader:
    """Reads names in the tokens of a text; a name is the places where it begins and ends."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens

    def name_at(self, at: int) -> tuple[int, int] | None:
        """Return the name that begins at a place, read in the first of the ways that finds one."""
        if self.tokens[at].kind != "word":
            return None
        for read in (
            self._after_civility,
            self._surname_first,
            self._first_name,
            self._initials,
            self._of_a_family,
            self._after_role,
        ):
            found = read(at)
            if found is not None:
                return found
        return None

    # --- M. Benali, Mme la docteure K. Martin, Mr and Mrs Smith --------------------------------------------

    def _after_civility(self, at: int) -> tuple[int, int] | None:
        start = self._past_civilities(at)
        if start == at:
            return None
        end = self._end_of_any_name(start)
        if end == start or is_placeholder(self.tokens, start, end):
            return None
        first = start if self._titled(at) else at
        return first, self._past_second(end) if self.tokens[at].key in listed("plural_civilities") else end

    def _past_civilities(self, at: int) -> int:
        """Return the place after the civilities: "M.", "Mme le Dr", "M. et Mme"."""
        here = at
        while here < len(self.tokens) and self._is_civility(here):
            here = after_dot(self.tokens, here)
            joined = here + 1 < len(self.tokens) and (
                self.tokens[here].key in _AND or (self.tokens[here].key in ("le", "la") and self.tokens[here].spaced)
            )
            if joined and self._is_civility(here + 1):
                here += 1
        return here

    def _is_civility(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word" or token.key not in listed("civilities"):
            return False
        return token.capital or token.key not in listed("capital_civilities")

    def _titled(self, at: int) -> bool:
        """Return whether an article makes the title a word of the sentence: "le docteur Martin"."""
        return at > 0 and self.tokens[at].follows and self.tokens[at - 1].key in _ARTICLES

    def _end_of_any_name(self, start: int) -> int:
        """Return where a name that need not be a listed one ends; `start` when there is none."""
        if start >= len(self.tokens) or not self.tokens[start].follows or self._is_title(start):
            return start
        token = self.tokens[start]
        if token.letter:
            return self._end_after_initial(start)
        if not token.capital and is_first_name(token) and written_as_name(token):
            return end_of_name(self.tokens, start + 1)
        end = end_of_name(self.tokens, start)
        return end_of_name(self.tokens, start + 1) if end == start and self._sounds_named(token) else end

    def _sounds_named(self, token: Token) -> bool:
        """Return whether a word right after a civility is a surname though it would not be one elsewhere."""
        if not token.capital or begins_sentences(token) or (token.shouted and token.key in listed("acronyms")):
            return False
        return token.key not in listed("institutions") and token.key not in listed("civilities")

    def _end_after_initial(self, start: int) -> int:
        following = after_dot(self.tokens, start)
        if following < len(self.tokens) and not begins_sentences(self.tokens[following]):
            end = end_of_name(self.tokens, following)
            if end > following:
                return end
        return end_of_initial(self.tokens, start)

    def _is_title(self, start: int) -> bool:
        """Return whether what follows a civility is a function: "Madame La Directrice", "Monsieur le Maire"."""
        article = self.tokens[start]
        if article.key not in ("le", "la", "l'"):
            return article.key in listed("titles")
        following = self.tokens[start + 1] if start + 1 < len(self.tokens) else None
        return not article.capital or (following is not None and following.key in listed("roles"))

    def _past_second(self, end: int) -> int:
        """Return the place after "et Martin" in "MM. Benali et Martin"."""
        if end + 1 < len(self.tokens) and self.tokens[end].key in _AND and may_be_surname(self.tokens[end + 1]):
            return end_of_name(self.tokens, end + 1)
        return end

    # --- BENALI Karim, Benali Karim ------------------------------------------------------------------------

    def _surname_first(self, at: int) -> tuple[int, int] | None:
        following = at + 1
        if following >= len(self.tokens) or not self.tokens[following].spaced or not self._leads(at):
            return None
        first = self.tokens[following]
        if not first.capital or not is_first_name(first) or not written_as_name(first):
            return None
        end = end_of_name(self.tokens, following + 1)
        return at, end

    def _leads(self, at: int) -> bool:
        """Return whether a word may be a surname written before the first name."""
        token = self.tokens[at]
        if not may_be_surname(token) or is_first_name(token) or begins_sentences(token):
            return False
        if token.key in listed("roles") or token.key in listed("towns"):
            return False
        return token.shouted or not token.opens

    # --- Karim, Karim B., Karim Benali, Jean-Pierre de la Tour ---------------------------------------------

    def _first_name(self, at: int) -> tuple[int, int] | None:
        token = self.tokens[at]
        if not is_first_name(token):
            return None
        end = end_of_name(self.tokens, at + 1)
        alone = end == at + 1 or not token.capital
        return None if alone and not written_as_name(token) else (at, end)

    # --- K. Benali, J.-P. Martin ---------------------------------------------------------------------------

    def _initials(self, at: int) -> tuple[int, int] | None:
        here = self._past_initials(at)
        if here in (at, len(self.tokens)) or self._is_civility(at) or is_label(self.tokens, at):
            return None
        word = self.tokens[here]
        if not word.follows or not word.capital or begins_sentences(word) or not is_initial(self.tokens, at):
            return None
        end = end_of_name(self.tokens, here) if word.spaced else self._end_glued(here)
        return None if end == here else (at, end)

    def _past_initials(self, at: int) -> int:
        """Return the place after the initials: "K.", "J.-P."."""
        here = at
        for _ in range(_MOST_INITIALS):
            if here >= len(self.tokens) or not self.tokens[here].letter or after_dot(self.tokens, here) == here + 1:
                break
            here = after_dot(self.tokens, here)
            if here + 1 < len(self.tokens) and self.tokens[here].text == "-" and self.tokens[here + 1].letter:
                here += 1
        return here

    def _end_glued(self, here: int) -> int:
        return end_of_name(self.tokens, here + 1) if may_be_surname(self.tokens[here]) else here

    # --- l'éducatrice Martin, son fils Zoltan, the Okafor family -------------------------------------------

    def _of_a_family(self, at: int) -> tuple[int, int] | None:
        if at == 0 or at + 1 >= len(self.tokens) or self.tokens[at + 1].key not in _FAMILIES:
            return None
        return (at, at + 1) if self.tokens[at - 1].key == "the" and self._unlisted_surname(at) else None

    def _after_role(self, at: int) -> tuple[int, int] | None:
        start = at + 1
        if not self._is_role(at) or start >= len(self.tokens) or not self.tokens[start].spaced:
            return None
        if not self._unlisted_surname(start):
            return None
        end = end_of_name(self.tokens, start)
        return None if end == start else (start, end)

    def _is_role(self, at: int) -> bool:
        """Return whether a word is a function or a kinship, or the end of one: "éducatrice", "assistante sociale"."""
        key = self.tokens[at].key
        if key in listed("role_ends"):
            return at > 0 and self.tokens[at - 1].key in listed("roles")
        return key in listed("roles")

    def _unlisted_surname(self, at: int) -> bool:
        token = self.tokens[at]
        if not may_be_surname(token) or token.key in listed("roles") or token.key in listed("towns"):
            return False
        return not begins_sentences(token) and not (token.shouted and len(token.text) < _SHORTEST_SHOUTED)
