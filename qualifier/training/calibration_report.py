"""What a calibration gives, as a report for the team: figures on questions and on the team, none on a person.

Below five people no figure is given at all, and the questions that stand out are only named; for one person, not even
that. With two rounds, only what the same people answered in both is shown: from two sets of figures side by side, one
could work out whoever left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qualifier.explanation.prospects import outcome_name
from qualifier.knowledge.models import RuleBase
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.contents import figures
from qualifier.report.contents.parts import words
from qualifier.report.document import Block, Document, Heading, Item, Listing, Paragraph, Table, Tone
from qualifier.training.calibration import Calibration, QuestionFound, RoundFound, ScenarioFound
from qualifier.words import Text, message

# As many people as it takes for a figure not to point at one of them.
LEAST = 5
# What a question does among the answers of one person tells of that person.
FEWEST = 2
MOST_LINES = 10


@dataclass(frozen=True)
class _Shown:
    """What the report shows: one round, or two side by side.

    Attributes:
        rounds: each with its name.
        small: fewer than five people answered in one of them.
    """

    base: RuleBase
    found: Calibration
    rounds: tuple[tuple[Text, RoundFound], ...]

    @property
    def small(self) -> bool:
        return any(one.raters < LEAST for _, one in self.rounds)

    @property
    def first(self) -> RoundFound:
        return self.rounds[0][1]


def calibration_report(reasoner: Reasoner, found: Calibration) -> Document:
    """Return the report on a calibration.

    Args:
        reasoner: the rules with their engine.
        found: what the team's answers give.
    """
    shown = _Shown(reasoner.base, found, _rounds(found))
    blocks: list[Block] = [_words("calibration_purpose", "note")]
    if not shown.rounds:
        blocks.append(_words("calibration_empty"))
    for part in _parts(shown):
        blocks += part(shown)
    foot = message("training", "calibration_foot")
    return Document(message("training", "calibration_title"), tuple(_about(shown)), tuple(blocks), foot)


def _rounds(found: Calibration) -> tuple[tuple[Text, RoundFound], ...]:
    if found.before and found.after:
        names = message("training", "calibration_before"), message("training", "calibration_after")
        return (names[0], found.before), (names[1], found.after)
    if len(found.rounds) == 1:
        return ((message("training", "calibration_now"), found.rounds[0]),)
    ends = (found.rounds[0], found.rounds[-1]) if found.rounds else ()
    return tuple((message("training", "calibration_round", number=one.number), one) for one in ends)


def _parts(shown: _Shown) -> tuple[Callable[[_Shown], Iterable[Block]], ...]:
    """Return the parts of the report: what may be told depends on how many people answered."""
    if not shown.rounds:
        return ()
    if shown.first.raters < FEWEST:
        return (_alone,)
    if shown.small:
        return _few, _names
    return _notes, _forms, _by_scenario, _hardest, _moved, _meaning


def _about(shown: _Shown) -> Iterator[tuple[Text, Text]]:
    scenarios = {one.scenario for _, found in shown.rounds for one in found.scenarios}
    counted = {
        "scenarios": str(len(scenarios)),
        "people": " / ".join(str(found.raters) for _, found in shown.rounds) or "0",
        "rounds": str(len(shown.found.rounds)),
    }
    for key, value in counted.items():
        yield message("training", f"calibration_{key}"), Text(value, value)
    yield message("contents", "rules"), Text(shown.base.version, shown.base.version)


def _alone(_: _Shown) -> Iterator[Block]:
    yield _words("calibration_alone", "note")


def _few(shown: _Shown) -> Iterator[Block]:
    yield _words("calibration_small", "note")
    if shown.found.apart and shown.found.before:
        yield _words("calibration_apart", count=shown.found.apart)


def _notes(shown: _Shown) -> Iterator[Block]:
    if len(shown.found.rounds) > 1 and not shown.found.before:
        yield _words("calibration_nothing_shared")
    elif shown.found.apart:
        yield _words("calibration_apart", count=shown.found.apart)


# --- the form ----------------------------------------------------------------------------------------------


def _forms(shown: _Shown) -> Iterator[Block]:
    rounds = [found for _, found in shown.rounds]
    expected = [figures.share(one.reached / one.given if one.given else None) for one in rounds]
    yield from figures.forms(
        [name for name, _ in shown.rounds],
        [one.verdicts for one in rounds],
        (message("training", "calibration_expected"), *expected),
    )


def _by_scenario(shown: _Shown) -> Iterator[Block]:
    """Scenario by scenario, all of them or none: one line left out could be worked out from the whole."""
    yield _heading("calibration_by_scenario", 2)
    if any(one.verdicts < LEAST for _, found in shown.rounds for one in found.scenarios):
        yield _words("calibration_few_on_some", "quiet")
        return
    columns = [(name, {one.scenario: one for one in found.scenarios}) for name, found in shown.rounds]
    told = {name: one for _, found in reversed(columns) for name, one in found.items()}
    yield Table(
        message("training", "calibration_by_scenario"),
        (
            message("training", "calibration_scenario"),
            message("training", "calibration_form"),
            *(message("training", "calibration_reached", when=when) for when, _ in columns),
            *(message("training", "calibration_same_form", when=when) for when, _ in columns),
        ),
        tuple(
            (
                one.title,
                outcome_name(shown.base, one.expected),
                *_cells(found.get(name) for _, found in columns),
            )
            for name, one in told.items()
        ),
    )


def _cells(found: Iterable[ScenarioFound | None]) -> Iterator[Text]:
    given = list(found)
    yield from (figures.share(one.reached / one.verdicts if one else None) for one in given)
    yield from (figures.share(one.raw if one else None) for one in given)


# --- the questions -----------------------------------------------------------------------------------------


def _names(shown: _Shown) -> Iterator[Block]:
    """The questions that stand out, in the order of asking: any other would be a figure."""
    hard = {one.question for one in shown.first.hardest}
    named = tuple(Item(one.ask) for id_, one in shown.base.questions.items() if id_ in hard)
    yield from figures.hardest(_words("calibration_hardest_why"), Listing(named) if named else None)
    yield _words("calibration_meaning_library")


def _hardest(shown: _Shown) -> Iterator[Block]:
    hardest = shown.first.hardest
    few = hardest[:MOST_LINES]
    yield from figures.hardest(_words("calibration_hardest_why"), _told(shown, few) if few else None)
    yield from figures.first_of(MOST_LINES, len(hardest))


def _told(shown: _Shown, hardest: Iterable[QuestionFound]) -> Table:
    asks = shown.base.questions
    return figures.questions(
        ((asks[one.question].ask, one.agreement if _enough(one) else None, _beside(one)) for one in hardest),
        message("training", "calibration_like_library"),
        message("training", "calibration_not_known"),
    )


def _beside(one: QuestionFound) -> tuple[Text, Text]:
    """Return how often a question is answered as the library does, and is not known; nothing for too few people."""
    if not _enough(one):
        return figures.NONE, figures.NONE
    return figures.share(one.library_share), figures.count(one.unknown)


def _enough(one: QuestionFound) -> bool:
    return one.agreement.raters >= LEAST


def _moved(shown: _Shown) -> Iterator[Block]:
    """The questions whose agreement changed, those that changed most first."""
    if not shown.found.before:
        return
    yield _heading("calibration_moved")
    moved = sorted(_changes(shown), key=lambda row: (-abs(row[2] - row[1]), row[0]))
    rows = moved[:MOST_LINES]
    if not rows:
        yield _words("calibration_moved_none")
        return
    ranks = list(shown.base.questions.values())
    yield Table(
        message("training", "calibration_moved_caption"),
        (message("contents", "figure_question"), *(name for name, _ in shown.rounds)),
        tuple((ranks[rank].ask, figures.share(before), figures.share(after)) for rank, before, after in rows),
    )
    yield from figures.first_of(MOST_LINES, len(moved))
    yield words("figure_moved_caution")


def _meaning(_: _Shown) -> Iterable[Block]:
    return figures.meaning(_words("calibration_meaning_library"))


def _changes(shown: _Shown) -> Iterator[tuple[int, float, float]]:
    """Yield the rank of each question that moved, with its agreement before and after."""
    for rank, id_ in enumerate(shown.base.questions):
        before, after = shown.found.question(id_)
        if before is None or after is None or not (_enough(before) and _enough(after)):
            continue
        was, now = before.agreement.raw, after.agreement.raw
        if was is not None and now is not None and figures.share(was) != figures.share(now):
            yield rank, was, now


# --- words and figures -------------------------------------------------------------------------------------


def _words(key: str, tone: Tone = "plain", **values: object) -> Paragraph:
    return Paragraph(message("training", key, **values), tone)


def _heading(key: str, level: int = 1) -> Heading:
    return Heading(message("training", key), level)
