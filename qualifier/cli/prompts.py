"""Two ways of asking the same thing: a menu (questionary), and a numbered list for screen readers and plain terminals.

A prompt is data; a reply is a value, with the command or the mark that a key gave. `questionary.confirm` is never used:
it ignores "o" and answers with its default.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from qualifier.knowledge.cases import Evidence
from qualifier.knowledge.faults import FaultsFound
from qualifier.report.folded import Folded
from qualifier.words import Lang, message
from qualifier.words.folding import fold

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent
    from questionary import Question
    from rich.console import Console


SECONDS_TO_DRAW = 0.03


class Command(Enum):
    """What can be asked at a prompt instead of answering."""

    HELP = "help"
    WHY = "why"
    BACK = "back"
    UNKNOWN = "unknown"
    SKIP = "skip"
    WORDS = "words"
    QUIT = "quit"


@dataclass(frozen=True)
class Prompt:
    """What is asked.

    Attributes:
        ask: the question.
        choices: value and label of each choice, in order.
        current: the value already chosen, if any.
        commands: the key of each command allowed here.
        evidence: the key of each mark allowed here.
        note: what is said in a low voice under the question.
    """

    ask: str
    choices: tuple[tuple[str, str], ...]
    current: str | None = None
    commands: Mapping[str, Command] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a command, or a value with the mark that its key gave."""

    value: str = ""
    evidence: Evidence | None = None
    command: Command | None = None


class Prompter(Protocol):
    """A way of asking.

    Attributes:
        keys_once: the hints on keys (of the catalogue `screens`) to show at the start.
        keys_each: those to show before each question.
        draws: whether a picture of the progress helps.
    """

    keys_once: tuple[str, ...]
    keys_each: tuple[str, ...]
    draws: bool

    def ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        """Ask and return the reply.

        Args:
            prompt: what to ask.
            meanwhile: what to do while the user reads, once the question is there.

        Raises:
            KeyboardInterrupt: the user interrupted.
            EOFError: the input is closed.
        """
        ...

    def line(self, ask: str) -> str:
        """Ask for a line of text, which may be empty.

        Raises:
            KeyboardInterrupt: the user interrupted.
            EOFError: the input is closed.
        """
        ...


class MenuPrompter:
    """Arrow keys, numbers and letters, redrawn in place."""

    keys_once: tuple[str, ...] = ()
    keys_each: tuple[str, ...] = ("keys", "keys_evidence")
    draws = True

    def __init__(self, console: Console, lang: Lang) -> None:
        """Prepare to ask.

        Args:
            console: where the choice is read back.
            lang: the language.
        """
        self._console = console
        self._lang = lang

    def ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        """Ask with a menu."""
        from questionary import Choice, Style, select

        titles = [Choice(title=self._folded(label), value=value) for value, label in prompt.choices]
        question = select(
            fold(prompt.ask, self._console.width - 3, rest=" "),
            choices=titles,
            default=prompt.current if prompt.current in dict(prompt.choices) else None,
            qmark="",
            instruction="\n" + fold(prompt.note, self._console.width - 3, " ") if prompt.note else " ",
            pointer=">",
            use_shortcuts=len(titles) <= 10,
            use_jk_keys=False,
            use_emacs_keys=False,
            style=Style([("pointer", "bold"), ("highlighted", "bold"), ("selected", ""), ("instruction", "dim")]),
            # questionary would read the choice back on one line, cut at the edge of the screen.
            erase_when_done=True,
        )
        _bind(question, prompt)
        _while_reading(question, meanwhile)
        try:
            given = question.unsafe_ask()
        finally:
            gc.enable()
        reply = given if isinstance(given, Reply) else Reply(str(given))
        if reply.command is None:
            chosen = read_back(dict(prompt.choices)[reply.value], reply, self._lang)
            self._console.print(Folded(f"{prompt.ask} {chosen}", " ", "bold"))
        return reply

    def line(self, ask: str) -> str:
        """Ask for a line of text."""
        from questionary import text

        return str(text(fold(ask, self._console.width - 2, rest=" "), qmark="").unsafe_ask()).strip()

    def _folded(self, label: str) -> str:
        """Fold a long label under itself, so that no word is lost on a narrow screen."""
        return fold(label, self._console.width - 8, rest=" " * 6)


