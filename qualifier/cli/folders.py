"""Where an unfinished questionnaire is kept: one file in the user's own data folder, readable by its owner only."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

HOME = "QUALIFIER_HOME"


def home() -> Path:
    """Return the folder of the user's data: `QUALIFIER_HOME` if set, else the system's usual place."""
    if chosen := os.environ.get(HOME):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("qualifier", appauthor=False)


def cache_folder() -> Path:
    """Return the folder of what can be made again: the checked rules, kept to start faster."""
    if chosen := os.environ.get(HOME):
        return Path(chosen) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("qualifier", appauthor=False)


def draft_path() -> Path:
    """Return the file of the questionnaire under way."""
    return home() / "draft.json"


def kept_cases() -> list[Path]:
    """Return the files of all questionnaires kept in the user's data folder."""
    return sorted(home().glob("*.json"))


def keep_aside(path: Path) -> Path:
    """Rename a draft after the moment it was last changed, and return its new name.

    Args:
        path: the draft.

    Raises:
        OSError: it cannot be renamed; it is then untouched.
    """
    moment = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    kept = path.with_name(f"{moment:%Y-%m-%d-%H%M%S}.json")
    number = 2
    while kept.exists():
        kept = path.with_name(f"{moment:%Y-%m-%d-%H%M%S}-{number}.json")
        number += 1
    return path.rename(kept)
