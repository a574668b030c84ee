"""Lists of items from elsewhere (收文, papers that exist on paper only): a workbook or csv in, items out, or every mistake."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from service.document.finding import Finding
from service.errors import ClassifiedRefused, InvalidRequest
from service.filing.retention import RETENTIONS
from service.issuing.register_files import workbook
from service.secrecy import refuse_classified
from service.services import Services
from service.storage.filing_item import FilingItem
from service.storage.record import new_id

COLUMNS = ("题名", "文号", "责任者", "日期", "密级", "页数", "机构（问题）", "保管期限", "备注")
CODE_COLUMNS = ("编号", "题名", "文号", "责任者", "日期", "保管期限", "机构（问题）", "页数", "档号")
_EXAMPLE = (
    "关于做好汛期值守工作的通知",
    "滨政发〔2026〕8号",
    "滨海市人民政府",
    "20260520",
    "",
    3,
    "",
    "D30",
    "收文",
)
_WIDTHS = (50, 22, 26, 12, 8, 8, 14, 10, 20)
_CODE_WIDTHS = (20, 50, 22, 26, 12, 10, 14, 8, 32)
_MOST_ROWS = 10_000
_MOST_UNPACKED = 200_000_000
_MOST_FINDINGS = 200
_DAY = re.compile(r"(\d{4})\D*(\d{2})\D*(\d{2})\D*|(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]


def template() -> bytes:
    """Return the workbook that is filled in, with one line as an example."""
    return workbook("归档清单", COLUMNS, _WIDTHS, [_EXAMPLE])


def code_list(items: Iterable[FilingItem]) -> bytes:
    """Return the workbook for an archive system that gives the 档号 itself; its column 编号 leads them back."""
    rows = [
        (
            item.id, item.title, item.document_number, item.responsible, item.date, item.retention,
            item.category, item.pages or "", item.archive_code or "",
        )
        for item in items
    ]  # fmt: skip
    return workbook("归档清单", CODE_COLUMNS, _CODE_WIDTHS, rows)


def read_codes(content: bytes) -> list[tuple[str, str]]:
    """Return the id and the 档号 of each line of a `code_list` that came back.

    Raises:
        InvalidRequest: if it is no such list.
    """
    return [(row.cells["编号"], row.cells["档号"]) for row in _read(content, ("编号", "档号"))]


def read_items(services: Services, unit_id: str, year: int, content: bytes) -> tuple[FilingItem, ...]:
    """Return the items of a list, in its order.

    Raises:
        InvalidRequest: if it is no such list, or a line is wrong; its findings name every place.
        ClassifiedRefused: if one bears a 密级, and nobody answers for such papers here.
    """
    findings, items = list[Finding](), list[FilingItem]()
    for row in _read(content, ("题名",)):
        told, wrong = _checked(row, year)
        findings += wrong
        if not wrong:
            items.append(_item(services, unit_id, year, told))
    if findings:
        count = len(findings)
        message = f"清单有{count}处要改，一件也没有收下：{findings[0].label}，{findings[0].message}"
        raise InvalidRequest(message, findings[:_MOST_FINDINGS])
    if not items:
        raise InvalidRequest("清单里没有一件；第一行是表头，从第二行填起")
    _refuse_classified(services, items)
    return tuple(items)


def _refuse_classified(services: Services, items: Sequence[FilingItem]) -> None:
    responsible = services.settings.secrecy_responsible
    refuse_classified([item.title for item in items], responsible)
    if not responsible and any(item.security for item in items):
        raise ClassifiedRefused(
            "本系统按非涉密管理，清单里有标了密级的，一件也没有收下；涉密的请在涉密系统里整理"
        )


def _item(services: Services, unit_id: str, year: int, told: Mapping[str, Any]) -> FilingItem:
    return FilingItem(
        id=new_id(services.clock()), unit_id=unit_id, year=year, record_id=None, position=0, **told
    )


def _checked(row: _Row, year: int) -> tuple[dict[str, Any], list[Finding]]:
    cells, findings = row.cells, list[Finding]()

    def wrong(column: str, message: str) -> None:
        place = f"/rows/{row.line}/{column}"
        findings.append(Finding("list", message, place, f"第{row.line}行“{column}”"))

    title, pages, date = cells.get("题名", ""), cells.get("页数", ""), _day(cells.get("日期", ""))
    retention = {**{name: code for code, name in RETENTIONS.items()}, **{code: code for code in RETENTIONS}}
    chosen = cells.get("保管期限", "") or "D30"
    if not title:
        wrong("题名", "请填题名；没有标题的自拟，外加方括号［ ］")
    if len(title) > 500:
        wrong("题名", "题名太长，最多500字")
    if cells.get("日期") and not date:
        wrong("日期", "日期应写成八位数字，如 20260520")
    if pages and not (pages.isascii() and pages.isdigit() and 0 < int(pages) < 100_000):
        wrong("页数", "页数应是数字")
    if chosen not in retention:
        wrong("保管期限", f"保管期限应是{'、'.join(RETENTIONS)}，或{'、'.join(RETENTIONS.values())}")
    told = {
        "title": title,
        "document_number": cells.get("文号", "")[:100],
        "responsible": cells.get("责任者", "")[:200],
        "date": date,
        "security": cells.get("密级", "")[:40],
        "pages": int(pages) if pages.isascii() and pages.isdigit() else None,
        "remark": cells.get("备注", "")[:200],
        "category": cells.get("机构（问题）", "")[:40],
        "retention": retention.get(chosen, ""),
    }
    return told, findings


def _day(typed: str) -> str:
    """Return a date as eight digits; "" if it is none."""
    match = _DAY.fullmatch(typed.strip())
    if not match:
        return ""
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return dt.date(year, month, day).strftime("%Y%m%d")
    except ValueError:
        return ""


def _read(content: bytes, needed: Sequence[str]) -> Iterator[_Row]:
    """Yield the lines of a workbook or a csv below its head, by column, without empty ones."""
    rows = _workbook_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    head = [cell.replace("(", "（").replace(")", "）") for cell in next(rows, [])]
    if lacking := [name for name in needed if name not in head]:
        raise InvalidRequest(f"表头里没有“{'”“'.join(lacking)}”；请用下载的模板填，第一行是表头")
    for line, cells in enumerate(rows, start=2):
        if line > _MOST_ROWS + 1:
            raise InvalidRequest(f"清单超过{_MOST_ROWS}行，请分几次交")
        if any(cells):
            yield _Row(line, dict(zip(head, [*cells, *[""] * len(head)], strict=False)))


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            yield from ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), strict=True))
        except csv.Error as error:
            raise InvalidRequest("这份 CSV 读不下去，请用 Excel、WPS 另存为 xlsx 再交") from error
        return
    raise InvalidRequest("清单应是 xlsx，或 UTF-8、GB18030 编码的 CSV；请用 Excel、WPS 另存为 xlsx 再交")


def _workbook_rows(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(member.file_size for member in package.infolist()) > _MOST_UNPACKED:
                raise InvalidRequest("清单解开后大得不合理，没有读取；请只留需要的一张表")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise InvalidRequest("这份清单打不开，请用 Excel、WPS 另存为 xlsx 再交") from error
    try:
        sheet = book.worksheets[0] if book.worksheets else None
        for row in sheet.iter_rows(values_only=True) if sheet is not None else ():
            yield [_said(value) for value in row]
    finally:
        book.close()


def _said(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.strftime("%Y%m%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
