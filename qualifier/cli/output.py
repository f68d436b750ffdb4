"""How things are printed: the console, faults on the error stream, and signs for terminals that only know ASCII."""

from __future__ import annotations

import codecs
import shlex
import sys
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from qualifier.knowledge.faults import Fault, FaultsFound
from qualifier.words import Lang, message

if TYPE_CHECKING:
    from rich.console import Console

_SIGNS = {
    **dict.fromkeys("«»“”", '"'),
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("–—─━", "-"),
    **dict.fromkeys("·•", "-"),
    **dict.fromkeys("│║", "|"),
    **dict.fromkeys("└├┌╭╰", "+"),
    **dict.fromkeys("❯→", ">"),
    **dict(zip("●○", "#o", strict=True)),
    "…": "...",
    "°": "o",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "\u00a0": " ",
    "\u202f": " ",
}
_ERRORS = "qualifier_plain"


def plain_signs(text: str) -> str:
    """Return a text with plain signs only: accents taken off, quotes and dashes made simple.

    Args:
        text: any text.
    """
    found = (_SIGNS.get(sign) or unicodedata.normalize("NFKD", sign) for sign in text)
    return "".join(found).encode("ascii", "ignore").decode("ascii")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain_signs(error.object[error.start : error.end]), error.end


def ready_streams() -> None:
    """Make the standard streams print something readable whatever their encoding."""
    codecs.register_error(_ERRORS, _replace)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_ERRORS)


def unicode_terminal() -> bool:
    """Tell whether the output can show more than ASCII."""
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")


def as_argument(name: str) -> str:
    """Return a name as it can be pasted into a command: in double quotes, as every shell knows, where they will do."""
    return shlex.quote(name) if any(sign in name for sign in '"$`\\!') else f'"{name}"'


def console(file: TextIO | None = None) -> Console:
    """Return a console on the standard output: its own width at a terminal, eighty columns in a pipe.

    Args:
        file: another stream.
    """
    from rich.console import Console

    class PipedConsole(Console):
        def on_broken_pipe(self) -> None:
            """Let the program end as it should when the reader of a pipe has seen enough."""
            raise BrokenPipeError

    target = file or sys.stdout
    width = None if target.isatty() else 80
    return PipedConsole(file=target, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show_faults(faults: FaultsFound | Iterable[Fault], lang: Lang) -> None:
    """Print faults on the error stream, one a line, then their number when there are several.

    Args:
        faults: what was found.
        lang: the language.
    """
    found = faults if isinstance(faults, FaultsFound) else FaultsFound(faults)
    for line in found.lines(lang):
        print(line, file=sys.stderr)
    if len(found.faults) > 1:
        print(message("screens", "faults_many", count=len(found.faults)).to(lang), file=sys.stderr)
