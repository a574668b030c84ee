from __future__ import annotations

import dataclasses
import io
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from service.archive.attempts import Attempt, attempt_all, left_of, wanted_year
from service.archive.regenerating import with_companion
from service.archive.telling import attempt_lines
from service.archive.verifying import Kept, verify
from service.errors import ConverterFailed, TemplateError
from service.generation import generate
from service.request import GenerationRequest
from service.services import Making, Services
from service.storage import Act, Record
from service.storage.person import FIRST_UNIT
from service.storage.regenerations import Regenerations, Result
from service.storage.whole import Wanted
from tests.fakes import (
    BROKEN_CONVERTER,
    TITLE,
    TREE,
    FakeCatalog,
    FakeConverter,
    FakePaper,
    a_docx,
    fake_making,
    open_fake_services,
)

ASKED = GenerationRequest("issuing_notice", TREE)


class PagesConverter(FakeConverter):
    """Makes a PDF of some blank pages, with a remark that nobody sees."""

    def __init__(self, pages: int = 2, remark: str = "") -> None:
        super().__init__()
        self.pages, self.remark = pages, remark

    def convert(self, docx: bytes, conformance: str = "") -> bytes:
        kept = io.BytesIO()
        with pikepdf.new() as pdf:
            for _ in range(self.pages):
                pdf.add_blank_page()
            pdf.docinfo["/Producer"] = self.remark
            pdf.save(kept, deterministic_id=True)
        return kept.getvalue()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_fake_services(tmp_path, fake_making(PagesConverter())) as services:
        yield services


@pytest.fixture
def record(services: Services) -> Record:
    return generate(ASKED, services, FIRST_UNIT, "林晓")


def again(services: Services, making: Making | None = None, *ids: str) -> list[Attempt]:
    kept = Kept(services.database, services.files)
    return list(attempt_all(ids or kept.vault.ids(Wanted()), kept, making or services.making, "档案员"))


def only(attempts: list[Attempt]) -> Any:
    (attempt,) = attempts
    assert attempt.made is not None, attempt.error
    return attempt.made


def stored(services: Services) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in services.files.folder.rglob("*") if path.is_file()}


def test_the_same_tools_make_the_same_bytes_and_store_no_file(services: Services, record: Record):
    before = stored(services)
    made = only(again(services))
    assert made.result is Result.IDENTICAL
    assert made.report == {
        "formats": {"docx": "identical", "pdf": "identical"},
        "changes": [],
        "differences": [],
        "reason": "",
        "made": {},
    }
    assert stored(services) == before
    assert Regenerations(services.database).of(record.id) == (made,)


def test_other_tools_are_named_where_the_text_is_the_same(services: Services, record: Record):
    tools = {
        "chengwen": "0.2.0",
        "libreoffice": "24.2",
        "fonts": {"仿宋": ["ab" * 32]},
        "substitutes": {"仿宋": "Fandol"},
    }
    making = fake_making(PagesConverter(remark="LibreOffice 24.2"), toolchain=lambda: tools)
    made = only(again(services, making))
    assert made.result is Result.SAME_TEXT
    assert made.report["formats"] == {"docx": "identical", "pdf": "same_text"}
    assert made.report["changes"] == [
        "chengwen：0.1.0 → 0.2.0",
        "字体 仿宋：没有 → abababababab",
        "LibreOffice：没有 → 24.2",
        "代替字体 仿宋：没有 → Fandol",
    ]
    assert services.files.get(made.report["made"]["pdf"]) == making.converter.convert(b"")  # type: ignore[union-attr]


def test_what_differs_is_told_and_what_was_issued_stays(services: Services, record: Record):
    before = stored(services)
    made = only(again(services, fake_making(PagesConverter(3))))
    assert made.result is Result.DIFFERENT
    assert made.report["differences"] == [
        {"format": "pdf", "page": 3, "before": "", "after": "（纸张）", "moved_mm": None}
    ]
    assert before.items() <= stored(services).items()
    assert services.records.get(record.id, {FIRST_UNIT}) == record


def test_another_text_is_told_line_by_line(services: Services, record: Record):
    making = services.making

    def changed(content: Any, converter: Any) -> Any:
        made = making.render(content, converter)
        return dataclasses.replace(made, docx=a_docx("另一个标题"))

    (attempt,) = again(services, dataclasses.replace(making, render=changed))
    assert list(attempt_lines(attempt))[1:] == [f"    docx原为“{TITLE}”，现为“另一个标题”"]


def test_a_template_that_was_changed_is_taken_as_it_was_kept(services: Services, record: Record):
    class Changed(FakeCatalog):
        papers = (FakePaper(version=2, digest="0" * 64),)

    taken = []

    def stored_paper(sources: Any) -> FakePaper:
        taken.append(sources.template_digest)
        return FakePaper(version=2)

    making = dataclasses.replace(services.making, catalog=Changed(), stored_paper=stored_paper)
    made = only(again(services, making))
    assert (made.result, taken) == (Result.IDENTICAL, [record.template_digest])
    assert made.report["changes"] == ["模板 issuing_notice 第2版：已改动，用当时存下的重新生成"]


