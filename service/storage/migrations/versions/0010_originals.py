"""Originals of records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "originals",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sm3", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_originals"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_originals_record_id"),
    )
    op.create_index("ix_originals_record_id", "originals", ["record_id"])
    op.create_index("ix_originals_digest", "originals", ["digest"])
    op.create_table(
        "original_withdrawals",
        sa.Column("original_id", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("original_id", name="pk_original_withdrawals"),
        sa.ForeignKeyConstraint(
            ["original_id"], ["originals.id"], name="fk_original_withdrawals_original_id"
        ),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("original_withdrawals")
    op.drop_table("originals")
