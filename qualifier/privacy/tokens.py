"""Cuts a text into words, numbers and signs, and says of each how it is written and where it stands.

What a word may mean is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from qualifier.privacy.lists import folded, listed

# Stands for what is already hidden: no pattern reads across it.
HIDDEN = "\ufffc"

# Some systems write an accent as a sign of its own, after its letter.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_TOKEN = re.compile(
    r"(?P<elision>(?:\b(?:jusqu|lorsqu|puisqu|quoiqu|qu|[dlnmtscj]))['’](?=[^\W\d_]))"
    rf"|(?P<word>(?:O['’](?=[A-Z]))?{_LETTERS}(?:[-‐‑]{_LETTERS})*)"
    r"|(?P<number>\d+)"
    rf"|(?P<mark>{HIDDEN}+|[^\w\s]|_)",
    re.IGNORECASE,
)
_ENDS = frozenset('.!?…;•«“"—–*')


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign of a text.

    Attributes:
        text: as written.
        start: where it begins in the text.
        end: where it ends.
        kind: `elision` (d', qu'), `word`, `number` or `mark`.
        space: what stands between the one before and it.
        opens: whether a sentence, a line or a quotation begins with it.
    """

    text: str
    start: int
    end: int
    kind: str
    space: str
    opens: bool

    @cached_property
    def key(self) -> str:
        """The word as the lists have it."""
        return folded(self.text)

    @cached_property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind == "word" and self.text[0].isupper()

    @cached_property
    def shouted(self) -> bool:
        """Whether it is a word of several letters, all capitals."""
        return self.capital and len(self.text) > 1 and self.text.isupper()

    @cached_property
    def letter(self) -> bool:
        """Whether it is a lone capital."""
        return self.capital and len(self.text) == 1

    @property
    def follows(self) -> bool:
        """Whether one space or none parts it from the one before, on the same line."""
        return len(self.space) <= 1 and self.space != "\n"

    @property
    def spaced(self) -> bool:
        """Whether exactly one space parts it from the one before."""
        return len(self.space) == 1 and self.space != "\n"


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words, numbers and signs of a text, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        space = text[found[-1].end if found else 0 : match.start()]
        opens = not found or "\n" in space or _begins_after(found)
        found.append(Token(match[0], match.start(), match.end(), match.lastgroup or "mark", space, opens))
    return tuple(found)


def _begins_after(found: list[Token]) -> bool:
    """Return whether a sentence begins after the tokens found so far."""
    last = found[-1]
    if last.kind == "elision":
        return last.opens
    if last.text == "-":
        return last.opens
    if last.text != ".":
        return last.text in _ENDS
    before = found[-2] if len(found) > 1 else None
    return before is None or not (before.letter or before.key in listed("civilities"))
