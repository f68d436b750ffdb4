"""Folds text to a width without leaving a French "?" or "»" alone at the start of a line.

Terminals break lines at any space, and rich takes the no-break space for one: folding is done here, once, before
anything is drawn.
"""

from __future__ import annotations

import re
import textwrap

_BEFORE = re.compile(r" (?=[?!:;»])")
_AFTER = re.compile(r"(?<=«) ")
_NO_BREAK = "\u00a0"


def bound(text: str) -> str:
    """Return the text with no-break spaces where French wants no line to end.

    Args:
        text: one paragraph.
    """
    return _AFTER.sub(_NO_BREAK, _BEFORE.sub(_NO_BREAK, text))


def fold(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """Return the text on lines of at most `width` columns.

    Args:
        text: one paragraph.
        width: the number of columns.
        first: what begins the first line (a bullet, for instance).
        rest: what begins the others; by default as many spaces as `first` is long.
    """
    lines = textwrap.wrap(
        bound(text),
        width=max(width, 20),
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_NO_BREAK, " ")
