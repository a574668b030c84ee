"""Rules on the content's texts, before anything is rendered. False alarms cost more than misses.

A text comes with its pointer; the last part of the pointer says what it is (``document_number``, ``title``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from service.document import pointer as pointers
from service.document.finding import Finding, Severity


class TextAt(NamedTuple):
    """A text of the content: its JSON Pointer, the Chinese label of the place, and the text itself."""

    pointer: str
    label: str
    text: str

    @property
    def name(self) -> str:
        """The last part of the pointer that is a name, not the index of a row."""
        parts = [part for part in pointers.split(self.pointer) if not part.isdigit()]
        return parts[-1] if parts else ""


ContentRule = Callable[[TextAt], Iterator[Finding]]

#: 条例第八条: the fifteen statutory types; 令 is the short form of 命令.
DOCUMENT_TYPES = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见",
    "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip

_HAN = "\u3400-\u9fff"
_OTHER_BRACKETS = re.compile(r"[\[［【（(﹝][ ]*(?:19|20)\d{2}[ ]*[\]］】）)﹞]")
_PADDED_SERIAL = re.compile(r"[〕\]］】）)﹞]\s*第?0\d*号")
_ORDINAL_SERIAL = re.compile(r"[〕\]］】）)﹞]\s*第\d+号")
_PADDED_DATE = re.compile(r"\d{4}年0\d月|\d{4}年\d{1,2}月0\d日")
_END_MARK = re.compile(r"[。，、；：！？．.,;:!?]$")
_HALF_WIDTH = re.compile(
    rf"[{_HAN}》”）][,;:?!](?=[{_HAN}《“（])|[{_HAN}]\((?=[{_HAN}])|[{_HAN}]\)(?=[{_HAN}])"
)
_DATE_NAMES = frozenset({"issue_date", "printing_date"})


def lint_content(texts: Iterable[TextAt | tuple[str, str, str]]) -> tuple[Finding, ...]:
    """Return the findings on ``texts`` (pointer, label, text), in the order of the texts."""
    return tuple(
        finding for text in texts for content_rule in CONTENT_RULES for finding in content_rule(TextAt(*text))
    )


def _finding(
    place: TextAt, rule: str, message: str, clause: str, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(rule, message, place.pointer, place.label, severity, clause)


def number_brackets(place: TextAt) -> Iterator[Finding]:
    """发文字号: the year stands in 〔〕."""
    if place.name == "document_number" and (found := _OTHER_BRACKETS.search(place.text)):
        year = re.sub(r"\D", "", found[0])
        message = f"发文字号的年份用了“{found[0]}”，请改用六角括号“〔{year}〕”。"
        yield _finding(place, "document-number-brackets", message, "GB/T 9704 7.2.5")


def number_serial(place: TextAt) -> Iterator[Finding]:
    """发文字号: the serial number has neither leading zeros nor 第."""
    if place.name != "document_number":
        return
    clause = "GB/T 9704 7.2.5"
    if _ORDINAL_SERIAL.search(place.text):
        message = "发文字号的顺序号前不加“第”，请删去。"
        yield _finding(place, "document-number-ordinal", message, clause)
    if _PADDED_SERIAL.search(place.text):
        message = "发文字号的顺序号不编虚位，请删去前面的“0”，如“5号”不写作“05号”。"
        yield _finding(place, "document-number-padding", message, clause)


def padded_date(place: TextAt) -> Iterator[Finding]:
    """Dates: month and day without leading zeros; only a hint where the date stands in running text."""
    found = _PADDED_DATE.search(re.sub(r"\s", "", place.text))
    if found:
        severity = Severity.WARNING if place.name in _DATE_NAMES else Severity.NOTE
        message = f"“{found[0]}”的月、日不编虚位，请删去前面的“0”。"
        yield _finding(place, "date-padding", message, "GB/T 9704 7.3.5.4", severity)


def title_end(place: TextAt) -> Iterator[Finding]:
    """标题: no punctuation mark at the end."""
    if place.name == "title" and (found := _END_MARK.search(place.text.strip())):
        message = f"标题末尾不加标点，请删去“{found[0]}”。"
        yield _finding(place, "title-punctuation", message, "GB/T 9704 7.3.1")


def title_type(place: TextAt) -> Iterator[Finding]:
    """标题 of the paper that is sent: it ends with one of the fifteen types."""
    title = _END_MARK.sub("", place.text.strip())
    if place.pointer == "/paper/title" and title and not title.endswith(DOCUMENT_TYPES):
        message = f"标题末尾“{title[-4:]}”不是法定文种，正式发文的标题请以通知、决定、报告等文种结尾。"
        yield _finding(place, "title-type", message, "党政机关公文处理工作条例第九条（七）")


def receivers_colon(place: TextAt) -> Iterator[Finding]:
    """主送机关: what ends it, if anything does, is a full-width colon."""
    found = _END_MARK.search(place.text.strip())
    if place.name == "principal_receivers" and found and found[0] != "：":
        message = f"主送机关末尾用了“{found[0]}”，请改用全角冒号“：”。"
        yield _finding(place, "receivers-colon", message, "GB/T 9704 7.3.2")


def half_width_punctuation(place: TextAt) -> Iterator[Finding]:
    """Between Chinese characters stand Chinese punctuation marks."""
    places = [
        place.text[max(0, found.start() - 2) : found.end() + 3] for found in _HALF_WIDTH.finditer(place.text)
    ]
    if places:
        shown = "、".join(f"“{excerpt}”" for excerpt in places[:3])
        more = f"等{len(places)}处" if len(places) > 3 else ""
        message = f"汉字之间用了半角标点：{shown}{more}，请改用全角标点。"
        yield _finding(place, "half-width-punctuation", message, "GB/T 15834")


CONTENT_RULES: tuple[ContentRule, ...] = (
    number_brackets,
    number_serial,
    padded_date,
    title_end,
    title_type,
    receivers_colon,
    half_width_punctuation,
)
