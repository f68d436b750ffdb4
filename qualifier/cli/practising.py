"""Practice alone on a terminal: the story, facts asked for one at a time, a form committed to, then what it teaches.

What a fact gives and what an exercise teaches are worked out in `qualifier.training`; this is only the conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qualifier.cli.ask import prompter
from qualifier.cli.explaining import ExplainingPrompter
from qualifier.cli.free_text import typed
from qualifier.cli.prompts import Command, Prompt, Prompter
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import UNDETERMINED, RuleBase
from qualifier.report.folded import Folded
from qualifier.training.exercises import PARAGRAPH, Exercise
from qualifier.training.lesson import lesson, lesson_document
from qualifier.training.practice import Fact, Practice, fact_words, practice_from, practice_text
from qualifier.words import Lang, Text, message

if TYPE_CHECKING:
    from rich.console import Console

    from qualifier.reasoning.verdict import Reasoner

COMMIT, CANNOT_TELL, BACK = "commit", "cannot_tell", "back"
KINDS = ("type", "neighbour")
WIDEST = 100


class _Left(Exception):
    """The learner left; the exercise is kept."""


def practise(
    reasoner: Reasoner,
    exercise: Exercise,
    kept: str | None,
    keep: Callable[[str], None],
    console: Console,
    lang: Lang,
) -> Practice | None:
    """Hold an exercise: each fact asked for and what is committed to are kept before anything else shows.

    Args:
        reasoner: the rules with their engine.
        exercise: the exercise.
        kept: what was kept of it, when it was begun before.
        keep: keeps a text, in place of the one before.
        console: the terminal.
        lang: the language.

    Returns:
        The practice, its lesson shown; None when it was left unfinished, by the quit key.

    Raises:
        KeyboardInterrupt, EOFError: it was interrupted; it is kept all the same.
        FaultsFound: it could not be kept, or what was kept is of another exercise.
    """
    sitting = _Sitting(reasoner, _begun(reasoner, exercise, kept, console, lang), keep, console, lang)
    try:
        sitting.run(resumed=kept is not None)
    except _Left:
        sitting.show(message("training", "practice_kept"))
        return None
    except (KeyboardInterrupt, EOFError):
        sitting.show(message("training", "practice_kept"))
        raise
    return sitting.practice


def _begun(reasoner: Reasoner, exercise: Exercise, kept: str | None, console: Console, lang: Lang) -> Practice:
    """Return the practice that was kept; a new one, said so, when what was kept can no longer be read."""
    if kept is None:
        return Practice(reasoner.decisions, exercise)
    try:
        return practice_from(kept, reasoner.decisions, exercise)
    except FaultsFound as faults:
        if {one.code for one in faults.faults} != {"record_damaged"}:
            raise
        for line in faults.lines(lang):
            console.print(Folded(line))
        return Practice(reasoner.decisions, exercise)


class _Sitting:
    """One exercise at the terminal."""

    def __init__(
        self, reasoner: Reasoner, practice: Practice, keep: Callable[[str], None], console: Console, lang: Lang
    ) -> None:
        self.reasoner = reasoner
        self.practice = practice
        self.keep = keep
        self.console = console
        self.lang = lang
        self.prompter: Prompter = ExplainingPrompter(prompter(console, lang), console, reasoner.base, lang)

    @property
    def base(self) -> RuleBase:
        return self.reasoner.base

    def run(self, *, resumed: bool) -> None:
        """Ask until a form is committed to, then show what it teaches."""
        self.story()
        if resumed and self.practice.asked:
            self.facts()
        self.take(self.practice)
        theme = ""
        while self.practice.commitment is None:
            theme = self.step(theme)
        self.teach()

    def take(self, practice: Practice) -> None:
        """Keep a step before anything else shows."""
        self.practice = practice
        self.keep(practice_text(practice))

    # --- the story and the facts ---------------------------------------------------------------------------

    def story(self) -> None:
        """Show the story, and how the exercise goes."""
        exercise = self.practice.exercise
        self.console.print()
        self.console.rule(exercise.title.to(self.lang), align="left")
        for paragraph in exercise.story.to(self.lang).split(PARAGRAPH):
            self.show(Text(paragraph, paragraph))
            self.console.print()
        for key in ("practice_how", "practice_whose"):
            self.show(message("training", key), "dim")

    def facts(self) -> None:
        """Show the facts learnt so far."""
        self.console.print()
        self.show(message("training", "practice_facts"), "bold")
        for fact in self.practice.facts:
            self.fact(fact)

    def fact(self, fact: Fact) -> None:
        """Show what asking a question gave."""
        asked = self.base.questions[fact.question].ask
        told = message("training", "practice_fact", ask=asked, fact=fact_words(self.base, fact))
        self.console.print(Folded(told.to(self.lang), "  - "))

    # --- one step ------------------------------------------------------------------------------------------

    def step(self, theme: str) -> str:
        """Ask for a theme or for a decision; return the theme, to be pointed at next time.

        Args:
            theme: the theme of the question before.
        """
        left = self.practice.unasked
        names = {one: self.theme_words(one, len(questions)) for one, questions in left.items()}
        commit = message("training", "practice_commit").to(self.lang)
        self.console.print()
        self.show(self.count(), "cyan")
        chosen = self.menu(message("training", "practice_theme_which"), {**names, COMMIT: commit}, theme, reread=True)
        if chosen == COMMIT:
            self.commit()
            return theme
        self.ask(left[chosen])
        return chosen

    def theme_words(self, theme: str, count: int) -> str:
        return message("training", "practice_theme", name=self.base.themes[theme].name, count=count).to(self.lang)

    def count(self) -> Text:
        """Say how many facts were asked for so far."""
        count = len(self.practice.asked)
        key = "practice_count_none" if count == 0 else "practice_count_one" if count == 1 else "practice_count"
        return message("training", key, count=count)

    def ask(self, questions: tuple[str, ...]) -> None:
        """Ask for a question of a theme, and show what it gives."""
        asks = {one: self.base.questions[one].ask.to(self.lang) for one in questions}
        back = message("training", "practice_back").to(self.lang)
        chosen = self.menu(message("training", "practice_which"), {**asks, BACK: back})
        if chosen in asks:
            self.take(self.practice.ask(chosen))
            given = fact_words(self.base, self.practice.facts[-1])
            self.show(message("training", "practice_given", fact=given), "bold")

    # --- the decision --------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Ask which form it is and why; come back to the questions when asked to."""
        chosen = self.family()
        forms = self.forms(chosen)
        if forms:
            back = message("training", "practice_back_families").to(self.lang)
            chosen = self.menu(message("training", "practice_which_form"), {**forms, BACK: back})
            if chosen == BACK:
                self.commit()
                return
        if chosen != BACK:
            why = message("training", "practice_why").to(self.lang)
            self.console.print()
            reasons = typed(why, self.prompter, self.console, self.lang)
            self.take(self.practice.commit(None if chosen == CANNOT_TELL else chosen, reasons))

    def family(self) -> str:
        """Ask which family of forms it is of, or for a reason to name none."""
        families = {kind: message("training", f"practice_{kind}").to(self.lang) for kind in KINDS}
        reasons = {
            f"{UNDETERMINED}.{one.id}": one.headline.to(self.lang)
            for one in self.base.undetermined.values()
            if one.when is not None
        }
        ends = {
            CANNOT_TELL: message("training", "practice_cannot_tell").to(self.lang),
            BACK: message("training", "practice_back").to(self.lang),
        }
        return self.menu(message("training", "practice_family"), {**families, **reasons, **ends})

    def forms(self, kind: str) -> dict[str, str]:
        """Return the forms of a family, each with its definition."""
        return {
            form.id: message("training", "practice_form", name=form.name, definition=form.definition).to(self.lang)
            for form in self.base.forms.values()
            if form.kind == kind
        }

    # --- what it teaches -----------------------------------------------------------------------------------

    def teach(self) -> None:
        """Show what the exercise teaches."""
        from qualifier.report.glossary import explained_below
        from qualifier.report.text import text

        document = lesson_document(lesson(self.reasoner, self.practice))
        self.console.print()
        with explained_below(self.console, self.base, self.lang):
            self.console.print(text(document, (self.lang,), min(self.console.width, WIDEST)), soft_wrap=True)

    # --- small things --------------------------------------------------------------------------------------

    def menu(self, ask: Text, choices: Mapping[str, str], current: str = "", *, reread: bool = False) -> str:
        """Ask for one of several things; one key leaves, another shows the story and the facts again.

        Raises:
            _Left: the quit key was pressed.
        """
        commands = {message("screens", "key_quit").to(self.lang): Command.QUIT}
        if reread:
            commands[message("screens", "key_help").to(self.lang)] = Command.HELP
        # A numbered list would read it out as an answer given before.
        at = current if current and self.prompter.draws else None
        while True:
            if reread:
                self.show(message("training", "practice_keys"), "dim")
            self.console.print()
            reply = self.prompter.ask(Prompt(ask.to(self.lang), tuple(choices.items()), at, commands))
            if reply.command is Command.QUIT:
                raise _Left
            if reply.command is not Command.HELP:
                return reply.value
            self.story()
            self.facts()
            self.console.print()

    def show(self, text: Text, style: str = "") -> None:
        """Show a paragraph."""
        self.console.print(Folded(text.to(self.lang), "", style))
