"""What can be seen and tried out after a verdict, in a menu of two levels: never more than nine lines at once.

The verdict itself and its layers are made elsewhere; nothing chosen here changes an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qualifier.knowledge.cases import Answer, Case

if TYPE_CHECKING:
    from qualifier.cli.ask import Conversation
    from qualifier.report.contents.subject import Subject

FIRST = ("proof", "why_not", "contrast")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "schools": ("readings", "compare", "definitions", "ladders", "partners", "stages", "rights", "wider"),
    "elsewhere": ("observations", "solidity", "changes", "path", "what_if"),
    "more": ("axes", "debates", "tensions", "risks", "not_asked", "closed", "sources"),
}
# What is read together: a line of the menu shows all its parts.
TOGETHER: Mapping[str, tuple[str, ...]] = {"partners": ("partners", "networks"), "stages": ("stages", "territory")}
TRIED_OUT = ("path", "what_if")
WIDER, READ_AS = "wider", "read_as:"
# What other schools say: drawn by `report.school_layers`, which is not loaded before one of these is looked at.
SCHOOLS = tuple(one for one in (*GROUPS["schools"], "debates") if one != WIDER)
LEAVE = "leave"


class VerdictMenu:
    """The menu after one verdict."""

    def __init__(self, conversation: Conversation, about: Subject) -> None:
        """Find out what there is to show.

        Args:
            conversation: the sitting, for asking and showing.
            about: the case with its explained verdict.
        """
        from qualifier.report.terminal import LAYERS

        self.conversation = conversation
        self.about = about
        self.explained = about.explained
        self.base = conversation.reasoner.base
        lang = conversation.lang
        self.shown = {id_ for id_, layer in LAYERS.items() if layer(self.explained, lang) is not None}
        if self.base.scales:
            # Each is worked out when it is looked at: what other schools say is not waited for.
            self.shown.update(SCHOOLS)
        if conversation.interview.extras_left:
            self.shown.add(WIDER)
        if self.explained.prospects is not None:
            self.shown.update(TRIED_OUT)

    def run(self, ends: Mapping[str, str]) -> str:
        """Show what is chosen until one of the ends is, or a wish that leaves the menu as well; return it.

        `WIDER` asks for the questions that only other schools need; `READ_AS`, with the name of a reading, for the
        verdict as that school reads it.

        Args:
            ends: what leaves the menu, with the words for it.
        """
        say, chosen = self.conversation.say, ""
        groups = {group: ids for group, ids in GROUPS.items() if self.shown.intersection(ids)}
        choices = {
            **{id_: say(f"layer_{id_}") for id_ in FIRST if id_ in self.shown},
            **{group: say(f"group_{group}") for group in groups},
            **ends,
        }
        while chosen not in ends:
            chosen = self.conversation.menu("verdict_next", choices, current=chosen)
            if chosen in groups:
                wish = self.within(chosen)
                if wish:
                    return wish
            elif chosen not in ends:
                self.show(chosen)
        return chosen

    def within(self, group: str) -> str:
        """Ask for one thing of a group, and show it; return a wish that leaves the menu, if it is one."""
        say = self.conversation.say
        choices = {id_: say(f"layer_{id_}") for id_ in GROUPS[group] if id_ in self.shown}
        chosen = self.conversation.menu(f"group_{group}_next", {**choices, LEAVE: say("cancel_verdict")})
        if chosen == "path":
            self.path()
        elif chosen == "what_if":
            self.what_if()
        elif chosen == WIDER:
            return WIDER
        elif chosen in choices:
            self.show(chosen)
        return self.read_as() if chosen == "readings" else ""

    def show(self, layer: str) -> None:
        """Show one layer of the verdict, or of what other schools say."""
        console, lang = self.conversation.console, self.conversation.lang
        if layer not in SCHOOLS:
            from qualifier.report.terminal import show_layer

            show_layer(console, self.explained, lang, layer)
            return
        from qualifier.report.school_layers import show_school_layer

        for part in TOGETHER.get(layer, (layer,)):
            show_school_layer(console, self.about, lang, part)

    def read_as(self) -> str:
        """Ask whether the verdict is wanted as another school reads it."""
        say = self.conversation.say
        others = {f"{READ_AS}{one.id}": one for one in self.base.readings.values() if one.id != self.base.reading}
        choices = {id_: say("read_as", reading=one.name) for id_, one in others.items()}
        chosen = self.conversation.menu("read_as_next", {**choices, LEAVE: say("cancel_verdict")}) if choices else ""
        return chosen if chosen in others else ""

    # --- tried out -----------------------------------------------------------------------------------------

    def path(self) -> None:
        """Ask for a form, and show the shortest path to it."""
        from qualifier.report.prospects import path_shown

        say, lang, console = self.conversation.say, self.conversation.lang, self.conversation.console
        forms = {id_: form.name.to(lang) for id_, form in self.base.forms.items()}
        form = self.conversation.menu("which_form", {**forms, LEAVE: say("cancel_verdict")})
        if form not in forms or self.explained.prospects is None:
            return
        console.print()
        console.print(path_shown(self.explained.prospects.path(form), self.base.forms[form].name, lang))

    def what_if(self) -> None:
        """Ask which answer to imagine otherwise, and show what would change."""
        from qualifier.explanation.comparison import compare
        from qualifier.report.prospects import comparison_shown

        other = self.other_answer()
        if other is not None:
            after = self.conversation.reasoner.qualify(other)
            compared = compare(self.base, self.explained.verdict, after)
            self.conversation.console.print()
            self.conversation.console.print(comparison_shown(compared, self.conversation.lang))

    def other_answer(self) -> Case | None:
        """Ask which answer to imagine otherwise, and how; return the case as it would be, or None."""
        conversation, lang = self.conversation, self.conversation.lang
        interview, say = conversation.interview, conversation.say
        asks = {id_: self.base.questions[id_].ask.to(lang) for id_ in interview.given}
        question = conversation.menu("what_if_which", {**asks, LEAVE: say("cancel_verdict")})
        if question not in asks:
            return None
        options = {one.id: one.label.to(lang) for one in self.base.questions[question].options}
        now = conversation.answer_words(question)
        others = {id_: label for id_, label in options.items() if id_ != interview.case.answers[question].option}
        chosen = conversation.menu("what_if_how", {**others, LEAVE: say("cancel_verdict")}, now=now)
        if chosen not in others:
            return None
        return replace(interview.case, answers={**interview.case.answers, question: Answer(chosen)})
