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
    from qualifier.explanation.explain import Explanation

FIRST = ("proof", "why_not", "contrast", "axes")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "elsewhere": ("observations", "solidity", "changes", "path", "what_if"),
    "more": ("tensions", "risks", "not_asked", "closed", "sources"),
}
TRIED_OUT = ("path", "what_if")
LEAVE = "leave"


class VerdictMenu:
    """The menu after one verdict."""

    def __init__(self, conversation: Conversation, explained: Explanation) -> None:
        """Find out what there is to show.

        Args:
            conversation: the sitting, for asking and showing.
            explained: the verdict with its explanation.
        """
        from qualifier.report.terminal import LAYERS

        self.conversation = conversation
        self.explained = explained
        self.base = conversation.reasoner.base
        lang = conversation.lang
        self.shown = {id_ for id_, layer in LAYERS.items() if layer(explained, lang) is not None}
        if explained.prospects is not None:
            self.shown.update(TRIED_OUT)

    def run(self, ends: Mapping[str, str]) -> str:
        """Show what is chosen until one of the ends is; return that end.

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
                self.within(chosen)
            elif chosen not in ends:
                self.show(chosen)
        return chosen

    def within(self, group: str) -> None:
        """Ask for one thing of a group, and show it."""
        say = self.conversation.say
        choices = {id_: say(f"layer_{id_}") for id_ in GROUPS[group] if id_ in self.shown}
        chosen = self.conversation.menu(f"group_{group}_next", {**choices, LEAVE: say("cancel_verdict")})
        if chosen == "path":
            self.path()
        elif chosen == "what_if":
            self.what_if()
        elif chosen in choices:
            self.show(chosen)

    def show(self, layer: str) -> None:
        """Show one layer of the verdict."""
        from qualifier.report.terminal import show_layer

        show_layer(self.conversation.console, self.explained, self.conversation.lang, layer)

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
