from __future__ import annotations

import io

import pikepdf
import pytest

from service.rendering.reproducible import normalised


def a_pdf(date: str, identity: bytes, **info: str) -> bytes:
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        named = {f"/{k}": pikepdf.String(v) for k, v in info.items()} | {
            "/CreationDate": pikepdf.String(date)
        }
        pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(named))
        pdf.trailer["/ID"] = pikepdf.Array([pikepdf.String(identity), pikepdf.String(identity)])
        pdf.trailer["/DocChecksum"] = pikepdf.Name("/" + identity.hex())
        pdf.save(kept)
    return kept.getvalue()


def test_clock_and_chance_are_gone() -> None:
    one = a_pdf("D:20260316080000+08'00'", b"one", Producer="LibreOffice 7.4")
    two = a_pdf("D:20270101000000Z", b"two", Producer="LibreOffice 7.5")
    about = {"title": "关于印发《方案》的通知", "author": "滨海市", "subject": "滨海发〔2026〕12号"}
    assert one != two
    assert normalised(one, **about) == normalised(two, **about)


def test_the_properties_are_the_papers_own() -> None:
    made = normalised(a_pdf("D:20260316", b"x", Title="模板"), title="标题", author="机关", subject="")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        info = {str(k): str(v) for k, v in pdf.docinfo.items()}
    assert info == {
        "/Title": "标题", "/Author": "机关", "/Creator": "Chengwen", "/CreationDate": "D:20000101000000Z",
    }  # fmt: skip


def test_another_title_is_another_file() -> None:
    pdf = a_pdf("D:20260316", b"x")
    assert normalised(pdf, title="甲", author="", subject="") != normalised(
        pdf, title="乙", author="", subject=""
    )


def test_normalising_twice_changes_nothing() -> None:
    once = normalised(a_pdf("D:20260316", b"x"), title="甲", author="", subject="")
    assert normalised(once, title="甲", author="", subject="") == once


def test_what_is_no_pdf() -> None:
    with pytest.raises(pikepdf.PdfError):
        normalised(b"no pdf", title="", author="", subject="")
