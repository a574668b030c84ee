"""Campaigns and drafts with their revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table("campaigns", *_head(), sa.PrimaryKeyConstraint("id", name="pk_campaigns"))
    op.create_table(
        "drafts",
        *_head(),
        sa.Column("paper_type", sa.String(100), nullable=False),
        sa.Column("campaign_id", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_drafts_campaign_id"),
    )
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    for owner, table in _REVISIONS:
        op.create_table(
            table,
            sa.Column("owner_id", sa.String(32), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("based_on", sa.Integer(), nullable=False),
            sa.Column("author", sa.Text(), nullable=False),
            sa.Column("made", sa.DateTime(), nullable=False),
            sa.Column("aside", sa.Boolean(), nullable=False),
            sa.Column("page", sa.String(32), nullable=False),
            sa.Column("note", sa.Text(), nullable=False),
            sa.Column("content", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("number", "owner_id", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(["owner_id"], [f"{owner}.id"], name=f"fk_{table}_owner_id"),
        )


def downgrade() -> None:
    """Drop them."""
    for table in ("draft_revisions", "campaign_revisions", "drafts", "campaigns"):
        op.drop_table(table)


_INDEXES = {
    "campaigns": ("unit_id", "changed"),
    "drafts": ("unit_id", "changed", "paper_type", "campaign_id"),
}
_REVISIONS = (("campaigns", "campaign_revisions"), ("drafts", "draft_revisions"))


def _head() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("deleted", sa.DateTime(), nullable=True),
    ]
