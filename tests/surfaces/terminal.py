"""Drives the real program through a pseudo-terminal and reads its screen; answers whatever question is on it.

A question is found by its words on the screen, never by its rank: a test gives a story (question id: answer) and goes
on passing when questions are reordered. Nothing here sleeps: every step waits for what the screen must show next.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pexpect
import pyte

from qualifier.casebook.store import open_casebook
from qualifier.cli.output import plain_signs
from qualifier.cli.verdict_menu import GROUPS
from qualifier.interview.order import Progress
from qualifier.knowledge.cases import Answer
from qualifier.knowledge.models import Question, RuleBase
from qualifier.words import Lang, message

PROGRAM = Path(sys.executable).with_name("qualifier")
PATIENCE = 30
SILENCE = 5
DOWN = "\x1b[B"
ENTER = "\r"
CTRL_C = "\x03"
ERASE_SCROLLED = 3
MENUS = (
    "why_unknown",
    "tension_next",
    "summary_next",
    "which_answer",
    "verdict_next",
    "group_elsewhere_next",
    "group_more_next",
    "which_form",
    "what_if_which",
    "what_if_how",
    "draft_found",
    "draft_done",
    "erase_sure",
)
# A prompt stands within so many of the last signs shown: looking further back would only be slower.
RECENT = 8000
_GUIDES = str.maketrans("", "", "│├└─")
Found = TypeVar("Found")


def squeezed(text: str) -> str:
    """Return a text without its blanks and the lines a tree is drawn with: where it was folded no longer matters."""
    return "".join(text.translate(_GUIDES).split())


def _span(text: str, opening: str, closing: str) -> tuple[int, int]:
    """Return where something that opens and closes so was last shown; twice 0 when it was not."""
    start = text.rfind(opening)
    end = text.find(closing, start) if start >= 0 else -1
    return (start, end + len(closing)) if end >= 0 else (0, 0)


class Paper(pyte.Screen):
    """A screen that keeps the lines that scroll away, as a terminal with a scroll bar does, until they are erased."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self.gone: list[str] = []
        self.gone_text = ""
        self._rows = [""] * lines

    def index(self) -> None:
        if self.cursor.y == self.lines - 1:
            line = self._row(0)
            self.gone.append(line)
            self.gone_text += squeezed(line)
        super().index()

    def erase_in_display(self, how: int = 0, *args: object, **kwargs: object) -> None:
        super().erase_in_display(how, *args, **kwargs)
        if how == ERASE_SCROLLED:
            self.gone.clear()
            self.gone_text = ""

    def rows(self) -> list[str]:
        """Return the lines on the screen; only those that changed are read again."""
        for rank in self.dirty:
            self._rows[rank] = self._row(rank)
        self.dirty.clear()
        return self._rows

    def _row(self, rank: int) -> str:
        line = self.buffer[rank]
        return "".join(line[column].data for column in range(max(line, default=-1) + 1)).rstrip()


