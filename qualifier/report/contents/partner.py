"""A sheet that can be handed to the other organisation: facts in neutral words, room for its own view, what to settle.

It gives no name of a form, no alert, no advice, nothing known by hearsay or felt: those are one side's own affair.
"""

from __future__ import annotations

from qualifier.explanation.talks import RoleSaid
from qualifier.knowledge.cases import SECOND_HAND
from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Room, Table
from qualifier.words import Text, message

MOST_ASKED, MOST_SETTLED = 8, 12


def partner(about: Subject) -> Document:
    """Return the sheet for the partner.

    Args:
        about: the case with its explained verdict.
    """
    blocks: list[Block] = [
        parts.words("partner_note", "note"),
        *parts.part("partner_facts", _facts(about)),
        *parts.questions_to_put(about, MOST_ASKED, "partner_asks"),
        *parts.points_to_settle(about, MOST_SETTLED, "partner_settles"),
        Room(message("contents", "partner_room"), 5),
    ]
    case, date = about.about[:2]
    foot = message("contents", "partner_foot")
    return Document(message("contents", "partner_title"), (case, date), tuple(blocks), foot)


def _facts(about: Subject) -> list[Block]:
    """The facts as one side sees them, beside an empty column for the other side's view."""
    head = tuple(message("contents", key) for key in ("matter", "as_we_see", "as_you_see"))
    empty = Text("", "")
    rows = tuple((one.name, one.fact, empty) for one in about.roles if _can_be_shared(about, one))
    return [Table(message("contents", "partner_table"), head, rows)] if rows else []


def _can_be_shared(about: Subject, role: RoleSaid) -> bool:
    """Tell whether a fact was seen, written or left unmarked: what was told or felt is not passed on."""
    answer = about.case.answers.get(about.base.roles[role.id].question)
    return answer is not None and answer.option is not None and answer.evidence not in SECOND_HAND
