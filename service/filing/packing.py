"""What a package of a year holds: per item its files in the order of DA/T 22—2015 5.1, its metadata; the catalogue.

归档 and 移交 have the folders of 档发〔2012〕7号 annex 2; the same year gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lxml import etree

from service.document.digests import digests
from service.filing.catalogue import catalogue_xlsx, ordered
from service.filing.metadata import Element, PackedFile, metadata_of, written
from service.filing.originals import KIND_NAMES, standing
from service.services import Services
from service.storage.errors import NotReady
from service.storage.filing_item import FilingItem, FilingRules
from service.storage.number import Issuing, ProcessEntry
from service.storage.originals import Original

COPY, CONTENT, MANIFEST = "复制件", "内容数据", "清单"
CATALOGUE, ABOUT, SUMS = "文件目录.XML", "说明文件.TXT", "摘要.txt"
_ORDER = ("pdfa", "ofd", "pdf", "docx")  #: of what we made: what lasts longest first
_ENDINGS = {"pdfa": "pdf"}


class Stage(StrEnum):
    """For whom a package is made."""

    FILING = "归档"  #: the office's own 档案室
    HANDOVER = "移交"  #: the archives


@dataclass(frozen=True, slots=True)
class Packed:
    """An item as it lies in a package.

    Attributes:
        item: the item.
        folder: its folder.
        files: its files, in order.
        metadata: its metadata.
        issuing: how it was issued; None for an item from a list.
        steps: the steps of its way.
    """

    item: FilingItem
    folder: str
    files: tuple[PackedFile, ...]
    metadata: tuple[Element, ...]
    issuing: Issuing | None = None
    steps: tuple[ProcessEntry, ...] = ()

    @property
    def metadata_path(self) -> str:
        """Where its metadata lie."""
        return f"{self.folder}/{_safe(self.item)}_元数据.xml"


def items_of(services: Services, unit_id: str, year: int) -> list[FilingItem]:
    """Return a year's items in the order of the catalogue.

    Raises:
        NotReady: if there are none, or one has no 档号 yet.
    """
    items = ordered(services.filing.items(unit_id, year))
    if not items:
        raise NotReady(f"{year}年还没有整理；请档案员先在“整理”页列入、编定档号，再打包")
    if open_ := [item for item in items if item.archive_code is None]:
        raise NotReady(
            f"{year}年有{len(open_)}件还没有编定档号，如《{open_[0].title}》；请先在“整理”页编定，再打包"
        )
    return items


def pack(services: Services, rules: FilingRules, unit: str, item: FilingItem) -> Packed:
    """Return an item with its files, read back verified.

    Raises:
        StorageError: if one is missing or damaged.
    """
    folder = f"电子档案/{item.year}/{item.retention}/{_safe(item)}"
    if item.record_id is None:
        return Packed(item, folder, (), metadata_of(item, rules, unit, (), {}, None, (), ""))
    (record,) = services.records.all([item.record_id])
    issuing = services.issuings.get(record.id, {record.unit_id}).issuing
    content = services.records.content(record.id, {record.unit_id})
    steps = services.issuings.steps(record.unit_id, issuing.draft_id, record.id)
    paper: Mapping[str, Any] = json.loads(content).get("paper", {})
    originals = standing(services.originals.of([record.id])[record.id])
    files = _numbered(
        item, folder, [*_originals(services, originals), *_made(services, record.files, content)]
    )
    for held in services.manifests.of(record.id)[-1:]:
        kept = services.files.get(held.digest)
        files.append(
            PackedFile(f"{folder}/{_safe(item)}_{len(files) + 1:02d}_{MANIFEST}.json", MANIFEST, "json", kept)
        )
    tools = f"成文 {record.toolchain.get('chengwen', '')}".strip()
    told = metadata_of(item, rules, unit, files, paper, issuing, steps, tools)
    return Packed(item, folder, tuple(files), told, issuing, steps)


def _originals(services: Services, originals: Sequence[Original]) -> Iterator[tuple[str, str, bytes]]:
    for each in originals:
        yield KIND_NAMES[each.kind], each.format, services.files.get(each.digest)


def _made(services: Services, files: Mapping[str, Any], content: bytes) -> Iterator[tuple[str, str, bytes]]:
    for format in sorted(files, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)):
        name = files[format].name
        ending = _ENDINGS.get(format) or (format if format in _ORDER else name.rpartition(".")[2])
        yield COPY, ending, services.files.get(files[format].digest)
    yield CONTENT, "json", content


def _numbered(item: FilingItem, folder: str, files: Sequence[tuple[str, str, bytes]]) -> list[PackedFile]:
    """Name the files 档号_序号_稿本."""
    return [
        PackedFile(f"{folder}/{_safe(item)}_{place:02d}_{what}.{ending}", what, ending, content)
        for place, (what, ending, content) in enumerate(files, start=1)
    ]


def _safe(item: FilingItem) -> str:
    """Return the 档号 as a name that every file system takes; the catalogue has both."""
    return (item.archive_code or item.id).replace("·", ".")


def catalogue_xml(packed: Sequence[Packed]) -> bytes:
    """Return 文件目录.XML (档发〔2012〕7号 annex 2)."""
    root = etree.Element("文件目录")
    for place, each in enumerate(packed, start=1):
        told = each.item
        row = etree.SubElement(root, "文件")
        for name, value in (
            ("顺序号", str(place)),
            ("档号", told.archive_code or ""),
            ("责任者", told.responsible),
            ("题名", told.title),
            ("日期", told.date),
            ("密级", told.security),
            ("电子档案名称", each.folder if each.files else ""),
            ("备注", told.remark or ("" if each.files else "只有纸质件")),
        ):
            etree.SubElement(row, name).text = "".join(char for char in value if char >= " ")
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def about(stage: Stage, unit: str, rules: FilingRules, year: int, packed: Sequence[Packed]) -> bytes:
    """Return 说明文件.TXT."""
    files = [file for each in packed for file in each.files]
    lines = (
        f"{stage}信息包",
        f"立档单位：{unit}",
        f"全宗号：{rules.fonds}",
        f"归档年度：{year}",
        f"件数：{len(packed)}（有电子文件的{sum(bool(each.files) for each in packed)}件）",
        f"电子文件：{len(files)}个，{sum(len(file.content) for file in files)}字节",
        "",
        "电子档案/年度/保管期限/档号/：一件一个文件夹。文件夹和文件名里的“.”就是档号里的“·”，对照见文件目录.XML。",
        "文件名：档号_序号_稿本。正本是上传的盖章件；复制件由系统按内容数据生成，没有盖章，不是正本。",
        "元数据.xml：按 DA/T 46—2009。清单.json：生成时的摘要、工具、经办情况。",
        f"{SUMS}：各文件的 SHA-256 和 SM3。四性检测报告：按 DA/T 70—2018，不能由程序判断的写明“待人工”。",
    )
    return "\r\n".join((*lines, "")).encode("utf-8-sig")


def sums(parts: Mapping[str, bytes]) -> bytes:
    """Return the digests of all files of a package."""
    rows = ((name, digests(content)) for name, content in sorted(parts.items()))
    return "".join(f"{told['sha256']}  {told['sm3']}  {name}\n" for name, told in rows).encode()


def parts_of(
    stage: Stage, unit: str, rules: FilingRules, year: int, packed: Sequence[Packed]
) -> dict[str, bytes]:
    """Return all files of a package but the report and the digests, by path."""
    parts = {file.path: file.content for each in packed for file in each.files}
    parts |= {each.metadata_path: written(each.metadata) for each in packed}
    return parts | {
        CATALOGUE: catalogue_xml(packed),
        ABOUT: about(stage, unit, rules, year, packed),
        "归档文件目录.xlsx": catalogue_xlsx([each.item for each in packed]),
    }
