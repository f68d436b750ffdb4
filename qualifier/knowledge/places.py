"""Where the rules and scenarios are: beside the package when installed, else at the top of the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    carried = _PACKAGE / "data" / name
    return carried if carried.is_dir() else _PACKAGE.parent / name


def rules_folder() -> Path:
    """Return the folder of the rules that the program was installed with."""
    return _folder("rules")


def scenarios_folder() -> Path:
    """Return the folder of the library scenarios."""
    return _folder("scenarios")
