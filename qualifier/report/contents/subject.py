"""What a report is about: the case, the rules, the explained verdict, and what is worked out of them once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qualifier.explanation.explain import Explanation, Reference, bibliography, explain_case
from qualifier.explanation.talks import (
    DebateSaid,
    NewSpaceSaid,
    PointSaid,
    RoleSaid,
    debates_said,
    new_space_said,
    points_said,
    points_settled,
    roles_said,
)
from qualifier.knowledge.cases import Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import Text, message


@dataclass(frozen=True)
class Subject:
    """A case with its explained verdict."""

    base: RuleBase
    case: Case
    explained: Explanation

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.explained.verdict

    @cached_property
    def points(self) -> tuple[PointSaid, ...]:
        """Points to settle in an agreement, and questions to put to the partner."""
        return points_said(self.base, self.verdict)

    @cached_property
    def settled(self) -> tuple[PointSaid, ...]:
        """Points of the agreement that are settled already."""
        return points_settled(self.base, self.verdict)

    @cached_property
    def debates(self) -> tuple[DebateSaid, ...]:
        """What authors disagree about and these facts make matter."""
        return debates_said(self.base, self.verdict)

    @cached_property
    def roles(self) -> tuple[RoleSaid, ...]:
        """Who does what."""
        return roles_said(self.base, self.verdict)

    @cached_property
    def new_space(self) -> NewSpaceSaid:
        """What each brings, what is new, what a new space would still need."""
        return new_space_said(self.base, self.verdict)

    def works(self, more: Iterable[str] = ()) -> tuple[Reference, ...]:
        """Return the works that the verdict cites, and others.

        Args:
            more: the ids of the others.
        """
        return bibliography(self.base, [*(one.id for one in self.explained.bibliography), *more])

    @property
    def about(self) -> tuple[tuple[Text, Text], ...]:
        """The lines under the title: the case, the date of the answers, the reading, the rules."""
        verdict = self.verdict
        date = _date(self) if verdict.date else message("verdict", "undated")
        version = Text(verdict.rules_version, verdict.rules_version)
        return (
            (message("report", "case"), Text(verdict.case, verdict.case)),
            (message("contents", "date"), date),
            (message("report", "reading"), self.explained.reading),
            (message("contents", "rules"), version),
        )


def subject(reasoner: Reasoner, case: Case) -> Subject:
    """Qualify a case and return it as the subject of a report.

    Args:
        reasoner: the rules with their engine.
        case: the answers.
    """
    return Subject(reasoner.base, case, explain_case(reasoner, case))


def _date(one: Subject) -> Text:
    date = one.verdict.date
    return Text(f"{date:%d/%m/%Y}", date.isoformat()) if date else Text("", "")
