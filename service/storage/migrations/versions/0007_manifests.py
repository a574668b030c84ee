"""Manifests of records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "manifests",
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("written", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "sequence", name="pk_manifests"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_manifests_record_id"),
    )
    op.create_index("ix_manifests_digest", "manifests", ["digest"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("manifests")
