"""What is read from the tables. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from qualifier.casebook.tables import CASES, VERDICTS, VIEWPOINTS
from qualifier.casebook.values import KeptVerdict, RulesMark, Viewpoint, verdict_of, viewpoint_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_RULES = ("rules_version", "rules_hash", "rules_migration")


def case_lines() -> Select[Any]:
    """Return the query for cases as `case_line` takes them, the latest changed first."""
    own = VIEWPOINTS.c.case_id == CASES.c.id
    count = select(func.count()).select_from(VIEWPOINTS).where(own)
    outcome = (
        select(VERDICTS.c.outcome)
        .join(VIEWPOINTS, VIEWPOINTS.c.id == VERDICTS.c.viewpoint_id)
        .where(own)
        .order_by(VERDICTS.c.id.desc())
        .limit(1)
    )
    return select(
        *(CASES.c[name] for name in ("id", "name", "note", "begun", "changed")),
        count.scalar_subquery().label("viewpoints"),
        count.where(VIEWPOINTS.c.finished.is_(False)).scalar_subquery().label("unfinished"),
        outcome.scalar_subquery().label("outcome"),
    ).order_by(CASES.c.changed.desc(), CASES.c.id.desc())


def rules_columns(rules: RulesMark) -> Mapping[str, object]:
    """Return the mark of rules as the columns of a table."""
    return dict(zip(_RULES, (rules.version, rules.hash, rules.migration), strict=True))


def viewpoints_of(connection: Connection, case_id: int) -> tuple[Viewpoint, ...]:
    """Return the viewpoints of a case, in the order of their numbers."""
    found = select(VIEWPOINTS).where(VIEWPOINTS.c.case_id == case_id).order_by(VIEWPOINTS.c.number)
    return tuple(viewpoint_of(row) for row in connection.execute(found))


def verdicts_of(connection: Connection, viewpoint_id: int) -> tuple[KeptVerdict, ...]:
    """Return the verdicts of a viewpoint, the last one last."""
    found = select(VERDICTS).where(VERDICTS.c.viewpoint_id == viewpoint_id).order_by(VERDICTS.c.id)
    return tuple(verdict_of(row) for row in connection.execute(found))
