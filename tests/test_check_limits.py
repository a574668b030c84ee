"""Files that are far too much, or made to harm, are refused within bounded time and memory (docs/limits.md)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.docx.files import W, paragraph, word_file
from tests.test_limits import LIMITED, ROOT

COMMAND = """
from service.cli import main
sys.exit(main(["check", "--no-render", sys.argv[1]]))
"""
TEXT = "按照统一部署和要求结合实际认真贯彻执行"


def pages(count: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    return out.getvalue()


def members(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body/></w:document>")
        for i in range(count):
            package.writestr(f"word/media/{i}.png", "")
    return out.getvalue()


def made(name: str) -> bytes:
    match name:
        case "500 pages of Word":
            return word_file(paragraph(TEXT * 32) * 500)
        case "500 page breaks":
            return word_file(paragraph("页", "<w:pageBreakBefore/>") * 500)
        case "a million empty paragraphs":
            return word_file("<w:p/>" * 1_000_000)
        case "500 pages of PDF":
            return pages(500)
        case "an encrypted PDF":
            return locked()
        case "a damaged PDF":
            return pages(3)[:300]
        case "a bomb":
            return word_file("", more={"word/document.xml": " " * 30_000_000})
        case "a bomb in a picture":
            return word_file(paragraph("文"), more={"word/media/a.png": " " * 201_000_000})
        case "10,000 members":
            return members(10_000)
        case "100,000 tables in tables":
            return word_file("<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000)
        case "entities":
            entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
            bomb = f'<!DOCTYPE a [<!ENTITY e0 "甲">{entities}]><w:document {W}><w:body>&e11;</w:body></w:document>'
            return word_file("", more={"word/document.xml": bomb})
        case "macros":
            return word_file(paragraph("文"), more={"word/vbaProject.bin": "x"})
    raise ValueError(name)


#: File → what is said of it.
CASES = {
    "500 pages of Word": "超过 300 页的上限",
    "500 page breaks": "约有 500 页，超过 300 页的上限",
    "a million empty paragraphs": "段落过多",
    "500 pages of PDF": "超过 300 页的上限",
    "an encrypted PDF": "打开密码",
    "a damaged PDF": "已损坏",
    "a bomb": "文字太多",
    "a bomb in a picture": "解压后超过",
    "10,000 members": "解压后超过",
    "100,000 tables in tables": "已损坏",
    "entities": "已损坏",
    "macros": "带有宏",
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused(name: str, tmp_path: Path) -> None:
    source, temporary = tmp_path / "file.docx", tmp_path / "tmp"
    source.write_bytes(made(name))
    temporary.mkdir()
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "CHENGWEN_ROOT": str(ROOT), "TMPDIR": str(temporary),
        "CHENGWEN_DATA": str(tmp_path / "var"), "CHENGWEN_FONTS_CONF": str(tmp_path / "none/fonts.conf"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", LIMITED + COMMAND, str(source)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 65, done.stderr[-2_000:]
    assert CASES[name] in done.stderr
    assert "Traceback" not in done.stderr
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "var").exists()
