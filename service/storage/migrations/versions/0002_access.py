"""Units, people, sessions, tokens; every record belongs to a unit, those of before to the first one."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FIRST_UNIT = "first"
FIRST_NAME = "本单位"


def upgrade() -> None:
    """Make the tables and the first unit, and give it all records."""
    units = op.create_table(
        "units",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
    )
    _make_people()
    _make_keys()
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    op.bulk_insert(units, [{"id": FIRST_UNIT, "name": FIRST_NAME, "code": "", "created": now}])
    # Nullable, because SQLite adds a column that refers to another table only so; a record without a unit is
    # seen by nobody.
    op.add_column(
        "records",
        sa.Column("unit_id", sa.String(32), sa.ForeignKey("units.id", name="fk_records_unit_id")),
        inline_references=True,
    )
    op.execute(sa.text("UPDATE records SET unit_id = :unit").bindparams(unit=FIRST_UNIT))
    op.create_index("ix_records_unit_id", "records", ["unit_id"])


def _make_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("reads_papers", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_people_unit_id"),
    )
    op.create_index("ix_people_unit_id", "people", ["unit_id"])
    op.create_table(
        "grants",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "role", "unit_id", name="pk_grants"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_grants_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_grants_unit_id"),
    )
    op.create_index("ix_grants_unit_id", "grants", ["unit_id"])


def _make_keys() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_index("ix_sessions_used", "sessions", ["used"])
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.String(32), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_tokens_unit_id"),
    )
    op.create_index("ix_tokens_unit_id", "tokens", ["unit_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_last", "sign_in_failures", ["last"])


def downgrade() -> None:
    """Drop the tables, and the units of the records; the records themselves stay."""
    op.drop_index("ix_records_unit_id", "records")
    op.drop_column("records", "unit_id")
    for table in ("sign_in_failures", "tokens", "sessions", "grants", "people", "units"):
        op.drop_table(table)
