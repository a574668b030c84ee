from __future__ import annotations

from typing import Any

import pytest

from service.errors import BrokenJson, InvalidRequest, RequestTooLarge
from service.request import MOST_IMAGE_BYTES, GenerationRequest, read_request, refuse_overlong
from tests.fakes import TREE, a_request, as_bytes


def test_it_reads_a_request():
    assert read_request(as_bytes(a_request())) == GenerationRequest("issuing_notice", TREE, None, None)


def test_it_reads_version_and_formats():
    asked = read_request(as_bytes(a_request(version=1, formats=["pdf", "docx", "pdf"])))
    assert (asked.version, asked.formats) == (1, ("docx", "pdf"))


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        ("text", ""),
        (a_request(paper_type=None), "/paper_type"),
        (a_request(paper_type=3), "/paper_type"),
        (a_request(content=None), "/content"),
        (a_request(content=[]), "/content"),
        (a_request(version=0), "/version"),
        (a_request(version=True), "/version"),
        (a_request(version="1"), "/version"),
        (a_request(formats=[]), "/formats"),
        (a_request(formats="docx"), "/formats"),
        (a_request(formats=["docx", "doc"]), "/formats"),
        (a_request(formats=[["docx"]]), "/formats"),
        (a_request(paper={}), "/paper"),
        (a_request(**{"a/b": 1}), "/a~1b"),
    ],
)
def test_it_points_to_what_is_wrong(body: Any, pointer: str):
    with pytest.raises(InvalidRequest) as raised:
        read_request(as_bytes(body))
    assert [finding.pointer for finding in raised.value.findings] == [pointer]


def test_it_says_everything_at_once():
    with pytest.raises(InvalidRequest) as raised:
        read_request(b"{}")
    assert [finding.pointer for finding in raised.value.findings] == ["/paper_type", "/content"]


def test_what_is_there_is_not_called_missing():
    with pytest.raises(InvalidRequest) as raised:
        read_request(as_bytes(a_request(paper_type=3, content=[], **{"很" * 1000: 1})))
    told = [finding.message for finding in raised.value.findings]
    assert told[0].startswith("paper_type（公文种类）写得不对")
    assert told[1].startswith("content（内容）写得不对")
    assert max(map(len, told)) < 100


def test_what_is_no_json_is_said_so():
    with pytest.raises(BrokenJson):
        read_request(b"{")


def data(length: int, name: str = "data") -> bytes:
    return f'{{"kind":"image","{name}":"{"A" * length}"}}'.encode()


def test_images_count_apart():
    assert refuse_overlong(data(5_000_000), 1_000) == data(5_000_000)


@pytest.mark.parametrize(
    "raw",
    [data(5_000, "text"), data(5_000) + b" " * 1_000, b"[" + b",".join([data(6_000_000)] * 4) + b"]"],
    ids=("text is no image", "too much beside it", "too many images"),
)
def test_what_is_too_long_without_them_is_refused(raw: bytes):
    with pytest.raises(RequestTooLarge, match=f"图片共 {MOST_IMAGE_BYTES // 1_000_000} MB"):
        refuse_overlong(raw, 1_000)
