"""The questionnaire on a terminal: asks, saves each answer before the next question, shows the summary and the verdict.

What comes next and why is worked out by `qualifier.interview`; this is only the conversation.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console

from qualifier.cli.free_text import typed
from qualifier.cli.keeping import Keeper
from qualifier.cli.output import unicode_terminal
from qualifier.cli.prompts import Command, MenuPrompter, NumberedPrompter, Prompt, Prompter, Reply
from qualifier.explanation.over_time import answer_words
from qualifier.explanation.why_not import reason_line
from qualifier.interview.interview import Interview
from qualifier.interview.order import Progress
from qualifier.interview.typed import typed_line
from qualifier.knowledge.cases import (
    EVIDENCE,
    REASONS,
    Answer,
    Case,
    Evidence,
    Note,
    Reason,
)
from qualifier.knowledge.faults import FaultsFound
from qualifier.knowledge.models import Question, Tension
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.folded import Folded
from qualifier.words import Lang, join, message

if TYPE_CHECKING:
    from qualifier.report.contents.subject import Subject

COMMANDS = (Command.HELP, Command.WHY, Command.BACK, Command.UNKNOWN, Command.SKIP, Command.QUIT)
Done = TypeVar("Done")
VERDICT, CHANGE, QUIT, BACK, GO_ON, REST = "verdict", "change", "quit", "back", "go_on", "rest"
CELLS = 24


class Paused(Exception):
    """The user left; the answers are saved."""


class Conversation:
    """One sitting: an interview, what keeps its answers, and the way of asking."""

    def __init__(
        self,
        reasoner: Reasoner,
        console: Console,
        prompter: Prompter,
        lang: Lang,
        keeper: Keeper,
        *,
        blind: bool = False,
    ) -> None:
        """Prepare a sitting.

        Args:
            reasoner: the rules with their engine.
            console: where things are shown.
            prompter: how questions are asked.
            lang: the language.
            keeper: what keeps the answers.
            blind: it ends with the answers; the verdict is for later.
        """
        self.blind = blind
        self.reasoner = reasoner
        self.console = console
        self.prompter = prompter
        self.lang = lang
        self.keeper = keeper
        self.interview = Interview(reasoner.decisions, Case("", {}))
        self.told_too_large = False
        self.looked_at_again: set[str] = set()
        self.commands = {self.say(f"key_{one.value}"): one for one in COMMANDS}
        self.marks: dict[str, Evidence] = {self.say(f"key_{mark}"): mark for mark in EVIDENCE}

    # --- the whole sitting ---------------------------------------------------------------------------------

    def run(self, case: Case) -> None:
        """Ask every question that matters, then show the summary and the verdict, until the user has done.

        Args:
            case: the answers to start from.

        Raises:
            Paused: the user left; everything given is saved.
            FaultsFound: an answer could not be saved.
        """
        # The files say how a questionnaire begins: the first question need not wait for the diagrams.
        ahead = self.reasoner.ahead if case.answers or case.skipped else None
        self.interview = Interview(self.reasoner.decisions, case, ahead).resumed()
        self.welcome()
        self.save()
        while True:
            self.ask_all()
            ended = self.summary() == VERDICT and (self.blind or self.verdict() == QUIT)
            self.save(ended=ended)
            if ended:
                return

    def ask_all(self) -> None:
        """Ask until nothing is left to ask; answers that sit ill together are looked at, those from a file too."""
        while True:
            question = self.interview.question
            if question is not None:
                self.step(question)
                self.save()
            self.look_at_tensions()
            if self.interview.question is None:
                return

    def look_ahead(self) -> None:
        """Get the diagrams ready, if they are not."""
        if self.interview.ahead is None:
            self.interview = self.interview.with_ahead(self.reasoner.ahead)
            self.keeper.ready()

    def save(self, *, ended: bool = False) -> None:
        """Keep the answers; when that fails they are said in one line, so that they can be typed in again.

        Args:
            ended: the user has done. Where no verdict follows, nothing else tells that the answers are finished.
        """
        case = self.interview.case
        try:
            self.keeper.save(case, finished=self.interview.question is None and (ended or not self.blind))
        except FaultsFound:
            if case.answers:
                self.show(self.say("not_kept", line=typed_line(self.reasoner.base, case.answers, self.lang)))
            raise

    def welcome(self) -> None:
        """Say what this is, for whom, and where the answers stay."""
        self.show(self.say("welcome_title"), "bold")
        for key in ("welcome", "several"):
            self.show(self.say(key))
        self.show(self.keeper.where.to(self.lang), "dim")
        base = self.reasoner.base
        self.show(base.readings[base.reading].announced.to(self.lang), "dim")
        for key in self.prompter.keys_once:
            self.show(self.say(key))

    # --- one question --------------------------------------------------------------------------------------

    def step(self, question: Question) -> None:
        """Ask one question, once, and move according to the reply."""
        self.header(question)
        reply = self.prompter.ask(self.prompt(question), self.look_ahead)
        self.look_ahead()
        self.say_too_large()
        if reply.command is not None:
            self.obey(reply.command, question)
        else:
            before = self.interview.case.answers.get(question.id, Answer())
            kept = before.evidence if before.option == reply.value else None
            self.interview = self.interview.answer(Answer(option=reply.value, evidence=reply.evidence or kept))

    def prompt(self, question: Question) -> Prompt:
        """Return the prompt of a question, its present answer pointed at."""
        given = self.interview.case.answers.get(question.id)
        several = f" {self.say(f'several_{question.if_several}')}" if question.if_several else ""
        return Prompt(
            ask=f"{question.ask.to(self.lang)}{several}",
            choices=tuple((option.id, option.label.to(self.lang)) for option in question.options),
            current=given.option if given else None,
            commands=self.commands,
            evidence=self.marks,
        )

    def header(self, question: Question) -> None:
        """Show the theme, how far we are, and the keys."""
        self.console.print()
        self.show(self.reasoner.base.themes[question.theme].name.to(self.lang), "cyan")
        self.show(self.progress_words())
        for key in self.prompter.keys_each:
            self.show(self.say(key), "dim")

    def progress_words(self) -> str:
        """Say how far we are: the rank, what there will probably be, what there will be at most; with a bar."""
        progress = self.interview.progress
        if self.interview.ahead is None and progress.rank == 1:
            return self.say("progress_first", rank=1)
        if progress.likely is None:
            said = self.say("progress", rank=progress.rank, total=progress.at_most)
        else:
            said = self.say("progress_likely", rank=progress.rank, likely=progress.likely, total=progress.at_most)
        return f"{bar(progress)} {said}" if self.prompter.draws else said

    def say_too_large(self) -> None:
        """Say once that the rules are too large to be read ahead, and what that changes."""
        if self.reasoner.too_large is not None and not self.told_too_large:
            self.told_too_large = True
            for line in self.reasoner.too_large.lines(self.lang):
                self.show(line)

    # --- answers that sit ill together ---------------------------------------------------------------------

    def look_at_tensions(self) -> None:
        """Quote answers that sit ill together, once each, and do what the user wants about them.

        An answer that was to be corrected, and was given again as it is, is kept: nobody is asked twice.
        """
        while (tension := self.interview.tension) is not None:
            if tension.id in self.looked_at_again:
                self.interview = self.interview.noted(tension.id, Note("kept"))
                continue
            corrected = self.look_at(tension)
            self.save()
            if corrected:
                return

    def look_at(self, tension: Tension) -> bool:
        """Quote two answers side by side with three ways out; tell whether one of them is to be corrected."""
        asks = {id_: self.reasoner.base.questions[id_].ask.to(self.lang) for id_ in tension.questions}
        quoted = [
            message("verdict", "answered", ask=ask, label=self.answer_words(id_)).to(self.lang)
            for id_, ask in asks.items()
        ]
        self.paragraphs(self.say("tension_title"), *quoted, tension.say.to(self.lang))
        correct = {id_: self.say("tension_correct", ask=ask) for id_, ask in asks.items()}
        chosen = self.menu(
            "tension_next", {**correct, "kept": self.say("tension_keep"), "ask": self.say("tension_ask")}
        )
        if chosen in asks:
            self.looked_at_again.add(tension.id)
            self.interview = self.interview.go_to(chosen)
            return True
        why = typed(self.say("tension_why"), self.prompter, self.console, self.lang) if chosen == "kept" else ""
        self.interview = self.interview.noted(tension.id, Note("ask" if chosen == "ask" else "kept", why or None))
        return False

    def obey(self, command: Command, question: Question) -> None:
        """Do what a key asked for."""
        if command is Command.QUIT:
            raise Paused
        if command is Command.HELP:
            self.help(question)
        elif command is Command.WHY:
            self.why()
        elif command is Command.SKIP:
            self.interview = self.interview.skip()
        elif command is Command.UNKNOWN:
            self.unknown()
        elif self.interview.met[:1] in ((), (question.id,)):
            self.show(self.say("first_question"))
        else:
            self.interview = self.interview.back()

    def help(self, question: Question) -> None:
        """Show what the question means, with its example and where it comes from."""
        names = ", ".join(self.short(id_) for id_ in question.source)
        self.paragraphs(
            self.say("help"),
            question.help.to(self.lang),
            self.say("example", text=question.example),
            self.say("could_tell", text=question.could_tell),
            self.say("sources", names=names),
        )

    def why(self) -> None:
        """Show why the question is asked: the forms still at stake, those out and through what."""
        question = self.interview.question
        lines = [question.why.to(self.lang)] if question else []
        if self.blind or (question is not None and question.extra):
            # The forms still at stake would tell, little by little, what is for later; an extra question moves none.
            self.paragraphs(self.say("why"), *lines)
            return
        stake = self.interview.why()
        if stake.only_beside:
            lines.append(self.say("only_beside"))
        for key, names in (("told_apart", stake.told_apart), ("untouched", stake.untouched)):
            if names and not stake.only_beside:
                lines.append(self.say(key, names=join(names, " ; ")))
        lines.append(self.say("already_out" if stake.out else "none_out"))
        self.paragraphs(self.say("why"), *lines)
        for name, reason in stake.out:
            self.console.print(Folded(reason_line(name, reason).to(self.lang), "  - "))

    def unknown(self) -> None:
        """Ask why it is unknown, and note it; or come back to the question."""
        reply = self.menu("why_unknown", {**{one: self.say(one) for one in REASONS}, BACK: self.say("cancel")})
        reasons: dict[str, Reason] = {one: one for one in REASONS}
        if reply in reasons:
            self.interview = self.interview.answer(Answer(unknown=reasons[reply]))

    # --- the summary ---------------------------------------------------------------------------------------

    def summary(self) -> str:
        """Show all the answers; return once the verdict is asked for, or a question is to be asked again."""
        self.look_ahead()
        self.show_answers()
        self.say_why_it_stops()
        ends = {CHANGE: self.say("change_answer"), QUIT: self.say("answers_later" if self.blind else "finish")}
        done = self.say("answers_done" if self.blind else "see_verdict")
        chosen = self.menu("summary_next", {VERDICT: done, **self.going_on(), **ends})
        if chosen == QUIT:
            raise Paused
        if chosen == GO_ON:
            self.interview = self.interview.go_on()
        if chosen == CHANGE:
            self.change()
        return chosen

    def say_why_it_stops(self) -> None:
        """Say that no further answer can change the form; or that what is open waits for answers that are missing."""
        if self.interview.ahead is None:
            return
        if self.interview.settled is not None:
            self.show(self.say("stops_settled"), "bold")
        elif self.interview.short:
            self.show(self.say("stops_open_blind" if self.blind else "stops_open"), "bold")

    def show_answers(self) -> None:
        """Show every question with its answer, by theme."""
        self.console.print()
        self.console.rule(self.say("summary_title"), align="left")
        theme = ""
        for id_ in self.interview.listed:
            question = self.reasoner.base.questions[id_]
            if question.theme != theme:
                theme = question.theme
                self.show(self.reasoner.base.themes[theme].name.to(self.lang), "cyan")
            self.show(question.ask.to(self.lang), "dim", 2)
            self.show(self.answer_words(id_), "", 4)
        if self.interview.waiting:
            self.show(self.say("summary_waiting", count=len(self.interview.waiting)))
        if self.interview.set_aside:
            self.show(self.say("summary_aside", count=len(self.interview.set_aside)))

    def answer_words(self, question: str) -> str:
        """Say the answer to a question, or that there is none."""
        answer = self.interview.case.answers.get(question)
        if answer is None:
            return f"({self.say('skipped')})"
        return answer_words(self.reasoner.base, question, answer).to(self.lang)

    def change(self) -> None:
        """Put the question that the user names back on screen."""
        asks = {
            id_: f"{self.reasoner.base.questions[id_].ask.to(self.lang)} — {self.answer_words(id_)}"
            for id_ in self.interview.listed
        }
        chosen = self.menu("which_answer", {**asks, BACK: self.say("cancel")})
        if chosen in asks:
            self.interview = self.interview.go_to(chosen)

    # --- the verdict ---------------------------------------------------------------------------------------

    def verdict(self) -> str:
        """Show the verdict, then its layers on demand; return what the user wants next."""
        from qualifier.cli.verdict_menu import READ_AS, WIDER, VerdictMenu
        from qualifier.report.contents.subject import subject

        about = subject(self.reasoner, self.interview.case)
        self.keeper.keep_verdict(about)
        while True:
            self.show_verdict(about)
            ends = {**self.going_on(), CHANGE: self.say("change_answer"), QUIT: self.say("finish")}
            chosen = VerdictMenu(self, about).run(ends)
            if not chosen.startswith(READ_AS):
                break
            self.read_as(chosen.removeprefix(READ_AS))
            about = subject(self.reasoner, self.interview.case)
        if chosen == CHANGE:
            self.change()
        if chosen == GO_ON:
            self.interview = self.interview.go_on()
        if chosen == REST:
            self.interview = self.interview.resumed()
        if chosen == WIDER:
            self.interview = self.interview.go_wider()
        return chosen

    def show_verdict(self, about: Subject) -> None:
        """Show what is read first of a verdict."""
        from qualifier.report.terminal import first_layer

        self.console.print()
        self.console.print(first_layer(about.explained, self.lang))

    def read_as(self, reading: str) -> None:
        """Read the same answers as another school does, from now on."""
        self.reasoner = self.reasoner.in_reading(reading)
        self.interview = Interview(self.reasoner.decisions, self.interview.case, self.reasoner.ahead)

    def going_on(self) -> dict[str, str]:
        """Return the choice to go on with what the short questionnaire leaves out, if it leaves anything out.

        In another reading, questions that decide there may never have been asked: they are, first.
        """
        if self.interview.case.at is None and self.interview.resumed().question is not None:
            return {REST: self.say("answer_rest", count=len(self.interview.waiting))}
        count = len(self.interview.beside)
        key = "go_on_one" if count == 1 else "go_on"
        return {GO_ON: self.say(key, count=count)} if count else {}

    # --- small things --------------------------------------------------------------------------------------

    def menu(self, key: str, choices: Mapping[str, str], current: str = "", **values: object) -> str:
        """Ask for one of several things; the quit key leaves, the answers being saved."""
        self.console.print()
        commands = {self.say("key_quit"): Command.QUIT}
        prompt = Prompt(self.say(key, **values), tuple(choices.items()), current or None, commands)
        reply: Reply = self.prompter.ask(prompt)
        if reply.command is Command.QUIT:
            raise Paused
        return reply.value

    def paragraphs(self, title: str, *texts: str) -> None:
        """Show a title and paragraphs."""
        self.console.print()
        self.show(title, "bold")
        for text in texts:
            self.show(text)

    def show(self, text: str, style: str = "", indent: int = 0) -> None:
        """Show a paragraph."""
        self.console.print(Folded(text, " " * indent, style))

    def short(self, source: str) -> str:
        """Return the short name of a work."""
        sources = self.reasoner.base.sources
        return sources[source].short if source in sources else message("report", "inference_short").to(self.lang)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the screens."""
        return message("screens", key, **values).to(self.lang)


def bar(progress: Progress) -> str:
    """Draw how far we are: what is behind, what is probably ahead, what is ahead at most.

    Args:
        progress: how far we are.
    """

    def part(count: int) -> int:
        return round(count * CELLS / progress.at_most)

    done, likely = part(progress.rank - 1), part(progress.likely or progress.rank - 1)
    return "█" * done + "▒" * (likely - done) + "░" * (CELLS - likely)


def prompter(console: Console, lang: Lang) -> Prompter:
    """Choose the way of asking: the numbered list when asked for, or when the terminal cannot redraw or show accents.

    Args:
        console: the terminal.
        lang: the language.
    """
    accessible = os.environ.get("ACCESSIBLE", "") not in ("", "0")
    if accessible or os.environ.get("TERM") == "dumb" or not unicode_terminal():
        return NumberedPrompter(console, lang)
    return MenuPrompter(console, lang)
