"""A way of asking that also tells which words on the screen are explained, and explains them at a key.

The screen is what was printed since the last question, with the question itself. What words mean is in the rules, how
they look in `qualifier.report.glossary`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualifier.cli.prompts import Command, Prompt, Prompter, Reply
from qualifier.explanation.terms import terms_in
from qualifier.report.glossary import names, short_name, show_terms, shown_since
from qualifier.words import Lang, message

if TYPE_CHECKING:
    from rich.console import Console

    from qualifier.knowledge.models import RuleBase, Term

# More than these would fill the screen: one is chosen among them.
MOST_AT_ONCE = 3
MOST_NAMED = 8
BACK = ""


class ExplainingPrompter:
    """Asks as another prompter does, with the key of the words wherever the screen holds some."""

    def __init__(self, asking: Prompter, console: Console, base: RuleBase, lang: Lang) -> None:
        """Begin to note what is printed.

        Args:
            asking: how questions are asked.
            console: where everything is printed.
            base: the rules.
            lang: the language.
        """
        self.keys_once, self.keys_each, self.draws = asking.keys_once, asking.keys_each, asking.draws
        self._asking = asking
        self._console = console
        self._base = base
        self._lang = lang
        shown_since(console)

    def line(self, ask: str) -> str:
        """Ask for a line of text."""
        return self._asking.line(ask)

    def ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        """Ask; at the key of the words they are explained, and the same is asked again."""
        found = self._on_screen(prompt)
        explaining = self._with_words(prompt, found) if found else prompt
        while True:
            reply = self._ask(explaining, meanwhile)
            if reply.command is not Command.WORDS:
                return reply
            self._explain(found)

    def _on_screen(self, prompt: Prompt) -> tuple[Term, ...]:
        texts = (shown_since(self._console), prompt.ask, *(label for _, label in prompt.choices))
        return terms_in(self._base, texts, self._lang)

    def _with_words(self, prompt: Prompt, found: tuple[Term, ...]) -> Prompt:
        key = self._say("key_words")
        more = ", …" if len(found) > MOST_NAMED else ""
        note = self._say("words_at_key", letter=key, names=names(found[:MOST_NAMED], self._lang) + more)
        return replace(prompt, note=note, commands={**prompt.commands, key: Command.WORDS})

    def _ask(self, prompt: Prompt, meanwhile: Callable[[], None] | None = None) -> Reply:
        """Ask; what asking itself prints is no part of the next screen."""
        reply = self._asking.ask(prompt, meanwhile)
        shown_since(self._console)
        return reply

    def _explain(self, found: tuple[Term, ...]) -> None:
        """Explain all the words, or one after the other as they are chosen when they are many."""
        if len(found) <= MOST_AT_ONCE:
            self._show(found)
            return
        choices = (*((one.id, short_name(one).to(self._lang)) for one in found), (BACK, self._say("words_back")))
        leave = {self._say("key_quit"): Command.BACK}
        by_id = {one.id: one for one in found}
        chosen = Reply(found[0].id)
        while (chosen := self._ask(Prompt(self._say("words_which"), choices, chosen.value, leave))).value in by_id:
            self._show((by_id[chosen.value],))

    def _show(self, terms: tuple[Term, ...]) -> None:
        show_terms(self._console, self._base, terms, self._lang)
        self._console.print()
        shown_since(self._console)

    def _say(self, key: str, **values: object) -> str:
        return message("screens", key, **values).to(self._lang)
