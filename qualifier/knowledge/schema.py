"""The shape of the files, as pydantic models: rule files, answer files, scenarios.

Only shapes live here (keys, kinds of value); what ids mean is checked in `checks` and `cases`. Each model is used once,
at the border, then turned into the frozen values of `models`.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from qualifier.knowledge.documents import Document
from qualifier.knowledge.faults import Fault, FaultsFound, fault
from qualifier.words import Text, message

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Line = Annotated[str, StringConstraints(strict=True, min_length=1, strip_whitespace=True)]
Sources = Annotated[list[Id], Field(min_length=1)]
DATE = r"^\d{4}-\d{2}-\d{2}$"
Raw = Any  # a condition, still as written; `conditions_file` reads it


class Shape(BaseModel):
    """A table of a file: no key beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Shape):
    """A wording in both languages."""

    fr: Line
    en: Line

    def text(self) -> Text:
        """Return it as a `Text`."""
        return Text(self.fr, self.en)


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


class AnswerShape(Shape):
    """An answer; written as one word, it is its option."""

    option: Id | None = None
    unknown: Literal["not_observed", "disputed", "not_asked"] | None = None
    evidence: Literal["written", "seen", "told", "felt"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, written: object) -> object:
        return {"option": written} if isinstance(written, str) else written


class NoteShape(Shape):
    """What was decided about two answers that sit ill together; written as one word, it is what was done."""

    done: Literal["kept", "ask"]
    why: Annotated[str, StringConstraints(strict=True, max_length=500)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, written: object) -> object:
        return {"done": written} if isinstance(written, str) else written


class StoryShape(Shape):
    """A story, told in French at least."""

    fr: Line
    en: Line | None = None


class ReasonsShape(Shape):
    """The arguments that a scenario expects to hold, or not to."""

    must: list[str] = []
    must_not: list[str] = []


class ReadAsShape(Shape):
    """What a scenario expects in another reading; written as one word, it is the form, settled."""

    form: Id
    status: Literal["settled", "provisional", "undetermined"] = "settled"

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, written: object) -> object:
        return {"form": written} if isinstance(written, str) else written


class ExpectsShape(Shape):
    """What a scenario expects of the verdict, and of what other schools say.

    `scales`: for each scale the rung of its only line, or the rung of some of its lines; `outside` and `open` are
    rungs as well.
    """

    form: Id
    status: Literal["settled", "provisional", "undetermined"]
    because: Literal["too_early", "dormant", "disputed", "missing"] | None = None
    accept: list[Id] = []
    origin: Id | None = None
    reasons: ReasonsShape
    alerts: list[Id] = []
    readings: dict[Id, ReadAsShape] = {}
    scales: dict[Id, Id | dict[Id, Id]] = {}
    partner_words: list[Id] = []
    rights: list[Id] = []
    debates: list[Id] = []


class CaseFile(Shape):
    """An answer file, a questionnaire under way, or a scenario."""

    case: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=80)]
    answers: dict[str, AnswerShape]
    date: Annotated[str, StringConstraints(pattern=DATE)] | None = None
    title: Both | None = None
    story: StoryShape | None = None
    domain_case: str | None = None
    source: Sources | None = None
    expects: ExpectsShape | None = None
    at: Id | None = None
    skipped: list[Id] = []
    met: list[Id] = []
    full: StrictBool = False
    extras: StrictBool = False
    notes: dict[Id, NoteShape] = {}
    aside: dict[str, Raw] = {}


class MigrationFile(Shape):
    """`migrations/*.yaml`: what became of old names when the rules changed."""

    why: Both
    questions: dict[Id, Id] = {}
    options: dict[Id, dict[Id, Id]] = {}
    no_longer_fits: dict[Id, dict[Id, Both]] = {}
    removed: dict[Id, Both] = {}
    tensions: dict[Id, Id] = {}


Model = TypeVar("Model", bound=Shape)
# For each kind of complaint of pydantic, what to say was expected, in the catalogue `expected`.
_EXPECTED = {
    "string_type": "text",
    "string_pattern_mismatch": "word",
    "string_too_short": "not_empty",
    "string_too_long": "shorter",
    "int_type": "number",
    "greater_than_equal": "number_from",
    "less_than_equal": "number_to",
    "bool_type": "true_or_false",
    "list_type": "list",
    "too_short": "longer_list",
    "too_long": "shorter_list",
    "dict_type": "table",
    "model_type": "table",
}


def shaped(document: Document, model: type[Model]) -> Model:
    """Give a document its shape.

    Args:
        document: what was read.
        model: the shape it must have.

    Raises:
        FaultsFound: every key or value that does not fit, with its line.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise FaultsFound(_fault(document, detail) for detail in error.errors(include_url=False)) from error


def shape_of(value: object, model: type[Model]) -> Model | None:
    """Return a value in a shape, or None when it does not have it.

    Args:
        value: plain data.
        model: the shape.
    """
    try:
        return model.model_validate(value)
    except ValidationError:
        return None


def _fault(document: Document, detail: ErrorDetails) -> Fault:
    """Turn one complaint of pydantic into one of our faults."""
    path = tuple(part for part in detail["loc"] if part != "[key]")
    key = str(path[-1]) if path else ""
    place = document.place(*path)
    kind = detail["type"]
    if kind == "missing":
        code = "translation_missing" if key in ("fr", "en") else "key_missing"
        return fault(code, document.place(*path), key=key)
    if kind == "extra_forbidden":
        return fault("key_unknown", place, key=key)
    if kind == "string_too_short" and key in ("fr", "en"):
        return fault("translation_missing", place, key=key)
    return fault("value_wrong", place, given=_short(detail.get("input")), expected=_expected(detail))


def _expected(detail: ErrorDetails) -> Text:
    """Say what a value should have been: pydantic says it in English only."""
    kind, about = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        choices = re.findall("'(.*?)'", about["expected"]) or ["true"]
        return message("expected", "one_of", choices=", ".join(choices))
    if kind == "string_pattern_mismatch" and about["pattern"] == DATE:
        return message("expected", "date")
    if about.get("class_name") == "AnswerShape":
        return message("expected", "answer")
    return message("expected", _EXPECTED.get(kind, "other"), **about)


def _short(value: object) -> str:
    """Return a value as it may have been written, cut short."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else shown[:37] + "…"
