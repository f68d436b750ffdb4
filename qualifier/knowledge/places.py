"""Where the rules and scenarios are: beside the package, else at the top of the checkout; and private folders."""

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


def private_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and those above it that are missing likewise.

    Args:
        path: the folder; nothing is changed when it exists.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
