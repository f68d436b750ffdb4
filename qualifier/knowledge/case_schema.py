"""The shape of answer files, questionnaires under way and scenarios, as pydantic models.

Only shapes live here (keys, kinds of value); what ids mean is checked in `cases`. Each model is used once, at the
border, then turned into the frozen values of `cases`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StrictBool, StringConstraints, model_validator

from qualifier.knowledge.shapes import DATE, Both, Id, Line, Shape, Sources


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
    aside: dict[str, Any] = {}
