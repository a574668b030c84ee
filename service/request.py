"""A request for a paper, as the HTTP body, a file and standard input all write it.

``{"paper_type": "issuing_notice", "version": 1, "content": {"campaign": …, "paper": …}, "formats": ["docx"]}``;
``version`` and ``formats`` may be left out; ``"series": "滨海发"`` asks us for the next number of that 代字. A file of a paper beside its campaign's may leave out the campaign: it
is joined from that file (`with_campaign`). ``content`` may also bring ``layout``, a unit's layout profile, and files
in base64 as attachments (`service.carried_files`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from service.carried_files import name_files, take_files
from service.document.finding import Finding
from service.document.pointer import join
from service.errors import InvalidRequest, RequestTooLarge
from service.json_text import parse

MEDIA_TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "pdfa": "application/pdf",
    "ofd": "application/ofd",
}
"""Format → media type of its files."""

FORMATS = tuple(MEDIA_TYPES)
"""Every format that can be asked for, in the order in which they are listed."""

MOST_IMAGE_BYTES = 20_000_000
"""How long the images of a request may be together, as base64, beside what else it may hold."""

_IMAGE = re.compile(rb'"data"\s*:\s*"([A-Za-z0-9+/]{64,7000000}={0,2})"')
_LABELS = {
    "paper_type": "公文种类",
    "version": "模板版本",
    "content": "内容",
    "formats": "文件格式",
    "series": "代字",
}
_MEMBERS = tuple(_LABELS)


def refuse_overlong(raw: bytes, limit: int) -> bytes:
    """Return the JSON text of a request that without its images isn't longer than ``limit``, in bytes.

    Raises:
        RequestTooLarge: if it is.
    """
    images = sum(len(found[1]) for found in _IMAGE.finditer(raw)) if len(raw) > limit else 0
    if len(raw) - images > limit or images > MOST_IMAGE_BYTES:
        beside = f"，另外图片共 {MOST_IMAGE_BYTES // 1_000_000} MB"
        raise RequestTooLarge(f"请求的内容超过上限 {limit / 1_000_000:g} MB{beside}，请减少内容后再提交")
    return raw


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What to make.

    Attributes:
        paper_type: id of the kind of paper.
        content: the tree ``{campaign, paper}``, with ``layout`` if it brings one; not validated yet.
        version: version of the template; None is the newest.
        formats: files that must be made; docx always comes with them. None: docx, and PDF if PDF is on.
        series: 代字 whose next number the paper shall get; None if the content brings its number, or has none.
        files: the files that attachments name, by digest.
        derived: PDFs that were made of such files before, by the digest of the file: taken instead of making them anew.
    """

    paper_type: str
    content: Mapping[str, Any]
    version: int | None = None
    formats: tuple[str, ...] | None = None
    series: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    derived: Mapping[str, bytes] = field(default_factory=dict)


def read_request(raw: bytes, most_bytes: int | None = None) -> GenerationRequest:
    """Return the request that the JSON text ``raw`` makes; ``most_bytes`` is its longest text without files, None any.

    Raises:
        BrokenJson: if it is no JSON.
        RequestTooLarge: if it is longer.
        InvalidRequest: if it is no request; the pointers of its findings lead into the request.
    """
    carried = take_files(raw)
    if most_bytes is not None:
        refuse_overlong(carried.text, most_bytes)
    body = parse(carried.text)
    files = name_files(body, carried.files)
    findings = tuple(_wrong(body))
    if findings:
        raise InvalidRequest("请求的写法不对：" + "；".join(found.message for found in findings), findings)
    formats = body.get("formats")
    return GenerationRequest(
        paper_type=body["paper_type"],
        content=body["content"],
        version=body.get("version"),
        formats=None if formats is None else in_order(formats),
        series=body.get("series"),
        files=files,
    )


def as_json_text(request: GenerationRequest) -> bytes:
    """Return the JSON text of which `read_request` makes the same request."""
    body = {
        "paper_type": request.paper_type,
        "version": request.version,
        "content": request.content,
        "formats": request.formats,
        "series": request.series,
    }
    told = {name: value for name, value in body.items() if value is not None}
    return json.dumps(told, ensure_ascii=False).encode()


def read_campaign(raw: bytes) -> Mapping[str, Any]:
    """Return the campaign that the JSON text ``raw`` holds.

    Raises:
        BrokenJson: if it is no JSON.
        InvalidRequest: if it is no object, or a request instead of a campaign.
    """
    campaign = parse(raw)
    if not isinstance(campaign, dict) or "paper_type" in campaign:
        raise InvalidRequest("活动文件应是一个 JSON 对象，直接写活动的各项（name、plan 等），不是请求")
    return campaign


