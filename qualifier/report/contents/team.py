"""Everything, for a team that wants to look into it: proof, other forms, contrast, solidity, paths, answers, works."""

from __future__ import annotations

from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Document
from qualifier.words import message

PARTS = (
    parts.verdict,
    parts.definition,
    parts.axes,
    parts.proof,
    parts.alerts,
    parts.next_steps,
    parts.observations,
    parts.solidity,
    parts.ways,
    parts.path,
    parts.contrast,
    parts.why_not,
    parts.roles,
    parts.new_space,
    parts.questions_to_put,
    parts.points_to_settle,
    parts.points_settled,
    parts.risks,
    parts.tensions,
    parts.answers,
    parts.not_asked,
)


def team(about: Subject) -> Document:
    """Return the report for a team.

    Args:
        about: the case with its explained verdict.
    """
    cited = (id_ for point in (*about.points, *about.settled) for id_ in point.source)
    blocks = (*(block for one in PARTS for block in one(about)), *parts.sources(about, cited))
    title = message("contents", "team_title", name=about.explained.name)
    return Document(title, about.about, blocks, message("contents", "foot"))
