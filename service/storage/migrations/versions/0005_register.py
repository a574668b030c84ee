"""The register of numbers, issued papers, process entries, states of drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; every record of before counts as issued when it was made."""
    op.create_table(
        "number_series",
        *_texts(id=32, unit_id=32, kind=16, code=100),
        sa.Column("start", sa.Integer(), nullable=False),
        *_texts(start_period=40, term=40),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("total_start", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_number_series"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_number_series_unit_id"),
        sa.UniqueConstraint("unit_id", "kind", "code", name="uq_number_series_unit_id"),
    )
    op.create_table(
        "numbers",
        *_texts(id=32, unit_id=32, kind=16, code=100, period=40),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        *_texts(state=16, held_for=100, title=None),
        sa.Column("record_id", sa.String(32), nullable=True),
        *_texts(content_digest=64, reason=None, by=None),
        sa.Column("taken", sa.DateTime(), nullable=False),
        sa.Column("settled", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_numbers"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_numbers_unit_id"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_numbers_record_id"),
        sa.UniqueConstraint("unit_id", "kind", "code", "period", "serial", name="uq_numbers_unit_id"),
    )
    op.create_index("ix_numbers_state", "numbers", ["state", "taken"])
    op.create_table(
        "issuings",
        *_texts(record_id=32, unit_id=32),
        sa.Column("issued", sa.DateTime(), nullable=False),
        *_texts(issued_by=None),
        *(
            sa.Column(name, sa.String(32), nullable=True)
            for name in ("number_id", "draft_id", "campaign_id", "corrects")
        ),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("voided", sa.DateTime(), nullable=True),
        *_texts(voided_by=None, void_reason=None, archive_code=None),
        sa.PrimaryKeyConstraint("record_id", name="pk_issuings"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_issuings_record_id"),
        sa.ForeignKeyConstraint(["number_id"], ["numbers.id"], name="fk_issuings_number_id"),
    )
    op.create_index("ix_issuings_issued", "issuings", ["issued"])
    op.create_table(
        "process_entries",
        *_texts(id=32, unit_id=32),
        sa.Column("draft_id", sa.String(32), nullable=True),
        sa.Column("record_id", sa.String(32), nullable=True),
        *_texts(step=16, person=None, at=None, opinion=None),
        sa.Column("entered", sa.DateTime(), nullable=False),
        *_texts(entered_by=None),
        sa.PrimaryKeyConstraint("id", name="pk_process_entries"),
    )
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    for added in _draft_columns():
        op.add_column("drafts", added)
    op.execute(
        "INSERT INTO issuings (record_id, unit_id, issued, issued_by, entry, voided_by, void_reason,"
        " archive_code) SELECT id, COALESCE(unit_id, ''), created, '', '{}', '', '', '' FROM records"
    )


def downgrade() -> None:
    """Drop them."""
    for added in reversed(_draft_columns()):
        op.drop_column("drafts", added.name)
    for table in ("process_entries", "issuings", "numbers", "number_series"):
        op.drop_table(table)


_INDEXES = {
    "numbers": ("held_for", "record_id"),
    "issuings": ("unit_id", "number_id", "draft_id", "campaign_id", "corrects"),
    "process_entries": ("draft_id", "record_id"),
}


def _texts(**lengths: int | None) -> list[sa.Column[str]]:
    return [
        sa.Column(name, sa.Text() if length is None else sa.String(length), nullable=False)
        for name, length in lengths.items()
    ]


def _draft_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("state", sa.String(16), nullable=False, server_default="draft"),
        sa.Column("state_revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("series_id", sa.String(32), nullable=True),
        sa.Column("record_id", sa.String(32), nullable=True),
        sa.Column("corrects", sa.String(32), nullable=True),
    ]
