"""One participant at the machine: the frame, the questionnaire without verdict, then a clean screen for the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualifier.cli.answering import RecordKeeper, at_the_machine
from qualifier.cli.output import as_argument
from qualifier.cli.sitting import needs_terminal
from qualifier.cli.starting import fresh
from qualifier.group.session import FIRST, Session, Turn
from qualifier.knowledge.cases import Case
from qualifier.knowledge.faults import FaultsFound, Place, fault
from qualifier.words import message

if TYPE_CHECKING:
    from qualifier.cli.sessions import OpenSession


def start_of(session: Session, label: str) -> Case:
    """Return the answers that a participant starts from: those of this round, else those of the first.

    Args:
        session: the session.
        label: the participant's letter.
    """
    this, first = session.turn(label, session.number), session.turn(label, FIRST)
    turn = this or first
    if turn is None:
        return fresh(session.full)
    return replace(turn.case, at=turn.case.at if this else None, full=turn.case.full or session.full)


def answer_alone(held: OpenSession, label: str | None, side: str | None, *, again: bool) -> None:
    """Let one participant answer, unseen by the others.

    Args:
        held: the session.
        label: the participant's letter; the next one when None.
        side: the side they speak from, if sides are told apart.
        again: the answers they finished before are taken up again.

    Raises:
        typer.Exit: it was interrupted; what was given is kept.
        FaultsFound: there is no terminal, or the answers may not change.
    """
    needs_terminal()
    turn = _begun(held, label, side, again=again)

    place = message("screens", "kept_in_session", name=held.name, label=turn.label)
    resume = f"qualifier session answer {as_argument(held.name)} --as {turn.label}"
    keeper = RecordKeeper(held, kept_still(turn), place, resume, (message("screens", "turn_kept", label=turn.label),))
    try:
        at_the_machine(keeper, held.rules, turn.case, blind=True)
    finally:
        # However it ended, whoever answered nothing is no participant.
        if not turn.case.answers and _began_only(held.state, turn.label):
            _given_back(held, turn.label)


def _begun(held: OpenSession, label: str | None, side: str | None, *, again: bool) -> Turn:
    """Take the letter before the first question: another window may let somebody else answer at the same time."""
    mine = ""

    def step(session: Session) -> Session:
        nonlocal mine
        mine = session.letter(label)
        return session.answered(Turn(mine, session.number, start_of(session, mine), side, finished=False), again=again)

    try:
        return held.change(step).turns[-1]
    except KeyboardInterrupt:
        # It may have been kept in this very instant.
        _given_back(held, mine)
        raise


def kept_still(turn: Turn) -> Callable[[Session, Case, bool], Session]:
    """Return the step that keeps the answers of a participant, as long as nobody has withdrawn them.

    Args:
        turn: the turn that was begun.
    """

    def step(session: Session, case: Case, finished: bool) -> Session:
        if session.number == turn.number and session.turn(turn.label, turn.number) is None:
            raise FaultsFound([fault("turn_gone", Place(path=turn.label))])
        return session.answered(replace(turn, case=case, finished=finished), again=True)

    return step


def answer_together(held: OpenSession, start: Case) -> None:
    """Let the group answer together, and see the verdict.

    Args:
        held: the session.
        start: the answers to start from.

    Raises:
        typer.Exit: it was interrupted; what was given is kept.
        FaultsFound: there is no terminal, or it is too early.
    """
    needs_terminal()
    argument = as_argument(held.name)
    held.state.together(start, finished=False)
    keeper = RecordKeeper(
        held,
        lambda session, case, finished: session.together(case, finished=finished and bool(case.answers)),
        message("screens", "kept_in_joint", name=held.name),
        f"qualifier session joint {argument}",
        (message("screens", "joint_kept", name=argument),),
    )
    at_the_machine(keeper, held.rules, start, blind=False)


def _given_back(held: OpenSession, label: str) -> None:
    """Give a letter back, unless something was answered under it, in another window for instance."""
    held.change(lambda session: session.withdrawn(label) if _began_only(session, label) else session)


def _began_only(session: Session, label: str) -> bool:
    turn = session.turn(label, session.number)
    return turn is not None and not turn.case.answers and not session.revealed
