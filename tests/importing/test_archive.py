from __future__ import annotations

import io
import zipfile

import pytest

from service.docx import opening
from service.errors import UnreadableDocument
from service.importing.archive import parse_part, read_archive
from tests.importing.word_files import paragraphs


def zipped(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name.replace("__", "/"), data)
    return kept.getvalue()


def test_a_docx_is_opened():
    assert "word/document.xml" in read_archive(paragraphs("甲"), "docx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "这不是 Word 文件"),
        (b"%PDF-1.7", "这不是 Word 文件"),
        (zipped(a=b"b"), "这不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧版的 .doc、.wps 文件，或者设有打开密码"),
        (zipped(word__document=b"", **{"word__vbaProject.bin": b"x"}), "带有宏"),
        (paragraphs("甲")[:-400], "已损坏"),
    ],
)
def test_what_is_none_is_refused_with_what_to_do(data: bytes, said: str):
    with pytest.raises(UnreadableDocument, match=said):
        read_archive(data, "docx")


def test_a_damaged_member_is_refused():
    data = bytearray(paragraphs("甲"))
    place = data.index(b"word/document.xml") + 60
    data[place : place + 40] = bytes(40)
    with pytest.raises(UnreadableDocument, match="已损坏"):
        read_archive(bytes(data), "docx")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    bomb = zipped(**{"word__document.xml": b"x", "word__media": bytes(opening.MOST_UNPACKED_BYTES)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacks it"))
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableDocument, match="解压后超过 200 MB"):
        read_archive(bomb, "docx")


def test_too_much_text_is_not_unpacked():
    with pytest.raises(UnreadableDocument, match="文字太多"):
        read_archive(zipped(**{"word__document.xml": bytes(opening.MOST_XML_BYTES + 1)}), "docx")


def test_an_encrypted_member_is_refused():
    data = bytearray(paragraphs("甲"))
    place = data.index(b"PK\1\2")
    data[place + 8] |= 1
    with pytest.raises(UnreadableDocument, match="打开密码"):
        read_archive(bytes(data), "docx")


@pytest.mark.parametrize(
    "part",
    [
        b"<a>",
        b"",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>',
    ],
)
def test_a_part_that_is_damaged_or_declares_entities_is_refused(part: bytes):
    with pytest.raises(UnreadableDocument):
        parse_part(part)
