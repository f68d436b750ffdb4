"""What a group works with: each participant's answers under a letter, never a name, with a side if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualifier.knowledge.cases import Answer, Case
from qualifier.reasoning.decisions import Decisions
from qualifier.reasoning.relevance import options_that_count


@dataclass(frozen=True)
class View:
    """One participant's answers on the relationship.

    Attributes:
        label: what tells it from the others: a letter, or the id of a role; never a person's name.
        case: the answers.
        side: the organisation or the role they speak from, when sides are told apart.
    """

    label: str
    case: Case
    side: str | None = None

    @property
    def options(self) -> Mapping[str, str]:
        """The option chosen for each question that has one."""
        return {id_: one.option for id_, one in self.case.answers.items() if one.option is not None}

    def counting(self, decisions: Decisions) -> Mapping[str, str]:
        """Return the options of the questions that were to be asked of this one: a voice is only where it counts.

        Args:
            decisions: the rules.
        """
        return options_that_count(decisions, self.case.answers)

    def answer(self, question: str) -> Answer:
        """Return the answer to a question; an empty one when there is none."""
        return self.case.answers.get(question, Answer())