def test_a_template_that_no_longer_fits_is_a_result(services: Services, record: Record):
    class Gone(FakeCatalog):
        papers = ()

    def stored_paper(sources: Any) -> FakePaper:
        raise TemplateError("没有“旧名称”")

    made = only(
        again(services, dataclasses.replace(services.making, catalog=Gone(), stored_paper=stored_paper))
    )
    assert made.result is Result.FAILED
    assert "没有“旧名称”" in made.report["reason"]


def test_a_damaged_file_is_a_result_and_not_mended(services: Services, record: Record):
    digest = record.files["pdf"].digest
    (services.files.folder / digest[:2] / digest[2:]).write_bytes(b"%PDF-broken")
    made = only(again(services))
    assert made.result is Result.FAILED
    assert "已被改动或损坏" in made.report["reason"]
    assert (services.files.folder / digest[:2] / digest[2:]).read_bytes() == b"%PDF-broken"


def test_tools_that_break_leave_no_result(services: Services, record: Record):
    (attempt,) = again(services, fake_making(BROKEN_CONVERTER))
    assert isinstance(attempt.error, ConverterFailed)
    assert Regenerations(services.database).of(record.id) == ()


def test_a_run_goes_on_where_the_last_one_ended(services: Services, record: Record):
    other = generate(
        GenerationRequest("issuing_notice", {**TREE, "paper": {"title": "另一份"}}), services, FIRST_UNIT
    )
    kept = Kept(services.database, services.files)
    again(services, None, record.id)
    ids = kept.vault.ids(wanted_year(2026))
    assert set(ids) == {record.id, other.id}
    assert left_of(ids, kept, services.making) == (other.id,)
    newer = dataclasses.replace(services.making, toolchain=lambda: {"chengwen": "0.2.0"})
    assert set(left_of(ids, kept, newer)) == set(ids)
    assert kept.vault.ids(wanted_year(2025)) == ()


def test_it_is_logged_and_the_archive_stays_whole(services: Services, record: Record):
    again(services, fake_making(PagesConverter(3)))
    *_, row = services.log.walk()
    assert (row.entry.act, row.entry.subject, row.entry.details["result"]) == (
        Act.REGENERATED,
        record.id,
        "different",
    )
    assert [d for found in verify(Kept(services.database, services.files)) for d in found] == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of one megabyte; where nobody may mount one, there is no such test."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_ends_in_a_clear_error_and_nothing_half_written(small_disk: Path):
    with open_fake_services(small_disk, fake_making(PagesConverter())) as services:
        record = generate(ASKED, services, FIRST_UNIT)
        filler = small_disk / "filler"
        fill(filler)
        (attempt,) = again(services, fake_making(PagesConverter(3)))
        assert attempt.error is not None
        assert attempt.error.code == "storage_failed"
        assert "磁盘空间" in str(attempt.error)
        filler.unlink()
        assert list(services.files.folder.rglob(".new-*")) == []
        assert [d for found in verify(Kept(services.database, services.files)) for d in found] == []
        assert only(again(services, fake_making(PagesConverter(3)))).result is Result.DIFFERENT
        assert len(Regenerations(services.database).of(record.id)) == 1


def fill(path: Path) -> None:
    """Write until there is no room left."""
    with path.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            while True:
                try:
                    file.write(b"\0" * size)
                except OSError:
                    break


def test_a_stored_template_makes_the_same_document(catalog: Any, content: Callable[..., Any], metrics: Any):
    """A real template: what is kept of it is enough, to the byte."""
    from service.catalog.stored import stored_paper
    from service.rendering.content import Content
    from service.rendering.context import CONTRACT
    from service.rendering.pipeline import render

    for name in ("issuing_notice", "final_report"):
        today = content("binhai", name)
        then = stored_paper(catalog.sources(today.paper), CONTRACT)
        assert then.digest == today.paper.digest
        assert render(Content(then, today.tree), metrics, None).docx == render(today, metrics, None).docx


def test_attachments_bound_apart_are_printed_with_the_template_that_was_kept(services: Services):
    taken: list[Any] = []

    def render_apart(_content: Any, _rendering: Any, _converter: Any, companion: Any = None) -> tuple[()]:
        taken.append(companion)
        return ()

    class Catalog(FakeCatalog):
        def companion(self, id: str) -> FakePaper:
            return dataclasses.replace(FakePaper(), id=id, digest="today")

    stored = FakePaper()
    making = fake_making(catalog=Catalog(), render_apart=render_apart, stored_paper=lambda sources: stored)
    docx, manifest = (services.files.put(data) for data in (b"docx", b"{}"))
    kept = {"id": "attachment", "docx": {"sha256": docx}, "manifest": {"sha256": manifest}}
    for digest, wanted, count in (("today", None, 0), ("then", stored, 1)):
        made, said = with_companion({"companion": {**kept, "digest": digest}}, services.files, making)
        made.render_apart(None, None, None)
        assert (taken[-1], len(said)) == (wanted, count)
    assert with_companion({"companion": None}, services.files, making) == (making, [])
