"""What the tests of the casebook share: a place where one is kept, a clock, marks of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qualifier.casebook.book import Casebook
from qualifier.casebook.store import RulesMark, open_casebook
from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.words import LANGS

RULES = RulesMark("0.1.0", "a1b2c3", 2)
OTHER_RULES = RulesMark("0.2.0", "d4e5f6", 3)
START = dt.datetime(2026, 3, 1, 9, 30, 0, 123456, dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class Clock:
    """A clock that goes on by one minute each time it is looked at."""

    def __init__(self) -> None:
        self.moment = START - MINUTE

    def __call__(self) -> dt.datetime:
        self.moment += MINUTE
        return self.moment


@dataclass
class Where:
    """Where a casebook is kept.

    Attributes:
        folder: the folder of its file.
        url: the address of the database, when it is in one.
    """

    folder: Path
    url: str | None = None
    clock: Clock = field(default_factory=Clock)
    opened: list[Casebook] = field(default_factory=list)

    def open(self, patience: float = 5.0, passphrase: str | None = None) -> Casebook:
        asked = None if passphrase is None else lambda: passphrase
        found = open_casebook(self.folder, self.url, asked, patience=patience, now=self.clock)
        assert found is not None
        self.opened.append(found)
        return found

    @property
    def file(self) -> Path:
        return self.folder / "casebook.sqlite3"

    def close(self) -> None:
        for one in self.opened:
            one.close()


def fault_of(wrong: Callable[[], object]) -> Fault:
    """Do something wrong, and return the one fault it gives, which can be told in both languages."""
    with pytest.raises(FaultsFound) as found:
        wrong()
    (only,) = found.value.faults
    for lang in LANGS:
        assert "{" not in only.text().to(lang)
    return only


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
