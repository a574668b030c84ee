"""档号: written and checked as DA/T 13—2022 or DA/T 22—2015 5.4.2 have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from service.document.finding import Finding
from service.errors import InvalidRequest
from service.filing.retention import RETENTIONS
from service.storage.errors import NotReady
from service.storage.filing_item import CodeForm, FilingItem, FilingRules

DOT = "\u00b7"
_FONDS = {CodeForm.DAT13: re.compile(r"[A-Z]\d{3}"), CodeForm.DAT22: re.compile(r"[A-Z0-9]{4}")}
_CATEGORY = {CodeForm.DAT13: re.compile(r"[^-·\s]{1,20}"), CodeForm.DAT22: re.compile(r"[A-Z0-9]{3}")}
PATTERNS: Mapping[CodeForm, re.Pattern[str]] = {
    CodeForm.DAT13: re.compile(r"[A-Z]\d{3}-WS·(19|20)\d{2}·(Y|D\d+)(·[^-·]+)?-\d{3,5}"),
    CodeForm.DAT22: re.compile(r"[A-Z0-9]{4}-WS·(19|20)\d{2}-(Y|D30|D10)(-[A-Z0-9]{3})?-\d{4}"),
}
_MOST = 9999  #: 件号 has four digits


def archive_code(rules: FilingRules, item: FilingItem, number: int) -> str:
    """Return the 档号 of an item."""
    mark = DOT if rules.form is CodeForm.DAT13 else "-"
    category = (item.category,) if rules.with_category else ()
    head = f"{rules.fonds}-WS{DOT}{item.year}"
    return mark.join((head, item.retention, *category)) + f"-{number:04d}"


def check_rules(rules: FilingRules) -> FilingRules:
    """Return the rules.

    Raises:
        InvalidRequest: if the 全宗号 isn't one.
    """
    if not _FONDS[rules.form].fullmatch(rules.fonds):
        how = (
            "一个大写字母加三位数字，如 Z109"
            if rules.form is CodeForm.DAT13
            else "四位大写字母或数字，如 Z109"
        )
        message = f"全宗号应是{how}；没有的，请向同级档案馆询问"
        raise InvalidRequest(message, (Finding("fonds", message, "/fonds", "全宗号"),))
    return rules


def preview(rules: FilingRules, items: Iterable[FilingItem]) -> dict[str, tuple[int, str]]:
    """Return what confirming would give to each item that isn't confirmed: id → 件号, 档号.

    Within the lowest class the numbers run from behind the last that is confirmed, without a gap.

    Raises:
        NotReady: if the unit's 全宗号 or an item's 机构 (问题) 代码 is missing, or a class is full.
    """
    if not rules.fonds:
        raise NotReady("还没有填全宗号，请先填好归档的设置")
    listed = list(items)
    last: dict[tuple[str, str], int] = {}

    def group(item: FilingItem) -> tuple[str, str]:
        return item.retention, item.category if rules.with_category else ""

    for item in listed:
        if item.number is not None:
            last[group(item)] = max(last.get(group(item), 0), item.number)
    found = {}
    for item in listed:
        if item.confirmed is not None:
            continue
        _check(rules, item)
        number = last[group(item)] = last.get(group(item), 0) + 1
        if number > _MOST:
            raise NotReady(f"{RETENTIONS[item.retention]}的已经超过{_MOST}件，请加上机构（问题）分开编号")
        found[item.id] = (number, archive_code(rules, item, number))
    return found


def _check(rules: FilingRules, item: FilingItem) -> None:
    if not rules.with_category or _CATEGORY[rules.form].fullmatch(item.category):
        return
    how = "不含“-”和“·”的代码" if rules.form is CodeForm.DAT13 else "三位大写字母或数字"
    raise NotReady(f"《{item.title}》的机构（问题）应是{how}，现在是“{item.category or '空的'}”；请先填好")
