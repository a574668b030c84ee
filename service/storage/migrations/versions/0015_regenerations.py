"""What came of making records again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "regenerations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("toolchain", sa.String(64), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("job_id", sa.String(32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_regenerations"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_regenerations_record_id"),
    )
    op.create_index("ix_regenerations_record_id", "regenerations", ["record_id"])
    op.create_index("ix_regenerations_job_id", "regenerations", ["job_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("regenerations")
