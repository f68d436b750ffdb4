"""Everything, for a team that wants to look into it: proof, other forms, contrast, solidity, paths, answers, works."""

from __future__ import annotations

from functools import partial

from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Document
from qualifier.words import message

MOST_OPEN = 5
PARTS = (
    parts.verdict,
    parts.definition,
    parts.axes,
    parts.proof,
    parts.alerts,
    parts.next_steps,
    partial(parts.observations, most=MOST_OPEN),
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
    blocks = parts.with_sources(about, (block for one in PARTS for block in one(about)))
    title = message("contents", "team_title", name=about.explained.name)
    return Document(title, about.about, tuple(blocks), message("contents", "foot"))
