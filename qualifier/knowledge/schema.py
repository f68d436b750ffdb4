"""The shape of the rule files, as pydantic models.

Only shapes live here (keys, kinds of value); what ids mean is checked in `loading` and `checks`. Each model is used
once, at the border, then turned into the frozen values of `models`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from qualifier.knowledge.shapes import DATE, Both, Id, Line, Shape, Sources

Raw = Any  # a condition, still as written; `condition_files` reads it


class SourceShape(Shape):
    """A work cited."""

    author: Line
    short: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=28)]
    year: StrictInt | None
    title: Line
    where: Line
    read: Literal["full", "part", "through"]
    through: Id | None = None
    gives: Both
    caution: Both | None = None


class SourcesFile(Shape):
    """`sources.yaml`."""

    sources: dict[Id, SourceShape]


class QuestionShape(Shape):
    """A question."""

    ask: Both
    options: Annotated[dict[Id, Both], Field(min_length=2, max_length=6)]
    help: Both
    example: Both
    why: Both
    could_tell: Both
    source: Sources
    team_can_act: StrictBool
    if_several: Literal["first", "last"] | None = None
    ask_when: Raw = None


class ThemeFile(Shape):
    """`questions/*.yaml`."""

    theme: Id
    name: Both
    extra: StrictBool = False
    ask_when: Raw = None
    questions: Annotated[dict[Id, QuestionShape], Field(min_length=1)]


class LevelShape(Shape):
    """A level of a criterion."""

    name: Both
    when: Raw = None
    otherwise: Raw = None
    because: Both
    source: Sources | None = None


class CriterionShape(Shape):
    """A criterion."""

    name: Both
    team_can_act: StrictBool
    source: Sources
    levels: Annotated[dict[Id, LevelShape], Field(min_length=2)]


class CriteriaFile(Shape):
    """`criteria.yaml`."""

    criteria: dict[Id, CriterionShape]


class StepShape(Shape):
    """A step of an axis."""

    name: Both
    when: Raw = None
    otherwise: Raw = None


class AxisShape(Shape):
    """An axis."""

    name: Both
    source: Sources
    shown: list[Id]
    levels: Annotated[dict[Id, StepShape], Field(min_length=2)]


class AxesFile(Shape):
    """`axes.yaml`."""

    axes: dict[Id, AxisShape]


class ArgumentShape(Shape):
    """An argument: exactly one of its four kinds holds the condition."""

    confirms: Raw = None
    supports: Raw = None
    opposes: Raw = None
    excludes: Raw = None
    because: Both
    source: Sources


class FormShape(Shape):
    """A form."""

    kind: Literal["type", "neighbour"]
    name: Both
    headline: Both
    definition: Both
    source: Sources
    precedence: StrictInt
    precedence_reason: Both
    deciders: Annotated[list[Id], Field(min_length=1)]
    arguments: Annotated[dict[Id, ArgumentShape], Field(min_length=1)]
    confusions: Annotated[dict[Id, Both], Field(min_length=1)]
    risks: Annotated[list[Both], Field(min_length=1)]


class LookAgainShape(Shape):
    """When to look again."""

    after_months: Annotated[StrictInt, Field(ge=1, le=60)]
    at: Both


class UndeterminedShape(Shape):
    """A reason for naming no form."""

    name: Both
    headline: Both
    source: Sources
    when: Raw = None
    precedence: StrictInt | None = None
    precedence_reason: Both | None = None
    look_again: LookAgainShape | None = None


class FormsFile(Shape):
    """`forms/*.yaml`."""

    reading: Id
    forms: dict[Id, FormShape] = {}
    undetermined: dict[Id, UndeterminedShape] = {}


class AlertShape(Shape):
    """An alert."""

    when: Raw
    say: Both
    source: Sources


class AlertsFile(Shape):
    """`alerts.yaml`."""

    alerts: dict[Id, AlertShape]


class AdviceShape(Shape):
    """A next step."""

    works_on: Id
    forms: list[Id] = []
    when: Raw
    done_when: Raw = None
    say: Both
    source: Sources


class AdviceFile(Shape):
    """`advice.yaml`."""

    advice: dict[Id, AdviceShape]


class TensionShape(Shape):
    """Two answers that sit ill together, each side some options of one question."""

    one: Raw
    other: Raw
    say: Both
    source: Sources


class TensionsFile(Shape):
    """`tensions.yaml`."""

    tensions: dict[Id, TensionShape]


class AskShape(Shape):
    """A question to put to the other side."""

    when: Raw
    say: Both
    source: Sources


class SettleShape(AskShape):
    """A point to settle in an agreement."""

    settled_when: Raw = None


class PointsFile(Shape):
    """`points.yaml`."""

    settle: dict[Id, SettleShape] = {}
    ask_partner: dict[Id, AskShape] = {}


class SideShape(Shape):
    """One side of a disagreement between authors."""

    say: Both
    source: Sources


class DebateShape(Shape):
    """What authors disagree about; without a condition it matters for any case."""

    question: Both
    when: Raw = None
    sides: Annotated[dict[Id, SideShape], Field(min_length=2, max_length=4)]


class DebatesFile(Shape):
    """`debates.yaml`."""

    debates: dict[Id, DebateShape]


class PrincipleShape(Shape):
    """A rule that every group agrees on first."""

    say: Both
    source: Sources


class PhaseShape(Shape):
    """A phase of a group's way of working."""

    name: Both
    say: Both
    uses: Literal["nothing", "answer", "reveal", "again", "joint", "report"]
    source: Sources


