"""Faults in what was given: a stable code, a place, what happened and one or two remedies.

The sentences are in the catalogue `faults` (both languages); here live only the data of a fault and the exception that
carries several of them at once. A fault is about files and answers, never about a person.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qualifier.words import Lang, Text, message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a fault stands.

    Attributes:
        file: the file, as the user named it; empty when there is none.
        line: the line, counted from 1; 0 when unknown.
        path: the keys that lead there, joined by dots.
    """

    file: str = ""
    line: int = 0
    path: str = ""

    def __str__(self) -> str:
        """Return `file:line (path)`, leaving out what is unknown."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(filter(None, (where, f"({self.path})" if self.path else "")))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        code: the stable name of the fault, a key of the catalogue.
        place: where it stands.
        values: what fills the sentence, as pairs.
    """

    code: str
    place: Place = Place()
    values: tuple[tuple[str, object], ...] = ()

    def text(self) -> Text:
        """Return the sentence (what happened, then the remedy) in both languages."""
        return message("faults", self.code, **dict(self.values))


def fault(code: str, place: Place | None = None, **values: object) -> Fault:
    """Make a fault.

    Args:
        code: a key of the catalogue `faults`.
        place: where it stands.
        **values: what fills the sentence.
    """
    return Fault(code, place or Place(), tuple(sorted(values.items())))


class FaultsFound(Exception):
    """What was given cannot be used; every fault found is inside."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order of the files and lines."""
        self.faults = tuple(sorted(faults, key=lambda one: (one.place, one.code, str(one.values))))
        super().__init__("; ".join(f"{one.code} {one.place}" for one in self.faults))

    def lines(self, lang: Lang) -> list[str]:
        """Return one line a fault: code, place, sentence."""
        return [" ".join(filter(None, (f"[{one.code}]", str(one.place), one.text().to(lang)))) for one in self.faults]


def shown_path(path: Path) -> str:
    """Return a path as short as it can be read: from the current folder when inside it, else whole."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def near(word: str, known: Iterable[str]) -> str:
    """Return the known words most like this one, for a remedy; a dash when none is like it."""
    return ", ".join(difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)) or "—"
