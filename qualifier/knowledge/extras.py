"""Libraries that only some uses need: imported when asked for, and named with the way to get them when missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from qualifier.knowledge.faults import FaultsFound, fault


def needed(module: str, extra: str) -> ModuleType:
    """Return a library that comes with an extra.

    Args:
        module: the name it is imported by.
        extra: the extra of the project that brings it.

    Raises:
        FaultsFound: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise FaultsFound([fault("extra_missing", library=module, extra=extra)]) from error
