"""A sheet that can be handed to the other organisation: facts in words of both, room for its own view, what to settle.

It gives no name of a form nor of the case, no alert, no advice, nothing known by hearsay or felt: those are one side's
own affair. It is for those who work together as equals.
"""

from __future__ import annotations

from qualifier.explanation.talks import RoleSaid
from qualifier.knowledge.cases import SECOND_HAND
from qualifier.report.contents import parts
from qualifier.report.contents.subject import Subject
from qualifier.report.document import Block, Document, Item, Listing, Room, Table
from qualifier.words import NOTHING, message

MOST_ASKED, MOST_SETTLED, FEWEST_FACTS = 8, 12, 3
# Colleagues, families and authorities are no other organisation that one works with as an equal.
NOT_AS_EQUALS = ("internal", "service_user_alliance", "authority")


def suits_a_partner(about: Subject) -> bool:
    """Tell whether there is another organisation, worked with as an equal, to hand a sheet to.

    Args:
        about: the case with its explained verdict.
    """
    return about.verdict.principal not in NOT_AS_EQUALS


def partner(about: Subject) -> Document:
    """Return the sheet for the partner.

    Args:
        about: the case with its explained verdict.
    """
    asked = [one.text for one in about.points_to_share if one.use == parts.ASK][:MOST_ASKED]
    settled = [one.text for one in about.points_to_share if one.use == parts.SETTLE][:MOST_SETTLED]
    blocks: list[Block] = [
        parts.words("partner_note", "note"),
        *parts.part("partner_facts", _facts(about)),
        *parts.part("partner_asks", parts.texts(asked, "number")),
        *parts.part("partner_settles", [Listing(tuple(map(Item, settled)), "box")] if settled else []),
        Room(message("contents", "partner_room"), 5),
        parts.words("partner_works", "quiet"),
    ]
    _, date, *_ = about.about
    return Document(message("contents", "partner_title"), (date,), tuple(blocks), message("contents", "partner_foot"))


def _facts(about: Subject) -> list[Block]:
    """The facts as one side sees them, beside an empty column for the other side's view."""
    head = tuple(message("contents", key) for key in ("matter", "as_we_see", "as_you_see"))
    found = [one for one in about.roles if _can_be_shared(about, one)]
    rows = tuple((one.name, one.shared or one.fact, NOTHING) for one in found)
    return [Table(message("contents", "partner_table"), head, rows)] if len(rows) >= FEWEST_FACTS else []


def _can_be_shared(about: Subject, role: RoleSaid) -> bool:
    """Tell whether a fact was seen, written or left unmarked: what was told or felt is not passed on."""
    answer = about.case.answers.get(about.base.roles[role.id].question)
    return answer is not None and answer.option is not None and answer.evidence not in SECOND_HAND
