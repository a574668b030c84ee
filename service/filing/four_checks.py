"""四性检测 (DA/T 70—2018): what a program can judge of a package passes or doesn't; the rest is named with what it needs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from service.filing.codes import PATTERNS
from service.filing.lasting import problem
from service.filing.metadata import NEEDED, values
from service.filing.packing import ABOUT, CATALOGUE, Packed
from service.filing.retention import RETENTIONS


class Result(StrEnum):
    """What became of a check."""

    PASSED = "通过"
    FAILED = "不通过"
    BY_HAND = "待人工"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report.

    Attributes:
        group: 真实性, 完整性, 可用性, 安全性.
        code: its number in DA/T 70—2018.
        name: what is checked.
        result: what became of it.
        told: what is wrong, or what somebody must do; "" if it passed.
    """

    group: str
    code: str
    name: str
    result: Result
    told: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A package as it is checked.

    Attributes:
        year: 归档年度.
        packed: its items.
        parts: its files by path, as they were written.
        planned: the same, as they should be.
        unfiled: titles of issued papers of the year that are no item.
        log_broken: what is wrong with the audit log; "" if nothing is.
    """

    year: int
    packed: Sequence[Packed]
    parts: Mapping[str, bytes]
    planned: Mapping[str, bytes]
    unfiled: Sequence[str] = ()
    log_broken: str = ""


def four_checks(package: Checked) -> tuple[Check, ...]:
    """Return the report of a package."""
    return tuple(Check(group, code, name, *_outcome(judge, package)) for group, code, name, judge in _CHECKS)


def report_csv(checks: Iterable[Check]) -> bytes:
    """Return the report as csv in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("性", "编号", "检测项", "结果", "说明"))
    writer.writerows((each.group, each.code, each.name, each.result, each.told) for each in checks)
    return text.getvalue().encode("utf-8-sig")


Judge = Callable[[Checked], Iterator[str]]
"""Yields what is wrong."""


def _outcome(judge: Judge | str, package: Checked) -> tuple[Result, str]:
    if isinstance(judge, str):
        return Result.BY_HAND, judge
    wrong = list(judge(package))
    more = f"；另有{len(wrong) - _MOST_TOLD}处" if len(wrong) > _MOST_TOLD else ""
    return (Result.FAILED, "；".join(wrong[:_MOST_TOLD]) + more) if wrong else (Result.PASSED, "")


_MOST_TOLD = 20


def _name(each: Packed) -> str:
    return f"{each.item.archive_code}《{each.item.title}》"


def _same_bytes(package: Checked) -> Iterator[str]:
    for path, content in package.planned.items():
        if package.parts.get(path) != content:
            yield f"{path}与原来的不一致"


def _formats(package: Checked) -> Iterator[str]:
    for each in package.packed:
        try:
            dt.datetime.strptime(each.item.date, "%Y%m%d")
        except ValueError:
            yield f"{_name(each)}的日期“{each.item.date}”不是八位数字的日期"


def _ranges(package: Checked) -> Iterator[str]:
    for each in package.packed:
        if each.item.retention not in RETENTIONS:
            yield f"{_name(each)}的保管期限“{each.item.retention}”"


def _reasonable(package: Checked) -> Iterator[str]:
    for each in package.packed:
        if each.item.date[:4] > str(package.year):
            yield f"{_name(each)}的日期晚于归档年度"
        if each.item.pages == 0:
            yield f"{_name(each)}的页数是0"


def _characters(package: Checked) -> Iterator[str]:
    for each in package.packed:
        for text in (each.item.title, each.item.document_number, each.item.responsible):
            if any(not char.isprintable() for char in text) or text != text.strip():
                yield f"{_name(each)}有看不见的字符或头尾的空格"
                break


def _codes(package: Checked) -> Iterator[str]:
    for each in package.packed:
        if not any(pattern.fullmatch(each.item.archive_code or "") for pattern in PATTERNS.values()):
            yield f"档号“{each.item.archive_code}”"


def _repeated(package: Checked) -> Iterator[str]:
    for label, held in (
        ("档号", [each.item.archive_code for each in package.packed]),
        ("文号", [each.item.document_number for each in package.packed if each.item.document_number]),
    ):
        for value, count in Counter(held).items():
            if count > 1:
                yield f"{label}“{value}”有{count}件"


def _attributes(package: Checked) -> Iterator[str]:
    for each in package.packed:
        told = [
            {part.code: part.value for part in element.parts}
            for element in each.metadata
            if element.code == "M46"
        ]
        held = [{"M48": f.name, "M49": str(len(package.parts.get(f.path, b"")))} for f in each.files]
        if [{code: one.get(code) for code in ("M48", "M49")} for one in told] != held:
            yield f"{_name(each)}的文件名、大小与元数据不一致"


def _structure(package: Checked) -> Iterator[str]:
    yield from (f"没有{name}" for name in (ABOUT, CATALOGUE) if name not in package.parts)
    try:
        rows = etree.fromstring(package.parts.get(CATALOGUE, b""))
    except etree.XMLSyntaxError:
        yield f"{CATALOGUE}读不出来"
        return
    folders = {each.folder for each in package.packed if each.files}
    named = {name for row in rows if (name := row.findtext("电子档案名称"))}
    yield from (f"{CATALOGUE}与文件夹不一致：{name}" for name in sorted(folders ^ named))
    if len(rows) != len(package.packed):
        yield f"{CATALOGUE}有{len(rows)}件，应有{len(package.packed)}件"


