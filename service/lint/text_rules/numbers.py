"""Numbers and dates in running text (GB/T 15835—2011)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from service.lint.text_rules.registry import Slip, text_rule

_CLAUSE = "GB/T 15835"
_TEXT = ("text", "issued_text", "annotation")
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日[（(]?(?:星期|周|礼拜)([一二三四五六日天])")


@text_rule(
    "text-date-padding",
    clause=_CLAUSE,
    strength="实务",
    advice="正文里的月、日不编虚位。",
    on=("other",),
    facts=True,
)
def padded_date(text: str) -> Iterator[Slip]:
    """Dates in running text: month and day without leading zeros."""
    if found := re.search(r"\d{4}年0\d月|\d{4}年\d{1,2}月0\d日", re.sub(r"\s", "", text)):
        wanted = re.sub(r"(?<=[年月])0", "", found[0])
        yield Slip(f"“{found[0]}”的月、日不编虚位，请删去前面的“0”。", found[0], wanted)


def _told(id: str, pattern: str, said: str, wanted: str) -> None:
    """Register a rule that a pattern tells."""
    compiled = re.compile(pattern)

    def check(text: str) -> Iterator[Slip]:
        found = [match[0] for match in compiled.finditer(text)]
        if found:
            shown = "、".join(f"“{each}”" for each in found[:3])
            yield Slip(f"{shown}：{said}", shown, wanted)

    check.__doc__ = f"Tell of `{pattern}`."
    text_rule(id, clause=_CLAUSE, strength="实务", advice=said, on=_TEXT)(check)


_told("year-shortened", r"(?<![\d—～~-])\d{2}年(?=(?:1[0-2]|[1-9])月)", "年份请写四位，不简写。", "四位年份")
_told(
    "percent-range",
    r"(?<![\d.％%])\d+(?:\.\d+)?[～~—-]\d+(?:\.\d+)?[%％]",
    "百分数的范围，前后都写百分号。",
    "5%～10%",
)
_told("bare-decimal", r"(?<![\d.A-Za-z])\.\d+", "纯小数请写小数点前的“0”。", "0.5")
_told(
    "han-year-zero",
    r"(?<![一-龥])[一二](?=[^年]{0,2}[○◯OＯ0零])[○◯OＯ0零〇九][○◯OＯ0零〇一二三四五六七八九]{2}年",
    "汉字年份里的零写作“〇”。",
    "〇",
)
_told("day-as-number", r"\d{1,2}月\d{1,2}号", "日期请写“日”，不写“号”。", "日")
_told(
    "thousands-mixed",
    r"\d[千百](?=元|人|名|户|亩|吨|万|余|多|件|家|个)",
    "请写全数字，不用“3千”“5百”。",
    "全数字",
)
_told("vague-number", r"\d+几[个名人天年项件]|几\d+[个名人天年项件]", "概数请用汉字，如“十几个”。", "汉字")


_told(
    "han-count",
    r"(?<![一二三四五六七八九十百千万第数几这百])(?:[二三四五六七八九]?十[一二三四五六七八九]|[一二三四五六七八九]百[零〇一二三四五六七八九十]{1,4})(?:余|多)?(?:人|名|户|亩|吨|公里|万元|元|件|份)(?![大家民])",
    "统计数请用阿拉伯数字。",
    "阿拉伯数字",
)
_told(
    "decrease-by-times",
    r"(?:降低|减少|下降|缩小|减轻|缩短)(?:了|到|至)?[\d一二两三四五六七八九十百.]+倍",
    "降低、减少不用倍数，请用分数或百分数。",
    "百分数",
)


@text_rule("weekday", clause=None, strength="实务", advice="请核对日期和星期。", on=_TEXT)
def weekday(text: str) -> Iterator[Slip]:
    """The day of the week is that of the date."""
    for found in _WEEKDAY.finditer(text):
        try:
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        right = _WEEKDAYS[day.weekday()]
        if found[4].replace("天", "日") != right:
            yield Slip(f"“{found[0]}”：这一天是星期{right}，请核对。", found[0], f"星期{right}")


@text_rule("impossible-date", clause=None, strength="实务", advice="请核对日期。")
def impossible_date(text: str) -> Iterator[Slip]:
    """A date that is written out exists."""
    for found in re.finditer(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日", text):
        try:
            dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            yield Slip(f"“{found[0]}”：没有这一天，请核对。", found[0], "有这一天")