def _while_reading(question: Question, meanwhile: Callable[[], None] | None) -> None:
    """Work ahead and collect garbage once the question is drawn, so that neither delays the next question.

    Each menu leaves some fifty thousand objects behind; collected at any moment they would hold up one answer in seven.
    """
    app = question.application
    gc.disable()

    def work() -> None:
        try:
            if meanwhile is not None:
                meanwhile()
        except FaultsFound as faults:
            # Raised where the question was asked, and not in the midst of drawing it.
            app.exit(exception=faults)
        gc.collect()

    def drawn(_: object) -> None:
        app.after_render -= drawn
        if app.loop is not None:
            app.loop.call_later(SECONDS_TO_DRAW, work)

    app.after_render += drawn


def read_back(label: str, reply: Reply, lang: Lang) -> str:
    """Return the label chosen, with the mark that its key gave."""
    return f"{label} {message('verdict', f'evidence_{reply.evidence}').to(lang)}" if reply.evidence else label


def _bind(question: Question, prompt: Prompt) -> None:
    """Add the keys of commands and marks to a questionary menu."""
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
    from questionary.prompts.common import InquirerControl

    app = question.application
    control = next(one for one in app.layout.find_all_controls() if isinstance(one, InquirerControl))
    keys = KeyBindings()

    def bind_command(key: str, command: Command) -> None:
        @keys.add(key, eager=True)
        def leave(event: KeyPressEvent) -> None:
            event.app.exit(result=Reply(command=command))

    def bind_mark(key: str, evidence: Evidence) -> None:
        @keys.add(key, eager=True)
        def choose(event: KeyPressEvent) -> None:
            control.is_answered = True
            event.app.exit(result=Reply(str(control.get_pointed_at().value), evidence))

    for key, command in prompt.commands.items():
        bind_command(key, command)
    for key, evidence in prompt.evidence.items():
        bind_mark(key, evidence)
    app.key_bindings = merge_key_bindings([*([app.key_bindings] if app.key_bindings else []), keys])


class NumberedPrompter:
    """A static numbered list and a typed number; nothing is redrawn, each choice is read back."""

    keys_once: tuple[str, ...] = ("keys", "mark_after_number")
    keys_each: tuple[str, ...] = ()
    draws = False

    def __init__(self, console: Console, lang: Lang) -> None:
        """Prepare to ask.

        Args:
            console: where the list is printed.
            lang: the language.
        """
        self._console = console
        self._lang = lang

    def line(self, ask: str) -> str:
        """Ask for a line of text."""
        self._console.print(Folded(ask, style="bold"))
        return input("> ").strip()

    def ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        """Ask with a numbered list, again until the reply is one of the choices."""
        self._console.print(Folded(prompt.ask, style="bold"))
        for number, (value, label) in enumerate(prompt.choices, start=1):
            current = f" {self._say('current')}" if value == prompt.current else ""
            self._console.print(Folded(f"{label}{current}", f"  {number}. "))
        if prompt.note:
            self._console.print(Folded(prompt.note))
        keys = ", ".join(prompt.commands)
        letters = self._say("or_letters", keys=keys) if keys else ""
        if meanwhile is not None:
            meanwhile()
        while True:
            given = input(self._say("your_choice", letters=letters)).strip().lower()
            reply = self._read(given, prompt)
            if reply is not None:
                return reply
            last = len(prompt.choices)
            self._console.print(Folded(self._say("not_a_choice", given=given[:20], last=last, letters=letters)))

    def _read(self, given: str, prompt: Prompt) -> Reply | None:
        if given in prompt.commands:
            return Reply(command=prompt.commands[given])
        evidence = prompt.evidence.get(given[-1:])
        number = given[:-1].strip() if evidence else given
        if not number.isdecimal() or not 1 <= int(number) <= len(prompt.choices):
            return None
        value, label = prompt.choices[int(number) - 1]
        reply = Reply(value, evidence)
        self._console.print(Folded(self._say("chosen", label=read_back(label, reply, self._lang))))
        return reply

    def _say(self, key: str, **values: object) -> str:
        return message("screens", key, **values).to(self._lang)
