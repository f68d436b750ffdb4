"""Cases and viewpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "casebook_cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("begun", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("name", name="casebook_cases_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("casebook_cases_changed", "casebook_cases", ["changed", "id"])
    op.create_table(
        "casebook_viewpoints",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("casebook_cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("begun", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("rules_version", sa.Text, nullable=False),
        sa.Column("rules_hash", sa.Text, nullable=False),
        sa.Column("rules_migration", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.UniqueConstraint("case_id", "number", name="casebook_viewpoints_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("casebook_viewpoints_changed", "casebook_viewpoints", ["changed", "id"])
    if op.get_bind().dialect.name == "postgresql":
        # PostgreSQL copies common values into its statistics, where a deleted text would stay.
        for column in ("name", "note"):
            op.execute(f"ALTER TABLE casebook_cases ALTER COLUMN {column} SET STATISTICS 0")
        for column in ("name", "answers"):
            op.execute(f"ALTER TABLE casebook_viewpoints ALTER COLUMN {column} SET STATISTICS 0")
