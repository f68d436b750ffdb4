"""Answers from a seat of a role-play: whose seat it is, then the questionnaire as the role would answer it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualifier.cli import common
from qualifier.cli.answering import RecordKeeper, at_the_machine, from_file_or_paper
from qualifier.cli.output import as_argument, console
from qualifier.cli.sitting import needs_terminal
from qualifier.cli.starting import fresh
from qualifier.report.folded import Folded
from qualifier.training.played import FIRST, TOGETHER, Played, SeatAnswers
from qualifier.training.plays import within
from qualifier.words import Text, join, message

if TYPE_CHECKING:
    from qualifier.cli.open_records import OpenRecord
    from qualifier.knowledge.cases import Case
    from qualifier.training.plays import Play


def answer_from(
    held: OpenRecord[Played], play: Play, seat: str, number: int, file: Path | None, typed: str | None, *, again: bool
) -> None:
    """Take the answers of a seat, or of all together: from a file, from paper, else at the machine.

    Args:
        held: the play.
        play: the role-play.
        seat: the id of a role, or `together`.
        number: the scene.
        file: an answer file, if there is one.
        typed: what was ticked on paper, if it was.
        again: they take the place of those that were finished before.

    Raises:
        typer.Exit: it was interrupted; what was given is kept.
        FaultsFound: that seat has answered already, or what was given cannot be used.
    """
    before = held.state.found(seat, number)
    start = before.case if before else fresh()
    if file is None and typed is None:
        _at_the_machine(held, play, SeatAnswers(seat, number, start, finished=False), again=again)
        return
    case = from_file_or_paper(start, file, typed, held.rules)
    held.change(lambda played: played.answered(SeatAnswers(seat, number, case), again=again))
    common.told(console(), _kept(play, seat))


def _at_the_machine(held: OpenRecord[Played], play: Play, begun: SeatAnswers, *, again: bool) -> None:
    needs_terminal()
    seat, number = begun.seat, begun.number
    held.change(lambda played: played.answered(begun, again=again))
    _show_card(play, seat, number, held.state.lever)

    def step(played: Played, case: Case, finished: bool) -> Played:
        return played.answered(replace(begun, case=case, finished=finished), again=True)

    late = "" if number == held.state.number else f" --scene {number}"
    resume = f"qualifier training seat {as_argument(held.name)} {seat}{late}"
    place = message("screens", "kept_in_play", name=held.name)
    keeper = RecordKeeper(held, step, place, resume, (_kept(play, seat),))
    try:
        at_the_machine(keeper, held.rules, begun.case, blind=True)
    finally:
        if not (found := held.state.found(seat, number)) or not found.case.answers:
            held.change(lambda played: _without(played, seat, number))


def _without(played: Played, seat: str, number: int) -> Played:
    """Return the play without a seat from which nothing was answered."""
    return replace(played, seats=tuple(one for one in played.seats if (one.seat, one.number) != (seat, number)))


def _kept(play: Play, seat: str) -> Text:
    if seat == TOGETHER:
        return message("screens", "together_kept")
    return message("screens", "seat_kept", role=play.card(seat).name)


def which_scene(number: int, lever: int | None) -> Text | None:
    """Return which of the two scenes is answered; None as long as there is only one.

    Args:
        number: the scene.
        lever: the rank of the lever of the second scene; None before there is one.
    """
    if lever is None:
        return None
    key = "training_first_scene" if number == FIRST else "training_second_scene"
    return message("screens", key, number=lever + 1)


def _show_card(play: Play, seat: str, number: int, lever: int | None) -> None:
    """Say from which seat is answered, after which scene; and that "we" means the same side whoever answers."""
    screen = console()
    key = "answer_together" if seat == TOGETHER else "answer_as_role"
    name = Text("", "") if seat == TOGETHER else play.card(seat).name
    screen.print(Folded(message("screens", key, role=name).to(common.LANG), style="bold"))
    if which := which_scene(number, lever):
        screen.print(Folded(which.to(common.LANG)))
    ours = [within(card.name) for card in play.roles if card.side == "ours"]
    if ours:
        screen.print(Folded(message("screens", "we_means", roles=join(ours, ", ")).to(common.LANG)))
    screen.print()
