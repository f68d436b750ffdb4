"""Who says what around the table, where it counts, and what all the voices together leave possible.

What is made of it is for `divides`, `sides` and `moves`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from qualifier.group.viewpoints import View
from qualifier.knowledge.faults import FaultsFound, Place, fault
from qualifier.knowledge.models import UNDETERMINED
from qualifier.reasoning.diagram import Diagram
from qualifier.reasoning.lookahead import Lookahead
from qualifier.reasoning.outlook import Outlook
from qualifier.reasoning.relevance import relevant_questions
from qualifier.reasoning.verdict import Reasoner

# The diagrams have one name for "no form, whatever else is answered"; a verdict always gives the reason with it.
MISSING = f"{UNDETERMINED}.missing"


class Voices:
    """The answers of a group, read together.

    An answer is a voice only where it counts for the one who gives it: on a branch that their own answers close, the
    question was not put to them, or what they had answered before is set aside. Whoever closed the branch disagrees on
    the question that closes it, and not once more on each question behind it.

    The voices may be mixed in any way: each question that somebody answers has one of the options voiced, each other
    question any of its options. Nothing says that one person must be right about everything.
    """

    def __init__(self, reasoner: Reasoner, views: Sequence[View]) -> None:
        """Read the answers.

        Args:
            reasoner: the rules.
            views: the viewpoints, in any order.

        Raises:
            FaultsFound: there is no viewpoint (`session_no_viewpoint`).
        """
        if not views:
            raise FaultsFound([fault("session_no_viewpoint", Place())])
        self.reasoner = reasoner
        self.views = in_order(views)
        answers = [one.case.answers for one in self.views]
        self.counting = tuple(view.counting(reasoner.decisions) for view in self.views)
        self._relevant = frozenset(q for one in answers for q in relevant_questions(reasoner.decisions, one))

    @cached_property
    def ahead(self) -> Lookahead:
        """The diagrams of the rules: without them nothing could be said of every mixture, and nothing is guessed.

        Raises:
            FaultsFound: the rules are too large for them (`rules_too_large`).
        """
        if self.reasoner.ahead is None:
            raise self.reasoner.too_large or FaultsFound([])
        return self.reasoner.ahead

    @cached_property
    def said(self) -> Mapping[str, Mapping[str, tuple[View, ...]]]:
        """For each question that somebody answers, each option voiced and by whom; in the rules' order."""
        found: dict[str, Mapping[str, tuple[View, ...]]] = {}
        for id_, question in self.reasoner.base.questions.items():
            by_option = {option.id: self.voicing(id_, option.id) for option in question.options}
            voiced = {option: views for option, views in by_option.items() if views}
            if voiced:
                found[id_] = MappingProxyType(voiced)
        return MappingProxyType(found)

    def voicing(self, question: str, option: str) -> tuple[View, ...]:
        """Return those who give an answer, where it counts for them."""
        pairs = zip(self.views, self.counting, strict=True)
        return tuple(view for view, counting in pairs if counting.get(question) == option)

    @property
    def split(self) -> tuple[str, ...]:
        """The questions to which two or more options are voiced."""
        return tuple(question for question, voiced in self.said.items() if len(voiced) > 1)

    @cached_property
    def left(self) -> Diagram:
        """The diagram of the principal form over every mixture of the voices."""
        rank, options = self.ahead.rank, self.ahead.options
        return self.ahead.principal.among(
            {rank[q]: tuple(map(options[q].index, voiced)) for q, voiced in self.said.items()}
        )

    @cached_property
    def possible(self) -> frozenset[str]:
        """The outcomes that some mixture of the voices leads to."""
        return named(self.left.possible)

    def matters(self, question: str) -> bool:
        """Tell whether the outcome depends on a question, for some mixture of the answers to the others."""
        return self.ahead.rank[question] in self.left.questions

    def leaves(self, question: str) -> dict[str, frozenset[str]]:
        """Return, for each option voiced, the outcomes still possible once the group has settled on it."""
        masks = self.left.after.get(self.ahead.rank[question])
        voiced = self.said[question]
        if masks is None:
            return dict.fromkeys(voiced, self.possible)
        return {option: named(self.left.named(mask)) for option, mask in zip(voiced, masks, strict=True)}

    def was_met(self, question: str) -> bool:
        """Tell whether a question is to be put to somebody, going by that person's own answers."""
        return question in self._relevant

    def closed(self, question: str) -> bool:
        """Tell whether a question is not asked at all, whichever of the voices one follows.

        Those who answered it had not answered what closes it.
        """
        return question not in self._asked

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The questions that some mixture of the voices may have asked; as `relevant_questions` walks one's answers."""
        asked: set[str] = set()
        outlook = Outlook(self.reasoner.decisions, {})
        for id_, question in self.reasoner.base.questions.items():
            if outlook.truth(question.ask_when) is not False:
                asked.add(id_)
                if id_ in self.said:
                    outlook.learn(id_, *self.said[id_])
        return frozenset(asked)


def in_order(views: Sequence[View]) -> tuple[View, ...]:
    """Return viewpoints by their labels (A, B, … Z, A2): what is said of a group never depends on who came first.

    Args:
        views: the viewpoints.
    """
    return tuple(sorted(views, key=lambda one: (len(one.label), one.label)))


def named(outcomes: Iterable[str]) -> frozenset[str]:
    """Return outcomes of a diagram under the names that verdicts give them.

    Args:
        outcomes: their names in the diagram.
    """
    return frozenset(MISSING if one == UNDETERMINED else one for one in outcomes)


def labels_of(views: Sequence[View]) -> tuple[str, ...]:
    """Return the labels of viewpoints.

    Args:
        views: the viewpoints.
    """
    return tuple(one.label for one in views)
