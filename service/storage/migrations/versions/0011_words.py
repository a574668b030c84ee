"""Words of issued papers, for those who search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; papers of before are put into them when the service starts."""
    op.create_table(
        "search_texts",
        sa.Column("entry", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry", name="pk_search_texts"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_search_texts_record_id"),
        sa.UniqueConstraint("record_id", name="uq_search_texts_record_id"),
    )
    op.create_table(
        "search_grams",
        sa.Column("gram", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("entry", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("gram", "entry", name="pk_search_grams"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("search_grams")
    op.drop_table("search_texts")
