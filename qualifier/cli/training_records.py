"""Role-plays and calibrations of the casebook, as open records, and a learner's practice and progress."""

from __future__ import annotations

from qualifier.cli.open_records import Kind, all_of, casebook
from qualifier.training.calibration_record import Run, calibration_from, calibration_text
from qualifier.training.played import Played, played_from, played_text
from qualifier.words import LANGS, message

PLAYS: Kind[Played] = Kind("play", played_text, played_from)
CALIBRATIONS: Kind[Run] = Kind("calibration", calibration_text, calibration_from)
PRACTICE, PROGRESS = "practice", "progress"


def kept_text(kind: str) -> str | None:
    """Return the text kept of the learner's practice under way, or of their progress; None when there is none.

    Args:
        kind: `practice` or `progress`.
    """
    records = all_of(kind)
    return records[0].content if records else None


def keep_text(kind: str, text: str) -> None:
    """Keep a text in the place of the one before.

    Args:
        kind: `practice` or `progress`.
        text: what is kept.

    Raises:
        FaultsFound: it could not be kept.
    """
    records = casebook().records
    before = records.of(kind)
    # A learner has one of each: it goes by one name, whatever the language was when it was begun.
    name = before[0].name if before else message("training", f"record_{kind}").to(LANGS[0])
    records.keep(kind, name, text, seen=before[0].changed if before else None)


def forget(kind: str) -> None:
    """Erase what is kept of a kind.

    Args:
        kind: `practice` or `progress`.

    Raises:
        FaultsFound: it could not be erased.
    """
    for one in all_of(kind):
        casebook().records.delete(one.id)