def _counts(package: Checked) -> Iterator[str]:
    if len(package.parts) != len(package.planned):
        yield f"文件{len(package.parts)}个，应有{len(package.planned)}个"
    held, wanted = (sum(map(len, parts.values())) for parts in (package.parts, package.planned))
    if held != wanted:
        yield f"共{held}字节，应有{wanted}字节"


def _needed(package: Checked) -> Iterator[str]:
    for each in package.packed:
        told = values(each.metadata)
        needed = [code for code in NEEDED if each.files or code not in ("M48", "M49")]
        if lacking := [code for code in needed if not told.get(code)]:
            yield f"{_name(each)}缺元数据{'、'.join(lacking)}"


_STEPS = ("起草", "审核", "签发", "用印")


def _process(package: Checked) -> Iterator[str]:
    for each in package.packed:
        done = {step.step for step in each.steps}
        if each.issuing is not None and (lacking := [name for name in _STEPS if name not in done]):
            yield f"{_name(each)}没有登记{'、'.join(lacking)}"


def _without_gap(package: Checked) -> Iterator[str]:
    groups: dict[str, list[int]] = {}
    for each in package.packed:
        head, _, number = (each.item.archive_code or "").rpartition("-")
        groups.setdefault(head, []).append(int(number) if number.isdigit() else 0)
    for head, numbers in groups.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{head}的件号不是从1连续到{len(numbers)}"


def _sealed(package: Checked) -> Iterator[str]:
    for each in package.packed:
        if each.issuing is not None and all(file.what != "正本" for file in each.files):
            yield f"{_name(each)}缺正本，请上传盖章的扫描件或带电子印章的 OFD"


def _scope(package: Checked) -> Iterator[str]:
    yield from (f"《{title}》已经印发，没有列入整理" for title in package.unfiled)


def _readable(package: Checked) -> Iterator[str]:
    for each in package.packed:
        try:
            etree.fromstring(package.parts.get(each.metadata_path, b""))
        except etree.XMLSyntaxError:
            yield f"{each.metadata_path}读不出来"


def _opens(package: Checked) -> Iterator[str]:
    for each in package.packed:
        for file in each.files:
            if wrong := problem(file.format, package.parts.get(file.path, b"")):
                yield f"{file.path}{wrong}"


def _extra(package: Checked) -> Iterator[str]:
    yield from (f"多出文件{path}" for path in sorted(set(package.parts) - set(package.planned)))


def _log(package: Checked) -> Iterator[str]:
    if package.log_broken:
        yield package.log_broken


_TRUE, _WHOLE, _USABLE, _SAFE = "真实性", "完整性", "可用性", "安全性"
_CHECKS: tuple[tuple[str, str, str, Judge | str], ...] = (
    (_TRUE, "1-1", "固化信息有效性：数字摘要", _same_bytes),
    (
        _TRUE,
        "1-1",
        "固化信息有效性：电子签名、电子印章、时间戳",
        "本系统不验签，请用电子印章系统核验正本；扫描件没有这一项",
    ),
    (_TRUE, "1-2", "元数据项数据长度", "标准不定长度，请对照接收单位的数据表结构"),
    (_TRUE, "1-3", "元数据项数据类型、格式", _formats),
    (_TRUE, "1-4", "元数据项值域符合度", _ranges),
    (_TRUE, "1-5", "元数据项数据值合理性", _reasonable),
    (_TRUE, "1-6", "元数据项包含特殊字符", _characters),
    (_TRUE, "1-7", "档号规范性", _codes),
    (_TRUE, "1-8", "元数据项数据重复性（档号、文号）", _repeated),
    (_TRUE, "1-10", "内容数据的电子属性一致性", _attributes),
    (_TRUE, "1-11", "元数据与内容数据关联一致性", _same_bytes),
    (_TRUE, "1-12、1-13", "说明文件、目录文件、信息包结构规范性", _structure),
    (_TRUE, "1-14", "信息包前后一致性", _same_bytes),
    (_WHOLE, "2-1、2-2", "总件数、总字节数相符性", _counts),
    (_WHOLE, "2-3、2-4", "元数据项完整性、必填项", _needed),
    (_WHOLE, "2-5", "过程信息完整性", _process),
    (_WHOLE, "2-6", "连续性编号元数据项", _without_gap),
    (_WHOLE, "2-7", "内容数据齐全：正本", _sealed),
    (_WHOLE, "2-8", "附件数据齐全", "请对照每份公文的附件说明，看正本里的附件是否齐全"),
    (_WHOLE, "2-9", "归档范围：本年度已发文件都已列入", _scope),
    (_WHOLE, "2-9", "归档范围：收文和纸质件", "请对照本单位的归档范围和保管期限表"),
    (_WHOLE, "2-10、2-11", "信息包元数据、内容数据完整性", _counts),
    (_USABLE, "3-1", "信息包中元数据的可读性", _readable),
    (_USABLE, "3-2", "目标数据库中元数据的可访问性", "接收以后，请在接收单位的系统里打开核对"),
    (_USABLE, "3-3、3-4、3-8", "内容数据格式：能打开、不加密", _opens),
    (
        _USABLE,
        "3-3",
        "内容数据格式：符合长期保存格式",
        "PDF/A、OFD 请用接收单位认可的检测工具复验；扫描件看清晰、不缺页",
    ),
    (_SAFE, "4-1、4-2", "系统环境中的杀毒软件、病毒", "请在打包和接收的电脑上用杀毒软件查一遍"),
    (_SAFE, "4-3", "载体中多余文件", _extra),
    (_SAFE, "4-4至4-6", "载体读取速度、外观、光盘合格性", "刻录或拷贝以后，请检查载体"),
    (_SAFE, "4-7", "过程安全：日志未被改动", _log),
)
