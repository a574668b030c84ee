"""The database: opening, migrating, asking whether it can be written. SQLite by default, any other by URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from service.errors import StorageFailed
from service.storage.guards import set_guards, take_guards_away

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 10_000  #: how long a writer waits for another process's transaction before it gives up


@dataclass(frozen=True, slots=True)
class Database:
    """An open database with the newest tables.

    Attributes:
        engine: connections for reading.
        writer: the same pool; its transactions take SQLite's write lock at their beginning, because a
            transaction that reads first and writes later fails at once, without the busy time-out, when
            another process wrote in between.
    """

    engine: Engine
    writer: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session for reading; a broken database raises `StorageFailed`."""
        with _as_storage_failed(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session; its transaction is committed at the end, or leaves no trace if it fails."""
        with _as_storage_failed(), Session(self.writer) as session, session.begin():
            yield session

    def check(self) -> None:
        """Prove that the tables are there and that they can be written, without leaving anything.

        Raises:
            StorageFailed: if not.
        """
        with self.writing() as session:
            session.execute(text("UPDATE records SET id = id WHERE id = ''"))

    def forget_connections(self) -> None:
        """Let go of connections that a parent process made; to be called first thing after a fork."""
        self.engine.dispose(close=False)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database at ``url``, make or migrate its tables, and return it.

    Raises:
        StorageFailed: if it can't be opened or written.
    """
    try:
        address = make_url(url)
        engine = create_engine(address)
    except (ArgumentError, ImportError) as error:
        message = "CHENGWEN_DATABASE_URL 不能用：地址的写法不对，或者没有安装这种数据库的驱动"
        raise StorageFailed(message) from error
    with _as_storage_failed(f"数据库 {address.render_as_string()} "):
        _make_folder(address)
        if address.get_backend_name() == "sqlite":
            _configure_sqlite(engine)
        database = Database(engine, engine.execution_options(immediate=True))
        with database.writer.begin() as connection:
            migrate(connection)
        return database


def migrate(connection: Connection, revision: str = "head", *, down: bool = False) -> None:
    """Bring the tables up or ``down`` to ``revision`` within the transaction of ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    take_guards_away(connection)
    (command.downgrade if down or revision == "base" else command.upgrade)(config, revision)
    set_guards(connection)


@contextmanager
def _as_storage_failed(name: str = "数据库") -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StorageFailed(f"{name}无法读写，请管理员检查磁盘空间、文件夹权限和数据库设置") from error


def _make_folder(address: URL) -> None:
    if address.get_backend_name() == "sqlite" and address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def _configure_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
        # We say BEGIN ourselves: sqlite3 would leave DDL outside transactions.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
