"""What a rule base holds, once loaded and checked: immutable values, in the order of the files.

Only data live here. Loading is in `loading`, consistency in `checks`, the meaning of conditions in `conditions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar, get_args

from qualifier.knowledge.conditions import All, Condition, In
from qualifier.knowledge.faults import Place
from qualifier.words import Text

UNDETERMINED = "undetermined"
INFERENCE = "inference"
Kind = Literal["confirms", "supports", "opposes", "excludes"]
KINDS: tuple[Kind, ...] = ("confirms", "supports", "opposes", "excludes")
# Where a row of the map puts something: with the two sides, with one (or each on its own), elsewhere, with no one.
Whose = Literal["both", "one", "outside", "nobody"]


@dataclass(frozen=True, slots=True)
class Source:
    """A work that the rules cite.

    Attributes:
        short: the name shown in a line of proof.
        read: `full`, `part`, or `through` another work.
        through: the work it was read through, when it was.
        gives: what the project takes from it.
        caution: what to be wary of.
    """

    id: str
    author: str
    short: str
    year: int | None
    title: str
    where: str
    read: Literal["full", "part", "through"]
    through: str | None
    gives: Text
    caution: Text | None


@dataclass(frozen=True, slots=True)
class Option:
    """One anchored answer of a question."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question about observable facts.

    Attributes:
        if_several: which option to take when several are true.
        ask_when: asked unless this is ruled out; the theme's condition is already in it.
        could_tell: who or what could tell.
        team_can_act: whether the team itself can change this fact.
        extra: asked only when what other schools say is wanted; it decides of no form.
    """

    id: str
    theme: str
    ask: Text
    help: Text
    example: Text
    why: Text
    could_tell: Text
    options: tuple[Option, ...]
    if_several: Literal["first", "last"] | None
    ask_when: Condition
    source: tuple[str, ...]
    team_can_act: bool
    extra: bool = False

    def option(self, option: str) -> Option:
        """Return the option of that id.

        Raises:
            KeyError: there is none.
        """
        return _named(self.options, option)


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of the questionnaire, with its questions in order."""

    id: str
    name: Text
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One value of a criterion or of an axis; `when` is None for the last, which takes what is left.

    Attributes:
        takes: for the last level, what it is meant to take, when that is said; proven to be just what is left.
    """

    id: str
    name: Text
    when: Condition | None
    because: Text
    source: tuple[str, ...]
    takes: Condition | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What answers establish; its levels are read in order, the first that holds is the level."""

    id: str
    name: Text
    levels: tuple[Level, ...]
    source: tuple[str, ...]
    team_can_act: bool

    def level(self, level: str) -> Level:
        """Return the level of that id.

        Raises:
            KeyError: there is none.
        """
        return _named(self.levels, level)


@dataclass(frozen=True, slots=True)
class Axis:
    """What the verdict shows of the criteria: read as a criterion, drawn in the order of `shown`."""

    id: str
    name: Text
    levels: tuple[Level, ...]
    shown: tuple[str, ...]
    source: tuple[str, ...]

    def level(self, level: str) -> Level:
        """Return the step of that id.

        Raises:
            KeyError: there is none.
        """
        return _named(self.levels, level)


@dataclass(frozen=True, slots=True)
class Argument:
    """A condition that confirms, supports, opposes or excludes a form. Its id is `form.name`."""

    id: str
    form: str
    kind: Kind
    when: Condition
    because: Text
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of working together.

    Attributes:
        kind: one of the five types, or a neighbour.
        precedence: the lowest number speaks first when several forms fit.
        deciders: the criteria whose facts are quoted first.
        confusions: for a form often taken for this one, what tells them apart.
    """

    id: str
    kind: Literal["type", "neighbour"]
    name: Text
    headline: Text
    definition: Text
    source: tuple[str, ...]
    precedence: int
    precedence_reason: Text
    deciders: tuple[str, ...]
    arguments: tuple[Argument, ...]
    confusions: Mapping[str, Text]
    risks: tuple[Text, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Argument, ...]:
        """Return the arguments of these kinds, in order."""
        return tuple(argument for argument in self.arguments if argument.kind in kinds)


@dataclass(frozen=True, slots=True)
class LookAgain:
    """When to look at a relationship again, and at what."""

    after_months: int
    at: Text


@dataclass(frozen=True, slots=True)
class Undetermined:
    """A reason for naming no form; with a condition it is a conclusion, without one it is said when facts are short."""

    id: str
    name: Text
    headline: Text
    when: Condition | None
    precedence: int | None
    precedence_reason: Text | None
    look_again: LookAgain | None
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """A fact that deserves a word whatever the form."""

    id: str
    when: Condition
    say: Text
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A next step: the criterion it works on, the forms it is for (all when empty).

    Attributes:
        done_when: the answers to a question that would show it was done, where one question can show it.
    """

    id: str
    works_on: str
    forms: tuple[str, ...]
    when: Condition
    say: Text
    source: tuple[str, ...]
    done_when: In | None = None


