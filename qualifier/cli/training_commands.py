"""Commands for trainers and students: role-plays, cases made to measure, practice alone, a team beside the library.

A role-play has its kit to print, its seats to answer from, its debrief and its replay.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualifier.cli import common, open_records
from qualifier.cli.common import LangOption, RulesOption, TypedOption, said
from qualifier.cli.output import as_argument, console, show_faults
from qualifier.cli.report_commands import (
    LangsOption,
    MediumOption,
    OutputOption,
    PrivateOption,
    YesOption,
    handed_over,
    langs_of,
    medium_of,
    private_texts,
    written,
)
from qualifier.knowledge.faults import FaultsFound, fault, near
from qualifier.words import Text, join, message

if TYPE_CHECKING:
    from qualifier.casebook.store import Record
    from qualifier.cli.open_records import OpenRecord
    from qualifier.knowledge.cases import Case
    from qualifier.report.document import Document
    from qualifier.training.making.made import MadeCase
    from qualifier.training.played import Played
    from qualifier.training.plays import Play
    from qualifier.training.progress import Progress

training_app = typer.Typer(help=common.help_words("training"), rich_markup_mode=None)
SCENE = Annotated[str, typer.Argument(metavar="SCENARIO", help=common.help_words("arg_scene"), show_default=False)]
SCENARIO = Annotated[str, typer.Argument(metavar="SCENARIO", help=common.help_words("arg_play"), show_default=False)]
PLAYED = Annotated[str, typer.Argument(metavar="NAME", help=common.help_words("arg_played"), show_default=False)]
AgainOption = Annotated[bool, typer.Option("--again", help=common.help_words("opt_again"))]
FileArgument = Annotated[
    Path | None, typer.Argument(metavar="FILE", help=common.help_words("arg_seat_file"), show_default=False)
]


# --- role-plays --------------------------------------------------------------------------------------------


@training_app.command("plays", help=common.help_words("training_plays"))
def training_plays(
    lang: LangOption = None,  # noqa: ARG001 - read before the commands are built
    rules: RulesOption = None,
) -> None:
    """List the role-plays of the library."""
    from qualifier.training.play_files import find_play, play_names

    base = common.base_of(rules)
    for name in play_names():
        play = find_play(name, base)
        title = play.scenario.title
        said("training_play_line", id=name, title=title, roles=len(play.roles), minutes=play.minutes.total)


@training_app.command("kit", help=common.help_words("training_kit"))
def training_kit(
    scenario: SCENE,
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Print all that a role-play needs: the leader's page, a card a page, the observer's grid, the debrief."""
    from qualifier.training.exercises import made_named
    from qualifier.training.generator import made_kit
    from qualifier.training.kit import kit

    reasoner = common.reasoner_of(rules)
    made = made_named(reasoner, scenario)
    document = kit(_play(scenario, rules), reasoner) if made is None else made_kit(made, reasoner)
    handed_over(document, reasoner.base, medium, langs_of(lang), output, yes=yes)


