"""Texts of law that are to be read again: nothing in the rules can prove that a law has not changed."""

from __future__ import annotations

import datetime as dt

from qualifier.knowledge.models import LawText, RuleBase


def overdue(base: RuleBase, today: dt.date) -> tuple[LawText, ...]:
    """Return the texts of law whose day for being checked again is past, in the order of the rules.

    Args:
        base: the rules.
        today: the day it is; a text is still in time on its own day.
    """
    # Written year first, days compare as they are written.
    return tuple(one for one in base.texts.values() if one.check_by < today.isoformat())
