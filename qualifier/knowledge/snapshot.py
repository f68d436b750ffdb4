"""Keeps on disk what is made from the rule files, so that the next start need not read, check and compile them again.

A snapshot is plain JSON: reading it runs no code. It is named after the content of the rule files and of the packages
that made it, so that a change of either makes it useless; whatever is wrong with it, it is made anew. The rule base is
packed here; others pack themselves.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from qualifier.knowledge import conditions, models
from qualifier.knowledge.faults import Place
from qualifier.knowledge.places import private_folder
from qualifier.words import Text

_CLASSES: tuple[type, ...] = (
    Text,
    Place,
    conditions.In,
    conditions.All,
    conditions.Any,
    models.Source,
    models.Option,
    models.Question,
    models.Theme,
    models.Level,
    models.Criterion,
    models.Axis,
    models.Argument,
    models.Form,
    models.LookAgain,
    models.Undetermined,
    models.Alert,
    models.Advice,
    models.Tension,
    models.Point,
    models.Side,
    models.Debate,
    models.Phase,
    models.Guide,
    models.Principle,
    models.Role,
    models.Term,
    models.Change,
    models.Reading,
    models.Rung,
    models.ScaleLine,
    models.Scale,
    models.PartnerWord,
    models.LawText,
    models.Right,
    models.Limit,
    models.RuleBase,
)
_FIELDS: dict[type, tuple[str, ...]] = {one: tuple(field.name for field in fields(one)) for one in _CLASSES}
UNUSABLE = (OSError, ValueError, TypeError, IndexError, KeyError, RecursionError)
_NUMBERS = {one: number for number, one in enumerate(_CLASSES)}


Made = TypeVar("Made")


def load_or_make(
    path: Path, make: Callable[[], Made], pack: Callable[[Made], Any], unpack: Callable[[Any], Made]
) -> Made:
    """Return what a snapshot holds; without a usable one, make it and keep it for the next time.

    Args:
        path: the snapshot's file, named by `snapshot_name`.
        make: makes it; its faults pass through, and nothing is then kept.
        pack: turns it into JSON data.
        unpack: turns JSON data into it; on data of another kind it raises one of `UNUSABLE`.
    """
    found = kept(path, unpack)
    if found is not None:
        return found
    made = make()
    _write(path, pack(made))
    return made


def kept(path: Path, unpack: Callable[[Any], Made]) -> Made | None:
    """Return what a snapshot holds, or None when there is no usable one.

    Args:
        path: the snapshot's file.
        unpack: turns JSON data into it.
    """
    try:
        return unpack(json.loads(path.read_bytes()))
    except UNUSABLE:
        return None


def snapshot_name(kind: str, version: str, *packages: str) -> str:
    """Return the file name of a snapshot made from rules of that version by the present code.

    Args:
        kind: what it holds; one word.
        version: the mark of the rules' content.
        packages: the packages of this program that make it.
    """
    code = hashlib.sha256()
    for package in packages:
        for path in sorted((Path(__file__).parent.parent / package).glob("*.py")):
            code.update(path.read_bytes())
    return f"{kind}-{version}-{code.hexdigest()[:8]}.json"


def packed(value: object) -> Any:  # noqa: ANN401 - JSON
    """Return a value as JSON data: a class becomes its number and its fields; sets and tables are marked as such."""
    if is_dataclass(value) and not isinstance(value, type):
        return [_NUMBERS[type(value)], *(packed(getattr(value, name)) for name in _FIELDS[type(value)])]
    if isinstance(value, frozenset):
        return {"set": sorted(value)}
    if isinstance(value, dict):
        return {"table": [[key, packed(one)] for key, one in value.items()]}
    if isinstance(value, tuple):
        return {"row": [packed(one) for one in value]}
    return value


def unpacked(data: Any) -> Any:  # noqa: ANN401 - JSON
    """Return the value that `packed` made the data from."""
    if isinstance(data, list):
        return _CLASSES[data[0]](*map(unpacked, data[1:]))
    if isinstance(data, dict):
        ((mark, content),) = data.items()
        if mark == "set":
            return frozenset(content)
        if mark == "row":
            return tuple(map(unpacked, content))
        return {key: unpacked(one) for key, one in content}
    return data


def unpacked_rules(data: Any) -> models.RuleBase:  # noqa: ANN401 - JSON
    """Return the rule base that `packed` made the data from.

    Raises:
        TypeError: the data are of something else; others of `UNUSABLE`: they are of nothing.
    """
    found = unpacked(data)
    if not isinstance(found, models.RuleBase):
        raise TypeError(type(found))
    return found


def _write(path: Path, data: Any) -> None:  # noqa: ANN401 - JSON
    """Keep a snapshot whole or not at all; a folder that cannot be written to is no fault."""
    new: Path | None = None
    try:
        private_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
        new = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
        new.replace(path)
    except OSError:
        # On a full disk, what was begun would take the room that answers need.
        if new is not None:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        return
    for older in path.parent.glob(f"{path.name.partition('-')[0]}-*.json"):
        if older != path:
            older.unlink(missing_ok=True)
