"""What a report is about: the case, the rules, the explained verdict, and what is worked out of them once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from qualifier.explanation.explain import Explanation, explain_case
from qualifier.explanation.next_form import next_way
from qualifier.explanation.prospects import WaySaid
from qualifier.explanation.readings import ReadingSaid, readings_said
from qualifier.explanation.schools import Schools
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
from qualifier.knowledge.cases import SECOND_HAND, Case
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import Text, day, message


@dataclass(frozen=True)
class Subject:
    """A case with its explained verdict."""

    reasoner: Reasoner
    case: Case
    explained: Explanation

    @property
    def base(self) -> RuleBase:
        """The rules."""
        return self.reasoner.base

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.explained.verdict

    @cached_property
    def points(self) -> tuple[PointSaid, ...]:
        """Points to settle in an agreement, and questions to put to the partner."""
        return points_said(self.base, self.verdict)

    @cached_property
    def points_to_share(self) -> tuple[PointSaid, ...]:
        """The same, from what was seen, written or left unmarked: what was told or felt is not passed on."""
        firm = {id_: one for id_, one in self.case.answers.items() if one.evidence not in SECOND_HAND}
        return points_said(self.base, self.reasoner.outline(replace(self.case, answers=firm)))

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
        return new_space_said(self.schools.scales.get("new_space"))

    @cached_property
    def schools(self) -> Schools:
        """What other schools say."""
        return Schools(self.reasoner, self.verdict)

    @cached_property
    def readings(self) -> tuple[ReadingSaid, ...]:
        """What each school would decide on the same answers, the one that decides first."""
        return readings_said(self.reasoner, self.case, self.verdict)

    @cached_property
    def next_way(self) -> WaySaid | None:
        """The way to the next form that advice leads to, if there is one."""
        return next_way(self.base, self.explained)

    @property
    def about(self) -> tuple[tuple[Text, Text], ...]:
        """The lines under the title: the case, the date of the answers, the reading, the rules."""
        verdict = self.verdict
        date = day(verdict.date) if verdict.date else message("verdict", "undated")
        version = Text(verdict.rules_version, verdict.rules_version)
        return (
            (message("report", "case"), Text(verdict.case, verdict.case)),
            (message("contents", "date"), date),
            (message("contents", "school"), self.explained.reading),
            (message("contents", "rules"), version),
        )


def subject(reasoner: Reasoner, case: Case) -> Subject:
    """Qualify a case and return it as the subject of a report.

    Args:
        reasoner: the rules with their engine.
        case: the answers.
    """
    return Subject(reasoner, case, explain_case(reasoner, case))
