"""A program on a pseudo-terminal of 80 columns by 24 rows, watched as someone would: by the words on the screen."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence

import pexpect

WHERE_IS_THE_CURSOR, TOP_LEFT = "\x1b[6n", "\x1b[1;1R"
_CODES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>78]")


class Terminal:
    """Types keys and waits for words; answers, as every terminal does, where the cursor is."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a program and the clock."""
        self._began = time.perf_counter()
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=dict(environment), dimensions=(24, 80), encoding="utf-8"
        )
        self._child.delaybeforesend = None

    def seconds_until(self, *words: str) -> float:
        """Return the time since the clock was started until all these words have been written.

        Raises:
            pexpect.ExceptionPexpect: they did not come within half a minute, or the program ended first.
        """
        wanted = ["".join(one.split()) for one in words]
        raw, told = "", 0
        while not all(one in "".join(_CODES.sub("", raw).split()) for one in wanted):
            raw += self._child.read_nonblocking(65536, timeout=30)
            for _ in range(raw.count(WHERE_IS_THE_CURSOR) - told):
                self._child.send(TOP_LEFT)
                told += 1
        return time.perf_counter() - self._began

    def press(self, keys: str) -> None:
        """Start the clock again and type keys."""
        self._began = time.perf_counter()
        self._child.send(keys)

    def close(self) -> None:
        """End the program."""
        self._child.close(force=True)
