"""One paper writes one kind of number, of time, of list in one way (GB/T 15834, GB/T 15835; D-16, U-8, U-15, U-16)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lint.text_rules.registry import PaperWords, Slip, words_rule
from service.lint.wordings import level_of

_CLAUSE = "GB/T 15835"
_UNIT = r"(?:\.\d+)?(?:元|人|吨|亩|户|公里|平方米|立方米|公顷|件|次|个)"
_GROUPED = re.compile(rf"\d{{1,3}}(?:[,，]\d{{3}})+{_UNIT}")
_BARE = re.compile(rf"(?<![\d.,，])\d{{5,9}}{_UNIT}")


@words_rule(
    "thousands-forms",
    clause=_CLAUSE,
    strength="实务",
    advice="多位数分节不分节，全篇请用一种写法。",
)
def thousands_forms(words: PaperWords) -> Iterator[Slip]:
    """Long numbers are all grouped by commas, or none is."""
    grouped, bare = _GROUPED.search(words.body), _BARE.search(words.body)
    if grouped and bare:
        message = f"“{grouped[0]}”分节，“{bare[0]}”不分节，全篇请用一种写法。"
        yield Slip(message, f"{grouped[0]}、{bare[0]}", "一种写法", "text")


_AFTERNOON_24 = re.compile(r"(?:下午|晚上?|傍晚)(?:1[3-9]|2[0-3])(?:[:：]\d{2}|时|点)")
_AFTERNOON_12 = re.compile(r"(?:下午|晚上?)(?:[1-9]|1[01])(?:[:：]\d{2}|时|点)")
_BARE_24 = re.compile(r"(?<![\d午晚上:：])(?:1[3-9]|2[0-3])(?:[:：][0-5]\d|时(?!间))")


@words_rule(
    "clock-forms",
    clause=_CLAUSE,
    strength="实务",
    advice="时刻用12小时制或24小时制，全篇请用一种；24小时制前面不写“下午”。",
)
def clock_forms(words: PaperWords) -> Iterator[Slip]:
    """Times are all by the clock of 12 hours or of 24."""
    if found := _AFTERNOON_24.search(words.body):
        yield Slip(f"“{found[0]}”：24小时制前面不写“下午”“晚上”。", found[0], "15:00或下午3:00", "text")
    twelve, whole = _AFTERNOON_12.search(words.body), _BARE_24.search(words.body)
    if twelve and whole:
        message = f"“{twelve[0]}”和“{whole[0]}”混用12小时制、24小时制，请用一种。"
        yield Slip(message, f"{twelve[0]}、{whole[0]}", "一种", "text")


_FORMS = (
    ("百分数", re.compile(r"百分之[一二三四五六七八九十百点零〇]+"), re.compile(r"\d[%％]")),
    ("年份", re.compile(r"[一二][〇○零九][〇○零一二三四五六七八九]{2}年"), re.compile(r"(?:19|20)\d{2}年")),
    ("序数", re.compile(r"第[一二三四五六七八九十]+季度"), re.compile(r"第\d季度|(?<!\d)[1-4]季度")),
)


@words_rule(
    "numeral-forms",
    clause=_CLAUSE,
    strength="实务",
    advice="同一类数字，全篇请用一种写法：都用阿拉伯数字，或都用汉字。",
)
def numeral_forms(words: PaperWords) -> Iterator[Slip]:
    """Numbers of one kind are all in Arabic numerals, or all in Chinese ones."""
    bare = re.sub(r"《[^》]*》|“[^”]*”", "", words.body)  # what is quoted is printed as it was
    for name, han, arabic in _FORMS:
        one, other = han.search(bare), arabic.search(bare)
        if one and other:
            message = f"{name}有“{one[0]}”，也有“{other[0]}”，全篇请用一种写法。"
            yield Slip(message, f"{one[0]}、{other[0]}", "一种写法", "text")


_LEADING = 20  #: 字 of a heading that ends with 。 and begins an item


@words_rule(
    "item-ends",
    clause="GB/T 15834",
    strength="实务",
    advice="分项里已经用了句号的，各项末尾也用句号，不用分号。",
)
def item_ends(words: PaperWords) -> Iterator[Slip]:
    """An item that holds a 。 does not end with a ；."""
    for paragraph in (*words.texts.text, *words.texts.issued_text):
        text = paragraph.text
        inside = re.sub(r"“[^”]*”|（[^）]*）", "", text[_LEADING:-1])
        if level_of(text) and text.endswith("；") and "。" in inside:
            yield Slip(f"“{text[:15]}……”：分项里已有句号，末尾不用“；”。", "；", "。", "text")
            return