class Sitting:
    """The program at a terminal, and someone in front of it."""

    def __init__(
        self,
        base: RuleBase,
        folder: Path,
        lang: Lang,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        seen_columns: int | None = None,
        plain: bool = False,
        numbered: bool = False,
        **environment: str,
    ) -> None:
        """Start the program.

        Args:
            base: the rules, for the words of the questions.
            folder: where the drafts go; also the home and the working folder.
            lang: the language asked for.
            arguments: of the program.
            size: columns and lines of the terminal.
            seen_columns: columns of the paper, when wider than what the program is told: a line too long then shows.
            plain: whether the terminal only knows ASCII.
            numbered: whether a numbered list is expected instead of a menu.
            environment: more variables.
        """
        self.base = base
        self.lang = lang
        self.plain = plain
        self.numbered = numbered or plain
        self.folder = folder
        columns, lines = size
        self.paper = Paper(seen_columns or columns, lines)
        self.raw = b""
        self._stream = pyte.ByteStream(self.paper)
        usual = {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "HOME": str(folder), "QUALIFIER_HOME": str(folder)}
        self.child = pexpect.spawn(
            str(PROGRAM),
            [*arguments, "--lang", lang],
            env={"PATH": os.environ["PATH"], **usual, **environment},
            cwd=str(folder),
            dimensions=(lines, columns),
            timeout=PATIENCE,
            # Tests run in the background have Ctrl-C ignored, and would hand that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = 0.01
        self.child.ptyproc.delayafterterminate = 0.01
        self.paper.write_process_input = self.child.send
        self.ended = False

    # --- looking -------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """Every line shown since the start, without trailing blanks."""
        return [*self.paper.gone, *self.paper.rows()]

    @property
    def text(self) -> str:
        """All that was shown, squeezed."""
        return self.paper.gone_text + squeezed("".join(self.paper.rows()))

    def words(self, text: str) -> str:
        """Return a text as this terminal shows it, squeezed."""
        return squeezed(plain_signs(text) if self.plain else text)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the screens in the language of the sitting."""
        return message("screens", key, **values).to(self.lang)

    def shows(self, text: str) -> bool:
        """Tell whether a text was shown."""
        return self.words(text) in self.text

    def after(self, text: str) -> str:
        """Return what was shown after a text, the last time it was."""
        return self.text.rpartition(self.words(text))[2]

    def pointed(self) -> str:
        """Return the choice that the menu points at, squeezed; empty when no menu is open."""
        display = self.paper.rows()
        rows = [rank for rank, line in enumerate(display) if line.startswith(" > ")]
        if not rows:
            return ""
        label = display[rows[-1]][3:]
        for line in display[rows[-1] + 1 :]:
            if not line.startswith(" " * 6):
                break
            label += line
        number, closing, rest = label.partition(") ")
        return squeezed(rest if closing and number.isdecimal() else label)

    def progress(self) -> list[Progress]:
        """Return how far the questionnaire said that it was, each time that it said so with how many there would be."""
        found = {
            there.start(): Progress(
                *(int(there[name]) for name in ("rank", "total", "likely") if name in there.re.groupindex)
            )
            for key in ("progress", "progress_likely")
            for there in re.finditer(self._with_numbers(key), self.text)
        }
        return [found[start] for start in sorted(found)]

    def _with_numbers(self, key: str) -> str:
        """Return a pattern of a sentence of the screens whose places are numbers, each under the name of its place."""
        told = message("screens", key, rank="@rank@", likely="@likely@", total="@total@").to(self.lang)
        return re.sub("@(.+?)@", r"(?P<\1>\\d+)", re.escape(self.words(told)))

    def prompt(self) -> str:
        """Return the question or menu that waits for a reply, empty when none does."""
        waiting = self._number_awaited() if self.numbered else bool(self.pointed())
        if not waiting:
            return ""
        text = self.text[-RECENT:]
        spans = {id_: _span(text, *ask) for id_, ask in self._asked.items()}
        # The last one; of two that end together, the longer one, which ends in the words of the other.
        shown = sorted((id_ for id_, (_, end) in spans.items() if end), key=lambda id_: (-spans[id_][1], spans[id_][0]))
        last = next((id_ for id_ in shown if self._drawn(id_, text[spans[id_][0] :])), "")
        # A header after it tells that another question is being drawn, and not all of it has been read.
        return "" if last and self._header() in text[spans[last][0] :] else last

    @cached_property
    def _asked(self) -> dict[str, tuple[str, str]]:
        """How each question and menu opens and closes, squeezed: what fills its places may stand between."""
        asked = {key: self.say(key) for key in MENUS}
        asked |= {id_: question.ask.to(self.lang) for id_, question in self.base.questions.items()}
        return {
            id_: (self.words(ask.partition("{")[0]), self.words(ask.rpartition("}")[2])) for id_, ask in asked.items()
        }

    def _header(self) -> str:
        return self.words(self.say("progress_first", rank=""))

    def _drawn(self, prompt: str, tail: str) -> bool:
        """Tell whether a question is shown with all its options, in their order."""
        if prompt in MENUS:
            return True
        for option in self.base.questions[prompt].options:
            _, found, tail = tail.partition(self.words(option.label.to(self.lang)))
            if not found:
                return False
        return True

    def _number_awaited(self) -> bool:
        """Tell whether the cursor waits behind the words that ask for a number."""
        last = next((squeezed(line) for line in reversed(self.paper.rows()) if line.strip()), "")
        asked = self.words(self.say("your_choice", letters="")).removesuffix("):")
        return last.startswith(asked) and last.endswith(":")

    # --- waiting -------------------------------------------------------------------------------------------

    def until(self, holds: Callable[[], Found], what: str) -> Found:
        """Read the terminal until something holds, and return it.

        Args:
            holds: what to look for; looked at after each piece of output.
            what: its name, for the message when it never comes.
        """
        end = time.monotonic() + PATIENCE
        while not (found := holds()):
            if self.ended or time.monotonic() > end:
                shown = "\n".join(self.lines[-40:])
                raise AssertionError(f"waited in vain for {what}; the screen shows:\n{shown}")
            self._read()
        return found

    def _read(self) -> None:
        try:
            piece = self.child.read_nonblocking(65536, 0.2)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            self.ended = True
            return
        self.raw += piece
        self._stream.feed(piece)

    def until_shown(self, text: str) -> None:
        """Wait for a text."""
        self.until(lambda: self.shows(text), text)

    def until_prompt(self, *wanted: str) -> str:
        """Wait for a question or menu (any, or one of those named) and return it."""
        return self.until(lambda: (at := self.prompt()) and (not wanted or at in wanted) and at, f"prompt {wanted}")

    def until_ended(self) -> int:
        """Wait for the program to end and return its exit code (128 and the signal when one ended it)."""
        self.until(lambda: self.ended, "the end")
        self.child.wait()
        return self.child.exitstatus if self.child.signalstatus is None else 128 + self.child.signalstatus

    # --- replying ------------------------------------------------------------------------------------------

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit code.

        One that comes in the instant before a numbered list waits for its line is noticed with the next key only, as
        in any program that reads lines: after a silence it is pressed again.
        """
        self.press(CTRL_C)
        pressed = time.monotonic()

        def ended() -> bool:
            nonlocal pressed
            if time.monotonic() > pressed + SILENCE:
                self.press(CTRL_C)
                pressed = time.monotonic()
            return self.ended

        self.until(ended, "the end after Ctrl-C")
        return self.until_ended()

    def press(self, keys: str) -> None:
        """Send keys."""
        self.child.send(keys)

    def key(self, command: str) -> str:
        """Return the key of a command or of a mark."""
        return self.say(f"key_{command}")

    def answer(self, question: str, answer: Answer | str) -> None:
        """Answer the question on screen by keys: its number, then Enter or the mark; an unknown by its reason."""
        given = Answer(answer) if isinstance(answer, str) else answer
        if given.option is None:
            self.press(self.key("unknown") + (ENTER if self.numbered else ""))
            self.choose("why_unknown", self.say(given.unknown or "not_observed"))
            return
        options = [option.id for option in self.base.questions[question].options]
        mark = self.key(given.evidence) if given.evidence else ""
        number = str(options.index(given.option) + 1)
        if self.numbered:
            self.press(number + mark + ENTER)
        else:
            self.press(number + (mark or ENTER))

    def choose(self, menu: str, label: str) -> None:
        """Choose a line of a menu: with the arrow keys, or by its number in a numbered list.

        Some lines erase the screen and end the program: what was chosen may then never be seen on it.
        """
        self.until_prompt(menu)
        wanted = self.words(label)
        asked = self.say(menu).rpartition("}")[2]
        echo = self.words(self.say("chosen", label=label) if self.numbered else f"{asked}{label}")
        before = self.text.count(echo)
        self.press(f"{self._number_of(wanted)}{ENTER}" if self.numbered else self._moved_to(wanted))
        self.until(lambda: self.text.count(echo) > before or self.ended, f"{label!r} chosen")

    def see(self, layer: str) -> None:
        """Ask for a layer of the verdict, or for one of the things to be tried out there."""
        group = next((name for name, layers in GROUPS.items() if layer in layers), None)
        if group is not None:
            self.choose("verdict_next", self.say(f"group_{group}"))
        self.choose(f"group_{group}_next" if group else "verdict_next", self.say(f"layer_{layer}"))

    def write(self, asked: str, text: str) -> None:
        """Write a line of text where it is asked for; it may be empty."""
        self.until_shown(self.say(asked))
        self.press(f"{text}{ENTER}")

    def _moved_to(self, wanted: str) -> str:
        """Move the pointer down to a line, and return the key that chooses it."""
        first = self.pointed()
        while (before := self.pointed()) != wanted:
            self.press(DOWN)
            now = self.until(lambda seen=before: (now := self.pointed()) != seen and now, f"the line after {before}")
            assert now != first, f"{wanted} is not in the menu"
        return ENTER

    def _number_of(self, wanted: str) -> str:
        """Return the number that a numbered list gives to a line."""
        found = ""
        for line in self.lines:
            number, dot, label = line.strip().partition(". ")
            if dot and number.isdecimal() and wanted.startswith(squeezed(label)):
                found = number
        assert found, f"{wanted} is not in the list"
        return found

    def tell(self, story: Mapping[str, Answer], until: str = "summary_next") -> list[str]:
        """Answer whatever is asked from a story, until a question or menu comes.

        Args:
            story: the answer to each question that may come, in any order.
            until: the question or menu to stop at.

        Returns:
            The questions met, in order.
        """
        met: list[str] = []
        at = self.until_prompt()
        while at != until:
            assert at in story, f"the story says nothing of {at}"
            self.answer(at, story[at])
            met.append(at)
            at = self.until(lambda seen=at: (now := self.prompt()) != seen and now, f"the question after {at}")
        return met

    # --- what is left --------------------------------------------------------------------------------------

    def draft(self, name: str) -> dict[str, Any]:
        """Return the questionnaire as it is saved in a file."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def kept(self) -> dict[str, Any]:
        """Return what the casebook keeps of the case answered last: no answer, as long as none was given."""
        book = open_casebook(self.folder, create=False)
        if book is None:
            return {"answers": {}}
        with book:
            latest = book.latest()
            return {"answers": {}} if latest is None else json.loads(latest.answers)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal, and wait for the end."""
        self.child.kill(number)
        self.child.wait()
        self.ended = True

    def close(self) -> None:
        """End the program, if it still runs."""
        self.child.close(force=True)


def label_of(question: Question, option: str, lang: Lang) -> str:
    """Return the words of an option."""
    return question.option(option).label.to(lang)
