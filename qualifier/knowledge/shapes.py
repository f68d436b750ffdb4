"""What the shapes of all files share: the base, a wording in both languages, and how complaints become faults.

Which keys a file has is in `schema` (rules) and `case_schema` (answers, scenarios): to read a case, the shapes of the
rule files need not be built. What ids mean is checked elsewhere.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from qualifier.knowledge.documents import Document
from qualifier.knowledge.faults import Fault, FaultsFound, fault
from qualifier.words import Text, message

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Line = Annotated[str, StringConstraints(strict=True, min_length=1, strip_whitespace=True)]
Sources = Annotated[list[Id], Field(min_length=1)]
DATE = r"^\d{4}-\d{2}-\d{2}$"


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
