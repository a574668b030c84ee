"""Where seals go, and whether a paper is public."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add ``seals`` and ``publicity`` to ``records``; older ones have none."""
    op.add_column("records", sa.Column("seals", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("records", sa.Column("publicity", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Drop both columns."""
    op.drop_column("records", "publicity")
    op.drop_column("records", "seals")
