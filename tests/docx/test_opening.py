"""What is no proper Word file is refused in Chinese, quickly and within bounds."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from service.docx import opening, read_docx
from service.errors import UnreadableDocument
from tests.docx.files import W, paragraph, word_file


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "这不是 Word 文件"),
        (b"hello", "这不是 Word 文件"),
        (b"PK\3\4 and then nothing", "已损坏"),
        (word_file(paragraph("文"))[:-40], "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版的 .doc"),
        (zipped(xl__workbook="<a/>"), "这不是 Word 文件"),
        (word_file("", more={"word/document.xml": "<w:document"}), "已损坏"),
        (word_file("", more={"word/document.xml": f"<w:document {W}/>"}), "没有正文"),
        (word_file("", more={"word/vbaProject.bin": "x"}), "带有宏"),
        (word_file(paragraph("文"), styles="&bomb;"), "已损坏"),
    ],
)
def test_it_is_refused(data, said):
    with pytest.raises(UnreadableDocument, match=said):
        read_docx(data)


def test_entities_are_refused():
    bomb = f'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><w:document {W}><w:body>&b;</w:body></w:document>'
    with pytest.raises(UnreadableDocument, match="已损坏"):
        read_docx(word_file("", more={"word/document.xml": bomb}))


def test_a_part_that_unpacks_to_more_than_it_may_is_refused():
    bomb = f"<w:document {W}>" + " " * (opening.MOST_XML_BYTES + 1) + "</w:document>"
    data = word_file("", more={"word/document.xml": bomb})
    assert len(data) < 100_000
    with pytest.raises(UnreadableDocument, match="文字太多"):
        read_docx(data)


def test_more_than_may_be_unpacked_altogether_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableDocument, match="解压后超过"):
        read_docx(word_file(paragraph("文"), more={"word/media/a.png": " " * 2000}))


def test_an_encrypted_member_is_refused():
    data = bytearray(word_file(paragraph("文")))
    at = data.index(b"PK\1\2")
    data[6] |= 1
    data[at + 8] |= 1
    with pytest.raises(UnreadableDocument, match="打开密码"):
        read_docx(bytes(data))


def test_a_member_that_lies_about_its_length_is_not_unpacked():
    """The list of contents says 1000 bytes of 50 million."""
    bomb = bytearray(zipped(**{"word__document.xml": " " * 50_000_000}))
    entry = bomb.index(b"PK\1\2")
    bomb[entry + 24 : entry + 28] = bomb[22:26] = (1000).to_bytes(4, "little")
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableDocument, match="已损坏"):
            read_docx(bytes(bomb))
        with pytest.raises(UnreadableDocument, match="已损坏"):
            opening.read_archive(bytes(bomb), "docx")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
