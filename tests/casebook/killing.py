"""Kills a program that keeps answers, again and again, and looks each time at what is left. Run by `test_killed.py`.

Imports once, then forks: each fork opens the casebook, keeps answers, verdicts and records in a loop and writes to a
pipe what it was told is safe, until it is killed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from qualifier.casebook.book import Casebook
from qualifier.casebook.store import RulesMark, open_casebook

RULES = RulesMark("0.1.0", "a1b2c3", 1)
CHECKED_EVERY = 25
OPENED = b"o 0\n"


def content(number: int) -> str:
    """Return a text of its own for each number, of any length up to some pages, that no part of another can be."""
    return f"{number}:" + f"{number * 7919:x}," * (number * 37 % 1500) + f":{number}"


def number_of(kept: str) -> int:
    """Return the number that a text was made of; the text must be whole."""
    number = int(kept.partition(":")[0])
    assert kept == content(number), f"torn: {kept[:40]}"
    return number


@dataclass
class Tally:
    """What was seen so far."""

    kills: int = 0
    answers: int = 0
    verdicts: int = 0
    records: int = 0
    opened: int = 0
    checks: int = 0


class Killer:
    """Has a casebook written and its writer killed."""

    def __init__(self, folder: Path, url: str | None, longest: float) -> None:
        self.open: Callable[[], Casebook | None] = lambda: open_casebook(folder, url)
        self.longest = longest
        self.in_file = url is None
        self.tally = Tally()
        self.draw = random.Random(11)  # noqa: S311 - the same at every run
        with self.book() as book:
            self.viewpoint = book.begin("Foyer", content(0), RULES)
            book.keep_verdict(self.viewpoint.id, "imposed", "settled", RULES, content(0))
            book.records.keep("session", "team", content(0), seen=None)
        # What was last known to be safe: the answers, the verdict and the record.
        self.safe = {"a": 0, "v": 0, "r": 0}

    def book(self) -> Casebook:
        found = self.open()
        assert found is not None
        return found

    def write(self, told: int, number: int) -> None:
        """Keep one text after the other, for ever."""
        book = self.book()
        os.write(told, OPENED)
        seen = book.records.one("session", "team").changed
        while True:
            number += 1
            book.save(self.viewpoint.id, content(number), RULES)
            os.write(told, b"a %d\n" % number)
            if number % 2 == 0:
                book.keep_verdict(self.viewpoint.id, "imposed", "settled", RULES, content(number))
                os.write(told, b"v %d\n" % number)
            else:
                seen = book.records.keep("session", "team", content(number), seen=seen).changed
                os.write(told, b"r %d\n" % number)

    def kill_one(self) -> None:
        """Start a writer, kill it after a while, and look at what it left."""
        heard, told = os.pipe()
        start = max(self.safe.values()) + 1
        writer = os.fork()
        if writer == 0:
            try:
                self.write(told, start)
            finally:
                os._exit(1)
        os.close(told)
        # Half of them get as far as writing, however slow the machine; the others are killed wherever they are.
        first = os.read(heard, len(OPENED)) if self.draw.random() < 0.5 else b""
        time.sleep(self.draw.uniform(0, self.longest))
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        assert os.WIFSIGNALED(status), "the writer ended by itself"
        with os.fdopen(heard, "rb") as reader:
            self.hear(first + reader.read())
        self.tally.kills += 1
        self.look()

    def hear(self, said: bytes) -> None:
        """Take down what the writer was told is safe."""
        for line in said.splitlines():
            what, number = line.split()
            if what == b"o":
                self.tally.opened += 1
            else:
                self.safe[what.decode()] = int(number)
        self.tally.answers += said.count(b"a ")
        self.tally.verdicts += said.count(b"v ")
        self.tally.records += said.count(b"r ")

    def look(self) -> None:
        """Check that what was safe, or something later, is there whole."""
        with self.book() as book:
            kept = {"a": number_of(book.viewpoint(self.viewpoint.case, 1).answers)}
            (verdict,) = book.verdicts(self.viewpoint.id)
            kept["v"] = number_of(verdict.content)
            kept["r"] = number_of(book.records.one("session", "team").content)
            assert all(kept[what] >= self.safe[what] for what in kept), (kept, self.safe)
            assert len(book.cases()) == 1
            if self.in_file and self.tally.kills % CHECKED_EVERY == 0:
                self.check(book)
        self.safe = kept

    def check(self, book: Casebook) -> None:
        with book._link.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        self.tally.checks += 1


def main(folder: str, url: str, kills: str, longest: str) -> None:
    """Kill so many writers, and print what was seen."""
    killer = Killer(Path(folder), url or None, float(longest))
    for _ in range(int(kills)):
        killer.kill_one()
    if killer.in_file:
        with killer.book() as book:
            killer.check(book)
    print(json.dumps(vars(killer.tally)))


if __name__ == "__main__":
    main(*sys.argv[1:])
