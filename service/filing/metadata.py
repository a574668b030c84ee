"""Metadata of an item as DA/T 46—2009 names and numbers it (M1 to M88), as XML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from service.storage.filing_item import FilingItem, FilingRules
from service.storage.number import Issuing, ProcessEntry

NEEDED = ("M1", "M6", "M7", "M8", "M11", "M12", "M17", "M22", "M32", "M33", "M38", "M41", "M48", "M49")
"""What a paper of ours must tell; M31 (文件编号) and M43 (页数) where there are."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element.

    Attributes:
        code: ``M22``.
        name: 题名.
        value: what it says; "" for a container, or for nothing.
        parts: what it contains.
    """

    code: str
    name: str
    value: str = ""
    parts: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of an item in a package.

    Attributes:
        path: in the package, its folders divided by ``/``.
        what: 正本, 定稿, 发文处理笺, 复制件, 内容数据, 清单.
        format: ending of its name.
        content: its bytes.
    """

    path: str
    what: str
    format: str
    content: bytes

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.rpartition("/")[2]


def metadata_of(
    item: FilingItem,
    rules: FilingRules,
    unit: str,
    files: Sequence[PackedFile],
    paper: Mapping[str, Any],
    issuing: Issuing | None,
    steps: Iterable[ProcessEntry],
    toolchain: str,
) -> tuple[Element, ...]:
    """Return the elements of an item; those that have nothing to tell are left out.

    Args:
        item: confirmed.
        rules: how the unit writes its 档号.
        unit: name of the unit, which is 立档单位.
        files: its files.
        paper: the elements of the paper's content; empty for an item from a list.
        issuing: how it was issued; None for an item from a list.
        steps: the steps of its way.
        toolchain: what made the files.
    """
    sealed = any(each.what == "正本" for each in files)
    told = (
        Element("M1", "聚合层次", "文件"),
        Element("M2", "来源", "", (Element("M5", "全宗名称", unit), Element("M6", "立档单位名称", unit))),
        Element("M7", "电子文件号", item.record_id or item.id),
        _code(item, rules),
        Element("M21", "内容描述", "", _content(item, paper)),
        Element("M40", "形式特征", "", _form(item, files, sealed)),
        *(_file(each, toolchain) for each in files),
        Element(
            "M75", "附注", "；".join(filter(None, (item.remark, "" if sealed or not files else "缺正本")))
        ),
        *(_person(step) for step in _by_person(steps)),
        *(_act(step) for step in steps),
        *_relations(issuing),
    )
    return tuple(kept for each in told if (kept := _pruned(each)) is not None)


def written(elements: Iterable[Element]) -> bytes:
    """Return the elements as XML, each with its code."""
    root = etree.Element("文书类电子文件元数据", {"标准": "DA/T 46-2009"})
    for each in elements:
        _write(root, each)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def values(elements: Iterable[Element]) -> dict[str, str]:
    """Return what each code says; the first of several."""
    found: dict[str, str] = {}
    for each in elements:
        if each.value:
            found.setdefault(each.code, each.value)
        found = {**values(each.parts), **found}
    return found


def _code(item: FilingItem, rules: FilingRules) -> Element:
    parts = (
        Element("M9", "全宗号", rules.fonds),
        Element("M11", "年度", str(item.year)),
        Element("M12", "保管期限", item.retention),
        Element("M13", "机构或问题", item.category),
        Element("M17", "室编件号", "" if item.number is None else str(item.number)),
    )
    return Element("M8", "档号", item.archive_code or "", parts)


def _content(item: FilingItem, paper: Mapping[str, Any]) -> tuple[Element, ...]:
    def said(name: str) -> str:
        held = paper.get(name)
        return held if isinstance(held, str) else ""

    return (
        Element("M22", "题名", item.title),
        Element("M31", "文件编号", item.document_number),
        Element("M32", "责任者", item.responsible),
        Element("M33", "日期", item.date),
        Element("M34", "文种", said("document_type")),
        Element("M35", "紧急程度", said("precedence")),
        Element("M36", "主送", said("principal_receivers")),
        Element("M37", "抄送", said("other_receivers")),
        Element("M38", "密级", item.security or "公开"),
    )


def _form(item: FilingItem, files: Sequence[PackedFile], sealed: bool) -> tuple[Element, ...]:
    return (
        Element("M41", "文件组合类型", "组合文件" if len(files) > 1 else "单件"),
        Element("M42", "件数", "1"),
        Element("M43", "页数", "" if item.pages is None else str(item.pages)),
        Element("M44", "语种", "汉语"),
        Element("M45", "稿本", ("正本" if sealed else "定稿") if files else ""),
    )


def _file(file: PackedFile, toolchain: str) -> Element:
    made = toolchain if file.what == "复制件" else ""
    parts = (
        Element("M47", "格式信息", file.format),
        Element("M48", "计算机文件名", file.name),
        Element("M49", "计算机文件大小", str(len(file.content))),
        Element("M50", "文档创建程序", made),
    )
    return Element("M46", "电子属性", "", parts)


def _by_person(steps: Iterable[ProcessEntry]) -> list[ProcessEntry]:
    return list({step.person: step for step in steps}.values())


def _person(step: ProcessEntry) -> Element:
    parts = (Element("M76", "机构人员类型", "个人"), Element("M77", "机构人员名称", step.person))
    return Element("机构人员", "机构人员实体", "", parts)


def _act(step: ProcessEntry) -> Element:
    parts = (
        Element("M80", "业务状态", "历史行为"),
        Element("M81", "业务行为", step.step),
        Element("M82", "行为时间", step.at),
        Element("M84", "行为描述", "：".join(filter(None, (step.person, step.opinion)))),
    )
    return Element("业务", "业务实体", "", parts)


def _relations(issuing: Issuing | None) -> tuple[Element, ...]:
    if issuing is None or issuing.corrects is None:
        return ()
    parts = (
        Element("M85", "实体标识符", issuing.corrects),
        Element("M86", "关系类型", "文件与文件"),
        Element("M87", "关系", "更正"),
    )
    return (Element("关系", "实体关系", "", parts),)


def _pruned(element: Element) -> Element | None:
    """Return the element without parts that say nothing; None if nothing is left."""
    parts = tuple(kept for each in element.parts if (kept := _pruned(each)) is not None)
    if not element.value and not parts:
        return None
    return Element(element.code, element.name, element.value, parts)


def _write(parent: etree._Element, element: Element) -> None:
    made = etree.SubElement(parent, element.name)
    if element.code.startswith("M"):
        made.set("编码", element.code)
    if element.value and element.parts:
        made.set("值", _legible(element.value))
    elif element.value:
        made.text = _legible(element.value)
    for each in element.parts:
        _write(made, each)


def _legible(text: str) -> str:
    """Return a text without characters that XML can't hold."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
