"""Reads the files of role-plays: their shape, what their words mean, every fault with its line and its remedy.

What the engine must find in a play is in `play_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from qualifier.knowledge.cases import Scenario, read_scenario
from qualifier.knowledge.documents import Document, read_document
from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault, near
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.places import is_file, scenarios_folder
from qualifier.knowledge.shapes import Both, Id, Shape, shaped
from qualifier.training.played import TOGETHER
from qualifier.training.plays import CardLine, Lever, Minutes, Play, SeatCard, options_of

FEWEST_ROLES, MOST_ROLES = 2, 5
PARTS = ("name", "side", "knows", "believes", "wants", "silent")
MAY_BE_EMPTY = ("believes", "silent")
OneMoment = Annotated[StrictInt, Field(ge=1, le=240)]
Finder = Callable[[str], Scenario | None]


# --- the shape ---------------------------------------------------------------------------------------------


class MinutesShape(Shape):
    """How long each moment lasts."""

    prepare: OneMoment
    play: OneMoment
    debrief: OneMoment
    replay: OneMoment


class FactsShape(Shape):
    """A line of a card that is true."""

    say: Both
    facts: Annotated[list[Id], Field(min_length=1)]


class BeliefShape(Shape):
    """A line of a card that is not."""

    say: Both
    facts: Annotated[dict[Id, Id], Field(min_length=1)]


class SeatShape(Shape):
    """A role; a part that is missing is told once for all parts, by `role_incomplete`."""

    name: Both | None = None
    side: Literal["ours", "theirs", "third"] | None = None
    knows: list[FactsShape] | None = None
    believes: list[BeliefShape] | None = None
    wants: list[Both] | None = None
    silent: list[FactsShape] | None = None


class LeverShape(Shape):
    """A change for the replay."""

    say: Both
    changed: Annotated[dict[Id, Id], Field(min_length=1, alias="set")]


class PlayFile(Shape):
    """`plays/*.yaml`."""

    scenario: Id
    minutes: MinutesShape
    scene: Both
    opening: Both
    roles: dict[Id, SeatShape]
    watch: Annotated[list[Id], Field(min_length=4, max_length=8)]
    levers: Annotated[list[LeverShape], Field(min_length=1, max_length=3)]
    debrief: Annotated[list[Both], Field(min_length=2, max_length=4)]


# --- where plays are ---------------------------------------------------------------------------------------


def plays_folder() -> Path:
    """Return the folder of the role-plays."""
    return scenarios_folder() / "plays"


def play_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the role-plays: those of their scenarios.

    Args:
        folder: where they are; those of the library when none is given.
    """
    return tuple(sorted(path.stem for path in (folder or plays_folder()).glob("*.yaml")))


def library_scenario(base: RuleBase) -> Finder:
    """Return what finds a scenario of the library by its name, None for a name it does not have.

    Args:
        base: the rules.
    """

    def find(name: str) -> Scenario | None:
        path = scenarios_folder() / f"{name}.yaml"
        # A name that leads out of the folder is no name of the library.
        return read_scenario(path, base) if path.stem == name and is_file(path) else None

    return find


def find_play(name: str, base: RuleBase) -> Play:
    """Return a role-play of the library by the name of its scenario.

    Args:
        name: the scenario.
        base: the rules.

    Raises:
        FaultsFound: there is none of that name, or every fault of its file.
    """
    known = play_names()
    if name not in known:
        raise FaultsFound([fault("play_missing", name=name, near=near(name, known))])
    return read_play(plays_folder() / f"{name}.yaml", base, library_scenario(base))


def read_play(path: Path, base: RuleBase, find: Finder) -> Play:
    """Read a role-play.

    Args:
        path: its file.
        base: the rules.
        find: finds a scenario by its name; None when there is none.

    Raises:
        FaultsFound: every fault of the file.
    """
    document = read_document(path)
    shape = shaped(document, PlayFile)
    scenario = find(shape.scenario)
    if scenario is None:
        place = document.place("scenario")
        raise FaultsFound(
            [fault("play_scenario_unknown", place, id=shape.scenario, near=near(shape.scenario, _known()))]
        )
    faults = [*_whole_faults(document, shape, path, base), *_RoleFaults(document, shape, base, scenario).all()]
    if faults:
        raise FaultsFound(faults)
    return _play(document, shape, scenario)


def _known() -> tuple[str, ...]:
    return tuple(path.stem for path in scenarios_folder().glob("*.yaml"))


# --- faults ------------------------------------------------------------------------------------------------