class GuideShape(Shape):
    """A way of analysing practice in a group, and how a session fits it."""

    name: Both
    about: Both
    phases: Annotated[dict[Id, PhaseShape], Field(min_length=2)]
    show: Annotated[list[Both], Field(min_length=1)]
    hide: Annotated[list[Both], Field(min_length=1)]
    source: Sources


class GuidesFile(Shape):
    """`guides.yaml`."""

    frame: dict[Id, PrincipleShape]
    guides: dict[Id, GuideShape]


class RoleShape(Shape):
    """A row of the map: a question, and the place of each of its options."""

    name: Both
    question: Id
    places: dict[Id, Literal["both", "one", "outside", "nobody"]]
    source: Sources


class RolesFile(Shape):
    """`roles.yaml`."""

    roles: dict[Id, RoleShape] = {}
    said: dict[Id, dict[Id, Both]] = {}
    shared: dict[Id, dict[Id, Both]] = {}


class TermShape(Shape):
    """A term of the glossary."""

    term: Both
    said: list[Both] = []
    means: Both
    not_to_confuse: Both | None = None
    false_friend: Both | None = None
    source: Sources


class GlossaryFile(Shape):
    """`glossary.yaml`."""

    terms: dict[Id, TermShape]


class ChangeShape(Shape):
    """What a reading changes of a form of the usual one."""

    leaves: StrictBool = False
    precedence: StrictInt | None = None
    precedence_reason: Both | None = None
    without: list[Id] = []
    arguments: dict[Id, ArgumentShape] = {}
    confusions: dict[Id, Both] = {}


class ReadingFile(Shape):
    """`readings/*.yaml`: a school that decides; the usual one changes nothing."""

    reading: Id
    name: Both
    announced: Both
    says: Both
    source: Sources
    forms: dict[Id, FormShape] = {}
    changes: dict[Id, ChangeShape] = {}
    advice: dict[Id, AdviceShape] = {}


class RungShape(Shape):
    """A place on a scale, shared by its lines."""

    name: Both
    means: Both | None = None
    term: Id | None = None


class OutsideShape(Shape):
    """Where a scale has nothing to say, and why."""

    when: Raw
    say: Both


class LineShape(Shape):
    """A line of a scale: when each rung is the place."""

    name: Both
    means: Both | None = None
    at: Annotated[dict[Id, Raw], Field(min_length=1)]
    outside: OutsideShape | None = None
    toward: Both | None = None
    source: Sources | None = None


class ScaleShape(Shape):
    """Another school's way of placing the same facts; `outside` is that of the lines that have none of their own."""

    name: Both
    about: Both
    kind: Literal["ladder", "kinds", "table", "parts", "several", "stages"]
    chapter: Literal["definitions", "ladders", "partners", "networks", "stages", "territory"]
    rungs: dict[Id, RungShape] = {}
    lines: Annotated[dict[Id, LineShape], Field(min_length=1)]
    outside: OutsideShape | None = None
    caution: Both | None = None
    source: Sources


class ScalesFile(Shape):
    """`scales/*.yaml`."""

    scales: Annotated[dict[Id, ScaleShape], Field(min_length=1)]


class PartnerWordShape(Shape):
    """Whether "partner" is the word for some kind of other side."""

    who: Both
    when: Raw
    yes: SideShape
    no: SideShape
    better: Both
    source: Sources


class PartnerWordsFile(Shape):
    """`partner_words.yaml`."""

    partner_words: dict[Id, PartnerWordShape]


Day = Annotated[str, StringConstraints(strict=True, pattern=DATE)]


class LawTextShape(Shape):
    """A text of law, with the day of the version that was read, and the day by which it is to be checked again."""

    name: Both
    dated: Day
    check_by: Day
    says: Both
    source: Sources


class RightShape(Shape):
    """What some texts say of a situation, with the questions to settle."""

    about: Literal["frame", "sharing", "money"]
    when: Raw
    say: Both
    texts: Annotated[list[Id], Field(min_length=1)]
    settle: Annotated[list[Both], Field(min_length=1)]
    source: Sources


class RightsFile(Shape):
    """`rights.yaml`."""

    texts: dict[Id, LawTextShape]
    rights: dict[Id, RightShape]


class LimitShape(Shape):
    """Something that a person still has to check."""

    say: Both
    touches: Both
    who: Both
    source: Sources


class LimitsFile(Shape):
    """`limits.yaml`."""

    limits: dict[Id, LimitShape]


class MigrationFile(Shape):
    """`migrations/*.yaml`: what became of old names when the rules changed."""

    why: Both
    questions: dict[Id, Id] = {}
    options: dict[Id, dict[Id, Id]] = {}
    no_longer_fits: dict[Id, dict[Id, Both]] = {}
    removed: dict[Id, Both] = {}
    tensions: dict[Id, Id] = {}
