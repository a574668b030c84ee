"""Punctuation (GB/T 15834—2011). Its clause numbers are not named: the text of the standard was not at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.text_rules.registry import Slip, text_rule

_HAN = "\u3400-\u9fff"
_CLAUSE = "GB/T 15834"
_HALF_WIDTH = re.compile(
    rf"[{_HAN}》”）][,;:?!](?=[{_HAN}《“（])|[{_HAN}]\((?=[{_HAN}])|[{_HAN}]\)(?=[{_HAN}])|[{_HAN}》”）][,;?!]$"
)
_PAIRS = {"）": "（", "》": "《", "〕": "〔", "】": "【", "〉": "〈"}
_AND = re.compile(r"、(和(?![谐平睦解气美顺善衷])|及(?![时格早至其第])|与(?![时会否众]))")


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 2) : end + 2]


def _hits(pattern: re.Pattern[str], text: str) -> list[str]:
    return [_around(text, found.start(), found.end()) for found in pattern.finditer(text)]


def _told(places: list[str]) -> str:
    shown = "、".join(f"“{excerpt}”" for excerpt in places[:3])
    return shown + (f"等{len(places)}处" if len(places) > 3 else "")


@text_rule(
    "half-width-punctuation",
    clause=_CLAUSE,
    strength="一般",
    advice="汉字之间请用全角标点。",
    facts=True,
)
def half_width_punctuation(text: str) -> Iterator[Slip]:
    """Between Chinese characters stand Chinese punctuation marks."""
    places = [text[max(0, found.start() - 2) : found.end() + 3] for found in _HALF_WIDTH.finditer(text)]
    if places:
        told = _told(places)
        yield Slip(f"汉字之间用了半角标点：{told}，请改用全角标点。", told, "全角标点")


def _simple(id: str, pattern: str, said: str, wanted: str, strength: str = "实务") -> None:
    """Register a rule that a pattern tells."""
    compiled = re.compile(pattern)

    def check(text: str) -> Iterator[Slip]:
        if places := _hits(compiled, text):
            told = _told(places)
            yield Slip(f"{told}：{said}", told, wanted)

    check.__doc__ = f"Tell of `{pattern}`."
    text_rule(id, clause=_CLAUSE, strength="一般" if strength == "一般" else "实务", advice=said)(check)


_simple("title-marks-list", r"》、《", "并列的书名号之间不用顿号。", "》《")
_simple("quotes-list", r"”、“", "并列的引号之间不用顿号。", "”“")
_simple(
    "nested-title-marks",
    r"《[^《》〈〉]*《",
    "书名号里面再用书名号，里面的用单书名号〈〉。",
    "《〈〉》",
    "一般",
)
_simple(
    "trial-outside",
    r"》（(?:试行|暂行|草案|征求意见稿|修订)）",
    "“（试行）”等属于名称的，放进书名号里面。",
    "（试行）》",
)
_simple("years-range", r"(?<!\d)\d{4}[-~～]\d{4}年", "起止年份之间用一字线“—”。", "—")
_simple("double-hyphen", rf"[{_HAN}]-{{2,}}[{_HAN}]", "破折号写作“——”。", "——", "一般")
_simple("ellipsis", rf"[{_HAN}](?:\.{{3,}}|。{{2,}}|(?<!…)…(?!…))", "省略号写作“……”。", "……", "一般")
_simple("ellipsis-and-so-on", r"……等|等……", "省略号和“等”只用一个。", "等")
_simple("comma-before-so-on", r"、等(?!级|候|待|次|额|同|价|于)", "“等”前面不用顿号。", "等")
_simple("stop-twice", r"。”[。，；]", "引文末尾和句末的点号只用一个。", "。”")
_simple(
    "mark-twice",
    r"，，|。。(?!。)|、、|；；|：：|，。|。，",
    "标点重复或连用，请删去一个。",
    "一个标点",
    "一般",
)
_simple("straight-quotes", rf"[{_HAN}，。：；]\"|\"[{_HAN}]", "请用弯引号“”。", "“”", "一般")


_simple(
    "marks-of-no-work",
    r"《[^《》]{0,30}(?:活动|大会|会议|座谈会|培训班|研讨班|展览会|[一二三]等奖|奖状|奖章|营业执照|许可证|资格证书?)》",
    "会议、活动、课程、证照、奖状的名称不用书名号，可以用引号。",
    "没有书名号",
)
_simple(
    "colon-in-colon",
    r"(?:指出|强调|要求|认为|包括)：[^。；？！“”：（《]{2,80}[^\d“”：]：(?!\d)",
    "一句话里不套用冒号。",
    "一个冒号",
)
_simple("middle-dot", rf"[{_HAN}][•・‧∙⋅･][{_HAN}]", "间隔号请用“·”。", "·")
_simple(
    "month-dot",
    r"(?<![一-龥])[二三五六七八九]·[一二三四五六七八九十]{1,3}(?![一-龥]*·)",
    "月日简称只有一月、十一月、十二月用间隔号，如“一二·九”。",
    "“五四”",
)


@text_rule("comma-before-and", clause=_CLAUSE, strength="实务", advice="“和”“与”“及”前面不用顿号。")
def comma_before_and(text: str) -> Iterator[Slip]:
    """No 顿号 before 和, 与, 及."""
    if places := _hits(_AND, text):
        told = _told(places)
        yield Slip(f"{told}：“和”“与”“及”前面不用顿号。", told, "没有顿号")


@text_rule(
    "unpaired-marks",
    clause=_CLAUSE,
    strength="一般",
    advice="括号、书名号请成对使用。",
    on=("other", "title"),
)
def unpaired(text: str) -> Iterator[Slip]:
    """Brackets and title marks come in pairs; a number such as 1） is left alone."""
    bare = re.sub(r"(?:(?<=^)|(?<=[，。；：、 ]))[\d一二三四五六七八九十]{1,2}）", "", text)
    open_: list[str] = []
    for mark in bare:
        if mark in _PAIRS.values():
            open_.append(mark)
        elif mark in _PAIRS and (not open_ or open_.pop() != _PAIRS[mark]):
            yield Slip(f"“{mark}”没有配对，请核对。", mark, "成对")
            return
    if open_:
        yield Slip(f"“{open_[-1]}”没有配对，请核对。", open_[-1], "成对")
