"""Sessions of the casebook, as open records."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from qualifier.cli.open_records import Kind, OpenRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualifier.group.session import Session
    from qualifier.knowledge.faults import Fault
    from qualifier.knowledge.models import RuleBase
    from qualifier.knowledge.rule_migrations import Migration

OpenSession: TypeAlias = "OpenRecord[Session]"


def _text(session: Session, known: Sequence[Migration]) -> str:
    from qualifier.group.session_text import session_text

    return session_text(session, known)


def _read(text: str, name: str, base: RuleBase, known: Sequence[Migration]) -> tuple[Session, tuple[Fault, ...]]:
    from qualifier.group.session_text import session_from

    return session_from(text, name, base, known)


# A start that is about no session reads nothing of how they are kept.
SESSIONS: Kind[Session] = Kind("session", _text, _read)
