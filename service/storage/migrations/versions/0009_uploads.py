"""Files that units handed in for what they write."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "uploads",
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "digest", name="pk_uploads"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_uploads_unit_id"),
    )
    op.create_index("ix_uploads_digest", "uploads", ["digest"])
    op.create_index("ix_uploads_uploaded", "uploads", ["uploaded"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("uploads")