def read_elements(raw: bytes) -> Mapping[str, Any]:
    """Return the elements of 版头 and 版记 that the JSON text ``raw`` holds: ``{"paper": …}``.

    Raises:
        BrokenJson: if it is no JSON.
        InvalidRequest: if it is no object with ``paper``.
    """
    elements = parse(raw)
    if not isinstance(elements, dict) or not isinstance(elements.get("paper"), dict):
        raise InvalidRequest('要素应写成 {"paper": {"issuer_mark": …, "document_number": …}}')
    return elements


def with_campaign(request: GenerationRequest, campaign: Mapping[str, Any]) -> GenerationRequest:
    """Return a request that lacks its campaign with this one.

    Raises:
        InvalidRequest: if the request has a campaign of its own.
    """
    if "campaign" in request.content:
        finding = Finding("two-campaigns", "请求里已经有活动，不能再从文件取", "/content/campaign", "活动")
        raise InvalidRequest("请求里已经有活动（campaign），又指定了活动文件，请去掉其中一个", (finding,))
    return replace(request, content={"campaign": campaign, **request.content})


def read_layout(raw: bytes) -> Mapping[str, Any]:
    """Return the layout profile that the JSON text ``raw`` holds; what it says is not validated yet.

    Raises:
        BrokenJson: if it is no JSON.
        InvalidRequest: if it is no object, or a request instead of a profile.
    """
    layout = parse(raw)
    if not isinstance(layout, dict) or "paper_type" in layout:
        raise InvalidRequest("版式约定文件应是一个 JSON 对象，直接写各项（line_pitch、fonts 等），不是请求")
    return layout


def with_layout(request: GenerationRequest, layout: Mapping[str, Any]) -> GenerationRequest:
    """Return a request that brings no layout profile with this one.

    Raises:
        InvalidRequest: if the request has one of its own.
    """
    if "layout" in request.content:
        finding = Finding(
            "two-layouts", "请求里已经有版式约定，不能再从文件取", "/content/layout", "版式约定"
        )
        raise InvalidRequest(
            "请求里已经有版式约定（layout），又指定了版式约定文件，请去掉其中一个", (finding,)
        )
    return replace(request, content={**request.content, "layout": layout})


def in_order(formats: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats, each once, in the order of `FORMATS`."""
    return tuple(format for format in FORMATS if format in formats)


def _wrong(body: Any) -> Iterator[Finding]:
    if not isinstance(body, dict):
        yield Finding("type", "请求应是一个 JSON 对象，至少有 paper_type 和 content 两项")
        return
    if not isinstance(body.get("paper_type"), str):
        yield _finding("paper_type", f'{_wish(body, "paper_type")}，应是文字，如 "issuing_notice"')
    if not isinstance(body.get("content"), dict):
        yield _finding(
            "content", f"{_wish(body, 'content')}，应是对象，公文写在 paper 里，从活动取事实的还要有 campaign"
        )
    version = body.get("version")
    if version is not None and (not isinstance(version, int) or isinstance(version, bool) or version < 1):
        yield _finding("version", "version（模板版本）应是正整数；不写就用最新的版本")
    formats = body.get("formats")
    if formats is not None and not _are_formats(formats):
        yield _finding("formats", 'formats（文件格式）应是列表，可选 "docx"、"pdf"、"pdfa"、"ofd"，至少一种')
    series = body.get("series")
    if series is not None and (not isinstance(series, str) or not 0 < len(series) <= 100):
        yield _finding("series", 'series（代字）应是文字，如 "滨海发"；文号写在内容里的不用它')
    for name in body:
        if name not in _MEMBERS:
            yield Finding(
                "unknown", f"没有“{_short(name)}”这一项，可用的是：{'、'.join(_MEMBERS)}", join([name])
            )


def _are_formats(formats: Any) -> bool:
    return isinstance(formats, list) and bool(formats) and all(format in FORMATS for format in formats)


def _short(name: str) -> str:
    return name if len(name) <= 20 else name[:20] + "…"


def _wish(body: Mapping[str, Any], name: str) -> str:
    return f"{name}（{_LABELS[name]}）写得不对" if name in body else f"缺少 {name}（{_LABELS[name]}）"


def _finding(name: str, message: str) -> Finding:
    return Finding("type", message, join([name]), _LABELS[name])