@dataclass(frozen=True, slots=True)
class Tension:
    """Two answers that sit ill together: both may be true, and it is worth a second look.

    Attributes:
        one: the options of a question that the tension speaks of.
        other: those of another question.
        say: what makes them sit ill together, and how both may be true.
    """

    id: str
    one: In
    other: In
    say: Text
    source: tuple[str, ...]

    @property
    def when(self) -> Condition:
        """Both answers are given."""
        return All((self.one, self.other))

    @property
    def questions(self) -> tuple[str, str]:
        """The two questions."""
        return self.one.subject, self.other.subject


@dataclass(frozen=True, slots=True)
class Point:
    """What two organisations could talk about: a point of their agreement, or a question to the other side.

    Attributes:
        when: established, it is to be settled or asked; open, it is to be checked first.
        settled_when: when it may be said to be settled already; None when no answer could say so.
    """

    id: str
    when: Condition
    say: Text
    source: tuple[str, ...]
    settled_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What some authors hold, against others."""

    id: str
    say: Text
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debate:
    """What authors disagree about.

    Attributes:
        when: what makes it matter; None when it matters for any case.
    """

    id: str
    question: Text
    when: Condition | None
    sides: tuple[Side, ...]

    @property
    def source(self) -> tuple[str, ...]:
        """The works of all sides, each once."""
        return tuple(dict.fromkeys(work for side in self.sides for work in side.source))


@dataclass(frozen=True, slots=True)
class Role:
    """A row of the map of who does what: where each option of a question puts it."""

    id: str
    name: Text
    question: str
    places: Mapping[str, Whose]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a reading changes of a form of the usual one.

    Attributes:
        leaves: the form has no place in this reading.
        precedence: its rank there, when it has another.
        precedence_reason: why.
        without: arguments of the form that do not hold there.
        arguments: arguments that hold there only.
        confusions: for forms that are often taken for this one there, what tells them apart.
    """

    form: str
    leaves: bool
    precedence: int | None
    precedence_reason: Text | None
    without: tuple[str, ...]
    arguments: tuple[Argument, ...]
    confusions: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Reading:
    """A school that decides. What it changes of the usual reading is applied by `readings`.

    Attributes:
        announced: the sentence that says which reading decides.
        says: what a partnership is for it.
        forms: forms that it alone knows.
        changes: what it changes of the others.
        advice: next steps that it alone proposes.
    """

    id: str
    name: Text
    announced: Text
    says: Text
    forms: tuple[Form, ...]
    changes: tuple[Change, ...]
    advice: tuple[Advice, ...]
    source: tuple[str, ...]


ScaleKind = Literal["ladder", "kinds", "table", "parts", "several", "stages"]
Chapter = Literal["definitions", "ladders", "partners", "networks", "stages", "territory"]
CHAPTERS: tuple[Chapter, ...] = get_args(Chapter)
# The rungs of a scale whose lines hold or not: parts of a definition, kinds of which several may be, stages.
YES, NO = "holds", "fails"
# The place of a line that is on no rung: the scale has nothing to say there; the answers do not tell yet.
OUTSIDE, OPEN = "outside", "open"
OWN_RUNGS: tuple[ScaleKind, ...] = ("ladder", "kinds", "table")


