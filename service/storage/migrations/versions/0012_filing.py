"""Items of a year's filing, and how units write their 档号."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "filing_rules",
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("fonds", sa.String(16), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("with_category", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name="pk_filing_rules"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_filing_rules_unit_id"),
    )
    op.create_table(
        "filing_items",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("date", sa.String(8), nullable=False),
        sa.Column("security", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("retention", sa.String(8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("archive_code", sa.String(100), nullable=True),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_filing_items"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_filing_items_unit_id"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_filing_items_record_id"),
        sa.UniqueConstraint("record_id", name="uq_filing_items_record_id"),
        sa.UniqueConstraint("unit_id", "archive_code", name="uq_filing_items_unit_id"),
    )
    op.create_index("ix_filing_items_year", "filing_items", ["unit_id", "year", "position"])
    op.create_index("ix_filing_items_retention", "filing_items", ["retention"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("filing_items")
    op.drop_table("filing_rules")
