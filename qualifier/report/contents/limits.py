"""The page of limits: what a person still has to check, the texts of law with their dates, how the works were read."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from qualifier.knowledge.models import LawText, Limit, RuleBase
from qualifier.proving.due import overdue
from qualifier.report.contents import parts
from qualifier.report.document import Block, Document, Item, Listing, Paragraph, Table
from qualifier.words import Text, day, message


def limits(base: RuleBase, today: dt.date) -> Document:
    """Return the page of limits.

    Args:
        base: the rules.
        today: the day it is: texts of law that should have been checked again by then are marked.
    """
    blocks = (
        Paragraph(message("schools", "limits_welcome")),
        *parts.part_of(message("schools", "limits_to_check"), _to_check(base)),
        *parts.part_of(message("schools", "limits_law"), _law(base, today)),
        *parts.part_of(message("schools", "limits_works"), _works(base)),
    )
    about = ((message("contents", "rules"), Text(base.version, base.version)),)
    return Document(message("schools", "limits_title"), about, blocks, message("schools", "limits_foot"))


def _to_check(base: RuleBase) -> list[Block]:
    items = tuple(_limit(base, one) for one in base.limits.values())
    return [Listing(items, "number")] if items else []


def _limit(base: RuleBase, limit: Limit) -> Item:
    below = (
        Item(message("schools", "limits_touches", text=limit.touches)),
        Item(message("schools", "limits_who", text=limit.who)),
    )
    return Item(limit.say, parts.short_names(base, limit.source), below)


def _law(base: RuleBase, today: dt.date) -> list[Block]:
    late = overdue(base, today)
    head = tuple(message("schools", key) for key in ("limits_law_text", "limits_law_dated", "limits_law_check"))
    rows = tuple((one.name, day(one.dated), _check(one, late)) for one in base.texts.values())
    if not rows:
        return []
    return [
        Paragraph(message("schools", "rights_not_advice"), "note"),
        Table(message("schools", "limits_law_caption"), head, rows),
    ]


def _check(text: LawText, late: tuple[LawText, ...]) -> Text:
    key = "limits_law_late" if text in late else "limits_law_by"
    return message("schools", key, date=day(text.check_by))


def _works(base: RuleBase) -> list[Block]:
    read = Counter(one.read for one in base.sources.values())
    counts = {key: read[key] for key in ("full", "part", "through")}
    return [Paragraph(message("schools", "limits_read", **counts))]
