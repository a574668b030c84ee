from __future__ import annotations

import pytest

from service.errors import UnreadableDocument
from service.importing.plain import decode, paragraphs

TEXT = "关于做好防汛工作的通知\n镕、〇、—— 都在"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_without_a_word(encoding: str):
    assert decode(TEXT.encode(encoding)) == (TEXT, ())


@pytest.mark.parametrize(("encoding", "named"), [("gb18030", "GB 18030"), ("utf-16", "UTF-16")])
def test_another_encoding_is_told(encoding: str, named: str):
    text, (finding,) = decode(TEXT.encode(encoding))
    assert text == TEXT
    assert named in finding.message


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"PK\3\4" + bytes(30), "字".encode() + b"\xff\xfe\x00", b"a\x00b"]
)
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(UnreadableDocument, match="不是文字文件"):
        decode(data)


def test_each_line_that_is_not_empty_is_a_paragraph():
    found = list(paragraphs("　　一、甲\r\n\r\n  \t\n乙\t丙\r丁"))
    assert [(p.place, p.text) for p in found] == [(1, "一、甲"), (2, "乙 丙"), (3, "丁")]
