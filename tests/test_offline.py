from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from service.errors import InvalidRequest
from service.offline import check_sources, render_files
from tests.fakes import NUMBER, OFF, TITLE, FakeConverter, a_pdf, a_request, as_bytes, fake_making


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "计划.json"
    path.write_bytes(as_bytes(a_request()))
    return path


def test_files_are_named_like_their_source(source: Path, tmp_path: Path):
    folder = tmp_path / "new/out"
    (outcome,) = render_files([str(source)], folder, None, fake_making(FakeConverter()))
    assert outcome.error is None
    assert outcome.written == (folder / "计划.docx", folder / "计划.pdf")
    assert docx.Document(str(folder / "计划.docx")).paragraphs[0].text == TITLE
    assert (folder / "计划.pdf").read_bytes() == a_pdf()
    assert sorted(path.name for path in folder.iterdir()) == ["计划.docx", "计划.pdf"]


@pytest.mark.parametrize("formats", [("docx",), ("pdf",), ("docx", "pdf")])
def test_exactly_the_formats_that_are_asked_for_are_written(
    source: Path, tmp_path: Path, formats: tuple[str, ...]
):
    (outcome,) = render_files([str(source)], tmp_path, formats, fake_making(FakeConverter()))
    assert [path.suffix for path in outcome.written] == [f".{format}" for format in formats]


def test_standard_input_gives_the_name_of_the_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(as_bytes(a_request()))))
    (outcome,) = render_files(["-"], tmp_path, ("docx",), fake_making())
    assert outcome.written == (tmp_path / f"{NUMBER}{TITLE}.docx",)


def test_one_that_fails_does_not_stop_the_rest(source: Path, tmp_path: Path):
    bad = tmp_path / "bad.json"
    bad.write_bytes(as_bytes(a_request(content={"campaign": {}})))
    sources = [str(bad), str(tmp_path / "missing.json"), str(tmp_path), str(source)]
    outcomes = list(render_files(sources, tmp_path / "out", None, fake_making(FakeConverter())))
    codes = [outcome.error and outcome.error.code for outcome in outcomes]
    assert codes == ["invalid_content", "invalid_request", "invalid_request", None]
    assert outcomes[0].findings[0].pointer == "/paper/title"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["计划.docx", "计划.pdf"]


def test_a_pdf_that_cannot_be_made_leaves_no_docx_either(source: Path, tmp_path: Path):
    (outcome,) = render_files([str(source)], tmp_path / "out", ("docx", "pdf"), fake_making(pdf_off=OFF))
    assert outcome.error is not None
    assert outcome.error.code == "converter_missing"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(source: Path, tmp_path: Path):
    (tmp_path / "out").write_bytes(b"a file")
    (outcome,) = render_files([str(source)], tmp_path / "out", ("docx",), fake_making())
    assert outcome.error is not None
    assert "不能写入" in str(outcome.error)


def test_sources_that_would_overwrite_each_other_are_refused():
    check_sources(["a/plan.json", "a/notice.json"])
    with pytest.raises(InvalidRequest, match="plan"):
        check_sources(["a/plan.json", "b/plan.json"])
