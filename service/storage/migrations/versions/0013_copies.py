"""Jobs of copies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("jobs", sa.Column("copies", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("jobs", sa.Column("campaign_id", sa.String(32), nullable=True))
    op.add_column("job_items", sa.Column("label", sa.Text(), nullable=False, server_default=""))
    op.add_column("job_items", sa.Column("files", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take them away."""
    for name in ("files", "label"):
        op.drop_column("job_items", name)
    for name in ("campaign_id", "copies"):
        op.drop_column("jobs", name)
