"""What other schools say of a case: its place on each scale, the word "partner", texts of law.

Read from the rules and the conclusions in plain three-valued truth, beside the engine; nothing here changes a form.
What authors disagree about is in `talks`; what another school would decide, in `readings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qualifier.explanation.explain import Said
from qualifier.explanation.facts import facts_said
from qualifier.knowledge.conditions import Condition, Possible, truth
from qualifier.knowledge.models import (
    NO,
    OPEN,
    OUTSIDE,
    YES,
    Chapter,
    LawText,
    Right,
    RightAbout,
    RuleBase,
    Scale,
    ScaleKind,
    ScaleLine,
)
from qualifier.knowledge.walk import questions_behind
from qualifier.reasoning.relevance import relevant_questions
from qualifier.reasoning.verdict import Reasoner, Verdict
from qualifier.words import Text


@dataclass(frozen=True, slots=True)
class RungSaid:
    """A place on a scale, with its trap between the two languages, if it has one."""

    id: str
    name: Text
    means: Text | None
    false_friend: Text | None


@dataclass(frozen=True, slots=True)
class LineSaid:
    """A line of a scale.

    Attributes:
        id: `scale.line`.
        at: the rung that is the place; None while it is open, or when the scale has nothing to say.
        possible: the rungs that may still be the place.
        outside: why the scale has nothing to say here, if that is so.
        facts: what makes it so.
        toward: what it would take, or what to do there; only where the line does not hold.
        ask: while it is open, the unanswered questions that would tell.
    """

    id: str
    name: Text
    means: Text | None
    rungs: tuple[RungSaid, ...]
    at: str | None
    possible: tuple[str, ...]
    outside: Text | None
    facts: tuple[Text, ...]
    toward: Text | None
    ask: tuple[str, ...]
    source: tuple[str, ...]

    @property
    def rung(self) -> RungSaid | None:
        """The rung that is the place, if it is known."""
        return next((one for one in self.rungs if one.id == self.at), None)

    @property
    def open(self) -> bool:
        """Whether the answers do not tell yet."""
        return self.at is None and self.outside is None

    @property
    def place(self) -> str:
        """Where it stands, as a scenario writes it: its rung, `outside` or `open`."""
        return OUTSIDE if self.outside is not None else self.at or OPEN


@dataclass(frozen=True, slots=True)
class ScaleSaid:
    """A case on a scale."""

    id: str
    name: Text
    about: Text
    kind: ScaleKind
    chapter: Chapter
    lines: tuple[LineSaid, ...]
    caution: Text | None
    source: tuple[str, ...]

    @property
    def speaks(self) -> bool:
        """Whether the scale has something to say of the case, now or once more is answered."""
        return any(line.outside is None for line in self.lines)

    @property
    def split(self) -> bool:
        """Whether lines that share their rungs place the case on different ones."""
        shared = len({tuple(one.id for one in line.rungs) for line in self.lines}) == 1
        return self.kind == "table" and shared and len({line.at for line in self.lines if line.at}) > 1

    def standing(self, rung: str) -> tuple[LineSaid, ...]:
        """Return the lines whose place is a rung."""
        return tuple(line for line in self.lines if line.at == rung)

    # --- stages --------------------------------------------------------------------------------------------

    @property
    def stage(self) -> LineSaid | None:
        """The first stage that is not done; None when all are, or while one before it is open."""
        for line in self.lines:
            if line.at != YES:
                return line if line.at == NO else None
        return None

    @property
    def jumped(self) -> tuple[LineSaid, ...]:
        """The stages that are not done although a later one is."""
        done = [rank for rank, line in enumerate(self.lines) if line.at == YES]
        return tuple(line for line in self.lines[: max(done, default=0)] if line.at == NO)


@dataclass(frozen=True, slots=True)
class PartnerWordSaid:
    """Whether "partner" is the word: both sides, and the better word."""

    id: str
    who: Text
    yes: Said
    no: Said
    better: Text
    why: tuple[Text, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RightSaid:
    """What texts of law say here, with the questions to settle; never advice."""

    id: str
    about: RightAbout
    say: Text
    why: tuple[Text, ...]
    texts: tuple[LawText, ...]
    settle: tuple[Text, ...]
    source: tuple[str, ...]


def places_of(line: ScaleLine) -> dict[str, Condition]:
    """Return the places of a line, each with its condition: its rungs, and `outside` where it has nothing to say.

    Args:
        line: a line of a scale.
    """
    return {**line.at, **({OUTSIDE: line.outside} if line.outside is not None else {})}


def places_left(line: ScaleLine, possible: Possible) -> tuple[str, ...]:
    """Return the places of a line that may still be the right one; one, when the answers tell.

    Args:
        line: a line of a scale.
        possible: what is still possible of each subject.
    """
    held = {place: truth(when, possible) for place, when in places_of(line).items()}
    established = tuple(place for place, found in held.items() if found)
    return established[:1] or tuple(place for place, found in held.items() if found is None)


class Schools:
    """What other schools say of one case; each part is worked out when it is first looked at."""

    def __init__(self, reasoner: Reasoner, verdict: Verdict) -> None:
        """Prepare to look.

        Args:
            reasoner: the rules with their engine.
            verdict: the verdict on the case.
        """
        self.base: RuleBase = reasoner.base
        self.verdict = verdict
        self._decisions = reasoner.decisions
        self._possible: Possible = verdict.conclusions.possible.__getitem__

    @cached_property
    def scales(self) -> Mapping[str, ScaleSaid]:
        """The case on every scale, by id, in the order of the files."""
        return {id_: self._scale(one) for id_, one in self.base.scales.items()}

    def chapter(self, chapter: Chapter) -> tuple[ScaleSaid, ...]:
        """Return the scales of a chapter."""
        return tuple(one for one in self.scales.values() if one.chapter == chapter)

    @cached_property
    def partner_words(self) -> tuple[PartnerWordSaid, ...]:
        """Whether "partner" is the word, for each kind of other side that this one is."""
        return tuple(
            PartnerWordSaid(
                id=one.id,
                who=one.who,
                yes=Said("yes", one.yes.say, one.yes.source),
                no=Said("no", one.no.say, one.no.source),
                better=one.better,
                why=facts_said(self.base, self._possible, one.when),
                source=one.source,
            )
            for one in self.base.partner_words.values()
            if truth(one.when, self._possible)
        )

    @cached_property
    def rights(self) -> tuple[RightSaid, ...]:
        """What texts of law say here."""
        return tuple(self._right(one) for one in self.base.rights.values() if truth(one.when, self._possible))

    @cached_property
    def false_friends(self) -> tuple[tuple[ScaleSaid, RungSaid], ...]:
        """The places reached whose name means something else in the other language."""
        return tuple(
            (scale, rung)
            for scale in self.scales.values()
            for line in scale.lines
            if (rung := line.rung) is not None and rung.false_friend is not None
        )

    @cached_property
    def unasked(self) -> tuple[str, ...]:
        """The questions that only other schools need and that have no answer yet."""
        return tuple(id_ for id_ in self._unanswered if self.base.questions[id_].extra)

    # --- one of each ---------------------------------------------------------------------------------------

    def _scale(self, scale: Scale) -> ScaleSaid:
        rungs = {id_: RungSaid(id_, one.name, one.means, self._trap(one.term)) for id_, one in scale.rungs.items()}
        lines = tuple(self._line(line, rungs) for line in scale.lines)
        return ScaleSaid(
            scale.id, scale.name, scale.about, scale.kind, scale.chapter, lines, scale.caution, scale.source
        )

    def _trap(self, term: str | None) -> Text | None:
        return self.base.terms[term].false_friend if term else None

    def _line(self, line: ScaleLine, rungs: Mapping[str, RungSaid]) -> LineSaid:
        left = places_left(line, self._possible)
        at = left[0] if len(left) == 1 and left[0] != OUTSIDE else None
        outside = left == (OUTSIDE,)
        when = line.outside if outside else line.at[at] if at else None
        return LineSaid(
            id=line.id,
            name=line.name,
            means=line.means,
            rungs=tuple(one for id_, one in rungs.items() if id_ in line.at),
            at=at,
            possible=tuple(one for one in left if one != OUTSIDE),
            outside=line.outside_say if outside else None,
            facts=facts_said(self.base, self._possible, when),
            toward=line.toward if at == NO else None,
            ask=() if at or outside else self._asks(line),
            source=line.source,
        )

    def _asks(self, line: ScaleLine) -> tuple[str, ...]:
        """Return the unanswered questions that are to be asked, and on which an open line rests."""
        behind = frozenset[str]().union(*(questions_behind(self.base, when) for when in line.at.values()))
        return tuple(id_ for id_ in self._unanswered if id_ in behind)

    @cached_property
    def _unanswered(self) -> tuple[str, ...]:
        """The questions that are to be asked and have no option yet, those of other schools included."""
        answers = self.verdict.answers
        wanted = relevant_questions(self._decisions, answers, extras=True)
        return tuple(id_ for id_ in wanted if id_ not in answers or answers[id_].option is None)

    def _right(self, right: Right) -> RightSaid:
        return RightSaid(
            id=right.id,
            about=right.about,
            say=right.say,
            why=facts_said(self.base, self._possible, right.when),
            texts=tuple(self.base.texts[id_] for id_ in right.texts),
            settle=right.settle,
            source=right.source,
        )
