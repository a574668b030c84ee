"""What the database itself refuses: to change or to delete a row that shall stay as it was written.

SQLite's triggers hold for every program that opens the file. Other databases have, until they get their own, the
refusal of `service.storage.models` only.
"""

from __future__ import annotations

from sqlalchemy import inspect
from sqlalchemy.engine import Connection

FOR_EVER = (
    "records",
    "record_files",
    "manifests",
    "originals",
    "original_withdrawals",
    "audit_log",
    "regenerations",
)
"""The tables whose rows are added once."""
_ACTS = ("UPDATE", "DELETE")


def take_guards_away(connection: Connection) -> None:
    """Let a migration change every table."""
    if connection.dialect.name == "sqlite":
        for name in _names():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


def set_guards(connection: Connection) -> None:
    """Have the database refuse changes of the tables that are there."""
    if connection.dialect.name != "sqlite":
        return
    for table in set(FOR_EVER) & set(inspect(connection).get_table_names()):
        for act in _ACTS:
            connection.exec_driver_sql(
                f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
            )


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """Return the names of the guards that somebody took away; none where there are none to have."""
    if connection.dialect.name != "sqlite":
        return ()
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    return tuple(name for name in _names() if name not in found)


def _names() -> list[str]:
    return [_name(table, act) for table in FOR_EVER for act in _ACTS]


def _name(table: str, act: str) -> str:
    return f"{table}_refuse_{act.lower()}"