def _whole_faults(document: Document, shape: PlayFile, path: Path, base: RuleBase) -> Iterator[Fault]:
    if path.stem != shape.scenario:
        yield fault("play_misnamed", document.place("scenario"), id=shape.scenario, file=path.stem)
    if not FEWEST_ROLES <= len(shape.roles) <= MOST_ROLES:
        place = document.place("roles")
        yield fault("play_roles_count", place, count=len(shape.roles), fewest=FEWEST_ROLES, most=MOST_ROLES)
    if TOGETHER in shape.roles:
        yield fault("role_reserved", document.place("roles", TOGETHER), role=TOGETHER)
    if shape.roles and not any(role.silent for role in shape.roles.values()):
        yield fault("play_nothing_silent", document.place("roles"))
    for rank, criterion in enumerate(shape.watch):
        if criterion not in base.criteria:
            near_by = near(criterion, base.criteria)
            yield fault("subject_unknown_id", document.place("watch", rank), id=criterion, near=near_by)


class _RoleFaults:
    """Looks at what roles and levers say of the questions."""

    def __init__(self, document: Document, shape: PlayFile, base: RuleBase, scenario: Scenario) -> None:
        self.document = document
        self.shape = shape
        self.base = base
        self.full = options_of(scenario.case)

    def all(self) -> Iterator[Fault]:
        for role, seat in self.shape.roles.items():
            missing = [part for part in PARTS if _lacks(seat, part)]
            if missing:
                yield fault("role_incomplete", self.document.place("roles", role), role=role, parts=", ".join(missing))
            yield from self.seat(role, seat)
        for rank, lever in enumerate(self.shape.levers):
            yield from self.lever(rank, lever)

    def seat(self, role: str, seat: SeatShape) -> Iterator[Fault]:
        met: set[str] = set()
        for question, option, place in self.told(role, seat):
            wrong = list(self.question(question, option, place))
            if not wrong and question in met:
                wrong.append(fault("fact_twice", place, role=role, question=question))
            if not wrong and question not in self.full:
                wrong.append(fault("fact_unanswered", place, question=question, scenario=self.shape.scenario))
            if not wrong and option is not None and option == self.full[question]:
                wrong.append(fault("belief_true", place, question=question, option=option))
            met.add(question)
            yield from wrong

    def told(self, role: str, seat: SeatShape) -> Iterator[tuple[str, str | None, Place]]:
        """Yield each question of a card, with the option when it is one that the seat believes, and its place."""
        for part, lines in (("knows", seat.knows or []), ("silent", seat.silent or [])):
            for rank, line in enumerate(lines):
                for number, question in enumerate(line.facts):
                    yield question, None, self.document.place("roles", role, part, rank, "facts", number)
        for rank, belief in enumerate(seat.believes or []):
            for question, option in belief.facts.items():
                yield question, option, self.document.place("roles", role, "believes", rank, "facts", question)

    def lever(self, rank: int, lever: LeverShape) -> Iterator[Fault]:
        for question, option in lever.changed.items():
            place = self.document.place("levers", rank, "set", question)
            wrong = list(self.question(question, option, place))
            yield from wrong
            if not wrong and option == self.full.get(question):
                yield fault("lever_idle", place, question=question, option=option)

    def question(self, question: str, option: str | None, place: Place) -> Iterator[Fault]:
        if question not in self.base.questions:
            yield fault("question_unknown", place, question=question, near=near(question, self.base.questions))
            return
        known = [one.id for one in self.base.questions[question].options]
        if option is not None and option not in known:
            yield fault("option_unknown", place, question=question, option=option, known=", ".join(known))


def _lacks(seat: SeatShape, part: str) -> bool:
    written = getattr(seat, part)
    return written is None or (not written and part not in MAY_BE_EMPTY)


# --- from shape to value -----------------------------------------------------------------------------------


def _play(document: Document, shape: PlayFile, scenario: Scenario) -> Play:
    full = options_of(scenario.case)
    minutes = shape.minutes
    return Play(
        scenario=scenario,
        minutes=Minutes(minutes.prepare, minutes.play, minutes.debrief, minutes.replay),
        scene=shape.scene.text(),
        opening=shape.opening.text(),
        roles=tuple(_card(role, seat, full) for role, seat in shape.roles.items()),
        watch=tuple(dict.fromkeys(shape.watch)),
        levers=tuple(Lever(one.say.text(), dict(one.changed)) for one in shape.levers),
        debrief=tuple(one.text() for one in shape.debrief),
        file=document.file,
        places={".".join(map(str, path)): document.place(*path) for path in document.lines},
    )


def _card(role: str, seat: SeatShape, full: Mapping[str, str]) -> SeatCard:
    """Return the card of a role in which `_RoleFaults` has found no fault."""
    if seat.name is None or seat.side is None:
        raise AssertionError(role)
    return SeatCard(
        id=role,
        name=seat.name.text(),
        side=seat.side,
        knows=_true(seat.knows, full),
        believes=tuple(CardLine(one.say.text(), dict(one.facts)) for one in seat.believes or ()),
        wants=tuple(one.text() for one in seat.wants or ()),
        silent=_true(seat.silent, full),
    )


def _true(lines: list[FactsShape] | None, full: Mapping[str, str]) -> tuple[CardLine, ...]:
    return tuple(CardLine(one.say.text(), {question: full[question] for question in one.facts}) for one in lines or ())
