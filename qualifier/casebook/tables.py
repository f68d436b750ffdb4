"""The tables of a casebook, the same on both databases, and how moments and long texts are written in them.

How older tables become these is in `migrations/`; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import zlib

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from qualifier.casebook.values import microseconds, moment_of


class Unreadable(Exception):
    """A kept value is not one that was ever written."""


class Moment(TypeDecorator[dt.datetime]):
    """A moment, as microseconds since 1970 in UTC: exact, and the same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Write a moment."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Read a moment."""
        try:
            return None if value is None else moment_of(value)
        except (TypeError, OverflowError) as error:
            raise Unreadable from error


class Packed(TypeDecorator[str]):
    """A long text, compressed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Compress a text."""
        return None if value is None else zlib.compress(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Read a text."""
        try:
            return None if value is None else zlib.decompress(value).decode()
        except (TypeError, ValueError, zlib.error) as error:
            raise Unreadable from error


METADATA = MetaData()

VERSION = Table(
    "casebook_schema",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="casebook_schema_pkc"),
)

CASES = Table(
    "casebook_cases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("note", Text),
    Column("begun", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    UniqueConstraint("name", name="casebook_cases_name"),
    Index("casebook_cases_changed", "changed", "id"),
    # A number is never given twice: a deleted case must not be mistaken for another.
    sqlite_autoincrement=True,
)

VIEWPOINTS = Table(
    "casebook_viewpoints",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("casebook_cases.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text),
    Column("begun", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("rules_version", Text, nullable=False),
    Column("rules_hash", Text, nullable=False),
    Column("rules_migration", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    UniqueConstraint("case_id", "number", name="casebook_viewpoints_number"),
    Index("casebook_viewpoints_changed", "changed", "id"),
    sqlite_autoincrement=True,
)

VERDICTS = Table(
    "casebook_verdicts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("viewpoint_id", Integer, ForeignKey("casebook_viewpoints.id", ondelete="CASCADE"), nullable=False),
    Column("made", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("rules_version", Text, nullable=False),
    Column("rules_hash", Text, nullable=False),
    Column("rules_migration", Integer, nullable=False),
    # Last, so that reading an outcome does not read through the whole report.
    Column("content", Packed, nullable=False),
    UniqueConstraint("viewpoint_id", "rules_hash", name="casebook_verdicts_rules"),
    sqlite_autoincrement=True,
)

RECORDS = Table(
    "casebook_records",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("begun", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("content", Packed, nullable=False),
    UniqueConstraint("kind", "name", name="casebook_records_name"),
    sqlite_autoincrement=True,
)
