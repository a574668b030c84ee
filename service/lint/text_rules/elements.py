"""How the elements of 版头, 主体 and 版记 are worded (GB/T 9704 7.2–7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.text_rules.registry import Slip, text_rule
from service.lint.wordings import DOCUMENT_TYPES, END_MARK

_DATES = ("issue_date", "printing_date", "printing_office")
_OTHER_BRACKETS = re.compile(r"[\[［【（(﹝〖][ ]*(?:19|20)?\d{2}[ ]*[\]］】）)﹞〗]")
_SHORT_YEAR = re.compile(r"[〔\[［【（(﹝](\d{2})[〕\]］】）)﹞]")
_PADDED_SERIAL = re.compile(r"[〕\]］】）)﹞〗]\s*第?(0\d*)号")
_ORDINAL_SERIAL = re.compile(r"[〕\]］】）)﹞〗]\s*(第\d+)号")
_PADDED_DATE = re.compile(r"\d{4}年0\d月|\d{4}年\d{1,2}月0\d日")
_HAN_DATE = re.compile(r"[〇○零一二三四五六七八九]{4}年.{1,3}月.{1,3}日")
_LOOSE_DATE = re.compile(r"\d{4}[.\-/．]\d{1,2}[.\-/．]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}号")
_PERIOD = re.compile(r"(绝密|机密|秘密)(★(\d+年|\d+个月|长期))?")
_NUMBER = "GB/T 9704 7.2.5"
_DAY = "GB/T 9704 7.3.5.4"


@text_rule(
    "document-number-brackets",
    clause=_NUMBER,
    strength="规定",
    advice="发文字号的年份请用六角括号〔〕。",
    on=("document_number",),
    facts=True,
)
def number_brackets(text: str) -> Iterator[Slip]:
    """发文字号: the year stands in 〔〕."""
    if found := _OTHER_BRACKETS.search(text):
        wanted = f"〔{re.sub(r'[^0-9]', '', found[0])}〕"
        yield Slip(f"发文字号的年份用了“{found[0]}”，请改用六角括号“{wanted}”。", found[0], wanted)


@text_rule(
    "document-number-year",
    clause=_NUMBER,
    strength="规定",
    advice="发文字号的年份请标全称。",
    on=("document_number",),
)
def number_year(text: str) -> Iterator[Slip]:
    """发文字号: the year has four digits."""
    if found := _SHORT_YEAR.search(text):
        wanted = f"〔20{found[1]}〕"
        yield Slip(f"发文字号的年份写作“{found[0]}”，请标全称“{wanted}”。", found[0], wanted)


@text_rule(
    "document-number-ordinal",
    clause=_NUMBER,
    strength="规定",
    advice="发文字号的顺序号前不加“第”。",
    on=("document_number",),
    facts=True,
)
def number_ordinal(text: str) -> Iterator[Slip]:
    """发文字号: the serial number has no 第."""
    if found := _ORDINAL_SERIAL.search(text):
        yield Slip("发文字号的顺序号前不加“第”，请删去。", f"{found[1]}号", f"{found[1][1:].lstrip('0')}号")


@text_rule(
    "document-number-padding",
    clause=_NUMBER,
    strength="规定",
    advice="发文字号的顺序号不编虚位。",
    on=("document_number",),
    facts=True,
)
def number_padding(text: str) -> Iterator[Slip]:
    """发文字号: the serial number has no leading zeros."""
    if found := _PADDED_SERIAL.search(text):
        message = "发文字号的顺序号不编虚位，请删去前面的“0”，如“5号”不写作“05号”。"
        yield Slip(message, f"{found[1]}号", f"{found[1].lstrip('0')}号")


@text_rule(
    "date-padding",
    clause=_DAY,
    strength="规定",
    advice="月、日不编虚位。",
    on=_DATES,
    facts=True,
)
def padded_date(text: str) -> Iterator[Slip]:
    """Dates of a paper: month and day without leading zeros."""
    if found := _PADDED_DATE.search(re.sub(r"\s", "", text)):
        wanted = re.sub(r"(?<=[年月])0", "", found[0])
        yield Slip(f"“{found[0]}”的月、日不编虚位，请删去前面的“0”。", found[0], wanted)


@text_rule(
    "date-numerals",
    clause=_DAY,
    strength="规定",
    advice="成文日期请用阿拉伯数字标全年、月、日。",
    on=("issue_date",),
)
def han_date(text: str) -> Iterator[Slip]:
    """成文日期 is written in Arabic numerals."""
    if _HAN_DATE.fullmatch(text):
        yield Slip(f"成文日期写作“{text}”，请改用阿拉伯数字。", text, "如2026年3月1日")


@text_rule(
    "date-form",
    clause=_DAY,
    strength="规定",
    advice="成文日期请写作“×年×月×日”的样子，标全年、月、日。",
    on=("issue_date",),
)
def loose_date(text: str) -> Iterator[Slip]:
    """成文日期 names year, month and day in words, not with dots."""
    if _LOOSE_DATE.fullmatch(text):
        year, month, day = (int(part) for part in re.findall(r"\d+", text))
        wanted = f"{year}年{month}月{day}日"
        yield Slip(f"成文日期写作“{text}”，请改为“{wanted}”。", text, wanted)


@text_rule(
    "copy-number-form",
    clause="GB/T 9704 7.2.1",
    strength="一般",
    advice="份号一般用6位阿拉伯数字。",
    on=("copy_number",),
)
def copy_number(text: str) -> Iterator[Slip]:
    """份号: six digits."""
    if not re.fullmatch(r"\d{6}", text):
        yield Slip(f"份号写作“{text}”，一般用6位阿拉伯数字，如“000001”。", text, "000001")


@text_rule(
    "security-classification-form",
    clause="GB/T 9704 7.2.2",
    strength="规定",
    advice="密级写作绝密、机密或秘密，保密期限用“★”隔开，如“机密★10年”。",
    on=("security_classification",),
)
def classification(text: str) -> Iterator[Slip]:
    """密级和保密期限: one of three words, ★ and a period in Arabic numerals."""
    if not _PERIOD.fullmatch(text):
        yield Slip(f"密级和保密期限写作“{text}”，应如“机密★10年”。", text, "如机密★10年")


@text_rule(
    "precedence-form",
    clause="GB/T 9704 7.2.3",
    strength="规定",
    advice="紧急公文分别标注“特急”“加急”。",
    on=("precedence",),
)
def precedence(text: str) -> Iterator[Slip]:
    """紧急程度: 特急 or 加急; 特提 and 平急 are for telegrams."""
    if text not in ("特急", "加急", "特提", "平急"):
        yield Slip(f"紧急程度写作“{text}”，应为“特急”或“加急”。", text, "特急、加急")


@text_rule(
    "title-punctuation",
    clause="GB/T 9704 7.3.1",
    strength="一般",
    advice="标题末尾不加标点。",
    on=("title",),
    facts=True,
)
def title_end(text: str) -> Iterator[Slip]:
    """标题: no punctuation mark at the end."""
    if found := END_MARK.search(text.strip()):
        yield Slip(f"标题末尾不加标点，请删去“{found[0]}”。", f"“{found[0]}”", "没有标点")


@text_rule(
    "title-type",
    clause="党政机关公文处理工作条例第九条（七）",
    strength="一般",
    advice="正式发文的标题请以通知、决定、报告等法定文种结尾。",
    on=("paper/title",),
    facts=True,
)
def title_type(text: str) -> Iterator[Slip]:
    """标题 of the paper that is sent: it ends with one of the fifteen types, a bracketed note left out."""
    title = END_MARK.sub("", re.sub(r"[（(][^（）()]*[）)]$", "", text.strip()))
    if title and not title.endswith(DOCUMENT_TYPES):
        message = f"标题末尾“{title[-4:]}”不是法定文种，正式发文的标题请以通知、决定、报告等文种结尾。"
        yield Slip(message, f"“{title[-4:]}”", "十五种法定文种之一")


@text_rule(
    "receivers-colon",
    clause="GB/T 9704 7.3.2",
    strength="规定",
    advice="主送机关末尾请用全角冒号。",
    on=("principal_receivers",),
    facts=True,
)
def receivers_colon(text: str) -> Iterator[Slip]:
    """主送机关: what ends it, if anything does, is a full-width colon."""
    found = END_MARK.search(text.strip())
    if found and found[0] != "：":
        yield Slip(f"主送机关末尾用了“{found[0]}”，请改用全角冒号“：”。", f"“{found[0]}”", "“：”")


@text_rule(
    "other-receivers-end",
    clause="GB/T 9704 7.4.2",
    strength="一般",
    advice="抄送机关末尾请用句号。",
    on=("other_receivers",),
)
def other_receivers_end(text: str) -> Iterator[Slip]:
    """抄送机关: a full stop at the end, a full-width colon behind 抄送."""
    if text.startswith("抄送") and not text.endswith("。"):
        yield Slip(f"抄送机关末尾是“{text[-1]}”，应加句号。", f"“{text[-1]}”", "“。”")


@text_rule(
    "theme-words",
    clause="GB/T 9704 7.1",
    strength="规定",
    advice="2012年7月1日起公文不再标注主题词，请删去。",
    on=("theme_words",),
)
def theme_words(text: str) -> Iterator[Slip]:
    """主题词 are no longer an element of a paper."""
    if text.startswith("主题词"):
        yield Slip("主题词已不是公文的要素，请删去。", text[:20], "没有")
