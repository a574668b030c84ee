"""Announced counts, read from what is printed: 主要抓好三项工作 says 3, and items follow.

A count is only ever compared, never recomputed. What is vague (三十多项), partial (任选三项) or a span of time
(三个月) announces nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERAL = r"(?:[二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九]|[1-9]\d?)"
_NOT_BEFORE = "前后第每各几数约近选择逾中之多上百千万零一二三四五六七八九十两\\d.．"
#: What is listed under an announcement; 二十三个党支部 announces no list.
_LISTED = (
    "工作|任务|活动|环节|阶段|方面|问题|措施|步骤|要求|内容|重点|原则|目标|关系|工程|行动|制度|机制|节点|专题|主题|举措|"
    "事项|程序|项目|要点|能力|意识|转变|突破|到位|坚持|结合|确保|抓手|一流|方案|载体|途径|办法|走|好|化"
)
_NOUN = rf"(?:[\u4e00-\u9fff]{{0,8}}?(?:{_LISTED}))??"
_UNIT = "个方面|个环节|个阶段|个步骤|方面|环节|阶段|步骤|步|项|个|大|条|件|种|类|点"
#: A unit that begins one of these counts time, people or places, not what is listed.
_OTHER = "(?!月|小时|工作日|星期|学期|季度|半|人|月份|以上|以内|以下|左右|多|余|[至到—-])"
_COUNT = re.compile(
    rf"(?<![{_NOT_BEFORE}])[“\"]?(?P<number>{_NUMERAL})(?P<unit>{_UNIT}){_OTHER}(?P<noun>{_NOUN})[”\"]?"
    r"(?=[：:。；;，,、！）)]|进行|展开|开展|实施|$)"
)
_ENDS = re.compile(r"(?:进行|展开|开展|实施|抓起|入手|着手)?[：:。]?\s*$")
_PARTIAL = re.compile("每|各自|任选|其中|至少|不少于|不超过|之一|选择|选取|除了?|另外")
_ENUMERATORS = (
    "一二三四五六七八九",
    re.compile("(?:^|(?<=[：:。；;，,\\s]))([一二三四五六七八九十]{1,2})(?:是|要)"),
)
_SENTENCE = re.compile("[。！？；;]")


@dataclass(frozen=True, slots=True)
class Count:
    """An announced count.

    Attributes:
        number: how many are announced.
        unit: 项, 个, 个阶段, ….
        noun: of what, "" if the unit says it (三个方面).
        raw: as printed, without quotation marks.
        start: where it begins in its text.
        end: where it ends, a closing quotation mark included.
    """

    number: int
    unit: str
    noun: str
    raw: str
    start: int
    end: int


def number_of(text: str) -> int:
    """Return the number that a numeral up to 99 means: 三, 两, 十二, 二十, 12.

    Raises:
        ValueError: if it is no such numeral.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    try:
        value = (_DIGITS[tens] if tens else 1) * 10 if ten else 0
        value += _DIGITS[ones] if ones else 0
    except KeyError:
        raise ValueError(f"no numeral: {text!r}") from None
    if not value:
        raise ValueError("no numeral")
    return value


def announced(text: str) -> tuple[Count, ...]:
    """Return the counts that a text announces, in their order; a count of one is none (一项工作 is 某项工作)."""
    found = []
    for match in _COUNT.finditer(text):
        number = number_of(match["number"])
        raw = match[0].strip('“”"')
        if number > 1:
            found.append(Count(number, match["unit"], match["noun"], raw, match.start(), match.end()))
    return tuple(found)


def lead_count(lead: str) -> Count | None:
    """Return the count with which a lead ends (主要抓好三项工作：); None if it ends with none or with several."""
    sentences = [s for s in _SENTENCE.split(lead) if s.strip()]
    if not sentences or _PARTIAL.search(sentences[-1]):
        return None
    base = lead.rindex(sentences[-1])
    counts = announced(sentences[-1])
    if len(counts) != 1 or not _ENDS.match(sentences[-1], counts[0].end):
        return None
    last = counts[0]
    return Count(last.number, last.unit, last.noun, last.raw, base + last.start, base + last.end)


def phase_count(text: str) -> Count | None:
    """Return the count of phases that a text announces (分四个阶段进行); None if it announces none or several."""
    if "阶段" not in text:
        return None
    counts = [c for c in announced(text) if "阶段" in c.unit + c.noun]
    return counts[0] if len(counts) == 1 and not _PARTIAL.search(text) else None


def inline_items(text: str) -> int:
    """Return how many items 一是…二是…三是… a text holds; 0 if it holds none, or doesn't begin with 一是."""
    values = [
        number_of(v) for v in _ENUMERATORS[1].findall(text) if v.strip("十") in ("", *_DIGITS) or len(v) == 2
    ]
    count = 0
    for value in values:
        if value == count + 1:
            count += 1
    return count if values[:1] == [1] else 0
