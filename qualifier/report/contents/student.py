"""Material for a student's file on partnership and network work; what it leaves open is the student's own to write.

What such a file is asked for is in the order of 20 June 2007 (annexes) and in the plans of students' files; see the
source `arrete_dees_2007`, with its caution.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualifier.explanation.talks import DebateSaid
from qualifier.knowledge.models import Chapter
from qualifier.report.contents import parts
from qualifier.report.contents.compared import place_rows
from qualifier.report.contents.schools import readings
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph, Room, Table
from qualifier.words import NOTHING, join, message

DEFINED = ("partnership", "network")
DEFINITION, ORDER = "dhume_2001_via_fnars", "arrete_dees_2007"
ALWAYS_DEBATED = "network"
THEORIES, NEAREST = 3, 5
SCHOOLS: tuple[Chapter, ...] = ("definitions", "ladders")
LIMITS = ("limit_one_side", "limit_reading", "limit_types", "limit_second_hand")
ASKED_FOR = ("actors", "positions", "territory", "action", "proposal", "involvement")
OUR_ADVICE = ("definitions", "facts", "school")


def student(about: Subject) -> Document:
    """Return the material for a student's file.

    Args:
        about: the case with its explained verdict.
    """
    blocks: list[Block] = [
        parts.words("student_note", "note"),
        *_qualification(about),
        *_words(about),
        *_theories(about),
        *_schools(about),
        *_positions(about),
        *_limits(about),
        *_own_position(about),
        *_facts(about),
    ]
    title = message("contents", "student_title")
    return Document(title, about.about, tuple(parts.with_sources(about, blocks)), message("contents", "student_foot"))


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


def _words(about: Subject) -> list[Block]:
    """The words of the file, as the works define them: the strict definition, then partnership, network, the form."""
    items = []
    if DEFINITION in about.base.sources:
        text = message("contents", "student_definition", text=about.base.sources[DEFINITION].gives)
        items.append(Item(text, parts.short_names(about.base, (DEFINITION,))))
    for id_ in dict.fromkeys((*DEFINED, about.verdict.principal)):
        if id_ in about.base.terms:
            term = about.base.terms[id_]
            apart = term.not_to_confuse
            below = (Item(message("contents", "term_apart", text=apart)),) if apart else ()
            line = message("contents", "term_line", term=term.term, means=term.means)
            items.append(Item(line, parts.short_names(about.base, term.source), below))
    return [_heading("student_words"), Listing(tuple(items))] if items else []


def _theories(about: Subject) -> list[Block]:
    """Things on which authors disagree, each side with its works; the student takes it from there."""
    chosen = list(about.debates[:THEORIES])
    network = next((one for one in about.debates if one.id == ALWAYS_DEBATED), None)
    if network is not None and network not in chosen:
        chosen[-1] = network
    found = [block for debate in chosen for block in _debate(about, debate)]
    return [_heading("student_theories"), parts.words("student_theories_note"), *found]


def _debate(about: Subject, debate: DebateSaid) -> Iterator[Block]:
    yield Heading(debate.question, 2)
    if debate.why:
        yield Paragraph(message("contents", "student_matters", facts=join(debate.why)), "quiet")
    yield Listing(tuple(Item(one.text, parts.short_names(about.base, one.source)) for one in debate.sides))
    yield _room("student_which", 4)


def _schools(about: Subject) -> list[Block]:
    """The same facts as other schools read and place them, in short."""
    rows = tuple((name, place) for name, place, _ in place_rows(about, SCHOOLS))
    head = (message("schools", "col_scale"), message("schools", "col_place"))
    return [
        Heading(message("schools", "student_schools")),
        Paragraph(message("schools", "student_schools_note")),
        *parts.deeper(readings(about)),
        *([Table(message("schools", "no_rank"), head, rows)] if rows else []),
        *([Paragraph(message("schools", "trap_note"), "quiet")] if about.schools.false_friends else []),
    ]


def _positions(about: Subject) -> list[Block]:
    """Who does what, A+B=C, and an empty table of what each actor seeks."""
    head = tuple(message("contents", f"position_{one}") for one in ("actor", "place", "interest", "power", "fact"))
    rows = tuple((message("contents", key), *(NOTHING,) * 4) for key in ("our_side", "their_side", "third_party"))
    more = ((NOTHING,) * 5,) * 2
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
        *parts.deeper(parts.observations(about, NEAREST)),
        *parts.deeper(parts.tensions(about)),
        _room("student_more_limits", 4),
    ]


def _own_position(about: Subject) -> list[Block]:
    """The part that is the student's own, and what to check before handing in."""
    order = parts.short_names(about.base, (ORDER,)) if ORDER in about.base.sources else ()
    asked = tuple(Item(message("contents", f"check_{key}"), order) for key in ASKED_FOR)
    ours = tuple(Item(message("contents", f"check_{key}")) for key in OUR_ADVICE)
    return [
        _heading("student_position"),
        parts.words("student_position_note"),
        _room("student_position_ask", 10),
        _heading("student_check", 2),
        Listing((*asked, *ours), "box"),
    ]


def _facts(about: Subject) -> Iterator[Block]:
    """The answers, as an annex."""
    tables = [block for block in parts.answers(about) if isinstance(block, Table)]
    if tables:
        yield _heading("student_facts")
        yield from tables
