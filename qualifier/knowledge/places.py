"""Where the rules and scenarios are: beside the package, else at the top of the checkout; and private folders."""

from __future__ import annotations

import os
from pathlib import Path

from qualifier.knowledge.faults import FaultsFound, Place, fault, shown_path

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


def is_file(path: Path) -> bool:
    """Tell whether there is such a file; what cannot be the name of one is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read; a stop at any instant leaves the old file or the new one, whole.

    Args:
        path: the file.
        content: what to write.

    Raises:
        FaultsFound: it could not be written; the old file, if any, is untouched.
    """
    if path.is_dir():
        raise FaultsFound([fault("file_is_folder", Place(shown_path(path)))])
    path = path.resolve()
    if path.exists() and not path.is_file():
        _write_through(path, content)
        return
    # Always the same name: what a program killed while writing left behind goes with the next time.
    new = path.with_name(f".{path.name}.new")
    try:
        private_folder(path.parent)
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise FaultsFound([fault("file_unwritable", Place(shown_path(path)), reason=reason)]) from error


def _write_through(path: Path, content: bytes) -> None:
    """Write to a device or a pipe, which must stay what it is."""
    try:
        with path.open("wb") as device:
            device.write(content)
    except OSError as error:
        raise FaultsFound([fault("file_unwritable", Place(shown_path(path)), reason=error.strerror or "?")]) from error
