"""Units' own templates, and which are in use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "templates",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("paper_type", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("docx", sa.String(64), nullable=False),
        sa.Column("manifest", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("uploaded", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_templates"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_templates_unit_id"),
    )
    op.create_index("ix_templates_unit_id", "templates", ["unit_id"])
    op.create_table(
        "template_choices",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("paper_type", sa.String(100), nullable=False),
        sa.Column("template_id", sa.String(32), nullable=True),
        sa.Column("chosen", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_template_choices"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_template_choices_unit_id"),
        sa.ForeignKeyConstraint(["template_id"], ["templates.id"], name="fk_template_choices_template_id"),
    )
    op.create_index("ix_template_choices_unit_id", "template_choices", ["unit_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("template_choices")
    op.drop_table("templates")