@training_app.command("play", help=common.help_words("training_play"))
def training_play(
    scenario: SCENE,
    name: PLAYED,
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Open a play, so that each player can answer from their seat."""
    from qualifier.cli.training_records import PLAYS
    from qualifier.training.played import Played

    play = _play(scenario, rules)
    (name,) = private_texts((name,), private, leaving=False)
    # A made case is kept by the name that it is made again from: its play's own name does not tell that.
    held = open_records.begun(PLAYS, name, Played(scenario), rules)
    said("training_play_begun", name=held.name, title=play.scenario.title)
    for card in play.roles:
        said("training_seat_next", name=as_argument(held.name), seat=card.id, role=card.name)
    _commands(held, play)


@training_app.command("seat", help=common.help_words("training_seat"))
def training_seat(
    name: PLAYED,
    seat: Annotated[str, typer.Argument(metavar="ROLE", help=common.help_words("arg_seat"), show_default=False)],
    file: FileArgument = None,
    typed: TypedOption = None,
    again: AgainOption = False,
    scene: Annotated[
        int | None, typer.Option("--scene", min=1, max=2, help=common.help_words("opt_scene"), show_default=False)
    ] = None,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Answer from a seat, as its role sees the relationship; or all together."""
    from qualifier.cli.seats import answer_from
    from qualifier.training.played import TOGETHER

    held = _held(name, rules)
    play = _play(held.state.play, rules)
    if seat != TOGETHER:
        play.card(seat)
    number = held.state.number if scene is None else scene
    if number > held.state.number:
        raise FaultsFound([fault("scene_closed")])
    answer_from(held, play, seat, number, file, typed, again=again)
    _awaited(held.state, play, number)
    _commands(held, play)


@training_app.command("debrief", help=common.help_words("training_debrief"))
def training_debrief(
    name: PLAYED,
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Compare the seats with each other, with all together, with the full file."""
    from qualifier.training.debrief import debrief
    from qualifier.training.debrief_pages import debrief_document
    from qualifier.training.played import FIRST

    held = _held(name, rules)
    reasoner, played = common.reasoner_of(rules), held.state
    play = _play(played.play, rules)
    found = debrief(reasoner, play, _answers(play, played, FIRST) or None, played.together(FIRST))
    _unfinished(play, played.unfinished(FIRST))
    handed_over(debrief_document(reasoner.base, found), reasoner.base, medium, langs_of(lang), output, yes=yes)


@training_app.command("replay", help=common.help_words("training_replay"))
def training_replay(
    name: PLAYED,
    lever: Annotated[
        int | None, typer.Option("--lever", min=1, help=common.help_words("opt_lever"), show_default=False)
    ] = None,
    seat: Annotated[
        str | None, typer.Option("--seat", help=common.help_words("opt_replay_seat"), show_default=False)
    ] = None,
    full_file: Annotated[bool, typer.Option("--full-file", help=common.help_words("opt_full_file"))] = False,
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Open the second scene, one lever changed; once somebody has answered it, compare the two readings."""
    from qualifier.training.played import TOGETHER

    held = _held(name, rules)
    play = _play(held.state.play, rules)
    one = seat or TOGETHER
    if one != TOGETHER:
        play.card(one)
    rank = _lever(play, lever, held.state)
    if not full_file and not held.state.answered_again:
        if medium is not None or output is not None:
            raise FaultsFound([fault("replay_unanswered")])
        held.change(lambda played: played.replayed(rank))
        _opened(held, play)
        return
    if not full_file:
        held.change(lambda played: played.replayed(rank))
    document = _replay(held, play, rank, None if full_file else one)
    handed_over(document, common.base_of(rules), medium, langs_of(lang), output, yes=yes)


def _replay(held: OpenRecord[Played], play: Play, rank: int, seat: str | None) -> Document:
    """Return the two readings of the file and of a seat; of the file alone without one."""
    from qualifier.training.played import FIRST, REPLAYED
    from qualifier.training.replay import replay, replay_document

    found = [held.state.found(seat, scene) if seat is not None else None for scene in (FIRST, REPLAYED)]
    _unfinished(play, {answers.seat for answers in found if answers and not answers.finished})
    before, after = (answers.case if answers else None for answers in found)
    reasoner = common.reasoner_of(held.rules)
    return replay_document(reasoner.base, replay(reasoner, play, play.levers[rank], before, after))


def _opened(held: OpenRecord[Played], play: Play) -> None:
    """Say who may still answer the first scene, what changes in the second, and the commands to answer it."""
    from qualifier.training.played import FIRST

    name, played = as_argument(held.name), held.state
    if late := _late(played, play, FIRST):
        said("training_first_open", roles=_names(play, late))
        said("training_first_next", name=name, seat=late[0])
    rank = played.lever or 0
    said("training_scene_opened", number=rank + 1, say=play.levers[rank].say)
    said("training_scene_next")
    for card in play.roles:
        said("training_seat_next", name=name, seat=card.id, role=card.name)
    _commands(held, play)


def _late(played: Played, play: Play, number: int) -> list[str]:
    """Return the seats from which a scene is not answered to the end."""
    there = played.answers(number).keys() - set(played.unfinished(number))
    return [card.id for card in play.roles if card.id not in there]


@training_app.command("list", help=common.help_words("training_list"))
def training_list(
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,  # noqa: ARG001
) -> None:
    """List the plays and calibrations that are kept."""
    from qualifier.cli.training_records import CALIBRATIONS, PLAYS

    names = (PLAYS.name, CALIBRATIONS.name)
    found = [(kind, record) for kind in names for record in open_records.all_of(kind)]
    if not found:
        said("training_nothing_kept")
    for kind, record in found:
        _line(kind, record)


@training_app.command("delete", help=common.help_words("training_delete"))
def training_delete(
    name: PLAYED,
    yes: YesOption = False,
    lang: LangOption = None,  # noqa: ARG001
) -> None:
    """Erase a play or a calibration for good."""
    from qualifier.cli.training_records import CALIBRATIONS, PLAYS

    names = (PLAYS.name, CALIBRATIONS.name)
    kept = [(kind, record) for kind in names for record in open_records.all_of(kind)]
    found = _called(kept, name.strip())
    if not found:
        known = [record.name for _, record in kept]
        raise FaultsFound([fault("record_unknown", named=name, near=near(name, known))])
    for kind, record in found:
        _line(kind, record)
    common.confirmed(message("screens", "training_delete_ask"), yes)
    for _, record in found:
        open_records.casebook().records.delete(record.id)
    said("training_deleted", name=found[0][1].name)


def _called(kept: list[tuple[str, Record]], name: str) -> list[tuple[str, Record]]:
    """Return what has a name; else what has it for a number."""
    return [one for one in kept if one[1].name == name] or [one for one in kept if str(one[1].id) == name]


def _line(kind: str, record: Record) -> None:
    day = f"{record.changed.astimezone():%Y-%m-%d}"
    said(f"training_kept_{kind}", name=record.name, day=day, number=record.id)


def _play(name: str, rules: Path | None) -> Play:
    """Return a role-play of the library, or a made case, made again, as one."""
    from qualifier.training.exercises import made_named
    from qualifier.training.play_files import find_play

    made = made_named(common.reasoner_of(rules), name)
    return find_play(name, common.base_of(rules)) if made is None else made.play


def _held(name: str, rules: Path | None) -> OpenRecord[Played]:
    from qualifier.cli.training_records import PLAYS

    return open_records.found(PLAYS, name, rules)


def _lever(play: Play, asked: int | None, played: Played) -> int:
    """Return the rank of the lever asked for, else of the one that is being played: it is never guessed."""
    if asked is None and played.lever is None:
        raise FaultsFound([fault("lever_needed", count=len(play.levers))])
    rank = asked - 1 if asked is not None else played.lever or 0
    if rank >= len(play.levers):
        raise FaultsFound([fault("lever_unknown", number=rank + 1, count=len(play.levers))])
    return rank


def _answers(play: Play, played: Played, scene: int) -> dict[str, Case]:
    """Return what was answered from the seats that the role-play has; a role that it has no more is told."""
    known = {card.id for card in play.roles}
    answers = played.answers(scene)
    gone = [fault("seat_gone", seat=seat) for seat in answers if seat not in known]
    if gone:
        show_faults(gone, common.LANG)
    return {seat: case for seat, case in answers.items() if seat in known}


def _awaited(played: Played, play: Play, number: int) -> None:
    """Say which scene is answered, and from which seats nothing or not all is answered yet."""
    from qualifier.cli.seats import which_scene

    if which := which_scene(number, played.lever):
        common.told(console(), which)
    there = played.answers(number)
    waiting = [card.id for card in play.roles if card.id not in there]
    if waiting:
        said("training_waiting", roles=_names(play, waiting))
    if unfinished := played.unfinished(number):
        said("training_unfinished", roles=_names(play, unfinished))


def _unfinished(play: Play, seats: Iterable[str]) -> None:
    """Say, beside what is handed over, from which seats not all is answered."""
    if named := tuple(seats):
        _beside("training_unfinished", roles=_names(play, named))


def _beside(key: str, **values: object) -> None:
    common.told(console(sys.stderr), message("screens", key, **values))


def _names(play: Play, seats: Iterable[str]) -> Text:
    """Return the names of seats, each with the word that the commands take."""
    from qualifier.training.played import TOGETHER
    from qualifier.training.plays import within

    named = {TOGETHER: message("training", "debrief_group"), **{card.id: within(card.name) for card in play.roles}}
    known = [one for one in seats if one in named]
    return join([message("screens", "training_role", name=named[one], id=one) for one in known], ", ")


def _commands(held: OpenRecord[Played], play: Play) -> None:
    """Say the commands that come next."""
    played, name = held.state, as_argument(held.name)
    if played.together(played.number) is None:
        said("training_next_together", name=name)
    said("training_next_debrief", name=name)
    if played.lever is None:
        key = "training_next_replay_only" if len(play.levers) == 1 else "training_next_replay"
        said(key, name=name, count=len(play.levers))
    else:
        said("training_next_compare", name=name)


# --- cases made to measure ---------------------------------------------------------------------------------


@training_app.command("make", help=common.help_words("training_make"))
def training_make(
    form: Annotated[str, typer.Argument(metavar="FORM", help=common.help_words("arg_form"), show_default=False)],
    difficulty: Annotated[str, typer.Option("--difficulty", help=common.help_words("opt_difficulty"))] = "medium",
    near_form: Annotated[
        str | None, typer.Option("--near", help=common.help_words("opt_near"), show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help=common.help_words("opt_seed"))] = 1,
    kit: Annotated[Path | None, typer.Option("--kit", help=common.help_words("opt_kit"), show_default=False)] = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Make a new case of a form: its answers as a file, its cards as a kit."""
    from qualifier.training.generator import made_kit, written_made

    if kit is not None:
        medium_of(None, kit)
    made = _made(form, difficulty, near_form, seed, rules)
    written(written_made(made).encode(), output, yes=yes)
    if kit is not None:
        reasoner = common.reasoner_of(rules)
        handed_over(made_kit(made, reasoner), reasoner.base, None, langs_of(lang), kit, yes=yes)


def _made(form: str, difficulty: str, near_form: str | None, seed: int, rules: Path | None) -> MadeCase:
    from qualifier.training.generator import made_case
    from qualifier.training.making.made import Difficulty

    if difficulty not in tuple(Difficulty):
        raise FaultsFound([fault("difficulty_unknown", given=difficulty, known=", ".join(Difficulty))])
    return made_case(common.reasoner_of(rules), form, difficulty=Difficulty(difficulty), near=near_form, seed=seed)


# --- practice alone ----------------------------------------------------------------------------------------


@training_app.command("practice", help=common.help_words("training_practice"))
def training_practice(
    exercise: Annotated[
        str | None, typer.Argument(metavar="EXERCISE", help=common.help_words("arg_exercise"), show_default=False)
    ] = None,
    dropped: Annotated[bool, typer.Option("--drop", help=common.help_words("opt_drop"))] = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Ask for facts one at a time, commit to a form, and read what the engine makes of it."""
    from qualifier.cli.practice_sitting import drop, practise_one

    if dropped:
        drop()
    if exercise is not None or not dropped:
        practise_one(exercise, rules)


@training_app.command("progress", help=common.help_words("training_progress"))
def training_progress(
    csv: Annotated[Path | None, typer.Option("--csv", help=common.help_words("opt_csv"), show_default=False)] = None,
    erase: Annotated[bool, typer.Option("--erase", help=common.help_words("opt_erase"))] = False,
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Say what was practised, what was taken for what, what comes back; hand over a plain summary if wanted."""
    from qualifier.training.progress import progress_document, summary_csv

    if csv is not None:
        summary = summary_csv(common.base_of(rules), _progress(), common.LANG)
        written(summary.encode("utf-8-sig"), csv, yes=yes)
    if erase:
        _erase_progress(yes=yes)
    if csv is None and not erase:
        base = common.base_of(rules)
        handed_over(progress_document(base, _progress(), common.today()), base, medium, langs_of(lang), output, yes=yes)


def _progress() -> Progress:
    from qualifier.cli import training_records
    from qualifier.training.progress import Progress, progress_from

    text = training_records.kept_text(training_records.PROGRESS)
    return Progress() if text is None else progress_from(text)


def _erase_progress(*, yes: bool) -> None:
    from qualifier.cli import training_records

    common.confirmed(message("screens", "progress_erase_ask"), yes)
    for kind in (training_records.PRACTICE, training_records.PROGRESS):
        training_records.forget(kind)
    said("progress_erased")


# --- a team beside the library -----------------------------------------------------------------------------


@training_app.command("calibrate", help=common.help_words("training_calibrate"))
def training_calibrate(
    name: PLAYED,
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO...", help=common.help_words("arg_calibrated"), show_default=False)
    ],
    private: PrivateOption = None,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Open a calibration: the scenarios that a team answers, each alone."""
    from qualifier.cli.rating import library_scenarios
    from qualifier.cli.training_records import CALIBRATIONS
    from qualifier.training.calibration_record import Run

    library_scenarios(scenarios, common.base_of(rules))
    (name,) = private_texts((name,), private, leaving=False)
    held = open_records.begun(CALIBRATIONS, name, Run(tuple(dict.fromkeys(scenarios))), rules)
    said("calibration_begun", name=held.name, count=len(held.state.scenarios))
    said("calibration_next_rate", name=as_argument(held.name), scenario=held.state.scenarios[0])
    said("calibration_next_report", name=as_argument(held.name))


@training_app.command("rate", help=common.help_words("training_rate"))
def training_rate(
    name: PLAYED,
    scenario: SCENARIO,
    rater: Annotated[str, typer.Option("--as", help=common.help_words("opt_rater"), show_default=False)],
    file: FileArgument = None,
    typed: TypedOption = None,
    number: Annotated[int, typer.Option("--round", min=1, max=9, help=common.help_words("opt_round"))] = 1,
    again: AgainOption = False,
    lang: LangOption = None,  # noqa: ARG001
    rules: RulesOption = None,
) -> None:
    """Answer one scenario of a calibration: its story is shown first."""
    from qualifier.cli.rating import rate
    from qualifier.cli.training_records import CALIBRATIONS

    held = open_records.found(CALIBRATIONS, name, rules)
    rate(held, scenario, rater.upper(), number, file, typed, again=again)


@training_app.command("calibration", help=common.help_words("training_calibration"))
def training_calibration(
    name: PLAYED,
    medium: MediumOption = None,
    output: OutputOption = None,
    yes: YesOption = False,
    lang: LangsOption = None,
    rules: RulesOption = None,
) -> None:
    """Say how alike the team's answers are, to each other and to the library's; never whose they are."""
    from qualifier.cli.rating import of_the_library
    from qualifier.cli.training_records import CALIBRATIONS
    from qualifier.training.calibration import calibration
    from qualifier.training.calibration_report import calibration_report

    held = open_records.found(CALIBRATIONS, name, rules)
    reasoner = common.reasoner_of(rules)
    scenarios, ratings = of_the_library(held.state, reasoner.base)
    for one in ratings:
        if not one.finished:
            _beside("rating_unfinished", rater=one.rater, scenario=one.scenario, number=one.round)
    document = calibration_report(reasoner, calibration(reasoner, scenarios, ratings))
    handed_over(document, reasoner.base, medium, langs_of(lang), output, yes=yes)
