"""What a team has answered so far, as the text that is kept of it, and read again with the rules of today.

A set of answers that is damaged is set aside as it is and told; the rest stays usable. No name is kept, letters only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualifier.knowledge.faults import Fault, FaultsFound, Place, fault
from qualifier.knowledge.kept import Kept, case_data, notices, read_data, read_rows, record_content, record_text
from qualifier.knowledge.models import RuleBase
from qualifier.knowledge.rule_migrations import Migration
from qualifier.training.calibration import Rating, rating_faults

Json = Any


@dataclass(frozen=True)
class Run:
    """A calibration under way.

    Attributes:
        scenarios: the names of the scenarios that the team answers, in order.
        ratings: what was answered, in the order in which it came.
        unread: sets of answers that were kept and cannot be read any more, as they were.
    """

    scenarios: tuple[str, ...]
    ratings: tuple[Rating, ...] = ()
    unread: tuple[object, ...] = ()

    def found(self, rater: str, scenario: str, number: int) -> Rating | None:
        """Return what a person answered to a scenario in a round, if anything."""
        key = (rater, scenario, number)
        return next((one for one in self.ratings if (one.rater, one.scenario, one.round) == key), None)

    def without(self, rating: Rating) -> Run:
        """Return the run without what a person answered to a scenario in a round.

        Args:
            rating: the person's letter, the scenario and the round; its answers do not matter.
        """
        before = self.found(rating.rater, rating.scenario, rating.round)
        return replace(self, ratings=tuple(one for one in self.ratings if one is not before))

    def rated(self, rating: Rating, *, again: bool = False) -> Run:
        """Return the run with one more set of answers; it takes the place of what the same person left unfinished.

        Args:
            rating: the answers.
            again: they take the place of those that were finished before, too.

        Raises:
            FaultsFound: the same person answered that scenario already in that round, or a name stands for a letter.
        """
        before = self.found(rating.rater, rating.scenario, rating.round)
        ratings = (*(one for one in self.ratings if one is not before or (one.finished and not again)), rating)
        faults = list(rating_faults(ratings))
        if faults:
            raise FaultsFound(faults)
        return replace(self, ratings=ratings)


def calibration_text(run: Run, known: Sequence[Migration]) -> str:
    """Return what is kept of a calibration.

    Args:
        run: what was answered so far.
        known: the migrations of the rules.
    """
    ratings = [_rating_data(one, known) for one in run.ratings]
    return record_text({"scenarios": run.scenarios, "ratings": [*ratings, *run.unread]})


def _rating_data(rating: Rating, known: Sequence[Migration]) -> Json:
    about = {"rater": rating.rater, "scenario": rating.scenario, "round": rating.round, "finished": rating.finished}
    return {**about, **case_data(rating.case, rating.scenario, known)}


def calibration_from(text: str, name: str, base: RuleBase, known: Sequence[Migration]) -> tuple[Run, tuple[Fault, ...]]:
    """Read what was kept of a calibration.

    Args:
        text: what `calibration_text` gave.
        name: the name to show.
        base: the rules of today.
        known: the migrations of the rules.

    Returns:
        The calibration as the rules of today read it, and what is said of what fits them no more.

    Raises:
        FaultsFound: it is damaged as a whole, or a later version kept it.
    """
    data = record_content(text, name, {"scenarios": list, "ratings": list})

    def rating(row: Json) -> tuple[Rating, Kept]:
        rater, scenario, number = str(row["rater"]), str(row["scenario"]), int(row["round"])
        kept = read_data(row, name, base, known)
        case, finished = replace(kept.case, id=scenario), bool(row.get("finished", True))
        return Rating(rater, scenario, number, case, finished), kept

    def unread(row: Mapping[str, Json]) -> Fault:
        rater, scenario = (str(row.get(key, "?")) for key in ("rater", "scenario"))
        return fault("rating_unread", Place(name, path=f"{rater}, {scenario}"), rater=rater, scenario=scenario)

    ratings = read_rows(data["ratings"], rating, unread)
    run = Run(tuple(map(str, data["scenarios"])), ratings.read, ratings.unread)
    return run, notices(name, ratings)
