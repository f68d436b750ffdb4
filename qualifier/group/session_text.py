"""A session as the text that is kept of it, and read again with the rules of today, as cases are.

A turn that is damaged is set aside as it is and told; the rest stays usable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualifier.group.session import DRAFTED, FIRST, JOINT, LEAST, SECOND, Dissent, Session, Turn
from qualifier.knowledge.cases import Case
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.kept import Kept, case_data, notices, read_data, read_rows, record_content, record_text
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration

Json = Any
# No name is in what is kept: a session has its name in the casebook, a participant none.
NAMELESS = "case"


def session_text(session: Session, known: Sequence[Migration]) -> str:
    """Return what is kept of a session.

    Args:
        session: the session.
        known: the migrations of the rules.
    """
    content = {
        "guide": session.guide,
        "verdicts": session.verdicts,
        "named_sides": session.named_sides,
        "full": session.full,
        "least": session.least,
        "sides": session.sides,
        "number": session.number,
        "revealed": session.revealed,
        "talked": session.talked,
        "turns": [*(_turn_data(one, known) for one in session.turns), *session.unread],
        JOINT: case_data(session.joint, NAMELESS, known) if session.joint else None,
        DRAFTED: case_data(session.drafted, NAMELESS, known) if session.drafted else None,
        "dissents": [{"why": one.why, "form": one.form} for one in session.dissents],
    }
    return record_text(content)


def _turn_data(turn: Turn, known: Sequence[Migration]) -> Json:
    about = {"label": turn.label, "number": turn.number, "side": turn.side, "finished": turn.finished}
    return {**about, **case_data(turn.case, NAMELESS, known)}


def session_from(text: str, name: str, base: RuleBase, known: Sequence[Migration]) -> tuple[Session, tuple[Fault, ...]]:
    """Read what was kept of a session.

    Args:
        text: what `session_text` gave.
        name: the name of the session, which its cases get.
        base: the rules of today.
        known: the migrations of the rules.

    Returns:
        The session as the rules of today read it, and what is said of what fits them no more.

    Raises:
        FaultsFound: it is damaged as a whole, or a later version kept it.
    """
    data = record_content(text, name, {"number": int, "revealed": bool, "turns": list})
    try:
        return _session(data, name, base, known)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise FaultsFound([fault("record_damaged", Place(name))]) from None


def _session(
    data: Mapping[str, Json], name: str, base: RuleBase, known: Sequence[Migration]
) -> tuple[Session, tuple[Fault, ...]]:
    def turn(row: Json) -> tuple[Turn, Kept]:
        label, number = str(row["label"]), int(row["number"])
        kept = read_data(row, name, base, known)
        case = replace(kept.case, id=name)
        return Turn(label, _round(number), case, row.get("side"), bool(row["finished"])), kept

    def together(row: Json) -> tuple[Case, Kept]:
        kept = read_data(row["was"], name, base, known)
        return replace(kept.case, id=name), kept

    turns = read_rows(data["turns"], turn, lambda row: _unread(name, row))
    kept_jointly = {one: data.get(one) for one in (JOINT, DRAFTED)}
    joint = {
        one: read_rows([{"label": one, "was": was}] if was else [], together, lambda row: _unread(name, row))
        for one, was in kept_jointly.items()
    }
    found = Session(
        guide=data.get("guide"),
        verdicts=bool(data.get("verdicts")),
        named_sides=bool(data.get("named_sides")),
        full=bool(data.get("full")),
        least=int(data.get("least", LEAST)),
        sides=tuple(data.get("sides", ())),
        turns=turns.read,
        number=_round(data["number"]),
        revealed=data["revealed"],
        talked=tuple(data.get("talked", ())),
        joint=next(iter(joint[JOINT].read), None),
        drafted=next(iter(joint[DRAFTED].read), None),
        dissents=tuple(Dissent(one["why"], one.get("form")) for one in data.get("dissents", ())),
        unread=(*turns.unread, *joint[JOINT].unread, *joint[DRAFTED].unread),
    )
    return found, notices(name, turns, *joint.values())


def _round(number: int) -> int:
    if number not in (FIRST, SECOND):
        raise ValueError(number)
    return number


def _unread(name: str, row: Mapping[str, Json]) -> Fault:
    """Say that answers cannot be read: whose they are, so that they can be given again."""
    label = str(row.get("label", "?"))
    code = "joint_unread" if label in (JOINT, DRAFTED) else "turn_unread"
    return fault(code, Place(name, path=label), label=label)
