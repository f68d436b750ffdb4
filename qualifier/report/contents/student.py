"""Material for a student's file on partnership and network work; what it leaves open is the student's own to write.

What such a file is asked for is in the order of 20 June 2007 (annexes) and in the plans of students' files; see the
source `arrete_dees_2007`, with its caution.
"""

from __future__ import annotations

from qualifier.explanation.talks import DebateSaid
from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph, Room, Table
from qualifier.words import Text, join, message

THEORIES = 2
NEAREST = 5
LIMITS = ("limit_one_side", "limit_reading", "limit_types", "limit_second_hand")
SELF_CHECK = tuple(f"check_{one}" for one in ("actors", "positions", "definitions", "facts", "involvement", "school"))


def student(about: Subject) -> Document:
    """Return the material for a student's file.

    Args:
        about: the case with its explained verdict.
    """
    blocks: list[Block] = [
        parts.words("student_note", "note"),
        *parts.answers(about),
        *_qualification(about),
        *_theories(about),
        *_positions(about),
        *_limits(about),
        *_own_position(),
        *parts.sources(
            about, (id_ for debate in about.debates[:THEORIES] for side in debate.sides for id_ in side.source)
        ),
    ]
    title = message("contents", "student_title")
    return Document(title, about.about, tuple(blocks), message("contents", "student_foot"))


def _heading(key: str, level: int = 1) -> Heading:
    return Heading(message("contents", key), level)


def _room(key: str, lines: int) -> Room:
    return Room(message("contents", key), lines)


def _qualification(about: Subject) -> list[Block]:
    """What the facts let one argue, with the neighbouring forms it must be told from."""
    return [
        _heading("student_qualification"),
        *parts.verdict(about),
        *parts.deeper(parts.definition(about)),
        *parts.deeper(parts.axes(about)),
        *parts.deeper(parts.proof(about)),
        *parts.deeper(parts.contrast(about)),
        *parts.deeper(parts.why_not(about, NEAREST)),
        _room("student_discuss", 6),
    ]


def _theories(about: Subject) -> list[Block]:
    """Two things on which authors disagree, each side with its works; the student takes it from there."""
    found = [block for debate in about.debates[:THEORIES] for block in _debate(about, debate)]
    return [_heading("student_theories"), parts.words("student_theories_note"), *found, _room("student_which", 6)]


def _debate(about: Subject, debate: DebateSaid) -> list[Block]:
    sides = tuple(Item(one.text, parts.names(about, one.source)) for one in debate.sides)
    matters = message("contents", "student_matters", facts=join(debate.why))
    why = [Paragraph(matters, "quiet")] if debate.why else []
    return [Heading(debate.question, 2), *why, Listing(sides)]


def _positions(about: Subject) -> list[Block]:
    """Who does what, A+B=C, and an empty table of what each actor seeks."""
    head = tuple(message("contents", f"position_{one}") for one in ("actor", "place", "interest", "power", "fact"))
    empty = Text("", "")
    rows = tuple((message("contents", key), *(empty,) * 4) for key in ("our_side", "their_side", "third_party"))
    more = ((empty,) * 5,) * 2
    return [
        _heading("student_positions"),
        *parts.deeper(parts.roles(about)),
        *parts.deeper(parts.new_space(about)),
        Table(message("contents", "student_table"), head, (*rows, *more)),
    ]


def _limits(about: Subject) -> list[Block]:
    """What this qualification cannot tell: what is open, second-hand, or seen from one side."""
    items = tuple(Item(message("contents", key)) for key in LIMITS)
    return [
        _heading("student_limits"),
        Listing(items),
        *parts.deeper(parts.solidity(about, elsewhere=False)),
        *parts.deeper(parts.observations(about)),
        *parts.deeper(parts.tensions(about)),
        _room("student_more_limits", 4),
    ]


def _own_position() -> list[Block]:
    checks = tuple(Item(message("contents", key)) for key in SELF_CHECK)
    return [
        _heading("student_position"),
        parts.words("student_position_note"),
        _room("student_position_ask", 10),
        _heading("student_check", 2),
        Listing(checks, "box"),
    ]
