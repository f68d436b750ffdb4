"""A case in a file of its own: written as JSON, read back strictly. Where it goes from there is for `book.py`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from qualifier.casebook.names import good_name, keepable
from qualifier.casebook.reading import rules_columns
from qualifier.casebook.values import CaseLine, KeptVerdict, RulesMark, Viewpoint
from qualifier.knowledge.faults import FaultsFound, Place, fault

FORMAT = "qualifier case"
VERSION = 1

# Far above what a case needs: a file beyond them was not made by `written`.
MOST_TEXT = 64_000_000
_MOST_LONG, _MOST_SHORT, _MOST_ROWS = 16_000_000, 10_000, 10_000


def _refused(check: Callable[[str], object], text: str) -> str:
    """Have a text that the casebook would refuse refused by the shape."""
    try:
        check(text)
    except FaultsFound as error:
        raise ValueError from error
    return text


def _keepable(text: str) -> str:
    return _refused(lambda one: keepable(Place(), one), text)


def _in_utc(moment: dt.datetime) -> dt.datetime:
    if not 1970 <= moment.year < 9999:
        raise ValueError(moment.year)
    return moment.astimezone(dt.UTC)


def _name(text: str) -> str:
    return _refused(lambda one: good_name(one, Place()), text)


_Short = Annotated[str, Field(max_length=_MOST_SHORT), AfterValidator(_keepable)]
_Long = Annotated[str, Field(max_length=_MOST_LONG), AfterValidator(_keepable)]
_Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
_Number = Annotated[int, Field(ge=0, lt=2**31)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Rules(_Shape):
    version: _Short
    hash: _Short
    migration: _Number

    def mark(self) -> RulesMark:
        return RulesMark(self.version, self.hash, self.migration)


class _Case(_Shape):
    name: Annotated[str, AfterValidator(_name)]
    note: _Long | None
    begun: _Moment
    changed: _Moment


class _Viewpoint(_Shape):
    number: Annotated[_Number, Field(ge=1)]
    name: _Short | None
    begun: _Moment
    changed: _Moment
    finished: bool
    rules: _Rules
    answers: _Long


class _Verdict(_Shape):
    viewpoint: _Number
    made: _Moment
    outcome: _Short
    status: _Short
    rules: _Rules
    content: _Long


class CaseFile(_Shape):
    """An exported case, as its file holds it."""

    format: Literal["qualifier case"]
    version: Literal[1]
    case: _Case
    viewpoints: Annotated[tuple[_Viewpoint, ...], Field(min_length=1, max_length=_MOST_ROWS)]
    verdicts: Annotated[tuple[_Verdict, ...], Field(max_length=_MOST_ROWS)]

    def whole(self) -> bool:
        """Tell whether every verdict has its viewpoint, and nothing is there twice."""
        numbers = [one.number for one in self.viewpoints]
        made = [(one.viewpoint, one.rules.hash) for one in self.verdicts]
        once = len(set(numbers)) == len(numbers) and len(set(made)) == len(made)
        return once and {number for number, _ in made} <= set(numbers)

    def case_row(self) -> dict[str, object]:
        """Return the columns of the case, but its name."""
        return self.case.model_dump(exclude={"name"})

    def viewpoint_rows(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Yield the number and the columns of each viewpoint."""
        for one in self.viewpoints:
            yield one.number, {**one.model_dump(exclude={"rules"}), **rules_columns(one.rules.mark())}

    def verdict_rows(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Yield the number of the viewpoint and the columns of each verdict, the last one last."""
        for one in self.verdicts:
            yield one.viewpoint, {**one.model_dump(exclude={"rules", "viewpoint"}), **rules_columns(one.rules.mark())}


def written(case: CaseLine, viewpoints: Sequence[Viewpoint], verdicts: Sequence[KeptVerdict]) -> str:
    """Return a case as the text of a file that `read` takes back."""
    number = {one.id: one.number for one in viewpoints}
    content = {
        "format": FORMAT,
        "version": VERSION,
        "case": {
            "name": case.name,
            "note": case.note,
            "begun": case.begun.isoformat(),
            "changed": case.changed.isoformat(),
        },
        "viewpoints": [_written_viewpoint(one) for one in viewpoints],
        # In the order they were made, whichever viewpoint is theirs: the last one gives the case its outcome.
        "verdicts": [_written_verdict(one, number) for one in sorted(verdicts, key=lambda one: one.id)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _written_rules(rules: RulesMark) -> dict[str, object]:
    return {"version": rules.version, "hash": rules.hash, "migration": rules.migration}


def _written_viewpoint(one: Viewpoint) -> dict[str, object]:
    return {
        "number": one.number,
        "name": one.name,
        "begun": one.begun.isoformat(),
        "changed": one.changed.isoformat(),
        "finished": one.finished,
        "rules": _written_rules(one.rules),
        "answers": one.answers,
    }


def _written_verdict(one: KeptVerdict, number: dict[int, int]) -> dict[str, object]:
    return {
        "viewpoint": number[one.viewpoint],
        "made": one.made.isoformat(),
        "outcome": one.outcome,
        "status": one.status,
        "rules": _written_rules(one.rules),
        "content": one.content,
    }


def read(text: str, file: str) -> CaseFile:
    """Read an exported case.

    Args:
        text: the content of the file.
        file: the file, named by faults.

    Raises:
        FaultsFound: it is not an exported case, it is damaged, or a later version made it.
    """
    try:
        data = json.loads(text) if len(text) <= MOST_TEXT else None
    except (ValueError, RecursionError) as error:
        # A file cut short still begins as ours do.
        if FORMAT in text[:200]:
            raise FaultsFound([fault("import_damaged", Place(file, getattr(error, "lineno", 0)))]) from None
        raise FaultsFound([fault("import_not_ours", Place(file))]) from None
    _check_version(data, file)
    try:
        found = CaseFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path = ".".join(str(key) for key in first["loc"])
        raise FaultsFound([fault("import_damaged", Place(file, 0, path))]) from None
    if not found.whole():
        raise FaultsFound([fault("import_damaged", Place(file, 0, "verdicts"))])
    return found


def _check_version(data: Any, file: str) -> None:  # noqa: ANN401 - whatever a file may hold
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FaultsFound([fault("import_not_ours", Place(file))])
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise FaultsFound([fault("import_newer", Place(file))])
