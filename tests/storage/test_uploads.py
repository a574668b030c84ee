from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from service.storage import (
    Database,
    Draft,
    Files,
    Job,
    JobKind,
    Jobs,
    NewItem,
    Records,
    StoredFile,
    Uploads,
    open_database,
)
from service.storage.drafts import CAMPAIGN, Entry, campaigns_in, drafts_in
from service.storage.models import Table
from service.storage.person import FIRST_UNIT
from service.storage.uploads import LEAST_AGE
from tests.storage.test_records import CONTENT, NOW, a_record

LATER = NOW + LEAST_AGE + dt.timedelta(seconds=1)
OTHER_UNIT = "other"


@pytest.fixture
def database(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/chengwen.db")
    with database.writing() as session:
        units = Table.metadata.tables["units"]
        old = session.execute(units.select().where(units.c.id == FIRST_UNIT)).mappings().one()
        session.execute(units.insert().values({**old, "id": OTHER_UNIT, "name": "别的单位", "code": "别"}))
    yield database
    database.close()


@pytest.fixture
def uploads(database: Database, tmp_path: Path) -> Uploads:
    return Uploads(database, Files(tmp_path / "uploads"), Files(tmp_path / "files"))


def a_draft(kind: str = "general") -> Draft:
    return Draft(f"d-{kind}", FIRST_UNIT, kind, None, "稿", 1, NOW, NOW, "林晓")


def naming(digest: str) -> Entry:
    tree: dict[str, Any] = {
        "paper": {"attachments": [{"title": "表", "file": {"name": "表.pdf", "digest": digest}}]}
    }
    return Entry(tree, {}, 0)


def test_a_unit_gets_what_it_handed_in_and_no_other_does(uploads: Uploads) -> None:
    digest = uploads.put(FIRST_UNIT, b"one", NOW)
    assert uploads.held(FIRST_UNIT, [digest, "f" * 64]) == {digest: b"one"}
    assert uploads.sizes(FIRST_UNIT, [digest]) == {digest: 3}
    assert uploads.held(OTHER_UNIT, [digest]) == {}
    assert uploads.held(FIRST_UNIT, []) == {}


def test_a_unit_gets_the_files_of_its_own_records(uploads: Uploads, database: Database) -> None:
    digest = uploads.kept.put(b"issued")
    Records(database).add(a_record(files={"source-1": StoredFile(digest, 6, "表.pdf")}), CONTENT)
    assert uploads.held(FIRST_UNIT, [digest]) == {digest: b"issued"}
    assert uploads.held(OTHER_UNIT, [digest]) == {}


def test_what_nothing_refers_to_goes_after_a_time(uploads: Uploads) -> None:
    digest = uploads.put(FIRST_UNIT, b"idle", NOW)
    assert uploads.sweep(NOW + LEAST_AGE) == 0
    assert uploads.sweep(LATER) == 1
    assert uploads.held(FIRST_UNIT, [digest]) == {}
    assert not any(path.is_file() for path in uploads.files.folder.rglob("*"))


def test_handing_it_in_again_begins_its_time_anew(uploads: Uploads) -> None:
    digest = uploads.put(FIRST_UNIT, b"again", NOW)
    uploads.put(FIRST_UNIT, b"again", LATER)
    assert uploads.sweep(LATER) == 0
    assert uploads.held(FIRST_UNIT, [digest])


def test_a_file_stays_while_another_unit_has_handed_it_in_lately(uploads: Uploads) -> None:
    digest = uploads.put(FIRST_UNIT, b"both", NOW)
    uploads.put(OTHER_UNIT, b"both", LATER)
    assert uploads.sweep(LATER) == 0
    assert uploads.held(OTHER_UNIT, [digest]) == {digest: b"both"}
    assert uploads.held(FIRST_UNIT, [digest]) == {}


@pytest.mark.parametrize("kind", ["general", CAMPAIGN])
def test_what_any_revision_of_a_draft_names_stays(uploads: Uploads, database: Database, kind: str) -> None:
    digest = uploads.put(FIRST_UNIT, b"in a draft", NOW)
    store = campaigns_in(database) if kind == CAMPAIGN else drafts_in(database)
    store.add(a_draft(kind), naming(digest))
    store.change(f"d-{kind}", FIRST_UNIT, "林晓", NOW, lambda _: (Entry({"paper": {}}, {}, 1),))
    store.set_deleted(f"d-{kind}", FIRST_UNIT, NOW)
    assert uploads.sweep(LATER) == 0
    assert uploads.held(FIRST_UNIT, [digest]) == {digest: b"in a draft"}


def test_what_a_job_waits_with_stays(uploads: Uploads, database: Database) -> None:
    digest = uploads.put(FIRST_UNIT, b"in a job", NOW)
    jobs = Jobs(database)
    jobs.begin(Job("j", JobKind.BATCH, FIRST_UNIT, "", "林晓", None, None, NOW))
    jobs.receive("j", [NewItem(1, "通知", json.dumps({"file": {"digest": digest}}))])
    assert uploads.sweep(LATER) == 0
    jobs.drop("j")
    assert uploads.sweep(LATER) == 1


def test_files_of_records_are_never_swept(uploads: Uploads, database: Database) -> None:
    digest = uploads.kept.put(b"issued")
    uploads.put(FIRST_UNIT, b"issued", NOW)
    Records(database).add(a_record(files={"source-1": StoredFile(digest, 6, "表.pdf")}), CONTENT)
    assert uploads.sweep(LATER) == 1
    assert uploads.held(FIRST_UNIT, [digest]) == {digest: b"issued"}
