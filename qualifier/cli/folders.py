"""Where things are kept: the folder of the user's data, readable by its owner only, and the cache."""

from __future__ import annotations

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
