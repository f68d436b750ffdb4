"""A paragraph for rich that folds as `words.folding` does, whatever the width it is given."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text as Line

from qualifier.words.folding import fold


class Folded:
    """A paragraph, with what begins its first line.

    Args:
        text: the paragraph.
        first: what begins the first line; the others are indented as much.
        style: a rich style.
        after: a tail in another style (dim), as the works cited.
    """

    def __init__(self, text: str, first: str = "", style: str = "", after: str = "") -> None:
        """Keep the paragraph."""
        self._text = text
        self._first = first
        self._style = style
        self._after = after

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Fold to the width at hand."""
        folded = fold(self._text + self._after, options.max_width, self._first)
        line = Line(folded, style=self._style, no_wrap=True, overflow="ignore")
        if self._after:
            line.stylize("dim", start=_tail_start(folded, self._after))
        yield line


def _tail_start(folded: str, tail: str) -> int:
    """Return where the tail begins in the folded text, folding having changed its spaces only."""
    wanted = sum(1 for sign in tail if not sign.isspace())
    position = len(folded)
    while wanted and position:
        position -= 1
        wanted -= not folded[position].isspace()
    return position
