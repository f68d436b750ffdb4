"""Bringing the tables of an older casebook up to date; the steps are in `migrations/`.

Alembic is imported here only, and this module only where tables are not those of today.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

_STEPS = Path(__file__).parent / "migrations"


def steps(connection: Connection | None = None) -> Config:
    """Return where the steps are and the connection they go through, as Alembic wants it.

    Args:
        connection: a connection in a transaction.
    """
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Apply the steps that were not, inside the transaction that is under way.

    Args:
        connection: the connection of that transaction.
        revision: the last step to apply.
    """
    from alembic import command

    command.upgrade(steps(connection), revision)
