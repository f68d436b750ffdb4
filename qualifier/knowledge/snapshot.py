"""Keeps a loaded and checked rule base on disk, so that the next start need not read and check the files again.

The snapshot is plain JSON that can only become the classes listed here: reading it runs no code. It is named after the
content of the rule files and of this package, so that a change of either makes it useless; whatever is wrong with it,
the files are read instead.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

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
    models.Term,
    models.RuleBase,
)
_FIELDS: dict[type, tuple[str, ...]] = {one: tuple(field.name for field in fields(one)) for one in _CLASSES}
_NUMBERS = {one: number for number, one in enumerate(_CLASSES)}


def load_or_make(path: Path, make: Callable[[], models.RuleBase]) -> models.RuleBase:
    """Return the rule base of a snapshot; without a usable one, make it and keep it for the next time.

    Args:
        path: the snapshot's file.
        make: loads and checks the rule files; its faults pass through, and nothing is then kept.
    """
    found = _read(path)
    if found is not None:
        return found
    base = make()
    _write(path, base)
    return base


def snapshot_name(version: str) -> str:
    """Return the file name for rules of that version, as loaded and checked by the present code.

    Args:
        version: the mark of the rules' content.
    """
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return f"rules-{version}-{code.hexdigest()[:8]}.json"


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


def _read(path: Path) -> models.RuleBase | None:
    try:
        found = unpacked(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, IndexError, KeyError, RecursionError):
        return None
    return found if isinstance(found, models.RuleBase) else None


def _write(path: Path, base: models.RuleBase) -> None:
    """Keep a snapshot whole or not at all; a folder that cannot be written to is no fault."""
    try:
        private_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(packed(base), file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(path)
    except OSError:
        return
    for older in path.parent.glob("rules-*.json"):
        if older != path:
            older.unlink(missing_ok=True)
