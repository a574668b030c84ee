from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from service.errors import StorageFailed
from service.storage.database import BUSY_TIMEOUT_MS, Database, migrate, open_database
from service.storage.models import Table


@pytest.fixture
def database(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/new/folder/chengwen.db")
    yield database
    database.close()


def test_it_makes_the_folder_and_the_tables(database: Database):
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version", *Table.metadata.tables}
    database.check()


@pytest.mark.parametrize("url", ["nonsense", "", "nosuch://host/name", "postgresql+nosuch://host/name"])
def test_an_address_that_cannot_be_used_is_named(url: str):
    with pytest.raises(StorageFailed, match="CHENGWEN_DATABASE_URL 不能用"):
        open_database(url)


def test_migrations_make_exactly_the_models(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_migrations_run_down_and_up_again(database: Database):
    with database.writer.begin() as connection:
        migrate(connection, "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        migrate(connection)
    with database.engine.connect() as connection:
        assert "records" in inspect(connection).get_table_names()


def test_records_of_before_belong_to_the_first_unit_and_survive_the_way_down(database: Database):
    add = (
        "INSERT INTO records (id, created, paper_type, version, title, content_digest, template_digest,"
        " schema_digest, toolchain, findings, content) VALUES"
        " ('a', '2026-03-16 08:30:00', 'x', 1, '通知', '', '', '', '{}', '[]', '{}')"
    )
    file = "INSERT INTO record_files (record_id, format, digest, size, name) VALUES ('a', 'docx', '', 1, '')"
    with database.writer.begin() as connection:
        migrate(connection, "base")
        migrate(connection, "0001")
        for statement in (add, file):
            connection.execute(text(statement))
        migrate(connection, "0002")
        unit = "SELECT r.id, u.id, u.name FROM records r JOIN units u ON u.id = r.unit_id"
        assert connection.execute(text(unit)).all() == [("a", "first", "本单位")]
        migrate(connection, "0001", down=True)
        assert "unit_id" not in {column["name"] for column in inspect(connection).get_columns("records")}
        assert connection.execute(text("SELECT title FROM records")).scalars().all() == ["通知"]
        assert connection.execute(text("SELECT count(*) FROM record_files")).scalar() == 1


def test_a_migration_that_fails_leaves_nothing(database: Database):
    connection = database.writer.connect()
    connection.begin()
    migrate(connection, "base")
    connection.close()  # without a commit, as a power cut would
    database.check()


def test_opening_twice_keeps_what_is_there(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/chengwen.db"
    for _ in range(2):
        open_database(url).close()


def test_sqlite_writes_ahead_checks_keys_and_waits(database: Database):
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": BUSY_TIMEOUT_MS}


def test_a_reader_is_not_kept_out_by_a_writer(database: Database):
    with database.writing() as writer:
        writer.execute(text("UPDATE records SET title = ''"))
        with database.reading() as reader:
            assert reader.execute(text("SELECT count(*) FROM records")).scalar() == 0


def test_the_check_notices_a_database_that_lost_its_tables(database: Database, tmp_path: Path):
    with sqlite3.connect(tmp_path / "new/folder/chengwen.db") as connection:
        connection.execute("DROP TABLE record_files")
        connection.execute("DROP TABLE records")
    connection.close()
    with pytest.raises(StorageFailed, match="数据库无法读写"):
        database.check()


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path):
    (tmp_path / "chengwen.db").write_bytes(b"not a database, by any means" * 100)
    with pytest.raises(StorageFailed, match=r"chengwen\.db 无法读写"):
        open_database(f"sqlite:///{tmp_path}/chengwen.db")
