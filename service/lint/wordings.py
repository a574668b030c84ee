"""How the elements of a paper are worded: the patterns by which they are known, right or wrong (GB/T 9704 chapter 7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

#: 条例第八条: the fifteen statutory types; 令 is the short form of 命令.
DOCUMENT_TYPES = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见",
    "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
UPWARD_TYPES = frozenset({"请示", "报告", "议案"})

_HAN_DIGITS = "〇○零一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d{{2}}|[{_HAN_DIGITS}]{{4}})"
_OPEN, _CLOSE = r"[〔\[［【（(﹝〖]", r"[〕\]］】）)﹞〗]"

COPY_NUMBER = re.compile(r"(?:份号|№|No\.?)?\d{3,8}")
SECRECY = re.compile(r"(绝密|机密|秘密)([★☆*]?.{0,6})?")
PRECEDENCE = re.compile(r"特急|加急|特提|平急|急件")
NUMBER = re.compile(
    rf"(?P<number>[\u4e00-\u9fff]{{1,15}}{_OPEN}\d{{2,4}}{_CLOSE}第?\d+号)(?:签发人[：:](?P<signatory>.+))?"
)
SIGNATORY = re.compile(r"签发人[：:](?P<signatory>.+)")
SMALL_HEAD: Mapping[str, re.Pattern[str]] = {
    "copy_number": COPY_NUMBER,
    "security_classification": SECRECY,
    "precedence": PRECEDENCE,
}  #: what stands small over the mark, or under the rule of a letter
PERIODICAL = re.compile(
    r"(?:简报|快报|专报|动态|通讯|信息|参阅|内参)$"
)  #: 简报 are no 公文: the standard has no form for them
#: Numbers of orders and minutes: 第12号, 第7期, 2026年第7期（总第31期）, 〔2026〕7号.
ORDER_NUMBER = re.compile(
    rf"(?:{_YEAR}年)?第[\d〇零一二三四五六七八九十百]+[号期次](?:[（(]总第\d+[号期][）)])?|{_OPEN}\d{{4}}{_CLOSE}\d+号"
)
#: A line of a joint mark: the whole name of an agency.
AGENCY = re.compile(
    r".{2,}(?:委|府|局|厅|部|办|室|院|会|处|站|所|组|团|校|司|署|社|队|联|行|中心|公司|集团)$"
)
ATTENDANCE = re.compile(r"(?P<label>出席|请假|列席|缺席)(?:人员)?[：:].+")
#: 签发人职务, beside which a 签名章 goes.
POST = re.compile(
    r".{0,12}(?:[省市州县区旗镇乡局厅部处科院校所站队署行司]长|委员长|检察长|主任|主席|书记|总理)"
)
DATE = re.compile(
    rf"(?P<year>{_YEAR})年(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
)
LOOSE_DATE = re.compile(r"(?P<year>(?:19|20)\d{2})[.\-/．](?P<month>\d{1,2})[.\-/．](?P<day>\d{1,2})")
NOTES = re.compile(r"附件\d*[：:].+|附件[：:]")
NOTE_ITEM = re.compile(r"\d{1,2}[.．、].+")
LABEL = re.compile(r"附件[一二三四五六七八九十\d]{0,3}[：:]?")
ANNOTATION = re.compile(r"[（(].+[）)]")
RECEIVERS_IN_IMPRINT = re.compile(r"(?:抄送|主送)(?:机关|单位)?[：:].+")
MOVED_RECEIVERS = re.compile(r"主送[：:](?P<receivers>.+?)。?")
OTHER_RECEIVERS = re.compile(r"抄送(?:机关|单位)?[：:].*")
PRINTING = re.compile(rf"(?P<office>.*?)(?P<date>{_YEAR}年.{{1,3}}月.{{1,3}}[日号])印发。?")
THEME_WORDS = re.compile(r"主题词[：:]?.*")
COPIES = re.compile(r"[（(]?共印.{1,8}份[）)]?")
LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十百]{1,4}[、.．，]")),
    (2, re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]")),
    (3, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
END_MARK = re.compile(r"[。，、；：！？．.,;:!?]$")


def is_small_head(text: str) -> bool:
    """Tell whether a text is 密级 or 紧急程度 and nothing else; a number alone may be anything."""
    return bool(SECRECY.fullmatch(text) or PRECEDENCE.fullmatch(text))


def level_of(text: str) -> int:
    """Return the level of a paragraph by its number, whatever mark follows it; 0 without one."""
    return next((level for level, pattern in LEVELS if pattern.match(text)), 0)


def read_day(text: str) -> dt.date | None:
    """Return the day that a 成文日期 names, in Arabic or Chinese numerals; None if it names none."""
    match = DATE.fullmatch(text) or LOOSE_DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    if len(text) == 4:  # a year, digit by digit
        return int("".join("0" if c in "〇○零" else str(_HAN_DIGITS.index(c) - 2) for c in text))
    tens, ten, ones = text.rpartition("十")
    digit = _HAN_DIGITS.index
    if not ten:
        return digit(ones) - 2
    return (digit(tens) - 2 if tens else 1) * 10 + (digit(ones) - 2 if ones else 0)


def document_type(title: str) -> str:
    """Return the statutory type that a title ends with, a bracket after it left out; "" if it is none."""
    bare = END_MARK.sub("", re.sub(r"[（(〔][^（）()]*[）)〕]$", "", title))
    return next((type_ for type_ in DOCUMENT_TYPES if bare.endswith(type_)), "")
