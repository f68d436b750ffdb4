"""Verdicts, beside the viewpoints they were given on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "casebook_verdicts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "viewpoint_id", sa.Integer, sa.ForeignKey("casebook_viewpoints.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("rules_version", sa.Text, nullable=False),
        sa.Column("rules_hash", sa.Text, nullable=False),
        sa.Column("rules_migration", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("viewpoint_id", "rules_hash", name="casebook_verdicts_rules"),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE casebook_verdicts ALTER COLUMN content SET STATISTICS 0")
