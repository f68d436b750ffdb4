"""A scenario as a role-play: what each seat knows, believes, wants and keeps silent; levers for a replay.

Immutable values, and the answers that follow from them: of one seat, of all seats together, of the file with one lever
changed. Reading the files is in `play_files`, what the engine must find in them in `play_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from qualifier.knowledge.cases import Answer, Case, Scenario
from qualifier.knowledge.faults import FaultsFound, Place, fault
from qualifier.words import Text

Side = Literal["ours", "theirs", "third"]
Holding = Literal["knows", "believes", "silent"]
HOLDINGS: tuple[Holding, ...] = ("knows", "believes", "silent")
NOT_SEEN = Answer(unknown="not_observed")


@dataclass(frozen=True, slots=True)
class CardLine:
    """What a card tells its player, and the answers that it stands for.

    Attributes:
        say: the line, addressed to the player.
        facts: the option that this seat holds, by question.
    """

    say: Text
    facts: Mapping[str, str]


@dataclass(frozen=True)
class SeatCard:
    """A role.

    Attributes:
        id: a word, the same in both languages.
        name: a function, never a person's name.
        side: whom it speaks for.
        knows: what is true and may be said.
        believes: what this person takes to be true and is not.
        wants: what this person is after.
        silent: what is true, and is said only to who asks.
    """

    id: str
    name: Text
    side: Side
    knows: tuple[CardLine, ...]
    believes: tuple[CardLine, ...]
    wants: tuple[Text, ...]
    silent: tuple[CardLine, ...]

    def lines(self, *holdings: Holding) -> Iterator[tuple[Holding, CardLine]]:
        """Yield the lines of the card of some kinds, all kinds when none is named."""
        for holding in holdings or HOLDINGS:
            for line in getattr(self, holding):
                yield holding, line

    def options(self, *holdings: Holding) -> dict[str, str]:
        """Return the option that this seat holds for each question, by lines of some kinds, all when none is named."""
        return {question: option for _, line in self.lines(*holdings) for question, option in line.facts.items()}

    def holding(self, question: str) -> Holding | None:
        """Return how this seat holds the answer to a question, or None when nothing is on its card."""
        return next((holding for holding, line in self.lines() if question in line.facts), None)


@dataclass(frozen=True)
class Lever:
    """A change for the replay.

    Attributes:
        say: the change, as it is told to the players.
        set: the answers that it changes: an option by question.
    """

    say: Text
    set: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long each moment lasts."""

    prepare: int
    play: int
    debrief: int
    replay: int

    @property
    def total(self) -> int:
        """How long all of it lasts."""
        return self.prepare + self.play + self.debrief + self.replay


@dataclass(frozen=True)
class Play:
    """A scenario as a role-play.

    Attributes:
        scenario: the story and the full file.
        scene: what everybody is told before the scene.
        opening: the first words or gesture: all that is fixed.
        roles: the cards, in the order of the file.
        watch: the criteria of the observer's grid.
        levers: the changes for the replay.
        debrief: the questions of this very scene.
        file: where it was read.
        places: where each part stands, by its keys joined by dots.
    """

    scenario: Scenario
    minutes: Minutes
    scene: Text
    opening: Text
    roles: tuple[SeatCard, ...]
    watch: tuple[str, ...]
    levers: tuple[Lever, ...]
    debrief: tuple[Text, ...]
    file: str
    places: Mapping[str, Place] = field(repr=False, compare=False, default_factory=dict)

    @property
    def id(self) -> str:
        """The name of the scenario."""
        return self.scenario.case.id

    @property
    def full(self) -> Mapping[str, str]:
        """The option of each question that the full file answers."""
        return options_of(self.scenario.case)

    def card(self, role: str) -> SeatCard:
        """Return the card of a role.

        Raises:
            FaultsFound: there is no such role.
        """
        for card in self.roles:
            if card.id == role:
                return card
        known = ", ".join(card.id for card in self.roles)
        raise FaultsFound([fault("role_unknown", Place(self.file), role=role, known=known)])

    def place(self, *path: str | int) -> Place:
        """Return where a part of the file stands, or the nearest part above it whose place is known."""
        for end in range(len(path), -1, -1):
            found = self.places.get(".".join(map(str, path[:end])))
            if found is not None:
                return Place(found.file, found.line, ".".join(map(str, path)))
        return Place(self.file, 0, ".".join(map(str, path)))


def options_of(case: Case) -> dict[str, str]:
    """Return the option of each question that has one."""
    return {question: answer.option for question, answer in case.answers.items() if answer.option is not None}


def seat_case(play: Play, role: str) -> Case:
    """Return what is answered from one seat, going by its card alone; what is not on the card is unknown.

    Args:
        play: the role-play.
        role: the id of the role.

    Raises:
        FaultsFound: there is no such role.
    """
    return _case(play, role, play.card(role).options())


def pooled_case(play: Play) -> Case:
    """Return what all seats would answer if each said all that it knows, silent facts included, and beliefs left out.

    Args:
        play: the role-play.
    """
    known = {question: option for card in play.roles for question, option in card.options("knows", "silent").items()}
    return _case(play, "", known)


def lever_case(play: Play, lever: Lever) -> Case:
    """Return the full file with a lever changed.

    Args:
        play: the role-play.
        lever: one of its levers.
    """
    full = play.scenario.case
    return replace(
        full, answers={**full.answers, **{question: Answer(option) for question, option in lever.set.items()}}
    )


def within(name: Text) -> Text:
    """Return the name of a role as it stands within a sentence: its article takes no capital there.

    Args:
        name: the name.
    """
    return Text(_lowered(name.fr), _lowered(name.en))


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == "'" else name


def _case(play: Play, role: str, options: Mapping[str, str]) -> Case:
    """Return the answers of a seat: as the file has them, with their evidence, where the seat holds the same."""
    full = play.scenario.case
    answers = {question: _answer(answer, options.get(question)) for question, answer in full.answers.items()}
    return replace(full, id=f"{full.id}.{role}" if role else full.id, answers=answers)


def _answer(true: Answer, held: str | None) -> Answer:
    if held is None:
        return NOT_SEEN
    return true if held == true.option else Answer(held)
