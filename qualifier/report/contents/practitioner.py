"""Two pages for those who live in the relationship: the verdict, why, what to do, what to ask, what to settle."""

from __future__ import annotations

from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document
from qualifier.words import message

# What holds on two pages of A4 with the longest sentences of the rules.
MOST_REASONS, MOST_OPEN, MOST_ASKED, MOST_SETTLED = 6, 2, 8, 10


def practitioner(about: Subject) -> Document:
    """Return the report for practitioners.

    Args:
        about: the case with its explained verdict.
    """
    blocks: list[Block] = [
        *parts.verdict(about),
        *parts.reasons(about, MOST_REASONS),
        *parts.alerts(about),
        *parts.next_steps(about),
        *parts.observations(about, MOST_OPEN),
        *parts.axes(about),
        *parts.questions_to_put(about, MOST_ASKED),
        *parts.points_to_settle(about, MOST_SETTLED),
    ]
    title = message("contents", "practitioner_title", name=about.explained.name)
    return Document(title, about.about, tuple(parts.with_short_sources(about, blocks)), message("contents", "foot"))
