"""归档文件目录 and 备考表 of a year (DA/T 22—2015 5.5, 6): xlsx, csv, and printed across."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from service.filing.retention import RETENTIONS
from service.issuing.register_files import printed_table, workbook
from service.storage.filing_item import FilingItem

COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_WIDTHS_MM = (11, 54, 36, 38, 74, 20, 13, 11, 18)  #: 275 mm in all
_XLSX_WIDTHS = (6, 32, 22, 26, 56, 11, 8, 7, 20)


def ordered(items: Iterable[FilingItem]) -> list[FilingItem]:
    """Return the items as the catalogue has them: by 保管期限, 机构 (问题), then 件号; the rest in their order."""
    places = list(RETENTIONS)
    return sorted(
        items,
        key=lambda item: (
            places.index(item.retention),
            item.category,
            item.number is None,
            item.number or 0,
            item.archive_code or "",
            item.position,
        ),
    )


def rows_of(items: Iterable[FilingItem]) -> list[tuple[int | str, ...]]:
    """Return the rows of the catalogue."""
    return [
        (
            place,
            item.archive_code or "",
            item.document_number,
            item.responsible,
            item.title,
            item.date,
            item.security,
            "" if item.pages is None else item.pages,
            item.remark,
        )
        for place, item in enumerate(ordered(items), start=1)
    ]


def catalogue_xlsx(items: Iterable[FilingItem]) -> bytes:
    """Return the catalogue as a workbook."""
    return workbook("归档文件目录", COLUMNS, _XLSX_WIDTHS, rows_of(items))


def catalogue_csv(items: Iterable[FilingItem]) -> bytes:
    """Return the catalogue as csv in UTF-8; what a spreadsheet would take for a formula is text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows_of(items):
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t" and cell != "" else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def catalogue_docx(heading: str, items: Iterable[FilingItem]) -> bytes:
    """Return the catalogue as it is printed."""
    rows: list[Sequence[str]] = [[str(cell) for cell in row] for row in rows_of(items)]
    return printed_table(heading, COLUMNS, _WIDTHS_MM, rows)


def remarks_docx(heading: str, items: Iterable[FilingItem]) -> bytes:
    """Return the 备考表: what the year's items are, counted; who arranged and checked them is left to the pen."""
    listed = list(items)
    known = [item.pages for item in listed if item.pages is not None]
    kinds = "，".join(
        f"{name}{count}件"
        for code, name in RETENTIONS.items()
        if (count := sum(item.retention == code for item in listed))
    )
    unknown = len(listed) - len(known)
    told = f"共{len(listed)}件（{kinds}），{sum(known)}页" + (
        f"，另有{unknown}件未填页数。" if unknown else "。"
    )
    rows = [("盒内文件情况说明", told), ("整理人", ""), ("整理日期", ""), ("检查人", ""), ("检查日期", "")]
    return printed_table(heading, ("项目", "内容"), (60, 215), rows)