@dataclass(frozen=True, slots=True)
class Rung:
    """A place on a scale.

    Attributes:
        means: what it is, in few words, when its name does not say it.
        term: the entry of the glossary that tells its trap between the languages, if any.
    """

    id: str
    name: Text
    means: Text | None
    term: str | None


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """A line of a scale.

    Attributes:
        id: `scale.line`.
        at: for each of its rungs, when it is the place; exactly one is, or `outside`, for all complete answers.
        outside: when the scale has nothing to say here.
        outside_say: why.
        toward: what it would take, or what to do there, where the line does not hold.
    """

    id: str
    name: Text
    means: Text | None
    at: Mapping[str, Condition]
    outside: Condition | None
    outside_say: Text | None
    toward: Text | None
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Another school's way of placing the same facts. It changes no form.

    Attributes:
        about: what it looks at.
        kind: `ladder` (one line, rungs in order), `kinds` (one line, no order), `table` (several lines, named rungs),
            `parts` (each line holds or not), `several` (kinds of which several may be), `stages` (each done or not).
        rungs: its rungs by id, in order.
        lines: its lines, in order.
        caution: what to be wary of.
    """

    id: str
    name: Text
    about: Text
    kind: ScaleKind
    chapter: Chapter
    rungs: Mapping[str, Rung]
    lines: tuple[ScaleLine, ...]
    caution: Text | None
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerWord:
    """Whether "partner" is the word for some kind of other side: what is said for it and against it.

    Attributes:
        who: of whom it speaks.
        better: the word that would suit both.
    """

    id: str
    who: Text
    when: Condition
    yes: Side
    no: Side
    better: Text
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawText:
    """A text of law.

    Attributes:
        dated: the day of the text, or of the version that was read (ISO).
        check_by: the day by which it is to be checked again (ISO).
        says: what it says, in our words.
    """

    id: str
    name: Text
    dated: str
    check_by: str
    says: Text
    source: tuple[str, ...]


RightAbout = Literal["frame", "sharing", "money"]


@dataclass(frozen=True, slots=True)
class Right:
    """What texts of law say of a situation: never advice, always with questions to settle.

    Attributes:
        about: the frame that calls for working together, what may be shared, or money.
        texts: the texts it rests on.
        settle: the questions to settle.
    """

    id: str
    about: RightAbout
    when: Condition
    say: Text
    texts: tuple[str, ...]
    settle: tuple[Text, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """Something in these rules that a person still has to check.

    Attributes:
        touches: what it bears on in the product.
        who: who or what could tell.
    """

    id: str
    say: Text
    touches: Text
    who: Text
    source: tuple[str, ...]


Use = Literal["nothing", "answer", "reveal", "again", "joint", "report"]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a group's way of working.

    Attributes:
        say: what the group does in it, and how the questionnaire serves there, if it does.
        uses: the step of a session that belongs there; `nothing` where the questionnaire stays closed.
    """

    id: str
    name: Text
    say: Text
    uses: Use
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """How a session on one case fits a known way of analysing practice in a group.

    Attributes:
        about: how such a group works.
        phases: its phases, in order.
        show: what to show.
        hide: what to keep hidden, and until when.
    """

    id: str
    name: Text
    about: Text
    phases: tuple[Phase, ...]
    show: tuple[Text, ...]
    hide: tuple[Text, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principle:
    """A rule that every group agrees on before it begins."""

    id: str
    say: Text
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, with its trap between the two languages.

    Attributes:
        said: the wordings by which sentences name it, the shortest name first: they are what links to it.
    """

    id: str
    term: Text
    said: tuple[Text, ...]
    means: Text
    not_to_confuse: Text | None
    false_friend: Text | None
    source: tuple[str, ...]


@dataclass(frozen=True)
class RuleBase:
    """All the rules, immutable. Mappings keep the order of the files; forms are in order of precedence.

    Attributes:
        reading: the school that decides; `readings` tells of the others, applied by `readings.read_as`.
        version: a short mark of the content: it changes with any rule.
        settle: points to settle in an agreement; ask_partner: questions to the other side.
        frame: what every group agrees on first; guides: how a session fits the ways in which groups work.
        said: for some questions, how each option is said on the map and in A + B = C.
        shared: for some questions, how each option is said to the other side as well.
        scales: other schools' ways of placing the same facts; partner_words: whether "partner" is the word.
        texts, rights: what texts of law say; limits: what a person still has to check.
        places: where each entry stands, by `kind:id`.
    """

    reading: str
    readings: Mapping[str, Reading]
    sources: Mapping[str, Source]
    themes: Mapping[str, Theme]
    questions: Mapping[str, Question]
    criteria: Mapping[str, Criterion]
    axes: Mapping[str, Axis]
    forms: Mapping[str, Form]
    undetermined: Mapping[str, Undetermined]
    alerts: Mapping[str, Alert]
    advice: Mapping[str, Advice]
    tensions: Mapping[str, Tension]
    settle: Mapping[str, Point]
    ask_partner: Mapping[str, Point]
    debates: Mapping[str, Debate]
    frame: Mapping[str, Principle]
    guides: Mapping[str, Guide]
    roles: Mapping[str, Role]
    said: Mapping[str, Mapping[str, Text]]
    shared: Mapping[str, Mapping[str, Text]]
    terms: Mapping[str, Term]
    scales: Mapping[str, Scale]
    partner_words: Mapping[str, PartnerWord]
    texts: Mapping[str, LawText]
    rights: Mapping[str, Right]
    limits: Mapping[str, Limit]
    version: str
    places: Mapping[str, Place] = field(repr=False)

    @property
    def asked_of_all(self) -> Mapping[str, Question]:
        """The questions that everybody may be asked: all but those that only other schools need."""
        return {id_: one for id_, one in self.questions.items() if not one.extra}

    def argument(self, argument: str) -> Argument:
        """Return the argument `form.name`.

        Raises:
            KeyError: there is none.
        """
        form, _, _ = argument.partition(".")
        return _named(self.forms[form].arguments, argument)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


One = TypeVar("One", bound=_Identified)


def _named(entries: tuple[One, ...], id_: str) -> One:
    """Return the entry of that id.

    Raises:
        KeyError: there is none.
    """
    for one in entries:
        if one.id == id_:
            return one
    raise KeyError(id_)


def domains_of(base: RuleBase) -> dict[str, tuple[str, ...]]:
    """Return the closed domain of what rules speak of: the options of questions, the levels of criteria.

    Args:
        base: the rules.
    """
    options = {id_: tuple(option.id for option in question.options) for id_, question in base.questions.items()}
    return {**options, **{id_: tuple(level.id for level in one.levels) for id_, one in base.criteria.items()}}
